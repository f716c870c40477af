// Composite alarms: states that follow from others, actions that are held back, deployments that listen to them.
import { fc, test as lawTest } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { AwsException, type CloudWatch, Simulation } from '../../src/index.ts'
import { deployNext, type RolloutSettings, steadyService, web } from '../support/rollouts.ts'
import { runs } from '../support/runs.ts'

const SNS = 'arn:aws:sns:us-east-1:123456789012:ops'
const ARN = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:'

type State = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'
type Composite = Parameters<CloudWatch['putCompositeAlarm']>[0]

/** Alarms by hand, by these names. */
function begin(...names: readonly string[]) {
  const sim = new Simulation({ startAt: new Date('2026-01-05T09:00:00Z'), paranoid: true })
  for (const alarmName of names) sim.alarms.create({ alarmName })
  return sim
}

function put(sim: Simulation, AlarmName: string, AlarmRule: string, more: Partial<Composite> = {}) {
  sim.cloudWatch.putCompositeAlarm({ AlarmName, AlarmRule, ...more })
}

const set = (sim: Simulation, alarmName: string, state: State) => sim.alarms.set({ alarmName, state })
const found = (sim: Simulation, name: string) =>
  sim.cloudWatch.describeAlarms({ AlarmNames: [name], AlarmTypes: ['CompositeAlarm'] }).CompositeAlarms[0]
const stateOf = (sim: Simulation, name: string) => found(sim, name)?.StateValue

function history(sim: Simulation, AlarmName: string) {
  return sim.cloudWatch
    .describeAlarmHistory({ AlarmName, AlarmTypes: ['CompositeAlarm'], ScanBy: 'TimestampAscending' })
    .AlarmHistoryItems.map(({ Timestamp, HistorySummary }) => {
      return `${((Timestamp?.getTime() ?? 0) - Date.parse('2026-01-05T09:00:00Z')) / 1_000}: ${HistorySummary}`
    })
}

function refusal(call: () => unknown): AwsException {
  try {
    call()
  } catch (error) {
    if (error instanceof AwsException) return error
    throw error
  }
  throw new Error('the call was accepted')
}

describe('states', () => {
  test('CW-34 it is described as it was put, and evaluated at once', () => {
    const sim = begin('a', 'b')
    set(sim, 'a', 'ALARM')
    const rule = `ALARM(a) AND NOT ALARM("${ARN}b")`
    put(sim, 'both', rule, { AlarmDescription: 'a alone', OKActions: [SNS], Tags: [{ Key: 'team', Value: 'x' }] })
    const at = new Date('2026-01-05T09:00:00Z')
    expect(found(sim, 'both')).toEqual({
      AlarmName: 'both',
      AlarmArn: `${ARN}both`,
      AlarmDescription: 'a alone',
      AlarmRule: rule,
      ActionsEnabled: true,
      OKActions: [SNS],
      AlarmActions: [],
      InsufficientDataActions: [],
      StateValue: 'ALARM',
      StateReason: 'The rule of the alarm comes to ALARM',
      AlarmConfigurationUpdatedTimestamp: at,
      StateUpdatedTimestamp: at,
      StateTransitionedTimestamp: at,
    })
    expect(sim.cloudWatch.listTagsForResource({ ResourceARN: `${ARN}both` }).Tags).toEqual([
      { Key: 'team', Value: 'x' },
    ])
    set(sim, 'b', 'ALARM')
    expect(found(sim, 'both')).toMatchObject({
      StateValue: 'OK',
      StateReason: `${ARN}b transitioned to ALARM at Monday 05 January, 2026 09:00:00 UTC`,
    })
  })

  test('CW-34 composite alarms ask composite alarms, each after those that it asks', () => {
    const sim = begin('a', 'b')
    put(sim, 'any', 'ALARM(a) OR ALARM(b)')
    put(sim, 'above', 'ALARM(any) AND OK(b)')
    put(sim, 'top', 'NOT OK(above)')
    set(sim, 'b', 'OK')
    expect(['any', 'above', 'top'].map((name) => stateOf(sim, name))).toEqual(['OK', 'OK', 'OK'])
    set(sim, 'a', 'ALARM')
    expect(['any', 'above', 'top'].map((name) => stateOf(sim, name))).toEqual(['ALARM', 'ALARM', 'ALARM'])
    // Not for an instant is the top in another state than its parts say.
    expect(history(sim, 'top').filter((item) => item.includes('updated from'))).toHaveLength(2)
  })

  test('CW-34 alarms on metrics are evaluated first: one that goes while another comes is no news', () => {
    const sim = begin()
    const metric = { Namespace: 'Shop', Period: 60, EvaluationPeriods: 1, Threshold: 5, Statistic: 'Sum' } as const
    for (const MetricName of ['A', 'B'])
      sim.cloudWatch.putMetricAlarm({
        ...metric,
        AlarmName: MetricName,
        MetricName,
        ComparisonOperator: 'GreaterThanThreshold',
      })
    put(sim, 'any', 'ALARM(A) OR ALARM(B)')
    const say = (a: number, b: number) => {
      const MetricData = [
        { MetricName: 'A', Value: a },
        { MetricName: 'B', Value: b },
      ]
      sim.cloudWatch.putMetricData({ Namespace: 'Shop', MetricData })
      sim.advance('1m')
    }
    say(9, 1)
    say(1, 9)
    expect(history(sim, 'any').slice(2)).toEqual(['60: Alarm updated from OK to ALARM'])
    expect(sim.cloudWatch.describeAlarms().MetricAlarms.map(({ StateValue }) => StateValue)).toEqual(['OK', 'ALARM'])
  })

  test('CW-34 another rule keeps the state until it is evaluated, which is at once', () => {
    const sim = begin('a')
    put(sim, 'both', 'TRUE')
    expect(stateOf(sim, 'both')).toBe('ALARM')
    sim.advance('1m')
    put(sim, 'both', 'TRUE OR ALARM(a)')
    expect(history(sim, 'both')).toEqual([
      '0: Alarm "both" created',
      '0: Alarm updated from INSUFFICIENT_DATA to ALARM',
      '60: Alarm "both" updated',
    ])
    put(sim, 'both', 'ALARM(a)')
    expect(stateOf(sim, 'both')).toBe('OK')
  })

  test('CW-24 CW-34 a state that is set lasts until an alarm that it asks changes', () => {
    const sim = begin('a')
    put(sim, 'both', 'ALARM(a)')
    put(sim, 'above', 'ALARM(both)')
    sim.cloudWatch.setAlarmState({ AlarmName: 'both', StateValue: 'ALARM', StateReason: 'drill' })
    sim.advance('1h')
    expect(['both', 'above'].map((name) => stateOf(sim, name))).toEqual(['ALARM', 'ALARM'])
    set(sim, 'a', 'OK')
    expect(['both', 'above'].map((name) => stateOf(sim, name))).toEqual(['OK', 'OK'])
    expect(() => set(sim, 'both', 'OK')).toThrow(/"both" asks other alarms/)
  })

  test('CW-37 alarms in a circle, and those that ask them, keep their states', () => {
    const sim = begin('a')
    put(sim, 'one', 'ALARM(a)')
    put(sim, 'two', 'ALARM(one)')
    put(sim, 'three', 'NOT ALARM(two)')
    put(sim, 'one', 'ALARM(a) OR ALARM(two)')
    set(sim, 'a', 'ALARM')
    expect(['one', 'two', 'three'].map((name) => stateOf(sim, name))).toEqual(['OK', 'OK', 'ALARM'])
    expect(refusal(() => sim.cloudWatch.deleteAlarms({ AlarmNames: ['one'] })).message).toMatch(/^AlarmNames: Cannot/)
    put(sim, 'one', 'ALARM(a)')
    expect(['one', 'two', 'three'].map((name) => stateOf(sim, name))).toEqual(['ALARM', 'ALARM', 'OK'])
  })
})

describe('who asks whom', () => {
  test('CW-37 an alarm that a composite alarm asks or is held back by stays, unless that goes with it', () => {
    const sim = begin('a', 'b', 'c')
    put(sim, 'both', 'ALARM(a) OR ALARM(b)', {
      ActionsSuppressor: 'c',
      ActionsSuppressorWaitPeriod: 0,
      ActionsSuppressorExtensionPeriod: 0,
    })
    put(sim, 'other', 'TRUE')
    const drop = (...AlarmNames: string[]) => sim.cloudWatch.deleteAlarms({ AlarmNames })
    expect(refusal(() => drop('a'))).toMatchObject({
      name: 'ValidationError',
      message: 'AlarmNames: Cannot delete a as there are composite alarm(s) depending on it.',
      rule: 'CW-37',
    })
    expect(refusal(() => drop('b', 'c')).message).toBe(
      'AlarmNames: Cannot delete b,c as there are composite alarm(s) depending on them.',
    )
    expect(refusal(() => drop('both', 'other')).message).toMatch(/at most one composite alarm, found "both, other"/)
    drop('both', 'a', 'b')
    expect(sim.cloudWatch.describeAlarms({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] })).toMatchObject({
      CompositeAlarms: [{ AlarmName: 'other' }],
      MetricAlarms: [{ AlarmName: 'c' }],
    })
  })

  test('CW-38 children and parents, with as much as AWS tells of them', () => {
    const sim = begin('a', 'b')
    put(sim, 'inner', 'ALARM(b)')
    put(sim, 'outer', 'OK(inner) AND AT_LEAST(1, OK, (a, b))')
    const at = new Date('2026-01-05T09:00:00Z')
    const child = (AlarmName: string, StateValue: State) => ({
      AlarmName,
      AlarmArn: ARN + AlarmName,
      StateValue,
      StateUpdatedTimestamp: at,
    })
    expect(sim.cloudWatch.describeAlarms({ ChildrenOfAlarmName: 'outer' })).toEqual({
      CompositeAlarms: [child('inner', 'OK')],
      MetricAlarms: [child('a', 'INSUFFICIENT_DATA'), child('b', 'INSUFFICIENT_DATA')],
      LogAlarms: [],
    })
    expect(sim.cloudWatch.describeAlarms({ ParentsOfAlarmName: 'b' }).CompositeAlarms).toEqual([
      { AlarmName: 'inner', AlarmArn: `${ARN}inner` },
      { AlarmName: 'outer', AlarmArn: `${ARN}outer` },
    ])
    const ask = (input: object) => refusal(() => sim.cloudWatch.describeAlarms(input))
    expect(ask({ ChildrenOfAlarmName: 'nobody' }).name).toBe('ResourceNotFound')
    expect(ask({ ChildrenOfAlarmName: 'outer', StateValue: 'OK' })).toMatchObject({ name: 'ValidationError' })
    expect(ask({ ChildrenOfAlarmName: 'outer', ParentsOfAlarmName: 'b' }).rule).toBe('CW-38')
    expect(sim.cloudWatch.describeAlarms().CompositeAlarms).toEqual([])
  })

  const suppressor = (more: object = {}) => ({
    ActionsSuppressor: 'a',
    ActionsSuppressorWaitPeriod: 60,
    ActionsSuppressorExtensionPeriod: 60,
    ...more,
  })

  test.each<[string, Partial<Composite>, string, RegExp]>([
    [
      'an alarm that is not there',
      { AlarmRule: 'OK(x) OR OK(a) OR OK(y)' },
      'ValidationError',
      /alarms \[x, y\] in the/,
    ],
    ['itself, while it is not there', { AlarmRule: 'OK(c)' }, 'ValidationError', /alarms \[c\]/],
    [
      'an alarm elsewhere',
      { AlarmRule: 'OK(arn:aws:cloudwatch:eu-west-1:123456789012:alarm:a)' },
      'ValidationError',
      /do not exist/,
    ],
    ['a rule that cannot be read', { AlarmRule: 'ALARM(a) XOR OK(a)' }, 'ValidationError', /found "XOR OK\(a\)"/],
    ['an empty rule', { AlarmRule: '' }, 'InvalidParameterValueException', /^AlarmRule: /],
    ['the name of a metric alarm', { AlarmName: 'a' }, 'ValidationError', /^AlarmName: .*no metric alarm/],
    ['six actions', { OKActions: Array(6).fill(SNS) }, 'InvalidParameterValueException', /^OKActions: /],
    [
      'an action that scales',
      { AlarmActions: ['arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:x'] },
      'InvalidParameterValueException',
      /^AlarmActions\[0\]: expected an action that a composite alarm may take/,
    ],
    [
      'a suppressor that is not there',
      suppressor({ ActionsSuppressor: 'x' }),
      'ValidationError',
      /^ActionsSuppressor: /,
    ],
    [
      'a suppressor without a period',
      suppressor({ ActionsSuppressorWaitPeriod: undefined }),
      'MissingRequiredParameterException',
      /^ActionsSuppressorWaitPeriod: /,
    ],
    [
      'a period without a suppressor',
      suppressor({ ActionsSuppressor: undefined }),
      'InvalidParameterCombinationException',
      /^ActionsSuppressorWaitPeriod: /,
    ],
    [
      'a period below 0',
      suppressor({ ActionsSuppressorExtensionPeriod: -1 }),
      'InvalidParameterValueException',
      /^ActionsSuppressorExtensionPeriod: /,
    ],
  ])('CW-35 CW-36 %s is refused', (_what, more, name, message) => {
    const sim = begin('a')
    const before = sim.journal.length
    const error = refusal(() => sim.cloudWatch.putCompositeAlarm({ AlarmName: 'c', AlarmRule: 'ALARM(a)', ...more }))
    expect(error.name).toBe(name)
    expect(error.message).toMatch(message)
    expect(sim.journal).toHaveLength(before)
  })

  test('CW-35 an alarm is asked by 150 composite alarms at most, and by one of them again', () => {
    const sim = begin('a')
    for (let n = 0; n < 150; n++) put(sim, `c${n}`, 'OK(a)')
    expect(refusal(() => put(sim, 'more', 'OK(a)'))).toMatchObject({ name: 'LimitExceededFault', rule: 'CW-35' })
    put(sim, 'c0', 'ALARM(a)')
  })

  test('CW-34 a metric alarm cannot take the name of a composite alarm', () => {
    const sim = begin()
    put(sim, 'both', 'TRUE')
    const metric = { Namespace: 'S', MetricName: 'M', Period: 60, EvaluationPeriods: 1, Threshold: 5 } as const
    const error = refusal(() =>
      sim.cloudWatch.putMetricAlarm({
        ...metric,
        AlarmName: 'both',
        Statistic: 'Sum',
        ComparisonOperator: 'GreaterThanThreshold',
      }),
    )
    expect(error.message).toMatch(/^AlarmName: expected a name that no composite alarm has/)
  })
})

describe('CW-36 actions that are held back', () => {
  /** Waits two minutes for the suppressor, and three after it. */
  function held(wait = 120, extension = 180) {
    const sim = begin('a', 'off')
    set(sim, 'a', 'OK')
    set(sim, 'off', 'OK')
    put(sim, 'both', 'ALARM(a)', {
      AlarmActions: [SNS],
      OKActions: [`${SNS}-ok`],
      ActionsSuppressor: 'off',
      ActionsSuppressorWaitPeriod: wait,
      ActionsSuppressorExtensionPeriod: extension,
    })
    sim.advance('10m')
    return sim
  }
  const actions = (sim: Simulation) =>
    history(sim, 'both')
      .filter((item) => item.includes('executed') && !item.startsWith('0:') && !item.startsWith('120:'))
      .map((item) => item.replace(/Successfully executed action arn:aws:sns:us-east-1:123456789012:/, ''))
  const by = (sim: Simulation) => found(sim, 'both')?.ActionsSuppressedBy

  test('a suppressor that stays calm: they run when the wait is over', () => {
    const sim = held()
    set(sim, 'a', 'ALARM')
    expect(by(sim)).toBe('WaitPeriod')
    expect(found(sim, 'both')?.ActionsSuppressedReason).toMatch(/until 2026-01-05T09:12:00/)
    sim.advance('119s')
    expect(actions(sim)).toEqual([])
    sim.advance('1s')
    expect(actions(sim)).toEqual(['720: ops'])
    expect(found(sim, 'both')).not.toHaveProperty('ActionsSuppressedBy')
  })

  test('a suppressor that follows within the wait: none while it is in ALARM, and a while after that', () => {
    const sim = held()
    set(sim, 'a', 'ALARM')
    sim.advance('1m')
    set(sim, 'off', 'ALARM')
    expect(by(sim)).toBe('Alarm')
    sim.advance('10m')
    set(sim, 'off', 'OK')
    expect(by(sim)).toBe('ExtensionPeriod')
    sim.advance('179s')
    expect(actions(sim)).toEqual([])
    sim.advance('1s')
    expect(actions(sim)).toEqual(['1440: ops'])
  })

  test('an alarm that is calm again within the extension has nothing to say', () => {
    const sim = held()
    set(sim, 'off', 'ALARM')
    set(sim, 'a', 'ALARM')
    sim.advance('1m')
    set(sim, 'off', 'OK')
    sim.advance('1m')
    set(sim, 'a', 'OK')
    sim.advance('10m')
    expect([stateOf(sim, 'both'), by(sim), actions(sim)]).toEqual(['OK', undefined, []])
  })

  test('without periods they stop and resume with the suppressor', () => {
    const sim = held(0, 0)
    set(sim, 'off', 'ALARM')
    set(sim, 'a', 'ALARM')
    expect(by(sim)).toBe('Alarm')
    sim.advance('1m')
    set(sim, 'off', 'OK')
    set(sim, 'a', 'OK')
    expect(actions(sim)).toEqual(['660: ops', '660: ops-ok'])
  })

  test('a saved world goes on with its periods', () => {
    const sim = held()
    set(sim, 'a', 'ALARM')
    const again = Simulation.restore(sim.save())
    for (const each of [sim, again]) each.advance('5m')
    expect(again.journal).toEqual(sim.journal)
    expect(actions(again)).toEqual(['720: ops'])
  })
})

const SETTINGS: RolloutSettings = { desired: 2, min: 100, max: 200, run: 10, heal: 20, stop: 30 }

describe('deployments', () => {
  function watched(alarm: { evaluationPeriods?: number } = {}) {
    const sim = steadyService(SETTINGS)
    sim.alarms.create({ alarmName: 'errors', ...alarm })
    sim.alarms.create({ alarmName: 'latency' })
    put(sim, 'trouble', 'ALARM(errors) AND ALARM(latency)')
    put(sim, 'worse', 'ALARM(trouble)')
    const alarms = { alarmNames: ['worse'], enable: true, rollback: true }
    sim.ecs.updateService({ cluster: 'prod', service: 'web', deploymentConfiguration: { alarms } })
    sim.settle()
    return sim
  }
  const rows = (sim: Simulation) =>
    (web(sim).deployments ?? []).map(({ status, rolloutState }) => `${status} ${rolloutState}`)

  test('CB-60 CW-34 a deployment is taken back when the composite alarm that it names goes into ALARM', () => {
    const sim = watched()
    deployNext(sim)
    sim.advance('15s')
    set(sim, 'errors', 'ALARM')
    sim.settle()
    expect(rows(sim)).toEqual(['PRIMARY IN_PROGRESS', 'ACTIVE COMPLETED'])
    set(sim, 'latency', 'ALARM')
    sim.settle()
    expect(rows(sim)).toEqual(['PRIMARY IN_PROGRESS', 'ACTIVE FAILED'])
  })

  test('CB-70 it is watched as long as the slowest alarm behind it takes to tell', () => {
    const sim = watched({ evaluationPeriods: 3 })
    deployNext(sim)
    sim.advance('239s')
    expect(rows(sim)).toEqual(['PRIMARY IN_PROGRESS', 'ACTIVE COMPLETED'])
    sim.advance('1s')
    expect(rows(sim)).toEqual(['PRIMARY COMPLETED'])
  })
})

const moves = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom<State>('OK', 'ALARM')), {
  maxLength: 12,
})

lawTest.prop([moves], runs(25))(
  'CW-34 a composite alarm is always what its rule says of the alarms as they are',
  (all) => {
    const sim = begin('a', 'b', 'c')
    put(sim, 'two', 'AT_LEAST(2, ALARM, (a, b, c))')
    put(sim, 'not-two', 'OK(two) AND NOT INSUFFICIENT_DATA(a)')
    const states: Record<string, State> = { a: 'INSUFFICIENT_DATA', b: 'INSUFFICIENT_DATA', c: 'INSUFFICIENT_DATA' }
    for (const [name, state] of all) {
      set(sim, name, state)
      states[name] = state
      const isTwo = Object.values(states).filter((each) => each === 'ALARM').length >= 2
      expect(stateOf(sim, 'two')).toBe(isTwo ? 'ALARM' : 'OK')
      expect(stateOf(sim, 'not-two')).toBe(!isTwo && states.a !== 'INSUFFICIENT_DATA' ? 'ALARM' : 'OK')
    }
  },
)

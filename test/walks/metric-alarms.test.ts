// Alarms on metrics: evaluated as time passes, from what has been put.
import { expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { deployNext, steadyService, web } from '../support/rollouts.ts'

const MINUTE = 60_000

/** A simulation with one alarm on the user's own metric `Load`. */
function watching(alarm: Partial<Parameters<Simulation['cloudWatch']['putMetricAlarm']>[0]> = {}) {
  const sim = new Simulation({ startAt: new Date('2026-01-05T09:00:00Z'), paranoid: true })
  sim.cloudWatch.putMetricAlarm({
    AlarmName: 'high',
    Namespace: 'Shop',
    MetricName: 'Load',
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: 50,
    ComparisonOperator: 'GreaterThanThreshold',
    ...alarm,
  })
  return sim
}

function put(sim: Simulation, Value: number, MetricName = 'Load') {
  sim.cloudWatch.putMetricData({ Namespace: 'Shop', MetricData: [{ MetricName, Value }] })
}

/** Puts a value a minute, none for null, and says the state after each. */
function states(sim: Simulation, values: readonly (number | null)[], name = 'high') {
  return values.map((value) => {
    if (value !== null) put(sim, value)
    sim.advance(MINUTE)
    return sim.view.tables.alarms.get(name)?.state
  })
}

const [O, A, I] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const

test('CW-22, CW-31 three of three: the state is written when it changes, in the words of CloudWatch', () => {
  const sim = watching()
  expect(states(sim, [80, 80, 80, 80, 40])).toEqual([I, I, A, A, O])
  expect(sim.journal.filter(({ kind }) => kind === 'alarm.stateChanged').map(({ set }) => set)).toMatchObject([
    {
      state: 'ALARM',
      stateReason:
        'Threshold Crossed: 3 out of the last 3 datapoints [80.0 (05/01/26 09:02:00), 80.0 (05/01/26 09:01:00), 80.0 (05/01/26 09:00:00)] were greater than the threshold (50.0) (minimum 3 datapoints for INSUFFICIENT_DATA -> ALARM transition).',
    },
    {
      state: 'OK',
      stateReason:
        'Threshold Crossed: 1 out of the last 3 datapoints [40.0 (05/01/26 09:04:00)] was not greater than the threshold (50.0) (minimum 1 datapoint for ALARM -> OK transition).',
    },
  ])
})

test('E-35a, CW-23 a period of five minutes slides by the minute', () => {
  const sim = watching({ Period: 300, EvaluationPeriods: 1, Threshold: 60 })
  const minutes = states(sim, [50, 50, 50, 50, 90, 90])
  expect(minutes.slice(4)).toEqual([O, A])
  const reasons = sim.journal.flatMap(({ set }) => (set as { stateReason?: string } | null)?.stateReason ?? [])
  expect(reasons.at(-1)).toContain('[66.0 (05/01/26 09:01:00)] was greater than the threshold (60.0)')
})

test('CW-30 with missing data the last verdict stands for the evaluation range', () => {
  const sim = watching()
  const after = states(sim, [80, 80, 80, null, null, null, null, null, null])
  expect(after).toEqual([I, I, A, A, A, A, A, I, I])
  expect(sim.view.tables.alarms.get('high')?.stateReason).toBe('Insufficient Data: 3 datapoints were unknown.')
})

test('CW-30 option evaluationRangeExtra: another range, another patience', () => {
  const sim = new Simulation({ options: { evaluationRangeExtra: 4 } })
  sim.cloudWatch.putMetricAlarm({ ...HIGH, EvaluationPeriods: 1 })
  expect(states(sim, [80, null, null, null, null, null])).toEqual([A, A, A, A, A, I])
})

const HIGH = {
  AlarmName: 'high',
  Namespace: 'Shop',
  MetricName: 'Load',
  Statistic: 'Average',
  Period: 60,
  EvaluationPeriods: 3,
  Threshold: 50,
  ComparisonOperator: 'GreaterThanThreshold',
} as const

test('CW-22 a new alarm looks at datapoints from before it was made; an update keeps the state', () => {
  const sim = new Simulation()
  for (const value of [80, 80, 80]) {
    put(sim, value)
    sim.advance(MINUTE)
  }
  sim.cloudWatch.putMetricAlarm(HIGH)
  expect(sim.view.tables.alarms.get('high')).toMatchObject({
    state: I,
    stateReason: 'Unchecked: Initial alarm creation',
  })
  sim.advance(MINUTE)
  expect(sim.view.tables.alarms.get('high')?.state).toBe(A)
  sim.cloudWatch.putMetricAlarm({ ...HIGH, Threshold: 90 })
  expect(sim.view.tables.alarms.get('high')).toMatchObject({ state: A, threshold: 90 })
  sim.advance(MINUTE)
  expect(sim.view.tables.alarms.get('high')?.state).toBe(O)
})

test('CW-22 another metric, another past', () => {
  const sim = watching({ EvaluationPeriods: 1 })
  put(sim, 10, 'Other')
  expect(states(sim, [80])).toEqual([A])
  sim.cloudWatch.putMetricAlarm({ ...HIGH, MetricName: 'Other', EvaluationPeriods: 1 })
  sim.advance(MINUTE)
  expect(sim.view.tables.alarms.get('high')?.state).toBe(O)
})

test('CW-21 two of three', () => {
  const sim = watching({ DatapointsToAlarm: 2 })
  expect(states(sim, [80, 10, 80, 80, 10, 10])).toEqual([I, O, A, A, A, O])
})

test('CW-23 a period of ten seconds is evaluated every ten seconds, between whole minutes too', () => {
  const sim = watching({ Period: 10, EvaluationPeriods: 2 })
  const seen: unknown[] = []
  for (const Value of [80, 80, 80, 20, 20]) {
    sim.cloudWatch.putMetricData({
      Namespace: 'Shop',
      MetricData: [{ MetricName: 'Load', Value, StorageResolution: 1 }],
    })
    sim.advance('10s')
    seen.push(sim.view.tables.alarms.get('high')?.state)
  }
  expect(seen).toEqual([I, A, A, O, O])
})

test('CW-23 a period of thirty seconds slides by ten', () => {
  const sim = watching({ Period: 30, EvaluationPeriods: 1, Statistic: 'Sum', Threshold: 2 })
  const seen: unknown[] = []
  for (const Value of [1, 1, 1, 0, 0]) {
    sim.cloudWatch.putMetricData({
      Namespace: 'Shop',
      MetricData: [{ MetricName: 'Load', Value, StorageResolution: 1 }],
    })
    sim.advance('10s')
    seen.push(sim.view.tables.alarms.get('high')?.state)
  }
  expect(seen).toEqual([O, O, A, O, O])
})

test('SC-01 with a publishDelay of a minute every verdict comes a minute later', () => {
  const late = new Simulation({ options: { publishDelay: '60s' } })
  late.cloudWatch.putMetricAlarm(HIGH)
  expect(states(late, [10, 80, 80, 80, 80, 40, 40])).toEqual([I, O, O, O, A, A, O])
  expect(states(watching(), [10, 80, 80, 80, 80, 40, 40])).toEqual([O, O, O, A, A, O, O])
})

test('a datapoint that comes late is looked at again', () => {
  const sim = watching({ EvaluationPeriods: 2 })
  expect(states(sim, [80, 80])).toEqual([I, A])
  const MetricData = [{ MetricName: 'Load', Value: 10, Timestamp: new Date(sim.nowMs - MINUTE) }]
  sim.cloudWatch.putMetricData({ Namespace: 'Shop', MetricData })
  // The mean of that minute is 45 by now.
  expect(states(sim, [80])).toEqual([O])
})

test('AS-28 an alarm on an expression: no datapoint while nothing divides', () => {
  const metric = (id: string, MetricName: string) => ({
    Id: id,
    MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 60, Stat: 'Average' },
    ReturnData: false,
  })
  const sim = new Simulation({ paranoid: true })
  sim.cloudWatch.putMetricAlarm({
    AlarmName: 'high',
    EvaluationPeriods: 1,
    Threshold: 50,
    ComparisonOperator: 'GreaterThanThreshold',
    Metrics: [metric('backlog', 'Backlog'), metric('tasks', 'Tasks'), { Id: 'each', Expression: 'backlog / tasks' }],
  })
  const minute = (backlog: number, tasks: number | null) => {
    put(sim, backlog, 'Backlog')
    if (tasks !== null) put(sim, tasks, 'Tasks')
    sim.advance(MINUTE)
    return sim.view.tables.alarms.get('high')?.state
  }
  expect([minute(120, null), minute(120, 0), minute(120, 2), minute(120, 4)]).toEqual([I, I, A, O])
})

test('an alarm on an expression that looks at several periods', () => {
  const sim = new Simulation({ paranoid: true })
  sim.cloudWatch.putMetricAlarm({
    AlarmName: 'high',
    EvaluationPeriods: 1,
    Threshold: 0.5,
    ComparisonOperator: 'GreaterThanThreshold',
    Metrics: [
      {
        Id: 'load',
        MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Load' }, Period: 60, Stat: 'Average' },
        ReturnData: false,
      },
      { Id: 'growth', Expression: 'RATE(load)' },
    ],
  })
  expect(states(sim, [0, 60, 60, 120])).toEqual([I, A, O, A])
})

test('CW-20 a percentile', () => {
  const sim = watching({ Statistic: undefined, ExtendedStatistic: 'p90', EvaluationPeriods: 1 })
  const minute = (Counts: number[]) => {
    const MetricData = [{ MetricName: 'Load', Values: [10, 90], Counts }]
    sim.cloudWatch.putMetricData({ Namespace: 'Shop', MetricData })
    sim.advance(MINUTE)
    return sim.view.tables.alarms.get('high')?.state
  }
  expect([minute([95, 5]), minute([85, 15]), minute([90, 10])]).toEqual([O, A, O])
})

test('CW-24 SetAlarmState lasts until the next evaluation', () => {
  const sim = watching()
  states(sim, [10, 10, 10])
  sim.cloudWatch.setAlarmState({ AlarmName: 'high', StateValue: 'ALARM', StateReason: 'a drill' })
  expect(sim.view.tables.alarms.get('high')).toMatchObject({ state: A, stateReason: 'a drill' })
  sim.advance('59s')
  expect(sim.view.tables.alarms.get('high')?.state).toBe(A)
  sim.advance('1s')
  expect(sim.view.tables.alarms.get('high')?.state).toBe(O)
})

test('an alarm by hand is in the state that the user says, whatever the minute', () => {
  const sim = new Simulation()
  sim.alarms.create({ alarmName: 'mine' })
  sim.alarms.set({ alarmName: 'mine', state: 'ALARM' })
  sim.advance('1h')
  expect(sim.view.tables.alarms.get('mine')?.state).toBe(A)
  sim.cloudWatch.putMetricAlarm(HIGH)
  expect(() => sim.alarms.set({ alarmName: 'high', state: 'ALARM' })).toThrow(/the alarm "high" watches a metric/)
  expect(() => sim.alarms.create({ alarmName: 'high' })).toThrow(/the alarm "high" watches a metric/)
})

test('a minute in which no alarm is to be evaluated is no event', () => {
  const sim = new Simulation()
  sim.alarms.create({ alarmName: 'mine' })
  const before = sim.save().length
  sim.advance('30d')
  expect(sim.save().length).toBe(before)
})

test('CB-60 a deployment is given up when the metric of its alarm says so', () => {
  const sim = steadyService({ desired: 2, min: 100, max: 200, run: 10, heal: 20, stop: 30 })
  sim.cloudWatch.putMetricAlarm({ ...HIGH, EvaluationPeriods: 1 })
  const alarms = { alarmNames: ['high'], enable: true, rollback: true }
  sim.ecs.updateService({ cluster: 'prod', service: 'web', deploymentConfiguration: { alarms } })
  sim.advance(MINUTE)
  deployNext(sim)
  put(sim, 90)
  sim.advance(MINUTE)
  expect(web(sim).deployments).toMatchObject([
    { status: 'PRIMARY', rolloutState: 'IN_PROGRESS' },
    { status: 'ACTIVE', rolloutState: 'FAILED' },
  ])
})

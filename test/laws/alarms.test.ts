// Laws of alarms: whatever is put, and however time is cut, each is in the state that its datapoints say.
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { type CloudWatch, Simulation, type WorldView } from '../../src/index.ts'
import { runs } from '../support/runs.ts'

type PutAlarm = Parameters<CloudWatch['putMetricAlarm']>[0]
type Alarm = NonNullable<ReturnType<WorldView['tables']['alarms']['get']>>
type Datum = ReturnType<WorldView['tables']['metricData']['values']> extends Iterable<infer Row> ? Row : never

type Happening =
  | { readonly do: 'alarm'; readonly name: string; readonly input: Omit<PutAlarm, 'AlarmName'> }
  | { readonly do: 'drop'; readonly name: string }
  | { readonly do: 'set'; readonly name: string; readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' }
  | {
      readonly do: 'put'
      readonly metric: string
      readonly value: number
      readonly ago: number
      readonly resolution: 1 | 60
    }
  | { readonly do: 'advance'; readonly tens: number }

const NAMES = ['a', 'b', 'c']
const METRICS = ['Load', 'Age']
const metric = fc.constantFrom(...METRICS)
const name = fc.constantFrom(...NAMES)

const rules = fc
  .record({
    EvaluationPeriods: fc.integer({ min: 1, max: 4 }),
    part: fc.integer({ min: 1, max: 4 }),
    Threshold: fc.constantFrom(0, 3, 5),
    ComparisonOperator: fc.constantFrom('GreaterThanThreshold' as const, 'LessThanOrEqualToThreshold' as const),
    TreatMissingData: fc.constantFrom('missing', 'ignore', 'breaching', 'notBreaching'),
  })
  .map(({ part, ...rule }) => ({ ...rule, DatapointsToAlarm: Math.min(part, rule.EvaluationPeriods) }))
const period = fc.constantFrom(10, 30, 60, 120, 300)
const simple = fc.record({
  Namespace: fc.constant('Shop'),
  MetricName: metric,
  Statistic: fc.constantFrom('Average' as const, 'Sum' as const, 'Maximum' as const, 'SampleCount' as const),
  Period: period,
})
const expression = fc.record({
  Period: period,
  Expression: fc.constantFrom('load / age', 'load - MAX(load)', 'RATE(load)'),
})
const mathAlarm = expression.map(({ Period, Expression }) => ({
  Metrics: [
    ...METRICS.map((MetricName) => ({
      Id: MetricName.toLowerCase(),
      MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period, Stat: 'Sum' },
      ReturnData: false,
    })),
    { Id: 'result', Expression },
  ],
}))

function happeningsOf(watched: fc.Arbitrary<Partial<PutAlarm>>): fc.Arbitrary<Happening[]> {
  const input = fc.tuple(rules, watched).map(([rule, subject]) => ({ ...rule, ...subject }))
  const happening = fc.oneof(
    { weight: 2, arbitrary: fc.record({ do: fc.constant('alarm' as const), name, input }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), name }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('set' as const),
        name,
        state: fc.constantFrom('OK' as const, 'ALARM' as const, 'INSUFFICIENT_DATA' as const),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('put' as const),
        metric,
        value: fc.integer({ min: 0, max: 8 }),
        ago: fc.constantFrom(0, 0, 0, 30, 60, 200, -60),
        resolution: fc.constantFrom(1 as const, 60 as const),
      }),
    },
    { weight: 6, arbitrary: fc.record({ do: fc.constant('advance' as const), tens: fc.integer({ min: 1, max: 20 }) }) },
  )
  return fc.array(happening, { minLength: 5, maxLength: 40 })
}

/** Does what happens but the passing of time. */
function happen(sim: Simulation, happening: Exclude<Happening, { do: 'advance' }>): void {
  const { cloudWatch } = sim
  const isThere = (AlarmName: string) => sim.view.tables.alarms.get(AlarmName) !== undefined
  switch (happening.do) {
    case 'alarm':
      cloudWatch.putMetricAlarm({ AlarmName: happening.name, ...happening.input })
      break
    case 'drop':
      if (isThere(happening.name)) cloudWatch.deleteAlarms({ AlarmNames: [happening.name] })
      break
    case 'set':
      if (isThere(happening.name))
        cloudWatch.setAlarmState({ AlarmName: happening.name, StateValue: happening.state, StateReason: 'a drill' })
      break
    case 'put':
      cloudWatch.putMetricData({
        Namespace: 'Shop',
        MetricData: [
          {
            MetricName: happening.metric,
            Value: happening.value,
            Timestamp: new Date(sim.nowMs - happening.ago * 1_000),
            StorageResolution: happening.resolution,
          },
        ],
      })
  }
}

// ── the rules, read plainly ──

/** The value of one window; null where there is no datapoint. */
function windowOf(data: readonly Datum[], alarm: Alarm, toMs: number, seenAtMs: number): number | null {
  if (alarm.subject.kind !== 'metric') throw new Error('not a metric')
  const { metric: wanted, statistic } = alarm.subject.stat
  const found = data.filter(
    ({ metric: of, atMs, storageResolution }) =>
      of.metricName === wanted.metricName &&
      atMs >= toMs - alarm.periodMs &&
      atMs < toMs &&
      atMs + storageResolution * 1_000 <= seenAtMs,
  )
  const values = found.map(({ sum }) => sum)
  const total = values.reduce((sum, value) => sum + value, 0)
  if (values.length === 0) return null
  if (statistic === 'Sum') return total
  if (statistic === 'SampleCount') return values.length
  return statistic === 'Maximum' ? Math.max(...values) : total / values.length
}

/** Section 2.3 of the rules, line by line. */
function stateOf(alarm: Alarm, before: string, oldestFirst: readonly (number | null)[]): string {
  const breaches = (value: number) =>
    alarm.comparison === 'GreaterThanThreshold' ? value > alarm.threshold : value <= alarm.threshold
  const slots = oldestFirst.map((value) => (value === null ? '-' : breaches(value) ? 'X' : '0'))
  const [n, m] = [alarm.evaluationPeriods, alarm.datapointsToAlarm]
  const real = slots.filter((slot) => slot !== '-')
  const b = real.filter((slot) => slot === 'X').length
  if (real.length >= n) return real.slice(-n).filter((slot) => slot === 'X').length >= m ? 'ALARM' : 'OK'
  if (alarm.treatMissingData === 'breaching') return b + n - real.length >= m ? 'ALARM' : 'OK'
  if (alarm.treatMissingData === 'notBreaching') return b >= m ? 'ALARM' : 'OK'
  if (real.length === 0) return alarm.treatMissingData === 'missing' ? 'INSUFFICIENT_DATA' : before
  if (b >= m) return 'ALARM'
  if (real.includes('0')) return 'OK'
  if (alarm.treatMissingData === 'ignore') return before
  return slots.length - slots.indexOf('X') >= m ? 'ALARM' : before
}

function judge(sim: Simulation, before: ReadonlyMap<string, string>): void {
  const data = [...sim.view.tables.metricData.values()]
  for (const alarm of sim.view.tables.alarms.values()) {
    const isEvaluated = alarm.periodMs < 60_000 || sim.nowMs % 60_000 === 0
    const range = alarm.evaluationPeriods + 2
    const values = Array.from({ length: range }, (_, index) =>
      windowOf(data, alarm, sim.nowMs - (range - 1 - index) * alarm.periodMs, sim.nowMs),
    )
    const known = before.get(alarm.name) ?? ''
    expect(`${alarm.name} ${alarm.state}`).toBe(`${alarm.name} ${isEvaluated ? stateOf(alarm, known, values) : known}`)
  }
}

const statesIn = (sim: Simulation) =>
  new Map([...sim.view.tables.alarms.values()].map(({ name: of, state }) => [of, state]))

test.prop([happeningsOf(simple)], runs(60))(
  'CW-21, CW-23, CW-24, CW-30 after every ten seconds each alarm is in the state that a plain reading of the rules gives',
  (story) => {
    const sim = new Simulation()
    for (const happening of story) {
      if (happening.do !== 'advance') happen(sim, happening)
      else
        for (let ten = 0; ten < happening.tens; ten++) {
          const before = statesIn(sim)
          sim.advance('10s')
          judge(sim, before)
        }
    }
  },
)

describe.each([
  ['metrics', simple],
  ['expressions', mathAlarm],
] as const)('alarms on %s', (_what, watched) => {
  function told(story: readonly Happening[], strideMs = Number.POSITIVE_INFINITY): Simulation {
    const sim = new Simulation()
    for (const happening of story) {
      if (happening.do !== 'advance') happen(sim, happening)
      else
        for (let leftMs = happening.tens * 10_000; leftMs > 0; leftMs -= strideMs)
          sim.advance(Math.min(leftMs, strideMs))
    }
    return sim
  }

  test.prop([happeningsOf(watched), fc.integer({ min: 7, max: 97 })], runs(30))(
    'one long advance equals many short ones',
    (story, seconds) => {
      expect(told(story, seconds * 1_000).journalHash()).toBe(told(story).journalHash())
    },
  )

  test.prop([happeningsOf(watched), happeningsOf(watched)], runs(30))(
    'a fork, a fork of the past and an archive go on like the original',
    (story, sequel) => {
      const original = told(story)
      const all = [original, original.fork(), original.forkAt(original.now), Simulation.restore(original.save())]
      for (const sim of all)
        for (const happening of sequel) {
          if (happening.do === 'advance') sim.advance(happening.tens * 10_000)
          else happen(sim, happening)
        }
      expect(new Set(all.map((sim) => sim.journalHash())).size).toBe(1)
      expect(new Set(all.map((sim) => sim.save())).size).toBe(1)
    },
  )
})

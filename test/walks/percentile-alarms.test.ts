// Alarms on percentiles and trimmed statistics; percentiles of few samples.
import { expect, test } from 'vitest'
import { type CloudWatch, Simulation } from '../../src/index.ts'

type Alarm = Parameters<CloudWatch['putMetricAlarm']>[0]

const SLOW: Alarm = {
  AlarmName: 'slow',
  Namespace: 'Shop',
  MetricName: 'Latency',
  ExtendedStatistic: 'p90',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanThreshold',
}

function begin(more: Partial<Alarm> = {}) {
  const sim = new Simulation({ startAt: new Date('2026-01-05T09:00:00Z'), paranoid: true })
  sim.cloudWatch.putMetricAlarm({ ...SLOW, ...more })
  return sim
}

/** A minute in which so many requests took so long; then the state of the alarm. */
function minute(sim: Simulation, ...latencies: readonly (readonly [seconds: number, count: number])[]) {
  const [Values, Counts] = [latencies.map(([value]) => value), latencies.map(([, count]) => count)]
  if (Values.length > 0)
    sim.cloudWatch.putMetricData({ Namespace: 'Shop', MetricData: [{ MetricName: 'Latency', Values, Counts }] })
  sim.advance('1m')
  return sim.cloudWatch.describeAlarms().MetricAlarms[0]?.StateValue
}

test('CW-33 p90 of fewer than 100 samples leaves the state as it is, if the alarm is told to wait', () => {
  const sim = begin({ EvaluateLowSampleCountPercentile: 'ignore' })
  expect(sim.cloudWatch.describeAlarms().MetricAlarms[0]).toMatchObject({
    ExtendedStatistic: 'p90',
    EvaluateLowSampleCountPercentile: 'ignore',
  })
  expect(minute(sim, [5, 99])).toBe('INSUFFICIENT_DATA')
  expect(minute(sim, [5, 100])).toBe('ALARM')
  expect(minute(sim, [0.1, 99])).toBe('ALARM')
  expect(minute(sim, [0.1, 100])).toBe('OK')
  expect(minute(sim, [5, 99])).toBe('OK')
})

test.each([
  ['p10', 100],
  ['p25', 40],
  ['p50', 20],
  ['p75', 40],
  ['p99', 1_000],
  ['p99.9', 10_000],
])('CW-33 %s needs %d samples', (ExtendedStatistic, needed) => {
  const sim = begin({ ExtendedStatistic, EvaluateLowSampleCountPercentile: 'ignore' })
  expect(minute(sim, [5, needed - 1])).toBe('INSUFFICIENT_DATA')
  expect(minute(sim, [5, needed])).toBe('ALARM')
})

test('CW-33 unless it is told to wait one sample says it all', () => {
  for (const more of [{}, { EvaluateLowSampleCountPercentile: 'evaluate' }])
    expect(minute(begin(more), [5, 1])).toBe('ALARM')
  expect(minute(begin({ ExtendedStatistic: 'p100', EvaluateLowSampleCountPercentile: 'ignore' }), [5, 1])).toBe('ALARM')
})

test('CW-32 alarms on a trimmed mean and on a percentile rank', () => {
  const trimmed = begin({ ExtendedStatistic: 'tm90' })
  expect(minute(trimmed, [0.5, 90], [30, 10])).toBe('OK')
  expect(minute(trimmed, [0.5, 80], [30, 20])).toBe('ALARM')
  const rank = begin({ ExtendedStatistic: 'PR(:1)', Threshold: 95, ComparisonOperator: 'LessThanThreshold' })
  expect(minute(rank, [0.5, 95], [30, 5])).toBe('OK')
  expect(minute(rank, [0.5, 94], [30, 6])).toBe('ALARM')
})

test('CW-32 metric data in any statistic; none where only sums are known', () => {
  const sim = begin()
  const StatisticValues = { SampleCount: 10, Sum: 20, Minimum: 1, Maximum: 5 }
  sim.cloudWatch.putMetricData({ Namespace: 'Shop', MetricData: [{ MetricName: 'Sums', StatisticValues }] })
  minute(sim, [1, 8], [5, 2])
  const ask = (MetricName: string, ...ExtendedStatistics: string[]) =>
    sim.cloudWatch.getMetricStatistics({
      Namespace: 'Shop',
      MetricName,
      StartTime: new Date('2026-01-05T09:00:00Z'),
      EndTime: new Date('2026-01-05T09:01:00Z'),
      Period: 60,
      ExtendedStatistics,
    }).Datapoints[0]?.ExtendedStatistics
  expect(ask('Latency', 'p80', 'p90', 'TM(:80%)', 'TS(1:)', 'TC(:80%)', 'wm80', 'PR(:4)', 'IQM')).toEqual({
    p80: 1,
    p90: 5,
    'TM(:80%)': 1,
    'TS(1:)': 10,
    'TC(:80%)': 8,
    wm80: 1,
    'PR(:4)': 80,
    IQM: 1,
  })
  expect(ask('Sums', 'p80', 'tm90')).toBeUndefined()
})

// Alarms on metrics: evaluated as time passes, from what has been put.
import { expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'

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

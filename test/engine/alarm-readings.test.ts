// What decisions hear of alarms: which of them call an action, and the datapoints behind that.
import { expect, test } from 'vitest'
import { alarmsCalling, latestOf, readingsOf } from '../../src/engine/alarms/readings.ts'
import type { World } from '../../src/engine/world.ts'
import { Simulation, type SimulationOptions } from '../../src/index.ts'
import type { Alarm } from '../../src/model/scaling/alarms.ts'

const POLICY = 'arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:1:resource/ecs/service/prod/web:policyName/out'

function watching(options: SimulationOptions['options'] = {}) {
  const sim = new Simulation({ options })
  for (const AlarmName of ['second', 'first'])
    sim.cloudWatch.putMetricAlarm({
      AlarmName,
      Namespace: 'Shop',
      MetricName: 'Load',
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 2,
      Threshold: 50,
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions: [POLICY],
    })
  return sim
}

function minutes(sim: Simulation, values: readonly (number | null)[]) {
  for (const Value of values) {
    if (Value !== null) sim.cloudWatch.putMetricData({ Namespace: 'Shop', MetricData: [{ MetricName: 'Load', Value }] })
    sim.advance('1m')
  }
}

const worldOf = (sim: Simulation) => sim.view as World
const readOf = (world: World, alarm: Readonly<Alarm>) => ({
  latest: latestOf(world, alarm),
  evaluated: readingsOf(world, alarm),
})
const readings = (sim: Simulation) => readOf(worldOf(sim), worldOf(sim).tables.alarms.certain('first'))
const calling = (sim: Simulation) => alarmsCalling(worldOf(sim), POLICY).map(({ name }) => name)

test('the datapoints of the last evaluation, oldest first, and the newest of them', () => {
  const sim = watching()
  expect(readings(sim)).toEqual({ latest: null, evaluated: [] })
  minutes(sim, [60, 70, 80])
  expect(readings(sim)).toEqual({ latest: 80, evaluated: [70, 80] })
  minutes(sim, [null])
  expect(readings(sim)).toEqual({ latest: 80, evaluated: [70, 80] })
  sim.advance('59s')
  expect(readings(sim)).toEqual({ latest: 80, evaluated: [70, 80] })
})

test('in an instant whose tick is still to come, the last evaluation is that of the minute before', () => {
  const sim = watching()
  minutes(sim, [60, 70])
  sim.cloudWatch.putMetricData({ Namespace: 'Shop', MetricData: [{ MetricName: 'Load', Value: 90 }] })
  const seen: unknown[] = []
  sim.advance('59s')
  sim.runUntil(
    () => {
      seen.push(readings(sim).latest)
      return false
    },
    { atMost: '1s' },
  )
  expect(seen.at(-1)).toBe(90)
  expect(seen[0]).toBe(70)
})

test('alarms in ALARM call their actions, by name, while these are on', () => {
  const sim = watching()
  minutes(sim, [60])
  expect(calling(sim)).toEqual([])
  minutes(sim, [60])
  expect(calling(sim)).toEqual(['first', 'second'])
  sim.cloudWatch.disableAlarmActions({ AlarmNames: ['first'] })
  expect(calling(sim)).toEqual(['second'])
  sim.cloudWatch.deleteAlarms({ AlarmNames: ['second'] })
  expect(calling(sim)).toEqual([])
})

test('SC-03 with an alarmActionDelay they call so much later', () => {
  const sim = watching({ alarmActionDelay: '60s' })
  minutes(sim, [60, 60])
  expect(calling(sim)).toEqual([])
  minutes(sim, [60])
  expect(calling(sim)).toEqual(['first', 'second'])
})

test('an alarm by hand reads nothing', () => {
  const sim = watching()
  sim.alarms.create({ alarmName: 'mine' })
  const mine = worldOf(sim).tables.alarms.certain('mine')
  expect(readOf(worldOf(sim), mine)).toEqual({ latest: null, evaluated: [] })
})

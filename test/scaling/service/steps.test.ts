// Which step does a breach fall into, and what does it make of a count?
import { describe, expect, test } from 'vitest'
import type { StepAdjustment, StepConfiguration } from '../../../src/model/scaling/targets.ts'
import { decideService } from '../../../src/scaling/service/decide.ts'
import type { PolicySight, ServiceSight } from '../../../src/scaling/service/sight.ts'
import { adjusted, stepOf, wholePercent } from '../../../src/scaling/steps.ts'
import { alarmSight, steps, tracking, USUAL_OPTIONS } from '../../support/scaling-minutes.ts'

const percent = { adjustmentType: 'PercentChangeInCapacity', minAdjustmentMagnitude: null } as const
const OUT: readonly StepAdjustment[] = [
  { lower: 0, upper: 10, adjustment: 0 },
  { lower: 10, upper: 20, adjustment: 10 },
  { lower: 20, upper: null, adjustment: 30 },
]
const IN: readonly StepAdjustment[] = [
  { lower: -10, upper: 0, adjustment: 0 },
  { lower: -20, upper: -10, adjustment: -10 },
  { lower: null, upper: -20, adjustment: -30 },
]

describe('steps', () => {
  test('E-18 AS-62 AS-64 the walk of the guide: 10, 11, 14, 13, 10', () => {
    const walk = [
      [60, OUT, 'GreaterThanOrEqualToThreshold'],
      [70, OUT, 'GreaterThanOrEqualToThreshold'],
      [40, IN, 'LessThanOrEqualToThreshold'],
      [30, IN, 'LessThanOrEqualToThreshold'],
    ] as const
    let count = 10
    const counts = walk.map(([metric, table, comparison]) => {
      count = adjusted(percent, stepOf(table, metric - 50, comparison)!.adjustment, count)
      return count
    })
    expect(counts).toEqual([11, 14, 13, 10])
  })

  test.each([
    [50, 0],
    [59.99, 0],
    [60, 10],
    [69.99, 10],
    [70, 30],
  ])('E-19 AS-62 above a threshold the lower bound belongs to the step: %d', (metric, adjustment) => {
    expect(stepOf(OUT, metric - 50, 'GreaterThanOrEqualToThreshold')?.adjustment).toBe(adjustment)
  })

  test.each([
    [50, 0],
    [40.01, 0],
    [40, -10],
    [30.01, -10],
    [30, -30],
  ])('E-19 AS-62 below a threshold the upper bound belongs to the step: %d', (metric, adjustment) => {
    expect(stepOf(IN, metric - 50, 'LessThanOrEqualToThreshold')?.adjustment).toBe(adjustment)
  })

  test('AS-62 a breach outside of every step changes nothing', () => {
    expect(stepOf([{ lower: 10, upper: 20, adjustment: 1 }], 25, 'GreaterThanThreshold')).toBeUndefined()
  })

  test.each([
    [12.7, 12],
    [0.67, 1],
    [-0.58, -1],
    [-6.67, -6],
    [0, 0],
    [1, 1],
  ])('E-20 AS-64 %d is rounded to %d', (change, whole) => {
    expect(wholePercent(change)).toBe(whole)
  })

  test.each([
    [4, 25, 2, 6],
    [9, 25, 3, 12],
    [5, -30, 2, 3],
    [5, 0, 2, 5],
  ])('E-21 AS-64 %d tasks, %d %%, at least %d', (base, adjustment, minAdjustmentMagnitude, capacity) => {
    expect(adjusted({ ...percent, minAdjustmentMagnitude }, adjustment, base)).toBe(capacity)
  })
})

const ABOVE = { comparison: 'GreaterThanThreshold', threshold: 60, periods: 3 } as const
const BELOW = { comparison: 'LessThanThreshold', threshold: 40, periods: 1 } as const

function stepPolicy(
  name: string,
  configuration: StepConfiguration,
  points: readonly number[],
  alarm: Parameters<typeof alarmSight>[2] = ABOVE,
): PolicySight {
  return {
    policy: { id: name, name, configuration, cooldown: null },
    high: null,
    low: null,
    callers: [alarmSight(`${name}-alarm`, points, alarm)],
  }
}

function trackingPolicy(name: string, target: number, points: readonly number[], more = {}): PolicySight {
  return {
    policy: { id: name, name, configuration: tracking(target, more), cooldown: null },
    high: alarmSight(`${name}-high`, points, { comparison: 'GreaterThanThreshold', threshold: target, periods: 3 }),
    low: alarmSight(`${name}-low`, points, {
      comparison: 'LessThanThreshold',
      threshold: target * 0.9,
      periods: 15,
    }),
    callers: [],
  }
}

function service(policies: readonly PolicySight[], more: Partial<ServiceSight> = {}): ServiceSight {
  return {
    nowMs: 0,
    minCapacity: 0,
    maxCapacity: 1_000,
    desired: 10,
    running: 10,
    isDeploying: false,
    suspended: { scalingIn: false, scalingOut: false, scheduled: false },
    scaleInBlockedUntilMs: null,
    policies,
    options: USUAL_OPTIONS,
    ...more,
  }
}

const times = (count: number, value: number) => Array.from({ length: count }, () => value)

describe('decisions', () => {
  test('AS-66 AS-34 of two policies the largest capacity wins', () => {
    const three = stepPolicy('three', steps([[0, null, 3]]), times(3, 80))
    const double = stepPolicy(
      'double',
      steps([[0, null, 200]], { adjustmentType: 'PercentChangeInCapacity' }),
      times(3, 80),
    )
    expect(decideService(service([three, double]))).toMatchObject({
      capacity: 30,
      asker: { policy: { name: 'double' } },
    })
  })

  test.each([
    ['Average', 12],
    ['Minimum', 11],
    ['Maximum', 13],
  ] as const)('AS-61 %s of the datapoints that the alarm was judged by', (aggregation, capacity) => {
    const table = steps(
      [
        [0, 5, 1],
        [5, 20, 2],
        [20, null, 3],
      ],
      { aggregation },
    )
    const sight = stepPolicy('out', table, [99, 61, 90, 65])
    expect(decideService(service([sight]))).toMatchObject({ outcome: 'scale', capacity })
  })

  test('AS-65 an exact capacity stays inside of the bounds', () => {
    const exact = (capacity: number) =>
      stepPolicy('exact', steps([[0, null, capacity]], { adjustmentType: 'ExactCapacity' }), times(3, 80))
    expect(decideService(service([exact(50)], { maxCapacity: 20 }))).toMatchObject({ direction: 'out', capacity: 20 })
    expect(decideService(service([exact(1)], { minCapacity: 3 }))).toMatchObject({ direction: 'in', capacity: 3 })
  })

  test('AS-34 while anybody wants more nobody gives anything away', () => {
    const more = trackingPolicy('more', 50, times(15, 51))
    const less = stepPolicy('less', steps([[null, 0, -5]]), [10], BELOW)
    // 10 · 51 / 50 is 11, and the maximum is 10.
    expect(decideService(service([more, less], { maxCapacity: 10 }))).toMatchObject({
      outcome: 'held',
      direction: 'out',
      hold: 'maxCapacity',
    })
  })

  test('AS-36 a step policy scales in although target tracking is not ready to', () => {
    const steady = trackingPolicy('steady', 50, times(15, 50))
    const less = stepPolicy('less', steps([[null, 0, -5]]), [10], BELOW)
    expect(decideService(service([steady, less]))).toMatchObject({ outcome: 'scale', direction: 'in', capacity: 5 })
  })

  test('AS-24 a policy that may not scale in is not asked whether it is ready', () => {
    const steady = trackingPolicy('steady', 50, times(15, 50), { disableScaleIn: true })
    const low = trackingPolicy('low', 50, times(15, 20))
    expect(decideService(service([steady, low]))).toMatchObject({ outcome: 'scale', direction: 'in', capacity: 4 })
    expect(decideService(service([{ ...steady, low: low.low }]))).toEqual({ outcome: 'quiet' })
  })

  test('AS-40 a policy that has seen nothing blocks a scale-in', () => {
    const low = trackingPolicy('low', 50, times(15, 20))
    const blind = trackingPolicy('blind', 50, [])
    expect(decideService(service([low, blind]))).toMatchObject({ outcome: 'held', hold: 'otherPolicy' })
  })

  test('AS-41 a share of the service at once, at least one', () => {
    const low = trackingPolicy('low', 50, times(15, 5))
    const options = { ...USUAL_OPTIONS, serviceMaxScaleIn: 0.25 }
    expect(decideService(service([low], { options }))).toMatchObject({ capacity: 8 })
    expect(decideService(service([low], { options, desired: 2, running: 2 }))).toMatchObject({ capacity: 1 })
  })

  test('AS-33 AS-42 the mean of the datapoints, unless the latest says that the tasks would be missed at once', () => {
    const options = { ...USUAL_OPTIONS, targetTrackingMetric: 'meanOfEvaluated' }
    const falling = trackingPolicy('falling', 50, [...times(14, 20), 5])
    expect(decideService(service([falling], { options }))).toMatchObject({ outcome: 'scale', capacity: 4 })
    const rising = trackingPolicy('rising', 50, [...times(14, 20), 44])
    expect(decideService(service([rising], { options }))).toMatchObject({ outcome: 'held', hold: 'flapping' })
    // Above the maximum the bounds force it.
    expect(decideService(service([rising], { options, maxCapacity: 8 }))).toMatchObject({
      outcome: 'scale',
      capacity: 5,
    })
    expect(decideService(service([rising]))).toMatchObject({ outcome: 'scale', capacity: 9 })
  })

  test('AS-38 from zero one datapoint is enough where the option says so', () => {
    const sight = trackingPolicy('cpu', 50, [40, 120])
    const empty = { desired: 0, running: 0 }
    expect(decideService(service([sight], empty))).toEqual({ outcome: 'quiet' })
    const options = { ...USUAL_OPTIONS, datapointsFromZero: 1 }
    expect(decideService(service([sight], { ...empty, options }))).toMatchObject({ outcome: 'scale', capacity: 1 })
    expect(decideService(service([sight], { options }))).toEqual({ outcome: 'quiet' })
  })

  test('AS-44 in a rolling deployment the tasks that run count, not those that are desired', () => {
    const sight = trackingPolicy('cpu', 50, times(15, 60))
    expect(decideService(service([sight], { running: 15, isDeploying: true }))).toMatchObject({ capacity: 18 })
  })

  test('AS-07 fewer tasks run than are desired: said so', () => {
    const sight = trackingPolicy('cpu', 50, times(15, 100))
    expect(decideService(service([sight], { running: 4 }))).toMatchObject({ outcome: 'held', hold: 'running' })
  })

  test('AS-53 AS-55 AS-57 a scale-in cooldown blocks scaling in until its end, and nothing else', () => {
    const low = trackingPolicy('low', 50, times(15, 20))
    const blocked = { scaleInBlockedUntilMs: 300_000 }
    expect(decideService(service([low], { ...blocked, nowMs: 299_999 }))).toMatchObject({ hold: 'cooldown' })
    expect(decideService(service([low], { ...blocked, nowMs: 300_000 }))).toMatchObject({ outcome: 'scale' })
    const high = trackingPolicy('high', 50, times(15, 80))
    expect(decideService(service([high], { ...blocked, nowMs: 0 }))).toMatchObject({ direction: 'out', capacity: 16 })
    const cooling = { ...low, policy: { ...low.policy, cooldown: { untilMs: 900_000, base: 5, reached: 10 } } }
    expect(decideService(service([cooling]))).toMatchObject({ outcome: 'scale', direction: 'in', capacity: 4 })
  })
})

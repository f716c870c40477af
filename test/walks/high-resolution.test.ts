// Metrics of 20 s, the policies that track them, and alarms that call between whole minutes.
import { fc, test as lawTest } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { type Simulation, steps } from '../../src/index.ts'
import { HOUR_MS, meteredService } from '../support/metered.ts'
import { runs } from '../support/runs.ts'
import { RESOURCE } from '../support/scaled-services.ts'

const QUICK = {
  metricConfigurations: [{ metricNames: ['CPUUtilization', 'MemoryUtilization'], resolutionSeconds: 20 }],
}

function track(sim: Simulation, TargetValue: number, metric: 'CPU' | 'Memory' = 'CPU') {
  sim.applicationAutoScaling.registerScalableTarget({ ...RESOURCE, MinCapacity: 1, MaxCapacity: 100 })
  return sim.applicationAutoScaling.putScalingPolicy({
    ...RESOURCE,
    PolicyName: metric,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue,
      PredefinedMetricSpecification: {
        PredefinedMetricType: `ECSServiceAverage${metric}UtilizationHighResolution`,
      },
    },
  })
}

const seconds = (sim: Simulation) => (sim.nowMs - HOUR_MS) / 1_000
const desired = (sim: Simulation) =>
  sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services[0]?.desiredCount

/** When the desired count changed, and to what. */
function changes(sim: Simulation, untilSeconds: number) {
  const found: string[] = []
  let before = desired(sim)
  while (seconds(sim) < untilSeconds) {
    sim.advance('10s')
    const now = desired(sim)
    if (now !== before) found.push(`${seconds(sim)}: ${before} to ${now}`)
    before = now
  }
  return found
}

function points(
  sim: Simulation,
  Period: number,
  fromSeconds: number,
  toSeconds: number,
  MetricName = 'CPUUtilization',
) {
  return sim.cloudWatch
    .getMetricStatistics({
      Namespace: 'AWS/ECS',
      MetricName,
      Dimensions: [
        { Name: 'ClusterName', Value: 'prod' },
        { Name: 'ServiceName', Value: 'web' },
      ],
      StartTime: new Date(HOUR_MS + fromSeconds * 1_000),
      EndTime: new Date(HOUR_MS + toSeconds * 1_000),
      Period,
      Statistics: ['Average'],
    })
    .Datapoints.map(({ Timestamp, Average }) => [((Timestamp?.getTime() ?? 0) - HOUR_MS) / 1_000, Average])
}

test('AS-30 alarms of 20 s: above the target 3 of 3, below it as long as for minutes', () => {
  const sim = meteredService({ desired: 2, monitoring: QUICK })
  expect(sim.notSimulated()).toEqual([])
  track(sim, 50)
  expect(sim.cloudWatch.describeAlarms().MetricAlarms).toMatchObject([
    { MetricName: 'CPUUtilization', Period: 20, EvaluationPeriods: 3, DatapointsToAlarm: 3, Threshold: 50 },
    { MetricName: 'CPUUtilization', Period: 20, EvaluationPeriods: 45, DatapointsToAlarm: 45, Threshold: 45 },
  ])
})

test('AS-30 AS-31 a step in the middle of a minute is answered a minute later, and not at the fourth whole one', () => {
  const load = { cpuPercent: steps(60, { at: '130s', value: 160 }) }
  const quick = meteredService({ desired: 2, monitoring: QUICK })
  track(quick, 50)
  quick.load.drive('web', load)
  // Datapoints of 140, 160 and 180 are above the target; the last of them is complete at 200.
  expect(changes(quick, 600)).toEqual(['200: 2 to 4'])
  expect(quick.applicationAutoScaling.describeScalingActivities(RESOURCE).ScalingActivities).toMatchObject([
    { Cause: expect.stringContaining('AlarmHigh'), StatusCode: 'Successful' },
  ])
})

test('AS-30 memory is tracked likewise, and scaled in after fifteen minutes', () => {
  const sim = meteredService({ desired: 4, monitoring: QUICK, fresh: true })
  track(sim, 50, 'Memory')
  sim.load.drive('web', { cpuPercent: 0, memoryMiB: 256 })
  // 25 % of 1024 MiB.
  expect(changes(sim, 960)).toEqual(['900: 4 to 2'])
})

test('AS-31 an alarm that stays calls its policy once a minute from its own tick on', () => {
  const sim = meteredService({ desired: 1 })
  sim.applicationAutoScaling.registerScalableTarget({ ...RESOURCE, MinCapacity: 1, MaxCapacity: 100 })
  const { PolicyARN } = sim.applicationAutoScaling.putScalingPolicy({
    ...RESOURCE,
    PolicyName: 'jobs',
    PolicyType: 'StepScaling',
    StepScalingPolicyConfiguration: {
      AdjustmentType: 'ChangeInCapacity',
      Cooldown: 0,
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
    },
  })
  sim.cloudWatch.putMetricAlarm({
    AlarmName: 'jobs',
    Namespace: 'Shop',
    MetricName: 'Jobs',
    Statistic: 'Sum',
    Period: 10,
    EvaluationPeriods: 1,
    Threshold: 5,
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmActions: [PolicyARN],
  })
  const MetricData = Array.from({ length: 20 }, (_, n) => ({
    MetricName: 'Jobs',
    Value: 9,
    StorageResolution: 1,
    Timestamp: new Date(HOUR_MS + 25_000 + n * 10_000),
  }))
  sim.cloudWatch.putMetricData({ Namespace: 'Shop', MetricData })
  expect(changes(sim, 220)).toEqual(['30: 1 to 2', '90: 2 to 3', '150: 3 to 4', '210: 4 to 5'])
})

test('AS-30 datapoints of 20 s are there as soon as they are over, of what is told so often', () => {
  const sim = meteredService({
    desired: 2,
    monitoring: { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] },
  })
  sim.load.drive('web', { cpuPercent: steps(60, { at: '30s', value: 120 }) })
  sim.advance('45s')
  expect(points(sim, 20, 0, 60)).toEqual([
    [0, 30],
    [20, 30],
  ])
  sim.advance('15s')
  expect(points(sim, 20, 0, 60)).toEqual([
    [0, 30],
    [20, 30],
    [40, 60],
  ])
  expect(points(sim, 60, 0, 60)).toEqual([[0, 40]])
  expect(points(sim, 20, 0, 60, 'MemoryUtilization')).toEqual([])
  sim.ecs.updateService({ cluster: 'prod', service: 'web', monitoring: { metricConfigurations: [] } })
  sim.advance('1m')
  expect(points(sim, 20, 60, 120)).toEqual([])
  expect(points(sim, 20, 0, 60)).toHaveLength(3)
})

test('AS-30 a metric that is not told so often cannot be tracked so', () => {
  for (const monitoring of [
    undefined,
    { metricConfigurations: [{ metricNames: ['MemoryUtilization'], resolutionSeconds: 20 }] },
    { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 60 }] },
  ])
    expect(() => track(meteredService({ desired: 1, monitoring }), 50)).toThrow(
      expect.objectContaining({ name: 'ValidationException', rule: 'AS-30' }),
    )
})

test.each([
  [{ metricNames: ['Requests'], resolutionSeconds: 20 }, 'metricNames[0]'],
  [{ metricNames: ['CPUUtilization'], resolutionSeconds: 30 }, 'resolutionSeconds'],
])('AS-30 the monitoring %j is refused', (configuration, member) => {
  expect(() => meteredService({ desired: 1, monitoring: { metricConfigurations: [configuration] } })).toThrow(
    expect.objectContaining({
      name: 'InvalidParameterException',
      path: `monitoring.metricConfigurations[0].${member}`,
    }),
  )
})

const levels = fc.array(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 400 })), {
  minLength: 1,
  maxLength: 6,
})

lawTest.prop([levels, fc.boolean()], runs(15))(
  'AS-30 the mean of a minute is that of its three thirds, whoever asks and when',
  (turns, isRequests) => {
    const sim = meteredService({ desired: 2, monitoring: QUICK })
    const sorted = [...new Map(turns)].sort(([a], [b]) => a - b)
    const profile = steps(20, ...sorted.map(([at, value]) => ({ at: `${at}s`, value }) as const))
    sim.load.drive(
      'web',
      isRequests ? { requestsPerSecond: profile, cpuSecondsPerRequest: 0.02 } : { cpuPercent: profile },
    )
    const early: unknown[] = []
    for (let minute = 0; minute < 5; minute++) {
      sim.advance('30s')
      early.push(...points(sim, 20, minute * 60, minute * 60 + 20))
      sim.advance('30s')
      early.push(...points(sim, 20, minute * 60 + 20, minute * 60 + 60))
    }
    const late = points(sim, 20, 0, 300)
    expect(late).toEqual(early)
    const means = points(sim, 60, 0, 300).map(([, value]) => value)
    for (const [minute, mean] of means.entries()) {
      const thirds = late.slice(minute * 3, minute * 3 + 3).map(([, value]) => value ?? 0)
      expect(thirds.reduce((sum, value) => sum + value, 0) / 3).toBeCloseTo(mean ?? 0, 5)
    }
  },
)

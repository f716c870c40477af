// What does the report say of policies that chase each other, that are blocked, and that overshoot?
import { describe, expect, test } from 'vitest'
import type { Simulation } from '../../../src/index.ts'
import { meteredService } from '../../support/metered.ts'
import { RESOURCE } from '../../support/scaled-services.ts'
import { begin } from '../../support/scaling-worlds.ts'

const MINUTE = 60_000

interface Plan {
  readonly above: number
  readonly below: number
  readonly load: number
  readonly max?: number
  readonly cooldown?: number
}

/** One or more tasks, one added above and one removed below a threshold; the load is percent of one task. */
function ruled({ above, below, load, max = 10, cooldown = 60 }: Plan): Simulation {
  const sim = meteredService({ desired: 2 })
  sim.applicationAutoScaling.registerScalableTarget({ ...RESOURCE, MinCapacity: 1, MaxCapacity: max })
  for (const [name, add, threshold] of [
    ['more', 1, above],
    ['less', -1, below],
  ] as const) {
    const { PolicyARN } = sim.applicationAutoScaling.putScalingPolicy({
      ...RESOURCE,
      PolicyName: name,
      PolicyType: 'StepScaling',
      StepScalingPolicyConfiguration: {
        AdjustmentType: 'ChangeInCapacity',
        Cooldown: cooldown,
        StepAdjustments: [
          { ScalingAdjustment: add, ...(add > 0 ? { MetricIntervalLowerBound: 0 } : { MetricIntervalUpperBound: 0 }) },
        ],
      },
    })
    sim.cloudWatch.putMetricAlarm({
      AlarmName: name,
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      Dimensions: [
        { Name: 'ClusterName', Value: 'prod' },
        { Name: 'ServiceName', Value: 'web' },
      ],
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 5,
      Threshold: threshold,
      ComparisonOperator: add > 0 ? 'GreaterThanThreshold' : 'LessThanThreshold',
      AlarmActions: [PolicyARN as string],
    })
  }
  sim.load.drive('web', { cpuPercent: load })
  return sim
}

describe('rest and unrest', () => {
  test('AG-32 add one above 60 %, remove one below 50 %: two tasks never come to rest under 122 %', () => {
    const sim = ruled({ above: 60, below: 50, load: 122 })
    sim.advance('3h')
    const [web] = sim.scalingReport().subjects
    expect(web).toMatchObject({ kind: 'service', name: 'prod/web', steadiness: 'oscillates' })
    // Five minutes each way, and a minute in which the metric still is that of before.
    expect(web!.cycleMs).toBeGreaterThanOrEqual(10 * MINUTE)
    expect(web!.cycleMs).toBeLessThanOrEqual(13 * MINUTE)
    expect(web!.turnsPerHour).toBeGreaterThan(8)
  })

  test('wider apart the same rule rests', () => {
    const sim = ruled({ above: 60, below: 30, load: 122 })
    sim.advance('3h')
    const [web] = sim.scalingReport().subjects
    expect(web).toMatchObject({ steadiness: 'settled', turns: 0, cycleMs: null, overshoot: 0 })
  })

  test('turns of the load are no unrest', () => {
    const sim = ruled({ above: 60, below: 30, load: 122 })
    const wave = { sine: { mean: 250, amplitude: 220, period: '90m' } }
    sim.load.drive('web', { cpuPercent: wave })
    sim.advance('9h')
    const [web] = sim.scalingReport().subjects
    expect(web!.turns).toBeGreaterThan(6)
    expect(web!.steadiness).toBe('follows')
  })

  test('CP-37 an empty group with a target below 100 swings for ever', () => {
    const sim = begin({
      policies: [],
      startsWith: 0,
      cpuPercent: 0,
      cpu: 1_024,
      managed: { target: 50, warmupSeconds: 120, maxSize: 4, protects: false, minStep: 1 },
    })
    sim.applicationAutoScaling.deregisterScalableTarget(RESOURCE)
    sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 0 })
    sim.advance('4h')
    expect(sim.scalingReport().subjects).toMatchObject([{ kind: 'group', name: 'nodes', steadiness: 'oscillates' }])
  })
})

describe('what stands in the way', () => {
  test('the maximum: called every minute, and no more to be had', () => {
    const sim = ruled({ above: 60, below: 30, load: 400, max: 2 })
    sim.advance('30m')
    const [more] = sim.scalingReport().subjects[0]!.policies
    // In ALARM from the fifth minute on.
    expect(more).toMatchObject({ activities: [], aboveTargetMs: 30 * MINUTE, blocked: { maximumMs: 25 * MINUTE } })
  })

  test('the cooldown of a step, minute by minute', () => {
    const sim = ruled({ above: 60, below: 30, load: 800, cooldown: 300 })
    sim.advance('21m')
    const [more] = sim.scalingReport().subjects[0]!.policies
    expect(more!.activities.map(({ from, to }) => `${from} → ${to}`)).toEqual(['2 → 3', '3 → 4', '4 → 5', '5 → 6'])
    expect(more!.blocked).toMatchObject({ cooldownMs: 12 * MINUTE, maximumMs: 0, roomMs: 0 })
  })

  test('AS-08 a suspension', () => {
    const sim = ruled({ above: 60, below: 30, load: 800 })
    const SuspendedState = { DynamicScalingOutSuspended: true }
    sim.applicationAutoScaling.registerScalableTarget({ ...RESOURCE, SuspendedState })
    sim.advance('30m')
    const [more] = sim.scalingReport().subjects[0]!.policies
    expect(more).toMatchObject({ activities: [], blocked: { suspendedMs: 25 * MINUTE } })
  })
})

test('AS-59 without a cooldown an old metric meets a larger base: the report says by how much it went too far', () => {
  const sim = meteredService({ desired: 2, run: 50 })
  sim.applicationAutoScaling.registerScalableTarget({ ...RESOURCE, MinCapacity: 1, MaxCapacity: 100 })
  sim.applicationAutoScaling.putScalingPolicy({
    ...RESOURCE,
    PolicyName: 'cpu',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 50,
      ScaleOutCooldown: 0,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    },
  })
  // Fourteen tasks would do.
  sim.load.drive('web', { cpuPercent: 700 })
  sim.advance('12m')
  const [web] = sim.scalingReport().subjects
  const most = Math.max(...web!.policies[0]!.activities.map(({ to }) => to))
  expect(most).toBeGreaterThan(14)
  expect(web!.overshoot).toBe(most - 14)
})

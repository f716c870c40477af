// A service that scales, in a whole simulation: tasks start in a minute, metrics are put minute by minute.
import type { Simulation } from '../../src/index.ts'
import type { StepConfiguration, TrackingConfiguration } from '../../src/model/scaling/targets.ts'
import { registerWeb, timedSimulation, web } from './rollouts.ts'
import type { Trial, TrialPolicy } from './scaling-minutes.ts'

export const RESOURCE = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/prod/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const

type Options = NonNullable<ConstructorParameters<typeof Simulation>[0]>['options']

export interface Setting {
  readonly tasks: number
  /** Tasks there is room for. */
  readonly room?: number
  readonly start?: number
  readonly minCapacity?: number
  readonly maxCapacity?: number
  readonly options?: Options
}

const HOUR = Date.parse('2026-01-05T01:00:00Z')

/** A steady service `web` that is a scalable target; the clock shows a whole hour. */
export function scaledService({
  tasks,
  room = 40,
  start = 60,
  minCapacity = 0,
  maxCapacity = 1_000,
  options,
}: Setting): Simulation {
  const sim = timedSimulation({ run: start, heal: 0, stop: 0 }, options)
  sim.ecs.createCluster({ clusterName: 'prod' })
  const size = 128 * room
  if (room > 0)
    sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.24xlarge', ready: true, cpuUnits: size, memoryMiB: size })
  registerWeb(sim)
  sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: tasks })
  sim.applicationAutoScaling.registerScalableTarget({
    ...RESOURCE,
    MinCapacity: minCapacity,
    MaxCapacity: maxCapacity,
  })
  // What its owner says is left alone (AS-04).
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: tasks })
  sim.runUntil('steady', { atMost: '30m' })
  sim.advance(HOUR - sim.nowMs)
  return sim
}

export const secondsOf = (sim: Simulation) => (sim.nowMs - HOUR) / 1_000

export function metricOf(policy: string) {
  return { Namespace: 'Shop', MetricName: policy, Dimensions: [{ Name: 'Service', Value: 'web' }] }
}

export function putPolicy(sim: Simulation, { name, configuration, alarm }: Omit<TrialPolicy, 'metric'>): void {
  if (configuration.kind === 'tracking') putTracking(sim, name, configuration)
  else putSteps(sim, name, configuration, alarm!)
}

function putTracking(sim: Simulation, PolicyName: string, configuration: TrackingConfiguration): void {
  sim.applicationAutoScaling.putScalingPolicy({
    ...RESOURCE,
    PolicyName,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: configuration.targetValue,
      DisableScaleIn: configuration.disableScaleIn,
      ScaleOutCooldown: configuration.scaleOutCooldownMs / 1_000,
      ScaleInCooldown: configuration.scaleInCooldownMs / 1_000,
      CustomizedMetricSpecification: { ...metricOf(PolicyName), Statistic: 'Average' },
    },
  })
}

function putSteps(
  sim: Simulation,
  PolicyName: string,
  configuration: StepConfiguration,
  { comparison, threshold, periods }: NonNullable<TrialPolicy['alarm']>,
): void {
  const { PolicyARN } = sim.applicationAutoScaling.putScalingPolicy({
    ...RESOURCE,
    PolicyName,
    PolicyType: 'StepScaling',
    StepScalingPolicyConfiguration: {
      AdjustmentType: configuration.adjustmentType,
      Cooldown: configuration.cooldownMs / 1_000,
      MetricAggregationType: configuration.aggregation,
      StepAdjustments: configuration.steps.map(({ lower, upper, adjustment }) => ({
        ...(lower === null ? {} : { MetricIntervalLowerBound: lower }),
        ...(upper === null ? {} : { MetricIntervalUpperBound: upper }),
        ScalingAdjustment: adjustment,
      })),
    },
  })
  sim.cloudWatch.putMetricAlarm({
    AlarmName: `${PolicyName}-alarm`,
    ...metricOf(PolicyName),
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: periods,
    Threshold: threshold,
    ComparisonOperator: comparison,
    AlarmActions: [PolicyARN as string],
  })
}

/** One minute, in which the metrics say what the running tasks make of them. */
export function passMinute(sim: Simulation, policies: readonly Pick<TrialPolicy, 'name' | 'metric'>[]): void {
  for (const { name, metric } of policies) {
    const value = metric(web(sim).runningCount as number, secondsOf(sim) / 60)
    const { Namespace, ...datum } = metricOf(name)
    if (value !== null) sim.cloudWatch.putMetricData({ Namespace, MetricData: [{ ...datum, Value: value }] })
  }
  sim.advance('60s')
}

/** Every change of the desired count that scaling has made, as `180: 2→4`. */
export function changesOf(sim: Simulation): string[] {
  return [...sim.view.tables.scalingActivities.values()]
    .filter(({ from, startedAtMs }) => from !== null && startedAtMs >= HOUR)
    .map(({ startedAtMs, from, to }) => `${(startedAtMs - HOUR) / 1_000}: ${from}→${to}`)
}

/** Plays a trial, as far as it is a matter of numbers. */
export function playWhole(trial: Trial, setting: Partial<Setting> = {}): Simulation {
  const { tasks, policies, untilSeconds, start = 60, minCapacity, maxCapacity } = trial
  const sim = scaledService({
    tasks,
    ...(start === null ? { room: tasks } : { start }),
    ...(minCapacity === undefined ? {} : { minCapacity }),
    ...(maxCapacity === undefined ? {} : { maxCapacity }),
    ...setting,
  })
  for (const policy of policies) putPolicy(sim, policy)
  while (secondsOf(sim) < untilSeconds) passMinute(sim, policies)
  return sim
}

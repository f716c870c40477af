// What does a policy of a group say? A metric to track, steps, or one simple adjustment (AG-07…AG-10).
import type { JsonRecord } from '../../model/basics.ts'
import type { AlarmSubject } from '../../model/scaling/alarms.ts'
import type { GroupPolicy } from '../../model/scaling/groups.ts'
import type { StepConfiguration } from '../../model/scaling/targets.ts'
import { notSimulated } from '../refuse.ts'
import { readSteps } from '../scaling/steps.ts'
import { customizedSubject, statOf, targetGroupRequests } from '../scaling/tracked-metric.ts'
import { checkOneOf, checkRange, type GroupsInput, invalid } from './parse.ts'

type Given = GroupsInput<'PutScalingPolicy'>

export interface PolicyWish {
  readonly configuration: GroupPolicy['configuration']
  /** What its alarms are to watch; null for a policy without alarms of its own. */
  readonly subject: AlarmSubject | null
  readonly kept: JsonRecord
}

const TYPES = ['SimpleScaling', 'StepScaling', 'TargetTrackingScaling', 'PredictiveScaling'] as const
const ADJUSTMENTS = ['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity']
const MOST = 2_147_483_647

/** Which members go with which type; any other is refused. */
const MEMBERS: Readonly<Record<(typeof TYPES)[number], readonly string[]>> = {
  SimpleScaling: ['AdjustmentType', 'ScalingAdjustment', 'Cooldown', 'MinAdjustmentMagnitude', 'MinAdjustmentStep'],
  StepScaling: [
    'AdjustmentType',
    'StepAdjustments',
    'MetricAggregationType',
    'MinAdjustmentMagnitude',
    'EstimatedInstanceWarmup',
  ],
  TargetTrackingScaling: ['TargetTrackingConfiguration', 'EstimatedInstanceWarmup'],
  PredictiveScaling: ['PredictiveScalingConfiguration'],
}
const COMMON = ['AutoScalingGroupName', 'PolicyName', 'PolicyType', 'Enabled']

/** @throws ValidationError, UnsupportedFeatureException */
export function readPolicy(given: Given): PolicyWish {
  const { PolicyType = 'SimpleScaling' } = given
  checkOneOf('PolicyType', PolicyType, TYPES, 'AG-07')
  const type = PolicyType as (typeof TYPES)[number]
  const stranger = Object.keys(given).find((member) => !COMMON.includes(member) && !MEMBERS[type].includes(member))
  if (stranger !== undefined)
    invalid(stranger, `nothing with the policy type ${type}`, given[stranger as keyof Given], 'AG-07')
  checkRange('EstimatedInstanceWarmup', given.EstimatedInstanceWarmup, 0, MOST, 'AG-08')
  checkRange('Cooldown', given.Cooldown, 0, MOST, 'AG-07')
  const kept = keptOf(given, type)
  if (type === 'PredictiveScaling') return { configuration: { kind: 'predictive' }, subject: null, kept }
  if (type === 'TargetTrackingScaling') return { ...trackingOf(given), kept }
  return { configuration: type === 'StepScaling' ? stepsOf(given) : simpleOf(given), subject: null, kept }
}

function keptOf(given: Given, type: string): JsonRecord {
  const { AutoScalingGroupName: _group, PolicyName: _name, ...rest } = given
  return { ...rest, PolicyType: type } as unknown as JsonRecord
}

function adjustmentOf(given: Given): Pick<StepConfiguration, 'adjustmentType' | 'minAdjustmentMagnitude'> {
  const { AdjustmentType: type, MinAdjustmentMagnitude, MinAdjustmentStep } = given
  if (type === undefined) invalid('AdjustmentType', `one of ${ADJUSTMENTS.join(', ')}`, undefined, 'AG-10')
  checkOneOf('AdjustmentType', type, ADJUSTMENTS, 'AG-10')
  const magnitude = MinAdjustmentMagnitude ?? MinAdjustmentStep
  if (magnitude !== undefined && type !== 'PercentChangeInCapacity')
    invalid(
      'MinAdjustmentMagnitude',
      'nothing but with the adjustment type PercentChangeInCapacity',
      magnitude,
      'AG-10',
    )
  checkRange('MinAdjustmentMagnitude', magnitude, 1, MOST, 'AG-10')
  return {
    adjustmentType: type as StepConfiguration['adjustmentType'],
    minAdjustmentMagnitude: magnitude ?? null,
  }
}

function simpleOf(given: Given): GroupPolicy['configuration'] {
  const how = adjustmentOf(given)
  const { ScalingAdjustment: adjustment, Cooldown } = given
  if (adjustment === undefined) return invalid('ScalingAdjustment', 'a whole number', undefined, 'AG-07')
  if (how.adjustmentType === 'ExactCapacity') checkRange('ScalingAdjustment', adjustment, 0, MOST, 'AG-10')
  return { kind: 'simple', ...how, adjustment, cooldownMs: Cooldown === undefined ? null : Cooldown * 1000 }
}

function stepsOf(given: Given): GroupPolicy['configuration'] {
  const how = adjustmentOf(given)
  const { MetricAggregationType: aggregation = 'Average' } = given
  checkOneOf('MetricAggregationType', aggregation, ['Minimum', 'Maximum', 'Average'], 'AG-10')
  const steps = readSteps(given.StepAdjustments ?? [], 'StepAdjustments', invalid)
  if (how.adjustmentType === 'ExactCapacity')
    for (const [index, { adjustment }] of steps.entries())
      checkRange(`StepAdjustments[${index}].ScalingAdjustment`, adjustment, 0, MOST, 'AG-10')
  // Steps of a group have a warm-up where those of a service have a cooldown (AG-08).
  return { kind: 'step', ...how, steps, aggregation: aggregation as StepConfiguration['aggregation'], cooldownMs: 0 }
}

function trackingOf(given: Given): Omit<PolicyWish, 'kept'> {
  const { TargetTrackingConfiguration: tracking, AutoScalingGroupName: group } = given
  const path = 'TargetTrackingConfiguration'
  if (tracking === undefined) return invalid(path, 'a target and a metric', undefined, 'AG-09')
  const { TargetValue: targetValue, DisableScaleIn: disableScaleIn = false } = tracking
  if (!(targetValue > 0) || !Number.isFinite(targetValue))
    invalid(`${path}.TargetValue`, 'a number above 0', targetValue, 'AG-09')
  return { configuration: { kind: 'tracking', targetValue, disableScaleIn }, subject: subjectOf(tracking, group, path) }
}

type Tracking = NonNullable<Given['TargetTrackingConfiguration']>

function subjectOf(tracking: Tracking, group: string, path: string): AlarmSubject {
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = tracking
  if ((predefined === undefined) === (customized === undefined))
    invalid(
      path,
      'either a predefined or a customized metric specification',
      predefined === undefined ? 'neither' : 'both',
      'AG-09',
    )
  if (customized !== undefined) {
    if (customized.Period !== undefined && customized.Period !== 60)
      notSimulated(
        `${path}.CustomizedMetricSpecification.Period`,
        'other periods than 60 s',
        customized.Period,
        'AG-09',
      )
    return customizedSubject(customized, `${path}.CustomizedMetricSpecification`, invalid)
  }
  const { PredefinedMetricType: type, ResourceLabel: label } = predefined!
  const at = `${path}.PredefinedMetricSpecification`
  if (type === 'ALBRequestCountPerTarget')
    return { kind: 'metric', stat: targetGroupRequests(label, `${at}.ResourceLabel`, invalid) }
  if (label !== undefined) invalid(`${at}.ResourceLabel`, `nothing with the metric type ${type}`, label, 'AG-09')
  if (type !== 'ASGAverageCPUUtilization')
    notSimulated(`${at}.PredefinedMetricType`, 'this metric of an Auto Scaling group', type, 'AG-09')
  const dimensions = [{ name: 'AutoScalingGroupName', value: group }]
  return {
    kind: 'metric',
    stat: statOf({ namespace: 'AWS/EC2', metricName: 'CPUUtilization', dimensions }, 'Average'),
  }
}

// What does EC2 Auto Scaling know of? Lists that are the same for everybody, and the account's limits.
import type { WorldView } from '../../model/view.ts'
import { GROUP_METRICS } from '../../scaling/groups/metrics.ts'
import { PROCESSES } from '../../scaling/groups/plan.ts'
import { TERMINATION_POLICIES } from '../../scaling/groups/termination.ts'
import type * as shapes from '../shapes/auto-scaling-types.generated.ts'
import type { Answered } from './answer.ts'
import { parseGroupsInput } from './parse.ts'

export const NOTIFICATION_TYPES = [
  'autoscaling:EC2_INSTANCE_LAUNCH',
  'autoscaling:EC2_INSTANCE_LAUNCH_ERROR',
  'autoscaling:EC2_INSTANCE_TERMINATE',
  'autoscaling:EC2_INSTANCE_TERMINATE_ERROR',
  'autoscaling:TEST_NOTIFICATION',
]
export const GRANULARITY = '1Minute'
const ADJUSTMENT_TYPES = ['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity']
const HOOK_TYPES = ['autoscaling:EC2_INSTANCE_LAUNCHING', 'autoscaling:EC2_INSTANCE_TERMINATING']

/** AWS's quotas of a Region. */
const MOST_GROUPS = 500
const MOST_LAUNCH_CONFIGURATIONS = 200

/** The quotas, which nothing here enforces, and how much of them is used. */
export function describeAccountLimits(
  { tables }: WorldView,
  input?: unknown,
): Answered<shapes.DescribeAccountLimitsOutput> {
  parseGroupsInput('DescribeAccountLimits', input)
  const configurations = [...tables.launchSources.values()].filter(({ kind }) => kind === 'configuration')
  return {
    MaxNumberOfAutoScalingGroups: MOST_GROUPS,
    MaxNumberOfLaunchConfigurations: MOST_LAUNCH_CONFIGURATIONS,
    NumberOfAutoScalingGroups: tables.autoScalingGroups.size,
    NumberOfLaunchConfigurations: configurations.length,
  }
}

export function describeAdjustmentTypes(
  _world: WorldView,
  input?: unknown,
): Answered<shapes.DescribeAdjustmentTypesOutput, 'AdjustmentTypes'> {
  parseGroupsInput('DescribeAdjustmentTypes', input)
  return { AdjustmentTypes: ADJUSTMENT_TYPES.map((AdjustmentType) => ({ AdjustmentType })) }
}

export function describeAutoScalingNotificationTypes(
  _world: WorldView,
  input?: unknown,
): Answered<shapes.DescribeAutoScalingNotificationTypesOutput, 'AutoScalingNotificationTypes'> {
  parseGroupsInput('DescribeAutoScalingNotificationTypes', input)
  return { AutoScalingNotificationTypes: [...NOTIFICATION_TYPES] }
}

export function describeLifecycleHookTypes(
  _world: WorldView,
  input?: unknown,
): Answered<shapes.DescribeLifecycleHookTypesOutput, 'LifecycleHookTypes'> {
  parseGroupsInput('DescribeLifecycleHookTypes', input)
  return { LifecycleHookTypes: [...HOOK_TYPES] }
}

export function describeMetricCollectionTypes(
  _world: WorldView,
  input?: unknown,
): Answered<shapes.DescribeMetricCollectionTypesOutput, 'Metrics' | 'Granularities'> {
  parseGroupsInput('DescribeMetricCollectionTypes', input)
  const Metrics = Object.keys(GROUP_METRICS).map((Metric) => ({ Metric }))
  return { Metrics, Granularities: [{ Granularity: GRANULARITY }] }
}

export function describeScalingProcessTypes(
  _world: WorldView,
  input?: unknown,
): Answered<shapes.DescribeScalingProcessTypesOutput, 'Processes'> {
  parseGroupsInput('DescribeScalingProcessTypes', input)
  return { Processes: PROCESSES.toSorted().map((ProcessName) => ({ ProcessName })) }
}

export function describeTerminationPolicyTypes(
  _world: WorldView,
  input?: unknown,
): Answered<shapes.DescribeTerminationPolicyTypesOutput, 'TerminationPolicyTypes'> {
  parseGroupsInput('DescribeTerminationPolicyTypes', input)
  return { TerminationPolicyTypes: TERMINATION_POLICIES.toSorted() }
}

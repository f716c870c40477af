// Which operations of EC2 Auto Scaling are there? One method an operation, named as in the SDK's aggregated client.
import type { World } from '../../engine/world.ts'
import type * as shapes from '../shapes/auto-scaling-types.generated.ts'
import { describeScalingActivities } from './activities.ts'
import type { Answered } from './answer.ts'
import { attachInstances } from './attach.ts'
import { batchDeleteScheduledAction, batchPutScheduledUpdateGroupAction } from './batch-schedules.ts'
import { setDesiredCapacity, terminateInstanceInAutoScalingGroup } from './capacity.ts'
import { deleteAutoScalingGroup } from './delete-group.ts'
import {
  createAutoScalingGroup,
  type DescribeGroupsAnswer,
  describeAutoScalingGroups,
  updateAutoScalingGroup,
} from './groups.ts'
import {
  completeLifecycleAction,
  deleteLifecycleHook,
  describeLifecycleHooks,
  putLifecycleHook,
  recordLifecycleActionHeartbeat,
} from './hooks.ts'
import {
  cancelInstanceRefresh,
  describeInstanceRefreshes,
  rollbackInstanceRefresh,
  startInstanceRefresh,
} from './instance-refreshes.ts'
import { describeAutoScalingInstances, setInstanceHealth, setInstanceProtection } from './instances.ts'
import {
  createLaunchConfiguration,
  deleteLaunchConfiguration,
  describeLaunchConfigurations,
} from './launch-configurations.ts'
import { disableMetricsCollection, enableMetricsCollection } from './metrics-collection.ts'
import {
  deleteNotificationConfiguration,
  describeNotificationConfigurations,
  putNotificationConfiguration,
} from './notifications.ts'
import { deletePolicy, describePolicies, executePolicy, putScalingPolicy } from './policies.ts'
import { resumeProcesses, suspendProcesses } from './processes.ts'
import { deleteScheduledAction, describeScheduledActions, putScheduledUpdateGroupAction } from './schedules.ts'
import { detachInstances, enterStandby, exitStandby } from './standby.ts'
import { createOrUpdateTags, deleteTags, describeTags } from './tags.ts'
import {
  attachLoadBalancerTargetGroups,
  attachTrafficSources,
  describeLoadBalancerTargetGroups,
  describeTrafficSources,
  detachLoadBalancerTargetGroups,
  detachTrafficSources,
} from './target-groups.ts'
import {
  describeAccountLimits,
  describeAdjustmentTypes,
  describeAutoScalingNotificationTypes,
  describeLifecycleHookTypes,
  describeMetricCollectionTypes,
  describeScalingProcessTypes,
  describeTerminationPolicyTypes,
} from './types.ts'
import { deleteWarmPool, describeWarmPool, putWarmPool } from './warm-pools.ts'

/**
 * EC2 Auto Scaling, in AWS's own words. Every operation takes what the SDK v3 takes and throws errors whose `name` is AWS's
 * exception; a malformed input is a ValidationError. What a group launches is made by `sim.fleet.createLaunchTemplate`.
 */
export interface AutoScaling {
  createAutoScalingGroup(input: shapes.CreateAutoScalingGroupInput): Record<string, never>
  updateAutoScalingGroup(input: shapes.UpdateAutoScalingGroupInput): Record<string, never>
  describeAutoScalingGroups(input?: shapes.DescribeAutoScalingGroupsInput): DescribeGroupsAnswer
  deleteAutoScalingGroup(input: shapes.DeleteAutoScalingGroupInput): Record<string, never>
  setDesiredCapacity(input: shapes.SetDesiredCapacityInput): Record<string, never>
  terminateInstanceInAutoScalingGroup(
    input: shapes.TerminateInstanceInAutoScalingGroupInput,
  ): Answered<shapes.TerminateInstanceInAutoScalingGroupOutput, 'Activity'>
  describeAutoScalingInstances(
    input?: shapes.DescribeAutoScalingInstancesInput,
  ): Answered<shapes.DescribeAutoScalingInstancesOutput, 'AutoScalingInstances'>
  setInstanceProtection(input: shapes.SetInstanceProtectionInput): Record<string, never>
  setInstanceHealth(input: shapes.SetInstanceHealthInput): Record<string, never>
  describeScalingActivities(
    input?: shapes.DescribeScalingActivitiesInput,
  ): Answered<shapes.DescribeScalingActivitiesOutput, 'Activities'>
  putLifecycleHook(input: shapes.PutLifecycleHookInput): Record<string, never>
  describeLifecycleHooks(
    input: shapes.DescribeLifecycleHooksInput,
  ): Answered<shapes.DescribeLifecycleHooksOutput, 'LifecycleHooks'>
  deleteLifecycleHook(input: shapes.DeleteLifecycleHookInput): Record<string, never>
  completeLifecycleAction(input: shapes.CompleteLifecycleActionInput): Record<string, never>
  recordLifecycleActionHeartbeat(input: shapes.RecordLifecycleActionHeartbeatInput): Record<string, never>
  detachInstances(input: shapes.DetachInstancesInput): Answered<shapes.DetachInstancesOutput, 'Activities'>
  enterStandby(input: shapes.EnterStandbyInput): Answered<shapes.EnterStandbyOutput, 'Activities'>
  exitStandby(input: shapes.ExitStandbyInput): Answered<shapes.ExitStandbyOutput, 'Activities'>
  suspendProcesses(input: shapes.ResumeProcessesInput): Record<string, never>
  resumeProcesses(input: shapes.ResumeProcessesInput): Record<string, never>
  putScalingPolicy(input: shapes.PutScalingPolicyInput): Answered<shapes.PutScalingPolicyOutput, 'PolicyARN' | 'Alarms'>
  describePolicies(input?: shapes.DescribePoliciesInput): Answered<shapes.DescribePoliciesOutput, 'ScalingPolicies'>
  deletePolicy(input: shapes.DeletePolicyInput): Record<string, never>
  executePolicy(input: shapes.ExecutePolicyInput): Record<string, never>
  putScheduledUpdateGroupAction(input: shapes.PutScheduledUpdateGroupActionInput): Record<string, never>
  describeScheduledActions(
    input?: shapes.DescribeScheduledActionsInput,
  ): Answered<shapes.DescribeScheduledActionsOutput, 'ScheduledUpdateGroupActions'>
  deleteScheduledAction(input: shapes.DeleteScheduledActionInput): Record<string, never>
  createLaunchConfiguration(input: shapes.CreateLaunchConfigurationInput): Record<string, never>
  describeLaunchConfigurations(
    input?: shapes.DescribeLaunchConfigurationsInput,
  ): Answered<shapes.DescribeLaunchConfigurationsOutput, 'LaunchConfigurations'>
  deleteLaunchConfiguration(input: shapes.DeleteLaunchConfigurationInput): Record<string, never>
  createOrUpdateTags(input: shapes.CreateOrUpdateTagsInput): Record<string, never>
  describeTags(input?: shapes.DescribeTagsInput): Answered<shapes.DescribeTagsOutput, 'Tags'>
  deleteTags(input: shapes.DeleteTagsInput): Record<string, never>
  startInstanceRefresh(
    input: shapes.StartInstanceRefreshInput,
  ): Answered<shapes.StartInstanceRefreshOutput, 'InstanceRefreshId'>
  describeInstanceRefreshes(
    input: shapes.DescribeInstanceRefreshesInput,
  ): Answered<shapes.DescribeInstanceRefreshesOutput, 'InstanceRefreshes'>
  cancelInstanceRefresh(
    input: shapes.CancelInstanceRefreshInput,
  ): Answered<shapes.CancelInstanceRefreshOutput, 'InstanceRefreshId'>
  rollbackInstanceRefresh(
    input: shapes.RollbackInstanceRefreshInput,
  ): Answered<shapes.RollbackInstanceRefreshOutput, 'InstanceRefreshId'>
  attachInstances(input: shapes.AttachInstancesInput): Record<string, never>
  attachLoadBalancerTargetGroups(input: shapes.AttachLoadBalancerTargetGroupsInput): Record<string, never>
  detachLoadBalancerTargetGroups(input: shapes.DetachLoadBalancerTargetGroupsInput): Record<string, never>
  describeLoadBalancerTargetGroups(
    input: shapes.DescribeLoadBalancerTargetGroupsInput,
  ): Answered<shapes.DescribeLoadBalancerTargetGroupsOutput, 'LoadBalancerTargetGroups'>
  attachTrafficSources(input: shapes.AttachTrafficSourcesInput): Record<string, never>
  detachTrafficSources(input: shapes.DetachTrafficSourcesInput): Record<string, never>
  describeTrafficSources(
    input: shapes.DescribeTrafficSourcesInput,
  ): Answered<shapes.DescribeTrafficSourcesOutput, 'TrafficSources'>
  batchPutScheduledUpdateGroupAction(
    input: shapes.BatchPutScheduledUpdateGroupActionInput,
  ): Answered<shapes.BatchPutScheduledUpdateGroupActionOutput, 'FailedScheduledUpdateGroupActions'>
  batchDeleteScheduledAction(
    input: shapes.BatchDeleteScheduledActionInput,
  ): Answered<shapes.BatchDeleteScheduledActionOutput, 'FailedScheduledActions'>
  enableMetricsCollection(input: shapes.EnableMetricsCollectionInput): Record<string, never>
  disableMetricsCollection(input: shapes.DisableMetricsCollectionInput): Record<string, never>
  putNotificationConfiguration(input: shapes.PutNotificationConfigurationInput): Record<string, never>
  deleteNotificationConfiguration(input: shapes.DeleteNotificationConfigurationInput): Record<string, never>
  describeNotificationConfigurations(
    input?: shapes.DescribeNotificationConfigurationsInput,
  ): Answered<shapes.DescribeNotificationConfigurationsOutput, 'NotificationConfigurations'>
  putWarmPool(input: shapes.PutWarmPoolInput): Record<string, never>
  describeWarmPool(input: shapes.DescribeWarmPoolInput): Answered<shapes.DescribeWarmPoolOutput, 'Instances'>
  deleteWarmPool(input: shapes.DeleteWarmPoolInput): Record<string, never>
  describeAccountLimits(input?: shapes.DescribeAccountLimitsInput): Answered<shapes.DescribeAccountLimitsOutput>
  describeAdjustmentTypes(
    input?: shapes.DescribeAccountLimitsInput,
  ): Answered<shapes.DescribeAdjustmentTypesOutput, 'AdjustmentTypes'>
  describeAutoScalingNotificationTypes(
    input?: shapes.DescribeAccountLimitsInput,
  ): Answered<shapes.DescribeAutoScalingNotificationTypesOutput, 'AutoScalingNotificationTypes'>
  describeLifecycleHookTypes(
    input?: shapes.DescribeAccountLimitsInput,
  ): Answered<shapes.DescribeLifecycleHookTypesOutput, 'LifecycleHookTypes'>
  describeMetricCollectionTypes(
    input?: shapes.DescribeAccountLimitsInput,
  ): Answered<shapes.DescribeMetricCollectionTypesOutput, 'Metrics' | 'Granularities'>
  describeScalingProcessTypes(
    input?: shapes.DescribeAccountLimitsInput,
  ): Answered<shapes.DescribeScalingProcessTypesOutput, 'Processes'>
  describeTerminationPolicyTypes(
    input?: shapes.DescribeAccountLimitsInput,
  ): Answered<shapes.DescribeTerminationPolicyTypesOutput, 'TerminationPolicyTypes'>
}

const OPERATIONS: {
  readonly [Name in keyof AutoScaling]: (world: World, input: unknown) => ReturnType<AutoScaling[Name]>
} = {
  createAutoScalingGroup,
  updateAutoScalingGroup,
  describeAutoScalingGroups,
  deleteAutoScalingGroup,
  setDesiredCapacity,
  terminateInstanceInAutoScalingGroup,
  describeAutoScalingInstances,
  setInstanceProtection,
  setInstanceHealth,
  describeScalingActivities,
  putLifecycleHook,
  describeLifecycleHooks,
  deleteLifecycleHook,
  completeLifecycleAction,
  recordLifecycleActionHeartbeat,
  detachInstances,
  enterStandby,
  exitStandby,
  suspendProcesses,
  resumeProcesses,
  putScalingPolicy,
  describePolicies,
  deletePolicy,
  executePolicy,
  putScheduledUpdateGroupAction,
  describeScheduledActions,
  deleteScheduledAction,
  createLaunchConfiguration,
  describeLaunchConfigurations,
  deleteLaunchConfiguration,
  createOrUpdateTags,
  describeTags,
  deleteTags,
  startInstanceRefresh,
  describeInstanceRefreshes,
  cancelInstanceRefresh,
  rollbackInstanceRefresh,
  attachInstances,
  attachLoadBalancerTargetGroups,
  detachLoadBalancerTargetGroups,
  describeLoadBalancerTargetGroups,
  attachTrafficSources,
  detachTrafficSources,
  describeTrafficSources,
  batchPutScheduledUpdateGroupAction,
  batchDeleteScheduledAction,
  enableMetricsCollection,
  disableMetricsCollection,
  putNotificationConfiguration,
  deleteNotificationConfiguration,
  describeNotificationConfigurations,
  putWarmPool,
  describeWarmPool,
  deleteWarmPool,
  describeAccountLimits,
  describeAdjustmentTypes,
  describeAutoScalingNotificationTypes,
  describeLifecycleHookTypes,
  describeMetricCollectionTypes,
  describeScalingProcessTypes,
  describeTerminationPolicyTypes,
}

/** The operations, each bound to a world. */
export function autoScalingOf(world: World): AutoScaling {
  const bound = Object.entries(OPERATIONS).map(([name, operation]) => [
    name,
    (input?: unknown) => operation(world, input),
  ])
  return Object.freeze(Object.fromEntries(bound)) as unknown as AutoScaling
}

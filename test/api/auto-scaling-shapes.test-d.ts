// Do our types of EC2 Auto Scaling fit the AWS SDK's? Nothing here runs: `tsc` is the judge.
import type * as sdk from '@aws-sdk/client-auto-scaling'
import type { AutoScalingInputs, AutoScalingOutputs } from '../../src/api/shapes/auto-scaling-types.generated.ts'

interface SdkInputs {
  AttachInstances: sdk.AttachInstancesCommandInput
  AttachLoadBalancerTargetGroups: sdk.AttachLoadBalancerTargetGroupsCommandInput
  AttachTrafficSources: sdk.AttachTrafficSourcesCommandInput
  BatchDeleteScheduledAction: sdk.BatchDeleteScheduledActionCommandInput
  BatchPutScheduledUpdateGroupAction: sdk.BatchPutScheduledUpdateGroupActionCommandInput
  CancelInstanceRefresh: sdk.CancelInstanceRefreshCommandInput
  CompleteLifecycleAction: sdk.CompleteLifecycleActionCommandInput
  CreateAutoScalingGroup: sdk.CreateAutoScalingGroupCommandInput
  CreateLaunchConfiguration: sdk.CreateLaunchConfigurationCommandInput
  CreateOrUpdateTags: sdk.CreateOrUpdateTagsCommandInput
  DeleteAutoScalingGroup: sdk.DeleteAutoScalingGroupCommandInput
  DeleteLaunchConfiguration: sdk.DeleteLaunchConfigurationCommandInput
  DeleteLifecycleHook: sdk.DeleteLifecycleHookCommandInput
  DeleteNotificationConfiguration: sdk.DeleteNotificationConfigurationCommandInput
  DeletePolicy: sdk.DeletePolicyCommandInput
  DeleteScheduledAction: sdk.DeleteScheduledActionCommandInput
  DeleteTags: sdk.DeleteTagsCommandInput
  DeleteWarmPool: sdk.DeleteWarmPoolCommandInput
  DescribeAccountLimits: sdk.DescribeAccountLimitsCommandInput
  DescribeAdjustmentTypes: sdk.DescribeAdjustmentTypesCommandInput
  DescribeAutoScalingGroups: sdk.DescribeAutoScalingGroupsCommandInput
  DescribeAutoScalingInstances: sdk.DescribeAutoScalingInstancesCommandInput
  DescribeAutoScalingNotificationTypes: sdk.DescribeAutoScalingNotificationTypesCommandInput
  DescribeInstanceRefreshes: sdk.DescribeInstanceRefreshesCommandInput
  DescribeLaunchConfigurations: sdk.DescribeLaunchConfigurationsCommandInput
  DescribeLifecycleHookTypes: sdk.DescribeLifecycleHookTypesCommandInput
  DescribeLifecycleHooks: sdk.DescribeLifecycleHooksCommandInput
  DescribeLoadBalancerTargetGroups: sdk.DescribeLoadBalancerTargetGroupsCommandInput
  DescribeMetricCollectionTypes: sdk.DescribeMetricCollectionTypesCommandInput
  DescribeNotificationConfigurations: sdk.DescribeNotificationConfigurationsCommandInput
  DescribePolicies: sdk.DescribePoliciesCommandInput
  DescribeScalingActivities: sdk.DescribeScalingActivitiesCommandInput
  DescribeScalingProcessTypes: sdk.DescribeScalingProcessTypesCommandInput
  DescribeScheduledActions: sdk.DescribeScheduledActionsCommandInput
  DescribeTags: sdk.DescribeTagsCommandInput
  DescribeTerminationPolicyTypes: sdk.DescribeTerminationPolicyTypesCommandInput
  DescribeTrafficSources: sdk.DescribeTrafficSourcesCommandInput
  DescribeWarmPool: sdk.DescribeWarmPoolCommandInput
  DetachInstances: sdk.DetachInstancesCommandInput
  DetachLoadBalancerTargetGroups: sdk.DetachLoadBalancerTargetGroupsCommandInput
  DetachTrafficSources: sdk.DetachTrafficSourcesCommandInput
  DisableMetricsCollection: sdk.DisableMetricsCollectionCommandInput
  EnableMetricsCollection: sdk.EnableMetricsCollectionCommandInput
  EnterStandby: sdk.EnterStandbyCommandInput
  ExecutePolicy: sdk.ExecutePolicyCommandInput
  ExitStandby: sdk.ExitStandbyCommandInput
  PutLifecycleHook: sdk.PutLifecycleHookCommandInput
  PutNotificationConfiguration: sdk.PutNotificationConfigurationCommandInput
  PutScalingPolicy: sdk.PutScalingPolicyCommandInput
  PutScheduledUpdateGroupAction: sdk.PutScheduledUpdateGroupActionCommandInput
  PutWarmPool: sdk.PutWarmPoolCommandInput
  RecordLifecycleActionHeartbeat: sdk.RecordLifecycleActionHeartbeatCommandInput
  ResumeProcesses: sdk.ResumeProcessesCommandInput
  RollbackInstanceRefresh: sdk.RollbackInstanceRefreshCommandInput
  SetDesiredCapacity: sdk.SetDesiredCapacityCommandInput
  SetInstanceHealth: sdk.SetInstanceHealthCommandInput
  SetInstanceProtection: sdk.SetInstanceProtectionCommandInput
  StartInstanceRefresh: sdk.StartInstanceRefreshCommandInput
  SuspendProcesses: sdk.SuspendProcessesCommandInput
  TerminateInstanceInAutoScalingGroup: sdk.TerminateInstanceInAutoScalingGroupCommandInput
  UpdateAutoScalingGroup: sdk.UpdateAutoScalingGroupCommandInput
}

type Misfits<From extends { [Name in keyof To]: unknown }, To> = {
  [Name in keyof To]: [From[Name]] extends [To[Name]] ? never : Name
}[keyof To]

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Inputs accept whatever the SDK's inputs accept. */
export const inputsFit: Equal<Misfits<SdkInputs, AutoScalingInputs>, never> = true
export const sameInputs: Equal<keyof SdkInputs, keyof AutoScalingInputs> = true

/** Whoever reads what the SDK answers can read our answers. */
type Group = NonNullable<AutoScalingOutputs['DescribeAutoScalingGroups']['AutoScalingGroups']>[number]
export const groupsFit: [Group] extends [sdk.AutoScalingGroup] ? true : false = true

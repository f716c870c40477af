// Do our types of EC2 Auto Scaling fit the AWS SDK's? Nothing here runs: `tsc` is the judge.
import type * as sdk from '@aws-sdk/client-auto-scaling'
import type { AutoScalingInputs, AutoScalingOutputs } from '../../src/api/shapes/auto-scaling-types.generated.ts'

interface SdkInputs {
  CompleteLifecycleAction: sdk.CompleteLifecycleActionCommandInput
  CreateAutoScalingGroup: sdk.CreateAutoScalingGroupCommandInput
  CreateLaunchConfiguration: sdk.CreateLaunchConfigurationCommandInput
  CreateOrUpdateTags: sdk.CreateOrUpdateTagsCommandInput
  DeleteAutoScalingGroup: sdk.DeleteAutoScalingGroupCommandInput
  DeleteLaunchConfiguration: sdk.DeleteLaunchConfigurationCommandInput
  DeleteLifecycleHook: sdk.DeleteLifecycleHookCommandInput
  DeletePolicy: sdk.DeletePolicyCommandInput
  DeleteScheduledAction: sdk.DeleteScheduledActionCommandInput
  DeleteTags: sdk.DeleteTagsCommandInput
  DescribeAutoScalingGroups: sdk.DescribeAutoScalingGroupsCommandInput
  DescribeAutoScalingInstances: sdk.DescribeAutoScalingInstancesCommandInput
  DescribeLaunchConfigurations: sdk.DescribeLaunchConfigurationsCommandInput
  DescribeLifecycleHooks: sdk.DescribeLifecycleHooksCommandInput
  DescribePolicies: sdk.DescribePoliciesCommandInput
  DescribeScalingActivities: sdk.DescribeScalingActivitiesCommandInput
  DescribeScheduledActions: sdk.DescribeScheduledActionsCommandInput
  DescribeTags: sdk.DescribeTagsCommandInput
  DetachInstances: sdk.DetachInstancesCommandInput
  EnterStandby: sdk.EnterStandbyCommandInput
  ExecutePolicy: sdk.ExecutePolicyCommandInput
  ExitStandby: sdk.ExitStandbyCommandInput
  PutLifecycleHook: sdk.PutLifecycleHookCommandInput
  PutScalingPolicy: sdk.PutScalingPolicyCommandInput
  PutScheduledUpdateGroupAction: sdk.PutScheduledUpdateGroupActionCommandInput
  RecordLifecycleActionHeartbeat: sdk.RecordLifecycleActionHeartbeatCommandInput
  ResumeProcesses: sdk.ResumeProcessesCommandInput
  SetDesiredCapacity: sdk.SetDesiredCapacityCommandInput
  SetInstanceHealth: sdk.SetInstanceHealthCommandInput
  SetInstanceProtection: sdk.SetInstanceProtectionCommandInput
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

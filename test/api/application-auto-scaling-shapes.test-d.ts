// Do our types of Application Auto Scaling fit the AWS SDK's? Nothing here runs: `tsc` is the judge.
import type * as sdk from '@aws-sdk/client-application-auto-scaling'
import type {
  ApplicationAutoScalingInputs,
  ApplicationAutoScalingOutputs,
} from '../../src/api/shapes/application-auto-scaling-types.generated.ts'

interface SdkInputs {
  DeleteScalingPolicy: sdk.DeleteScalingPolicyCommandInput
  DeleteScheduledAction: sdk.DeleteScheduledActionCommandInput
  DeregisterScalableTarget: sdk.DeregisterScalableTargetCommandInput
  DescribeScalableTargets: sdk.DescribeScalableTargetsCommandInput
  DescribeScalingActivities: sdk.DescribeScalingActivitiesCommandInput
  DescribeScalingPolicies: sdk.DescribeScalingPoliciesCommandInput
  DescribeScheduledActions: sdk.DescribeScheduledActionsCommandInput
  ListTagsForResource: sdk.ListTagsForResourceCommandInput
  PutScalingPolicy: sdk.PutScalingPolicyCommandInput
  PutScheduledAction: sdk.PutScheduledActionCommandInput
  RegisterScalableTarget: sdk.RegisterScalableTargetCommandInput
  TagResource: sdk.TagResourceCommandInput
  UntagResource: sdk.UntagResourceCommandInput
}

interface SdkOutputs {
  DeleteScalingPolicy: sdk.DeleteScalingPolicyCommandOutput
  DeleteScheduledAction: sdk.DeleteScheduledActionCommandOutput
  DeregisterScalableTarget: sdk.DeregisterScalableTargetCommandOutput
  DescribeScalableTargets: sdk.DescribeScalableTargetsCommandOutput
  DescribeScalingActivities: sdk.DescribeScalingActivitiesCommandOutput
  DescribeScalingPolicies: sdk.DescribeScalingPoliciesCommandOutput
  DescribeScheduledActions: sdk.DescribeScheduledActionsCommandOutput
  ListTagsForResource: sdk.ListTagsForResourceCommandOutput
  PutScalingPolicy: sdk.PutScalingPolicyCommandOutput
  PutScheduledAction: sdk.PutScheduledActionCommandOutput
  RegisterScalableTarget: sdk.RegisterScalableTargetCommandOutput
  TagResource: sdk.TagResourceCommandOutput
  UntagResource: sdk.UntagResourceCommandOutput
}

type Misfits<From extends { [Name in keyof To]: unknown }, To> = {
  [Name in keyof To]: [From[Name]] extends [To[Name]] ? never : Name
}[keyof To]

/** What we answer, without the metadata of the call that only the network has. */
type Bare<Outputs> = { [Name in keyof Outputs]: Omit<Outputs[Name], '$metadata'> }

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Inputs accept whatever the SDK's inputs accept, and answers are what the SDK's are. */
export const inputsFit: Equal<Misfits<SdkInputs, ApplicationAutoScalingInputs>, never> = true
export const outputsFit: Equal<Misfits<ApplicationAutoScalingOutputs, Bare<SdkOutputs>>, never> = true
export const sameInputs: Equal<keyof SdkInputs, keyof ApplicationAutoScalingInputs> = true

// Which operations of Application Auto Scaling are there? One method an operation, named as in the SDK's aggregated client.
import type { World } from '../../engine/world.ts'
import { boundTo } from '../bind.ts'
import type * as shapes from '../shapes/application-auto-scaling-types.generated.ts'
import { describeScalingActivities } from './activities.ts'
import type { AasAnswer } from './answer.ts'
import { deleteScalingPolicy, describeScalingPolicies, putScalingPolicy } from './policies.ts'
import { deleteScheduledAction, describeScheduledActions, putScheduledAction } from './schedules.ts'
import { listTagsForResource, tagResource, untagResource } from './tags.ts'
import { deregisterScalableTarget, describeScalableTargets, registerScalableTarget } from './targets.ts'

/**
 * Application Auto Scaling of ECS services, in AWS's own words. Every operation takes what the SDK v3 takes and throws errors whose `name`
 * is AWS's exception; a malformed input is a ValidationException. Other service namespaces are refused.
 */
export interface ApplicationAutoScaling {
  registerScalableTarget(input: shapes.RegisterScalableTargetInput): AasAnswer<shapes.RegisterScalableTargetOutput>
  describeScalableTargets(input: shapes.DescribeScalableTargetsInput): AasAnswer<shapes.DescribeScalableTargetsOutput>
  deregisterScalableTarget(
    input: shapes.DeregisterScalableTargetInput,
  ): AasAnswer<shapes.DeregisterScalableTargetOutput>
  putScalingPolicy(input: shapes.PutScalingPolicyInput): AasAnswer<shapes.PutScalingPolicyOutput>
  describeScalingPolicies(input: shapes.DescribeScalingPoliciesInput): AasAnswer<shapes.DescribeScalingPoliciesOutput>
  deleteScalingPolicy(input: shapes.DeleteScalingPolicyInput): AasAnswer<shapes.DeleteScalingPolicyOutput>
  putScheduledAction(input: shapes.PutScheduledActionInput): AasAnswer<shapes.PutScheduledActionOutput>
  describeScheduledActions(
    input: shapes.DescribeScheduledActionsInput,
  ): AasAnswer<shapes.DescribeScheduledActionsOutput>
  deleteScheduledAction(input: shapes.DeleteScheduledActionInput): AasAnswer<shapes.DeleteScheduledActionOutput>
  describeScalingActivities(
    input: shapes.DescribeScalingActivitiesInput,
  ): AasAnswer<shapes.DescribeScalingActivitiesOutput>
  tagResource(input: shapes.TagResourceInput): AasAnswer<shapes.TagResourceOutput>
  untagResource(input: shapes.UntagResourceInput): AasAnswer<shapes.UntagResourceOutput>
  listTagsForResource(input: shapes.ListTagsForResourceInput): AasAnswer<shapes.ListTagsForResourceOutput>
}

type Operations = {
  readonly [Name in keyof ApplicationAutoScaling]: (
    world: World,
    input: unknown,
  ) => ReturnType<ApplicationAutoScaling[Name]>
}

const OPERATIONS: Operations = {
  registerScalableTarget,
  describeScalableTargets,
  deregisterScalableTarget,
  putScalingPolicy,
  describeScalingPolicies,
  deleteScalingPolicy,
  putScheduledAction,
  describeScheduledActions,
  deleteScheduledAction,
  describeScalingActivities,
  tagResource,
  untagResource,
  listTagsForResource,
}

/** The operations, each bound to a world. */
export function applicationAutoScalingOf(world: World): ApplicationAutoScaling {
  return boundTo(world, OPERATIONS) as unknown as ApplicationAutoScaling
}

// Which operations of Elastic Load Balancing are there? One method an operation, named as in the SDK's aggregated client.
import type { World } from '../../engine/world.ts'
import { boundTo } from '../bind.ts'
import type * as shapes from '../shapes/elbv2-types.generated.ts'
import type { ElbAnswer } from './answer.ts'
import {
  describeLoadBalancerAttributes,
  describeTargetGroupAttributes,
  modifyLoadBalancerAttributes,
  modifyTargetGroupAttributes,
} from './attributes.ts'
import { describeAccountLimits } from './limits.ts'
import { describeListenerAttributes, modifyListenerAttributes } from './listener-attributes.ts'
import {
  addListenerCertificates,
  describeListenerCertificates,
  removeListenerCertificates,
} from './listener-certificates.ts'
import { createListener, deleteListener, describeListeners, modifyListener } from './listeners.ts'
import { createLoadBalancer, deleteLoadBalancer, describeLoadBalancers } from './load-balancers.ts'
import { createRule, deleteRule, describeRules, modifyRule, setRulePriorities } from './rules.ts'
import { setIpAddressType, setSecurityGroups, setSubnets } from './set-load-balancer.ts'
import { describeSSLPolicies } from './ssl-policies.ts'
import { addTags, describeTags, removeTags } from './tags.ts'
import { createTargetGroup, deleteTargetGroup, describeTargetGroups, modifyTargetGroup } from './target-groups.ts'
import { deregisterTargets, describeTargetHealth, registerTargets } from './targets.ts'

/**
 * Elastic Load Balancing (Application and Network Load Balancers), in AWS's own words. Every operation takes what the SDK v3 takes and
 * throws errors whose `name` is AWS's exception; a malformed input is a ValidationError.
 */
export interface Elbv2 {
  createLoadBalancer(input: shapes.CreateLoadBalancerInput): ElbAnswer<shapes.CreateLoadBalancerOutput>
  describeLoadBalancers(input?: shapes.DescribeLoadBalancersInput): ElbAnswer<shapes.DescribeLoadBalancersOutput>
  describeLoadBalancerAttributes(
    input: shapes.DescribeLoadBalancerAttributesInput,
  ): ElbAnswer<shapes.DescribeLoadBalancerAttributesOutput>
  modifyLoadBalancerAttributes(
    input: shapes.ModifyLoadBalancerAttributesInput,
  ): ElbAnswer<shapes.ModifyLoadBalancerAttributesOutput>
  deleteLoadBalancer(input: shapes.DeleteLoadBalancerInput): ElbAnswer<shapes.DeleteLoadBalancerOutput>
  createTargetGroup(input: shapes.CreateTargetGroupInput): ElbAnswer<shapes.CreateTargetGroupOutput>
  modifyTargetGroup(input: shapes.ModifyTargetGroupInput): ElbAnswer<shapes.ModifyTargetGroupOutput>
  describeTargetGroups(input?: shapes.DescribeTargetGroupsInput): ElbAnswer<shapes.DescribeTargetGroupsOutput>
  describeTargetGroupAttributes(
    input: shapes.DescribeTargetGroupAttributesInput,
  ): ElbAnswer<shapes.DescribeTargetGroupAttributesOutput>
  modifyTargetGroupAttributes(
    input: shapes.ModifyTargetGroupAttributesInput,
  ): ElbAnswer<shapes.ModifyTargetGroupAttributesOutput>
  deleteTargetGroup(input: shapes.DeleteTargetGroupInput): ElbAnswer<shapes.DeleteTargetGroupOutput>
  createListener(input: shapes.CreateListenerInput): ElbAnswer<shapes.CreateListenerOutput>
  modifyListener(input: shapes.ModifyListenerInput): ElbAnswer<shapes.ModifyListenerOutput>
  describeListeners(input: shapes.DescribeListenersInput): ElbAnswer<shapes.DescribeListenersOutput>
  deleteListener(input: shapes.DeleteListenerInput): ElbAnswer<shapes.DeleteListenerOutput>
  describeListenerAttributes(
    input: shapes.DescribeListenerAttributesInput,
  ): ElbAnswer<shapes.DescribeListenerAttributesOutput>
  modifyListenerAttributes(
    input: shapes.ModifyListenerAttributesInput,
  ): ElbAnswer<shapes.ModifyListenerAttributesOutput>
  addListenerCertificates(input: shapes.AddListenerCertificatesInput): ElbAnswer<shapes.AddListenerCertificatesOutput>
  describeListenerCertificates(
    input: shapes.DescribeListenerCertificatesInput,
  ): ElbAnswer<shapes.DescribeListenerCertificatesOutput>
  removeListenerCertificates(
    input: shapes.RemoveListenerCertificatesInput,
  ): ElbAnswer<shapes.RemoveListenerCertificatesOutput>
  describeSSLPolicies(input?: shapes.DescribeSSLPoliciesInput): ElbAnswer<shapes.DescribeSSLPoliciesOutput>
  createRule(input: shapes.CreateRuleInput): ElbAnswer<shapes.CreateRuleOutput>
  modifyRule(input: shapes.ModifyRuleInput): ElbAnswer<shapes.ModifyRuleOutput>
  describeRules(input: shapes.DescribeRulesInput): ElbAnswer<shapes.DescribeRulesOutput>
  setRulePriorities(input: shapes.SetRulePrioritiesInput): ElbAnswer<shapes.SetRulePrioritiesOutput>
  deleteRule(input: shapes.DeleteRuleInput): ElbAnswer<shapes.DeleteRuleOutput>
  registerTargets(input: shapes.RegisterTargetsInput): ElbAnswer<shapes.RegisterTargetsOutput>
  deregisterTargets(input: shapes.DeregisterTargetsInput): ElbAnswer<shapes.DeregisterTargetsOutput>
  describeTargetHealth(input: shapes.DescribeTargetHealthInput): ElbAnswer<shapes.DescribeTargetHealthOutput>
  setSubnets(input: shapes.SetSubnetsInput): ElbAnswer<shapes.SetSubnetsOutput>
  setSecurityGroups(input: shapes.SetSecurityGroupsInput): ElbAnswer<shapes.SetSecurityGroupsOutput>
  setIpAddressType(input: shapes.SetIpAddressTypeInput): ElbAnswer<shapes.SetIpAddressTypeOutput>
  addTags(input: shapes.AddTagsInput): ElbAnswer<shapes.AddTagsOutput>
  removeTags(input: shapes.RemoveTagsInput): ElbAnswer<shapes.RemoveTagsOutput>
  describeTags(input: shapes.DescribeTagsInput): ElbAnswer<shapes.DescribeTagsOutput>
  describeAccountLimits(input?: shapes.DescribeAccountLimitsInput): ElbAnswer<shapes.DescribeAccountLimitsOutput>
}

const OPERATIONS: { readonly [Name in keyof Elbv2]: (world: World, input: unknown) => ReturnType<Elbv2[Name]> } = {
  createLoadBalancer,
  describeLoadBalancers,
  describeLoadBalancerAttributes,
  modifyLoadBalancerAttributes,
  deleteLoadBalancer,
  createTargetGroup,
  modifyTargetGroup,
  describeTargetGroups,
  describeTargetGroupAttributes,
  modifyTargetGroupAttributes,
  deleteTargetGroup,
  createListener,
  modifyListener,
  describeListeners,
  deleteListener,
  describeListenerAttributes,
  modifyListenerAttributes,
  addListenerCertificates,
  describeListenerCertificates,
  removeListenerCertificates,
  describeSSLPolicies,
  createRule,
  modifyRule,
  describeRules,
  setRulePriorities,
  deleteRule,
  registerTargets,
  deregisterTargets,
  describeTargetHealth,
  setSubnets,
  setSecurityGroups,
  setIpAddressType,
  addTags,
  removeTags,
  describeTags,
  describeAccountLimits,
}

/** The operations, each bound to a world. */
export function elbv2Of(world: World): Elbv2 {
  return boundTo(world, OPERATIONS) as unknown as Elbv2
}

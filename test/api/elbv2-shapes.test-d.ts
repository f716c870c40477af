// Do our types of Elastic Load Balancing fit the AWS SDK's? Nothing here runs: `tsc` is the judge.
import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Elbv2Inputs } from '../../src/api/shapes/elbv2-types.generated.ts'

interface SdkInputs {
  AddListenerCertificates: sdk.AddListenerCertificatesCommandInput
  AddTags: sdk.AddTagsCommandInput
  CreateListener: sdk.CreateListenerCommandInput
  CreateLoadBalancer: sdk.CreateLoadBalancerCommandInput
  CreateRule: sdk.CreateRuleCommandInput
  CreateTargetGroup: sdk.CreateTargetGroupCommandInput
  DeleteListener: sdk.DeleteListenerCommandInput
  DeleteLoadBalancer: sdk.DeleteLoadBalancerCommandInput
  DeleteRule: sdk.DeleteRuleCommandInput
  DeleteTargetGroup: sdk.DeleteTargetGroupCommandInput
  DeregisterTargets: sdk.DeregisterTargetsCommandInput
  DescribeAccountLimits: sdk.DescribeAccountLimitsCommandInput
  DescribeListenerAttributes: sdk.DescribeListenerAttributesCommandInput
  DescribeListenerCertificates: sdk.DescribeListenerCertificatesCommandInput
  DescribeListeners: sdk.DescribeListenersCommandInput
  DescribeLoadBalancerAttributes: sdk.DescribeLoadBalancerAttributesCommandInput
  DescribeLoadBalancers: sdk.DescribeLoadBalancersCommandInput
  DescribeRules: sdk.DescribeRulesCommandInput
  DescribeSSLPolicies: sdk.DescribeSSLPoliciesCommandInput
  DescribeTags: sdk.DescribeTagsCommandInput
  DescribeTargetGroupAttributes: sdk.DescribeTargetGroupAttributesCommandInput
  DescribeTargetGroups: sdk.DescribeTargetGroupsCommandInput
  DescribeTargetHealth: sdk.DescribeTargetHealthCommandInput
  ModifyListener: sdk.ModifyListenerCommandInput
  ModifyListenerAttributes: sdk.ModifyListenerAttributesCommandInput
  ModifyLoadBalancerAttributes: sdk.ModifyLoadBalancerAttributesCommandInput
  ModifyRule: sdk.ModifyRuleCommandInput
  ModifyTargetGroup: sdk.ModifyTargetGroupCommandInput
  ModifyTargetGroupAttributes: sdk.ModifyTargetGroupAttributesCommandInput
  RegisterTargets: sdk.RegisterTargetsCommandInput
  RemoveListenerCertificates: sdk.RemoveListenerCertificatesCommandInput
  RemoveTags: sdk.RemoveTagsCommandInput
  SetIpAddressType: sdk.SetIpAddressTypeCommandInput
  SetRulePriorities: sdk.SetRulePrioritiesCommandInput
  SetSecurityGroups: sdk.SetSecurityGroupsCommandInput
  SetSubnets: sdk.SetSubnetsCommandInput
}

type Misfits<From extends { [Name in keyof To]: unknown }, To> = {
  [Name in keyof To]: [From[Name]] extends [To[Name]] ? never : Name
}[keyof To]

/** What is refused as a whole is any JSON here, and a structure there. */
type WithOpaque = 'CreateListener' | 'CreateLoadBalancer' | 'CreateRule' | 'ModifyListener' | 'ModifyRule'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Inputs accept whatever the SDK's inputs accept. */
export const inputsFit: Equal<Misfits<SdkInputs, Omit<Elbv2Inputs, WithOpaque>>, never> = true
export const sameInputs: Equal<keyof SdkInputs, keyof Elbv2Inputs> = true

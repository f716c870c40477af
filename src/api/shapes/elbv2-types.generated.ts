// What do callers hand to each operation, and what do they get?
// Generated from @aws-sdk/client-elastic-load-balancing-v2 3.1142.0, do not edit. To regenerate: npx tsx scripts/generate-shapes.ts

export type ActionTypeEnum = 'authenticate-cognito' | 'authenticate-oidc' | 'fixed-response' | 'forward' | 'jwt-validation' | 'redirect'

export type AnomalyResultEnum = 'anomalous' | 'normal'

export type DescribeTargetHealthInputIncludeEnum = 'All' | 'AnomalyDetection'

export type EnablePrefixForIpv6SourceNatEnum = 'off' | 'on'

export type EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum = 'off' | 'on'

export type IpAddressType = 'dualstack' | 'dualstack-without-public-ipv4' | 'ipv4'

export type LoadBalancerSchemeEnum = 'internal' | 'internet-facing'

export type LoadBalancerStateEnum = 'active' | 'active_impaired' | 'failed' | 'provisioning'

export type LoadBalancerTypeEnum = 'application' | 'gateway' | 'network'

export type MitigationInEffectEnum = 'no' | 'yes'

export type ProtocolEnum = 'GENEVE' | 'HTTP' | 'HTTPS' | 'QUIC' | 'TCP' | 'TCP_QUIC' | 'TCP_UDP' | 'TLS' | 'UDP'

export type RedirectActionStatusCodeEnum = 'HTTP_301' | 'HTTP_302'

export type SourceIpAddressTypeEnum = 'ipv4' | 'ipv6'

export type TargetAdministrativeOverrideReasonEnum = 'AdministrativeOverride.Unknown' | 'AdministrativeOverride.NoOverride' | 'AdministrativeOverride.ZonalShiftDelegatedToDns' | 'AdministrativeOverride.ZonalShiftActive'

export type TargetAdministrativeOverrideStateEnum = 'no_override' | 'unknown' | 'zonal_shift_active' | 'zonal_shift_delegated_to_dns'

export type TargetGroupIpAddressTypeEnum = 'ipv4' | 'ipv6'

export type TargetHealthReasonEnum = 'Target.DeregistrationInProgress' | 'Target.FailedHealthChecks' | 'Target.HealthCheckDisabled' | 'Elb.InitialHealthChecking' | 'Elb.InternalError' | 'Target.InvalidState' | 'Target.IpUnusable' | 'Target.NotInUse' | 'Target.NotRegistered' | 'Elb.RegistrationInProgress' | 'Target.ResponseCodeMismatch' | 'Target.Timeout'

export type TargetHealthStateEnum = 'draining' | 'healthy' | 'initial' | 'unavailable' | 'unhealthy' | 'unhealthy.draining' | 'unused'

export type TargetTypeEnum = 'alb' | 'instance' | 'ip' | 'lambda'

export type DocumentInput = null | boolean | number | string | readonly DocumentInput[] | { readonly [member: string]: DocumentInput }

export type Document = null | boolean | number | string | Document[] | { [member: string]: Document }

export interface ActionInput {
  readonly Type: ActionTypeEnum | undefined
  readonly TargetGroupArn?: string | undefined
  readonly AuthenticateOidcConfig?: DocumentInput | undefined
  readonly AuthenticateCognitoConfig?: DocumentInput | undefined
  readonly Order?: number | undefined
  readonly RedirectConfig?: RedirectActionConfigInput | undefined
  readonly FixedResponseConfig?: FixedResponseActionConfigInput | undefined
  readonly ForwardConfig?: ForwardActionConfigInput | undefined
  readonly JwtValidationConfig?: DocumentInput | undefined
}

export interface AddListenerCertificatesInput {
  readonly ListenerArn: string | undefined
  readonly Certificates: readonly CertificateInput[] | undefined
}

export interface AddTagsInput {
  readonly ResourceArns: readonly string[] | undefined
  readonly Tags: readonly TagInput[] | undefined
}

export interface CertificateInput {
  readonly CertificateArn?: string | undefined
  readonly IsDefault?: boolean | undefined
}

export interface CreateListenerInput {
  readonly LoadBalancerArn: string | undefined
  readonly DefaultActions: readonly ActionInput[] | undefined
  readonly Protocol?: ProtocolEnum | undefined
  readonly Port?: number | undefined
  readonly SslPolicy?: string | undefined
  readonly Certificates?: readonly CertificateInput[] | undefined
  readonly AlpnPolicy?: readonly string[] | undefined
  readonly Tags?: readonly TagInput[] | undefined
  readonly MutualAuthentication?: DocumentInput | undefined
}

export interface CreateLoadBalancerInput {
  readonly Name: string | undefined
  readonly Subnets?: readonly string[] | undefined
  readonly SubnetMappings?: readonly SubnetMappingInput[] | undefined
  readonly SecurityGroups?: readonly string[] | undefined
  readonly Scheme?: LoadBalancerSchemeEnum | undefined
  readonly Tags?: readonly TagInput[] | undefined
  readonly Type?: LoadBalancerTypeEnum | undefined
  readonly IpAddressType?: IpAddressType | undefined
  readonly CustomerOwnedIpv4Pool?: string | undefined
  readonly EnablePrefixForIpv6SourceNat?: EnablePrefixForIpv6SourceNatEnum | undefined
  readonly IpamPools?: DocumentInput | undefined
}

export interface CreateRuleInput {
  readonly ListenerArn: string | undefined
  readonly Conditions: readonly RuleConditionInput[] | undefined
  readonly Priority: number | undefined
  readonly Actions: readonly ActionInput[] | undefined
  readonly Tags?: readonly TagInput[] | undefined
  readonly Transforms?: readonly DocumentInput[] | undefined
}

export interface CreateTargetGroupInput {
  readonly Name: string | undefined
  readonly Protocol?: ProtocolEnum | undefined
  readonly ProtocolVersion?: string | undefined
  readonly Port?: number | undefined
  readonly VpcId?: string | undefined
  readonly HealthCheckProtocol?: ProtocolEnum | undefined
  readonly HealthCheckPort?: string | undefined
  readonly HealthCheckEnabled?: boolean | undefined
  readonly HealthCheckPath?: string | undefined
  readonly HealthCheckIntervalSeconds?: number | undefined
  readonly HealthCheckTimeoutSeconds?: number | undefined
  readonly HealthyThresholdCount?: number | undefined
  readonly UnhealthyThresholdCount?: number | undefined
  readonly Matcher?: MatcherInput | undefined
  readonly TargetType?: TargetTypeEnum | undefined
  readonly Tags?: readonly TagInput[] | undefined
  readonly IpAddressType?: TargetGroupIpAddressTypeEnum | undefined
  readonly TargetControlPort?: number | undefined
}

export interface DeleteListenerInput {
  readonly ListenerArn: string | undefined
}

export interface DeleteLoadBalancerInput {
  readonly LoadBalancerArn: string | undefined
}

export interface DeleteRuleInput {
  readonly RuleArn: string | undefined
}

export interface DeleteTargetGroupInput {
  readonly TargetGroupArn: string | undefined
}

export interface DeregisterTargetsInput {
  readonly TargetGroupArn: string | undefined
  readonly Targets: readonly TargetDescriptionInput[] | undefined
}

export interface DescribeAccountLimitsInput {
  readonly Marker?: string | undefined
  readonly PageSize?: number | undefined
}

export interface DescribeListenerAttributesInput {
  readonly ListenerArn: string | undefined
}

export interface DescribeListenerCertificatesInput {
  readonly ListenerArn: string | undefined
  readonly Marker?: string | undefined
  readonly PageSize?: number | undefined
}

export interface DescribeListenersInput {
  readonly LoadBalancerArn?: string | undefined
  readonly ListenerArns?: readonly string[] | undefined
  readonly Marker?: string | undefined
  readonly PageSize?: number | undefined
}

export interface DescribeLoadBalancerAttributesInput {
  readonly LoadBalancerArn: string | undefined
}

export interface DescribeLoadBalancersInput {
  readonly LoadBalancerArns?: readonly string[] | undefined
  readonly Names?: readonly string[] | undefined
  readonly Marker?: string | undefined
  readonly PageSize?: number | undefined
}

export interface DescribeRulesInput {
  readonly ListenerArn?: string | undefined
  readonly RuleArns?: readonly string[] | undefined
  readonly Marker?: string | undefined
  readonly PageSize?: number | undefined
}

export interface DescribeSSLPoliciesInput {
  readonly Names?: readonly string[] | undefined
  readonly Marker?: string | undefined
  readonly PageSize?: number | undefined
  readonly LoadBalancerType?: LoadBalancerTypeEnum | undefined
}

export interface DescribeTagsInput {
  readonly ResourceArns: readonly string[] | undefined
}

export interface DescribeTargetGroupAttributesInput {
  readonly TargetGroupArn: string | undefined
}

export interface DescribeTargetGroupsInput {
  readonly LoadBalancerArn?: string | undefined
  readonly TargetGroupArns?: readonly string[] | undefined
  readonly Names?: readonly string[] | undefined
  readonly Marker?: string | undefined
  readonly PageSize?: number | undefined
}

export interface DescribeTargetHealthInput {
  readonly TargetGroupArn: string | undefined
  readonly Targets?: readonly TargetDescriptionInput[] | undefined
  readonly Include?: readonly DescribeTargetHealthInputIncludeEnum[] | undefined
}

export interface FixedResponseActionConfigInput {
  readonly StatusCode: string | undefined
  readonly MessageBody?: string | undefined
  readonly ContentType?: string | undefined
}

export interface ForwardActionConfigInput {
  readonly TargetGroups?: readonly TargetGroupTupleInput[] | undefined
  readonly TargetGroupStickinessConfig?: TargetGroupStickinessConfigInput | undefined
}

export interface HostHeaderConditionConfigInput {
  readonly Values?: readonly string[] | undefined
  readonly RegexValues?: readonly string[] | undefined
}

export interface HttpHeaderConditionConfigInput {
  readonly HttpHeaderName?: string | undefined
  readonly Values?: readonly string[] | undefined
  readonly RegexValues?: readonly string[] | undefined
}

export interface HttpRequestMethodConditionConfigInput {
  readonly Values?: readonly string[] | undefined
}

export interface ListenerAttributeInput {
  readonly Key?: string | undefined
  readonly Value?: string | undefined
}

export interface LoadBalancerAttributeInput {
  readonly Key?: string | undefined
  readonly Value?: string | undefined
}

export interface MatcherInput {
  readonly HttpCode?: string | undefined
  readonly GrpcCode?: string | undefined
}

export interface ModifyListenerAttributesInput {
  readonly ListenerArn: string | undefined
  readonly Attributes: readonly ListenerAttributeInput[] | undefined
}

export interface ModifyListenerInput {
  readonly ListenerArn: string | undefined
  readonly Port?: number | undefined
  readonly Protocol?: ProtocolEnum | undefined
  readonly SslPolicy?: string | undefined
  readonly Certificates?: readonly CertificateInput[] | undefined
  readonly DefaultActions?: readonly ActionInput[] | undefined
  readonly AlpnPolicy?: readonly string[] | undefined
  readonly MutualAuthentication?: DocumentInput | undefined
}

export interface ModifyLoadBalancerAttributesInput {
  readonly LoadBalancerArn: string | undefined
  readonly Attributes: readonly LoadBalancerAttributeInput[] | undefined
}

export interface ModifyRuleInput {
  readonly RuleArn: string | undefined
  readonly Conditions?: readonly RuleConditionInput[] | undefined
  readonly Actions?: readonly ActionInput[] | undefined
  readonly Transforms?: readonly DocumentInput[] | undefined
  readonly ResetTransforms?: boolean | undefined
}

export interface ModifyTargetGroupAttributesInput {
  readonly TargetGroupArn: string | undefined
  readonly Attributes: readonly TargetGroupAttributeInput[] | undefined
}

export interface ModifyTargetGroupInput {
  readonly TargetGroupArn: string | undefined
  readonly HealthCheckProtocol?: ProtocolEnum | undefined
  readonly HealthCheckPort?: string | undefined
  readonly HealthCheckPath?: string | undefined
  readonly HealthCheckEnabled?: boolean | undefined
  readonly HealthCheckIntervalSeconds?: number | undefined
  readonly HealthCheckTimeoutSeconds?: number | undefined
  readonly HealthyThresholdCount?: number | undefined
  readonly UnhealthyThresholdCount?: number | undefined
  readonly Matcher?: MatcherInput | undefined
}

export interface PathPatternConditionConfigInput {
  readonly Values?: readonly string[] | undefined
  readonly RegexValues?: readonly string[] | undefined
}

export interface QueryStringConditionConfigInput {
  readonly Values?: readonly QueryStringKeyValuePairInput[] | undefined
}

export interface QueryStringKeyValuePairInput {
  readonly Key?: string | undefined
  readonly Value?: string | undefined
}

export interface RedirectActionConfigInput {
  readonly StatusCode: RedirectActionStatusCodeEnum | undefined
  readonly Protocol?: string | undefined
  readonly Port?: string | undefined
  readonly Host?: string | undefined
  readonly Path?: string | undefined
  readonly Query?: string | undefined
}

export interface RegisterTargetsInput {
  readonly TargetGroupArn: string | undefined
  readonly Targets: readonly TargetDescriptionInput[] | undefined
}

export interface RemoveListenerCertificatesInput {
  readonly ListenerArn: string | undefined
  readonly Certificates: readonly CertificateInput[] | undefined
}

export interface RemoveTagsInput {
  readonly ResourceArns: readonly string[] | undefined
  readonly TagKeys: readonly string[] | undefined
}

export interface RuleConditionInput {
  readonly Field?: string | undefined
  readonly Values?: readonly string[] | undefined
  readonly HostHeaderConfig?: HostHeaderConditionConfigInput | undefined
  readonly PathPatternConfig?: PathPatternConditionConfigInput | undefined
  readonly HttpHeaderConfig?: HttpHeaderConditionConfigInput | undefined
  readonly QueryStringConfig?: QueryStringConditionConfigInput | undefined
  readonly HttpRequestMethodConfig?: HttpRequestMethodConditionConfigInput | undefined
  readonly SourceIpConfig?: SourceIpConditionConfigInput | undefined
  readonly RegexValues?: readonly string[] | undefined
}

export interface RulePriorityPairInput {
  readonly RuleArn?: string | undefined
  readonly Priority?: number | undefined
}

export interface SetIpAddressTypeInput {
  readonly LoadBalancerArn: string | undefined
  readonly IpAddressType: IpAddressType | undefined
}

export interface SetRulePrioritiesInput {
  readonly RulePriorities: readonly RulePriorityPairInput[] | undefined
}

export interface SetSecurityGroupsInput {
  readonly LoadBalancerArn: string | undefined
  readonly SecurityGroups: readonly string[] | undefined
  readonly EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic?: EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum | undefined
}

export interface SetSubnetsInput {
  readonly LoadBalancerArn: string | undefined
  readonly Subnets?: readonly string[] | undefined
  readonly SubnetMappings?: readonly SubnetMappingInput[] | undefined
  readonly IpAddressType?: IpAddressType | undefined
  readonly EnablePrefixForIpv6SourceNat?: EnablePrefixForIpv6SourceNatEnum | undefined
}

export interface SourceIpConditionConfigInput {
  readonly Values?: readonly string[] | undefined
  readonly IpAddressType?: SourceIpAddressTypeEnum | undefined
}

export interface SubnetMappingInput {
  readonly SubnetId?: string | undefined
  readonly AllocationId?: string | undefined
  readonly PrivateIPv4Address?: string | undefined
  readonly IPv6Address?: string | undefined
  readonly SourceNatIpv6Prefix?: string | undefined
}

export interface TagInput {
  readonly Key: string | undefined
  readonly Value?: string | undefined
}

export interface TargetDescriptionInput {
  readonly Id: string | undefined
  readonly Port?: number | undefined
  readonly AvailabilityZone?: string | undefined
  readonly QuicServerId?: string | undefined
}

export interface TargetGroupAttributeInput {
  readonly Key?: string | undefined
  readonly Value?: string | undefined
}

export interface TargetGroupStickinessConfigInput {
  readonly Enabled?: boolean | undefined
  readonly DurationSeconds?: number | undefined
}

export interface TargetGroupTupleInput {
  readonly TargetGroupArn?: string | undefined
  readonly Weight?: number | undefined
}

export interface Action {
  Type: ActionTypeEnum | undefined
  TargetGroupArn?: string | undefined
  AuthenticateOidcConfig?: Document | undefined
  AuthenticateCognitoConfig?: Document | undefined
  Order?: number | undefined
  RedirectConfig?: RedirectActionConfig | undefined
  FixedResponseConfig?: FixedResponseActionConfig | undefined
  ForwardConfig?: ForwardActionConfig | undefined
  JwtValidationConfig?: Document | undefined
}

export interface AddListenerCertificatesOutput {
  Certificates?: Certificate[] | undefined
}

export type AddTagsOutput = {}

export interface AdministrativeOverride {
  State?: TargetAdministrativeOverrideStateEnum | undefined
  Reason?: TargetAdministrativeOverrideReasonEnum | undefined
  Description?: string | undefined
}

export interface AnomalyDetection {
  Result?: AnomalyResultEnum | undefined
  MitigationInEffect?: MitigationInEffectEnum | undefined
}

export interface AvailabilityZone {
  ZoneName?: string | undefined
  SubnetId?: string | undefined
  OutpostId?: string | undefined
  LoadBalancerAddresses?: LoadBalancerAddress[] | undefined
  SourceNatIpv6Prefixes?: string[] | undefined
}

export interface Certificate {
  CertificateArn?: string | undefined
  IsDefault?: boolean | undefined
}

export interface Cipher {
  Name?: string | undefined
  Priority?: number | undefined
}

export interface CreateListenerOutput {
  Listeners?: Listener[] | undefined
}

export interface CreateLoadBalancerOutput {
  LoadBalancers?: LoadBalancer[] | undefined
}

export interface CreateRuleOutput {
  Rules?: Rule[] | undefined
}

export interface CreateTargetGroupOutput {
  TargetGroups?: TargetGroup[] | undefined
}

export type DeleteListenerOutput = {}

export type DeleteLoadBalancerOutput = {}

export type DeleteRuleOutput = {}

export type DeleteTargetGroupOutput = {}

export type DeregisterTargetsOutput = {}

export interface DescribeAccountLimitsOutput {
  Limits?: Limit[] | undefined
  NextMarker?: string | undefined
}

export interface DescribeListenerAttributesOutput {
  Attributes?: ListenerAttribute[] | undefined
}

export interface DescribeListenerCertificatesOutput {
  Certificates?: Certificate[] | undefined
  NextMarker?: string | undefined
}

export interface DescribeListenersOutput {
  Listeners?: Listener[] | undefined
  NextMarker?: string | undefined
}

export interface DescribeLoadBalancerAttributesOutput {
  Attributes?: LoadBalancerAttribute[] | undefined
}

export interface DescribeLoadBalancersOutput {
  LoadBalancers?: LoadBalancer[] | undefined
  NextMarker?: string | undefined
}

export interface DescribeRulesOutput {
  Rules?: Rule[] | undefined
  NextMarker?: string | undefined
}

export interface DescribeSSLPoliciesOutput {
  SslPolicies?: SslPolicy[] | undefined
  NextMarker?: string | undefined
}

export interface DescribeTagsOutput {
  TagDescriptions?: TagDescription[] | undefined
}

export interface DescribeTargetGroupAttributesOutput {
  Attributes?: TargetGroupAttribute[] | undefined
}

export interface DescribeTargetGroupsOutput {
  TargetGroups?: TargetGroup[] | undefined
  NextMarker?: string | undefined
}

export interface DescribeTargetHealthOutput {
  TargetHealthDescriptions?: TargetHealthDescription[] | undefined
}

export interface FixedResponseActionConfig {
  StatusCode: string | undefined
  MessageBody?: string | undefined
  ContentType?: string | undefined
}

export interface ForwardActionConfig {
  TargetGroups?: TargetGroupTuple[] | undefined
  TargetGroupStickinessConfig?: TargetGroupStickinessConfig | undefined
}

export interface HostHeaderConditionConfig {
  Values?: string[] | undefined
  RegexValues?: string[] | undefined
}

export interface HttpHeaderConditionConfig {
  HttpHeaderName?: string | undefined
  Values?: string[] | undefined
  RegexValues?: string[] | undefined
}

export interface HttpRequestMethodConditionConfig {
  Values?: string[] | undefined
}

export interface Limit {
  Name?: string | undefined
  Max?: string | undefined
}

export interface Listener {
  ListenerArn?: string | undefined
  LoadBalancerArn?: string | undefined
  Port?: number | undefined
  Protocol?: ProtocolEnum | undefined
  Certificates?: Certificate[] | undefined
  SslPolicy?: string | undefined
  DefaultActions?: Action[] | undefined
  AlpnPolicy?: string[] | undefined
  MutualAuthentication?: Document | undefined
}

export interface ListenerAttribute {
  Key?: string | undefined
  Value?: string | undefined
}

export interface LoadBalancer {
  LoadBalancerArn?: string | undefined
  DNSName?: string | undefined
  CanonicalHostedZoneId?: string | undefined
  CreatedTime?: Date | undefined
  LoadBalancerName?: string | undefined
  Scheme?: LoadBalancerSchemeEnum | undefined
  VpcId?: string | undefined
  State?: LoadBalancerState | undefined
  Type?: LoadBalancerTypeEnum | undefined
  AvailabilityZones?: AvailabilityZone[] | undefined
  SecurityGroups?: string[] | undefined
  IpAddressType?: IpAddressType | undefined
  CustomerOwnedIpv4Pool?: string | undefined
  EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic?: string | undefined
  EnablePrefixForIpv6SourceNat?: EnablePrefixForIpv6SourceNatEnum | undefined
  IpamPools?: Document | undefined
}

export interface LoadBalancerAddress {
  IpAddress?: string | undefined
  AllocationId?: string | undefined
  PrivateIPv4Address?: string | undefined
  IPv6Address?: string | undefined
}

export interface LoadBalancerAttribute {
  Key?: string | undefined
  Value?: string | undefined
}

export interface LoadBalancerState {
  Code?: LoadBalancerStateEnum | undefined
  Reason?: string | undefined
}

export interface Matcher {
  HttpCode?: string | undefined
  GrpcCode?: string | undefined
}

export interface ModifyListenerAttributesOutput {
  Attributes?: ListenerAttribute[] | undefined
}

export interface ModifyListenerOutput {
  Listeners?: Listener[] | undefined
}

export interface ModifyLoadBalancerAttributesOutput {
  Attributes?: LoadBalancerAttribute[] | undefined
}

export interface ModifyRuleOutput {
  Rules?: Rule[] | undefined
}

export interface ModifyTargetGroupAttributesOutput {
  Attributes?: TargetGroupAttribute[] | undefined
}

export interface ModifyTargetGroupOutput {
  TargetGroups?: TargetGroup[] | undefined
}

export interface PathPatternConditionConfig {
  Values?: string[] | undefined
  RegexValues?: string[] | undefined
}

export interface QueryStringConditionConfig {
  Values?: QueryStringKeyValuePair[] | undefined
}

export interface QueryStringKeyValuePair {
  Key?: string | undefined
  Value?: string | undefined
}

export interface RedirectActionConfig {
  StatusCode: RedirectActionStatusCodeEnum | undefined
  Protocol?: string | undefined
  Port?: string | undefined
  Host?: string | undefined
  Path?: string | undefined
  Query?: string | undefined
}

export type RegisterTargetsOutput = {}

export type RemoveListenerCertificatesOutput = {}

export type RemoveTagsOutput = {}

export interface Rule {
  RuleArn?: string | undefined
  Priority?: string | undefined
  Conditions?: RuleCondition[] | undefined
  Actions?: Action[] | undefined
  IsDefault?: boolean | undefined
  Transforms?: Document[] | undefined
}

export interface RuleCondition {
  Field?: string | undefined
  Values?: string[] | undefined
  HostHeaderConfig?: HostHeaderConditionConfig | undefined
  PathPatternConfig?: PathPatternConditionConfig | undefined
  HttpHeaderConfig?: HttpHeaderConditionConfig | undefined
  QueryStringConfig?: QueryStringConditionConfig | undefined
  HttpRequestMethodConfig?: HttpRequestMethodConditionConfig | undefined
  SourceIpConfig?: SourceIpConditionConfig | undefined
  RegexValues?: string[] | undefined
}

export interface SetIpAddressTypeOutput {
  IpAddressType?: IpAddressType | undefined
}

export interface SetRulePrioritiesOutput {
  Rules?: Rule[] | undefined
}

export interface SetSecurityGroupsOutput {
  SecurityGroupIds?: string[] | undefined
  EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic?: EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum | undefined
}

export interface SetSubnetsOutput {
  AvailabilityZones?: AvailabilityZone[] | undefined
  IpAddressType?: IpAddressType | undefined
  EnablePrefixForIpv6SourceNat?: EnablePrefixForIpv6SourceNatEnum | undefined
}

export interface SourceIpConditionConfig {
  Values?: string[] | undefined
  IpAddressType?: SourceIpAddressTypeEnum | undefined
}

export interface SslPolicy {
  SslProtocols?: string[] | undefined
  Ciphers?: Cipher[] | undefined
  Name?: string | undefined
  SupportedLoadBalancerTypes?: string[] | undefined
}

export interface Tag {
  Key: string | undefined
  Value?: string | undefined
}

export interface TagDescription {
  ResourceArn?: string | undefined
  Tags?: Tag[] | undefined
}

export interface TargetDescription {
  Id: string | undefined
  Port?: number | undefined
  AvailabilityZone?: string | undefined
  QuicServerId?: string | undefined
}

export interface TargetGroup {
  TargetGroupArn?: string | undefined
  TargetGroupName?: string | undefined
  Protocol?: ProtocolEnum | undefined
  Port?: number | undefined
  VpcId?: string | undefined
  HealthCheckProtocol?: ProtocolEnum | undefined
  HealthCheckPort?: string | undefined
  HealthCheckEnabled?: boolean | undefined
  HealthCheckIntervalSeconds?: number | undefined
  HealthCheckTimeoutSeconds?: number | undefined
  HealthyThresholdCount?: number | undefined
  UnhealthyThresholdCount?: number | undefined
  HealthCheckPath?: string | undefined
  Matcher?: Matcher | undefined
  LoadBalancerArns?: string[] | undefined
  TargetType?: TargetTypeEnum | undefined
  ProtocolVersion?: string | undefined
  IpAddressType?: TargetGroupIpAddressTypeEnum | undefined
  TargetControlPort?: number | undefined
}

export interface TargetGroupAttribute {
  Key?: string | undefined
  Value?: string | undefined
}

export interface TargetGroupStickinessConfig {
  Enabled?: boolean | undefined
  DurationSeconds?: number | undefined
}

export interface TargetGroupTuple {
  TargetGroupArn?: string | undefined
  Weight?: number | undefined
}

export interface TargetHealth {
  State?: TargetHealthStateEnum | undefined
  Reason?: TargetHealthReasonEnum | undefined
  Description?: string | undefined
}

export interface TargetHealthDescription {
  Target?: TargetDescription | undefined
  HealthCheckPort?: string | undefined
  TargetHealth?: TargetHealth | undefined
  AnomalyDetection?: AnomalyDetection | undefined
  AdministrativeOverride?: AdministrativeOverride | undefined
}

export interface Elbv2Inputs {
  AddListenerCertificates: AddListenerCertificatesInput
  AddTags: AddTagsInput
  CreateListener: CreateListenerInput
  CreateLoadBalancer: CreateLoadBalancerInput
  CreateRule: CreateRuleInput
  CreateTargetGroup: CreateTargetGroupInput
  DeleteListener: DeleteListenerInput
  DeleteLoadBalancer: DeleteLoadBalancerInput
  DeleteRule: DeleteRuleInput
  DeleteTargetGroup: DeleteTargetGroupInput
  DeregisterTargets: DeregisterTargetsInput
  DescribeAccountLimits: DescribeAccountLimitsInput
  DescribeListenerAttributes: DescribeListenerAttributesInput
  DescribeListenerCertificates: DescribeListenerCertificatesInput
  DescribeListeners: DescribeListenersInput
  DescribeLoadBalancerAttributes: DescribeLoadBalancerAttributesInput
  DescribeLoadBalancers: DescribeLoadBalancersInput
  DescribeRules: DescribeRulesInput
  DescribeSSLPolicies: DescribeSSLPoliciesInput
  DescribeTags: DescribeTagsInput
  DescribeTargetGroupAttributes: DescribeTargetGroupAttributesInput
  DescribeTargetGroups: DescribeTargetGroupsInput
  DescribeTargetHealth: DescribeTargetHealthInput
  ModifyListener: ModifyListenerInput
  ModifyListenerAttributes: ModifyListenerAttributesInput
  ModifyLoadBalancerAttributes: ModifyLoadBalancerAttributesInput
  ModifyRule: ModifyRuleInput
  ModifyTargetGroup: ModifyTargetGroupInput
  ModifyTargetGroupAttributes: ModifyTargetGroupAttributesInput
  RegisterTargets: RegisterTargetsInput
  RemoveListenerCertificates: RemoveListenerCertificatesInput
  RemoveTags: RemoveTagsInput
  SetIpAddressType: SetIpAddressTypeInput
  SetRulePriorities: SetRulePrioritiesInput
  SetSecurityGroups: SetSecurityGroupsInput
  SetSubnets: SetSubnetsInput
}

export interface Elbv2Outputs {
  AddListenerCertificates: AddListenerCertificatesOutput
  AddTags: AddTagsOutput
  CreateListener: CreateListenerOutput
  CreateLoadBalancer: CreateLoadBalancerOutput
  CreateRule: CreateRuleOutput
  CreateTargetGroup: CreateTargetGroupOutput
  DeleteListener: DeleteListenerOutput
  DeleteLoadBalancer: DeleteLoadBalancerOutput
  DeleteRule: DeleteRuleOutput
  DeleteTargetGroup: DeleteTargetGroupOutput
  DeregisterTargets: DeregisterTargetsOutput
  DescribeAccountLimits: DescribeAccountLimitsOutput
  DescribeListenerAttributes: DescribeListenerAttributesOutput
  DescribeListenerCertificates: DescribeListenerCertificatesOutput
  DescribeListeners: DescribeListenersOutput
  DescribeLoadBalancerAttributes: DescribeLoadBalancerAttributesOutput
  DescribeLoadBalancers: DescribeLoadBalancersOutput
  DescribeRules: DescribeRulesOutput
  DescribeSSLPolicies: DescribeSSLPoliciesOutput
  DescribeTags: DescribeTagsOutput
  DescribeTargetGroupAttributes: DescribeTargetGroupAttributesOutput
  DescribeTargetGroups: DescribeTargetGroupsOutput
  DescribeTargetHealth: DescribeTargetHealthOutput
  ModifyListener: ModifyListenerOutput
  ModifyListenerAttributes: ModifyListenerAttributesOutput
  ModifyLoadBalancerAttributes: ModifyLoadBalancerAttributesOutput
  ModifyRule: ModifyRuleOutput
  ModifyTargetGroup: ModifyTargetGroupOutput
  ModifyTargetGroupAttributes: ModifyTargetGroupAttributesOutput
  RegisterTargets: RegisterTargetsOutput
  RemoveListenerCertificates: RemoveListenerCertificatesOutput
  RemoveTags: RemoveTagsOutput
  SetIpAddressType: SetIpAddressTypeOutput
  SetRulePriorities: SetRulePrioritiesOutput
  SetSecurityGroups: SetSecurityGroupsOutput
  SetSubnets: SetSubnetsOutput
}

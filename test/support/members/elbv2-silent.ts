// Members of Elastic Load Balancing that leave no trace, and why that is right.

const IS_DEFAULT = 'refused: AWS says which certificate is the default one (LB-052)'
const ORDER = 'checked; a rule has one action, which AWS shows as the first (LB-030)'
const IPV4 = 'ipv4 is what silence means; IPv6 is refused'
const QUIC = 'refused: there are no target groups of QUIC (TG-002)'
const ZONE = 'id and port say which target is meant'
const CHECKED =
  'true is what silence means; false is refused, as it is for every group but those of Lambda functions (TG-020)'

export const ELBV2_SILENT = {
  AddListenerCertificates: { 'Certificates.IsDefault': IS_DEFAULT },
  RemoveListenerCertificates: { 'Certificates.IsDefault': IS_DEFAULT },
  CreateListener: { 'Certificates.IsDefault': IS_DEFAULT, 'DefaultActions.Order': ORDER },
  ModifyListener: { 'Certificates.IsDefault': IS_DEFAULT, 'DefaultActions.Order': ORDER },
  CreateRule: { 'Conditions.SourceIpConfig.IpAddressType': IPV4, 'Actions.Order': ORDER },
  ModifyRule: {
    'Conditions.SourceIpConfig.IpAddressType': IPV4,
    'Actions.Order': ORDER,
    ResetTransforms: 'no rule has a transform that could be taken away: transforms are refused',
  },
  CreateLoadBalancer: { IpAddressType: IPV4, EnablePrefixForIpv6SourceNat: 'off is what silence means; on is refused' },
  SetSubnets: { EnablePrefixForIpv6SourceNat: 'off is what silence means; on is refused' },
  CreateTargetGroup: { HealthCheckEnabled: CHECKED, IpAddressType: IPV4 },
  ModifyTargetGroup: { HealthCheckEnabled: CHECKED },
  RegisterTargets: { 'Targets.QuicServerId': QUIC },
  DeregisterTargets: { 'Targets.AvailabilityZone': ZONE, 'Targets.QuicServerId': QUIC },
  DescribeTargetHealth: { 'Targets.AvailabilityZone': ZONE, 'Targets.QuicServerId': QUIC },
} as const

// Inputs of Elastic Load Balancing that have between them every member which is not refused.
import type { Simulation } from '../../../src/index.ts'
import { pagesOf } from './pages.ts'
import { ADDED, CERTIFICATE } from './world.ts'

const Tags = [{ Key: 'a', Value: 'b' }]
const OTHER = CERTIFICATE.replace('11111111', '22222222')

const checking = {
  HealthCheckProtocol: 'HTTPS',
  HealthCheckPort: '8080',
  HealthCheckPath: '/health',
  HealthCheckIntervalSeconds: 10,
  HealthCheckTimeoutSeconds: 4,
  HealthyThresholdCount: 3,
  UnhealthyThresholdCount: 4,
  Matcher: { HttpCode: '200-299' },
}

const Conditions = [
  { Field: 'path-pattern', PathPatternConfig: { Values: ['/a'] } },
  { Field: 'host-header', HostHeaderConfig: { Values: ['a.com'] } },
  { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Test', Values: ['1'] } },
  { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'a', Value: 'b' }] } },
  { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } },
]
const FROM = [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8'] } }]
const REGEX = 'RegexValues'
const PATH = [{ Field: 'path-pattern', Values: ['/b'] }]

const redirect = {
  Type: 'redirect',
  RedirectConfig: { StatusCode: 'HTTP_301', Protocol: 'HTTPS', Port: '8443', Host: 'b.com', Path: '/b', Query: 'c=d' },
}
const fixed = {
  Type: 'fixed-response',
  FixedResponseConfig: { StatusCode: '404', MessageBody: 'no', ContentType: 'text/plain' },
}

/** @param world where the inputs find what they name */
export function elbv2Cases({ elbv2 }: Simulation): Record<string, readonly object[]> {
  const { LoadBalancers } = elbv2.describeLoadBalancers()
  const [front = '', wire = ''] = LoadBalancers.map(({ LoadBalancerArn = '' }) => LoadBalancerArn)
  const listenersOf = (LoadBalancerArn: string) =>
    elbv2.describeListeners({ LoadBalancerArn }).Listeners.map(({ ListenerArn = '' }) => ListenerArn)
  const [plain = '', secure = ''] = listenersOf(front)
  const [, tls = ''] = listenersOf(wire)
  const [rule = '', next = ''] = elbv2.describeRules({ ListenerArn: plain }).Rules.map(({ RuleArn = '' }) => RuleArn)
  const groupOf = (name: string) => elbv2.describeTargetGroups({ Names: [name] }).TargetGroups[0]
  const { TargetGroupArn = '', VpcId } = groupOf('front') ?? {}
  const second = groupOf('front-2')?.TargetGroupArn
  const paged = (operation: string, input: object = {}) =>
    pagesOf(elbv2, operation, input, ['PageSize', 'Marker', 'NextMarker'])
  const forwards = [
    { Type: 'forward', TargetGroupArn },
    {
      Type: 'forward',
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn, Weight: 3 },
          { TargetGroupArn: second, Weight: 2 },
        ],
        TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 },
      },
    },
  ]
  const actions = (name: string) => [...forwards, redirect, fixed].map((action) => ({ [name]: [action] }))
  return {
    AddListenerCertificates: [{ ListenerArn: secure, Certificates: [{ CertificateArn: OTHER }] }],
    AddTags: [{ ResourceArns: [front], Tags }],
    CreateListener: [
      ...actions('DefaultActions').map((each) => ({
        LoadBalancerArn: front,
        Protocol: 'HTTP',
        Port: 81,
        ...each,
        Tags,
      })),
      {
        LoadBalancerArn: wire,
        Protocol: 'TLS',
        Port: 444,
        SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
        Certificates: [{ CertificateArn: OTHER }],
        AlpnPolicy: ['HTTP2Preferred'],
        DefaultActions: [{ Type: 'forward', TargetGroupArn: groupOf('wire')?.TargetGroupArn }],
      },
    ],
    CreateLoadBalancer: [
      {
        Name: 'new',
        Subnets: ['subnet-a', 'subnet-b'],
        SecurityGroups: ['sg-1'],
        Scheme: 'internal',
        Tags,
        IpAddressType: 'ipv4',
      },
      { Name: 'new', Type: 'network', SubnetMappings: [{ SubnetId: 'subnet-a', AllocationId: 'eipalloc-1' }] },
      { Name: 'new', Type: 'network', SubnetMappings: [{ SubnetId: 'subnet-a', PrivateIPv4Address: '10.0.0.9' }] },
    ],
    CreateRule: [
      ...actions('Actions').map((each) => ({ ListenerArn: plain, Priority: 7, Conditions, ...each, Tags })),
      { ListenerArn: plain, Priority: 7, Conditions: FROM, Actions: [fixed] },
      { ListenerArn: plain, Priority: 7, Conditions: PATH, Actions: [fixed] },
      ...regexes().map((each) => ({ ListenerArn: plain, Priority: 7, Actions: [fixed], Conditions: [each] })),
    ],
    CreateTargetGroup: [
      { Name: 'new', Protocol: 'HTTP', Port: 80, VpcId, TargetType: 'ip', Tags, ...checking },
      { Name: 'new', Protocol: 'HTTP', Port: 80, VpcId, ProtocolVersion: 'GRPC' },
    ],
    DeleteListener: [{ ListenerArn: plain }],
    DeleteLoadBalancer: [{ LoadBalancerArn: front }],
    DeleteRule: [{ RuleArn: rule }],
    DeleteTargetGroup: [{ TargetGroupArn: groupOf('wire-2')?.TargetGroupArn }],
    DeregisterTargets: [
      { TargetGroupArn, Targets: [{ Id: '10.0.0.1' }] },
      { TargetGroupArn, Targets: [{ Id: '10.0.0.1', Port: 81 }] },
    ],
    DescribeAccountLimits: paged('DescribeAccountLimits'),
    DescribeListenerAttributes: [{ ListenerArn: plain }],
    DescribeListenerCertificates: [
      { ListenerArn: secure },
      ...paged('DescribeListenerCertificates', { ListenerArn: secure }),
    ],
    DescribeListeners: [
      { LoadBalancerArn: front },
      { ListenerArns: [plain] },
      ...paged('DescribeListeners', { LoadBalancerArn: front }),
    ],
    DescribeLoadBalancerAttributes: [{ LoadBalancerArn: front }],
    DescribeLoadBalancers: [{ LoadBalancerArns: [front] }, { Names: ['wire'] }, ...paged('DescribeLoadBalancers')],
    DescribeRules: [{ ListenerArn: plain }, { RuleArns: [rule] }, ...paged('DescribeRules', { ListenerArn: plain })],
    DescribeSSLPolicies: [
      { Names: ['ELBSecurityPolicy-2016-08'] },
      { LoadBalancerType: 'gateway' },
      ...paged('DescribeSSLPolicies'),
    ],
    DescribeTags: [{ ResourceArns: [front] }],
    DescribeTargetGroupAttributes: [{ TargetGroupArn }],
    DescribeTargetGroups: [
      { LoadBalancerArn: front },
      { TargetGroupArns: [TargetGroupArn] },
      { Names: ['wire'] },
      ...paged('DescribeTargetGroups'),
    ],
    DescribeTargetHealth: [
      { TargetGroupArn, Targets: [{ Id: '10.0.0.1', Port: 81 }] },
      { TargetGroupArn: groupOf('side')?.TargetGroupArn, Include: ['AnomalyDetection'] },
    ],
    ModifyListener: [
      ...actions('DefaultActions').map((each) => ({ ListenerArn: plain, Port: 82, Protocol: 'HTTP', ...each })),
      {
        ListenerArn: secure,
        Certificates: [{ CertificateArn: OTHER }],
        SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      },
      { ListenerArn: tls, AlpnPolicy: ['HTTP2Preferred'] },
      { ListenerArn: plain, Protocol: 'HTTPS', Certificates: [{ CertificateArn: OTHER }] },
    ],
    ModifyListenerAttributes: [
      { ListenerArn: plain, Attributes: [{ Key: 'routing.http.response.server.enabled', Value: 'false' }] },
    ],
    ModifyLoadBalancerAttributes: [
      { LoadBalancerArn: front, Attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '5' }] },
    ],
    ModifyRule: [
      ...actions('Actions').map((each) => ({ RuleArn: rule, Conditions, ...each })),
      { RuleArn: rule, Conditions: FROM },
      { RuleArn: rule, Conditions: PATH },
      ...regexes().map((each) => ({ RuleArn: rule, Conditions: [each] })),
    ],
    ModifyTargetGroup: [{ TargetGroupArn, ...checking }],
    ModifyTargetGroupAttributes: [
      { TargetGroupArn, Attributes: [{ Key: 'slow_start.duration_seconds', Value: '30' }] },
    ],
    RegisterTargets: [{ TargetGroupArn, Targets: [{ Id: '10.0.0.3', Port: 81, AvailabilityZone: 'all' }] }],
    RemoveListenerCertificates: [{ ListenerArn: secure, Certificates: [{ CertificateArn: ADDED }] }],
    RemoveTags: [{ ResourceArns: [front], TagKeys: ['team'] }],
    SetIpAddressType: [{ LoadBalancerArn: front, IpAddressType: 'ipv4' }],
    SetRulePriorities: [{ RulePriorities: [{ RuleArn: next, Priority: 9 }] }],
    SetSecurityGroups: [
      { LoadBalancerArn: front, SecurityGroups: ['sg-1'] },
      {
        LoadBalancerArn: wire,
        SecurityGroups: ['sg-1'],
        EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off',
      },
    ],
    SetSubnets: [
      { LoadBalancerArn: front, Subnets: ['subnet-a', 'subnet-c'] },
      { LoadBalancerArn: wire, SubnetMappings: [{ SubnetId: 'subnet-a', AllocationId: 'eipalloc-1' }] },
      { LoadBalancerArn: wire, SubnetMappings: [{ SubnetId: 'subnet-a', PrivateIPv4Address: '10.0.0.9' }] },
    ],
  }
}

/** Every place in which a regular expression may stand. */
function regexes(): object[] {
  const values = { [REGEX]: ['^/a'] }
  return [
    { Field: 'path-pattern', ...values },
    { Field: 'path-pattern', PathPatternConfig: values },
    { Field: 'host-header', HostHeaderConfig: values },
    { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Test', ...values } },
  ]
}

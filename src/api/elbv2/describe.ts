// How does AWS show load balancers, listeners, rules and target groups?
import type {
  Listener,
  ListenerRule,
  LoadBalancer,
  RuleAction,
  RuleCondition,
  TargetGroup,
} from '../../model/balancing.ts'
import type { WorldView } from '../../model/view.ts'
import { copyOf, dateOf, present } from '../dates.ts'
import type {
  Action as AwsAction,
  RuleCondition as AwsCondition,
  Listener as AwsListener,
  LoadBalancer as AwsLoadBalancer,
  Rule as AwsRule,
  TargetGroup as AwsTargetGroup,
} from '../shapes/elbv2-types.generated.ts'

export function describeLoadBalancer(row: Readonly<LoadBalancer>): AwsLoadBalancer {
  return {
    LoadBalancerArn: row.arn,
    DNSName: row.dnsName,
    CreatedTime: dateOf(row.createdAtMs),
    LoadBalancerName: row.name,
    Scheme: row.scheme,
    VpcId: row.vpcId,
    State: { Code: 'active' },
    Type: row.type,
    AvailabilityZones: row.zones.map(({ subnetId, availabilityZone, address }) => ({
      ZoneName: availabilityZone,
      SubnetId: subnetId,
      LoadBalancerAddresses: address === undefined ? [] : [{ ...address }],
    })),
    SecurityGroups: [...row.securityGroups],
    IpAddressType: 'ipv4',
    ...(copyOf(row.kept) as Partial<AwsLoadBalancer>),
  }
}

export function describeTargetGroup(row: Readonly<TargetGroup>): AwsTargetGroup {
  const { healthCheck: check } = row
  return {
    TargetGroupArn: row.arn,
    TargetGroupName: row.name,
    Protocol: row.protocol as NonNullable<AwsTargetGroup['Protocol']>,
    Port: row.port,
    VpcId: row.vpcId,
    HealthCheckProtocol: check.protocol as NonNullable<AwsTargetGroup['HealthCheckProtocol']>,
    HealthCheckPort: check.port,
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: check.intervalSeconds,
    HealthCheckTimeoutSeconds: check.timeoutSeconds,
    HealthyThresholdCount: check.healthyThreshold,
    UnhealthyThresholdCount: check.unhealthyThreshold,
    ...present('HealthCheckPath', check.path),
    ...(check.matcher === null ? {} : { Matcher: { HttpCode: check.matcher } }),
    LoadBalancerArns: row.loadBalancerArn === null ? [] : [row.loadBalancerArn],
    TargetType: row.targetType,
    IpAddressType: 'ipv4',
    ...(copyOf(row.kept) as Partial<AwsTargetGroup>),
  }
}

export function describeListener(world: WorldView, row: Readonly<Listener>): AwsListener {
  const rules = [...world.tables.listenerRules.values()]
  const action = rules.find(({ listenerArn, priority }) => listenerArn === row.arn && priority === null)?.action
  return {
    ListenerArn: row.arn,
    LoadBalancerArn: row.loadBalancerArn,
    Port: row.port,
    Protocol: row.protocol as NonNullable<AwsListener['Protocol']>,
    DefaultActions: action === undefined ? [] : [describeAction(action)],
    ...(copyOf(row.kept) as Partial<AwsListener>),
  }
}

export function describeRule(row: Readonly<ListenerRule>): AwsRule {
  return {
    RuleArn: row.arn,
    Priority: row.priority === null ? 'default' : String(row.priority),
    Conditions: row.conditions.map(describeCondition),
    Actions: [describeAction(row.action)],
    IsDefault: row.priority === null,
  }
}

function describeAction(action: RuleAction): AwsAction {
  switch (action.type) {
    case 'forward': {
      const [only] = action.groups
      const { stickinessSeconds } = action
      return {
        Type: 'forward',
        ...(action.groups.length === 1 ? { TargetGroupArn: only!.targetGroupArn } : {}),
        Order: 1,
        ForwardConfig: {
          TargetGroups: action.groups.map(({ targetGroupArn, weight }) => ({
            TargetGroupArn: targetGroupArn,
            Weight: weight,
          })),
          TargetGroupStickinessConfig: {
            Enabled: stickinessSeconds !== null,
            ...present('DurationSeconds', stickinessSeconds),
          },
        },
      }
    }
    case 'redirect': {
      const { statusCode, protocol, host, port, path, query } = action
      return {
        Type: 'redirect',
        Order: 1,
        RedirectConfig: {
          StatusCode: `HTTP_${statusCode}`,
          Protocol: protocol,
          Host: host,
          Port: port,
          Path: path,
          Query: query,
        },
      }
    }
    default:
      return {
        Type: 'fixed-response',
        Order: 1,
        FixedResponseConfig: {
          StatusCode: String(action.statusCode),
          ...present('MessageBody', action.messageBody),
          ...present('ContentType', action.contentType),
        },
      }
  }
}

function describeCondition(condition: RuleCondition): AwsCondition {
  const { field: Field } = condition
  switch (condition.field) {
    case 'path-pattern':
      return { Field, Values: [...condition.values], PathPatternConfig: { Values: [...condition.values] } }
    case 'host-header':
      return { Field, Values: [...condition.values], HostHeaderConfig: { Values: [...condition.values] } }
    case 'http-request-method':
      return { Field, HttpRequestMethodConfig: { Values: [...condition.values] } }
    case 'source-ip':
      return { Field, SourceIpConfig: { Values: [...condition.values] } }
    case 'http-header':
      return { Field, HttpHeaderConfig: { HttpHeaderName: condition.name, Values: [...condition.values] } }
    default: {
      const Values = condition.pairs.map(({ key, value }) => ({ ...present('Key', key), Value: value }))
      return { Field, QueryStringConfig: { Values } }
    }
  }
}

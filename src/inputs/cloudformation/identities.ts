// What are the resources called that become pieces, and what do Ref and Fn::GetAtt return for them?
import type { Handle } from './handle.ts'
import { derivedId, derivedUuid, hex16, physicalName, shortPhysicalName } from './made-up.ts'

export type Names = Readonly<Record<string, string>>

export interface Identity {
  readonly names: (handle: Handle) => Names
  /** Which of the names Ref returns, and which each attribute. */
  readonly ref: string
  readonly attributes: Readonly<Record<string, string>>
}

function nameOf(handle: Handle, property: string): string {
  return handle.text(property) ?? physicalName(handle.stackName, handle.resource.id)
}

function shortNameOf(handle: Handle): string {
  return handle.text('Name') ?? shortPhysicalName(handle.stackName, handle.resource.id)
}

export function arn(handle: Handle, service: string, resource: string): string {
  const { partition, region, accountId } = handle.scope.realm
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`
}

/** The last part of an ARN, or the name itself. */
export function lastPart(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1)
}

function ecsNames(property: string, noun: string): (handle: Handle) => Names {
  return (handle) => {
    const name = nameOf(handle, property)
    return { name, arn: arn(handle, 'ecs', `${noun}/${name}`) }
  }
}

function serviceNames(handle: Handle): Names {
  const name = nameOf(handle, 'ServiceName')
  const cluster = lastPart(handle.text('Cluster') ?? 'default')
  return { name, arn: arn(handle, 'ecs', `service/${cluster}/${name}`) }
}

function definitionNames(handle: Handle): Names {
  const family = nameOf(handle, 'Family')
  const name = `${family}:${handle.scope.revisionOf(family, handle.key)}`
  return { name, arn: arn(handle, 'ecs', `task-definition/${name}`) }
}

const LOAD_BALANCER_KINDS: ReadonlyMap<string, string> = new Map([
  ['network', 'net'],
  ['gateway', 'gwy'],
])

function loadBalancerNames(handle: Handle): Names {
  const { region, urlSuffix } = handle.scope.realm
  const name = shortNameOf(handle)
  const kind = LOAD_BALANCER_KINDS.get(handle.text('Type') ?? '') ?? 'app'
  const id = hex16(handle.seed)
  const fullName = `${kind}/${name}/${id}`
  const internal = handle.text('Scheme') === 'internal' ? 'internal-' : ''
  const dnsName = `${internal}${name}-${Number.parseInt(id.slice(0, 8), 16)}.${region}.elb.${urlSuffix}`
  return { name, arn: arn(handle, 'elasticloadbalancing', `loadbalancer/${fullName}`), fullName, dnsName }
}

function targetGroupNames(handle: Handle): Names {
  const name = shortNameOf(handle)
  const fullName = `targetgroup/${name}/${hex16(handle.seed)}`
  return { name, arn: arn(handle, 'elasticloadbalancing', fullName), fullName }
}

function listenerNames(handle: Handle): Names {
  const loadBalancer = handle.text('LoadBalancerArn') ?? ''
  return { arn: `${loadBalancer.replace(':loadbalancer/', ':listener/')}/${hex16(handle.seed)}` }
}

function ruleNames(handle: Handle): Names {
  const listener = handle.text('ListenerArn') ?? ''
  return { arn: `${listener.replace(':listener/', ':listener-rule/')}/${hex16(handle.seed)}` }
}

function groupNames(handle: Handle): Names {
  const name = nameOf(handle, 'AutoScalingGroupName')
  const uuid = hex16(handle.seed)
  return { name, arn: arn(handle, 'autoscaling', `autoScalingGroup:${uuid}:autoScalingGroupName/${name}`) }
}

function policyNames(owner: string): (handle: Handle) => Names {
  return (handle) => {
    const name = nameOf(handle, 'PolicyName')
    const whose = `${owner}/${handle.mention('AutoScalingGroupName') ?? handle.mention('ResourceId') ?? ''}`
    return {
      name,
      arn: arn(handle, 'autoscaling', `scalingPolicy:${derivedUuid(handle.seed)}:${whose}:policyName/${name}`),
    }
  }
}

/** `service/cluster/web|ecs:service:DesiredCount|ecs`. */
function targetNames(handle: Handle): Names {
  return {
    id: ['ResourceId', 'ScalableDimension', 'ServiceNamespace'].map((name) => handle.mention(name) ?? '').join('|'),
  }
}

function alarmNames(handle: Handle): Names {
  const name = nameOf(handle, 'AlarmName')
  return { name, arn: arn(handle, 'cloudwatch', `alarm:${name}`) }
}

export const IDENTITIES: Readonly<Record<string, Identity>> = {
  'AWS::ECS::Cluster': { names: ecsNames('ClusterName', 'cluster'), ref: 'name', attributes: { Arn: 'arn' } },
  'AWS::ECS::CapacityProvider': {
    names: ecsNames('Name', 'capacity-provider'),
    ref: 'name',
    attributes: { Arn: 'arn' },
  },
  'AWS::ECS::ClusterCapacityProviderAssociations': {
    names: (handle) => ({ name: lastPart(handle.text('Cluster') ?? 'default') }),
    ref: 'name',
    attributes: {},
  },
  'AWS::ECS::TaskDefinition': { names: definitionNames, ref: 'arn', attributes: { TaskDefinitionArn: 'arn' } },
  'AWS::ECS::Service': { names: serviceNames, ref: 'arn', attributes: { Name: 'name', ServiceArn: 'arn' } },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    names: loadBalancerNames,
    ref: 'arn',
    attributes: {
      DNSName: 'dnsName',
      LoadBalancerArn: 'arn',
      LoadBalancerFullName: 'fullName',
      LoadBalancerName: 'name',
    },
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    names: targetGroupNames,
    ref: 'arn',
    attributes: { TargetGroupArn: 'arn', TargetGroupFullName: 'fullName', TargetGroupName: 'name' },
  },
  'AWS::ElasticLoadBalancingV2::Listener': { names: listenerNames, ref: 'arn', attributes: { ListenerArn: 'arn' } },
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': {
    names: (handle) => ({ id: physicalName(handle.stackName, handle.resource.id) }),
    ref: 'id',
    attributes: {},
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': { names: ruleNames, ref: 'arn', attributes: { RuleArn: 'arn' } },
  'AWS::AutoScaling::AutoScalingGroup': {
    names: groupNames,
    ref: 'name',
    attributes: { AutoScalingGroupARN: 'arn', Arn: 'arn' },
  },
  'AWS::AutoScaling::LifecycleHook': {
    names: (handle) => ({ name: nameOf(handle, 'LifecycleHookName') }),
    ref: 'name',
    attributes: {},
  },
  'AWS::AutoScaling::ScalingPolicy': {
    names: policyNames('autoScalingGroupName'),
    ref: 'arn',
    attributes: { Arn: 'arn', PolicyName: 'name' },
  },
  'AWS::AutoScaling::ScheduledAction': {
    names: (handle) => ({ name: physicalName(handle.stackName, handle.resource.id) }),
    ref: 'name',
    attributes: { ScheduledActionName: 'name' },
  },
  'AWS::AutoScaling::WarmPool': {
    names: (handle) => ({ name: physicalName(handle.stackName, handle.resource.id) }),
    ref: 'name',
    attributes: {},
  },
  'AWS::ApplicationAutoScaling::ScalableTarget': { names: targetNames, ref: 'id', attributes: { Id: 'id' } },
  'AWS::ApplicationAutoScaling::ScalingPolicy': {
    names: policyNames('resource/ecs'),
    ref: 'arn',
    attributes: { Arn: 'arn' },
  },
  'AWS::CloudWatch::Alarm': { names: alarmNames, ref: 'name', attributes: { Arn: 'arn' } },
  'AWS::CloudWatch::CompositeAlarm': { names: alarmNames, ref: 'name', attributes: { Arn: 'arn' } },
  'AWS::AutoScaling::LaunchConfiguration': {
    names: (handle) => ({ name: nameOf(handle, 'LaunchConfigurationName') }),
    ref: 'name',
    attributes: {},
  },
  'AWS::EC2::LaunchTemplate': {
    names: (handle) => ({
      id: derivedId('lt', handle.scope.realm, handle.seed),
      name: nameOf(handle, 'LaunchTemplateName'),
      version: '1',
    }),
    ref: 'id',
    attributes: { LaunchTemplateId: 'id', LatestVersionNumber: 'version', DefaultVersionNumber: 'version' },
  },
}

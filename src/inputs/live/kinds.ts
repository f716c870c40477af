// Which answer of the AWS CLI does a file hold? Its first members say so, whatever the file is called.
import type { Step } from '../document.ts'

export interface Kind {
  /** The member of the answer that holds what was asked for. */
  readonly key: string
  /** The member by which an item is known; null where AWS does not say what the answer is about. */
  readonly id: string | null
  /** How to ask for it. */
  readonly command: string
}

const kind = (key: string, id: string | null, command: string): Kind => ({ key, id, command: `aws ${command}` })

export const KINDS = {
  clusters: kind('clusters', 'clusterArn', 'ecs describe-clusters'),
  services: kind('services', 'serviceArn', 'ecs describe-services'),
  tasks: kind('tasks', 'taskArn', 'ecs describe-tasks'),
  taskDefinitions: kind('taskDefinition', 'taskDefinitionArn', 'ecs describe-task-definition'),
  instances: kind('containerInstances', 'containerInstanceArn', 'ecs describe-container-instances'),
  providers: kind('capacityProviders', 'capacityProviderArn', 'ecs describe-capacity-providers'),
  balancers: kind('LoadBalancers', 'LoadBalancerArn', 'elbv2 describe-load-balancers'),
  groups: kind('TargetGroups', 'TargetGroupArn', 'elbv2 describe-target-groups'),
  attributes: kind('Attributes', null, 'elbv2 describe-target-group-attributes'),
  listeners: kind('Listeners', 'ListenerArn', 'elbv2 describe-listeners'),
  rules: kind('Rules', 'RuleArn', 'elbv2 describe-rules'),
  health: kind('TargetHealthDescriptions', null, 'elbv2 describe-target-health'),
  scalingGroups: kind('AutoScalingGroups', 'AutoScalingGroupARN', 'autoscaling describe-auto-scaling-groups'),
  scalableTargets: kind('ScalableTargets', 'ResourceId', 'application-autoscaling describe-scalable-targets'),
  scalingPolicies: kind('ScalingPolicies', 'PolicyARN', 'application-autoscaling describe-scaling-policies'),
  alarms: kind('MetricAlarms', 'AlarmArn', 'cloudwatch describe-alarms'),
  compositeAlarms: kind('CompositeAlarms', 'AlarmArn', 'cloudwatch describe-alarms --alarm-types CompositeAlarm'),
  subnets: kind('Subnets', 'SubnetId', 'ec2 describe-subnets'),
} as const

export type KindName = keyof typeof KINDS

export const KIND_NAMES = Object.keys(KINDS) as KindName[]

/** What only lists names, and what to ask for instead. */
export const LISTS: Readonly<Record<string, string>> = {
  clusterArns: 'aws ecs describe-clusters --clusters …',
  serviceArns: 'aws ecs describe-services --cluster … --services …',
  taskArns: 'aws ecs describe-tasks --cluster … --tasks …',
  containerInstanceArns: 'aws ecs describe-container-instances --cluster … --container-instances …',
  taskDefinitionArns: 'aws ecs describe-task-definition --task-definition …',
  families: 'aws ecs describe-task-definition --task-definition …',
}

/** Where the items of an answer stand: in a list, or one alone. */
export function stepsTo(name: KindName, index: number): readonly Step[] {
  const { key } = KINDS[name]
  return name === 'taskDefinitions' ? [key] : [key, index]
}

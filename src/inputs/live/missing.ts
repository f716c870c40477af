// Do the files tell everything that their services need? What they do not is asked for, all at once.

import { mistake, within } from '../place.ts'
import type { AwsInput } from '../services.ts'
import { type Gathered, type Item, tellsTasks } from './gather.ts'
import { lastOf, recordOf, recordsOf, textOf, textsOf } from './members.ts'
import { clusterArnOf, revisionName } from './piece.ts'
import { zonesOf } from './settings.ts'
import { Wants } from './wants.ts'

/** @throws UsageError with the commands that print what is missing */
export function askForMissing(all: Gathered, services: readonly Item[]): void {
  const wants = new Wants()
  for (const service of services) {
    wantDefinitions(wants, service, all, tellsTasks(all, services))
    wantGroups(wants, service, all)
    wantSubnets(wants, service, all)
  }
  wantInstances(wants, services, all)
  wantRouting(wants, all)
  wants.refuse()
}

function wantDefinitions(wants: Wants, { value, place }: Item, all: Gathered, areTasksTold: boolean): void {
  const known = new Set(all.taskDefinitions.map((item) => revisionName(item.value)))
  const rows = recordsOf(value.deployments).map(({ taskDefinition }, index) => ({
    taskDefinition,
    at: within(place, 'deployments', index, 'taskDefinition'),
  }))
  const wanted = [
    { taskDefinition: value.taskDefinition, at: within(place, 'taskDefinition') },
    ...(areTasksTold ? rows : []),
  ]
  for (const { taskDefinition, at } of wanted) {
    const arn = textOf(taskDefinition)
    if (arn === undefined) throw mistake(at, 'expected a task definition by its ARN.', { expected: 'an ARN' })
    const name = lastOf(arn)
    if (!known.has(name))
      wants.add(
        `aws ecs describe-task-definition --task-definition ${name}`,
        `service ${value.serviceName} uses ${name}`,
        at,
      )
  }
}

function wantGroups(wants: Wants, { value, place }: Item, { groups }: Gathered): void {
  for (const [index, { targetGroupArn }] of recordsOf(value.loadBalancers).entries()) {
    const arn = textOf(targetGroupArn)
    if (arn === undefined || groups.some((group) => group.value.TargetGroupArn === arn)) continue
    wants.add(
      `aws elbv2 describe-target-groups --target-group-arns ${arn}`,
      `service ${value.serviceName} stands in it`,
      within(place, 'loadBalancers', index),
    )
  }
}

function wantSubnets(wants: Wants, { value, place }: Item, all: Gathered): void {
  const { awsvpcConfiguration } = recordOf(value.networkConfiguration)
  const zones = zonesOf(all)
  const unknown = textsOf(recordOf(awsvpcConfiguration).subnets).filter((subnet) => !zones.has(subnet))
  if (unknown.length === 0) return
  const at = within(place, 'networkConfiguration')
  wants.add(
    `aws ec2 describe-subnets --subnet-ids ${unknown.join(' ')}`,
    `service ${value.serviceName} uses them: their zones`,
    at,
  )
}

/** An EC2 service needs instances: those that are registered, or those that an Auto Scaling group wants. */
function wantInstances(wants: Wants, services: readonly Item[], { instances, scalingGroups, tasks }: Gathered): void {
  const onInstances = services.filter(({ value }) => isOnInstances(value))
  if (instances.length === 0 && scalingGroups.length === 0)
    for (const { value, place } of onInstances)
      wants.add(
        describeInstances(value, '$(aws ecs list-container-instances …)'),
        `service ${value.serviceName} runs on them`,
        place,
      )
  if (instances.length === 0) return
  const missing = tasks.filter(
    ({ value }) =>
      value.lastStatus === 'RUNNING' &&
      value.containerInstanceArn !== undefined &&
      !instances.some((instance) => instance.value.containerInstanceArn === value.containerInstanceArn),
  )
  for (const { value, place } of missing)
    wants.add(
      describeInstances(value, lastOf(String(value.containerInstanceArn))),
      `task ${lastOf(String(value.taskArn))} runs on it`,
      within(place, 'containerInstanceArn'),
    )
}

function isOnInstances({ launchType, capacityProviderStrategy }: AwsInput): boolean {
  const providers = recordsOf(capacityProviderStrategy).map(({ capacityProvider }) => String(capacityProvider))
  return providers.length > 0 ? providers.some((name) => !name.startsWith('FARGATE')) : launchType !== 'FARGATE'
}

function describeInstances(value: AwsInput, which: string): string {
  const cluster = lastOf(clusterArnOf(value) ?? 'default')
  return `aws ecs describe-container-instances --cluster ${cluster} --include TAGS --container-instances ${which}`
}

/** From a group to its load balancer, from that to its listeners, and to the rule that names the group. */
function wantRouting(wants: Wants, { groups, balancers, listeners, rules }: Gathered): void {
  for (const { value, place } of groups) {
    for (const arn of textsOf(value.LoadBalancerArns)) {
      const why = `target group ${value.TargetGroupName} stands behind it`
      if (!balancers.some((each) => each.value.LoadBalancerArn === arn))
        wants.add(`aws elbv2 describe-load-balancers --load-balancer-arns ${arn}`, why, place)
      const own = listeners.filter((each) => each.value.LoadBalancerArn === arn)
      if (own.length === 0) wants.add(`aws elbv2 describe-listeners --load-balancer-arn ${arn}`, why, place)
      const isNamed = [...own, ...rules].some((each) =>
        JSON.stringify(each.value).includes(String(value.TargetGroupArn)),
      )
      for (const listener of isNamed ? [] : own)
        wants.add(
          `aws elbv2 describe-rules --listener-arn ${listener.value.ListenerArn}`,
          `one of its rules names target group ${value.TargetGroupName}`,
          listener.place,
        )
    }
  }
}

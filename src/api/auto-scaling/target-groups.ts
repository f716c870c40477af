// In which target groups do a group's instances stand? Attached, detached, described; as traffic sources, too (AG-11).

import { membersOf } from '../../engine/auto-scaling/members.ts'
import { attachTargetGroups, detachTargetGroups, standIn } from '../../engine/auto-scaling/targets.ts'
import { command } from '../../engine/command.ts'
import { locateSubnets } from '../../engine/subnets.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import type { AutoScalingGroup, GroupTargetGroup } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'
import { notSimulated, refuse } from '../refuse.ts'
import type {
  DescribeLoadBalancerTargetGroupsOutput,
  DescribeTrafficSourcesOutput,
} from '../shapes/auto-scaling-types.generated.ts'
import type { Answered } from './answer.ts'
import { getGroup } from './find.ts'
import { checkOneOf, type GroupsInput, invalid, pageOf, parseGroupsInput } from './parse.ts'

const MOST_A_CALL = 10
const MOST_A_GROUP = 50

type Group = Readonly<AutoScalingGroup>
type Sources = GroupsInput<'AttachTrafficSources'>['TrafficSources']

/** A target group that somebody names, and where. */
interface Named {
  readonly arn: string
  readonly path: string
}

/** Of a group that is made: target groups and traffic sources together. @throws ValidationError, UnsupportedFeatureException */
export function readTargetGroups(
  world: World,
  {
    TargetGroupARNs: arns = [],
    TrafficSources: sources = [],
  }: { readonly TargetGroupARNs?: readonly string[]; readonly TrafficSources?: Sources },
  subnetIds: readonly string[],
): string[] {
  return checked(world, [...namedByArn(arns), ...namedBySource(sources)], subnetIds)
}

/** Serving instances are registered at once. @throws ValidationError */
export function attachLoadBalancerTargetGroups(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('AttachLoadBalancerTargetGroups', input)
  return attach(world, 'attachLoadBalancerTargetGroups', parsed, namedByArn(parsed.TargetGroupARNs))
}

/** Instances leave with the deregistration delay of the target group. @throws ValidationError */
export function detachLoadBalancerTargetGroups(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('DetachLoadBalancerTargetGroups', input)
  return detach(world, 'detachLoadBalancerTargetGroups', parsed, namedByArn(parsed.TargetGroupARNs))
}

/** @throws ValidationError, UnsupportedFeatureException */
export function attachTrafficSources(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('AttachTrafficSources', input)
  return attach(world, 'attachTrafficSources', parsed, namedBySource(parsed.TrafficSources))
}

/** @throws ValidationError, UnsupportedFeatureException */
export function detachTrafficSources(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('DetachTrafficSources', input)
  return detach(world, 'detachTrafficSources', parsed, namedBySource(parsed.TrafficSources))
}

/** @throws ValidationError */
export function describeLoadBalancerTargetGroups(
  world: WorldView,
  input: unknown,
): Answered<DescribeLoadBalancerTargetGroupsOutput, 'LoadBalancerTargetGroups'> {
  const parsed = parseGroupsInput('DescribeLoadBalancerTargetGroups', input)
  const group = getGroup(world, parsed.AutoScalingGroupName)
  const { items, ...more } = pageOf(group.targetGroups, parsed)
  const LoadBalancerTargetGroups = items.map((each) => ({
    LoadBalancerTargetGroupARN: each.arn,
    State: stateOf(world, group, each),
  }))
  return { LoadBalancerTargetGroups, ...more }
}

/** @throws ValidationError */
export function describeTrafficSources(
  world: WorldView,
  input: unknown,
): Answered<DescribeTrafficSourcesOutput, 'TrafficSources'> {
  const parsed = parseGroupsInput('DescribeTrafficSources', input)
  const group = getGroup(world, parsed.AutoScalingGroupName)
  const { TrafficSourceType: type } = parsed
  checkOneOf('TrafficSourceType', type, SOURCE_TYPES, 'AG-11')
  const rows = type === undefined || type === 'elbv2' ? group.targetGroups : []
  const { items, ...more } = pageOf(rows, parsed)
  const TrafficSources = items.map((each) => ({
    TrafficSource: each.arn,
    State: stateOf(world, group, each),
    Identifier: each.arn,
    Type: 'elbv2',
  }))
  return { TrafficSources, ...more }
}

/** Only where load balancers are asked for the health of instances is a target group ever InService. */
function stateOf(world: WorldView, group: Group, { arn, isLeaving, isProven }: GroupTargetGroup): string {
  if (isLeaving) return 'Removing'
  const targets = standIn(world, group, membersOf(world, group.id), arn)
  if (targets.some(({ state, probedFromMs }) => state === 'initial' && world.nowMs < probedFromMs)) return 'Adding'
  return isProven && group.healthCheckTypes.includes('ELB') ? 'InService' : 'Added'
}

const SOURCE_TYPES = ['elb', 'elbv2', 'vpc-lattice']

function namedByArn(arns: readonly string[]): Named[] {
  return arns.map((arn, index) => ({ arn, path: `TargetGroupARNs[${index}]` }))
}

/** Without a type, the identifier says what it is: AWS tells a name, which is a Classic Load Balancer's, from ARNs. */
function namedBySource(sources: Sources): Named[] {
  return sources.map(({ Identifier: arn, Type: type }, index) => {
    const path = `TrafficSources[${index}]`
    checkOneOf(`${path}.Type`, type, SOURCE_TYPES, 'AG-11')
    const is = type ?? (/^arn:[^:]*:vpc-lattice:/.test(arn) ? 'vpc-lattice' : arn.startsWith('arn:') ? 'elbv2' : 'elb')
    if (is === 'elb') notSimulated(path, 'Classic Load Balancers', arn, 'AG-11')
    if (is === 'vpc-lattice') notSimulated(path, 'target groups of VPC Lattice', arn, 'AG-11')
    return { arn, path: `${path}.Identifier` }
  })
}

/** Their ARNs, each once. */
function checked(world: World, named: readonly Named[], subnetIds: readonly string[]): string[] {
  for (const { arn, path } of named) checkTargetGroup(world, arn, path, subnetIds)
  return [...new Set(named.map(({ arn }) => arn))]
}

/** Of instances, and in the VPC of the group's subnets. */
function checkTargetGroup(world: World, arn: string, path: string, subnetIds: readonly string[]): void {
  const group = world.tables.targetGroups.get(arn)
  if (group === undefined)
    refuse('ValidationError', 'Provided Target Groups may not be valid. Please ensure they exist and try again.', {
      path,
      expected: 'the ARN of a target group that is there',
      found: show(arn),
      rule: 'AG-11',
    })
  if (group.targetType !== 'instance')
    invalid(path, 'a target group of instances', `${group.name}, of targets of type ${group.targetType}`, 'AG-11')
  const stranger = locateSubnets(world, subnetIds).find(({ vpcId }) => vpcId !== group.vpcId)
  if (stranger !== undefined)
    invalid(path, `a target group of the VPC ${stranger.vpcId}`, `${group.name}, of ${group.vpcId}`, 'AG-11')
}

function checkCount(named: readonly Named[]): void {
  if (named.length === 0) invalid('TargetGroupARNs', 'at least one target group', '0 items', 'AG-11')
  if (named.length > MOST_A_CALL)
    invalid('TargetGroupARNs', `at most ${MOST_A_CALL} items`, `${named.length} items`, 'AG-11')
}

interface Parsed {
  readonly AutoScalingGroupName: string
}

function attach(world: World, call: string, parsed: Parsed, named: readonly Named[]): Record<string, never> {
  const group = getGroup(world, parsed.AutoScalingGroupName)
  checkCount(named)
  const arns = checked(world, named, group.subnetIds)
  const all = new Set([...group.targetGroups.map(({ arn }) => arn), ...arns])
  if (all.size > MOST_A_GROUP)
    refuse(
      'LimitExceededFault',
      `You have reached the limit of ${MOST_A_GROUP} target groups per Auto Scaling group.`,
      {
        path: named[0]!.path,
        expected: `at most ${MOST_A_GROUP} target groups`,
        found: show(all.size),
        rule: 'AG-11',
      },
    )
  return command(world, `autoScaling.${call}`, parsed, (cause) => {
    attachTargetGroups(world, group.id, arns, cause)
    return {}
  })
}

function detach(world: World, call: string, parsed: Parsed, named: readonly Named[]): Record<string, never> {
  const { id, targetGroups } = getGroup(world, parsed.AutoScalingGroupName)
  checkCount(named)
  for (const { arn, path } of named)
    if (!targetGroups.some((each) => each.arn === arn && !each.isLeaving))
      refuse('ValidationError', 'Trying to remove Target Groups that are not part of the group', {
        path,
        expected: `a target group of ${show(id)}`,
        found: show(arn),
        rule: 'AG-11',
      })
  return command(world, `autoScaling.${call}`, parsed, (cause) => {
    detachTargetGroups(
      world,
      id,
      named.map(({ arn }) => arn),
      cause,
    )
    return {}
  })
}

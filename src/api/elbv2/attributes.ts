// The attributes of load balancers and of target groups: read and changed (LB-043, LB-044, TG-010…TG-01A).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { updated } from '../../model/changes.ts'
import type { WorldView } from '../../model/view.ts'
import type {
  DescribeLoadBalancerAttributesOutput,
  DescribeTargetGroupAttributesOutput,
  ModifyLoadBalancerAttributesOutput,
  ModifyTargetGroupAttributesOutput,
} from '../shapes/elbv2-types.generated.ts'
import type { ElbAnswer } from './answer.ts'
import { withBalancerAttributes, withGroupAttributes } from './attribute-tables.ts'
import { getLoadBalancer, getTargetGroup } from './find.ts'
import { parseElbInput } from './parse.ts'

/** @throws LoadBalancerNotFoundException */
export function describeLoadBalancerAttributes(
  world: WorldView,
  input: unknown,
): ElbAnswer<DescribeLoadBalancerAttributesOutput> {
  const { LoadBalancerArn } = parseElbInput('DescribeLoadBalancerAttributes', input)
  return { Attributes: shown(getLoadBalancer(world, LoadBalancerArn).attributes) }
}

/** @throws LoadBalancerNotFoundException, ValidationError */
export function modifyLoadBalancerAttributes(
  world: World,
  input: unknown,
): ElbAnswer<ModifyLoadBalancerAttributesOutput> {
  const parsed = parseElbInput('ModifyLoadBalancerAttributes', input)
  const row = getLoadBalancer(world, parsed.LoadBalancerArn)
  const attributes = withBalancerAttributes(row, parsed.Attributes)
  return command(world, 'elbv2.modifyLoadBalancerAttributes', parsed, (cause) => {
    apply(world, { changes: [updated('loadBalancer.updated', row.arn, { attributes }, 'LB-043')], timers: [] }, cause)
    return { Attributes: shown(attributes) }
  })
}

/** @throws TargetGroupNotFoundException */
export function describeTargetGroupAttributes(
  world: WorldView,
  input: unknown,
): ElbAnswer<DescribeTargetGroupAttributesOutput> {
  const { TargetGroupArn } = parseElbInput('DescribeTargetGroupAttributes', input)
  return { Attributes: shown(getTargetGroup(world, TargetGroupArn).attributes) }
}

/** Targets that drain already keep the delay with which they began. @throws TargetGroupNotFoundException, ValidationError */
export function modifyTargetGroupAttributes(
  world: World,
  input: unknown,
): ElbAnswer<ModifyTargetGroupAttributesOutput> {
  const parsed = parseElbInput('ModifyTargetGroupAttributes', input)
  const group = getTargetGroup(world, parsed.TargetGroupArn)
  const attributes = withGroupAttributes(group, parsed.Attributes)
  return command(world, 'elbv2.modifyTargetGroupAttributes', parsed, (cause) => {
    apply(world, { changes: [updated('targetGroup.updated', group.arn, { attributes }, 'TG-010')], timers: [] }, cause)
    return { Attributes: shown(attributes) }
  })
}

function shown(attributes: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }))
}

// Which load balancer, listener, rule or target group does a caller mean?
import { show } from '../../kernel/closest.ts'
import type { AwsExceptionName } from '../../kernel/errors.ts'
import type { Listener, ListenerRule, LoadBalancer, TargetGroup } from '../../model/balancing.ts'
import type { ReadonlyTable } from '../../model/table.ts'
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'

/** @throws LoadBalancerNotFoundException */
export function getLoadBalancer(world: WorldView, arn: string, path = 'LoadBalancerArn'): Readonly<LoadBalancer> {
  return found(world.tables.loadBalancers, arn, 'LoadBalancerNotFoundException', path, 'load balancer')
}

/** @throws ListenerNotFoundException */
export function getListener(world: WorldView, arn: string, path = 'ListenerArn'): Readonly<Listener> {
  return found(world.tables.listeners, arn, 'ListenerNotFoundException', path, 'listener')
}

/** @throws RuleNotFoundException */
export function getRule(world: WorldView, arn: string, path = 'RuleArn'): Readonly<ListenerRule> {
  return found(world.tables.listenerRules, arn, 'RuleNotFoundException', path, 'rule')
}

/** @throws TargetGroupNotFoundException */
export function getTargetGroup(world: WorldView, arn: string, path = 'TargetGroupArn'): Readonly<TargetGroup> {
  return found(world.tables.targetGroups, arn, 'TargetGroupNotFoundException', path, 'target group')
}

function found<E>(
  table: ReadonlyTable<E>,
  arn: string,
  exception: AwsExceptionName,
  path: string,
  noun: string,
): Readonly<E> {
  const row = table.get(arn)
  if (row !== undefined) return row
  return refuse(exception, `The ${noun} ${show(arn)} does not exist.`, {
    path,
    expected: `the ARN of a ${noun}`,
    found: show(arn),
    rule: 'LB-005',
  })
}

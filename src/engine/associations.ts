// Which load balancer routes to which target group? It follows from the rules; when it changes, the group's targets start over (LB-005, TG-106).
import { planInvalid, planReuse, planRevival } from '../balancing/targets.ts'
import { updated } from '../model/changes.ts'
import type { WorldView } from '../model/view.ts'
import { apply } from './apply.ts'
import { groupScene, targetsIn } from './groups.ts'
import type { World } from './world.ts'

/** After a change of listeners or rules. */
export function reassociate(world: World, cause: number): void {
  const routed = routedGroups(world)
  for (const { arn, loadBalancerArn: before } of [...world.tables.targetGroups.values()]) {
    const loadBalancerArn = routed.get(arn) ?? null
    if (loadBalancerArn === before) continue
    apply(world, { changes: [updated('targetGroup.updated', arn, { loadBalancerArn }, 'LB-005')], timers: [] }, cause)
    reuse(world, arn, cause)
  }
}

/** After a change of a load balancer's zones: targets in those that come or go start over (TG-033, TG-106). */
export function rezone(world: World, loadBalancerArn: string, cause: number): void {
  for (const group of [...world.tables.targetGroups.values()])
    if (group.loadBalancerArn === loadBalancerArn) reuse(world, group.arn, cause)
}

function reuse(world: World, groupArn: string, cause: number): void {
  const scene = groupScene(world, groupArn)
  for (const target of targetsIn(world, groupArn)) {
    const plan = planReuse(scene, target, world)
    if (plan !== null) apply(world, plan, cause)
  }
}

/** The machine is gone or up again: whatever is registered by its id goes out of use, or starts over (TG-033, TG-106). */
export function turnTargets(world: World, instanceId: string, isUp: boolean, cause: number): void {
  for (const target of [...world.tables.targets.values()]) {
    if (target.targetId !== instanceId) continue
    const plan = isUp
      ? planRevival(groupScene(world, target.targetGroupArn), target, world)
      : planInvalid(target, world)
    if (plan !== null) apply(world, plan, cause)
  }
}

function routedGroups({ tables }: WorldView): Map<string, string> {
  const routed = new Map<string, string>()
  for (const { action, listenerArn } of tables.listenerRules.values()) {
    if (action.type !== 'forward') continue
    const { loadBalancerArn } = tables.listeners.certain(listenerArn)
    for (const { targetGroupArn } of action.groups) routed.set(targetGroupArn, loadBalancerArn)
  }
  return routed
}

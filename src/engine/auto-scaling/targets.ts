// How do the instances of an Auto Scaling group stand in its target groups? Registered once they are in service, out before they go; and what the
// load balancer says of them counts with the group, if that is asked for (AG-06, AG-11).
import { planDeregistration, planRegistration, planTargetAdoption } from '../../balancing/targets.ts'
import { ALWAYS_OK, type Target, targetKey } from '../../model/balancing.ts'
import { type Plan, updated } from '../../model/changes.ts'
import type { AutoScalingGroup, GroupInstance, GroupTargetGroup } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'
import { isSuspended } from '../../scaling/groups/plan.ts'
import { apply } from '../apply.ts'
import { groupScene } from '../groups.ts'
import type { World } from '../world.ts'
import { membersOf } from './members.ts'

type Group = Readonly<AutoScalingGroup>
type Member = Readonly<GroupInstance>

/** Its targets in the groups' target groups, on their ports. Those that ECS has registered for a task are the task's. */
function targetsOfMember({ tables }: Pick<WorldView, 'tables'>, group: Group, { id }: Member): Readonly<Target>[] {
  return group.targetGroups.flatMap(({ arn }) => {
    const port = tables.targetGroups.get(arn)?.port
    const target = port === undefined ? undefined : tables.targets.get(targetKey(arn, id, port))
    return target === undefined || target.taskArn !== null ? [] : target
  })
}

/** It is in service: into every target group, unless that is suspended (AG-24). @param isKnown it has been there for a while, and is healthy */
export function joinTargets(world: World, member: Member, cause: number, isKnown = false): void {
  const group = world.tables.autoScalingGroups.certain(member.groupName)
  if (isSuspended(group, 'AddToLoadBalancer')) return
  for (const { arn, isLeaving } of group.targetGroups) if (!isLeaving) join(world, member, arn, isKnown, cause)
}

function join(world: World, { id, availabilityZone }: Member, arn: string, isKnown: boolean, cause: number): void {
  // Somebody may have deleted the target group since.
  if (world.tables.targetGroups.get(arn) === undefined) return
  const scene = groupScene(world, arn)
  const { port } = scene.group
  const target = { targetId: id, port, availabilityZone, taskArn: null, answers: ALWAYS_OK }
  const known = world.tables.targets.get(targetKey(arn, id, port))
  const plan: Plan =
    isKnown && known === undefined
      ? planTargetAdoption(scene, target, { health: 'healthy', sinceMs: world.nowMs, known }, world)
      : planRegistration(scene, target, known, world)
  apply(world, plan, cause)
}

/** Out of those target groups, or of all. Until when requests may still be under way; null when it has none left that waits for any. */
export function leaveTargets(world: World, member: Member, cause: number, arns?: readonly string[]): number | null {
  const group = world.tables.autoScalingGroups.certain(member.groupName)
  let untilMs: number | null = null
  for (const { id, targetGroupArn, state } of targetsOfMember(world, group, member)) {
    if (arns?.includes(targetGroupArn) === false) continue
    const scene = groupScene(world, targetGroupArn)
    if (state !== 'draining') apply(world, planDeregistration(scene, world.tables.targets.certain(id), world), cause)
    const rest = world.tables.targets.get(id)
    if (rest?.state === 'draining') untilMs = Math.max(untilMs ?? 0, rest.dueAtMs ?? 0)
  }
  return untilMs
}

/** From now on the group's instances stand in them, those that serve already included. */
export function attachTargetGroups(world: World, groupName: string, arns: readonly string[], cause: number): void {
  const { targetGroups } = world.tables.autoScalingGroups.certain(groupName)
  const isStanding = (arn: string) => targetGroups.some((each) => each.arn === arn && !each.isLeaving)
  const fresh = arns.filter((arn) => !isStanding(arn))
  if (fresh.length === 0) return
  const kept = targetGroups.filter(({ arn }) => !fresh.includes(arn))
  setTargetGroups(world, groupName, [...kept, ...fresh.map(attached)], cause)
  for (const member of membersOf(world, groupName).filter(isServing))
    for (const arn of fresh) join(world, member, arn, false, cause)
}

export function attached(arn: string): GroupTargetGroup {
  return { arn, isProven: false, isLeaving: false }
}

/** They are the group's until the last of its instances is out of them. */
export function detachTargetGroups(world: World, groupName: string, arns: readonly string[], cause: number): void {
  const { targetGroups } = world.tables.autoScalingGroups.certain(groupName)
  const next = targetGroups.map((each) => (arns.includes(each.arn) ? { ...each, isLeaving: true } : each))
  setTargetGroups(world, groupName, next, cause)
  for (const member of membersOf(world, groupName)) leaveTargets(world, member, cause, arns)
}

function setTargetGroups(world: World, groupName: string, targetGroups: readonly GroupTargetGroup[], cause: number) {
  apply(
    world,
    { changes: [updated('autoScalingGroup.changed', groupName, { targetGroups }, 'AG-11')], timers: [] },
    cause,
  )
}

/** What the load balancers say now: target groups that have proved themselves or are left for good, and instances that fail (AG-06). */
export function attendTargets(world: World, group: Group, cause: number): void {
  if (group.targetGroups.length === 0) return
  const members = membersOf(world, group.id)
  const checks = group.healthCheckTypes.includes('ELB')
  const next = group.targetGroups
    .filter(({ arn, isLeaving }) => !isLeaving || standIn(world, group, members, arn).length > 0)
    .map((each) =>
      checks && !each.isProven && proves(world, group, members, each) ? { ...each, isProven: true } : each,
    )
  const isNews = next.length !== group.targetGroups.length || next.some((each) => !group.targetGroups.includes(each))
  if (isNews) setTargetGroups(world, group.id, next, cause)
  if (!checks || isSuspended(group, 'HealthCheck')) return
  const proven = new Set(next.filter(({ isProven, isLeaving }) => isProven && !isLeaving).map(({ arn }) => arn))
  for (const member of members.filter(isServing)) judge(world, group, member, proven, cause)
}

/** Word of a target is not taken while its instance is in its grace period; it is looked at again at the end of that. */
function judge(world: World, group: Group, member: Member, proven: ReadonlySet<string>, cause: number): void {
  const isFailing = targetsOfMember(world, group, member).some(
    ({ targetGroupArn, state }) => state === 'unhealthy' && proven.has(targetGroupArn),
  )
  if (!isFailing || member.failsChecks) return
  const dueAtMs = (member.inServiceAtMs ?? world.nowMs) + group.healthCheckGraceMs
  if (dueAtMs > world.nowMs) {
    if (member.dueAtMs === dueAtMs) return
    const timers = [{ atMs: dueAtMs, kind: 'groupInstance.step', id: member.id } as const]
    apply(world, { changes: [updated('groupInstance.changed', member.id, { dueAtMs }, 'AG-06')], timers }, cause)
    return
  }
  const change = updated('groupInstance.changed', member.id, { failsChecks: true }, 'AG-06')
  apply(world, { changes: [change], timers: [] }, cause)
}

/** Of a group's instances, the targets in one of its target groups. */
export function standIn(
  world: Pick<WorldView, 'tables'>,
  group: Group,
  members: readonly Member[],
  arn: string,
): Readonly<Target>[] {
  return members.flatMap((member) =>
    targetsOfMember(world, group, member).filter(({ targetGroupArn }) => targetGroupArn === arn),
  )
}

function proves(world: World, group: Group, members: readonly Member[], { arn }: GroupTargetGroup): boolean {
  return standIn(world, group, members, arn).some(({ state }) => state === 'healthy')
}

function isServing({ state }: Member): boolean {
  return state === 'InService'
}

// An Auto Scaling group brings its instances to what is wanted of it: the plan says how many and which, and is carried out here.
import { removed, updated } from '../../model/changes.ts'
import type { AutoScalingGroup } from '../../model/scaling/groups.ts'
import {
  causeOf,
  EVENS_OUT,
  FAILS_CHECKS,
  FILLS_POOL,
  GROUP_DELETED,
  LOST,
  REFRESHES,
  REPLACES,
  SELECTED,
  SHRINKS_POOL,
  STARTED,
  sentence,
  TAKEN_OUT,
  UNHEALTHY,
} from '../../scaling/groups/causes.ts'
import { isLeaving } from '../../scaling/groups/members.ts'
import { type GroupPlan, isSettled, planGroup } from '../../scaling/groups/plan.ts'
import { planPool, roomInPool } from '../../scaling/groups/warm-pool.ts'
import { apply, markOf } from '../apply.ts'
import { refusesInstance } from '../outages.ts'
import type { World } from '../world.ts'
import { launchMember } from './launch.ts'
import { returnToPool, terminateGroupInstance } from './lifecycle.ts'
import { membersOf, poolOf } from './members.ts'
import { attendRefresh, launchOf, type RefreshRoom } from './refresh.ts'
import { sourceOf } from './sources.ts'
import { attendTargets } from './targets.ts'

type Group = Readonly<AutoScalingGroup>

/** Looks at the whole group once. What it does itself does not call it again. */
export function adjustGroup(world: World, groupName: string, cause: number): void {
  const group = world.tables.autoScalingGroups.get(groupName)
  if (group === undefined) return
  const before = world.evaluating
  world.evaluating = markOf('autoScalingGroup.adjust', groupName)
  if (group.isDeleting) dissolve(world, group, cause)
  else {
    attendTargets(world, group, cause)
    adjust(world, group, attendRefresh(world, group, cause), cause)
  }
  world.evaluating = before
}

function adjust(world: World, { id }: Group, room: RefreshRoom | null, cause: number): void {
  const group = world.tables.autoScalingGroups.certain(id)
  const members = membersOf(world, group.id)
  const type = sourceOf(world, launchOf(world, group))?.recipe.type.name
  const mayLaunch = group.retryAtMs === null || group.retryAtMs <= world.nowMs
  const plan = planGroup(group, members, world.nowMs, {
    accepts: (zone) => type !== undefined && !refusesInstance(world, type, zone),
    mayLaunch,
    spare: room?.spare ?? null,
  })
  const { counted } = world.tally.of(world, group.id)
  replaceUnhealthy(world, plan, cause)
  const refreshed = room?.replaced ?? 0
  const launched = launchMissing(world, group, { plan, counted: counted - plan.unhealthy.length, refreshed }, cause)
  if (room !== null && room.extra > 0 && mayLaunch && launched === plan.launches)
    launchExtra(world, group, room.extra, cause)
  dropSurplus(world, group, plan, counted, cause)
  if (plan.moves.length > 0) evenOut(world, group, plan, cause)
  const isPoolServed = attendPool(world, group, mayLaunch, cause)
  settle(world, group, { launched, isRefused: launched < plan.launches || !isPoolServed }, plan, cause)
}

/** The warm pool gets what it lacks, lets go what it has too many, and goes itself with the last of its instances. False where EC2 has none for it. */
function attendPool(world: World, group: Group, mayLaunch: boolean, cause: number): boolean {
  if (group.warmPool == null) return true
  const pool = poolOf(world, group.id)
  if (group.warmPool.isDeleting && pool.length === 0) {
    const change = updated('autoScalingGroup.changed', group.id, { warmPool: null }, 'AG-23')
    apply(world, { changes: [change], timers: [] }, cause)
    return true
  }
  const { unhealthy, launches, surplus } = planPool(group, pool, mayLaunch)
  for (const member of unhealthy)
    terminateGroupInstance(world, member, { why: sentence(world.nowMs, illnessOf(member)) }, cause)
  const shrinks = { why: sentence(world.nowMs, SHRINKS_POOL), skipsHooks: group.warmPool.isDeleting }
  for (const member of surplus) terminateGroupInstance(world, member, shrinks, cause)
  return fillPool(world, group, launches, cause)
}

/** So that the zones are even once its instances are in service. */
function fillPool(world: World, group: Group, launches: number, cause: number): boolean {
  const counts = zoneCounts(world, group)
  for (const member of poolOf(world, group.id)) {
    const count = counts.get(member.availabilityZone)
    if (count !== undefined && !isLeaving(member)) counts.set(member.availabilityZone, count + 1)
  }
  const order = { why: sentence(world.nowMs, FILLS_POOL), isExtra: false, isPooled: true, refused: new Set<string>() }
  for (let nth = 0; nth < launches; nth++) if (!launchMember(world, group, { ...order, counts }, cause)) return false
  return true
}

function replaceUnhealthy(world: World, { unhealthy }: GroupPlan, cause: number): void {
  for (const member of unhealthy) {
    const why = causeOf(sentence(world.nowMs, illnessOf(member)))
    terminateGroupInstance(world, member, { why }, cause)
  }
}

function illnessOf({ isLost, failsChecks }: GroupPlan['unhealthy'][number]): string {
  return isLost ? LOST : failsChecks ? FAILS_CHECKS : UNHEALTHY
}

/** How many are on their way. Once no zone is left that has an instance, nobody asks further. */
function launchMissing(
  world: World,
  group: Group,
  { plan, counted, refreshed }: { readonly plan: GroupPlan; readonly counted: number; readonly refreshed: number },
  cause: number,
): number {
  const replacements = Math.min(plan.unhealthy.length, plan.launches)
  const from = counted + replacements
  const { nowMs } = world
  const refused = new Set<string>()
  const counts = zoneCounts(world, group)
  for (let nth = 0; nth < plan.launches; nth++) {
    const why =
      nth < replacements + refreshed
        ? sentence(nowMs, nth < replacements ? REPLACES : REFRESHES)
        : causeOf(group.wish, sentence(nowMs, STARTED(from, group.desiredCapacity)))
    if (!launchMember(world, group, { why, isExtra: false, refused, counts }, cause)) return nth
  }
  return plan.launches
}

/** Before those go that they come for (AG-25). Where EC2 has none, the refresh waits. */
function launchExtra(world: World, group: Group, count: number, cause: number): void {
  const order = { why: sentence(world.nowMs, REFRESHES), isExtra: true, refused: new Set<string>() }
  const counts = zoneCounts(world, group)
  for (let nth = 0; nth < count; nth++) launchMember(world, group, { ...order, counts }, cause)
}

/** Of its own zones; whoever launches goes on counting. */
function zoneCounts(world: World, { id, availabilityZones }: Group): Map<string, number> {
  const { byZone } = world.tally.of(world, id)
  return new Map(availabilityZones.map((zone) => [zone, byZone.get(zone) ?? 0]))
}

function dropSurplus(world: World, group: Group, { surplus }: GroupPlan, counted: number, cause: number): void {
  let room = group.refreshId === null ? roomInPool(group, poolOf(world, group.id)) : 0
  for (const member of surplus) {
    const out = sentence(world.nowMs, TAKEN_OUT(counted, group.desiredCapacity))
    const why = causeOf(group.wish, out, sentence(world.nowMs, SELECTED(member.id)))
    // What has joined a cluster has nothing to come back with: ECS knows no reuse (AG-23).
    const returns = room > 0 && member.containerInstanceArn === null && member.state === 'InService'
    if (returns) returnToPool(world, member, why, cause)
    else terminateGroupInstance(world, member, { why }, cause)
    if (returns) room--
  }
}

/** New instances first; the surplus goes when they are in service, and says why (AG-05). */
function evenOut(world: World, group: Group, { moves }: GroupPlan, cause: number): void {
  const why = sentence(world.nowMs, EVENS_OUT([...new Set(moves.map(({ from }) => from))].sort()))
  const refused = new Set<string>()
  const counts = zoneCounts(world, group)
  for (const _ of moves) launchMember(world, group, { why, isExtra: true, refused, counts }, cause)
  apply(world, { changes: [updated('autoScalingGroup.changed', group.id, { wish: why }, 'AG-05')], timers: [] }, cause)
}

/** What was asked for is done; or EC2 has refused it, and is asked again later. A cooldown runs from when all is quiet (AG-07). */
function settle(
  world: World,
  group: Group,
  { launched, isRefused }: { readonly launched: number; readonly isRefused: boolean },
  plan: GroupPlan,
  cause: number,
): void {
  const set: Partial<AutoScalingGroup> = {}
  if (isRefused) set.retryAtMs = world.nowMs + world.behavior.groupLaunchRetryMs
  else if (group.retryAtMs !== null && group.retryAtMs <= world.nowMs) set.retryAtMs = null
  const hasActed = launched > 0 || plan.surplus.length > 0
  const isThere = world.tally.of(world, group.id).counted === group.desiredCapacity
  if (group.wish !== '' && plan.moves.length === 0 && (hasActed || isThere)) set.wish = ''
  if (group.cooldown?.untilMs === null && isSettled(membersOf(world, group.id)))
    set.cooldown = { ...group.cooldown, untilMs: world.nowMs + group.cooldown.ms }
  if (Object.keys(set).length === 0) return
  const timers = isRefused ? [{ atMs: set.retryAtMs!, kind: 'autoScalingGroup.retry', id: group.id } as const] : []
  apply(world, { changes: [updated('autoScalingGroup.changed', group.id, set, 'AG-04')], timers }, cause)
}

/** Deleted with its instances: all of them go, and the group with the last (ForceDelete). */
function dissolve(world: World, group: Group, cause: number): void {
  const members = [...membersOf(world, group.id), ...poolOf(world, group.id)]
  for (const member of members)
    terminateGroupInstance(world, member, { why: sentence(world.nowMs, GROUP_DELETED), skipsHooks: true }, cause)
  if (members.length > 0) return
  apply(world, { changes: [removed('autoScalingGroup.dropped', group.id, 'AG-01')], timers: [] }, cause)
}

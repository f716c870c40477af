// An instance refresh goes on: what its plan says is carried out, and how it stands is written down (AG-25).
import { type Change, updated } from '../../model/changes.ts'
import type { AutoScalingGroup, GroupLaunch } from '../../model/scaling/groups.ts'
import { type InstanceRefresh, isActive, type RefreshStatus } from '../../model/scaling/refreshes.ts'
import type { WorldView } from '../../model/view.ts'
import { REFRESHED, sentence } from '../../scaling/groups/causes.ts'
import { isCounted, isLeaving, isPooled } from '../../scaling/groups/members.ts'
import { isSuspended } from '../../scaling/groups/plan.ts'
import { LONGEST_WAIT_MS, planRefresh, type RefreshPlan, refreshBounds } from '../../scaling/groups/refresh.ts'
import { isPrepared, warmPoolSize } from '../../scaling/groups/warm-pool.ts'
import { apply } from '../apply.ts'
import type { World } from '../world.ts'
import { terminateGroupInstance } from './lifecycle.ts'
import { membersOf, poolOf } from './members.ts'
import { isOfSource, sourceOf } from './sources.ts'

type Group = Readonly<AutoScalingGroup>
type Refresh = Readonly<InstanceRefresh>
type Seen = Pick<WorldView, 'tables' | 'indexes' | 'nowMs'>

/** The one that goes on; undefined for none. */
export function activeRefresh({ tables }: Pick<WorldView, 'tables'>, { refreshId }: Group): Refresh | undefined {
  const refresh = tables.instanceRefreshes.get(refreshId ?? '')
  return refresh !== undefined && isActive(refresh) ? refresh : undefined
}

/** What the group launches now: with a refresh, what that was asked for. */
export function launchOf(world: Pick<WorldView, 'tables'>, group: Group): GroupLaunch {
  const refresh = activeRefresh(world, group)
  return refresh === undefined || refresh.status === 'RollbackInProgress'
    ? group.launch
    : (refresh.launch ?? group.launch)
}

export function planOfRefresh(world: Seen, group: Group, refresh: Refresh): RefreshPlan {
  return planRefresh({
    refresh,
    group,
    members: membersOf(world, group.id),
    isSuspended: (['InstanceRefresh', 'Launch', 'Terminate'] as const).some((process) => isSuspended(group, process)),
    nowMs: world.nowMs,
  })
}

/** What a refresh lets the group do in this instant. */
export interface RefreshRoom {
  /** How many have gone for it just now: others come in their places. */
  readonly replaced: number
  /** How many to launch beyond the desired capacity. */
  readonly extra: number
  /** How many there may be beyond it. */
  readonly spare: number
}

/** Null while the group is not refreshed. */
export function attendRefresh(world: World, group: Group, cause: number): RefreshRoom | null {
  let refresh = activeRefresh(world, group)
  for (;;) {
    if (refresh === undefined) return null
    const plan = planOfRefresh(world, group, refresh)
    const change = turnOf(world, group, refresh, plan)
    if (change === null) return carryOut(world, group, refresh, plan, cause)
    apply(world, { changes: change, timers: [] }, cause)
    refresh = activeRefresh(world, world.tables.autoScalingGroups.certain(group.id))
  }
}

/** The next state of the refresh itself; null while it goes on as it is. */
function turnOf(world: World, group: Group, refresh: Refresh, plan: RefreshPlan): Change[] | null {
  const { nowMs } = world
  const { status, preferences, pausedUntilMs, blockedSinceMs, bakedAtMs } = refresh
  if (status === 'Cancelling')
    return plan.isQuiet || isSettled(world, group) ? ended(world, refresh, 'Cancelled') : null
  if (status === 'Baking') return nowMs >= bakedAtMs! ? succeeded(world, group, refresh) : null
  if (plan.isDone && !isPoolReplaced(world, group, refresh)) return null
  if (plan.isDone && status === 'RollbackInProgress') return ended(world, refresh, 'RollbackSuccessful')
  if (plan.isDone && preferences.bakeMs > 0)
    return [changed(refresh, { status: 'Baking', bakedAtMs: nowMs + preferences.bakeMs, updated: refresh.total })]
  if (plan.isDone) return succeeded(world, group, refresh)
  if (pausedUntilMs !== null && nowMs >= pausedUntilMs) return [changed(refresh, { pausedUntilMs: null })]
  if (plan.isAtCheckpoint)
    return [
      changed(refresh, {
        checkpointsPassed: refresh.checkpointsPassed + 1,
        pausedUntilMs: nowMs + preferences.checkpointDelayMs,
      }),
    ]
  if (plan.isBlocked !== (blockedSinceMs !== null))
    return [changed(refresh, { blockedSinceMs: plan.isBlocked ? nowMs : null })]
  if (blockedSinceMs !== null && nowMs >= blockedSinceMs + LONGEST_WAIT_MS) return failed(world, group, refresh, plan)
  return null
}

/** The warm pool comes last: nobody is left of the old ones, and as many are prepared as are to be (AG-23). */
function isPoolReplaced(world: World, group: Group, refresh: Refresh): boolean {
  if (refresh.oldPool === undefined || group.warmPool == null) return true
  const pool = poolOf(world, group.id)
  const isWhole = pool.filter(isPrepared).length >= warmPoolSize(group.warmPool, group)
  return isWhole && pool.every(({ id }) => refresh.oldPool?.includes(id) !== true)
}

/** How many of the warm pool are still to be replaced. */
export function poolLeft({ tables }: Pick<WorldView, 'tables'>, { oldPool = [] }: Refresh): number {
  return oldPool.filter((id) => {
    const member = tables.groupInstances.get(id)
    return member !== undefined && isPooled(member)
  }).length
}

function isSettled(world: World, { id }: Group): boolean {
  return membersOf(world, id).every(({ state }) => state === 'InService' || state === 'Standby')
}

function carryOut(world: World, group: Group, refresh: Refresh, plan: RefreshPlan, cause: number): RefreshRoom {
  for (const member of plan.go) terminateGroupInstance(world, member, { why: sentence(world.nowMs, REFRESHED) }, cause)
  const { status, preferences, pausedUntilMs, blockedSinceMs, bakedAtMs, oldPool = [] } = refresh
  const isOn = status === 'InProgress' || status === 'RollbackInProgress'
  const old = isOn && plan.isDone ? poolOf(world, group.id).filter(({ id }) => oldPool.includes(id)) : []
  for (const member of old) terminateGroupInstance(world, member, { why: sentence(world.nowMs, REFRESHED) }, cause)
  const waits = [
    status === 'Baking' ? bakedAtMs : null,
    pausedUntilMs,
    blockedSinceMs === null ? null : blockedSinceMs + LONGEST_WAIT_MS,
    plan.warmAtMs,
  ].filter((atMs): atMs is number => atMs !== null && atMs > world.nowMs)
  const dueAtMs = waits.length === 0 ? null : Math.min(...waits)
  if (dueAtMs !== refresh.dueAtMs) {
    const timers = dueAtMs === null ? [] : [{ atMs: dueAtMs, kind: 'instanceRefresh.step', id: refresh.id } as const]
    apply(world, { changes: [changed(refresh, { dueAtMs })], timers }, cause)
  }
  const { most } = refreshBounds(preferences, group.desiredCapacity)
  return { replaced: plan.go.length, extra: plan.extra, spare: isOn ? most - group.desiredCapacity : 0 }
}

function changed({ id }: Refresh, set: Partial<InstanceRefresh>): Change {
  return updated('instanceRefresh.changed', id, set, 'AG-25')
}

/** It is the group's no more. */
function ended(
  world: Pick<World, 'nowMs'>,
  refresh: Refresh,
  status: RefreshStatus,
  facts: Partial<InstanceRefresh> = {},
  group: Partial<AutoScalingGroup> = {},
): Change[] {
  const set = { status, endedAtMs: world.nowMs, dueAtMs: null, ...facts }
  return [
    changed(refresh, set),
    updated('autoScalingGroup.changed', refresh.groupName, { refreshId: null, ...group }, 'AG-25'),
  ]
}

/** What it was asked to launch is what the group launches from now on. */
function succeeded(world: World, group: Group, refresh: Refresh): Change[] {
  const launch = refresh.launch ?? group.launch
  return ended(world, refresh, 'Successful', { updated: refresh.total }, { launch })
}

function failed(world: World, group: Group, refresh: Refresh, plan: RefreshPlan): Change[] {
  const statusReason = `${plan.reason} They were not released within an hour.`
  if (refresh.status === 'RollbackInProgress') return ended(world, refresh, 'RollbackFailed', { statusReason })
  if (refresh.preferences.rollsBack) return rollbackChanges(world, group, refresh, statusReason)
  return ended(world, refresh, 'Failed', { statusReason, updated: plan.updated })
}

/** The request is carried out once nothing comes or goes any more, or at once. */
export function cancelRefresh(world: World, refresh: Refresh, waits: boolean, cause: number): void {
  const group = world.tables.autoScalingGroups.certain(refresh.groupName)
  const { updated: count } = planOfRefresh(world, group, refresh)
  const changes = waits
    ? [changed(refresh, { status: 'Cancelling', updated: count })]
    : ended(world, refresh, 'Cancelled', { updated: count })
  apply(world, { changes, timers: [] }, cause)
}

/** Instances of the new configuration go in favour of those of the old one. */
export function rollbackChanges(world: World, group: Group, refresh: Refresh, reason: string): Change[] {
  const plan = planOfRefresh(world, group, refresh)
  const source = sourceOf(world, group.launch)
  const old = membersOf(world, group.id)
    .filter((member) => isCounted(member) && !isLeaving(member))
    .filter((member) => source === undefined || !isOfSource(member.launch, source))
    .filter(({ id }) => !refresh.old.includes(id))
    .map(({ id }) => id)
  const pooled = poolOf(world, group.id).filter((member) => source === undefined || !isOfSource(member.launch, source))
  const rollback = { reason, startedAtMs: world.nowMs, updated: plan.updated, total: refresh.total }
  const preferences = { ...refresh.preferences, checkpoints: [], bakeMs: 0 }
  return [
    changed(refresh, {
      status: 'RollbackInProgress',
      old,
      total: old.length,
      ...(group.warmPool == null ? {} : { oldPool: pooled.map(({ id }) => id) }),
      preferences,
      rollback,
      pausedUntilMs: null,
      blockedSinceMs: null,
    }),
  ]
}

// How does an instance of an Auto Scaling group get from launch to service, and out again? By its timer and by its hooks (AG-02, AG-22);
// likewise into the warm pool, from there into service, and back (AG-23).
import { uuid } from '../../kernel/ids.ts'
import { type Change, removed, type Timer, updated } from '../../model/changes.ts'
import type {
  AutoScalingGroup,
  GroupInstance,
  LifecycleHook,
  LifecycleState,
  WaitingHook,
} from '../../model/scaling/groups.ts'
import { causeOf, LAUNCH_FAILED, SELECTED, sentence } from '../../scaling/groups/causes.ts'
import { isLeaving, isPooled } from '../../scaling/groups/members.ts'
import { apply } from '../apply.ts'
import { turnTargets } from '../associations.ts'
import { terminateInstance } from '../machines.ts'
import type { World } from '../world.ts'
import { endOfActivity, newActivity } from './activities.ts'
import { joinTargets, leaveTargets } from './targets.ts'

type Member = Readonly<GroupInstance>
export type HookResult = LifecycleHook['defaultResult']

const MOST_HEARTBEATS = 100
const LONGEST_WAIT_MS = 48 * 3_600_000

/** What was to come of itself is due. */
export function stepGroupInstance(world: World, id: string, cause: number): void {
  const member = world.tables.groupInstances.get(id)
  if (member?.warmAtMs === world.nowMs) warm(world, member, cause)
  if (member?.dueAtMs !== world.nowMs) return
  const { state } = member
  if (state === 'InService') endGrace(world, member, cause)
  else if (state.endsWith(':Wait')) expireHooks(world, member, cause)
  else if (member.isDeregistering) beginWay(world, member, wayOf(member), { set: {}, changes: [] }, cause)
  else if (isLeaving(member)) leave(world, member, cause)
  else if (state === 'Warmed:Pending:Proceed' || isComingBack(member)) prepare(world, member, cause)
  else arrive(world, member, cause)
}

/** Where it goes: for good, from the group or from its pool, or from the group into the pool. */
type Way = 'Terminating' | 'Warmed:Terminating' | 'Warmed:Pending'

const wayOf = (member: Member): Way =>
  isComingBack(member) ? 'Warmed:Pending' : isPooled(member) ? 'Warmed:Terminating' : 'Terminating'

/** It has been in service: into the pool lead the hooks of the way out (AG-23). */
function isComingBack({ state, inServiceAtMs }: Member): boolean {
  return state.startsWith('Warmed:Pending') && inServiceAtMs !== null
}

/** In AWS's words, but for the last, which it does not tell. */
const DESCRIPTIONS: Readonly<Record<Way, string>> = {
  Terminating: 'Terminating EC2 instance',
  'Warmed:Terminating': 'Terminating EC2 instance from warm pool',
  'Warmed:Pending': 'Returning EC2 instance to warm pool',
}

/** It is on its way out: of its target groups, then through its hooks, unless nobody waits for them, and gone after `instanceTerminate`. */
export function terminateGroupInstance(
  world: World,
  member: Member,
  { why, skipsHooks = false }: { readonly why: string; readonly skipsHooks?: boolean },
  cause: number,
): void {
  if (isLeaving(member)) return
  depart(world, member, isPooled(member) ? 'Warmed:Terminating' : 'Terminating', { why, skipsHooks }, cause)
}

/** The same way, and at its end its machine is prepared for the next time (AG-23). */
export function returnToPool(world: World, member: Member, why: string, cause: number): void {
  depart(world, member, 'Warmed:Pending', { why, skipsHooks: false }, cause)
}

function depart(
  world: World,
  member: Member,
  way: Way,
  { why, skipsHooks }: { readonly why: string; readonly skipsHooks: boolean },
  cause: number,
): void {
  const description = `${DESCRIPTIONS[way]}: ${member.id}`
  const facts = { description, cause: why, statusCode: 'InProgress', progress: 50 }
  const activity = newActivity(world, member.groupName, facts)
  const ended = endOfActivity(world, member.activityId, 'Cancelled')
  const set = { activityId: activity.id, isExtra: false, warmAtMs: null }
  const changes = [...ended, ...activity.changes]
  const drainedAtMs = leaveTargets(world, member, cause)
  if (skipsHooks) beginEnd(world, member, way, { set, changes }, cause)
  else if (drainedAtMs === null) beginWay(world, member, way, { set, changes }, cause)
  else deregister(world, member, way, drainedAtMs, { set, changes }, cause)
}

/** Requests that are under way have their target groups' time to end; AWS calls the activity so meanwhile (AG-11). */
function deregister(
  world: World,
  { id }: Member,
  state: Way,
  dueAtMs: number,
  { set, changes }: Beside,
  cause: number,
): void {
  const all = [
    ...changes,
    updated('groupInstance.changed', id, { ...set, state, isDeregistering: true, dueAtMs }, 'AG-11'),
    updated('groupActivity.changed', set.activityId!, { statusCode: 'WaitingForELBConnectionDraining' }),
  ]
  apply(world, { changes: all, timers: [{ atMs: dueAtMs, kind: 'groupInstance.step', id }] }, cause)
}

function beginWay(world: World, member: Member, way: Way, { set: more, changes }: Beside, cause: number): void {
  const set = { ...more, isDeregistering: false }
  const hooks = waitFor(world, member, 'terminating')
  if (hooks.length > 0) wait(world, member, `${way}:Wait`, hooks, { set, changes }, cause)
  else beginEnd(world, member, way, { set, changes }, cause)
}

/** What load balancers say of it counts from now on: its group looks at it (AG-06). */
function endGrace(world: World, { id }: Member, cause: number): void {
  apply(world, { changes: [updated('groupInstance.changed', id, { dueAtMs: null }, 'AG-06')], timers: [] }, cause)
}

/** A hook is done. Of a launch, ABANDON ends all of it; of a termination, it spares the other hooks (AG-22). */
export function completeHook(world: World, member: Member, name: string, result: HookResult, cause: number): void {
  finishHooks(world, member, [name], result, `Lifecycle Action Completed with ${result} Result`, cause)
}

/** It is still at work: the hook waits anew, as far as it may wait at all. */
export function renewHook(world: World, member: Member, { name, heartbeatMs }: LifecycleHook, cause: number): void {
  const hooks = member.hooks.map((hook) =>
    hook.name === name ? { ...hook, untilMs: Math.min(world.nowMs + heartbeatMs, hook.limitMs) } : hook,
  )
  const { set, timers } = waiting(member, hooks)
  apply(world, { changes: [updated('groupInstance.changed', member.id, set, 'AG-22')], timers }, cause)
}

function arrive(world: World, member: Member, cause: number): void {
  const hooks = waitFor(world, member, 'launching')
  const state = isPooled(member) ? 'Warmed:Pending:Wait' : 'Pending:Wait'
  if (hooks.length > 0) wait(world, member, state, hooks, { set: {}, changes: [] }, cause)
  else settle(world, member, cause)
}

function settle(world: World, member: Member, cause: number): void {
  if (isPooled(member)) prepare(world, member, cause)
  else serve(world, member, cause)
}

/** In the pool it is stopped, or runs on (AG-23). A pool that has gone meanwhile keeps nobody. */
function prepare(world: World, member: Member, cause: number): void {
  const { warmPool } = groupOf(world, member)
  const set: Partial<GroupInstance> = {
    state: `Warmed:${warmPool?.state ?? 'Stopped'}`,
    inServiceAtMs: null,
    isProtected: false,
    dueAtMs: null,
    hooks: [],
    activityId: null,
  }
  const changes = [
    updated('groupInstance.changed', member.id, set, 'AG-23'),
    ...endOfActivity(world, member.activityId, 'Successful'),
  ]
  apply(world, { changes, timers: [] }, cause)
}

function serve(world: World, member: Member, cause: number): void {
  const group = groupOf(world, member)
  const begun = beginService(world, group, member.id)
  const set: Partial<GroupInstance> = {
    ...begun.set,
    isProtected: group.protectsNewInstances,
    dueAtMs: null,
    hooks: [],
    isExtra: false,
    activityId: null,
  }
  const changes = [
    updated('groupInstance.changed', member.id, set, 'AG-02'),
    ...endOfActivity(world, member.activityId, 'Successful'),
  ]
  const entry = apply(world, { changes, timers: begun.timers }, cause)
  joinTargets(world, member, entry)
}

/** From now on it serves. Where the group says how long its instances warm up, its CPU counts after that (AG-08). */
export function beginService(
  { nowMs }: World,
  { defaultWarmupMs }: Readonly<AutoScalingGroup>,
  id: string,
): { readonly set: Pick<GroupInstance, 'state' | 'inServiceAtMs' | 'warmAtMs'>; readonly timers: readonly Timer[] } {
  const warmAtMs = defaultWarmupMs === null || defaultWarmupMs === 0 ? null : nowMs + defaultWarmupMs
  const timers = warmAtMs === null ? [] : [{ atMs: warmAtMs, kind: 'groupInstance.step', id } as const]
  return { set: { state: 'InService', inServiceAtMs: nowMs, warmAtMs }, timers }
}

function warm(world: World, { id }: Member, cause: number): void {
  apply(world, { changes: [updated('groupInstance.changed', id, { warmAtMs: null }, 'AG-08')], timers: [] }, cause)
}

interface Beside {
  readonly set: Partial<GroupInstance>
  readonly changes: readonly Change[]
}

function wait(
  world: World,
  member: Member,
  state: LifecycleState,
  hooks: readonly WaitingHook[],
  beside: Beside,
  cause: number,
): void {
  const { set, timers } = waiting(member, hooks)
  const activityId = beside.set.activityId ?? member.activityId
  const changes = [
    ...beside.changes,
    updated('groupInstance.changed', member.id, { ...beside.set, ...set, state }, 'AG-22'),
    ...(activityId === null
      ? []
      : [updated('groupActivity.changed', activityId, { statusCode: 'MidLifecycleAction', progress: 60 })]),
  ]
  apply(world, { changes, timers }, cause)
}

function waiting({ id }: Member, hooks: readonly WaitingHook[]): { set: Partial<GroupInstance>; timers: Timer[] } {
  const dueAtMs = Math.min(...hooks.map(({ untilMs }) => untilMs))
  return { set: { hooks, dueAtMs }, timers: [{ atMs: dueAtMs, kind: 'groupInstance.step', id }] }
}

/** The hooks of the group for this way, each from now on. */
function waitFor(world: World, member: Member, transition: LifecycleHook['transition']): WaitingHook[] {
  return groupOf(world, member)
    .hooks.filter((hook) => hook.transition === transition)
    .map(({ name, heartbeatMs }) => ({
      name,
      token: uuid(world.streams.stream('lifecycle-tokens')),
      untilMs: world.nowMs + heartbeatMs,
      limitMs: world.nowMs + Math.min(LONGEST_WAIT_MS, MOST_HEARTBEATS * heartbeatMs),
    }))
}

/** Those that nobody has completed in time have their default results. A hook that was deleted meanwhile stands in nobody's way. */
function expireHooks(world: World, member: Member, cause: number): void {
  const { hooks } = groupOf(world, member)
  const expired = member.hooks.filter(({ untilMs }) => untilMs <= world.nowMs).map(({ name }) => name)
  const isAbandoned = hooks.some(({ name, defaultResult }) => defaultResult === 'ABANDON' && expired.includes(name))
  finishHooks(world, member, expired, isAbandoned ? 'ABANDON' : 'CONTINUE', 'Heartbeat Timeout', cause)
}

function finishHooks(
  world: World,
  member: Member,
  names: readonly string[],
  result: HookResult,
  how: string,
  cause: number,
): void {
  const rest = member.hooks.filter(({ name }) => !names.includes(name))
  const isLaunch = isLaunchHeld(member)
  if (result === 'ABANDON' && isLaunch) {
    abandon(world, member, names, how, cause)
    return
  }
  if (rest.length > 0 && result === 'CONTINUE') {
    const { set, timers } = waiting(member, rest)
    apply(world, { changes: [updated('groupInstance.changed', member.id, set, 'AG-22')], timers }, cause)
    return
  }
  if (isLaunch) settle(world, member, cause)
  else beginEnd(world, member, `${wayOf(member)}:Proceed`, { set: {}, changes: [] }, cause)
}

/** It waits for the hooks of a launch, into the group or into the pool. */
export function isLaunchHeld(member: Member): boolean {
  return member.state === 'Pending:Wait' || (member.state === 'Warmed:Pending:Wait' && !isComingBack(member))
}

/** The instance is terminated, and the group launches another (AG-22). */
function abandon(world: World, member: Member, names: readonly string[], how: string, cause: number): void {
  const token = member.hooks.find(({ name }) => names.includes(name))?.token ?? ''
  const message = `Instance failed to complete user's Lifecycle Action: Lifecycle Action with token ${token} was abandoned: ${how}`
  const changes = [
    ...endOfActivity(world, member.activityId, 'Cancelled', message),
    updated('groupInstance.changed', member.id, { activityId: null }, 'AG-22'),
  ]
  apply(world, { changes, timers: [] }, cause)
  const why = causeOf(sentence(world.nowMs, LAUNCH_FAILED), sentence(world.nowMs, SELECTED(member.id)))
  terminateGroupInstance(world, world.tables.groupInstances.certain(member.id), { why }, cause)
}

function beginEnd(world: World, { id }: Member, state: Way | `${Way}:Proceed`, beside: Beside, cause: number): void {
  const dueAtMs = world.nowMs + world.latencies.instanceTerminateMs
  const set = { ...beside.set, state, hooks: [], dueAtMs }
  const changes = [...beside.changes, updated('groupInstance.changed', id, set, 'AG-03')]
  apply(world, { changes, timers: [{ atMs: dueAtMs, kind: 'groupInstance.step', id }] }, cause)
}

/** EC2 has terminated it. What ran on it ends with it (CI-19). */
function leave(world: World, member: Member, cause: number): void {
  const changes = [
    removed('groupInstance.dropped', member.id, 'AG-03'),
    ...endOfActivity(world, member.activityId, 'Successful'),
  ]
  const entry = apply(world, { changes, timers: [] }, cause)
  const instance = world.tables.containerInstances.get(member.containerInstanceArn ?? '')
  if (instance !== undefined) terminateInstance(world, instance, entry)
  else turnTargets(world, member.id, false, entry)
}

function groupOf({ tables }: World, { groupName }: Member): Readonly<AutoScalingGroup> {
  return tables.autoScalingGroups.certain(groupName)
}

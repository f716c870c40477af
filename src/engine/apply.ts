// How does a plan become fact? The one place that carries plans out: each change enters the journal and its table
// together, each timer the queue; then those who have to look again because of it are called.
import { certain } from '../kernel/assert.ts'
import { PHASE } from '../kernel/event-queue.ts'
import { planAdmission } from '../lifecycle/start.ts'
import { type Change, type JournalEntry, type Plan, type TimerKind, updated } from '../model/changes.ts'
import type { Service } from '../model/entities.ts'
import type { Slot } from '../model/fleet-index.ts'
import { armTick } from './arm-tick.ts'
import { checkTouched, checkWorld, freezeDeep } from './invariants.ts'
import { sceneOf } from './scene.ts'
import { planTraffic } from './traffic.ts'
import type { World } from './world.ts'
import { write } from './write.ts'

/** Carries a plan out. Returns the sequence number of its last entry, or `cause` when it changed nothing. */
export function apply(world: World, plan: Plan, cause: number | null): number {
  let first: number | null = null
  let last = cause ?? -1
  for (const change of plan.changes) {
    last = commit(world, change, cause)
    first ??= last
  }
  // A plan's first change is what it is about; what comes later follows from that.
  for (const timer of plan.timers) schedule(world, timer.atMs, timer.kind, timer.id, first ?? last)
  spread(world, first ?? last)
  return last
}

/** Writes one change into the journal and its table. Only the engine calls it. */
export function commit(world: World, change: Change, cause: number | null): number {
  const { kind, id, set, rule } = change
  const entry: JournalEntry = { seq: world.journal.length, atMs: world.nowMs, kind, id, cause, rule, set }
  if (world.options.paranoid && set !== null) freezeDeep(set)
  world.journal.push(entry)
  write(world.tables, world.indexes, entry)
  checkTouched(world, entry)
  if (world.observer !== null) world.observer.wrote(entry)
  return entry.seq
}

/**
 * What ends of itself in the instant in which its capacity goes has ended by itself; and a verdict of that instant comes before the end
 * of a grace period (LB-10B).
 */
const LAST: ReadonlySet<TimerKind> = new Set<TimerKind>(['task.reclaim', 'task.grace'])

function schedule(world: World, atMs: number, kind: TimerKind, id: string, cause: number): void {
  if (kind === 'service.wake') queueService(world, atMs, kind, world.tables.services.certain(id), cause)
  else world.queue.push(atMs, PHASE.transitions, LAST.has(kind) ? 1 : 0, kind, id, cause)
}

/** Queues the service's evaluation in its phase of the present instant, once (DP-001). */
export function markService(world: World, service: string, cause: number): void {
  if (world.evaluating === service || world.marked.has(service)) return
  const row = world.tables.services.get(service)
  if (row === undefined || row.status === 'INACTIVE') return
  world.marked.add(service)
  queueService(world, world.nowMs, 'service.evaluate', row, cause)
}

/** Tasks that wait for room in the cluster are looked at once in the present instant, before its services. */
function markWaiting(world: World, cluster: string, cause: number): void {
  if (world.marked.has(cluster)) return
  world.marked.add(cluster)
  world.queue.push(world.nowMs, PHASE.evaluations, 0, 'cluster.place', cluster, cause)
}

/** Looks at something else than services, and when in an instant: groups after everything that befalls their instances, what ECS manages before. */
const LOOKS = {
  'autoScalingGroup.adjust': { phase: PHASE.followUps, order: 0 },
  'managed.align': { phase: PHASE.transitions, order: 1 },
  'managed.drain': { phase: PHASE.transitions, order: 1 },
} as const
export type LookKind = keyof typeof LOOKS

/** Queues a look in the present instant, once. Whoever looks just now does not call itself. */
export function markLook(world: World, kind: LookKind, id: string, cause: number): void {
  const mark = markOf(kind, id)
  if (world.evaluating === mark || world.marked.has(mark)) return
  world.marked.add(mark)
  const { phase, order } = LOOKS[kind]
  world.queue.push(world.nowMs, phase, order, kind, id, cause)
}

/** Among those marked: no ARN of a service begins so. */
export function markOf(kind: LookKind, id: string): string {
  return `${kind}/${id}`
}

/** Whether somebody was still to look; from now on nobody is. */
export function takeMark(world: World, kind: LookKind, id: string): boolean {
  return world.marked.delete(markOf(kind, id))
}

/** Daemons first, then in order of creation (DP-003). */
function queueService(
  world: World,
  atMs: number,
  kind: 'service.wake' | 'service.evaluate',
  { arn, ordinal, schedulingStrategy }: Readonly<Service>,
  cause: number,
): void {
  const phase = schedulingStrategy === 'DAEMON' ? PHASE.daemons : PHASE.evaluations
  world.queue.push(atMs, phase, ordinal, kind, arn, cause)
}

/** Calls those whom the last writes concern, until nobody is left to call. */
function spread(world: World, cause: number): void {
  const {
    services,
    roomierClusters,
    largerClusters,
    roomierSlots,
    daemons,
    traffic,
    ticks,
    groups,
    providers,
    drained,
  } = world.indexes.ripples
  if (traffic.size > 0) attendTraffic(world, traffic, cause)
  if (daemons.size > 0) callDaemons(world, daemons, cause)
  if (services.size > 0) {
    for (const service of services) markService(world, service, cause)
    services.clear()
  }
  if (roomierClusters.size > 0) {
    for (const cluster of roomierClusters) {
      if (world.indexes.waiting.isIn(cluster)) markWaiting(world, cluster, cause)
      for (const service of world.indexes.services.blocked.get(cluster) ?? []) markService(world, service, cause)
    }
    roomierClusters.clear()
  }
  if (largerClusters.size > 0) {
    for (const cluster of largerClusters) {
      for (const service of world.indexes.services.even.get(cluster) ?? []) markService(world, service, cause)
    }
    largerClusters.clear()
  }
  if (roomierSlots.size > 0) {
    const slots = [...roomierSlots]
    roomierSlots.clear()
    for (const slot of slots) admitWaiting(world, slot, cause)
  }
  if (groups.size > 0) {
    for (const group of groups)
      if (world.tables.autoScalingGroups.get(group) !== undefined)
        markLook(world, 'autoScalingGroup.adjust', group, cause)
    groups.clear()
  }
  if (providers.size > 0) {
    providers.clear()
    markLook(world, 'managed.align', '', cause)
  }
  if (drained.size > 0) {
    for (const id of drained)
      if (world.tables.groupInstances.get(id) !== undefined) markLook(world, 'managed.drain', id, cause)
    drained.clear()
  }
  if (ticks.size > 0) {
    ticks.clear()
    armTick(world, cause)
  }
  if (world.options.paranoid) checkWorld(world)
}

/** Tasks come into their target groups and leave them; what their targets say comes to the tasks (LB-102, LB-103, DP-202). */
function attendTraffic(world: World, traffic: Set<string>, cause: number): void {
  const called = [...traffic]
  traffic.clear()
  for (const task of called) {
    const plan = planTraffic(world, task)
    if (plan !== null) apply(world, plan, cause)
  }
}

/** A daemon's desired count is the number of its places, at any time (SV-400). */
function callDaemons(world: World, daemons: Set<string>, cause: number): void {
  const called = [...daemons]
  daemons.clear()
  for (const service of called) {
    const desiredCount = world.indexes.daemons.placesOf(service)
    if (desiredCount !== null && desiredCount !== world.tables.services.certain(service).desiredCount)
      commit(world, updated('service.scheduled', service, { desiredCount, steadySinceMs: null }, 'SV-400'), cause)
    markService(world, service, cause)
  }
}

/** The agent takes up its waiting tasks, strictly in their order, as far as room is really free (LC-14). */
function admitWaiting(world: World, slot: Slot, cause: number): void {
  for (;;) {
    const first = slot.waiting[0]
    if (first === undefined) return
    const plan = planAdmission(slot, sceneOf(world, certain(world.tables.tasks.get(first), first)), world)
    if (plan === null) return
    apply(world, plan, cause)
  }
}

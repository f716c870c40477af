// How does time pass? From one event to the next, each at its own instant; an instant that never ends is reported.
import { formatInstant } from '../kernel/durations.ts'
import type { QueuedEvent } from '../kernel/event-queue.ts'
import { apply, takeMark } from './apply.ts'
import { adjustGroup } from './auto-scaling/adjust.ts'
import { stepGroupInstance } from './auto-scaling/lifecycle.ts'
import { evaluateService } from './conductor.ts'
import { strikeScheduled } from './faults.ts'
import { HANDLERS } from './handlers.ts'
import { reclaimInstance, turnInstance } from './machines.ts'
import { alignManaged } from './managed-scaling/artefacts.ts'
import { attendDraining } from './managed-scaling/draining.ts'
import { followActivity } from './service-scaling/activities.ts'
import { runTick } from './tick.ts'
import { planTraffic } from './traffic.ts'
import { placeWaiting, planGivingUp } from './waiting-tasks.ts'
import type { World } from './world.ts'

/** Time stands still: events of one instant keep causing new ones of the same instant. */
export class LivelockError extends Error {
  /** The busiest entities of the instant and how often each appears among its last journal entries. */
  readonly culprits: readonly { readonly id: string; readonly kind: string; readonly entries: number }[]

  constructor(atMs: number, limit: number, culprits: LivelockError['culprits']) {
    const names = culprits.map(({ id, kind, entries }) => `${id} (${kind}, ${entries} times)`).join('; ')
    super(
      `More than ${limit} events at ${formatInstant(atMs)}: time does not get on. Busiest at the end: ${names}. A latency of 0 s in a loop is the usual cause.`,
    )
    this.name = 'LivelockError'
    this.culprits = culprits
  }
}

/** Runs every event up to and including `untilMs`, then sets the clock to it. */
export function advanceTo(world: World, untilMs: number): void {
  for (;;) {
    const nextAtMs = world.queue.nextAtMs
    if (nextAtMs === undefined || nextAtMs > untilMs) break
    runInstant(world, nextAtMs)
  }
  world.nowMs = untilMs
}

/** Runs every event of one instant, those that they cause in it included. */
export function runInstant(world: World, atMs: number): void {
  world.nowMs = atMs
  let events = 0
  while (world.queue.nextAtMs === atMs) {
    step(world)
    if (++events > world.behavior.eventsPerInstantLimit) throw livelock(world, world.behavior.eventsPerInstantLimit)
  }
  world.observer?.finished()
}

/** Runs the next event, and lets those know who asked to be told. */
export function step(world: World): void {
  run(world)
  world.observer?.carriedOut()
}

function run(world: World): void {
  const event = world.queue.pop() as QueuedEvent
  world.nowMs = event.atMs
  world.steps++
  switch (event.kind) {
    case 'service.evaluate':
      if (world.marked.delete(event.id)) evaluate(world, event)
      return
    case 'cluster.place':
      if (world.marked.delete(event.id)) placeWaiting(world, event.id, event.cause)
      return
    case 'service.wake':
      if (world.tables.services.get(event.id)?.wakeAtMs === event.atMs) evaluate(world, event)
      return
    case 'containerInstance.turn':
      turnInstance(world, event.id, event.cause)
      return
    case 'containerInstance.reclaim':
      reclaimInstance(world, event.id, event.cause)
      return
    case 'task.grace': {
      const plan = planTraffic(world, event.id)
      if (plan !== null) apply(world, plan, event.cause)
      return
    }
    case 'task.giveUp': {
      const plan = planGivingUp(world, event.id)
      if (plan !== null) apply(world, plan, event.cause)
      return
    }
    case 'minute.tick':
      runTick(world, event.cause)
      return
    case 'managed.align':
      if (takeMark(world, event.kind, event.id)) alignManaged(world, event.cause)
      return
    case 'managed.drain':
      if (takeMark(world, event.kind, event.id)) attendDraining(world, event.id, event.cause)
      return
    case 'groupInstance.step':
      stepGroupInstance(world, event.id, event.cause)
      return
    case 'autoScalingGroup.adjust':
      if (takeMark(world, event.kind, event.id)) adjustGroup(world, event.id, event.cause)
      return
    case 'autoScalingGroup.retry':
      if (world.tables.autoScalingGroups.get(event.id)?.retryAtMs === event.atMs)
        adjustGroup(world, event.id, event.cause)
      return
    case 'instanceRefresh.step': {
      const refresh = world.tables.instanceRefreshes.get(event.id)
      if (refresh?.dueAtMs === event.atMs) adjustGroup(world, refresh.groupName, event.cause)
      return
    }
    case 'fault.strike':
      strikeScheduled(world, event.id, event.cause)
      return
    default: {
      const plan = HANDLERS[event.kind as keyof typeof HANDLERS](world, event.id)
      if (plan !== null) apply(world, plan, event.cause)
    }
  }
}

/** What scaled the service waits for what follows. */
function evaluate(world: World, { id, cause }: QueuedEvent): void {
  evaluateService(world, id, cause)
  followActivity(world, id, cause)
}

/** @param limit that was passed */
export function livelock(world: World, limit: number): LivelockError {
  const counts = new Map<string, { id: string; kind: string; entries: number }>()
  for (const { id, kind, atMs } of world.journal.slice(-2_000)) {
    if (atMs !== world.nowMs) continue
    const known = counts.get(`${kind} ${id}`)
    if (known === undefined) counts.set(`${kind} ${id}`, { id, kind, entries: 1 })
    else known.entries++
  }
  const culprits = [...counts.values()].sort((a, b) => b.entries - a.entries || (a.id < b.id ? -1 : 1)).slice(0, 3)
  return new LivelockError(world.nowMs, limit, culprits)
}

// When will it be so? Time passes instant by instant until a predicate over the world holds, or until a limit.
import { isStable } from '../deployment/service-view.ts'
import { type WaitingFor, waitOf } from '../deployment/waiting.ts'
import type { WorldView } from '../model/view.ts'
import { advanceTo, runInstant } from './loop.ts'
import { viewOfService } from './service-view.ts'
import type { World } from './world.ts'

/** Somebody who has not arrived where the caller wants them. */
export interface Wait {
  readonly kind: 'service' | 'task'
  readonly id: string
  readonly name: string
  readonly waitingFor: WaitingFor | 'task-to-start'
  readonly detail: string
  /** Since when it has been waiting for this, as far as the state tells. */
  readonly sinceMs: number
  /** The latest service event. */
  readonly lastEvent: string | null
}

export type Goal = 'steady' | 'stable' | ((view: WorldView) => boolean)

/** Runs until the goal holds at the end of an instant. Returns whether it did by `limitMs`. */
export function runUntil(world: World, goal: Goal, limitMs: number): boolean {
  const reached = predicateOf(goal)
  runInstant(world, world.nowMs)
  while (!reached(world)) {
    const nextAtMs = world.queue.nextAtMs
    if (nextAtMs === undefined || nextAtMs > limitMs) {
      advanceTo(world, limitMs)
      return false
    }
    runInstant(world, nextAtMs)
  }
  return true
}

/** A goal as a predicate over the live world. */
export function predicateOf(goal: Goal): (view: WorldView) => boolean {
  if (goal === 'steady') return ({ indexes }) => indexes.services.unsteady.size === 0 && indexes.startingTasks === 0
  if (goal === 'stable') return isEveryServiceStable
  return goal
}

function isEveryServiceStable(view: WorldView): boolean {
  for (const service of view.tables.services.values()) {
    if (service.status !== 'INACTIVE' && !isStable(viewOfService(view, service.arn))) return false
  }
  return true
}

/** Who still waits, for what, since when: services in order of creation, then standalone tasks. */
export function waiting(world: World): Wait[] {
  const waits: Wait[] = []
  for (const service of world.tables.services.values()) {
    const wait = service.status === 'INACTIVE' ? null : waitOf(viewOfService(world, service.arn))
    if (wait === null) continue
    const { waitingFor, detail } = wait
    const sinceMs = service.blockedSinceMs ?? service.deployments[0]?.createdAtMs ?? service.createdAtMs
    waits.push({
      kind: 'service',
      id: service.arn,
      name: service.name,
      waitingFor,
      detail,
      sinceMs,
      lastEvent: lastEventOf(world, service.arn),
    })
  }
  return [...waits, ...standaloneWaits(world)]
}

function standaloneWaits(world: World): Wait[] {
  if (world.indexes.startingTasks === 0) return []
  return [...world.tables.tasks.values()]
    .filter((task) => task.serviceArn === null && task.desiredStatus === 'RUNNING' && task.startedAtMs === null)
    .map((task) => ({
      kind: 'task',
      id: task.arn,
      name: task.id,
      waitingFor: 'task-to-start',
      detail:
        task.admittedAtMs === null && task.launchType !== 'FARGATE'
          ? 'waits until a stopping task frees its room'
          : `is ${task.lastStatus}`,
      sinceMs: task.createdAtMs,
      lastEvent: null,
    }))
}

function lastEventOf(world: World, service: string): string | null {
  const id = world.indexes.eventsByService.get(service)?.at(-1)
  return id === undefined ? null : world.tables.serviceEvents.certain(id).message
}

// How did it end? Everything at rest, stuck for good, or out of time while things still moved.
import type { Simulation, Wait } from '../index.ts'

export interface Verdict {
  /**
   * - completes: everything is at rest
   * - stuck: somebody waits, and nothing is on its way that could help
   * - unfinished: somebody waits when the time is up, and tasks are still starting or stopping
   */
  readonly status: 'completes' | 'stuck' | 'unfinished'
  /** `start`: the services did not come to rest before the scenario could begin. */
  readonly phase: 'start' | 'scenario'
  /** When it came to rest, or was given up, on the scenario's clock; before 0 in the phase `start`. */
  readonly clockMs: number
  /** The same, counted from the first action. */
  readonly durationMs: number
  readonly waitingFor: readonly Waiter[]
}

export interface Waiter extends Wait {
  /** The service events whose causes still hold; the latest one when there is none. */
  readonly events: readonly string[]
}

export interface Clock {
  /** The instant at which the scenario's clock shows 0. */
  readonly zeroMs: number
  /** The instant from which durations count: that of the first action. */
  readonly changeMs: number
}

export interface End extends Clock {
  /** When everything came to rest; null when it did not. */
  readonly restMs: number | null
}

export function verdictOf(sim: Simulation, phase: Verdict['phase'], { zeroMs, changeMs, restMs }: End): Verdict {
  const status = restMs !== null ? 'completes' : isMoving(sim) ? 'unfinished' : 'stuck'
  const endMs = restMs ?? sim.nowMs
  const waitingFor = restMs === null ? sim.waitingFor().map((wait) => waiterOf(sim, wait)) : []
  return { status, phase, clockMs: endMs - zeroMs, durationMs: endMs - changeMs, waitingFor }
}

function waiterOf(sim: Simulation, wait: Wait): Waiter {
  const standing = sim.view.tables.services.get(wait.id)?.notices.map(({ message }) => message) ?? []
  const latest = wait.lastEvent === null ? [] : [wait.lastEvent]
  return { ...wait, events: standing.length > 0 ? standing : latest }
}

function isMoving(sim: Simulation): boolean {
  const { tables, indexes } = sim.view
  if (indexes.startingTasks > 0) return true
  return [...tables.services.values()].some(({ arn }) => {
    const { starting, unsettled, stopping } = indexes.census.total(arn)
    return starting + unsettled + stopping > 0
  })
}

/** The latest instant at which a service came to its steady state or its end, or a task of nobody's began to run. */
export function restedSinceMs(sim: Simulation, changeMs: number): number {
  const { services, tasks } = sim.view.tables
  let restedMs = changeMs
  for (const { steadySinceMs, inactiveAtMs } of services.values())
    restedMs = Math.max(restedMs, steadySinceMs ?? inactiveAtMs ?? 0)
  for (const { serviceArn, startedAtMs } of tasks.values())
    if (serviceArn === null) restedMs = Math.max(restedMs, startedAtMs ?? 0)
  return restedMs
}

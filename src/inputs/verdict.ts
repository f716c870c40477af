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
  /** When the scenario came to rest, or was given up, on its clock; before 0 in the phase `start`. */
  readonly atMs: number
  /** The same, counted from the first action. */
  readonly durationMs: number
  readonly waitingFor: readonly Wait[]
}

export interface Clock {
  /** The instant at which the scenario's clock shows 0. */
  readonly zeroMs: number
  /** The instant from which durations count: that of the first action. */
  readonly changeMs: number
}

export function verdictOf(sim: Simulation, phase: Verdict['phase'], { zeroMs, changeMs }: Clock): Verdict {
  const waitingFor = sim.waitingFor()
  const status = waitingFor.length === 0 ? 'completes' : isMoving(sim) ? 'unfinished' : 'stuck'
  const endMs = status === 'completes' ? restedSinceMs(sim, changeMs) : sim.nowMs
  return { status, phase, atMs: endMs - zeroMs, durationMs: endMs - changeMs, waitingFor }
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
function restedSinceMs(sim: Simulation, changeMs: number): number {
  const { services, tasks } = sim.view.tables
  let restedMs = changeMs
  for (const { steadySinceMs, inactiveAtMs } of services.values())
    restedMs = Math.max(restedMs, steadySinceMs ?? inactiveAtMs ?? 0)
  for (const { serviceArn, startedAtMs } of tasks.values())
    if (serviceArn === null) restedMs = Math.max(restedMs, startedAtMs ?? 0)
  return restedMs
}

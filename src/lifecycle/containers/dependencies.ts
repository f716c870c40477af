// May a container start yet? Its dependencies say yes, not yet, or never (LC-44…LC-48).
import type { ContainerRun, ContainerSpec, Dependency } from '../../model/containers.ts'
import { healthAt, nextVerdictMs, verdictsUpTo } from './health.ts'
import { hasStarted, isOver, neverStarted } from './phase.ts'

export type Permission = 'granted' | 'withheld' | { readonly refused: string }

interface Crew {
  readonly specs: readonly ContainerSpec[]
  readonly runs: readonly ContainerRun[]
}

/** All conditions must hold; one that can never hold refuses for good. */
export function permissionFor(index: number, crew: Crew, nowMs: number): Permission {
  const { dependencies } = crew.specs[index]!
  let isWithheld = false
  for (const dependency of dependencies) {
    if (isSatisfied(dependency, crew, nowMs)) continue
    const refused = whyNever(dependency, crew, nowMs)
    if (refused !== null)
      return { refused: `CannotStartContainerError: dependency graph: ${wordsOf(dependency, index, crew)}${refused}` }
    isWithheld = true
  }
  return isWithheld ? 'withheld' : 'granted'
}

/** The next instant at which time alone changes a permission: a start times out, a container turns healthy; null for none. */
export function nextPermissionMs(index: number, crew: Crew, nowMs: number): number | null {
  let next: number | null = null
  for (const dependency of crew.specs[index]!.dependencies) {
    const on = crew.runs[dependency.on]!
    const spec = crew.specs[dependency.on]!
    const candidates = [
      dependency.condition === 'HEALTHY' ? nextVerdictMs(on, spec, nowMs) : null,
      timeoutMs(dependency, crew),
    ]
    for (const atMs of candidates) if (atMs !== null && atMs > nowMs && (next === null || atMs < next)) next = atMs
  }
  return next
}

function isSatisfied({ on, condition }: Dependency, { specs, runs }: Crew, nowMs: number): boolean {
  const run = runs[on]!
  switch (condition) {
    // Creating and starting is one step here.
    case 'CREATE':
      return hasStarted(run, nowMs)
    case 'START':
      return hasStarted(run, nowMs)
    case 'COMPLETE':
      return hasStarted(run, nowMs) && isOver(run, nowMs)
    case 'SUCCESS':
      return hasStarted(run, nowMs) && isOver(run, nowMs) && run.exitCode === 0
    case 'HEALTHY':
      return healthAt(run, specs[on]!, nowMs) === 'HEALTHY' && !isOver(run, nowMs)
  }
}

/** When a dependency allowed its dependent to start, or will as far as it is planned; null while nobody knows. */
export function satisfiedAtMs({ on, condition }: Dependency, { specs, runs }: Crew): number | null {
  const run = runs[on]!
  if (run.startedAtMs === null) return null
  switch (condition) {
    case 'CREATE':
    case 'START':
      return run.startedAtMs
    case 'COMPLETE':
      return run.stoppedAtMs
    case 'SUCCESS':
      return run.exitCode === 0 ? run.stoppedAtMs : null
    case 'HEALTHY':
      return (
        verdictsUpTo(run, specs[on]!, Number.POSITIVE_INFINITY).find(({ status }) => status === 'HEALTHY')?.atMs ?? null
      )
  }
}

function whyNever(dependency: Dependency, crew: Crew, nowMs: number): string | null {
  const run = crew.runs[dependency.on]!
  if (neverStarted(run, nowMs)) return ' because dependency will never start'
  if (dependency.condition === 'SUCCESS' && isOver(run, nowMs)) return ' as dependency did not exit successfully.'
  const limitMs = timeoutMs(dependency, crew)
  if (limitMs !== null && limitMs <= nowMs && !isOver(run, nowMs)) return ' has timed out.'
  return null
}

/** The start timeout belongs to the dependency and counts from its own start (LC-47). */
function timeoutMs({ on, condition }: Dependency, { specs, runs }: Crew): number | null {
  if (condition === 'START' || condition === 'CREATE') return null
  const { startTimeoutMs } = specs[on]!
  const { startedAtMs } = runs[on]!
  return startTimeoutMs === null || startedAtMs === null ? null : startedAtMs + startTimeoutMs
}

function wordsOf({ on }: Dependency, index: number, { specs }: Crew): string {
  return `container ordering dependency [${specs[on]!.name}] for target [${specs[index]!.name}]`
}

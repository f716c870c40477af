// What does the agent say of a task's containers? Only what is past, and of their health only what the last telemetry saw.
import type { ContainerRun, ContainerSpec, HealthStatus, NetworkBinding } from '../model/containers.ts'
import type { TaskContainer } from '../model/entities.ts'
import { healthAt, nextVerdictMs, taskHealth } from './containers/health.ts'
import { hasStarted, isOver } from './containers/phase.ts'

/** The containers as a report of this instant shows them; `seenAtMs` is when their health was last looked at (HC-10). */
export function reportedContainers(
  specs: readonly ContainerSpec[],
  runs: readonly ContainerRun[],
  nowMs: number,
  seenAtMs: number,
): readonly TaskContainer[] {
  if (isPlain(specs, runs, nowMs)) return plainContainers(specs, hasStarted(runs[0]!, nowMs) ? 'RUNNING' : 'PENDING')
  return specs.map((spec, index) => reported(spec, runs[index]!, nowMs, seenAtMs))
}

/** Health goes its own way: it is no part of this. */
export function isSameReport(a: readonly TaskContainer[], b: readonly TaskContainer[]): boolean {
  return a === b || a.every((container, index) => isSame(container, b[index]!))
}

/** An earlier report with the health of a later one; the very same list when that is no different. */
export function withHealth(
  earlier: readonly TaskContainer[],
  later: readonly TaskContainer[],
): readonly TaskContainer[] {
  if (earlier.every(({ healthStatus }, index) => healthStatus === later[index]!.healthStatus)) return earlier
  return earlier.map((container, index) => ({ ...container, healthStatus: later[index]!.healthStatus }))
}

/** The task's health, of what has been reported of its containers (HC-8). */
export function reportedHealth(
  specs: readonly ContainerSpec[],
  containers: readonly TaskContainer[],
  isStrict: boolean,
): HealthStatus {
  return isChecked(specs) ? taskHealth(specs, (index) => containers[index]!.healthStatus, isStrict) : 'UNKNOWN'
}

/** When the next change of a container's health will be seen; null for never. */
export function nextSightingMs(
  specs: readonly ContainerSpec[],
  runs: readonly ContainerRun[],
  nowMs: number,
  delayMs: number,
): number | null {
  if (!isChecked(specs)) return null
  let next: number | null = null
  for (const [index, spec] of specs.entries()) {
    const verdictMs = nextVerdictMs(runs[index]!, spec, nowMs - delayMs)
    if (verdictMs !== null && (next === null || verdictMs + delayMs < next)) next = verdictMs + delayMs
  }
  return next
}

function isChecked(specs: readonly ContainerSpec[]): boolean {
  for (const { healthCheck } of specs) if (healthCheck !== null) return true
  return false
}

function reported(spec: ContainerSpec, run: ContainerRun, nowMs: number, seenAtMs: number): TaskContainer {
  const over = isOver(run, nowMs)
  const started = hasStarted(run, nowMs)
  return {
    name: spec.name,
    image: spec.image,
    lastStatus: over ? 'STOPPED' : started ? 'RUNNING' : 'PENDING',
    exitCode: over ? run.exitCode : null,
    reason: over ? run.reason : null,
    networkBindings: started ? run.networkBindings : NO_BINDINGS,
    healthStatus: healthAt(run, spec, seenAtMs),
  }
}

function isSame(a: TaskContainer, b: TaskContainer): boolean {
  return (
    a.lastStatus === b.lastStatus &&
    a.exitCode === b.exitCode &&
    a.reason === b.reason &&
    a.networkBindings.length === b.networkBindings.length
  )
}

const NO_BINDINGS: readonly NetworkBinding[] = []

/** All alike, and nothing to tell of any: such lists are shared by every task of the definition. */
function isPlain(specs: readonly ContainerSpec[], runs: readonly ContainerRun[], nowMs: number): boolean {
  const started = hasStarted(runs[0]!, nowMs)
  for (let index = 0; index < runs.length; index++) {
    const run = runs[index]!
    if (hasStarted(run, nowMs) !== started || isOver(run, nowMs)) return false
    if ((started && run.networkBindings.length > 0) || specs[index]!.healthCheck !== null) return false
  }
  return true
}

type PlainStatus = 'PENDING' | 'RUNNING'
const plainLists = new WeakMap<object, Record<PlainStatus, readonly TaskContainer[]>>()

export function plainContainers(specs: readonly ContainerSpec[], status: PlainStatus): readonly TaskContainer[] {
  let lists = plainLists.get(specs)
  if (lists === undefined) {
    const listOf = (lastStatus: PlainStatus) =>
      specs.map(
        ({ name, image }): TaskContainer => ({
          name,
          image,
          lastStatus,
          exitCode: null,
          reason: null,
          networkBindings: NO_BINDINGS,
          healthStatus: 'UNKNOWN',
        }),
      )
    lists = { PENDING: listOf('PENDING'), RUNNING: listOf('RUNNING') }
    plainLists.set(specs, lists)
  }
  return lists[status]
}

// Which instants does a task's record get from the runs of its containers?
import type { ContainerRun, ContainerSpec } from '../model/containers.ts'
import type { Task } from '../model/entities.ts'
import { firstToEnd, hasAnyoneStarted, nextInstantMs } from './containers/machine.ts'
import { isPast } from './containers/phase.ts'
import type { LifecycleContext, Scene } from './context.ts'
import { nextSightingMs } from './report.ts'

/** When something happens next, or is next to be seen. */
export function nextDueMs(
  scene: Scene,
  runs: readonly ContainerRun[],
  { nowMs, latencies }: LifecycleContext,
): number | null {
  const { containers } = scene.definition
  const machine = { specs: containers, runs, isStopping: scene.task.orderedAtMs !== null }
  return soonest(nextInstantMs(machine, nowMs), nextSightingMs(containers, runs, nowMs, latencies.healthReportMs))
}

/** Null stands for never. */
export function soonest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}

/** Reported only now, with the status. Nothing is pulled when the image is used as it lies there. */
export function pullWindow(
  runs: readonly ContainerRun[],
  nowMs: number,
): Pick<Task, 'pullStartedAtMs' | 'pullStoppedAtMs'> {
  let pullStartedAtMs: number | null = null
  let pullStoppedAtMs: number | null = null
  for (const run of runs) {
    if (isPast(run.pullStartedAtMs, nowMs) && (pullStartedAtMs === null || run.pullStartedAtMs! < pullStartedAtMs))
      pullStartedAtMs = run.pullStartedAtMs
    if (isPast(run.pullStoppedAtMs, nowMs) && (pullStoppedAtMs === null || run.pullStoppedAtMs! > pullStoppedAtMs))
      pullStoppedAtMs = run.pullStoppedAtMs
  }
  return { pullStartedAtMs, pullStoppedAtMs }
}

/** When the first essential container was over; null when nothing had ever run and somebody had asked for the end. */
export function executionStoppedMs(
  specs: readonly ContainerSpec[],
  runs: readonly ContainerRun[],
  isOrdered: boolean,
  nowMs: number,
): number | null {
  return isOrdered && !hasAnyoneStarted(runs, nowMs) ? null : (firstToEnd(specs, runs, nowMs)?.atMs ?? null)
}

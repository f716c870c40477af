// Where does a container stand at an instant? Told from the instants of its run.
import type { ContainerRun } from '../../model/containers.ts'

/** A container that nobody has allowed to start yet. */
export const WAITING: ContainerRun = {
  pullStartedAtMs: null,
  pullStoppedAtMs: null,
  startedAtMs: null,
  restartedAtMs: null,
  signalledAtMs: null,
  stoppedAtMs: null,
  exitCode: null,
  reason: null,
  isFatal: false,
  taskReason: null,
  imageDigest: null,
  networkBindings: [],
  script: null,
  healthFrozenAtMs: null,
}

export function isPast(atMs: number | null, nowMs: number): boolean {
  return atMs !== null && atMs <= nowMs
}

/** Nothing has been planned for it. */
export function isWaiting({ pullStartedAtMs, startedAtMs, stoppedAtMs }: ContainerRun): boolean {
  return pullStartedAtMs === null && startedAtMs === null && stoppedAtMs === null
}

export function hasStarted(run: ContainerRun, nowMs: number): boolean {
  return isPast(run.startedAtMs, nowMs)
}

export function isOver(run: ContainerRun, nowMs: number): boolean {
  return isPast(run.stoppedAtMs, nowMs)
}

/** It ended, and its process never ran. */
export function neverStarted(run: ContainerRun, nowMs: number): boolean {
  return isOver(run, nowMs) && !hasStarted(run, nowMs)
}

// What do a task's containers do now, and when next? A small deterministic machine: at each instant that matters it allows what may
// start, gives up what never can, stops all when an essential one is over, and plans ahead. Nothing happens between those instants.
import type { ContainerRun, ContainerScript, ContainerSpec } from '../../model/containers.ts'
import { nextPermissionMs, permissionFor } from './dependencies.ts'
import { endingOf } from './life.ts'
import { hasStarted, isOver, isWaiting, neverStarted } from './phase.ts'
import { type StopTimes, stopAll } from './stopping.ts'

/** How one container comes to run, worked out when it is allowed to. */
export interface Itinerary {
  readonly pullStartedAtMs: number | null
  readonly pullStoppedAtMs: number | null
  /** Null when it fails on the way. */
  readonly startedAtMs: number | null
  readonly imageDigest: ContainerRun['imageDigest']
  readonly failure: Failure | null
}

/** Why and when a container does not come to run. */
export interface Failure extends Pick<ContainerRun, 'reason' | 'exitCode' | 'isFatal' | 'taskReason'> {
  readonly atMs: number
}

/** What the machine needs to know of the world. */
export interface Surroundings {
  readonly nowMs: number
  readonly stopTimes: StopTimes
  readonly outOfMemoryReason: string
  scriptOf(index: number): ContainerScript | null
  itineraryOf(index: number, script: ContainerScript | null): Itinerary
}

export interface Machine {
  readonly specs: readonly ContainerSpec[]
  readonly runs: readonly ContainerRun[]
  /** Whoever sees to the task has asked it to stop. */
  readonly isStopping: boolean
}

/** The runs after everything that is due by now; the very same array when nothing is. */
export function advance(machine: Machine, around: Surroundings): readonly ContainerRun[] {
  const { specs, isStopping } = machine
  let { runs } = machine
  for (;;) {
    const next =
      isStopping || mustEnd(specs, runs, around.nowMs)
        ? stopAll(specs, runs, around.stopTimes, around.nowMs)
        : allow(specs, runs, around)
    if (next === runs || isSame(next, runs)) return runs
    runs = next
  }
}

function isSame(a: readonly ContainerRun[], b: readonly ContainerRun[]): boolean {
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false
  return true
}

/** When the machine has to look again; null when nothing more will happen by itself. */
export function nextInstantMs({ specs, runs }: Machine, nowMs: number): number | null {
  let next: number | null = null
  for (let index = 0; index < runs.length; index++) {
    const run = runs[index]!
    next = sooner(next, run.startedAtMs, nowMs)
    next = sooner(next, run.stoppedAtMs, nowMs)
    if (isWaiting(run)) next = sooner(next, nextPermissionMs(index, { specs, runs }, nowMs), nowMs)
  }
  return next
}

/** The sooner of what was found so far and of another instant, if that lies ahead. */
function sooner(next: number | null, atMs: number | null, nowMs: number): number | null {
  return atMs !== null && atMs > nowMs && (next === null || atMs < next) ? atMs : next
}

/** An essential container is over, or one whose failure nothing survives (LC-42, LC-54). */
export function mustEnd(specs: readonly ContainerSpec[], runs: readonly ContainerRun[], nowMs: number): boolean {
  for (let index = 0; index < runs.length; index++) {
    const run = runs[index]!
    if (isOver(run, nowMs) && (specs[index]!.essential || run.isFatal)) return true
  }
  return false
}

export function isEveryoneOver(runs: readonly ContainerRun[], nowMs: number): boolean {
  for (const run of runs) if (!isOver(run, nowMs)) return false
  return true
}

export function hasAnyoneStarted(runs: readonly ContainerRun[], nowMs: number): boolean {
  for (const run of runs) if (hasStarted(run, nowMs)) return true
  return false
}

/** Every container has started or finished: what makes a task RUNNING (LC-40). */
export function hasEveryoneStarted(runs: readonly ContainerRun[], nowMs: number): boolean {
  for (const run of runs) if (!hasStarted(run, nowMs) && !isOver(run, nowMs)) return false
  return true
}

/** The first essential container to be over; the first one listed of those that ended together, the one that ended them before all (LC-28). */
export function firstToEnd(
  specs: readonly ContainerSpec[],
  runs: readonly ContainerRun[],
  nowMs: number,
): { readonly index: number; readonly atMs: number; readonly hadStarted: boolean } | null {
  let first: { index: number; atMs: number; hadStarted: boolean } | null = null
  for (const [index, run] of runs.entries()) {
    if (!isOver(run, nowMs) || !(specs[index]!.essential || run.isFatal)) continue
    const atMs = run.stoppedAtMs as number
    const isCause = first !== null && atMs === first.atMs && run.isFatal && !runs[first.index]!.isFatal
    if (first === null || atMs < first.atMs || isCause)
      first = { index, atMs, hadStarted: !neverStarted(run, nowMs) && !run.isFatal }
  }
  return first
}

function allow(
  specs: readonly ContainerSpec[],
  runs: readonly ContainerRun[],
  around: Surroundings,
): readonly ContainerRun[] {
  let allowed: ContainerRun[] | null = null
  for (let index = 0; index < runs.length; index++) {
    const run = runs[index]!
    if (!isWaiting(run)) continue
    const planned = planOf(index, run, { specs, runs }, around)
    if (planned === run) continue
    allowed ??= [...runs]
    allowed[index] = planned
  }
  return allowed ?? runs
}

/** A dependent that can never start ends with this code (LC-48). */
const NEVER_STARTED = 143

function planOf(
  index: number,
  run: ContainerRun,
  crew: { readonly specs: readonly ContainerSpec[]; readonly runs: readonly ContainerRun[] },
  around: Surroundings,
): ContainerRun {
  const permission = permissionFor(index, crew, around.nowMs)
  if (permission === 'withheld') return run
  if (permission === 'granted') return planStart(crew.specs[index]!, run, index, around)
  return { ...run, stoppedAtMs: around.nowMs, exitCode: NEVER_STARTED, reason: permission.refused }
}

function planStart(spec: ContainerSpec, run: ContainerRun, index: number, around: Surroundings): ContainerRun {
  const script = around.scriptOf(index)
  const { pullStartedAtMs, pullStoppedAtMs, startedAtMs, imageDigest, failure } = around.itineraryOf(index, script)
  const ending = startedAtMs === null ? null : endingOf(startedAtMs, spec, script, around.outOfMemoryReason)
  return {
    pullStartedAtMs,
    pullStoppedAtMs,
    startedAtMs,
    restartedAtMs: null,
    signalledAtMs: null,
    stoppedAtMs: failure?.atMs ?? ending?.atMs ?? null,
    exitCode: failure?.exitCode ?? ending?.exitCode ?? null,
    reason: failure?.reason ?? ending?.reason ?? null,
    isFatal: failure?.isFatal ?? false,
    taskReason: failure?.taskReason ?? null,
    imageDigest,
    networkBindings: run.networkBindings,
    script,
    healthFrozenAtMs: run.healthFrozenAtMs,
  }
}

// In which order do a task's containers stop, and when is each gone? Who depends on others goes first (LC-49…LC-51).
import type { ContainerRun, ContainerSpec } from '../../model/containers.ts'
import { hasStarted, isOver, isPast } from './phase.ts'

/** How long a container takes from its stop signal to its end, when nobody says otherwise. */
export interface StopTimes {
  readonly gracefulExitMs: number
  readonly stopTimeoutMs: number
}

/** The exit code of a container that had to be killed. */
export const KILLED = 137
const TERMINATED = 143
/** A script's word for a container that does not listen to its stop signal. */
export const NEVER = -1

/** The runs with every end that follows from stopping them all, beginning now. */
export function stopAll(
  specs: readonly ContainerSpec[],
  runs: readonly ContainerRun[],
  times: StopTimes,
  nowMs: number,
): readonly ContainerRun[] {
  const stopped: ContainerRun[] = []
  for (let index = 0; index < specs.length; index++) stopInOrder(index, specs, runs, stopped, times, nowMs)
  return stopped
}

/** Stops those that depend on it first. */
function stopInOrder(
  index: number,
  specs: readonly ContainerSpec[],
  runs: readonly ContainerRun[],
  stopped: ContainerRun[],
  times: StopTimes,
  nowMs: number,
): ContainerRun {
  const known = stopped[index]
  if (known !== undefined) return known
  let signalAtMs = nowMs
  for (let other = 0; other < specs.length; other++) {
    if (!dependsOn(specs[other]!, index)) continue
    const { stoppedAtMs } = stopInOrder(other, specs, runs, stopped, times, nowMs)
    if (stoppedAtMs !== null && stoppedAtMs > signalAtMs) signalAtMs = stoppedAtMs
  }
  const run = stopOne(specs[index]!, runs[index]!, signalAtMs, times, nowMs)
  stopped[index] = run
  return run
}

function dependsOn({ dependencies }: ContainerSpec, index: number): boolean {
  for (const { on } of dependencies) if (on === index) return true
  return false
}

function stopOne(
  spec: ContainerSpec,
  run: ContainerRun,
  signalAtMs: number,
  times: StopTimes,
  nowMs: number,
): ContainerRun {
  // One that has its signal, or is to have it later, is left as it was planned.
  if (isOver(run, nowMs) || run.signalledAtMs !== null) return run
  if (!hasStarted(run, nowMs)) return notStarted(run, nowMs)
  const end = endAfterSignal(spec, run, signalAtMs, times)
  // It may well end by itself before that.
  const endsBySelf = run.stoppedAtMs !== null && run.stoppedAtMs <= end.stoppedAtMs
  if (endsBySelf) return run.stoppedAtMs! <= signalAtMs ? run : { ...run, signalledAtMs: signalAtMs }
  return { ...run, signalledAtMs: signalAtMs, ...end }
}

/** What has not started stops at once, without an exit code (LC-51). A pull under way is given up. */
function notStarted(run: ContainerRun, nowMs: number): ContainerRun {
  return {
    ...run,
    pullStartedAtMs: isPast(run.pullStartedAtMs, nowMs) ? run.pullStartedAtMs : null,
    pullStoppedAtMs: isPast(run.pullStoppedAtMs, nowMs) ? run.pullStoppedAtMs : null,
    startedAtMs: null,
    stoppedAtMs: nowMs,
    exitCode: null,
    reason: null,
  }
}

function endAfterSignal(
  { stopTimeoutMs }: ContainerSpec,
  { script }: ContainerRun,
  signalAtMs: number,
  times: StopTimes,
): { readonly stoppedAtMs: number; readonly exitCode: number; readonly reason: null } {
  const limitMs = stopTimeoutMs ?? times.stopTimeoutMs
  const ownMs = script?.stopsAfterMs ?? times.gracefulExitMs
  const exits = ownMs !== NEVER && ownMs <= limitMs
  return {
    stoppedAtMs: signalAtMs + (exits ? ownMs : limitMs),
    exitCode: exits ? (script?.stopExitCode ?? TERMINATED) : KILLED,
    reason: null,
  }
}

// What happens when somebody interferes with a container: gives it another script, crashes it, starves it of memory?
import type { Plan } from '../model/changes.ts'
import type { ContainerRun, ContainerScript, ContainerSpec } from '../model/containers.ts'
import { endingOf, isRestarted, lastStartMs } from './containers/life.ts'
import { advance } from './containers/machine.ts'
import { hasStarted, isOver, isWaiting } from './containers/phase.ts'
import type { LifecycleContext, Scene } from './context.ts'
import { planReport } from './step.ts'
import { TaskSurroundings } from './surroundings.ts'

/** A container goes on by another script, as if it had followed that from its start; null when it is over. */
export function planRescript(
  scene: Scene,
  index: number,
  script: ContainerScript,
  context: LifecycleContext,
): Plan | null {
  const run = scene.task.runs[index]!
  const spec = scene.definition.containers[index]!
  if (isOver(run, context.nowMs) || isWaiting(run)) return null
  return planWith(scene, index, replanned({ ...run, script }, spec, scene, context), context)
}

export interface Crash {
  readonly exitCode: number
  readonly isOutOfMemory: boolean
}

/** A container exits now; its restart policy may bring it back (LC-60). Null when it does not run. */
export function planCrash(scene: Scene, index: number, crash: Crash, context: LifecycleContext): Plan | null {
  const { nowMs } = context
  const { exitCode } = crash
  const run = scene.task.runs[index]!
  const spec = scene.definition.containers[index]!
  if (!hasStarted(run, nowMs) || isOver(run, nowMs)) return null
  const startedAtMs = run.restartedAtMs ?? (run.startedAtMs as number)
  const ranMs = nowMs - lastStartMs(startedAtMs, spec.restartPolicy, run.script, nowMs)
  const isBack = scene.task.orderedAtMs === null && isRestarted(spec.restartPolicy, exitCode, ranMs)
  const reason = crash.isOutOfMemory ? new TaskSurroundings(scene, context).outOfMemoryReason : null
  const after = isBack
    ? replanned({ ...run, restartedAtMs: nowMs }, spec, scene, context)
    : { ...run, stoppedAtMs: nowMs, exitCode, reason }
  return planWith(scene, index, after, context)
}

/** The health of a container stands still, or moves again; null when it does already. */
export function planFreeze(scene: Scene, index: number, isFrozen: boolean, context: LifecycleContext): Plan | null {
  const run = scene.task.runs[index]!
  if ((run.healthFrozenAtMs !== null) === isFrozen || isOver(run, context.nowMs)) return null
  return planWith(scene, index, { ...run, healthFrozenAtMs: isFrozen ? context.nowMs : null }, context)
}

/** The ends that its script and its limits hold for it from now on; a stop signal that has been given stays. */
function replanned(run: ContainerRun, spec: ContainerSpec, scene: Scene, context: LifecycleContext): ContainerRun {
  if (run.signalledAtMs !== null) return run
  const from = run.restartedAtMs ?? run.startedAtMs
  const around = new TaskSurroundings(scene, context)
  const ending = from === null ? null : endingOf(from, spec, run.script, around.outOfMemoryReason)
  // What it should have done already, it does now.
  const stoppedAtMs = ending === null ? null : Math.max(ending.atMs, context.nowMs)
  return { ...run, stoppedAtMs, exitCode: ending?.exitCode ?? null, reason: ending?.reason ?? null }
}

function planWith(scene: Scene, index: number, run: ContainerRun, context: LifecycleContext): Plan {
  const { task, definition } = scene
  const changed = task.runs.map((other, place) =>
    place === index ? run : withoutFutureStop(other, scene, place, context),
  )
  const machine = { specs: definition.containers, runs: changed, isStopping: task.orderedAtMs !== null }
  return planReport(scene, advance(machine, new TaskSurroundings(scene, context)), context)
}

/** Stop signals that are still to come depend on when others end: they are worked out anew. */
function withoutFutureStop(run: ContainerRun, scene: Scene, index: number, context: LifecycleContext): ContainerRun {
  if (run.signalledAtMs === null || run.signalledAtMs <= context.nowMs) return run
  return replanned({ ...run, signalledAtMs: null }, scene.definition.containers[index]!, scene, context)
}

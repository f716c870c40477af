// How does a task come to an end? Asked to stop, its containers exit, its network is taken away, STOPPED (LC-7…LC-10, LC-50, LC-51).
import { type Plan, removed, type Timer, updated } from '../model/changes.ts'
import type { ContainerRun } from '../model/containers.ts'
import type { StopCode, Task, TaskContainer } from '../model/entities.ts'
import { advance, isEveryoneOver } from './containers/machine.ts'
import { hasStarted, isOver, isPast } from './containers/phase.ts'
import type { LifecycleContext, Scene } from './context.ts'
import { reportedContainers } from './report.ts'
import { executionStoppedMs, nextDueMs, pullWindow } from './spans.ts'
import { TaskSurroundings } from './surroundings.ts'
import { detachMs } from './timing.ts'
import { versionAfter } from './version.ts'

export interface StopOrder {
  readonly code: StopCode
  readonly reason: string
  readonly rule: string
}

/** What a request to stop leads to, by how far the task has come. A task that is stopping already keeps its first reason (LC-28). */
export function planStopRequest(scene: Scene, order: StopOrder, context: LifecycleContext): Plan {
  const { task, instance } = scene
  const { nowMs } = context
  const set = {
    desiredStatus: 'STOPPED',
    stoppingAtMs: nowMs,
    stopCode: order.code,
    stoppedReason: order.reason,
  } as const
  // While its network interface is being attached, no agent has heard of the task.
  if (instance?.agentConnected === false && task.lastStatus !== 'PROVISIONING') {
    const lastStatus = task.lastStatus === 'RUNNING' ? 'STOPPING' : task.lastStatus
    const unheard = { ...set, lastStatus, version: versionAfter(task, lastStatus, context.behavior) }
    return { changes: [updated('task.stopRequested', task.arn, unheard, order.rule)], timers: [] }
  }
  return planOrder({ ...scene, task: { ...task, ...set } }, set, order.rule, context)
}

/** The agent hears that the task is to stop: at once, or when it is back (EA-5). */
export function planOrder(scene: Scene, set: Partial<Task>, rule: string, context: LifecycleContext): Plan {
  const { nowMs } = context
  const task = { ...scene.task, orderedAtMs: nowMs }
  const specs = scene.definition.containers
  const runs = advance({ specs, runs: task.runs, isStopping: true }, new TaskSurroundings(scene, context))
  const told = { ...set, orderedAtMs: nowMs }
  const isOverNow = isEveryoneOver(runs, nowMs)
  if (isOverNow && !runs.some((run) => hasStarted(run, nowMs)))
    return planEnd({ ...scene, task }, runs, told, context, rule)
  // Containers that exit in no time still are asked first, and exit then.
  const dueAtMs = isOverNow ? nowMs : nextDueMs({ ...scene, task }, runs, context)
  const change = updated(
    'task.stopRequested',
    task.arn,
    { ...told, lastStatus: 'STOPPING', runs, dueAtMs, version: versionAfter(task, 'STOPPING', context.behavior) },
    rule,
  )
  return { changes: [change], timers: dueAtMs === null ? [] : [{ atMs: dueAtMs, kind: 'task.step', id: task.arn }] }
}

/** Every container is over: the end, or the network first. */
export function planEnd(
  scene: Scene,
  runs: readonly ContainerRun[],
  why: Partial<Task>,
  context: LifecycleContext,
  rule: string | null = null,
): Plan {
  const { task, definition } = scene
  const { nowMs } = context
  const isReported = task.admittedAtMs !== null
  const set: Partial<Task> = {
    ...why,
    runs,
    dueAtMs: null,
    reportAtMs: null,
    containers: reportedContainers(definition.containers, runs, nowMs, nowMs - context.latencies.healthReportMs),
    executionStoppedAtMs: executionStoppedMs(scene, runs, nowMs),
    version: task.version + 1,
    ...(isReported ? pullWindow(runs, nowMs) : {}),
  }
  return ended(task, set, rule ?? (task.eni === null ? 'LC-10' : 'LC-9'), context)
}

/** No container is left: the network interface goes next, or nothing is left of the task either (LC-9, LC-10). */
function ended(task: Readonly<Task>, set: Partial<Task>, rule: string, context: LifecycleContext): Plan {
  const { nowMs, latencies } = context
  if (task.eni === null) {
    const change = updated('task.stopped', task.arn, { ...set, lastStatus: 'STOPPED', stoppedAtMs: nowMs }, rule)
    return { changes: [change], timers: [forgetTimer(task, context)] }
  }
  const change = updated('task.exited', task.arn, { ...set, lastStatus: 'DEPROVISIONING' }, rule)
  return { changes: [change], timers: [{ atMs: nowMs + detachMs(latencies, task), kind: 'task.stop', id: task.arn }] }
}

/** The network interface is gone (LT-5, LT-10). */
export function planDeprovisioned(task: Readonly<Task>, context: LifecycleContext): Plan {
  const set = { lastStatus: 'STOPPED', stoppedAtMs: context.nowMs, version: task.version + 1 } as const
  return { changes: [updated('task.stopped', task.arn, set, 'LC-10')], timers: [forgetTimer(task, context)] }
}

/** The instance under the task is gone: STOPPED at once, no exit codes (LC-17, LC-18). */
export function planHostLost(task: Readonly<Task>, order: StopOrder, context: LifecycleContext): Plan {
  const { nowMs } = context
  const wasAsked = task.stoppingAtMs !== null
  const set: Partial<Task> = {
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    stoppingAtMs: task.stoppingAtMs ?? nowMs,
    stoppedAtMs: nowMs,
    version: task.version + 1,
    containers: task.containers.map((container): TaskContainer => ({ ...container, lastStatus: 'STOPPED' })),
    runs: task.runs.map((run) => cutShort(run, nowMs)),
    dueAtMs: null,
    reportAtMs: null,
    ...(wasAsked ? {} : { stopCode: order.code, stoppedReason: order.reason }),
  }
  return { changes: [updated('task.stopped', task.arn, set, order.rule)], timers: [forgetTimer(task, context)] }
}

export function planForgotten(task: Readonly<Task>): Plan {
  return { changes: [removed('task.forgotten', task.arn, 'LC-15')], timers: [] }
}

/** Whatever was planned for it does not come to pass. */
function cutShort(run: ContainerRun, nowMs: number): ContainerRun {
  if (isOver(run, nowMs)) return run
  const past = (atMs: number | null) => (isPast(atMs, nowMs) ? atMs : null)
  return {
    ...run,
    pullStartedAtMs: past(run.pullStartedAtMs),
    pullStoppedAtMs: past(run.pullStoppedAtMs),
    startedAtMs: past(run.startedAtMs),
    signalledAtMs: past(run.signalledAtMs),
    stoppedAtMs: nowMs,
    exitCode: null,
    reason: null,
  }
}

function forgetTimer(task: Readonly<Task>, { nowMs, behavior }: LifecycleContext): Timer {
  return { atMs: nowMs + behavior.stoppedTaskRetentionMs, kind: 'task.forget', id: task.arn }
}

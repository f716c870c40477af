// How does a task come to an end? Asked to stop, its containers exit, its network is taken away, STOPPED (LC-7…LC-10, LC-50, LC-51).
import type { Latencies } from '../model/behavior.ts'
import { type Plan, removed, type Timer, updated } from '../model/changes.ts'
import type { StopCode, Task, TaskContainer, TaskDefinition } from '../model/entities.ts'
import type { LifecycleContext } from './start.ts'
import { detachMs, stopTiming } from './timing.ts'

export interface StopOrder {
  readonly code: StopCode
  readonly reason: string
  readonly rule: string
}

/** What a request to stop leads to, by how far the task has come. A task that is stopping already keeps its first reason (LC-28). */
export function planStopRequest(
  task: Readonly<Task>,
  definition: Readonly<TaskDefinition>,
  order: StopOrder,
  context: LifecycleContext,
): Plan {
  const { nowMs, latencies } = context
  const set = {
    desiredStatus: 'STOPPED',
    stoppingAtMs: nowMs,
    stopCode: order.code,
    stoppedReason: order.reason,
    version: task.version + 1,
  } as const
  if (task.lastStatus === 'RUNNING') {
    const timers = [{ atMs: nowMs + exitDelayMs(definition, latencies), kind: 'task.exit', id: task.arn }] as const
    return {
      changes: [updated('task.stopRequested', task.arn, { ...set, lastStatus: 'STOPPING' }, order.rule)],
      timers,
    }
  }
  return ended(
    task,
    'task.stopRequested',
    { ...set, containers: task.containers.map(neverStarted) },
    order.rule,
    context,
  )
}

/** The last container has exited. */
export function planExit(task: Readonly<Task>, definition: Readonly<TaskDefinition>, context: LifecycleContext): Plan {
  const { nowMs, latencies } = context
  const containers = task.containers.map((container, index): TaskContainer => {
    const spec = definition.containers[index]!
    return { ...container, lastStatus: 'STOPPED', exitCode: stopTiming(spec, latencies).exitCode }
  })
  const set = {
    containers,
    version: task.version + 1,
    executionStoppedAtMs: (task.stoppingAtMs ?? nowMs) + firstEssentialExitMs(definition, latencies),
  }
  return ended(task, 'task.exited', set, task.eni === null ? 'LC-10' : 'LC-9', context)
}

/** No container is left: the network interface goes next, or nothing is left of the task either (LC-9, LC-10). */
function ended(
  task: Readonly<Task>,
  kind: 'task.stopRequested' | 'task.exited',
  set: Partial<Task>,
  rule: string,
  context: LifecycleContext,
): Plan {
  const { nowMs, latencies } = context
  if (task.eni === null) {
    const change = updated('task.stopped', task.arn, { ...set, lastStatus: 'STOPPED', stoppedAtMs: nowMs }, rule)
    return { changes: [change], timers: [forgetTimer(task, context)] }
  }
  const change = updated(kind, task.arn, { ...set, lastStatus: 'DEPROVISIONING' }, rule)
  return { changes: [change], timers: [{ atMs: nowMs + detachMs(latencies, task), kind: 'task.stop', id: task.arn }] }
}

/** The network interface is gone (LT-5, LT-10). */
export function planDeprovisioned(task: Readonly<Task>, context: LifecycleContext): Plan {
  const set = { lastStatus: 'STOPPED', stoppedAtMs: context.nowMs, version: task.version + 1 } as const
  return { changes: [updated('task.stopped', task.arn, set, 'LC-10')], timers: [forgetTimer(task, context)] }
}

/** A container could not be created, and so the task does not start (LC-20, LC-53). */
export function planFailedStart(task: Readonly<Task>, reason: string, context: LifecycleContext): Plan {
  const { nowMs } = context
  const set = {
    desiredStatus: 'STOPPED',
    stoppingAtMs: nowMs,
    version: task.version + 1,
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'Task failed to start',
    containers: task.containers.map((container) => ({
      ...neverStarted(container),
      reason: `CannotCreateContainerError: ${reason}`,
    })),
  } as const
  return ended(task, 'task.exited', set, 'LC-20', context)
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
    containers: task.containers.map(neverStarted),
    ...(wasAsked ? {} : { stopCode: order.code, stoppedReason: order.reason }),
  }
  return { changes: [updated('task.stopped', task.arn, set, order.rule)], timers: [forgetTimer(task, context)] }
}

export function planForgotten(task: Readonly<Task>): Plan {
  return { changes: [removed('task.forgotten', task.arn, 'LC-15')], timers: [] }
}

function neverStarted(container: TaskContainer): TaskContainer {
  return { ...container, lastStatus: 'STOPPED' }
}

function exitDelayMs(definition: Readonly<TaskDefinition>, latencies: Latencies): number {
  return Math.max(...definition.containers.map((container) => stopTiming(container, latencies).afterMs))
}

function firstEssentialExitMs(definition: Readonly<TaskDefinition>, latencies: Latencies): number {
  return Math.min(
    ...definition.containers
      .filter(({ essential }) => essential)
      .map((container) => stopTiming(container, latencies).afterMs),
  )
}

function forgetTimer(task: Readonly<Task>, { nowMs, behavior }: LifecycleContext): Timer {
  return { atMs: nowMs + behavior.stoppedTaskRetentionMs, kind: 'task.forget', id: task.arn }
}

// How does a task come to an end? Asked to stop, its containers exit, its network is taken away, STOPPED (LC-7…LC-10, LC-50, LC-51).
import { NO_PLAN, type Plan, removed, type Timer, updated } from '../model/changes.ts'
import type { ContainerRun } from '../model/containers.ts'
import type { StopCode, Task, TaskContainer } from '../model/entities.ts'
import { advance, hasAnyoneStarted, isEveryoneOver } from './containers/machine.ts'
import { isOver, isPast } from './containers/phase.ts'
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
  /** A RUNNING task is shown as such until its containers are gone (FG-9). */
  readonly staysRunning?: boolean
}

/** Spot takes back the capacity under a task of Fargate (FG-9, LC-25). */
export const SPOT_INTERRUPTION: StopOrder = {
  code: 'SpotInterruption',
  reason: 'Your Spot Task was interrupted.',
  rule: 'FG-9',
  staysRunning: true,
}

/** Asked to stop now; whatever is left after `spotNotice` goes with the capacity. */
export function planInterruption(scene: Scene, context: LifecycleContext): Plan {
  const { task } = scene
  const timer: Timer = { atMs: context.nowMs + context.latencies.spotNoticeMs, kind: 'task.reclaim', id: task.arn }
  const plan = task.desiredStatus === 'STOPPED' ? NO_PLAN : planStopRequest(scene, SPOT_INTERRUPTION, context)
  return { ...plan, timers: [...plan.timers, timer] }
}

/** Its network interface has not come in time (LC-21). */
export const ENI_TIMEOUT: StopOrder = {
  code: 'TaskFailedToStart',
  reason: 'Timeout waiting for network interface provisioning to complete.',
  rule: 'LC-21',
}

/** There was no address for its interface (NV-02A). */
export const NO_ADDRESS: StopOrder = {
  code: 'TaskFailedToStart',
  reason: 'InsufficientFreeAddressesInSubnet',
  rule: 'NV-02A',
}

/** What a request to stop leads to, by how far the task has come. A task that is stopping already keeps its first reason (LC-28). */
export function planStopRequest(scene: Scene, order: StopOrder, context: LifecycleContext): Plan {
  const { task, instance } = scene
  const set: Partial<Task> = {
    desiredStatus: 'STOPPED',
    stoppingAtMs: context.nowMs,
    stopCode: order.code,
    stoppedReason: order.reason,
  }
  if (order.code === 'ServiceSchedulerInitiated' && isInRotation(task)) {
    // Its targets drain first; only then its containers hear of it (LB-103).
    set.lastStatus = 'DEACTIVATING'
    set.version = task.version + 1
    return { changes: [updated('task.stopRequested', task.arn, set, order.rule)], timers: [] }
  }
  // While its network interface is being attached, no agent has heard of the task.
  const isUnheard = instance?.agentConnected === false && task.lastStatus !== 'PROVISIONING'
  const staysRunning = order.staysRunning === true && task.lastStatus === 'RUNNING'
  if (!isUnheard) return planOrder(scene, set, order.rule, context, staysRunning ? 'RUNNING' : 'STOPPING')
  const lastStatus = task.lastStatus === 'RUNNING' ? 'STOPPING' : task.lastStatus
  set.lastStatus = lastStatus
  set.version = versionAfter(task, lastStatus, context.behavior)
  return { changes: [updated('task.stopRequested', task.arn, set, order.rule)], timers: [] }
}

function isInRotation({ lastStatus, traffic }: Readonly<Task>): boolean {
  return lastStatus === 'RUNNING' && traffic?.isRegistered === true
}

/** Its targets are gone: now its containers hear that they are to stop, if there is anybody to tell them (LB-103, LC-16). */
export function planDrained(scene: Scene, context: LifecycleContext): Plan {
  const { task, instance } = scene
  if (instance?.agentConnected !== false) return planOrder(scene, {}, 'LB-103', context)
  const set = { lastStatus: 'STOPPING', version: task.version + 1 } as const
  return { changes: [updated('task.stopRequested', task.arn, set, 'LB-103')], timers: [] }
}

/** The agent hears that the task is to stop: at once, or when it is back (EA-5). `set` is this call's own, and is added to. */
export function planOrder(
  scene: Scene,
  set: Partial<Task>,
  rule: string,
  context: LifecycleContext,
  lastStatus: 'RUNNING' | 'STOPPING' = 'STOPPING',
): Plan {
  const { nowMs } = context
  const { task } = scene
  const specs = scene.definition.containers
  const runs = advance({ specs, runs: task.runs, isStopping: true }, new TaskSurroundings(scene, context))
  set.orderedAtMs = nowMs
  const isOverNow = isEveryoneOver(runs, nowMs)
  if (isOverNow && !hasAnyoneStarted(runs, nowMs)) return planEnd(scene, runs, set, context, rule)
  set.lastStatus = lastStatus
  set.runs = runs
  // Containers that exit in no time still are asked first, and exit then.
  const dueAtMs = isOverNow ? nowMs : nextDueMs(scene, runs, context)
  set.dueAtMs = dueAtMs
  // An agent that is back hears of what has long been told.
  const isNews = set.desiredStatus !== undefined || task.lastStatus !== lastStatus
  if (isNews) set.version = versionAfter(task, lastStatus, context.behavior)
  const change = updated('task.stopRequested', task.arn, set, rule)
  return { changes: [change], timers: dueAtMs === null ? [] : [{ atMs: dueAtMs, kind: 'task.step', id: task.arn }] }
}

/** Every container is over: the end, or the network first. `set` is this call's own, and is added to. */
export function planEnd(
  scene: Scene,
  runs: readonly ContainerRun[],
  set: Partial<Task>,
  context: LifecycleContext,
  rule: string | null = null,
): Plan {
  const { task, definition } = scene
  const { nowMs } = context
  const isOrdered = task.orderedAtMs !== null || set.orderedAtMs !== undefined
  if (runs !== task.runs) set.runs = runs
  set.dueAtMs = null
  if (task.reportAtMs !== null) set.reportAtMs = null
  set.containers = reportedContainers(definition.containers, runs, nowMs, nowMs - context.latencies.healthReportMs)
  set.executionStoppedAtMs = executionStoppedMs(definition.containers, runs, isOrdered, nowMs)
  set.version = task.version + 1
  // Once a task was RUNNING, every pull has been reported.
  if (task.admittedAtMs !== null && task.startedAtMs === null) Object.assign(set, pullWindow(runs, nowMs))
  return ended(task, set, rule ?? (task.eni === null ? 'LC-10' : 'LC-9'), context)
}

/** No container is left: the network interface goes next, or nothing is left of the task either (LC-9, LC-10). */
function ended(task: Readonly<Task>, set: Partial<Task>, rule: string, context: LifecycleContext): Plan {
  const { nowMs, latencies } = context
  if (task.eni === null) {
    set.lastStatus = 'STOPPED'
    set.stoppedAtMs = nowMs
    return { changes: [updated('task.stopped', task.arn, set, rule)], timers: [forgetTimer(task, context)] }
  }
  set.lastStatus = 'DEPROVISIONING'
  const change = updated('task.exited', task.arn, set, rule)
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

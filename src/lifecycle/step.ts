// A task's next step: its containers move on, and its agent says so, if it can (LC-4…LC-10, LC-40…LC-42).
import { type Change, type Plan, type Timer, updated } from '../model/changes.ts'
import type { ContainerRun } from '../model/containers.ts'
import type { StopCode, Task, TaskContainer } from '../model/entities.ts'
import { hasEssentialCheck } from '../model/health.ts'
import { advance, firstToEnd, hasEveryoneStarted, isEveryoneOver, mustEnd } from './containers/machine.ts'
import { isPast } from './containers/phase.ts'
import type { LifecycleContext, Scene } from './context.ts'
import { findingDueMs, findingOf } from './findings.ts'
import { instanceAfterStarts } from './instance.ts'
import { type HostPorts, withPorts } from './ports.ts'
import { isSameReport, reportedContainers, reportedHealth, withHealth } from './report.ts'
import { nextDueMs, pullWindow, soonest } from './spans.ts'
import { planEnd } from './stop.ts'
import { TaskSurroundings } from './surroundings.ts'
import { versionAfter } from './version.ts'

export interface StepContext extends LifecycleContext {
  readonly hostPorts: HostPorts
}

/** The containers as they stand after everything that is due by now. */
export function planStep(scene: Scene, context: StepContext): Plan {
  const { runs, nextEphemeralPort } = moved(scene, context)
  const plan = planReport(scene, runs, context)
  const instance = scene.instance === null ? [] : instanceAfterStarts(scene, runs, nextEphemeralPort, context.nowMs)
  return instance.length === 0 ? plan : { ...plan, changes: [...plan.changes, ...instance] }
}

/** The agent is back: it says at once what it had to keep to itself (LC-16). */
export function planCatchUp(scene: Scene, context: LifecycleContext): Plan | null {
  const { task } = scene
  const containers = seen(scene, task.runs, context)
  const isNews =
    !isSameReport(containers, task.containers) || withHealth(task.containers, containers) !== task.containers
  return isNews ? planReport({ ...scene, task: { ...task, reportAtMs: context.nowMs } }, task.runs, context) : null
}

/** Moves the containers on, host ports included: a container that gets none fails, and others may follow it. */
function moved(
  scene: Scene,
  context: StepContext,
): { readonly runs: readonly ContainerRun[]; readonly nextEphemeralPort: number | null } {
  const { task, definition } = scene
  const specs = definition.containers
  const isStopping = task.orderedAtMs !== null
  const around = new TaskSurroundings(scene, context)
  let runs = advance({ specs, runs: task.runs, isStopping }, around)
  let nextEphemeralPort: number | null = null
  for (;;) {
    const bound = withPorts(scene, runs, nextEphemeralPort, context)
    if (bound === null) return { runs, nextEphemeralPort }
    nextEphemeralPort = bound.nextEphemeralPort
    runs = advance({ specs, runs: bound.runs, isStopping }, around)
  }
}

/** What the control plane hears of these runs now. */
export function planReport(scene: Scene, runs: readonly ContainerRun[], context: LifecycleContext): Plan {
  const { task, definition, instance } = scene
  const { nowMs } = context
  const dueAtMs = nextDueMs(scene, runs, context)
  if (instance?.agentConnected === false) return planUnheard(task, runs, dueAtMs, nowMs)
  if (isEveryoneOver(runs, nowMs)) return planEnd(scene, runs, endOf(scene, runs, context), context)
  const isRunning =
    task.lastStatus === 'PENDING' && hasEveryoneStarted(runs, nowMs) && !mustEnd(definition.containers, runs, nowMs)
  if (isRunning) return planRunning(scene, runs, dueAtMs, context)
  const containers = seen(scene, runs, context)
  const isNews = !isSameReport(containers, task.containers)
  const reportAtMs = isNews ? (task.reportAtMs ?? nowMs + context.latencies.containerReportMs) : null
  if (isNews && isPast(reportAtMs, nowMs)) {
    const status = statusSaid(scene, runs, containers, context)
    const due = soonest(dueAtMs, findingDueMs(task, status.healthStatus, nowMs))
    return said(task, { runs, dueAtMs: due, reportAtMs: null, ...status }, 'LC-41')
  }
  const sighted = withHealth(task.containers, containers)
  const isSeen = sighted !== task.containers
  const healthStatus = isSeen
    ? reportedHealth(definition.containers, sighted, context.behavior.strictHealthAggregation)
    : task.healthStatus
  const due = soonest(soonest(dueAtMs, reportAtMs), findingDueMs(task, healthStatus, nowMs))
  const set = { runs, reportAtMs, dueAtMs: due }
  if (!isSeen && findingOf(task, healthStatus, nowMs) === task.finding) return later(task, set, 'LC-40')
  const health = healthSaid(scene, healthStatus, context)
  const rule = isSeen ? 'HC-10' : 'DP-209'
  return timed(updated('task.healthSeen', task.arn, { ...set, containers: sighted, ...health }, rule), task, due)
}

/** The agent is away: what was last heard of the task's health may count from now on all the same (DP-209). */
function planUnheard(task: Readonly<Task>, runs: readonly ContainerRun[], dueAtMs: number | null, nowMs: number): Plan {
  const finding = findingOf(task, task.healthStatus, nowMs)
  const due = soonest(dueAtMs, findingDueMs(task, task.healthStatus, nowMs))
  return later(task, { runs, dueAtMs: due, ...(finding === task.finding ? {} : { finding }) }, 'LC-16')
}

function seen(
  { definition }: Scene,
  runs: readonly ContainerRun[],
  { nowMs, latencies }: LifecycleContext,
): readonly TaskContainer[] {
  return reportedContainers(definition.containers, runs, nowMs, nowMs - latencies.healthReportMs)
}

/** Every container has started (LC-5). A service's task without health checks now begins to settle (DP-200). */
function planRunning(
  scene: Scene,
  runs: readonly ContainerRun[],
  dueAtMs: number | null,
  context: LifecycleContext,
): Plan {
  const { task, definition } = scene
  const { nowMs, behavior } = context
  const containers = seen(scene, runs, context)
  const healthStatus = reportedHealth(definition.containers, containers, behavior.strictHealthAggregation)
  // Behind load balancers its targets decide (DP-202).
  const isBalanced = task.traffic !== null
  const settles = task.serviceArn !== null && !isBalanced && !isJudgedByHealth(scene)
  const settlesNow = settles && behavior.healthySettleTimeMs === 0
  const isIll = healthStatus === 'UNHEALTHY'
  const started: Readonly<Task> = isIll ? { ...task, lastStatus: 'RUNNING', startedAtMs: nowMs } : task
  const finding = isIll ? findingOf(started, healthStatus, nowMs) : null
  const due = isIll ? soonest(dueAtMs, findingDueMs(started, healthStatus, nowMs)) : dueAtMs
  const set: Partial<Task> = {
    lastStatus: 'RUNNING',
    version: task.version + 1,
    ...pullWindow(runs, nowMs),
    startedAtMs: nowMs,
    ...(runs === task.runs ? {} : { runs }),
    dueAtMs: due,
    reportAtMs: null,
    containers,
    healthStatus,
    ...(finding === null ? {} : { finding }),
    healthyAtMs: settlesNow || (task.serviceArn !== null && !isBalanced && healthStatus === 'HEALTHY') ? nowMs : null,
  }
  const timers: Timer[] = due === null ? [] : [{ atMs: due, kind: 'task.step', id: task.arn }]
  if (settles && !settlesNow)
    timers.push({ atMs: nowMs + behavior.healthySettleTimeMs, kind: 'task.settle', id: task.arn })
  return { changes: [updated('task.running', task.arn, set, 'LC-5')], timers }
}

/** An essential container that ends is news of the whole task: it is to stop (LC-42). */
function statusSaid(
  scene: Scene,
  runs: readonly ContainerRun[],
  containers: readonly TaskContainer[],
  context: LifecycleContext,
): Partial<Task> & Pick<Task, 'healthStatus'> {
  const { task, definition } = scene
  const healthStatus = reportedHealth(definition.containers, containers, context.behavior.strictHealthAggregation)
  const said = { containers, version: task.version + 1, ...healthSaid(scene, healthStatus, context) }
  if (task.desiredStatus === 'STOPPED' || !mustEnd(definition.containers, runs, context.nowMs)) return said
  const version = versionAfter(task, 'STOPPING', context.behavior)
  return { ...said, version, lastStatus: 'STOPPING', ...endOf(scene, runs, context) }
}

/** As much as a task's answer holds of one (LC-20). */
const MOST_OF_A_REASON = 1_024

/** Why and since when the task is to be STOPPED: the order that it had, or else what its containers did (LC-20, LC-22, LC-28). */
function endOf({ task, definition }: Scene, runs: readonly ContainerRun[], { nowMs }: LifecycleContext): Partial<Task> {
  if (task.desiredStatus === 'STOPPED') return {}
  const first = firstToEnd(definition.containers, runs, nowMs)
  const failed = first?.hadStarted !== true
  const run = first === null ? null : runs[first.index]!
  const cause = run?.taskReason ?? (task.launchType === 'FARGATE' ? run?.reason : null) ?? 'Task failed to start'
  return {
    desiredStatus: 'STOPPED',
    stoppingAtMs: nowMs,
    stopCode: (failed ? 'TaskFailedToStart' : 'EssentialContainerExited') satisfies StopCode,
    stoppedReason: failed ? cause.slice(0, MOST_OF_A_REASON) : 'Essential container in task exited',
  }
}

function isJudgedByHealth({ definition }: Scene): boolean {
  return hasEssentialCheck(definition)
}

type Health = Pick<Task, 'healthStatus'> & Partial<Pick<Task, 'healthyAtMs' | 'finding'>>

/** With essential health checks a service's task counts as long as it is seen to be healthy (DP-203, HC-13). */
function healthSaid(scene: Scene, healthStatus: Task['healthStatus'], { nowMs }: LifecycleContext): Health {
  const { task } = scene
  if (task.serviceArn === null || task.lastStatus !== 'RUNNING' || !isJudgedByHealth(scene)) return { healthStatus }
  const isHealthy = healthStatus === 'HEALTHY' && task.traffic?.isHealthy !== false
  // What its targets say of it stands beside what its containers say.
  const finding = task.finding?.by === 'target' ? task.finding : findingOf(task, healthStatus, nowMs)
  return { healthStatus, healthyAtMs: isHealthy ? (task.healthyAtMs ?? nowMs) : null, finding }
}

function said(task: Readonly<Task>, set: Partial<Task> & Pick<Task, 'dueAtMs'>, rule: string): Plan {
  return timed(updated('task.reported', task.arn, set, rule), task, set.dueAtMs)
}

/** Nothing that the control plane hears of. */
function later(task: Readonly<Task>, set: Partial<Task> & Pick<Task, 'runs' | 'dueAtMs'>, rule: string): Plan {
  return timed(updated('task.stepped', task.arn, set, rule), task, set.dueAtMs)
}

function timed(change: Change, task: Readonly<Task>, dueAtMs: number | null): Plan {
  return { changes: [change], timers: dueAtMs === null ? [] : [{ atMs: dueAtMs, kind: 'task.step', id: task.arn }] }
}

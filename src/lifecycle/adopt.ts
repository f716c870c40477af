// How does a task come into the world that has run before it? As it is: RUNNING, with its containers, ports, health and standing. What
// it has behind it is made up so that everything which lies ahead follows from it as for any other task.
import { ALWAYS_OK, type TargetAnswer } from '../model/balancing.ts'
import { TRUNK } from '../model/capabilities.ts'
import type { Timer } from '../model/changes.ts'
import type { ContainerRun, ContainerScript, ContainerSpec, HealthStatus, NetworkBinding } from '../model/containers.ts'
import type { Task } from '../model/entities.ts'
import { hasEssentialCheck } from '../model/health.ts'
import { endingOf } from './containers/life.ts'
import { WAITING } from './containers/phase.ts'
import type { Scene } from './context.ts'
import { findingDueMs, findingOf } from './findings.ts'
import { withPorts } from './ports.ts'
import { reportedContainers, reportedHealth } from './report.ts'
import { nextDueMs, pullWindow, soonest } from './spans.ts'
import { gpusFor, type Home, newEni, newTask, type TaskOrder } from './start.ts'
import type { StepContext } from './step.ts'
import { TaskSurroundings } from './surroundings.ts'

/** What is known of a container that runs. */
export interface AdoptedContainer {
  /** Those that its agent gave it; empty where they are to be chosen. */
  readonly networkBindings: readonly NetworkBinding[]
  readonly healthStatus: HealthStatus
  /** Of one that is over; null for one that runs. */
  readonly exitCode: number | null
  /** Null when it follows from the reference. */
  readonly imageDigest: string | null
}

export interface TaskPast {
  readonly createdAtMs: number
  readonly startedAtMs: number
  /** In the order of the definition. */
  readonly containers: readonly AdoptedContainer[]
  /** What its targets are: all healthy, being registered just now, or unhealthy by such an answer to probes. */
  readonly targets: 'healthy' | 'initial' | { readonly probesHear: TargetAnswer }
}

export interface Adoption {
  readonly task: Task
  readonly timers: readonly Timer[]
  /** Where the agent's search for ports goes on; null when there was none. */
  readonly nextEphemeralPort: number | null
}

export function planAdoption(order: TaskOrder, home: Home, past: TaskPast, context: StepContext): Adoption {
  const { nowMs, latencies } = context
  const { definition } = order
  const reportMs = latencies.healthReportMs
  const ageMs = Math.max(
    0,
    ...definition.containers.map((spec, at) => leastAgeMs(spec, past.containers[at]!, reportMs)),
  )
  const startedAtMs = Math.min(past.startedAtMs, nowMs - ageMs)
  const createdAtMs = Math.min(past.createdAtMs, startedAtMs)
  const record = newTask(order, createdAtMs, { ...homeOf(order, home, createdAtMs), lastStatus: 'RUNNING' })
  const scene: Scene = { task: record, definition, instance: home.on === 'EC2' ? home.instance : null }
  const bare = runsOf(scene, { ...past, createdAtMs, startedAtMs }, context)
  const bound = withPorts(scene, bare, null, context)
  const runs = bound?.runs ?? bare
  const containers = reportedContainers(definition.containers, runs, nowMs, nowMs - reportMs)
  const task: Task = {
    ...record,
    admittedAtMs: createdAtMs,
    connectedAtMs: createdAtMs,
    ...pullWindow(runs, nowMs),
    startedAtMs,
    runs,
    containers,
    healthStatus: reportedHealth(definition.containers, containers, context.behavior.strictHealthAggregation),
  }
  return { ...withStanding(task, scene, past, context), nextEphemeralPort: bound?.nextEphemeralPort ?? null }
}

function homeOf({ needs }: TaskOrder, home: Home, createdAtMs: number): Partial<Task> & Pick<Task, 'launchType'> {
  if (home.on === 'FARGATE') {
    const { availabilityZone, subnetId, address } = home.site
    const eni = { ...newEni(address, false), attachedAtMs: createdAtMs }
    return { launchType: 'FARGATE', availabilityZone, subnetId, eni }
  }
  const { slot, instance, site } = home
  const own = { containerInstanceArn: instance.arn, gpuIds: gpusFor(needs, slot) }
  if (site === null) {
    const launchType = slot.class.isExternal ? 'EXTERNAL' : 'EC2'
    return { ...own, launchType, availabilityZone: instance.availabilityZone }
  }
  const { availabilityZone, subnetId, address } = site
  const eni = { ...newEni(address, Object.hasOwn(instance.attributes, TRUNK)), attachedAtMs: createdAtMs }
  return { ...own, launchType: 'EC2', availabilityZone, subnetId, eni }
}

// ── containers ──

/** How long a container must have run for its health to be what it is said to be. */
function leastAgeMs(
  { healthCheck }: ContainerSpec,
  { healthStatus, exitCode }: AdoptedContainer,
  reportMs: number,
): number {
  if (healthCheck === null || healthStatus === 'UNKNOWN' || exitCode !== null) return 0
  const { intervalMs, timeoutMs, retries, startPeriodMs } = healthCheck
  const probeMs = intervalMs + timeoutMs
  return reportMs + (healthStatus === 'HEALTHY' ? probeMs : startPeriodMs + (retries + 1) * probeMs)
}

/** A script that says nothing. */
const PLAIN: ContainerScript = {
  exitsAfterMs: [],
  exitCode: 0,
  stopsAfterMs: null,
  stopExitCode: 143,
  startsAfterMs: null,
  failsToStart: null,
  health: [],
  probeMs: 0,
  memory: [],
  answers: null,
}

function runsOf(scene: Scene, past: TaskPast, context: StepContext): readonly ContainerRun[] {
  const around = new TaskSurroundings(scene, context, past.createdAtMs)
  return scene.definition.containers.map((spec, index) => {
    const known = past.containers[index]!
    const isUnseen = spec.healthCheck !== null && known.healthStatus === 'UNKNOWN'
    // Its probes begin only now.
    const startedAtMs = isUnseen ? context.nowMs : past.startedAtMs
    const script = scriptFor(scene, spec, past, index, around.scriptOf(index))
    const ending = endingOf(startedAtMs, spec, script, around.outOfMemoryReason)
    // It runs, whatever its script says of the time that is over.
    const isRefuted = ending !== null && ending.atMs <= context.nowMs
    const run: ContainerRun = {
      ...WAITING,
      pullStartedAtMs: past.createdAtMs,
      pullStoppedAtMs: past.createdAtMs,
      startedAtMs,
      imageDigest: known.imageDigest,
      networkBindings: known.networkBindings,
      script: isRefuted ? { ...script!, exitsAfterMs: [], memory: [] } : script,
    }
    if (known.exitCode !== null) return { ...run, stoppedAtMs: startedAtMs, exitCode: known.exitCode, script: null }
    return isRefuted || ending === null
      ? run
      : { ...run, stoppedAtMs: ending.atMs, exitCode: ending.exitCode, reason: ending.reason }
  })
}

/** Its own script, bent to what it is said to do now. */
function scriptFor(
  { task }: Scene,
  spec: ContainerSpec,
  { containers, targets }: TaskPast,
  index: number,
  own: ContainerScript | null,
): ContainerScript | null {
  const isSick = spec.healthCheck !== null && containers[index]!.healthStatus === 'UNHEALTHY'
  const isBehind = task.traffic?.loadBalancers.some(({ containerName }) => containerName === spec.name) === true
  const fails = isBehind && typeof targets === 'object'
  if (!isSick && !fails) return own
  const script = own ?? PLAIN
  const { clients } = script.answers ?? ALWAYS_OK
  return {
    ...script,
    ...(isSick ? { health: [{ fromMs: 0, isHealthy: false }] } : {}),
    ...(fails ? { answers: { clients, probes: [{ fromMs: 0, answer: targets.probesHear }] } } : {}),
  }
}

// ── standing ──

/** Counted as healthy or not, found unhealthy or not, and when either changes by itself (DP-200…DP-209). */
function withStanding(
  task: Task,
  scene: Scene,
  { targets }: TaskPast,
  context: StepContext,
): { readonly task: Task; readonly timers: readonly Timer[] } {
  const { nowMs, behavior } = context
  const { arn, startedAtMs, healthStatus, launch } = task as Task & { readonly startedAtMs: number }
  const isJudged = hasEssentialCheck(scene.definition)
  const isFit = !isJudged || healthStatus === 'HEALTHY'
  const traffic = task.traffic && { ...task.traffic, isRegistered: true, isHealthy: targets === 'healthy' }
  const settlesAtMs = isJudged || traffic !== null ? startedAtMs : startedAtMs + behavior.healthySettleTimeMs
  const counts = task.serviceArn !== null && isFit && traffic?.isHealthy !== false
  const isSettled = counts && settlesAtMs <= nowMs
  const due = nextDueMs(scene, task.runs, context)
  const dueAtMs = soonest(due, findingDueMs(task, healthStatus, nowMs))
  const timers: Timer[] = dueAtMs === null ? [] : [{ atMs: dueAtMs, kind: 'task.step', id: arn }]
  if (counts && !isSettled) timers.push({ atMs: settlesAtMs, kind: 'task.settle', id: arn })
  const graceEndMs = startedAtMs + launch.graceMs
  if (traffic !== null && graceEndMs > nowMs) timers.push({ atMs: graceEndMs, kind: 'task.grace', id: arn })
  const healthyAtMs = isSettled ? settlesAtMs : null
  return { task: { ...task, traffic, dueAtMs, healthyAtMs, finding: findingOf(task, healthStatus, nowMs) }, timers }
}

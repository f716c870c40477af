// How does a task come to run? Created, taken up when its room is really free, attached to its network, running (LC-2…LC-14).
import type { DeploymentId, ServiceArn, TaskArn } from '../kernel/arns.ts'
import type { Behavior, Latencies } from '../model/behavior.ts'
import { TRUNK } from '../model/capabilities.ts'
import { type Change, inserted, type Plan, type Timer, updated } from '../model/changes.ts'
import type {
  ContainerInstance,
  Needs,
  NetworkBinding,
  Subnet,
  Task,
  TaskContainer,
  TaskDefinition,
  TaskEni,
  TaskLaunch,
} from '../model/entities.ts'
import type { Slot } from '../model/fleet-index.ts'
import type { Claim } from '../model/ledger.ts'
import { attachMs, ec2StartTiming, fargateStartTiming, totalMs } from './timing.ts'

/** Everything that is known of a task before it exists. */
export interface TaskOrder {
  readonly arn: TaskArn
  readonly id: string
  readonly clusterArn: Task['clusterArn']
  readonly definition: Readonly<TaskDefinition>
  readonly needs: Needs
  readonly group: string
  readonly startedBy: string | null
  readonly serviceArn: ServiceArn | null
  readonly deploymentId: DeploymentId | null
  readonly launch: TaskLaunch
}

/** A container instance, and its place in the index. */
export interface Host {
  readonly instance: Readonly<ContainerInstance>
  readonly slot: Slot
}

/** Where placement has put it; a subnet is for a task with a network interface of its own. */
export type Home =
  | (Host & { readonly on: 'EC2'; readonly subnet: Readonly<Subnet> | null })
  | { readonly on: 'FARGATE'; readonly subnetId: string; readonly availabilityZone: string }

export interface LifecycleContext {
  readonly nowMs: number
  readonly behavior: Behavior
  readonly latencies: Latencies
}

/** The task's first record and its first timer. */
export function planCreation(order: TaskOrder, home: Home, context: LifecycleContext): Plan {
  const { nowMs } = context
  if (home.on === 'FARGATE') {
    const { availabilityZone, subnetId } = home
    const own = { launchType: 'FARGATE', availabilityZone, subnetId, eni: UNATTACHED } as const
    return provisioned(newTask(order, nowMs, { ...own, lastStatus: 'PROVISIONING' }), context)
  }
  const { slot, instance, subnet } = home
  const gpuIds = gpusFor(order.needs, slot)
  if (subnet !== null) {
    const task = newTask(order, nowMs, {
      launchType: 'EC2',
      containerInstanceArn: instance.arn,
      gpuIds,
      availabilityZone: subnet.availabilityZone,
      subnetId: subnet.id,
      eni: Object.hasOwn(instance.attributes, TRUNK) ? UNATTACHED_BRANCH : UNATTACHED,
      lastStatus: 'PROVISIONING',
      connectedAtMs: nowMs,
    })
    return provisioned(task, context)
  }
  const admitted = isTakenUpNow(slot, { needs: order.needs, gpuIds }, context)
  const task = newTask(order, nowMs, {
    launchType: slot.class.isExternal ? 'EXTERNAL' : 'EC2',
    containerInstanceArn: instance.arn,
    gpuIds,
    availabilityZone: instance.availabilityZone,
    lastStatus: 'PENDING',
    connectedAtMs: nowMs,
    admittedAtMs: admitted ? nowMs : null,
  })
  return {
    changes: [inserted('task.created', order.arn, task, 'LC-3')],
    timers: admitted ? [runTimer(task, instance, context)] : [],
  }
}

const UNATTACHED: TaskEni = { isBranch: false, attachedAtMs: null }
const UNATTACHED_BRANCH: TaskEni = { isBranch: true, attachedAtMs: null }

/** The network interface comes first (LC-2). Room is promised from now on; the agent hears of the task when it is PENDING. */
function provisioned(task: Task, { nowMs, latencies }: LifecycleContext): Plan {
  return {
    changes: [inserted('task.created', task.arn, task, 'LC-2')],
    timers: [{ atMs: nowMs + attachMs(latencies, task), kind: 'task.attach', id: task.arn }],
  }
}

/** The agent takes up the first of its waiting tasks once that one's room is really free (LC-14); null while it is not. */
export function planAdmission(
  slot: Slot,
  first: Readonly<Task>,
  instance: Readonly<ContainerInstance>,
  context: LifecycleContext,
): Plan | null {
  if (!slot.class.agentConnected || !canAdmit(slot, first, context.behavior)) return null
  return {
    changes: [updated('task.admitted', first.arn, { admittedAtMs: context.nowMs }, 'LC-14')],
    timers: [runTimer(first, instance, context)],
  }
}

/**
 * The network interface is attached (LC-4). On an instance the task is now sent to the agent, and takes its place behind those that
 * came there before it (LC-14); on Fargate its own agent has connected, and begins (LT-1).
 */
export function planAttachment(task: Readonly<Task>, host: Host | null, context: LifecycleContext): Plan {
  const { nowMs, latencies } = context
  const eni = { isBranch: task.eni?.isBranch === true, attachedAtMs: nowMs }
  const set = { lastStatus: 'PENDING', version: task.version + 1, eni } as const
  if (host === null) {
    const atMs = nowMs + totalMs(fargateStartTiming(latencies, task.needs.cpuUnits))
    const change = updated('task.attached', task.arn, { ...set, connectedAtMs: nowMs, admittedAtMs: nowMs }, 'LC-4')
    return { changes: [change], timers: [{ atMs, kind: 'task.run', id: task.arn }] }
  }
  const admitted = isTakenUpNow(host.slot, task, context)
  const change = updated('task.attached', task.arn, admitted ? { ...set, admittedAtMs: nowMs } : set, 'LC-4')
  return { changes: [change], timers: admitted ? [runTimer(task, host.instance, context)] : [] }
}

/** Every container has started (LC-5). A service's task now begins to settle (DP-200). */
export function planRunning(
  task: Readonly<Task>,
  definition: Readonly<TaskDefinition>,
  instance: Readonly<ContainerInstance> | null,
  ports: PortAssignment,
  context: LifecycleContext,
): Plan {
  const { nowMs, behavior } = context
  const changes: Change[] = []
  const settlesNow = task.serviceArn !== null && behavior.healthySettleTimeMs === 0
  const set: Partial<Task> = {
    lastStatus: 'RUNNING',
    version: task.version + 1,
    ...pullWindow(task, instance, context),
    startedAtMs: nowMs,
    healthyAtMs: settlesNow ? nowMs : null,
    containers: runningContainers(task.containers, ports),
  }
  changes.push(updated('task.running', task.arn, set, 'LC-5'))
  if (instance !== null && (ports.nextEphemeralPort !== null || !isCached(instance, definition.containers)))
    changes.push(...instanceAfterStart(instance, definition, ports))
  const settles = task.serviceArn !== null && !settlesNow
  const timers: Timer[] = settles
    ? [{ atMs: nowMs + behavior.healthySettleTimeMs, kind: 'task.settle', id: task.arn }]
    : []
  return { changes, timers }
}

/** Running long enough to count toward minimumHealthyPercent (DP-200, DP-206). */
export function planSettled(task: Readonly<Task>, nowMs: number): Plan {
  return { changes: [updated('task.healthy', task.arn, { healthyAtMs: nowMs }, 'DP-200')], timers: [] }
}

/** Host ports given to each container, and where the agent's search goes on. */
export interface PortAssignment {
  readonly bindings: readonly (readonly NetworkBinding[])[]
  readonly nextEphemeralPort: number | null
}

/** Whether a definition's every image lies on the instance already (LT-8). */
function isCached(instance: Readonly<ContainerInstance>, containers: readonly { readonly image: string }[]): boolean {
  for (const { image } of containers) if (!instance.cachedImages.includes(image)) return false
  return true
}

const NO_GPUS: readonly string[] = []

/** The first that are promised to nobody (PL-09). */
function gpusFor({ gpus }: Needs, { promised }: Slot): readonly string[] {
  return gpus === 0 ? NO_GPUS : promised.freeGpus().slice(0, gpus)
}

/** Nobody waits before the newcomer, and its room is really free. */
function isTakenUpNow(slot: Slot, claim: Claim, { behavior }: LifecycleContext): boolean {
  return slot.waiting.length === 0 && canAdmit(slot, claim, behavior)
}

function canAdmit(slot: Slot, claim: Claim, behavior: Behavior): boolean {
  return (behavior.agentStartsWhileStopping || slot.stopping === 0) && slot.held.fits(claim)
}

function runTimer(
  task: Readonly<Task>,
  instance: Readonly<ContainerInstance>,
  { nowMs, latencies }: LifecycleContext,
): Timer {
  const timing = ec2StartTiming(latencies, isCached(instance, task.containers))
  return { atMs: nowMs + totalMs(timing), kind: 'task.run', id: task.arn }
}

/** Reported only now, with the status (the task's timestamps in AWS's words); counted back from the start. */
function pullWindow(
  task: Readonly<Task>,
  instance: Readonly<ContainerInstance> | null,
  { nowMs, latencies }: LifecycleContext,
): Partial<Task> {
  const startMs = instance === null ? latencies.fargateStartMs : latencies.ec2ContainerStartMs
  const begunAtMs =
    (task.admittedAtMs ?? nowMs) + (instance === null ? latencies.fargatePullStartMs : latencies.ec2DispatchMs)
  return { pullStartedAtMs: begunAtMs, pullStoppedAtMs: nowMs - startMs }
}

function instanceAfterStart(
  instance: Readonly<ContainerInstance>,
  definition: Readonly<TaskDefinition>,
  ports: PortAssignment,
): Change[] {
  const changes: Change[] = []
  const fresh = [...new Set(definition.containers.map(({ image }) => image))].filter(
    (image) => !instance.cachedImages.includes(image),
  )
  const set: Partial<ContainerInstance> = {
    ...(fresh.length > 0 ? { cachedImages: [...instance.cachedImages, ...fresh] } : {}),
    ...(ports.nextEphemeralPort === null ? {} : { nextEphemeralPort: ports.nextEphemeralPort }),
  }
  if (Object.keys(set).length > 0)
    changes.push(updated('containerInstance.changed', instance.arn, set, fresh.length > 0 ? 'LT-8' : 'NW-10'))
  return changes
}

const runningByPending = new WeakMap<object, readonly TaskContainer[]>()

/** Tasks without ports that share the list of their pending containers share that of their running ones. */
function runningContainers(
  containers: readonly TaskContainer[],
  { bindings }: PortAssignment,
): readonly TaskContainer[] {
  if (bindings.length > 0) return containers.map((container, index) => running(container, bindings[index] ?? []))
  const known = runningByPending.get(containers)
  if (known !== undefined) return known
  const made = containers.map((container) => running(container, []))
  runningByPending.set(containers, made)
  return made
}

function running(container: TaskContainer, networkBindings: readonly NetworkBinding[]): TaskContainer {
  return { ...container, lastStatus: 'RUNNING', networkBindings }
}

function newTask(order: TaskOrder, nowMs: number, home: Partial<Task> & Pick<Task, 'launchType' | 'lastStatus'>): Task {
  return {
    arn: order.arn,
    id: order.id,
    clusterArn: order.clusterArn,
    taskDefinitionArn: order.definition.arn,
    launchType: home.launchType,
    containerInstanceArn: home.containerInstanceArn ?? null,
    availabilityZone: home.availabilityZone ?? null,
    subnetId: home.subnetId ?? null,
    eni: home.eni ?? null,
    serviceArn: order.serviceArn,
    deploymentId: order.deploymentId,
    group: order.group,
    startedBy: order.startedBy,
    needs: order.needs,
    gpuIds: home.gpuIds ?? NO_GPUS,
    containers: pendingContainers(order.definition),
    lastStatus: home.lastStatus,
    desiredStatus: 'RUNNING',
    version: 1,
    createdAtMs: nowMs,
    admittedAtMs: home.admittedAtMs ?? null,
    connectedAtMs: home.connectedAtMs ?? null,
    pullStartedAtMs: null,
    pullStoppedAtMs: null,
    startedAtMs: null,
    healthyAtMs: null,
    stoppingAtMs: null,
    executionStoppedAtMs: null,
    stoppedAtMs: null,
    stopCode: null,
    stoppedReason: null,
    launch: order.launch,
  }
}

const pendingByDefinition = new WeakMap<object, readonly TaskContainer[]>()

/** Every new task of a definition has the same containers; the list is never written, so they may share it. */
function pendingContainers(definition: Readonly<TaskDefinition>): readonly TaskContainer[] {
  const known = pendingByDefinition.get(definition.containers)
  if (known !== undefined) return known
  const made = definition.containers.map(
    ({ name, image }): TaskContainer => ({
      name,
      image,
      lastStatus: 'PENDING',
      exitCode: null,
      reason: null,
      networkBindings: [],
    }),
  )
  pendingByDefinition.set(definition.containers, made)
  return made
}

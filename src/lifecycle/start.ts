// How does a task come to run? Created, attached to its network, taken up when its room is really free (LC-2…LC-4, LC-14).
import type { DeploymentId, ServiceArn, TaskArn } from '../kernel/arns.ts'
import type { ServiceLoadBalancer } from '../model/balancing.ts'
import type { Behavior } from '../model/behavior.ts'
import { TRUNK } from '../model/capabilities.ts'
import { type Change, inserted, type Plan, type Timer, updated } from '../model/changes.ts'
import type { ContainerRun } from '../model/containers.ts'
import type {
  ContainerInstance,
  Needs,
  Task,
  TaskDefinition,
  TaskEni,
  TaskLaunch,
  TaskWish,
} from '../model/entities.ts'
import type { Slot } from '../model/fleet-index.ts'
import type { Claim } from '../model/ledger.ts'
import { isInTouch, isUp } from '../model/machine.ts'
import { advance, nextInstantMs } from './containers/machine.ts'
import { WAITING } from './containers/phase.ts'
import type { LifecycleContext, Scene } from './context.ts'
import { plainContainers } from './report.ts'
import { planResolution } from './supply/resolution.ts'
import { TaskSurroundings } from './surroundings.ts'
import { attachMs } from './timing.ts'

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
  /** In which target groups the task is to stand; none when absent. */
  readonly loadBalancers?: readonly ServiceLoadBalancer[]
}

/** Where a network interface of a task's own stands. */
export interface Site {
  readonly subnetId: string
  readonly availabilityZone: string
  /** Null when the subnet has none left. */
  readonly address: string | null
}

/** Where placement has put it; a site is for a task with a network interface of its own. */
export type Home =
  | {
      readonly on: 'EC2'
      readonly instance: Readonly<ContainerInstance>
      readonly slot: Slot
      readonly site: Site | null
    }
  | { readonly on: 'FARGATE'; readonly site: Site }

/** A place on a container instance. */
export type InstanceHome = Extract<Home, { readonly on: 'EC2' }>

/** The task's first record and its first timer. */
export function planCreation(order: TaskOrder, home: Home, context: LifecycleContext): Plan {
  const { nowMs } = context
  if (home.on === 'FARGATE') {
    const { availabilityZone, subnetId, address } = home.site
    const own = { launchType: 'FARGATE', availabilityZone, subnetId, eni: newEni(address, false) } as const
    return provisioned(newTask(order, nowMs, { ...own, lastStatus: 'PROVISIONING' }), context)
  }
  const task = newTask(order, nowMs, placeAt(order.needs, home, nowMs))
  if (home.site !== null) return provisioned(task, context)
  const scene = { task, definition: order.definition, instance: home.instance }
  const begun = beginsNow(scene, home, context)
  const resolution = begun === null ? NOTHING : planResolution(scene, context)
  const created = inserted('task.created', order.arn, begun === null ? task : Object.assign(task, begun), 'LC-3')
  return { changes: withResolution(created, resolution), timers: timersOf(order.arn, begun) }
}

/** What a task on a container instance is from its first moment there: the network interface comes first (LC-2, LC-3). */
function placeAt(needs: Needs, { slot, instance, site }: InstanceHome, nowMs: number) {
  const gpuIds = gpusFor(needs, slot)
  if (site === null)
    return {
      containerInstanceArn: instance.arn,
      gpuIds,
      connectedAtMs: nowMs,
      launchType: slot.class.isExternal ? 'EXTERNAL' : 'EC2',
      availabilityZone: instance.availabilityZone,
      lastStatus: 'PENDING',
    } as const
  return {
    containerInstanceArn: instance.arn,
    gpuIds,
    connectedAtMs: nowMs,
    launchType: 'EC2',
    availabilityZone: site.availabilityZone,
    subnetId: site.subnetId,
    eni: newEni(site.address, Object.hasOwn(instance.attributes, TRUNK)),
    lastStatus: 'PROVISIONING',
  } as const
}

function beginsNow(scene: Scene, { slot, instance }: InstanceHome, context: LifecycleContext): Begun | null {
  return isUp(instance) && isTakenUpNow(slot, scene.task, context) ? begin(scene, context) : null
}

/** Nobody has room for it: it waits for its capacity provider, but not for ever (CP-20, CP-21). */
export function planWaiting(order: TaskOrder, wish: TaskWish, { nowMs, behavior }: LifecycleContext): Plan {
  const task = newTask(order, nowMs, { launchType: 'EC2', lastStatus: 'PROVISIONING', wish })
  return {
    changes: [inserted('task.created', order.arn, task, 'CP-20')],
    timers: [{ atMs: nowMs + behavior.provisioningTimeoutMs, kind: 'task.giveUp', id: order.arn }],
  }
}

/** Room has come for a task that waited: it goes there as a new one would (PL-43). */
export function planPlacement({ task, definition }: Scene, home: InstanceHome, context: LifecycleContext): Plan {
  const { nowMs } = context
  const place = { ...placeAt(task.needs, home, nowMs), wish: null }
  if (home.site !== null) {
    const change = updated('task.placed', task.arn, place, 'PL-43')
    return { changes: [change], timers: [attachTimer({ ...task, ...place }, context)] }
  }
  const scene = { task: { ...task, ...place }, definition, instance: home.instance }
  const begun = beginsNow(scene, home, context)
  const placed = updated('task.placed', task.arn, { ...place, version: task.version + 1, ...begun }, 'PL-43')
  const resolution = begun === null ? NOTHING : planResolution(scene, context)
  return { changes: withResolution(placed, resolution), timers: timersOf(task.arn, begun) }
}

export function newEni(address: string | null, isBranch: boolean): TaskEni {
  return { isBranch, address, isRefused: false, attachedAtMs: null }
}

/** The network interface comes first (LC-2). Room is promised from now on; the agent hears of the task when it is PENDING. */
function provisioned(task: Task, context: LifecycleContext): Plan {
  return { changes: [inserted('task.created', task.arn, task, 'LC-2')], timers: [attachTimer(task, context)] }
}

/** The interface is there after its time, or the task gives up (LT-13). */
function attachTimer(task: Readonly<Task>, { nowMs, behavior, latencies }: LifecycleContext): Timer {
  const atMs = nowMs + attachMs(latencies, task)
  // From when it has a place: before that nobody attached anything.
  const lastMs = (task.connectedAtMs ?? task.createdAtMs) + behavior.eniTimeoutMs
  return atMs < lastMs
    ? { atMs, kind: 'task.attach', id: task.arn }
    : { atMs: lastMs, kind: 'task.attachTimeout', id: task.arn }
}

/** EC2 refuses the interface for now: the task waits for it, but not for ever (LC-21). */
export function planRefusal({ task }: Scene, { behavior }: LifecycleContext): Plan {
  const eni = { ...(task.eni as TaskEni), isRefused: true }
  const atMs = (task.connectedAtMs ?? task.createdAtMs) + behavior.eniTimeoutMs
  return {
    changes: [updated('task.stepped', task.arn, { eni }, 'LC-21')],
    timers: [{ atMs, kind: 'task.attachTimeout', id: task.arn }],
  }
}

/** EC2 attaches interfaces again: it takes as long as ever, from now on. */
export function planRetry({ task }: Scene, context: LifecycleContext): Plan {
  const eni = { ...(task.eni as TaskEni), isRefused: false }
  return { changes: [updated('task.stepped', task.arn, { eni }, 'LC-21')], timers: [attachTimer(task, context)] }
}

/** The agent takes up the first of its waiting tasks once that one's room is really free (LC-14); null while it is not. */
export function planAdmission(slot: Slot, scene: Scene, context: LifecycleContext): Plan | null {
  if (!slot.class.agentConnected || !isUp(scene.instance) || !canAdmit(slot, scene.task, context.behavior)) return null
  const begun = begin(scene, context)
  const admitted = updated('task.admitted', scene.task.arn, begun, 'LC-14')
  return {
    changes: withResolution(admitted, planResolution(scene, context)),
    timers: timersOf(scene.task.arn, begun),
  }
}

/**
 * The network interface is attached (LC-4). On an instance the task is now sent to the agent, and takes its place behind those that
 * came there before it (LC-14); on Fargate its own agent has connected, and begins (LT-1).
 * @param slot null on Fargate
 */
export function planAttachment(scene: Scene, slot: Slot | null, context: LifecycleContext): Plan {
  const { task, instance } = scene
  const { nowMs } = context
  if (!isInTouch(instance))
    return { changes: [updated('task.stepped', task.arn, { reportAtMs: nowMs }, 'LC-16')], timers: [] }
  const eni = { ...(task.eni as TaskEni), isRefused: false, attachedAtMs: nowMs }
  const begun = slot === null || isTakenUpNow(slot, task, context) ? begin(scene, context) : null
  const set: Partial<Task> = {
    ...begun,
    lastStatus: 'PENDING',
    version: task.version + 1,
    eni,
    reportAtMs: null,
    ...(slot === null ? { connectedAtMs: nowMs } : {}),
  }
  const attached = updated('task.attached', task.arn, set, 'LC-4')
  const resolution = begun === null ? NOTHING : planResolution(scene, context)
  return { changes: withResolution(attached, resolution), timers: timersOf(task.arn, begun) }
}

const NOTHING: readonly Change[] = []

/** What is written of a task comes first: a plan's timers follow from that. */
function withResolution(change: Change, resolution: readonly Change[]): readonly Change[] {
  return resolution.length === 0 ? [change] : [change, ...resolution]
}

/** Running long enough to count toward minimumHealthyPercent (DP-200, DP-206). */
export function planSettled(task: Readonly<Task>, nowMs: number): Plan {
  return { changes: [updated('task.healthy', task.arn, { healthyAtMs: nowMs }, 'DP-200')], timers: [] }
}

type Begun = Pick<Task, 'admittedAtMs' | 'runs' | 'dueAtMs'>

/** The agent gets to work: every container that depends on none is on its way. */
function begin({ task, definition, instance }: Scene, context: LifecycleContext): Begun {
  const { nowMs } = context
  const specs = definition.containers
  const around = new TaskSurroundings({ task, definition, instance }, context, nowMs)
  const runs = shared(specs, advance({ specs, runs: task.runs, isStopping: false }, around))
  // What takes no time at all still is a step of its own.
  return { admittedAtMs: nowMs, runs, dueAtMs: nextInstantMs({ specs, runs, isStopping: false }, nowMs - 1) }
}

function timersOf(id: TaskArn, begun: Begun | null): Timer[] {
  return begun === null || begun.dueAtMs === null ? [] : [{ atMs: begun.dueAtMs, kind: 'task.step', id }]
}

const NO_GPUS: readonly string[] = []

/** The first that are promised to nobody (PL-09). */
export function gpusFor({ gpus }: Needs, { promised }: Slot): readonly string[] {
  return gpus === 0 ? NO_GPUS : promised.freeGpus().slice(0, gpus)
}

/** Nobody waits before the newcomer, and its room is really free. */
function isTakenUpNow(slot: Slot, claim: Claim, { behavior }: LifecycleContext): boolean {
  return slot.waiting.length === 0 && canAdmit(slot, claim, behavior)
}

function canAdmit(slot: Slot, claim: Claim, behavior: Behavior): boolean {
  return (behavior.agentStartsWhileStopping || slot.stopping === 0) && slot.held.fits(claim)
}

/** A record of which nothing is known but the order and the home. */
export function newTask(
  order: TaskOrder,
  nowMs: number,
  home: Partial<Task> & Pick<Task, 'launchType' | 'lastStatus'>,
): Task {
  const { containers } = order.definition
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
    containers: plainContainers(containers, 'PENDING'),
    runs: waitingRuns(containers),
    dueAtMs: null,
    reportAtMs: null,
    orderedAtMs: null,
    lastStatus: home.lastStatus,
    desiredStatus: 'RUNNING',
    healthStatus: 'UNKNOWN',
    version: 1,
    createdAtMs: nowMs,
    admittedAtMs: null,
    connectedAtMs: home.connectedAtMs ?? null,
    pullStartedAtMs: null,
    pullStoppedAtMs: null,
    startedAtMs: null,
    healthyAtMs: null,
    finding: null,
    traffic: trafficOf(order),
    protectedUntilMs: null,
    stoppingAtMs: null,
    executionStoppedAtMs: null,
    stoppedAtMs: null,
    stopCode: null,
    stoppedReason: null,
    wish: home.wish ?? null,
    launch: order.launch,
  }
}

function trafficOf({ loadBalancers = [] }: TaskOrder): Task['traffic'] {
  return loadBalancers.length === 0 ? null : { loadBalancers, isRegistered: false, isHealthy: false }
}

const waitingByDefinition = new WeakMap<object, readonly ContainerRun[]>()

const lastByDefinition = new WeakMap<object, readonly ContainerRun[]>()

/** Tasks that begin at one instant mostly have the same plans before them: they share one list. */
function shared(specs: TaskDefinition['containers'], runs: readonly ContainerRun[]): readonly ContainerRun[] {
  const last = lastByDefinition.get(specs)
  if (last !== undefined && runs.every((run, index) => isSamePlan(run, last[index]!))) return last
  lastByDefinition.set(specs, runs)
  return runs
}

function isSamePlan(a: ContainerRun, b: ContainerRun): boolean {
  return (
    a.pullStartedAtMs === b.pullStartedAtMs &&
    a.pullStoppedAtMs === b.pullStoppedAtMs &&
    a.startedAtMs === b.startedAtMs &&
    a.stoppedAtMs === b.stoppedAtMs &&
    a.exitCode === b.exitCode &&
    a.reason === b.reason &&
    a.isFatal === b.isFatal &&
    a.taskReason === b.taskReason &&
    a.imageDigest === b.imageDigest &&
    a.script === b.script
  )
}

/** Nothing has happened to any of them yet: one list serves every task of the definition. */
function waitingRuns(containers: TaskDefinition['containers']): readonly ContainerRun[] {
  const known = waitingByDefinition.get(containers)
  if (known !== undefined) return known
  const made = containers.map(() => WAITING)
  waitingByDefinition.set(containers, made)
  return made
}

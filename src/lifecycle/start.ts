// How does a task come to run? Created, attached to its network, taken up when its room is really free (LC-2…LC-4, LC-14).
import type { DeploymentId, ServiceArn, TaskArn } from '../kernel/arns.ts'
import type { Behavior } from '../model/behavior.ts'
import { TRUNK } from '../model/capabilities.ts'
import { inserted, type Plan, type Timer, updated } from '../model/changes.ts'
import type { ContainerRun } from '../model/containers.ts'
import type { ContainerInstance, Needs, Subnet, Task, TaskDefinition, TaskEni, TaskLaunch } from '../model/entities.ts'
import type { Slot } from '../model/fleet-index.ts'
import type { Claim } from '../model/ledger.ts'
import { advance, nextInstantMs } from './containers/machine.ts'
import { WAITING } from './containers/phase.ts'
import type { LifecycleContext, Scene } from './context.ts'
import { plainContainers } from './report.ts'
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
}

/** Where placement has put it; a subnet is for a task with a network interface of its own. */
export type Home =
  | {
      readonly on: 'EC2'
      readonly instance: Readonly<ContainerInstance>
      readonly slot: Slot
      readonly subnet: Readonly<Subnet> | null
    }
  | { readonly on: 'FARGATE'; readonly subnetId: string; readonly availabilityZone: string }

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
  const task = newTask(order, nowMs, {
    launchType: slot.class.isExternal ? 'EXTERNAL' : 'EC2',
    containerInstanceArn: instance.arn,
    gpuIds,
    availabilityZone: instance.availabilityZone,
    lastStatus: 'PENDING',
    connectedAtMs: nowMs,
  })
  const begun = isTakenUpNow(slot, task, context)
    ? begin({ task, definition: order.definition, instance }, context)
    : null
  return {
    changes: [inserted('task.created', order.arn, begun === null ? task : Object.assign(task, begun), 'LC-3')],
    timers: timersOf(order.arn, begun),
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
export function planAdmission(slot: Slot, scene: Scene, context: LifecycleContext): Plan | null {
  if (!slot.class.agentConnected || !canAdmit(slot, scene.task, context.behavior)) return null
  const begun = begin(scene, context)
  return {
    changes: [updated('task.admitted', scene.task.arn, begun, 'LC-14')],
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
  if (instance?.agentConnected === false)
    return { changes: [updated('task.stepped', task.arn, { reportAtMs: nowMs }, 'LC-16')], timers: [] }
  const eni = { isBranch: task.eni?.isBranch === true, attachedAtMs: nowMs }
  const begun = slot === null || isTakenUpNow(slot, task, context) ? begin(scene, context) : null
  const set: Partial<Task> = {
    ...begun,
    lastStatus: 'PENDING',
    version: task.version + 1,
    eni,
    reportAtMs: null,
    ...(slot === null ? { connectedAtMs: nowMs } : {}),
  }
  return { changes: [updated('task.attached', task.arn, set, 'LC-4')], timers: timersOf(task.arn, begun) }
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

function newTask(order: TaskOrder, nowMs: number, home: Partial<Task> & Pick<Task, 'launchType' | 'lastStatus'>): Task {
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
    protectedUntilMs: null,
    stoppingAtMs: null,
    executionStoppedAtMs: null,
    stoppedAtMs: null,
    stopCode: null,
    stoppedReason: null,
    launch: order.launch,
  }
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

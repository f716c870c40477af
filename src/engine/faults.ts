// What does each fault do? One table for those who want it now and for those who have scheduled it. Everything here has been checked
// when it was asked for; what has gone since then is beyond harm, and is passed over.

import { planDisconnection } from '../lifecycle/agent.ts'
import { planCrash, planFreeze } from '../lifecycle/interfere.ts'
import { planRetry } from '../lifecycle/start.ts'
import { type Plan, updated } from '../model/changes.ts'
import type { ContainerInstance, Task } from '../model/entities.ts'
import { isRegistered } from '../model/standing.ts'
import { isStill } from '../scaling/groups/warm-pool.ts'
import { apply } from './apply.ts'
import { noteMachine } from './auto-scaling/machines.ts'
import { interruptTask, loseTask, reconnectInstance, stopTask } from './end-task.ts'
import { clusterArnOf, findInstance, findTask } from './find.ts'
import { interruptInstance, startInstance, stopInstance, terminateInstance } from './machines.ts'
import {
  beginOutage,
  callBlocked,
  callGroups,
  type EniTarget,
  endOutage,
  eniOutage,
  type FargateTarget,
  fargateOutage,
  type InstancesRefusal,
  instanceOutage,
  isZoneLost,
  refusesEni,
  type ThrottleTarget,
  throttleOutage,
  zoneOutage,
} from './outages.ts'
import { withRolloutNews } from './rollout-news.ts'
import { sceneOf } from './scene.ts'
import type { World } from './world.ts'

export interface InstancesTarget {
  readonly cluster?: string | undefined
  readonly containerInstances: readonly string[]
}

export interface ContainerTarget {
  readonly task: string
  readonly container?: string | undefined
}

export interface ZoneTarget {
  readonly availabilityZone: string
}

/** Tasks by their ids or ARNs, or those of a zone. */
export interface SpotTarget {
  readonly tasks?: readonly string[] | undefined
  readonly availabilityZone?: string | undefined
}

/** What each fault is told, by the name of the call. */
export interface FaultInputs {
  'faults.crashContainer': ContainerTarget & { readonly exitCode?: number | undefined }
  'faults.killForMemory': ContainerTarget
  'faults.freezeHealth': ContainerTarget
  'faults.thawHealth': ContainerTarget
  'faults.loseZone': ZoneTarget
  'faults.restoreZone': ZoneTarget
  'faults.interruptSpot': SpotTarget
  'faults.retireTask': { readonly task: string }
  'faults.refuseEnis': EniTarget
  'faults.allowEnis': EniTarget
  'faults.refuseFargate': FargateTarget
  'faults.allowFargate': FargateTarget
  'faults.refuseInstances': InstancesRefusal
  'faults.allowInstances': InstancesRefusal
  'faults.throttle': ThrottleTarget
  'faults.unthrottle': ThrottleTarget
  'fleet.disconnectAgent': InstancesTarget
  'fleet.reconnectAgent': InstancesTarget
  'fleet.stopInstances': InstancesTarget
  'fleet.startInstances': InstancesTarget & { readonly ready?: boolean | undefined }
  'fleet.interruptSpot': InstancesTarget
  'fleet.terminate': InstancesTarget
}
export type FaultName = keyof FaultInputs

type CarryOut<I> = (world: World, input: I, cause: number) => void

const FAULTS: { readonly [N in FaultName]: CarryOut<FaultInputs[N]> } = {
  'faults.crashContainer': onContainer((scene, index, { exitCode = 1 }, world) =>
    planCrash(scene, index, { exitCode, isOutOfMemory: false }, world),
  ),
  'faults.killForMemory': onContainer((scene, index, _input, world) =>
    planCrash(scene, index, { exitCode: 137, isOutOfMemory: true }, world),
  ),
  'faults.freezeHealth': onContainer((scene, index, _input, world) => planFreeze(scene, index, true, world)),
  'faults.thawHealth': onContainer((scene, index, _input, world) => planFreeze(scene, index, false, world)),
  'faults.loseZone': loseZone,
  'faults.restoreZone': (world, { availabilityZone }, cause) => {
    if (endOutage(world, zoneOutage(availabilityZone), 'FG-10', cause)) callGroups(world, cause)
  },
  'faults.interruptSpot': interruptSpot,
  'faults.retireTask': retireTask,
  'faults.refuseEnis': (world, target, cause) => {
    beginOutage(world, eniOutage(target), 'LC-21', cause)
  },
  'faults.allowEnis': allowEnis,
  'faults.refuseFargate': (world, target, cause) => {
    beginOutage(world, fargateOutage(world, target), 'FG-10', cause)
  },
  'faults.allowFargate': (world, target, cause) => {
    if (endOutage(world, fargateOutage(world, target), 'FG-10', cause)) callBlocked(world, cause)
  },
  'faults.refuseInstances': (world, which, cause) => {
    beginOutage(world, instanceOutage(which), 'AG-04', cause)
  },
  'faults.allowInstances': (world, which, cause) => {
    if (endOutage(world, instanceOutage(which), 'AG-04', cause)) callGroups(world, cause)
  },
  'faults.throttle': (world, target, cause) => {
    beginOutage(world, throttleOutage(world, target), 'EV-122', cause)
  },
  'faults.unthrottle': (world, target, cause) => {
    if (endOutage(world, throttleOutage(world, target), 'EV-122', cause)) callBlocked(world, cause)
  },
  'fleet.disconnectAgent': onInstances((world, instance, _input, cause) => {
    if (isRegistered(instance.status) && instance.agentConnected) apply(world, planDisconnection(instance), cause)
  }),
  'fleet.reconnectAgent': onInstances((world, instance, _input, cause) => {
    const isBack = isRegistered(instance.status) && !instance.agentConnected && instance.machine.state === 'running'
    if (isBack) reconnectInstance(world, instance, cause)
  }),
  'fleet.stopInstances': onInstances((world, instance, _input, cause) => {
    if (isRegistered(instance.status)) stopInstance(world, instance, cause)
  }),
  'fleet.startInstances': onInstances((world, instance, { ready = false }, cause) => {
    if (!isZoneLost(world, instance.availabilityZone)) startInstance(world, instance, ready, cause)
  }),
  'fleet.interruptSpot': onInstances((world, instance, _input, cause) => interruptInstance(world, instance, cause)),
  'fleet.terminate': onInstances((world, instance, _input, cause) => terminateInstance(world, instance, cause)),
}

export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[]

export function carryOutFault<N extends FaultName>(world: World, name: N, input: FaultInputs[N], cause: number): void {
  FAULTS[name](world, input, cause)
}

/** A scheduled fault is due: its entry says so, and everything follows from that. */
export function strikeScheduled(world: World, id: string, cause: number): void {
  const fault = world.tables.faults.get(id)
  if (fault === undefined || fault.struckAtMs !== null) return
  const change = updated('fault.struck', id, { struckAtMs: world.nowMs })
  const entry = apply(world, { changes: [change], timers: [] }, cause)
  carryOutFault(world, fault.call as FaultName, fault.input as never, entry)
}

function onInstances<I extends InstancesTarget>(
  carryOut: (world: World, instance: Readonly<ContainerInstance>, input: I, cause: number) => void,
): CarryOut<I> {
  return (world, input, cause) => {
    const cluster = clusterArnOf(world, input.cluster)
    for (const reference of input.containerInstances) {
      const instance = findInstance(world, cluster, reference)
      if (instance !== undefined) carryOut(world, instance, input, cause)
    }
  }
}

function onContainer<I extends ContainerTarget>(
  planOf: (scene: ReturnType<typeof sceneOf>, index: number, input: I, world: World) => Plan | null,
): CarryOut<I> {
  return (world, input, cause) => {
    const task = findTask(world, input.task)
    if (task === undefined || task.lastStatus === 'STOPPED') return
    const scene = sceneOf(world, task)
    const { container } = input
    const index = container === undefined ? 0 : scene.definition.containers.findIndex(({ name }) => name === container)
    const plan = planOf(scene, index, input, world)
    if (plan !== null) apply(world, withRolloutNews(world, task, plan), cause)
  }
}

/** Machines that run there are gone, and so are the tasks of Fargate; those that were stopped keep their disks (LC-17, FG-10). */
function loseZone(world: World, { availabilityZone }: ZoneTarget, cause: number): void {
  if (!beginOutage(world, zoneOutage(availabilityZone), 'FG-10', cause)) return
  for (const instance of [...world.tables.containerInstances.values()]) {
    if (instance.availabilityZone !== availabilityZone || instance.machine.state === 'stopped') continue
    terminateInstance(world, instance, cause)
  }
  for (const { id } of [...world.tables.groupInstances.values()].filter(
    (member) => member.availabilityZone === availabilityZone && !isStill(member),
  ))
    noteMachine(world, id, false, cause)
  const reason = `The capacity under the task in ${availabilityZone} is gone.`
  for (const { arn } of [...world.tables.tasks.values()].filter((task) => isOnFargateIn(task, availabilityZone)))
    loseTask(world, world.tables.tasks.certain(arn), { code: 'TerminationNotice', reason, rule: 'LC-26' }, cause)
}

function isOnFargateIn({ launchType, lastStatus, availabilityZone }: Readonly<Task>, zone: string): boolean {
  return launchType === 'FARGATE' && lastStatus !== 'STOPPED' && availabilityZone === zone
}

function interruptSpot(world: World, { tasks, availabilityZone }: SpotTarget, cause: number): void {
  const named = tasks?.map((reference) => findTask(world, reference)?.arn)
  const hit = [...world.tables.tasks.values()].filter(
    (task) =>
      isOnSpot(task) &&
      task.lastStatus !== 'STOPPED' &&
      (named === undefined ? task.availabilityZone === availabilityZone : named.includes(task.arn)),
  )
  for (const { arn } of hit) interruptTask(world, world.tables.tasks.certain(arn), cause)
}

export function isOnSpot({ launch }: Readonly<Task>): boolean {
  return launch.capacityProvider?.name === 'FARGATE_SPOT'
}

/** Tasks that were refused try again, unless another refusal still holds for them. */
function allowEnis(world: World, target: EniTarget, cause: number): void {
  if (!endOutage(world, eniOutage(target), 'LC-21', cause)) return
  for (const { arn } of [...world.tables.tasks.values()].filter(isRefused)) {
    const task = world.tables.tasks.certain(arn)
    if (!refusesEni(world, task)) apply(world, planRetry(sceneOf(world, task), world), cause)
  }
}

function isRefused({ lastStatus, eni }: Readonly<Task>): boolean {
  return lastStatus === 'PROVISIONING' && eni?.isRefused === true
}

/** AWS renews what is under a task of Fargate: the task is stopped, and a service puts another in its place (FG-11). */
function retireTask(world: World, { task: reference }: FaultInputs['faults.retireTask'], cause: number): void {
  const task = findTask(world, reference)
  if (task === undefined) return
  const code = task.serviceArn === null ? 'TerminationNotice' : 'ServiceSchedulerInitiated'
  const reason = 'ECS is performing maintenance on the underlying infrastructure hosting the task'
  stopTask(world, task, { code, reason, rule: 'FG-11' }, cause)
}

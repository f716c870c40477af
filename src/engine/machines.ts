// What happens to the machine under a container instance, and what does ECS notice of it? Stopped, started, taken back, gone (CI-19, CI-26).
import { planDisconnection } from '../lifecycle/agent.ts'
import { type Change, type Timer, updated } from '../model/changes.ts'
import type { ContainerInstance, Machine } from '../model/entities.ts'
import { RUNNING } from '../model/machine.ts'
import { isRegistered } from '../model/standing.ts'
import { apply } from './apply.ts'
import { turnTargets } from './associations.ts'
import { noteMachine } from './auto-scaling/machines.ts'
import { leaveCluster, loseTasks, reconnectInstance } from './end-task.ts'
import type { World } from './world.ts'

type Instance = Readonly<ContainerInstance>

/** EC2 stops it: its tasks are over, but the instance stays ACTIVE, and ECS sees only after a while that its agent is gone (CI-19). */
export function stopInstance(world: World, instance: Instance, cause: number): void {
  const { machine } = instance
  if (machine.state !== 'running' && machine.state !== 'booting') return
  const dueAtMs = instance.agentConnected ? world.nowMs + world.latencies.agentDisconnectMs : null
  // First, so that its agent takes up nobody in place of those that end.
  turn(world, instance, { ...machine, state: 'stopped', dueAtMs }, cause)
  loseTasks(world, instance, 'stopped', cause)
  noteMachine(world, instance.ec2InstanceId, false, cause)
}

/** It boots, and its agent reconnects under the same ARN (CI-07). */
export function startInstance(world: World, instance: Instance, isReady: boolean, cause: number): void {
  const { machine } = instance
  if (machine.state !== 'stopped') return
  if (instance.agentConnected) apply(world, planDisconnection(instance), cause)
  const { instanceLaunchMs, agentRegisterMs } = world.latencies
  const dueAtMs = world.nowMs + (isReady ? 0 : instanceLaunchMs + agentRegisterMs)
  turn(world, instance, { ...machine, state: 'booting', dueAtMs }, cause)
  noteMachine(world, instance.ec2InstanceId, true, cause)
  if (isReady) turnInstance(world, instance.arn, cause)
}

/** What was to come of itself: a stopped machine's agent counts as gone, a booting one is up. */
export function turnInstance(world: World, arn: string, cause: number): void {
  const instance = world.tables.containerInstances.get(arn)
  if (instance === undefined || !isRegistered(instance.status) || instance.machine.dueAtMs !== world.nowMs) return
  const machine = { ...instance.machine, dueAtMs: null }
  if (machine.state === 'booting') {
    const first = turn(world, instance, { ...machine, state: 'running' }, cause)
    turnTargets(world, instance.ec2InstanceId, true, first)
    if (!instance.agentConnected) reconnectInstance(world, instance, first)
    return
  }
  const first = turn(world, instance, machine, cause)
  if (instance.agentConnected) apply(world, planDisconnection(instance), first)
}

/** An agent that registers runs on a machine that is up, whoever started that. */
export function wakeInstance(world: World, instance: Instance, cause: number): void {
  if (instance.machine.state === 'running') return
  const first = turn(world, instance, { ...RUNNING, reclaimAtMs: instance.machine.reclaimAtMs }, cause)
  turnTargets(world, instance.ec2InstanceId, true, first)
}

/** Terminated. Without an agent to say so, its record stays ACTIVE until somebody deregisters it (CI-19). */
export function terminateInstance(world: World, instance: Instance, cause: number): void {
  const { machine, status } = instance
  noteMachine(world, instance.ec2InstanceId, false, cause)
  if (machine.state === 'terminated' || status === 'INACTIVE') return
  loseTasks(world, instance, 'terminated', cause)
  const isNoticed = status === 'REGISTERING' || (instance.agentConnected && machine.state === 'running')
  if (isNoticed) {
    leaveCluster(world, instance, 'CI-19', cause)
    return
  }
  if (instance.agentConnected) apply(world, planDisconnection(instance), cause)
  turn(world, instance, { state: 'terminated', dueAtMs: null, reclaimAtMs: null }, cause)
}

/** Spot wants it back: a notice now, the end after `spotNotice`; its agent may begin to drain it at once (CI-26). */
export function interruptInstance(world: World, instance: Instance, cause: number): void {
  const { machine, status } = instance
  if (machine.state === 'terminated' || status === 'INACTIVE' || machine.reclaimAtMs !== null) return
  const reclaimAtMs = world.nowMs + world.latencies.spotNoticeMs
  const timers: Timer[] = [{ atMs: reclaimAtMs, kind: 'containerInstance.reclaim', id: instance.arn }]
  const changes: Change[] = [
    updated('containerInstance.machineChanged', instance.arn, { machine: { ...machine, reclaimAtMs } }, 'CI-26'),
  ]
  const drains = instance.spotDraining && status === 'ACTIVE' && instance.agentConnected && machine.state === 'running'
  if (drains) changes.push(updated('containerInstance.stateChanged', instance.arn, { status: 'DRAINING' }, 'CI-26'))
  apply(world, { changes, timers }, cause)
}

/** The two minutes are over. */
export function reclaimInstance(world: World, arn: string, cause: number): void {
  const instance = world.tables.containerInstances.get(arn)
  if (instance?.machine.reclaimAtMs === world.nowMs) terminateInstance(world, instance, cause)
}

function turn(world: World, { arn }: Instance, machine: Machine, cause: number): number {
  const { dueAtMs } = machine
  const timers: Timer[] = dueAtMs === null ? [] : [{ atMs: dueAtMs, kind: 'containerInstance.turn', id: arn }]
  return apply(
    world,
    { changes: [updated('containerInstance.machineChanged', arn, { machine }, 'CI-19')], timers },
    cause,
  )
}

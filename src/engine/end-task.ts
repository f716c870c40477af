// How does a task end other than by its scheduler: on a user's word, or with the instance under it?
import { rowsAfterFailedStart, rowsAfterStart } from '../deployment/attempts.ts'
import { rowsAfterLoss } from '../deployment/losses.ts'
import { planReconnection, planReunion } from '../lifecycle/agent.ts'
import { planHostLost, planInterruption, planStopRequest, type StopOrder } from '../lifecycle/stop.ts'
import { type Change, type Plan, updated } from '../model/changes.ts'
import type { ContainerInstance, Task } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'
import { apply } from './apply.ts'
import { sceneOf, slotOf } from './scene.ts'
import type { World } from './world.ts'

/** Asks a task to stop. One that is stopping or stopped already is left as it is (LC-19). */
export function stopTask(world: World, task: Readonly<Task>, order: StopOrder, cause: number): void {
  if (task.desiredStatus === 'STOPPED') return
  end(world, task, stopPlanOf(world, task, order), cause)
}

/** Spot takes the capacity under the task back (FG-9). */
export function interruptTask(world: World, task: Readonly<Task>, cause: number): void {
  end(world, task, planInterruption(sceneOf(world, task), world), cause)
}

/** What a request to stop comes to: an agent that is away hears of it when it is back. */
export function stopPlanOf(world: World, task: Readonly<Task>, order: StopOrder): Plan {
  return planStopRequest(sceneOf(world, task), order, world)
}

/** The agent of an instance is back: it reports, and hears what it has missed (LC-16, EA-5). */
export function reconnectInstance(world: World, instance: Readonly<ContainerInstance>, cause: number): void {
  apply(world, planReconnection(instance), cause)
  for (const arn of [...(world.indexes.tasksByInstance.get(instance.arn) ?? [])]) {
    const scene = sceneOf(world, world.tables.tasks.certain(arn))
    const plan = planReunion(scene, slotOf(world, scene), world)
    if (plan !== null) apply(world, withLaunchOutcome(world, scene.task, plan), cause)
  }
}

/** The machine under the tasks is gone, or stands still: every one of them ends with it (LC-17). */
export function loseTasks(world: World, instance: Readonly<ContainerInstance>, what: string, cause: number): void {
  const reason = `Host EC2 (instance ${instance.ec2InstanceId}) ${what}.`
  endTasks(world, instance, { code: 'TerminationNotice', reason, rule: 'LC-17' }, cause)
}

/** A Fargate task goes with the capacity under it, at once. */
export function loseTask(world: World, task: Readonly<Task>, order: StopOrder, cause: number): void {
  end(world, task, planHostLost(task, order, world), cause)
}

/** ECS forgets the instance by force; its tasks are over as far as ECS knows (CI-21, LC-18). */
export function deregisterInstance(world: World, instance: Readonly<ContainerInstance>, cause: number): void {
  const reason = 'Container instance deregistration forced by user'
  endTasks(world, instance, { code: 'UserInitiated', reason, rule: 'LC-18' }, cause)
  leaveCluster(world, instance, 'CI-21', cause)
}

function endTasks(world: World, instance: Readonly<ContainerInstance>, order: StopOrder, cause: number): void {
  for (const arn of [...(world.indexes.tasksByInstance.get(instance.arn) ?? [])])
    loseTask(world, world.tables.tasks.certain(arn), order, cause)
}

/** INACTIVE at once, and forgotten after a while (CI-15). */
export function leaveCluster(world: World, { arn }: Readonly<ContainerInstance>, rule: string, cause: number): void {
  const set = { status: 'INACTIVE', agentConnected: false, deregisteredAtMs: world.nowMs } as const
  const forgetAtMs = world.nowMs + world.behavior.inactiveInstanceRetentionMs
  apply(
    world,
    {
      changes: [updated('containerInstance.deregistered', arn, set, rule)],
      timers: [{ atMs: forgetAtMs, kind: 'containerInstance.forget', id: arn }],
    },
    cause,
  )
}

function end(world: World, task: Readonly<Task>, plan: Plan, cause: number): void {
  apply(world, { ...plan, changes: [...lossOf(world, task), ...plan.changes] }, cause)
}

/** What the start of a service's task, or its end before it ever was RUNNING, is to the deployment that wanted it (DP-702). */
export function withLaunchOutcome(world: WorldView, task: Readonly<Task>, plan: Plan): Plan {
  if (task.serviceArn === null || task.startedAtMs !== null || task.desiredStatus === 'STOPPED') return plan
  const [change] = plan.changes
  const service = world.tables.services.get(task.serviceArn)
  if (change?.id !== task.arn || service === undefined) return plan
  const { desiredStatus, startedAtMs = null } = change.set as Partial<Task>
  const rows =
    startedAtMs !== null
      ? rowsAfterStart(service, task)
      : desiredStatus === 'STOPPED'
        ? rowsAfterFailedStart(service, task, isLastOfAttempt(world, task), world.nowMs, world.behavior)
        : null
  if (rows === null) return plan
  const outcome = updated('service.scheduled', service.arn, { deployments: rows }, 'DP-702')
  return { ...plan, changes: [...plan.changes, outcome] }
}

/** Nobody who was started with it is still on the way, or runs. */
function isLastOfAttempt(world: WorldView, task: Readonly<Task>): boolean {
  for (const arn of world.indexes.tasksByService.get(task.serviceArn as string) ?? []) {
    const other = world.tables.tasks.certain(arn)
    const isOfAttempt = other.deploymentId === task.deploymentId && other.createdAtMs === task.createdAtMs
    if (isOfAttempt && other.arn !== task.arn && other.desiredStatus === 'RUNNING') return false
  }
  return true
}

function lossOf(world: World, task: Readonly<Task>): Change[] {
  if (task.serviceArn === null || !world.behavior.replaceLostWithSameRevision) return []
  // A task may outlive the memory of its service.
  const service = world.tables.services.get(task.serviceArn)
  const deployments = service === undefined ? null : rowsAfterLoss(service, task)
  return deployments === null ? [] : [updated('service.scheduled', task.serviceArn, { deployments }, 'DP-443')]
}

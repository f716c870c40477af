// How does a task end other than by its scheduler: on a user's word, or with the instance under it?
import { rowsAfterLoss } from '../deployment/losses.ts'
import { planReconnection, planReunion } from '../lifecycle/agent.ts'
import { planHostLost, planInterruption, planStopRequest, type StopOrder } from '../lifecycle/stop.ts'
import { type Change, type Plan, updated } from '../model/changes.ts'
import type { ContainerInstance, Task } from '../model/entities.ts'
import { apply } from './apply.ts'
import { turnTargets } from './associations.ts'
import { withRolloutNews } from './rollout-news.ts'
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
  apply(world, planReconnection(instance, world), cause)
  for (const arn of [...(world.indexes.tasksByInstance.get(instance.arn) ?? [])]) {
    const scene = sceneOf(world, world.tables.tasks.certain(arn))
    const plan = planReunion(scene, slotOf(world, scene), world)
    if (plan !== null) apply(world, withRolloutNews(world, scene.task, plan), cause)
  }
}

/** The machine under the tasks is gone, or stands still: every one of them ends with it (LC-17). */
export function loseTasks(world: World, instance: Readonly<ContainerInstance>, what: string, cause: number): void {
  const reason = `Host EC2 (instance ${instance.ec2InstanceId}) ${what}.`
  endTasks(world, instance, { code: 'TerminationNotice', reason, rule: 'LC-17' }, cause)
  turnTargets(world, instance.ec2InstanceId, false, cause)
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

function lossOf(world: World, task: Readonly<Task>): Change[] {
  if (task.serviceArn === null || !world.behavior.replaceLostWithSameRevision) return []
  // A task may outlive the memory of its service.
  const service = world.tables.services.get(task.serviceArn)
  const deployments = service === undefined ? null : rowsAfterLoss(service, task)
  return deployments === null ? [] : [updated('service.scheduled', task.serviceArn, { deployments }, 'DP-443')]
}

// How does a task end other than by its scheduler: on a user's word, or with the instance under it?
import { rowsAfterLoss } from '../deployment/losses.ts'
import { planHostLost, planStopRequest, type StopOrder } from '../lifecycle/stop.ts'
import { type Change, type Plan, updated } from '../model/changes.ts'
import type { ContainerInstance, Task } from '../model/entities.ts'
import { apply } from './apply.ts'
import type { World } from './world.ts'

/** Asks a task to stop. One that is stopping or stopped already is left as it is (LC-19). */
export function stopTask(world: World, task: Readonly<Task>, order: StopOrder, cause: number): void {
  if (task.desiredStatus === 'STOPPED') return
  const definition = world.tables.taskDefinitions.certain(task.taskDefinitionArn)
  end(world, task, planStopRequest(task, definition, order, world), cause)
}

/** The instance is gone, and every task on it (LC-17). */
export function loseInstance(world: World, instance: Readonly<ContainerInstance>, cause: number): void {
  for (const arn of [...(world.indexes.tasksByInstance.get(instance.arn) ?? [])]) {
    const task = world.tables.tasks.certain(arn)
    end(world, task, planHostLost(task, instance.ec2InstanceId, world), cause)
  }
  const change = updated(
    'containerInstance.deregistered',
    instance.arn,
    { status: 'INACTIVE', deregisteredAtMs: world.nowMs },
    'CI-19',
  )
  const forgetAtMs = world.nowMs + world.behavior.inactiveInstanceRetentionMs
  apply(
    world,
    { changes: [change], timers: [{ atMs: forgetAtMs, kind: 'containerInstance.forget', id: instance.arn }] },
    cause,
  )
}

function end(world: World, task: Readonly<Task>, plan: Plan, cause: number): void {
  apply(world, { ...plan, changes: [...lossOf(world, task), ...plan.changes] }, cause)
}

function lossOf(world: World, task: Readonly<Task>): Change[] {
  if (task.serviceArn === null || !world.behavior.replaceLostWithSameRevision) return []
  const deployments = rowsAfterLoss(world.tables.services.certain(task.serviceArn), task)
  return deployments === null ? [] : [updated('service.scheduled', task.serviceArn, { deployments }, 'DP-443')]
}

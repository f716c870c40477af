// A task with all that belongs to it, as the planners of its life want it.

import { certain } from '../kernel/assert.ts'
import type { Scene } from '../lifecycle/context.ts'
import type { Task } from '../model/entities.ts'
import type { Slot } from '../model/fleet-index.ts'
import type { WorldView } from '../model/view.ts'

export function sceneOf(world: WorldView, task: Readonly<Task>): Scene {
  const { containerInstances, taskDefinitions } = world.tables
  return {
    task,
    definition: taskDefinitions.certain(task.taskDefinitionArn),
    instance: task.containerInstanceArn === null ? null : containerInstances.certain(task.containerInstanceArn),
  }
}

/** The place of the task's instance in the index; null on Fargate. */
export function slotOf(world: WorldView, { instance }: Scene): Slot | null {
  return instance === null ? null : certain(world.indexes.slotOf(instance), instance.arn)
}

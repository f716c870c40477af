// A task with all that belongs to it, as the planners of its life want it.
import type { Scene } from '../lifecycle/context.ts'
import type { Task } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'

export function sceneOf(world: WorldView, task: Readonly<Task>): Scene {
  const { containerInstances, taskDefinitions } = world.tables
  return {
    task,
    definition: taskDefinitions.certain(task.taskDefinitionArn),
    instance: task.containerInstanceArn === null ? null : containerInstances.certain(task.containerInstanceArn),
  }
}

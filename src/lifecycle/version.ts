// What is a task's version after a step? One more for each change that ECS reports (LC-13).
import type { Behavior } from '../model/behavior.ts'
import type { Task } from '../model/entities.ts'

/** The step to STOPPING is a change of its own only when the option says so. */
export function versionAfter(
  task: Readonly<Task>,
  lastStatus: Task['lastStatus'],
  { emitTransientStates }: Behavior,
): number {
  const isTransient = lastStatus === 'STOPPING' && task.lastStatus !== 'STOPPING'
  return task.version + (isTransient && emitTransientStates ? 2 : 1)
}

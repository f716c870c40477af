// What does a task that comes to run, gets well or ends by itself mean to the deployment that started it? (CB-10, CB-12, CB-13)
import { rowsAfterTask } from '../deployment/breaker.ts'
import { type Plan, updated } from '../model/changes.ts'
import type { Task } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'

/** The task's plan, and what it changes in its service's rows; mostly nothing. */
export function withRolloutNews(world: WorldView, task: Readonly<Task>, plan: Plan): Plan {
  if (task.serviceArn === null) return plan
  const [change] = plan.changes
  const service = world.tables.services.get(task.serviceArn)
  if (change?.id !== task.arn || service === undefined) return plan
  const { desiredStatus, startedAtMs, healthyAtMs } = change.set as Partial<Task>
  // Nearly always a task that comes to run or gets well, of a deployment in which nothing has failed.
  const isGood = desiredStatus === undefined
  if (isGood && (typeof healthyAtMs !== 'number' || service.deployments[0]?.failedTasks === 0)) return plan
  const after = {
    desiredStatus: desiredStatus ?? task.desiredStatus,
    startedAtMs: startedAtMs ?? task.startedAtMs,
    healthyAtMs: healthyAtMs === undefined ? task.healthyAtMs : healthyAtMs,
  }
  const deployments = rowsAfterTask(service, task, after, world.behavior)
  if (deployments === null) return plan
  return { ...plan, changes: [...plan.changes, updated('service.taskFailed', service.arn, { deployments }, 'CB-10')] }
}

// What does a task that comes to run, gets well or ends by itself mean to the deployment that started it? It may have cost an attempt
// (DP-702), the circuit breaker may count it (CB-10, CB-12, CB-13), and an old deployment may be owed another (DP-443).
import { rowsAfterFailedStart, rowsAfterStart } from '../deployment/attempts.ts'
import { rowsAfterTask } from '../deployment/breaker.ts'
import { rowsAfterLoss } from '../deployment/losses.ts'
import { type Change, type Plan, updated } from '../model/changes.ts'
import type { Deployment, Service, Task } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'

/** The task's plan, and what it changes in its service's rows; mostly nothing. */
export function withRolloutNews(world: WorldView, task: Readonly<Task>, plan: Plan): Plan {
  if (task.serviceArn === null) return plan
  const [change] = plan.changes
  const service = world.tables.services.get(task.serviceArn)
  if (change?.id !== task.arn || service === undefined) return plan
  const set = change.set as Partial<Task>
  // Nearly always a task that comes to run or gets well, of a deployment in which nothing has failed.
  if (set.desiredStatus === undefined && isFlawless(service)) return plan
  if (set.desiredStatus === undefined && set.healthyAtMs === undefined) return plan
  const attempted = attemptRows(world, service, task, set)
  const known = attempted === null ? service : { ...service, deployments: attempted }
  const counted = rowsAfterTask(known, task, afterChange(task, set), world.behavior)
  const news =
    counted === null
      ? (scheduled(service, attempted, 'DP-702') ?? scheduled(service, lossRows(world, service, task, set), 'DP-443'))
      : updated('service.taskFailed', service.arn, { deployments: counted }, 'CB-10')
  return news === null ? plan : { ...plan, changes: [...plan.changes, news] }
}

function scheduled({ arn }: Readonly<Service>, deployments: readonly Deployment[] | null, rule: string): Change | null {
  return deployments === null ? null : updated('service.scheduled', arn, { deployments }, rule)
}

/** One that counted has ended by itself. One that never did is no loss: a new deployment may be the cure. */
function lossRows(
  world: WorldView,
  service: Readonly<Service>,
  task: Readonly<Task>,
  { desiredStatus }: Partial<Task>,
): readonly Deployment[] | null {
  const isLost = desiredStatus === 'STOPPED' && task.healthyAtMs !== null
  return isLost && world.behavior.replaceLostWithSameRevision ? rowsAfterLoss(service, task) : null
}

function isFlawless({ deployments }: Readonly<Service>): boolean {
  for (const { failedTasks, attempts } of deployments) if (failedTasks > 0 || attempts.failed > 0) return false
  return true
}

function afterChange(task: Readonly<Task>, { desiredStatus, startedAtMs, healthyAtMs }: Partial<Task>) {
  return {
    desiredStatus: desiredStatus ?? task.desiredStatus,
    startedAtMs: startedAtMs ?? task.startedAtMs,
    healthyAtMs: healthyAtMs === undefined ? task.healthyAtMs : healthyAtMs,
  }
}

/** The start of a task, or its end before it ever was RUNNING (DP-702). */
function attemptRows(
  world: WorldView,
  service: Readonly<Service>,
  task: Readonly<Task>,
  { desiredStatus, startedAtMs = null }: Partial<Task>,
): readonly Deployment[] | null {
  if (task.startedAtMs !== null || task.desiredStatus === 'STOPPED') return null
  if (startedAtMs !== null) return rowsAfterStart(service, task)
  if (desiredStatus !== 'STOPPED') return null
  return rowsAfterFailedStart(service, task, isLastOfAttempt(world, task), world.nowMs, world.behavior)
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

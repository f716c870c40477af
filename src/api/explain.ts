// Why did a task go where it went, and why would a request be refused? Worked out again from the world as it was just before,
// by the code that decided then; nothing of it is stored.
import type { CommandRecord } from '../engine/command.ts'
import { worldBefore } from '../engine/history.ts'
import { serviceOrder } from '../engine/service-order.ts'
import { requestOf, type StartOrder } from '../engine/start-task.ts'
import type { World } from '../engine/world.ts'
import type { JournalEntry } from '../model/changes.ts'
import type { Task } from '../model/entities.ts'
import { explainPlacement, type PlacementTrace } from '../placement/explain.ts'
import { creationOf } from './find-creation.ts'
import { refuse } from './refuse.ts'
import { runOrder } from './tasks.ts'

export interface TaskExplanation extends PlacementTrace {
  readonly taskArn: string
  readonly at: Date
}

/**
 * Explains the placement of a task on a container instance, even of one that is long gone. Takes the ARN, or the task's id.
 * @throws InvalidParameterException for a task that never was, one on Fargate, and one that StartTask put on a named instance
 */
export function explainTask(world: World, reference: unknown): TaskExplanation {
  const entry = creationOf(world, reference)
  const task = entry.set as Task
  const past = worldBefore(world, entry.seq)
  const order = orderBehind(past, certainCause(world, entry), task)
  if (order === null || task.containerInstanceArn === null) {
    const found = task.containerInstanceArn === null ? 'a task on Fargate' : 'a task of StartTask'
    return refuse('InvalidParameterException', `task: there was nothing to choose for ${found}.`, {
      path: 'task',
      expected: 'a task that placement put on an instance',
      found,
    })
  }
  const fleet = past.indexes.fleet(task.clusterArn)
  const trace = explainPlacement(
    fleet,
    requestOf(past, order, task.needs),
    fleet.slot(task.containerInstanceArn) ?? null,
  )
  return { taskArn: task.arn, at: new Date(entry.atMs), ...trace }
}

/**
 * What RunTask would do with this input for its first task, instance by instance: the same refusals, and nothing written.
 * @throws what RunTask throws
 */
export function whyNot(world: World, input: unknown): PlacementTrace {
  const { order, needs } = runOrder(world, input)
  return explainPlacement(world.indexes.fleet(order.clusterArn), requestOf(world, order, needs), null)
}

/** What was asked for when the task was started; null when the caller named the instance. */
function orderBehind(past: World, cause: JournalEntry, task: Task): StartOrder | null {
  if (cause.kind === 'service.evaluated') {
    const service = past.tables.services.certain(cause.id)
    const deployment = service.deployments.find(({ id }) => id === task.deploymentId)
    return deployment === undefined ? null : serviceOrder(past, service, deployment)
  }
  return cause.id === 'ecs.runTask' ? runOrder(past, (cause.set as CommandRecord).input).order : null
}

function certainCause(world: World, { cause }: JournalEntry): JournalEntry {
  return world.journal[cause as number]!
}

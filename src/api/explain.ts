// Why did a task go where it went? Worked out again from the world as it was just before, by the code that decided then;
// nothing of it is stored.
import type { CommandRecord } from '../engine/command.ts'
import { worldBefore } from '../engine/history.ts'
import { serviceOrder } from '../engine/service-order.ts'
import { requestOf, type StartOrder } from '../engine/start-task.ts'
import type { World } from '../engine/world.ts'
import type { JournalEntry } from '../model/changes.ts'
import type { Task } from '../model/entities.ts'
import { beforeReserve, type FleetView } from '../model/fleet-index.ts'
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
 * @throws InvalidParameterException for a task that never was, one on Fargate, and one that StartTask put on a named instance or that was adopted
 */
export function explainTask(world: World, reference: unknown): TaskExplanation {
  const entry = creationOf(world, reference)
  const task = entry.set as Task
  const past = worldBefore(world, entry.seq)
  const order = orderBehind(past, certainCause(world, entry), task)
  if (order === null || task.containerInstanceArn === null) {
    const named = entry.kind === 'task.adopted' ? 'a task that was adopted' : 'a task of StartTask'
    return nothingToChoose('task', task.containerInstanceArn === null ? 'a task on Fargate' : named)
  }
  const fleet = fleetAsked(past, order, task)
  const trace = explainPlacement(
    fleet,
    requestOf(past, order, task.needs),
    fleet.slot(task.containerInstanceArn) ?? null,
  )
  return { taskArn: task.arn, at: new Date(entry.atMs), ...trace }
}

/** For a task about whose instance placement has nothing to say. */
export function nothingToChoose(path: string, found: string): never {
  refuse('InvalidParameterException', `${path}: there was nothing to choose for ${found}.`, {
    path,
    expected: 'a task that placement puts on an instance',
    found,
  })
}

/** A daemon has its place on every instance, with nothing kept from it: only the one was asked (SV-400). */
function fleetAsked(past: World, { serviceArn }: StartOrder, task: Task): FleetView {
  const fleet = past.indexes.fleet(task.clusterArn)
  const service = serviceArn === null ? undefined : past.tables.services.get(serviceArn)
  const slot = fleet.slot(task.containerInstanceArn as string)
  if (service?.schedulingStrategy !== 'DAEMON' || slot === undefined) return fleet
  const only = beforeReserve(slot)
  return { classes: [only.class], size: 1, slot: () => only, slots: () => [only] }
}

/** What was asked for when the task was started; null when the caller named the instance. */
function orderBehind(past: World, cause: JournalEntry, task: Task): StartOrder | null {
  if (cause.kind === 'service.evaluated') {
    const service = past.tables.services.certain(cause.id)
    const deployment = service.deployments.find(({ id }) => id === task.deploymentId)
    const { zones = null } = cause.set as { readonly zones?: readonly string[] }
    return deployment === undefined ? null : serviceOrder(past, service, deployment, zones)
  }
  return cause.id === 'ecs.runTask' ? runOrder(past, (cause.set as CommandRecord).input).order : null
}

function certainCause(world: World, { cause }: JournalEntry): JournalEntry {
  return world.journal[cause as number]!
}

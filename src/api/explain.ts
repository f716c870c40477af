// Why did a task go where it went? Worked out again from the world as it was just before, by the code that decided then;
// nothing of it is stored.
import { choiceOf } from '../deployment/split.ts'
import type { CommandRecord } from '../engine/command.ts'
import { worldBefore } from '../engine/history.ts'
import { tasksByProvider } from '../engine/providers.ts'
import { serviceOrder } from '../engine/service-order.ts'
import { requestOf, type StartOrder } from '../engine/start-task.ts'
import { orderOf } from '../engine/waiting-tasks.ts'
import type { World } from '../engine/world.ts'
import type { ProviderChoice } from '../model/capacity-providers.ts'
import type { JournalEntry } from '../model/changes.ts'
import type { CapacityProviderItem, Task } from '../model/entities.ts'
import { beforeReserve, type FleetView } from '../model/fleet-index.ts'
import { explainPlacement, explainProvider, type PlacementTrace } from '../placement/explain.ts'
import { creationOf, placementOf } from './find-creation.ts'
import { refuse } from './refuse.ts'
import { forProvider, runOrder } from './tasks.ts'

export interface TaskExplanation extends PlacementTrace {
  readonly taskArn: string
  readonly at: Date
}

/**
 * Explains the placement of a task on a container instance, even of one that is long gone. Takes the ARN, or the task's id. Of a task on Fargate it
 * tells why the capacity provider.
 * @throws InvalidParameterException for a task that never was, one of the launch type FARGATE, and one that StartTask put on a named instance or that was adopted
 */
export function explainTask(world: World, reference: unknown): TaskExplanation {
  const entry = creationOf(world, reference)
  const task = entry.set as Task
  const past = worldBefore(world, entry.seq)
  const cause = certainCause(world, entry)
  const at = { taskArn: task.arn, at: new Date(entry.atMs) }
  const provider = providerBehind(past, cause, task)
  if (provider !== null && task.launchType === 'FARGATE') return { ...at, ...explainProvider(provider) }
  if (task.wish !== null) return explainWaiting(world, entry, provider)
  const order = orderBehind(past, cause, task)
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
  return { ...at, ...trace, ...(provider === null ? {} : { capacityProvider: provider }) }
}

/** Of a task that waited for its capacity provider: why it went there once there was room (PL-43). */
function explainWaiting(world: World, creation: JournalEntry, provider: ProviderChoice | null): TaskExplanation {
  const entry = placementOf(world, creation)
  if (entry === undefined) return nothingToChoose('task', 'a task that waits for its capacity provider')
  const past = worldBefore(world, entry.seq)
  const task = { ...past.tables.tasks.certain(creation.id), ...(entry.set as Partial<Task>) }
  const fleet = past.indexes.fleet(task.clusterArn)
  const request = requestOf(past, orderOf(past, past.tables.tasks.certain(creation.id)), task.needs)
  const trace = explainPlacement(fleet, request, fleet.slot(task.containerInstanceArn as string) ?? null)
  const at = { taskArn: task.arn, at: new Date(entry.atMs) }
  return { ...at, ...trace, ...(provider === null ? {} : { capacityProvider: provider }) }
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
    const { capacityProvider: provider } = task.launch
    const { zones = null } = cause.set as { readonly zones?: readonly string[] }
    return deployment === undefined ? null : serviceOrder(past, service, deployment, { zones, provider })
  }
  if (cause.id !== 'ecs.runTask') return null
  return forProvider(runOrder(past, (cause.set as CommandRecord).input).order, task.launch.capacityProvider)
}

/** Why the task counts for its capacity provider; null where a launch type was named. */
function providerBehind(past: World, cause: JournalEntry, task: Task): ProviderChoice | null {
  const { capacityProvider } = task.launch
  if (capacityProvider === null) return null
  const { items, counts } =
    cause.kind === 'service.evaluated' ? dealtByService(past, cause.id, task) : dealtByCall(past, cause)
  return items.length === 0 ? null : choiceOf(items, counts, past.behavior, capacityProvider.name)
}

interface Dealt {
  readonly items: readonly CapacityProviderItem[]
  readonly counts: readonly number[]
}

function dealtByService(past: World, arn: string, { deploymentId }: Task): Dealt {
  const service = past.tables.services.certain(arn)
  const row = service.deployments.find(({ id }) => id === deploymentId)
  if (row === undefined) return { items: [], counts: [] }
  return { items: row.revision.capacityProviderStrategy, counts: tasksByProvider(past, service, row) }
}

/** A call is dealt out for itself: only its own tasks count (CP-13). */
function dealtByCall(past: World, cause: JournalEntry): Dealt {
  const { items } = runOrder(past, (cause.set as CommandRecord).input)
  const own = past.journal.filter((entry) => entry.kind === 'task.created' && entry.cause === cause.seq)
  const names = own.map(({ set }) => (set as Task).launch.capacityProvider?.name)
  return { items, counts: items.map((item) => names.filter((name) => name === item.name).length) }
}

function certainCause(world: World, { cause }: JournalEntry): JournalEntry {
  return world.journal[cause as number]!
}

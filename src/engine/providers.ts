// Which capacity provider takes the next task of a service's deployment, and how do those that it has stand? (SV-503, CP-13)
import { Deal } from '../deployment/split.ts'
import type { Deployment, Service, Task } from '../model/entities.ts'
import { standingOf } from '../model/standing.ts'
import type { WorldView } from '../model/view.ts'

type Seen = Pick<WorldView, 'tables' | 'indexes' | 'behavior'>

/** Deals the tasks that a deployment still wants to its providers: each row by its own tasks, old ones have no say in new ones. */
export function dealFor(world: Seen, service: Readonly<Service>, row: Readonly<Deployment>): Deal {
  return new Deal(row.revision.capacityProviderStrategy, tasksByProvider(world, service, row), world.behavior)
}

/**
 * How many tasks each provider of a deployment's strategy has, in its order: those that are wanted, and neither unhealthy nor on a
 * DRAINING instance, because the tasks that come for those are to go where they were.
 */
export function tasksByProvider(
  world: Seen,
  { arn }: Readonly<Service>,
  { id, revision }: Readonly<Deployment>,
): number[] {
  const { capacityProviderStrategy: items } = revision
  const counts = items.map(() => 0)
  // With one provider there is nothing to decide.
  if (items.length < 2) return counts
  for (const taskArn of world.indexes.tasksByService.get(arn) ?? []) {
    const task = world.tables.tasks.certain(taskArn)
    const at = task.deploymentId === id && isCounted(world, task) ? placeIn(items, task) : -1
    if (at >= 0) counts[at]!++
  }
  return counts
}

export function isCounted({ tables }: Seen, task: Readonly<Task>): boolean {
  if (task.desiredStatus !== 'RUNNING' || standingOf(task) === 'unhealthy') return false
  return tables.containerInstances.get(task.containerInstanceArn ?? '')?.status !== 'DRAINING'
}

export function placeIn(items: readonly { readonly name: string }[], { launch }: Readonly<Task>): number {
  return items.findIndex(({ name }) => name === launch.capacityProvider?.name)
}

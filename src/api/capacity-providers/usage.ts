// Who uses a capacity provider? Clusters that it is associated with, strategies of services, tasks (CL-11, CP-06).
import type { Cluster, Service, Task } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'

export function clustersOf({ tables }: WorldView, name: string): readonly Readonly<Cluster>[] {
  return [...tables.clusters.values()].filter(
    ({ status, capacityProviders = [] }) => status === 'ACTIVE' && capacityProviders.includes(name),
  )
}

/** Services that have it in their own strategy or in that of a deployment. */
export function servicesOf({ tables }: WorldView, name: string): readonly Readonly<Service>[] {
  return [...tables.services.values()].filter(({ status, revision, deployments }) => {
    const revisions = [revision, ...deployments.map((row) => row.revision)]
    return status !== 'INACTIVE' && revisions.some((each) => each.capacityProviderStrategy.some(isIt))
  })

  function isIt(item: { readonly name: string }): boolean {
    return item.name === name
  }
}

/** A task that is not STOPPED. */
export function taskOf(
  { tables }: WorldView,
  { arn }: Pick<Readonly<Cluster>, 'arn'>,
  name: string,
): Readonly<Task> | undefined {
  for (const task of tables.tasks.values()) {
    if (task.clusterArn === arn && task.lastStatus !== 'STOPPED' && task.launch.capacityProvider?.name === name)
      return task
  }
  return undefined
}

// Which capacity providers has ECS something to do for? Those of a cluster whose Auto Scaling group is there.
import type { CapacityProvider, Cluster } from '../../model/entities.ts'
import type { AutoScalingGroup } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'
import { type GroupProvider, groupProviders } from '../group-providers.ts'

export interface ServedProvider {
  readonly provider: Readonly<CapacityProvider>
  readonly cluster: Readonly<Cluster>
  readonly group: Readonly<AutoScalingGroup>
}

/** In order of the clusters, then of their lists. */
export function servedProviders(world: Pick<WorldView, 'tables' | 'realm'>): ServedProvider[] {
  const { clusters, capacityProviders, autoScalingGroups } = world.tables
  if (capacityProviders.size === 0 || autoScalingGroups.size === 0) return []
  return [...clusters.values()].flatMap((cluster) =>
    cluster.status !== 'ACTIVE'
      ? []
      : groupProviders(world, cluster.arn).flatMap((each) =>
          served(cluster, each, autoScalingGroups.get(each.groupName)),
        ),
  )
}

function served(
  cluster: Readonly<Cluster>,
  { provider }: GroupProvider,
  group: Readonly<AutoScalingGroup> | undefined,
): ServedProvider[] {
  if (provider.status !== 'ACTIVE' || group === undefined || group.isDeleting) return []
  return [{ provider, cluster, group }]
}

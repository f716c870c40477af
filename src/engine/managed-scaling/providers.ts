// Which capacity providers has ECS something to do for? Those of a cluster whose Auto Scaling group is there.
import { capacityProviderArn } from '../../kernel/arns.ts'
import { groupNameOf } from '../../model/capacity-providers.ts'
import type { CapacityProvider, Cluster } from '../../model/entities.ts'
import type { AutoScalingGroup } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'

export interface ServedProvider {
  readonly provider: Readonly<CapacityProvider>
  readonly cluster: Readonly<Cluster>
  readonly group: Readonly<AutoScalingGroup>
}

/** In order of the clusters, then of their lists. */
export function servedProviders({ tables, realm }: Pick<WorldView, 'tables' | 'realm'>): ServedProvider[] {
  const served: ServedProvider[] = []
  if (tables.capacityProviders.size === 0 || tables.autoScalingGroups.size === 0) return served
  for (const cluster of tables.clusters.values()) {
    if (cluster.status !== 'ACTIVE') continue
    for (const name of cluster.capacityProviders ?? []) {
      const provider = tables.capacityProviders.get(capacityProviderArn(realm, name))
      if (provider?.status !== 'ACTIVE') continue
      const group = tables.autoScalingGroups.get(groupNameOf(provider.autoScalingGroupProvider))
      if (group !== undefined && !group.isDeleting) served.push({ provider, cluster, group })
    }
  }
  return served
}

// Which capacity provider does an Auto Scaling group belong to? One of the cluster that names it (PL-02, CP-04).
import { capacityProviderArn } from '../kernel/arns.ts'
import { groupNameOf } from '../model/capacity-providers.ts'
import type { CapacityProvider, ContainerInstance } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'

type Seen = Pick<WorldView, 'tables' | 'realm'>

/** A capacity provider of a cluster, and the name of its group. */
export interface GroupProvider {
  readonly provider: Readonly<CapacityProvider>
  readonly groupName: string
}

/** Those of the cluster that have a group, in the order of its list. */
export function groupProviders({ tables, realm }: Seen, cluster: string): GroupProvider[] {
  const { capacityProviders = [] } = tables.clusters.get(cluster) ?? {}
  return capacityProviders.flatMap((name) => {
    const provider = tables.capacityProviders.get(capacityProviderArn(realm, name))
    return provider === undefined ? [] : { provider, groupName: groupNameOf(provider.autoScalingGroupProvider) }
  })
}

/** What an instance that registers learns of itself: whose it is, where a group has launched it. */
export function providerAtRegistration(
  world: Seen,
  { ec2InstanceId, clusterArn }: Readonly<ContainerInstance>,
): Pick<ContainerInstance, 'capacityProviderName'> {
  const member = world.tables.groupInstances.get(ec2InstanceId)
  if (member === undefined) return {}
  const found = groupProviders(world, clusterArn).find(({ groupName }) => groupName === member.groupName)
  return found === undefined ? {} : { capacityProviderName: found.provider.name }
}

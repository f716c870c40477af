// Whose instances are launched? A capacity provider of the cluster, by its name or by that of its Auto Scaling group (PL-02).
import type { InstanceCluster } from '../../engine/register-instance.ts'
import type { World } from '../../engine/world.ts'
import { capacityProviderArn, shortName } from '../../kernel/arns.ts'
import { show, suggestion } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'

/** Null where none was named. @throws UsageError */
export function providerFor(
  world: World,
  call: string,
  { arn }: InstanceCluster,
  reference: string | undefined,
): string | null {
  if (reference === undefined) return null
  const names = providersOf(world, arn)
  const found = names.find((name) => reference === name || reference === groupOf(world, name))
  if (found !== undefined) return found
  const expected = 'a capacity provider with an Auto Scaling group that the cluster is associated with'
  throw new UsageError(
    `${call}: capacityProvider: expected ${expected}, found ${show(reference)}.${suggestion(reference, names)}`,
    { path: 'capacityProvider', expected, found: show(reference), rule: 'PL-02' },
  )
}

/** Those of the cluster that have a group. */
function providersOf({ tables, realm }: World, cluster: string): readonly string[] {
  const { capacityProviders = [] } = tables.clusters.get(cluster) ?? {}
  return capacityProviders.filter(
    (name) => tables.capacityProviders.get(capacityProviderArn(realm, name)) !== undefined,
  )
}

function groupOf({ tables, realm }: World, name: string): string {
  const { autoScalingGroupProvider } = tables.capacityProviders.certain(capacityProviderArn(realm, name))
  return shortName(autoScalingGroupProvider.autoScalingGroupArn)
}

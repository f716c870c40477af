// Whose instances are launched? A capacity provider of the cluster, by its name or by that of its Auto Scaling group (PL-02).
import { groupProviders } from '../../engine/group-providers.ts'
import type { InstanceCluster } from '../../engine/register-instance.ts'
import type { World } from '../../engine/world.ts'
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
  const providers = groupProviders(world, arn)
  const found = providers.find(({ name, groupName }) => reference === name || reference === groupName)
  if (found !== undefined) return found.name
  const names = providers.map(({ name }) => name)
  const expected = 'a capacity provider with an Auto Scaling group that the cluster is associated with'
  throw new UsageError(
    `${call}: capacityProvider: expected ${expected}, found ${show(reference)}.${suggestion(reference, names)}`,
    { path: 'capacityProvider', expected, found: show(reference), rule: 'PL-02' },
  )
}

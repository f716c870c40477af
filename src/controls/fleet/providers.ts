// Whose instances are launched? A capacity provider's of the cluster, by its name or by that of its Auto Scaling group (PL-02); a group's.
import { groupProviders } from '../../engine/group-providers.ts'
import type { InstanceCluster } from '../../engine/register-instance.ts'
import type { World } from '../../engine/world.ts'
import { show, suggestion } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { AutoScalingGroup } from '../../model/scaling/groups.ts'

/** Null where none was named. @throws UsageError */
export function providerFor(
  world: World,
  call: string,
  { arn }: InstanceCluster,
  reference: string | undefined,
): string | null {
  if (reference === undefined) return null
  const providers = groupProviders(world, arn)
  const found = providers.find(({ provider, groupName }) => reference === provider.name || reference === groupName)
  if (found !== undefined) return found.provider.name
  const names = providers.map(({ provider }) => provider.name)
  const expected = 'a capacity provider with an Auto Scaling group that the cluster is associated with'
  throw new UsageError(
    `${call}: capacityProvider: expected ${expected}, found ${show(reference)}.${suggestion(reference, names)}`,
    { path: 'capacityProvider', expected, found: show(reference), rule: 'PL-02' },
  )
}

/** Null where none was named. @throws UsageError */
export function groupFor(
  world: World,
  call: string,
  {
    autoScalingGroup: name,
    ready,
  }: { readonly autoScalingGroup?: string | undefined; readonly ready?: boolean | undefined },
): Readonly<AutoScalingGroup> | null {
  if (name === undefined) return null
  const { autoScalingGroups } = world.tables
  const group = autoScalingGroups.get(name)
  const path = 'autoScalingGroup'
  if (group === undefined) {
    const expected = 'an Auto Scaling group that is there'
    const hint = suggestion(
      name,
      [...autoScalingGroups.values()].map(({ id }) => id),
    )
    throw new UsageError(`${call}: ${path}: expected ${expected}, found ${show(name)}.${hint}`, {
      path,
      expected,
      found: show(name),
      rule: 'AG-02',
    })
  }
  if (ready !== true) {
    const expected = 'ready: true beside it: a group launches its own instances'
    throw new UsageError(`${call}: ${path}: expected ${expected}.`, { path, expected, rule: 'AG-02' })
  }
  return group
}

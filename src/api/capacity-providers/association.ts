// Which providers does a cluster have, and which strategy is its default? PutClusterCapacityProviders, and the same members of
// CreateCluster (CL-11, CP-06, CP-07).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { isFargateProvider } from '../../model/capacity-providers.ts'
import { updated } from '../../model/changes.ts'
import type { CapacityProviderItem, Cluster } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import type { Answer } from '../answer.ts'
import { ALL_PARTS, describeCluster } from '../describe-cluster.ts'
import { getCluster } from '../find.ts'
import { checkCount, refuse } from '../refuse.ts'
import type { PutClusterCapacityProvidersOutput } from '../shapes/ecs-types.generated.ts'
import { type ParsedInput, parseInput } from '../shapes/parse-input.ts'
import { findProvider, usableProvider } from './find.ts'
import { parseStrategy, unknownProvider } from './strategy.ts'
import { clustersOf, servicesOf, taskOf } from './usage.ts'

/** Providers that a cluster may have (CP-07). */
const MOST_PROVIDERS = 20

/** Replaces both lists. @throws ClusterNotFoundException, InvalidParameterException, ResourceInUseException */
export function putClusterCapacityProviders(world: World, input: unknown): Answer<PutClusterCapacityProvidersOutput> {
  const parsed = parseInput('PutClusterCapacityProviders', input)
  const cluster = getCluster(world, parsed.cluster)
  const association = associationOf(world, parsed, cluster)
  for (const name of cluster.capacityProviders ?? []) {
    if (!association.capacityProviders.includes(name)) checkUnused(world, cluster, name)
  }
  return command(world, 'ecs.putClusterCapacityProviders', parsed, (cause) => {
    apply(world, { changes: [updated('cluster.updated', cluster.arn, association, 'CL-11')], timers: [] }, cause)
    const after = world.tables.clusters.certain(cluster.arn)
    return { cluster: describeCluster(world, after, [...ALL_PARTS, 'ATTACHMENTS']) }
  })
}

type Given = Pick<ParsedInput<'CreateCluster'>, 'capacityProviders' | 'defaultCapacityProviderStrategy'>
type Association = Required<Pick<Cluster, 'capacityProviders' | 'defaultCapacityProviderStrategy'>>

/** @param cluster the one that there is; undefined for one that is to be created */
export function associationOf(world: WorldView, given: Given, cluster?: Readonly<Cluster>): Association {
  const { capacityProviders: references = [], defaultCapacityProviderStrategy: strategy = [] } = given
  checkCount('capacityProviders', references, MOST_PROVIDERS, 'CP-07')
  const names = references.map((reference, index) => {
    const name = usableProvider(world, reference)
    return name ?? unknownProvider(world, `capacityProviders[${index}]`, reference)
  })
  for (const [index, name] of names.entries()) checkFree(world, `capacityProviders[${index}]`, name, cluster)
  const items = parseStrategy(world, 'defaultCapacityProviderStrategy', strategy)
  checkDefault(items, names)
  return { capacityProviders: [...new Set(names)], defaultCapacityProviderStrategy: items }
}

function checkDefault(items: readonly CapacityProviderItem[], names: readonly string[]): void {
  const stranger = items.findIndex(({ name }) => !names.includes(name))
  if (stranger < 0) return
  refuse(
    'InvalidParameterException',
    'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.',
    {
      path: `defaultCapacityProviderStrategy[${stranger}].capacityProvider`,
      expected: names.length === 0 ? 'no strategy without capacityProviders' : names.join(' or '),
      found: items[stranger]!.name,
      rule: 'CL-12',
    },
  )
}

/** A provider with managed scaling serves one cluster (CP-04). */
function checkFree(world: WorldView, path: string, name: string, cluster: Readonly<Cluster> | undefined): void {
  if (isFargateProvider(name)) return
  const isManaged = findProvider(world, name)?.autoScalingGroupProvider.managedScaling.status === 'ENABLED'
  const other = isManaged ? clustersOf(world, name).find(({ arn }) => arn !== cluster?.arn) : undefined
  if (other === undefined) return
  refuse(
    'InvalidParameterException',
    'The specified capacity provider uses managed scaling, and is associated with another cluster.',
    { path, expected: 'a provider of no other cluster', found: `${name} of ${other.name}`, rule: 'CP-04' },
  )
}

function checkUnused(world: WorldView, cluster: Readonly<Cluster>, name: string): void {
  const user =
    taskOf(world, cluster, name) ?? servicesOf(world, name).find(({ clusterArn }) => clusterArn === cluster.arn)
  if (user === undefined) return
  refuse('ResourceInUseException', 'The specified capacity provider is in use and cannot be removed.', {
    path: 'capacityProviders',
    expected: `a list with ${name}`,
    found: user.arn,
    rule: 'CL-11',
  })
}

// Clusters: create, describe, list (CL-01…CL-09).

import { apply } from '../engine/apply.ts'
import { command } from '../engine/command.ts'
import type { World } from '../engine/world.ts'
import { clusterArn } from '../kernel/arns.ts'
import { newClusterSettings } from '../model/account-settings.ts'
import { inserted, removed } from '../model/changes.ts'
import type { Cluster, Json, Tag } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'
import type { Answer } from './answer.ts'
import { associationOf } from './capacity-providers/association.ts'
import { ALL_PARTS, describeCluster } from './describe-cluster.ts'
import { DEFAULT_CLUSTER, findCluster } from './find.ts'
import { pageOf } from './pages.ts'
import { eachOnce, named } from './references.ts'
import { checkCount, checkTags, isName, refuse } from './refuse.ts'
import type {
  Cluster as AwsCluster,
  CreateClusterOutput,
  DescribeClustersOutput,
  ListClustersOutput,
} from './shapes/ecs-types.generated.ts'
import { parseInput } from './shapes/parse-input.ts'

export function createCluster(world: World, input: unknown): Answer<CreateClusterOutput> {
  const parsed = parseInput('CreateCluster', input)
  const {
    clusterName: name = DEFAULT_CLUSTER,
    tags = [],
    capacityProviders,
    defaultCapacityProviderStrategy,
    ...kept
  } = parsed
  if (!isName(name))
    refuse('InvalidParameterException', 'Invalid cluster name', {
      path: 'clusterName',
      expected: '1 to 255 letters, digits, hyphens or underscores',
      found: name.slice(0, 80),
      rule: 'CL-01',
    })
  checkTags(tags, 'CL-14')
  const isAssociated = capacityProviders !== undefined || defaultCapacityProviderStrategy !== undefined
  const association = isAssociated ? associationOf(world, parsed) : {}
  return command(world, 'ecs.createCluster', parsed, (cause) => {
    const known = findCluster(world, name)
    if (known?.status === 'ACTIVE') return { cluster: describeCluster(world, known, ALL_PARTS) }
    const cluster: Cluster = {
      arn: clusterArn(world.realm, name),
      name,
      status: 'ACTIVE',
      createdAtMs: world.nowMs,
      tags: tags as Tag[],
      ...association,
      kept: { ...kept, ...newClusterSettings(world, kept.settings) } as { [key: string]: Json },
    }
    // A deleted cluster gives way to its namesake (CL-03).
    const gone = known === undefined ? [] : [removed('cluster.forgotten', cluster.arn, 'CL-03')]
    const created = inserted('cluster.created', cluster.arn, cluster, 'CL-01')
    apply(world, { changes: [...gone, created], timers: [] }, cause)
    return { cluster: describeCluster(world, cluster, ALL_PARTS) }
  })
}

/** Of the default cluster when none is named. @throws InvalidParameterException */
export function describeClusters(world: WorldView, input?: unknown): Answer<DescribeClustersOutput> {
  const { clusters: given = [], include = [] } = parseInput('DescribeClusters', input)
  checkCount('clusters', given, 100, 'CL-07')
  const references = given.length === 0 ? [DEFAULT_CLUSTER] : given
  const answer: { clusters: AwsCluster[]; failures: { arn: string; reason: string }[] } = { clusters: [], failures: [] }
  for (const { arn } of eachOnce(named('clusters', references, clusterArnOf(world)))) {
    const cluster = world.tables.clusters.get(arn)
    if (cluster === undefined) answer.failures.push({ arn, reason: 'MISSING' })
    else answer.clusters.push(describeCluster(world, cluster, include))
  }
  return answer
}

function clusterArnOf({ realm }: WorldView): (reference: string) => string {
  return (reference) => (reference.startsWith('arn:') ? reference : clusterArn(realm, reference))
}

export function listClusters(world: WorldView, input?: unknown): Answer<ListClustersOutput> {
  const parsed = parseInput('ListClusters', input)
  const arns = [...world.tables.clusters.values()]
    .filter(({ status }) => status === 'ACTIVE')
    .map(({ arn }) => arn as string)
  const { items, ...more } = pageOf('ListClusters', arns, parsed, { most: 100, usual: 100 })
  return { clusterArns: items, ...more }
}

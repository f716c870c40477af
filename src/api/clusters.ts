// Clusters: create, describe, list (CL-01…CL-09).

import { apply } from '../engine/apply.ts'
import { command } from '../engine/command.ts'
import type { World } from '../engine/world.ts'
import { clusterArn } from '../kernel/arns.ts'
import { inserted, removed } from '../model/changes.ts'
import type { Cluster, Json, Tag } from '../model/entities.ts'
import { isPending } from '../model/standing.ts'
import type { WorldView } from '../model/view.ts'
import type { Answer } from './answer.ts'
import { copyOf } from './dates.ts'
import { clusterNameOf, DEFAULT_CLUSTER, findCluster } from './find.ts'
import { pageOf } from './pages.ts'
import { checkCount, checkTags, isName, notSimulated, refuse } from './refuse.ts'
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
    capacityProviders = [],
    defaultCapacityProviderStrategy = [],
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
  if (capacityProviders.length > 0) notSimulated('capacityProviders', 'capacity providers', capacityProviders)
  if (defaultCapacityProviderStrategy.length > 0)
    notSimulated('defaultCapacityProviderStrategy', 'capacity providers', defaultCapacityProviderStrategy)
  return command(world, 'ecs.createCluster', parsed, (cause) => {
    const known = findCluster(world, name)
    if (known?.status === 'ACTIVE') return { cluster: describeCluster(world, known, ALL_PARTS) }
    const cluster: Cluster = {
      arn: clusterArn(world.realm, name),
      name,
      status: 'ACTIVE',
      createdAtMs: world.nowMs,
      tags: tags as Tag[],
      kept: kept as { [key: string]: Json },
    }
    // A deleted cluster gives way to its namesake (CL-03).
    const gone = known === undefined ? [] : [removed('cluster.forgotten', cluster.arn, 'CL-03')]
    const created = inserted('cluster.created', cluster.arn, cluster, 'CL-01')
    apply(world, { changes: [...gone, created], timers: [] }, cause)
    return { cluster: describeCluster(world, cluster, ALL_PARTS) }
  })
}

export function describeClusters(world: WorldView, input?: unknown): Answer<DescribeClustersOutput> {
  const { clusters = [DEFAULT_CLUSTER], include = [] } = parseInput('DescribeClusters', input)
  checkCount('clusters', clusters, 100, 'CL-07')
  const answer: { clusters: AwsCluster[]; failures: { arn: string; reason: string }[] } = { clusters: [], failures: [] }
  for (const reference of clusters) {
    const cluster = findCluster(world, reference)
    if (cluster === undefined)
      answer.failures.push({ arn: clusterArn(world.realm, clusterNameOf(reference)), reason: 'MISSING' })
    else answer.clusters.push(describeCluster(world, cluster, include))
  }
  return answer
}

export function listClusters(world: WorldView, input?: unknown): Answer<ListClustersOutput> {
  const { maxResults, nextToken } = parseInput('ListClusters', input)
  const arns = [...world.tables.clusters.values()]
    .filter(({ status }) => status === 'ACTIVE')
    .map(({ arn }) => arn as string)
  const page = pageOf(arns, maxResults, nextToken, { most: 100, usual: 100 })
  return { clusterArns: page.items, ...(page.nextToken === null ? {} : { nextToken: page.nextToken }) }
}

export const ALL_PARTS = ['TAGS', 'SETTINGS', 'CONFIGURATIONS']

export function describeCluster(world: WorldView, cluster: Readonly<Cluster>, include: readonly string[]): AwsCluster {
  const counts = countsOf(world, cluster)
  const {
    settings = [],
    configuration,
    ...kept
  } = copyOf(cluster.kept) as { settings?: AwsCluster['settings']; configuration?: AwsCluster['configuration'] }
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: cluster.status,
    ...counts,
    statistics: include.includes('STATISTICS') ? statisticsOf(counts) : [],
    tags: include.includes('TAGS') ? copyOf([...cluster.tags]) : [],
    settings: include.includes('SETTINGS') ? settings : [],
    ...(configuration !== undefined && include.includes('CONFIGURATIONS') ? { configuration } : {}),
    capacityProviders: [],
    defaultCapacityProviderStrategy: [],
    ...kept,
  }
}

type Counts = Required<
  Pick<
    AwsCluster,
    'registeredContainerInstancesCount' | 'runningTasksCount' | 'pendingTasksCount' | 'activeServicesCount'
  >
>

/** CL-06. */
function countsOf(world: WorldView, cluster: Readonly<Cluster>): Counts {
  let running = 0
  let pending = 0
  for (const task of world.tables.tasks.values()) {
    if (task.clusterArn !== cluster.arn) continue
    if (task.lastStatus === 'RUNNING') running++
    if (isPending(task)) pending++
  }
  let active = 0
  for (const arn of world.indexes.servicesByCluster.get(cluster.arn) ?? []) {
    if (world.tables.services.certain(arn).status === 'ACTIVE') active++
  }
  return {
    registeredContainerInstancesCount: world.indexes.fleet(cluster.arn).size,
    runningTasksCount: running,
    pendingTasksCount: pending,
    activeServicesCount: active,
  }
}

function statisticsOf(counts: Counts): { name: string; value: string }[] {
  return [
    { name: 'runningTasksCount', value: String(counts.runningTasksCount) },
    { name: 'pendingTasksCount', value: String(counts.pendingTasksCount) },
    { name: 'activeServiceCount', value: String(counts.activeServicesCount) },
  ]
}

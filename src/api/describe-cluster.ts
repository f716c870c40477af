// How does AWS show a cluster? (CL-06, CL-11)
import type { Cluster } from '../model/entities.ts'
import { isPending } from '../model/standing.ts'
import type { WorldView } from '../model/view.ts'
import { describeItems } from './capacity-providers/describe.ts'
import { copyOf } from './dates.ts'
import type { Cluster as AwsCluster } from './shapes/ecs-types.generated.ts'

export const ALL_PARTS = ['TAGS', 'SETTINGS', 'CONFIGURATIONS']

export function describeCluster(world: WorldView, cluster: Readonly<Cluster>, include: readonly string[]): AwsCluster {
  const counts = countsOf(world, cluster)
  const { capacityProviders = [] } = cluster
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
    capacityProviders: [...capacityProviders],
    defaultCapacityProviderStrategy: describeItems(cluster.defaultCapacityProviderStrategy ?? []),
    ...(include.includes('ATTACHMENTS') ? attachmentsOf(capacityProviders) : {}),
    ...kept,
  }
}

/** What ECS would set up for the providers is there at once (CL-11). */
function attachmentsOf(capacityProviders: readonly string[]): Pick<AwsCluster, 'attachments' | 'attachmentsStatus'> {
  return capacityProviders.length === 0
    ? { attachments: [] }
    : { attachments: [], attachmentsStatus: 'UPDATE_COMPLETE' }
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
  for (const arn of world.indexes.services.byCluster.get(cluster.arn) ?? []) {
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

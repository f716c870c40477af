// How does AWS show a cluster? (CL-06, CL-11)
import { shownClusterSettings } from '../model/account-settings.ts'
import type { Cluster, Service, Task } from '../model/entities.ts'
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
    statistics: include.includes('STATISTICS') ? statisticsOf(world, cluster) : [],
    tags: include.includes('TAGS') ? copyOf([...cluster.tags]) : [],
    settings: include.includes('SETTINGS')
      ? (shownClusterSettings(settings) as NonNullable<AwsCluster['settings']>)
      : [],
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
  const tasks = tasksOf(world, cluster)
  return {
    registeredContainerInstancesCount: world.indexes.fleet(cluster.arn).size,
    runningTasksCount: tasks.filter(isRunning).length,
    pendingTasksCount: tasks.filter(isPending).length,
    activeServicesCount: servicesOf(world, cluster).filter(({ status }) => status === 'ACTIVE').length,
  }
}

const isRunning = ({ lastStatus }: Readonly<Task>): boolean => lastStatus === 'RUNNING'

function tasksOf({ tables }: WorldView, { arn }: Readonly<Cluster>): Readonly<Task>[] {
  return [...tables.tasks.values()].filter(({ clusterArn }) => clusterArn === arn)
}

function servicesOf({ tables, indexes }: WorldView, { arn }: Readonly<Cluster>): Readonly<Service>[] {
  return [...(indexes.services.byCluster.get(arn) ?? [])].map((service) => tables.services.certain(service))
}

const LAUNCH_TYPES = [
  ['EC2', 'EC2'],
  ['FARGATE', 'Fargate'],
  ['EXTERNAL', 'External'],
] as const

/** The same counts by launch type, as texts (CL-06). */
function statisticsOf(world: WorldView, cluster: Readonly<Cluster>): { name: string; value: string }[] {
  const tasks = tasksOf(world, cluster)
  const services = servicesOf(world, cluster)
  return LAUNCH_TYPES.flatMap(([launchType, word]) => {
    const own = tasks.filter((task) => task.launchType === launchType)
    const ofType = services.filter((service) => service.revision.launchType === launchType)
    const counts = {
      [`running${word}TasksCount`]: own.filter(isRunning).length,
      [`pending${word}TasksCount`]: own.filter(isPending).length,
      [`active${word}ServiceCount`]: ofType.filter(({ status }) => status === 'ACTIVE').length,
      [`draining${word}ServiceCount`]: ofType.filter(({ status }) => status === 'DRAINING').length,
    }
    return Object.entries(counts).map(([name, count]) => ({ name, value: String(count) }))
  })
}

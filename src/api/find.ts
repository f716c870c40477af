// What does a caller mean by a name or an ARN? (CL-01, TD-7, SV-163)
import { clusterArn, containerInstanceArn, serviceArn, shortName, taskArn, taskDefinitionArn } from '../kernel/arns.ts'
import type { Cluster, ContainerInstance, Service, Task, TaskDefinition } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'
import { refuse } from './refuse.ts'

export const DEFAULT_CLUSTER = 'default'

/** Name of the cluster that a short name, an ARN or nothing stands for. */
export function clusterNameOf(nameOrArn: string | undefined): string {
  if (nameOrArn === undefined || nameOrArn === '') return DEFAULT_CLUSTER
  return nameOrArn.startsWith('arn:') ? shortName(nameOrArn) : nameOrArn
}

export function findCluster(world: WorldView, nameOrArn: string | undefined): Readonly<Cluster> | undefined {
  const arn = clusterArn(world.realm, clusterNameOf(nameOrArn))
  if (nameOrArn?.startsWith('arn:') && nameOrArn !== arn) return undefined
  return world.tables.clusters.get(arn)
}

/** @throws ClusterNotFoundException (CL-09) */
export function getCluster(world: WorldView, nameOrArn: string | undefined): Readonly<Cluster> {
  const cluster = findCluster(world, nameOrArn)
  if (cluster === undefined) {
    refuse('ClusterNotFoundException', 'Cluster not found.', {
      path: 'cluster',
      expected: 'an existing cluster',
      found: clusterNameOf(nameOrArn),
      rule: 'PF-40',
    })
  }
  if (cluster.status === 'INACTIVE')
    refuse('ClusterNotFoundException', 'The referenced cluster was inactive.', { path: 'cluster', rule: 'CL-09' })
  return cluster
}

/** `family` is its highest ACTIVE revision; `family:revision` or an ARN is that revision in any status (TD-7). */
export function findTaskDefinition(world: WorldView, reference: string): Readonly<TaskDefinition> | undefined {
  const found = findRevision(world, reference)
  return found?.status === 'DELETED' ? undefined : found
}

function findRevision(world: WorldView, reference: string): Readonly<TaskDefinition> | undefined {
  const { tables } = world
  if (reference.startsWith('arn:')) return tables.taskDefinitions.get(reference)
  const colon = reference.lastIndexOf(':')
  if (colon >= 0) {
    const revision = reference.slice(colon + 1)
    if (!/^[1-9]\d{0,9}$/.test(revision)) return undefined
    return tables.taskDefinitions.get(taskDefinitionArn(world.realm, reference.slice(0, colon), Number(revision)))
  }
  return revisionsOf(world, reference).findLast(({ status }) => status === 'ACTIVE')
}

/** Every revision of a family, oldest first, deleted ones included. */
export function revisionsOf(world: WorldView, family: string): Readonly<TaskDefinition>[] {
  return (world.indexes.revisionsByFamily.get(family) ?? []).map((arn) => world.tables.taskDefinitions.certain(arn))
}

/** In any status: a deleted service stays describable for a while (SV-306). */
export function findService(
  world: WorldView,
  cluster: Readonly<Cluster>,
  nameOrArn: string,
): Readonly<Service> | undefined {
  const arn = serviceArn(world.realm, cluster.name, shortName(nameOrArn))
  if (nameOrArn.startsWith('arn:') && nameOrArn !== arn && nameOrArn !== shortServiceArn(world, nameOrArn))
    return undefined
  return world.tables.services.get(arn)
}

/** @throws ServiceNotFoundException, ServiceNotActiveException (SV-163) */
export function getActiveService(world: WorldView, cluster: Readonly<Cluster>, nameOrArn: string): Readonly<Service> {
  const service = findService(world, cluster, nameOrArn)
  if (service === undefined)
    refuse('ServiceNotFoundException', 'Service not found.', {
      path: 'service',
      expected: 'an existing service',
      found: nameOrArn.slice(0, 80),
      rule: 'SV-163',
    })
  if (service.status !== 'ACTIVE')
    refuse('ServiceNotActiveException', 'Service was not ACTIVE.', {
      path: 'service',
      found: service.status,
      rule: 'SV-163',
    })
  return service
}

export function findTask(world: WorldView, cluster: Readonly<Cluster>, idOrArn: string): Readonly<Task> | undefined {
  return world.tables.tasks.get(idOrArn.startsWith('arn:') ? idOrArn : taskArn(world.realm, cluster.name, idOrArn))
}

export function findContainerInstance(
  world: WorldView,
  cluster: Readonly<Cluster>,
  idOrArn: string,
): Readonly<ContainerInstance> | undefined {
  return world.tables.containerInstances.get(containerInstanceArnOf(world, cluster, idOrArn))
}

export function containerInstanceArnOf(world: WorldView, cluster: Readonly<Cluster>, idOrArn: string): string {
  return idOrArn.startsWith('arn:') ? idOrArn : containerInstanceArn(world.realm, cluster.name, idOrArn)
}

/** The old ARN format, without the cluster's name. */
function shortServiceArn(world: WorldView, arn: string): string {
  return `arn:aws:ecs:${world.realm.region}:${world.realm.accountId}:service/${shortName(arn)}`
}

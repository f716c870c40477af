// What does a caller mean by a name or an ARN? (CL-01, TD-7, SV-163, PF-13)
import { type ClusterPart, clusterArn, partArn, shortName, taskDefinitionArn } from '../kernel/arns.ts'
import { show } from '../kernel/closest.ts'
import type { Cluster, ContainerInstance, Service, Task, TaskDefinition } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'
import { isName, refuse } from './refuse.ts'

export const DEFAULT_CLUSTER = 'default'

/** Name of the cluster that a short name, an ARN or nothing stands for. */
function clusterNameOf(nameOrArn: string | undefined): string {
  if (nameOrArn === undefined || nameOrArn === '') return DEFAULT_CLUSTER
  return nameOrArn.startsWith('arn:') ? shortName(nameOrArn) : nameOrArn
}

export function findCluster(world: WorldView, nameOrArn: string | undefined): Readonly<Cluster> | undefined {
  const arn = clusterArn(world.realm, clusterNameOf(nameOrArn))
  if (nameOrArn?.startsWith('arn:') && nameOrArn !== arn) return undefined
  return world.tables.clusters.get(arn)
}

/** @throws ClusterNotFoundException, InvalidParameterException for what is no name (CL-09, PF-13) */
export function getCluster(world: WorldView, nameOrArn: string | undefined): Readonly<Cluster> {
  const name = clusterNameOf(nameOrArn)
  if (!isName(name))
    refuse('InvalidParameterException', `Cluster must match ^[a-zA-Z0-9\\-_]{1,255}$, but was ${name}`, {
      path: 'cluster',
      expected: '1 to 255 letters, digits, hyphens or underscores',
      found: show(name),
      rule: 'PF-13',
    })
  const cluster = findCluster(world, nameOrArn)
  if (cluster === undefined) {
    refuse('ClusterNotFoundException', 'Cluster not found.', {
      path: 'cluster',
      expected: 'an existing cluster',
      found: name,
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

/** In any status: a deleted service stays describable for a while (SV-306). @throws InvalidParameterException */
export function findService(
  world: WorldView,
  cluster: Readonly<Cluster>,
  nameOrArn: string,
  path = 'service',
): Readonly<Service> | undefined {
  return world.tables.services.get(arnIn(world, { cluster, part: 'service', path }, nameOrArn))
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

/** @throws InvalidParameterException */
export function findTask(
  world: WorldView,
  cluster: Readonly<Cluster>,
  idOrArn: string,
  path = 'task',
): Readonly<Task> | undefined {
  return world.tables.tasks.get(arnIn(world, { cluster, part: 'task', path }, idOrArn))
}

/** @throws InvalidParameterException */
export function findContainerInstance(
  world: WorldView,
  cluster: Readonly<Cluster>,
  idOrArn: string,
  path = 'containerInstance',
): Readonly<ContainerInstance> | undefined {
  return world.tables.containerInstances.get(arnIn(world, { cluster, part: 'container-instance', path }, idOrArn))
}

const ARN = /^arn:[^:]*:ecs:[^:]*:\d*:([a-z-]+)\/([^/]+)(?:\/([^/]+))?$/

/** What of a cluster is asked for, and where in the input it is named. */
export interface Asked {
  readonly cluster: Readonly<Cluster>
  readonly part: ClusterPart
  readonly path: string
}

/**
 * The ARN that a name, an id or an ARN stands for in a cluster. One of the old format, without the cluster's name, is of the cluster that
 * is asked; one of another account or Region stands for itself, and is nowhere. @throws InvalidParameterException (PF-13)
 */
export function arnIn({ realm }: WorldView, { cluster, part, path }: Asked, reference: string): string {
  if (part === 'task') checkTaskId(path, shortName(reference))
  if (!reference.startsWith('arn:')) return partArn(realm, part, cluster.name, reference)
  const [, kind, first = '', second] = ARN.exec(reference) ?? []
  const problem = problemOf(kind, part, second === undefined ? cluster.name : first, cluster.name)
  if (problem !== null) {
    const expected = `the ARN of a ${part} of cluster ${cluster.name}`
    refuse('InvalidParameterException', problem, { path, expected, found: show(reference), rule: 'PF-13' })
  }
  const isOld = second === undefined && reference === partArn(realm, part, null, first)
  return isOld ? partArn(realm, part, cluster.name, first) : reference
}

function checkTaskId(path: string, { length }: string): void {
  if (length === 32 || length === 36) return
  refuse('InvalidParameterException', 'taskId length should be one of [32,36]', {
    path,
    expected: '32 or 36 characters',
    found: `${length} characters`,
    rule: 'GEN-4',
  })
}

/** In AWS's words. */
function problemOf(kind: string | undefined, part: ClusterPart, named: string, asked: string): string | null {
  if (kind === undefined) return 'Invalid identifier: Unexpected number of separators'
  if (kind !== part) return `Unsupported resource type: ${kind}`
  return named === asked ? null : `Invalid identifier: Identifier is for cluster ${named}. Your cluster is ${asked}`
}

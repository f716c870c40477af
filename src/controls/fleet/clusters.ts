// Which cluster and which of its instances does a caller of the fleet mean?
import { findInstance } from '../../engine/find.ts'
import { type InstanceCluster, MOST_INSTANCES } from '../../engine/register-instance.ts'
import type { World } from '../../engine/world.ts'
import { type ClusterArn, clusterArn, shortName } from '../../kernel/arns.ts'
import { show } from '../../kernel/closest.ts'
import { AwsException, UsageError } from '../../kernel/errors.ts'
import type { ContainerInstance } from '../../model/entities.ts'

/** @throws ClusterNotFoundException */
export function clusterFor(world: World, reference: string | undefined): InstanceCluster {
  const isArn = reference?.startsWith('arn:') === true
  const name = isArn ? shortName(reference as string) : (reference ?? 'default')
  const arn = clusterArn(world.realm, name)
  const known = isArn && reference !== arn ? undefined : world.tables.clusters.get(arn)
  if (known?.status === 'ACTIVE') return { arn, name, isNew: false }
  if (known === undefined && reference === undefined) return { arn, name, isNew: true }
  throw new AwsException(
    'ClusterNotFoundException',
    known === undefined ? 'Cluster not found.' : 'The referenced cluster was inactive.',
    {
      path: 'cluster',
      expected: 'an existing cluster',
      found: show(reference ?? name),
      rule: known === undefined ? 'CL-02' : 'CL-09',
    },
  )
}

/** @throws LimitExceededException (CI-08) */
export function checkRoomFor(world: World, cluster: InstanceCluster, count: number): void {
  if (world.indexes.fleet(cluster.arn).size + count <= MOST_INSTANCES) return
  throw new AwsException(
    'LimitExceededException',
    'The limit of container instances in the cluster has been exceeded.',
    {
      path: 'count',
      expected: `at most ${MOST_INSTANCES} instances a cluster`,
      found: String(count),
      rule: 'CI-08',
    },
  )
}

/** By container instance id, ARN or the machine's own id, each once. @throws UsageError */
export function getInstances(
  world: World,
  call: string,
  cluster: ClusterArn,
  references: readonly string[],
): Readonly<ContainerInstance>[] {
  return [...new Set(references.map((reference, index) => getInstance(world, call, cluster, reference, index)))]
}

function getInstance(
  world: World,
  call: string,
  cluster: ClusterArn,
  reference: string,
  index: number,
): Readonly<ContainerInstance> {
  const instance = findInstance(world, cluster, reference)
  if (instance !== undefined) return instance
  const path = `containerInstances[${index}]`
  const expected = 'a container instance of the cluster'
  throw new UsageError(`${call}: ${path}: expected ${expected}, found ${show(reference)}.`, {
    path,
    expected,
    found: show(reference),
  })
}

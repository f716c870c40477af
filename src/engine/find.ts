// Which cluster, instance or task does a caller of the controls mean?
import { type ClusterArn, clusterArn, shortName } from '../kernel/arns.ts'
import type { ContainerInstance, Task } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'

/** `default` when nobody is named; the cluster need not be there. */
export function clusterArnOf({ realm }: WorldView, reference: string | undefined): ClusterArn {
  return clusterArn(realm, reference === undefined ? 'default' : shortName(reference))
}

/** By its ARN, its id or the machine's own id. */
export function findInstance(
  { tables: { containerInstances } }: WorldView,
  cluster: ClusterArn,
  reference: string,
): Readonly<ContainerInstance> | undefined {
  const isMeant = (instance: Readonly<ContainerInstance>) =>
    instance.clusterArn === cluster &&
    instance.status !== 'INACTIVE' &&
    (instance.arn === reference || instance.id === reference || instance.ec2InstanceId === reference)
  const byArn = containerInstances.get(reference)
  if (byArn !== undefined) return isMeant(byArn) ? byArn : undefined
  for (const instance of containerInstances.values()) if (isMeant(instance)) return instance
  return undefined
}

/** By its ARN or its id. */
export function findTask({ tables: { tasks } }: WorldView, reference: string): Readonly<Task> | undefined {
  const byArn = tasks.get(reference)
  if (byArn !== undefined || !/^[0-9a-f]{32}$/.test(reference)) return byArn
  for (const task of tasks.values()) if (task.id === reference) return task
  return undefined
}

// DeregisterContainerInstance: the instance leaves its cluster, with its tasks only by force (CI-20, CI-21, LC-18).
import { command } from '../../engine/command.ts'
import { deregisterInstance } from '../../engine/end-task.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import type { Cluster, ContainerInstance } from '../../model/entities.ts'
import { isRegistered } from '../../model/standing.ts'
import type { WorldView } from '../../model/view.ts'
import type { Answer } from '../answer.ts'
import { findContainerInstance, getCluster } from '../find.ts'
import { refuse } from '../refuse.ts'
import type { DeregisterContainerInstanceOutput } from '../shapes/ecs-types.generated.ts'
import { parseInput } from '../shapes/parse-input.ts'
import { describeContainerInstance } from './describe.ts'

/** @throws ClusterNotFoundException, InvalidParameterException */
export function deregisterContainerInstance(world: World, input: unknown): Answer<DeregisterContainerInstanceOutput> {
  const parsed = parseInput('DeregisterContainerInstance', input)
  const cluster = getCluster(world, parsed.cluster)
  const instance = getRegistered(world, cluster, parsed.containerInstance)
  if (parsed.force !== true) checkIdle(world, instance)
  return command(world, 'ecs.deregisterContainerInstance', parsed, (cause) => {
    deregisterInstance(world, instance, cause)
    return {
      containerInstance: describeContainerInstance(world, world.tables.containerInstances.certain(instance.arn)),
    }
  })
}

/** @throws InvalidParameterException (PF-44) */
function getRegistered(world: WorldView, cluster: Readonly<Cluster>, reference: string): Readonly<ContainerInstance> {
  const instance = findContainerInstance(world, cluster, reference)
  if (instance !== undefined && isRegistered(instance.status)) return instance
  refuse('InvalidParameterException', 'The referenced container instance was not found.', {
    path: 'containerInstance',
    expected: 'an ACTIVE or DRAINING container instance of the cluster',
    found: show(reference),
    rule: 'PF-44',
  })
}

/** Tasks that were asked to stop do not count (CI-20). */
function checkIdle(world: WorldView, { arn }: Readonly<ContainerInstance>): void {
  const tasks = [...(world.indexes.tasksByInstance.get(arn) ?? [])]
  const wanted = tasks.filter((task) => world.tables.tasks.certain(task).desiredStatus === 'RUNNING').length
  if (wanted === 0) return
  refuse('InvalidParameterException', 'Found running tasks on the instance.', {
    path: 'force',
    expected: 'true, or an instance without running tasks',
    found: `${wanted} tasks`,
    rule: 'CI-20',
  })
}

// Container instances go, with everything on them (CI-19, LC-17).
import { command } from '../../engine/command.ts'
import { loseInstance } from '../../engine/end-task.ts'
import type { World } from '../../engine/world.ts'
import { parseControl } from '../parse.ts'
import { clusterFor, getInstances } from './clusters.ts'
import { type InstancesInput, instancesInput } from './shapes.ts'

/** @throws UsageError, ClusterNotFoundException */
export function terminate(world: World, input: InstancesInput): void {
  const parsed = parseControl(instancesInput, input, 'fleet.terminate')
  const cluster = clusterFor(world, parsed.cluster)
  const instances = getInstances(world, 'fleet.terminate', cluster.arn, parsed.containerInstances)
  command(world, 'fleet.terminate', parsed, (cause) => {
    for (const instance of instances) loseInstance(world, instance, cause)
  })
}

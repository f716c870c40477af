// The agent of a container instance loses touch with ECS, and finds it again (CI-16, LC-16, EA-5). Its tasks run on; their
// reported status stands still, no task is placed there, and what is asked of them takes effect when the agent is back.
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import { reconnectInstance } from '../../engine/end-task.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'
import { planDisconnection } from '../../lifecycle/agent.ts'
import type { ContainerInstance } from '../../model/entities.ts'
import { parseControl } from '../parse.ts'
import { clusterFor, getInstances } from './clusters.ts'
import { type InstancesInput, instancesInput } from './shapes.ts'

/** Instances whose agent is away already stay as they are. @throws UsageError, ClusterNotFoundException */
export function disconnectAgent(world: World, input: InstancesInput): void {
  turn(world, 'fleet.disconnectAgent', input, false, (instance, cause) =>
    apply(world, planDisconnection(instance), cause),
  )
}

/** @throws UsageError, ClusterNotFoundException */
export function reconnectAgent(world: World, input: InstancesInput): void {
  turn(world, 'fleet.reconnectAgent', input, true, (instance, cause) => reconnectInstance(world, instance, cause))
}

function turn(
  world: World,
  call: string,
  input: InstancesInput,
  connected: boolean,
  carryOut: (instance: Readonly<ContainerInstance>, cause: number) => void,
): void {
  const parsed = parseControl(instancesInput, input, call)
  const cluster = clusterFor(world, parsed.cluster)
  const instances = getInstances(world, call, cluster.arn, parsed.containerInstances)
  const unknown = instances.find(({ status }) => status === 'REGISTERING')
  if (unknown !== undefined) refuseUnregistered(call, unknown)
  command(world, call, parsed, (cause) => {
    for (const instance of instances) if (instance.agentConnected !== connected) carryOut(instance, cause)
  })
}

function refuseUnregistered(call: string, { arn }: Readonly<ContainerInstance>): never {
  const expected = 'registered container instances'
  throw new UsageError(`${call}: containerInstances: expected ${expected}, but ${show(arn)} has not registered yet.`, {
    path: 'containerInstances',
    expected,
    found: show(arn),
    rule: 'CI-16',
  })
}

// How does a case become a simulation? As operations: the fleet is launched, definitions registered, tasks started.
import { findInstanceType, Simulation, type SimulationOptions } from '../index.ts'
import { type Operation, perform } from './operations.ts'
import type { FleetInstance, PlacementCase } from './shapes.ts'

/** What a world is made of. A fleet alone is a case without definitions and requests. */
export type WorldParts = Pick<PlacementCase, 'fleet'> & Partial<Omit<PlacementCase, 'fleet'>>

/**
 * A simulation with the fleet in the cluster `default`, its definitions registered, its tasks started and its requests made.
 * @throws UsageError for options that are none, or when a strategy or filter of theirs fails
 */
export function worldOf(parts: WorldParts, options: SimulationOptions = {}): Simulation {
  const sim = new Simulation(options)
  for (const operation of operationsOf(parts)) perform(sim, operation)
  return sim
}

/** The parts in the order in which they happen. Instances become unavailable last, so that tasks may run on them. */
export function operationsOf({ fleet, taskDefinitions = [], running = [], requests = [] }: WorldParts): Operation[] {
  return [
    { do: 'createCluster', input: {} },
    ...fleet.map(arrival),
    ...taskDefinitions.map((input): Operation => ({ do: 'registerTaskDefinition', input })),
    ...running.map(({ instance, ...task }): Operation => ({ do: 'startTask', nth: instance, ...task })),
    ...fleet.flatMap(({ unavailable }, nth): Operation[] =>
      unavailable === undefined ? [] : [{ do: unavailable === 'DRAINING' ? 'drain' : 'disconnect', nth }],
    ),
    ...requests.map((input): Operation => ({ do: 'runTask', input })),
  ]
}

/** An agent that keeps ports for itself says so when it registers; `launch` knows nothing of that. */
function arrival(instance: FleetInstance, index: number): Operation {
  const { instanceType, availabilityZone, cpuUnits, memoryMiB, attributes = {}, reservedTcpPorts } = instance
  const own = Object.keys(attributes).length === 0 ? {} : { attributes }
  if (reservedTcpPorts === undefined) {
    const room = { cpuUnits, memoryMiB }
    return {
      do: 'launch',
      input: { instanceType, availabilityZones: [availabilityZone], ready: true, ...room, ...own },
    }
  }
  const instanceId = `i-${String(index + 1).padStart(17, '0')}`
  const architecture = findInstanceType(instanceType)?.architecture
  return {
    do: 'registerContainerInstance',
    input: {
      instanceIdentityDocument: JSON.stringify({ instanceId, instanceType, availabilityZone, architecture }),
      totalResources: [
        { name: 'CPU', type: 'INTEGER', integerValue: cpuUnits },
        { name: 'MEMORY', type: 'INTEGER', integerValue: memoryMiB },
        { name: 'PORTS', type: 'STRINGSET', stringSetValue: reservedTcpPorts.map(String) },
      ],
      ...(Object.keys(own).length === 0
        ? {}
        : { attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })) }),
    },
  }
}

// Which host ports do a task's containers get? Static ones as written, dynamic ones in sequence (NW-10, NW-11).
import type { ContainerInstance, NetworkBinding, TaskDefinition } from '../model/entities.ts'
import type { PortAssignment } from './start.ts'

export interface PortRange {
  readonly first: number
  readonly last: number
}

const NO_PORTS: PortAssignment = { bindings: [], nextEphemeralPort: null }

/**
 * @param busy dynamic ports that live tasks of the instance hold, as `port/protocol`, and the static ones
 */
export function assignPorts(
  definition: Readonly<TaskDefinition>,
  instance: Readonly<ContainerInstance> | null,
  range: PortRange,
  busy: (port: number, protocol: 'tcp' | 'udp') => boolean,
): PortAssignment {
  if (instance === null || definition.containers.every(({ portMappings }) => portMappings.length === 0)) return NO_PORTS
  if (definition.networkMode !== 'bridge' && definition.networkMode !== 'host') return NO_PORTS
  let next = instance.nextEphemeralPort
  let assigned = false
  const bindings = definition.containers.map(({ portMappings }) =>
    portMappings.map((mapping): NetworkBinding => {
      if (mapping.hostPort !== 0) return { ...mapping }
      const hostPort = nextFree(next, range, (port) => busy(port, mapping.protocol))
      next = hostPort === range.last ? range.first : hostPort + 1
      assigned = true
      return { ...mapping, hostPort }
    }),
  )
  return { bindings, nextEphemeralPort: assigned ? next : null }
}

function nextFree(from: number, range: PortRange, isBusy: (port: number) => boolean): number {
  const size = range.last - range.first + 1
  for (let step = 0; step < size; step++) {
    const port = range.first + ((from - range.first + step) % size)
    if (!isBusy(port)) return port
  }
  return from
}

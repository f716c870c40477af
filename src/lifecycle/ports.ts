// Which host ports do a task's containers get? Static ones as written, dynamic ones in sequence (NW-10, NW-11).
import type { ContainerInstance, NetworkBinding, TaskDefinition } from '../model/entities.ts'
import type { PortAssignment } from './start.ts'

export interface PortRange {
  readonly first: number
  readonly last: number
}

const NO_PORTS: PortAssignment = { bindings: [], nextEphemeralPort: null }

/**
 * Null when the instance has no dynamic port left.
 * @param busy ports that live tasks of the instance are bound to, and those that it keeps for itself
 */
export function assignPorts(
  definition: Readonly<TaskDefinition>,
  instance: Readonly<ContainerInstance> | null,
  range: PortRange,
  busy: (port: number, protocol: 'tcp' | 'udp') => boolean,
): PortAssignment | null {
  if (instance === null || definition.containers.every(({ portMappings }) => portMappings.length === 0)) return NO_PORTS
  if (definition.networkMode !== 'bridge' && definition.networkMode !== 'host') return NO_PORTS
  const search = new PortSearch(instance.nextEphemeralPort, range, busy)
  const bindings = definition.containers.map(({ portMappings }) =>
    portMappings.map((mapping): NetworkBinding => {
      return mapping.hostPort === 0 ? { ...mapping, hostPort: search.take(mapping.protocol) } : { ...mapping }
    }),
  )
  return search.isExhausted ? null : { bindings, nextEphemeralPort: search.taken === 0 ? null : search.next }
}

/** The agent's walk through its range: each port follows the last one given, the first one the end (NW-10). */
class PortSearch {
  next: number
  taken = 0
  isExhausted = false
  private readonly range: PortRange
  private readonly busy: (port: number, protocol: 'tcp' | 'udp') => boolean
  private readonly mine = new Set<string>()

  constructor(next: number, range: PortRange, busy: (port: number, protocol: 'tcp' | 'udp') => boolean) {
    this.next = next
    this.range = range
    this.busy = busy
  }

  take(protocol: 'tcp' | 'udp'): number {
    const { first, last } = this.range
    for (let step = 0; step <= last - first; step++) {
      const port = this.next
      this.next = port === last ? first : port + 1
      if (this.busy(port, protocol) || this.mine.has(`${port}/${protocol}`)) continue
      this.mine.add(`${port}/${protocol}`)
      this.taken++
      return port
    }
    this.isExhausted = true
    return 0
  }
}

// Which host ports does a container get when it starts? Static ones as written, dynamic ones in sequence (NW-10, NW-11).
import type { Behavior } from '../model/behavior.ts'
import type { ContainerRun, ContainerSpec, NetworkBinding } from '../model/containers.ts'
import type { ContainerInstance } from '../model/entities.ts'
import { hasStarted, isOver } from './containers/phase.ts'
import type { Scene } from './context.ts'

/** Who knows the host ports of an instance. */
export interface HostPorts {
  /** Whether a live container of the instance is bound to the port, or the instance keeps it for itself. */
  isBusy(instance: Readonly<ContainerInstance>, port: number, protocol: 'tcp' | 'udp'): boolean
}

interface PortContext {
  readonly nowMs: number
  readonly behavior: Behavior
  readonly hostPorts: HostPorts
}

interface BoundRuns {
  readonly runs: readonly ContainerRun[]
  /** Where the agent's search goes on; null when there was none. */
  readonly nextEphemeralPort: number | null
}

/** Binds the containers that start now; one for which no port is left fails. Null when there is nobody to bind. */
export function withPorts(
  { definition, instance }: Scene,
  runs: readonly ContainerRun[],
  nextEphemeralPort: number | null,
  { nowMs, behavior, hostPorts }: PortContext,
): BoundRuns | null {
  if (instance === null || (definition.networkMode !== 'bridge' && definition.networkMode !== 'host')) return null
  if (!isAnyoneUnbound(definition.containers, runs, nowMs)) return null
  const range = { first: behavior.ephemeralPortStart, last: behavior.ephemeralPortEnd }
  const search = new PortSearch(nextEphemeralPort ?? instance.nextEphemeralPort, range, hostPorts, instance)
  const bound = definition.containers.map((spec, index) => {
    const run = runs[index]!
    return isUnbound(run, spec, nowMs) ? bind(run, spec, search, nowMs) : run
  })
  return { runs: bound, nextEphemeralPort: search.taken === 0 ? nextEphemeralPort : search.next }
}

function isAnyoneUnbound(specs: readonly ContainerSpec[], runs: readonly ContainerRun[], nowMs: number): boolean {
  for (let index = 0; index < specs.length; index++) if (isUnbound(runs[index]!, specs[index]!, nowMs)) return true
  return false
}

function isUnbound(run: ContainerRun, { portMappings }: ContainerSpec, nowMs: number): boolean {
  return portMappings.length > 0 && run.networkBindings.length === 0 && hasStarted(run, nowMs) && !isOver(run, nowMs)
}

function bind(run: ContainerRun, { portMappings }: ContainerSpec, search: PortSearch, nowMs: number): ContainerRun {
  const networkBindings = portMappings.map(
    (mapping): NetworkBinding =>
      mapping.hostPort === 0 ? { ...mapping, hostPort: search.take(mapping.protocol) } : { ...mapping },
  )
  if (!search.isExhausted) return { ...run, networkBindings }
  const reason = 'CannotCreateContainerError: a host port is unavailable'
  return { ...run, startedAtMs: null, stoppedAtMs: nowMs, exitCode: null, reason }
}

interface PortRange {
  readonly first: number
  readonly last: number
}

/** The agent's walk through its range: each port follows the last one given, the first one the end (NW-10). */
class PortSearch {
  next: number
  taken = 0
  isExhausted = false
  private readonly range: PortRange
  private readonly hostPorts: HostPorts
  private readonly instance: Readonly<ContainerInstance>
  private readonly mine = new Set<string>()

  constructor(next: number, range: PortRange, hostPorts: HostPorts, instance: Readonly<ContainerInstance>) {
    this.next = next
    this.range = range
    this.hostPorts = hostPorts
    this.instance = instance
  }

  take(protocol: 'tcp' | 'udp'): number {
    const { first, last } = this.range
    for (let step = 0; step <= last - first; step++) {
      const port = this.next
      this.next = port === last ? first : port + 1
      if (this.hostPorts.isBusy(this.instance, port, protocol) || this.mine.has(`${port}/${protocol}`)) continue
      this.mine.add(`${port}/${protocol}`)
      this.taken++
      return port
    }
    this.isExhausted = true
    return 0
  }
}

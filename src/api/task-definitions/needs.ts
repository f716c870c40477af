// What does a task of this definition take from a container instance? (PL-05, PL-06, PL-08, PL-10, TD-86)
import type { Needs } from '../../model/entities.ts'
import { type Container, type Mapping, networkModeOf, type StoredDefinition } from './definition.ts'
import { parseCpuUnits, parseMemoryMiB } from './sizes.ts'

type Amounts = Pick<Container, 'cpu' | 'memory' | 'memoryReservation' | 'resourceRequirements'>

/** What decides about room: the task's own values, or else those of its containers. */
export interface Sized {
  readonly cpu?: string
  readonly memory?: string
  readonly containerDefinitions: readonly Amounts[]
}

export function needsOf(definition: StoredDefinition): Needs {
  const enis = networkModeOf(definition) === 'awsvpc' ? 1 : 0
  return { ...roomOf(definition), ...portsOf(definition), enis }
}

/** A task-level value makes the containers' values irrelevant. */
export function roomOf({ cpu, memory, containerDefinitions }: Sized): Pick<Needs, 'cpuUnits' | 'memoryMiB' | 'gpus'> {
  const cpuUnits = cpu === undefined ? undefined : parseCpuUnits(cpu)
  const memoryMiB = memory === undefined ? undefined : parseMemoryMiB(memory)
  return {
    cpuUnits: cpuUnits ?? sum(containerDefinitions, (container) => container.cpu ?? 0),
    memoryMiB: memoryMiB ?? sum(containerDefinitions, reservedMemoryMiB),
    gpus: sum(containerDefinitions, gpusOf),
  }
}

/** What a container keeps for itself: its reservation, or else its limit; zero is as good as nothing. */
export function reservedMemoryMiB({ memory = 0, memoryReservation = 0 }: Amounts): number {
  return memoryReservation > 0 ? memoryReservation : memory
}

/** Whole GPUs that a container asks for (PL-09). */
export function gpusOf({ resourceRequirements = [] }: Pick<Container, 'resourceRequirements'>): number {
  return sum(resourceRequirements, ({ type, value }) => (type === 'GPU' ? Number(value) : 0))
}

export function sum<T>(items: readonly T[], amountOf: (item: T) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0)
}

/** Host ports known beforehand; dynamic ones are the agent's business, and awsvpc tasks have ports of their own. */
function portsOf(definition: StoredDefinition): Pick<Needs, 'tcpPorts' | 'udpPorts'> {
  const mode = networkModeOf(definition)
  const usesTheHost = mode === 'bridge' || mode === 'host'
  const mappings = usesTheHost ? definition.containerDefinitions.flatMap(({ portMappings }) => portMappings) : []
  return { tcpPorts: staticPorts(mappings, 'tcp'), udpPorts: staticPorts(mappings, 'udp') }
}

function staticPorts(mappings: readonly Mapping[], wanted: 'tcp' | 'udp'): number[] {
  const ports = mappings.flatMap(({ hostPort = 0, protocol = 'tcp' }) =>
    protocol === wanted && hostPort > 0 ? [hostPort] : [],
  )
  return [...new Set(ports)].sort((a, b) => a - b)
}

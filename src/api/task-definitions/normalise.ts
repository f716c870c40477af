// What does AWS store? The request with its defaults written in, and everything else absent (TD-31, TD-100…TD-102, HC-2, NW-3).
import { copyOf, present } from '../dates.ts'
import {
  type Container,
  type Definition,
  type Mapping,
  networkModeOf,
  type StoredContainer,
  type StoredDefinition,
  type Volume,
  volumeKindsOf,
} from './definition.ts'
import { parseCpuUnits, parseMemoryMiB } from './sizes.ts'

/** A copy of its own; normalising what is normalised changes nothing. */
export function normalise(definition: Definition): StoredDefinition {
  const { cpu, memory, containerDefinitions, volumes = [], placementConstraints = [], ...rest } = copyOf(definition)
  const isShared = networkModeOf(definition) !== 'bridge'
  return {
    ...rest,
    ...present('cpu', cpu === undefined ? undefined : parseCpuUnits(cpu)?.toString()),
    ...present('memory', memory === undefined ? undefined : parseMemoryMiB(memory)?.toString()),
    containerDefinitions: containerDefinitions.map((container) => normaliseContainer(container, isShared)),
    volumes: volumes.map(normaliseVolume),
    placementConstraints,
  }
}

/** @param isShared containers listen in one network, on the ports that they name themselves */
function normaliseContainer(container: Container, isShared: boolean): StoredContainer {
  const { name = '', image = '', portMappings = [], healthCheck, ...rest } = container
  return {
    name,
    image,
    ...rest,
    cpu: container.cpu ?? 0,
    essential: container.essential ?? true,
    portMappings: portMappings.map((mapping) => normaliseMapping(mapping, isShared)),
    environment: container.environment ?? [],
    mountPoints: container.mountPoints ?? [],
    volumesFrom: container.volumesFrom ?? [],
    systemControls: container.systemControls ?? [],
    ...present('healthCheck', healthCheck && { interval: 30, timeout: 5, retries: 3, ...healthCheck }),
  }
}

/** 0 is a dynamic port. A range has no host port of its own. */
function normaliseMapping(mapping: Mapping, isShared: boolean): Mapping {
  const { containerPort, hostPort, protocol = 'tcp' } = mapping
  if (containerPort === undefined) return { ...mapping, protocol }
  return { ...mapping, hostPort: hostPort ?? (isShared ? containerPort : 0), protocol }
}

function normaliseVolume(volume: Volume): Volume {
  const efs = volume.efsVolumeConfiguration
  if (efs === undefined) return volumeKindsOf(volume).length === 0 ? { ...volume, host: {} } : volume
  return { ...volume, efsVolumeConfiguration: { ...efs, rootDirectory: efs.rootDirectory ?? '/' } }
}

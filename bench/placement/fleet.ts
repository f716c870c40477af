// What is a fleet that looks like one? Four instance types over three zones, six sizes of task, sixty services.
import type { ContainerInstanceArn } from '../../src/kernel/arns.ts'
import type { ContainerInstance, Needs } from '../../src/model/entities.ts'

/** What placement may ask of a fleet and of the services on it; zones and types go by number. */
export interface FleetPlan {
  readonly zones: readonly string[]
  readonly instances: readonly InstancePlan[]
  readonly services: readonly Size[]
}

interface InstancePlan extends Size {
  readonly type: string
  readonly zone: number
}

export interface Size {
  readonly cpuUnits: number
  readonly memoryMiB: number
}

const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c']

/** Memory is 96 % of what is advertised: what an agent registers. */
const TYPES = [
  { type: 'm5.large', cpuUnits: 2_048, memoryMiB: 7_864 },
  { type: 'c5.xlarge', cpuUnits: 4_096, memoryMiB: 7_864 },
  { type: 'm5.xlarge', cpuUnits: 4_096, memoryMiB: 15_728 },
  { type: 'r5.large', cpuUnits: 2_048, memoryMiB: 15_728 },
]

/** Memory runs out first nearly everywhere; on the r5.large it may be CPU. */
const TASK_SIZES: readonly Size[] = [
  { cpuUnits: 64, memoryMiB: 512 },
  { cpuUnits: 128, memoryMiB: 512 },
  { cpuUnits: 128, memoryMiB: 1_024 },
  { cpuUnits: 256, memoryMiB: 1_536 },
  { cpuUnits: 256, memoryMiB: 2_048 },
  { cpuUnits: 512, memoryMiB: 3_072 },
]

export function fleetOf(instanceCount: number, serviceCount = 60): FleetPlan {
  return {
    zones: ZONES,
    instances: Array.from({ length: instanceCount }, (_, index) => ({
      ...TYPES[index % TYPES.length]!,
      zone: Math.floor(index / TYPES.length) % ZONES.length,
    })),
    services: Array.from({ length: serviceCount }, (_, index) => TASK_SIZES[index % TASK_SIZES.length]!),
  }
}

/** The instance as the simulation keeps it. */
export function instanceRecord({ zones, instances }: FleetPlan, ordinal: number): ContainerInstance {
  const { type, zone, cpuUnits, memoryMiB } = instances[ordinal]!
  const id = (0x5eed0000 + ordinal).toString(16).padStart(32, '0')
  const prefix = 'arn:aws:ecs:us-east-1:123456789012:'
  return {
    arn: `${prefix}container-instance/prod/${id}` as ContainerInstanceArn,
    id,
    clusterArn: `${prefix}cluster/prod` as ContainerInstance['clusterArn'],
    ec2InstanceId: `i-${id.slice(-17)}`,
    instanceType: type,
    availabilityZone: zones[zone]!,
    status: 'ACTIVE',
    agentConnected: true,
    versionInfo: { agentVersion: '1.105.1', agentHash: '0000000', dockerVersion: '25.0.13' },
    ordinal,
    launchedAtMs: 0,
    registeredAtMs: 0,
    deregisteredAtMs: null,
    cpuUnits,
    memoryMiB,
    reservedTcpPorts: [22, 2_375, 2_376, 51_678, 51_679],
    reservedUdpPorts: [],
    gpuIds: [],
    taskEniLimit: 2,
    attributes: {
      'ecs.availability-zone': zones[zone]!,
      'ecs.cpu-architecture': 'x86_64',
      'ecs.instance-type': type,
      'ecs.os-family': 'LINUX',
      'ecs.os-type': 'linux',
    },
    missingCapabilities: [],
    cachedImages: [],
    cachedDigests: [],
    imagePullBehavior: 'default',
    nextEphemeralPort: 32_768,
    machine: { state: 'running', dueAtMs: null, reclaimAtMs: null },
    spotDraining: false,
    tags: [],
  }
}

export function needsOf({ cpuUnits, memoryMiB }: Size): Needs {
  return { cpuUnits, memoryMiB, tcpPorts: [], udpPorts: [], gpus: 0, enis: 0 }
}

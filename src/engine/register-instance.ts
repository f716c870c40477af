// How does a container instance come into the world? Launched and on its way, or registered at once (CI-15, LT-12).
import { type ClusterArn, containerInstanceArn } from '../kernel/arns.ts'
import { derivedHex32, derivedUuid, hex17, hex32 } from '../kernel/ids.ts'
import { RandomStreams } from '../kernel/random.ts'
import { isOptedIn, newClusterSettings } from '../model/account-settings.ts'
import { CURRENT_AGENT, LINUX_RESERVED_TCP_PORTS, TRUNK } from '../model/capabilities.ts'
import { inserted, type Timer } from '../model/changes.ts'
import type { Cluster, ContainerInstance, JsonRecord } from '../model/entities.ts'
import type { InstanceRecipe } from '../model/instance-recipes.ts'
import { cpuUnitsOf, type InstanceType, taskInterfaceLimit } from '../model/instance-types.ts'
import { RUNNING } from '../model/machine.ts'
import { defaultSubnetId, defaultVpcId, madeUpId, VPC } from '../model/network.ts'
import { apply } from './apply.ts'
import type { World } from './world.ts'

/** Instances that a cluster may hold (CI-08). */
export const MOST_INSTANCES = 5_000

/** A cluster, or the one that the first instance is to create (CL-02). */
export interface InstanceCluster {
  readonly arn: ClusterArn
  readonly name: string
  readonly isNew: boolean
}

type Own =
  | 'availabilityZone'
  | 'cpuUnits'
  | 'memoryMiB'
  | 'taskEniLimit'
  | 'attributes'
  | 'missingCapabilities'
  | 'tags'
  | 'instanceType'
type Usual =
  | 'spotDraining'
  | 'capacityProviderName'
  | 'ec2InstanceId'
  | 'imagePullBehavior'
  | 'versionInfo'
  | 'reservedTcpPorts'
  | 'reservedUdpPorts'
  | 'gpuIds'

/** What is known of an instance before it is there. */
export interface InstanceOrder extends Pick<ContainerInstance, Own>, Partial<Pick<ContainerInstance, Usual>> {
  readonly cluster: InstanceCluster
  /** Before the id of the machine: `i` on EC2, `mi` elsewhere (EA-4). */
  readonly prefix: 'i' | 'mi'
  /** How many it has; none when absent. */
  readonly gpus?: number
  /** Whether it comes with a trunk; without when absent (CI-28). */
  readonly hasTrunk?: boolean
  /** Registered now, or once it has booted. */
  readonly ready: boolean
}

/** The first instance without a cluster creates `default` (CL-02). */
export function ensureCluster(world: World, { arn, name, isNew }: InstanceCluster, cause: number): void {
  if (!isNew) return
  const kept = newClusterSettings(world, undefined) as JsonRecord
  const cluster: Cluster = { arn, name, status: 'ACTIVE', createdAtMs: world.nowMs, tags: [], kept }
  apply(world, { changes: [inserted('cluster.created', arn, cluster, 'CL-02')], timers: [] }, cause)
}

/** @param launchMs until its agent boots */
export function addInstance(
  world: World,
  order: InstanceOrder,
  cause: number,
  launchMs: number = world.latencies.instanceLaunchMs,
): ContainerInstance {
  const instance = newInstance(world, order, identityFrom(world.streams, world.journal.length))
  const atMs = world.nowMs + launchMs + world.latencies.agentRegisterMs
  const timers: Timer[] = order.ready ? [] : [{ atMs, kind: 'containerInstance.register', id: instance.arn }]
  const change = inserted('containerInstance.launched', instance.arn, instance, order.prefix === 'i' ? 'LT-12' : 'EA-4')
  apply(world, { changes: [change], timers }, cause)
  return instance
}

/** What is the same in every instance of a type at a place. */
type TypicalInstance = Pick<
  InstanceOrder,
  | 'prefix'
  | 'instanceType'
  | 'gpus'
  | 'hasTrunk'
  | 'taskEniLimit'
  | 'availabilityZone'
  | 'cpuUnits'
  | 'memoryMiB'
  | 'attributes'
>

/** Where an instance is launched, and how; the account's own VPC, a subnet of the zone and no trunk when nothing is said. */
interface Place {
  readonly availabilityZone: string
  readonly vpcId?: string | undefined
  readonly subnetId?: string | undefined
  /** By an account that has opted in to trunks; as its settings say when absent. */
  readonly awsvpcTrunking?: boolean | undefined
}

/**
 * The agent registers the type's CPU and its share of the type's memory (CI-01, CI-04). A trunk helps the types that AWS
 * lists for it; the others are launched without one (CI-28).
 */
export function typicalInstance(world: World, type: InstanceType, place: Place): TypicalInstance {
  const { name, architecture, gpus, memoryMiB } = type
  const { availabilityZone, vpcId, subnetId, awsvpcTrunking } = place
  const hasTrunk = (awsvpcTrunking === true || isOptedIn(world, 'awsvpcTrunking')) && type.trunkedTaskLimit !== null
  return {
    prefix: 'i',
    instanceType: name,
    gpus,
    hasTrunk,
    taskEniLimit: taskInterfaceLimit(type, { trunk: hasTrunk }),
    availabilityZone,
    cpuUnits: cpuUnitsOf(type),
    memoryMiB: Math.floor((memoryMiB * world.behavior.registeredMemoryPercent) / 100),
    attributes: builtInAttributes(world, { instanceType: name, availabilityZone, architecture, vpcId, subnetId }),
  }
}

/** As a recipe wants it, at a place. */
export function instanceFrom(
  world: World,
  recipe: InstanceRecipe,
  place: Place,
): TypicalInstance & Pick<ContainerInstance, 'missingCapabilities' | 'spotDraining' | 'tags' | 'imagePullBehavior'> {
  const { type, awsvpcTrunking, attributes, missingCapabilities, spotDraining, tags, imagePullBehavior } = recipe
  const typical = typicalInstance(world, type, { ...place, awsvpcTrunking })
  return {
    ...typical,
    cpuUnits: recipe.cpuUnits ?? typical.cpuUnits,
    memoryMiB: recipe.memoryMiB ?? typical.memoryMiB,
    taskEniLimit: recipe.taskEniLimit ?? typical.taskEniLimit,
    attributes: { ...typical.attributes, ...attributes },
    missingCapabilities,
    spotDraining,
    tags,
    imagePullBehavior,
  }
}

/** The record of an instance that is launched nowhere: named by dice of its own, always alike, and written by nobody. */
export function imagineInstances(world: World): (order: Omit<InstanceOrder, 'ready'>) => ContainerInstance {
  const identity = identityFrom(new RandomStreams(world.options.seed), 0)
  return (order) => newInstance(world, { ...order, ready: true }, identity)
}

interface Identity {
  readonly id: string
  /** Of the machine, behind its prefix. */
  readonly machineId: string
  readonly ordinal: number
}

function identityFrom(streams: RandomStreams, ordinal: number): Identity {
  const random = streams.stream('instance-ids')
  return { id: hex32(random), machineId: hex17(random), ordinal }
}

function newInstance(
  world: World,
  { cluster, prefix, ready, gpus = 0, hasTrunk = false, ...own }: InstanceOrder,
  { id, machineId, ordinal }: Identity,
): ContainerInstance {
  return {
    arn: containerInstanceArn(world.realm, cluster.name, id),
    id,
    clusterArn: cluster.arn,
    ec2InstanceId: `${prefix}-${machineId}`,
    status: ready ? 'ACTIVE' : 'REGISTERING',
    agentConnected: ready,
    versionInfo: CURRENT_AGENT,
    ordinal,
    launchedAtMs: world.nowMs,
    registeredAtMs: ready ? world.nowMs : null,
    deregisteredAtMs: null,
    reservedTcpPorts: LINUX_RESERVED_TCP_PORTS,
    reservedUdpPorts: [],
    gpuIds: Array.from({ length: gpus }, (_, index) => `GPU-${derivedUuid(`${id}/gpu/${index}`)}`),
    cachedImages: [],
    cachedDigests: [],
    imagePullBehavior: 'default',
    nextEphemeralPort: world.behavior.ephemeralPortStart,
    machine: RUNNING,
    spotDraining: false,
    ...own,
    attributes: hasTrunk
      ? { ...own.attributes, [TRUNK]: `eni-0${derivedHex32(`${id}/trunk`).slice(0, 16)}` }
      : own.attributes,
  }
}

/** CI-09. What is not given is made up, but the same in every run. */
export function builtInAttributes(
  world: World,
  {
    instanceType,
    availabilityZone,
    architecture,
    vpcId = defaultVpcId(world.realm.accountId),
    subnetId = defaultSubnetId(world.realm.accountId, vpcId, availabilityZone),
  }: Record<'instanceType' | 'availabilityZone' | 'architecture', string> & {
    readonly vpcId?: string | undefined
    readonly subnetId?: string | undefined
  },
): Record<string, string> {
  return {
    'ecs.ami-id': madeUpId('ami', world.realm.accountId, architecture),
    'ecs.availability-zone': availabilityZone,
    'ecs.cpu-architecture': architecture,
    'ecs.instance-type': instanceType,
    'ecs.os-family': 'LINUX',
    'ecs.os-type': 'linux',
    'ecs.subnet-id': subnetId,
    [VPC]: vpcId,
  }
}

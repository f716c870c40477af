// Container instances come and go: what AWS leaves to EC2, Auto Scaling and the agent (CI-01…CI-19, CL-02).
import * as z from 'zod/mini'
import { apply } from '../engine/apply.ts'
import { command } from '../engine/command.ts'
import { loseInstance } from '../engine/end-task.ts'
import type { World } from '../engine/world.ts'
import { type ClusterArn, clusterArn, containerInstanceArn, shortName } from '../kernel/arns.ts'
import { show, suggestion } from '../kernel/closest.ts'
import { AwsException, UsageError } from '../kernel/errors.ts'
import { derivedHex32, derivedUuid, hex17, hex32 } from '../kernel/ids.ts'
import { LINUX_RESERVED_TCP_PORTS } from '../model/capabilities.ts'
import { type Change, inserted, type Timer } from '../model/changes.ts'
import type { Cluster, ContainerInstance, Tag } from '../model/entities.ts'
import { cpuUnitsOf, findInstanceType, INSTANCE_TYPES, type InstanceType } from '../model/instance-types.ts'
import { parseControl } from './parse.ts'

/** What `sim.fleet.launch` takes. */
export interface LaunchInput {
  /** Name or ARN; `default` when absent, which the first instance creates (CL-02). */
  readonly cluster?: string | undefined
  /** A name of the catalogue, or a type of your own. */
  readonly instanceType: string | InstanceType
  /** 1 when absent. */
  readonly count?: number | undefined
  /** ACTIVE at once, instead of after the time a launch takes (LT-12). */
  readonly ready?: boolean | undefined
  /** Filled in turn; the Region's zones when absent. */
  readonly availabilityZones?: readonly string[] | undefined
  /** Custom attributes; '' for one without value. */
  readonly attributes?: Readonly<Record<string, string>> | undefined
  readonly tags?: readonly Tag[] | undefined
  /** What the agent registers, where it differs from the type's share (CI-04). */
  readonly cpuUnits?: number | undefined
  readonly memoryMiB?: number | undefined
}

export interface LaunchOutput {
  readonly containerInstances: readonly {
    readonly containerInstanceArn: string
    readonly ec2InstanceId: string
    readonly availabilityZone: string
  }[]
}

export interface TerminateInput {
  readonly cluster?: string | undefined
  /** Container instance ids or ARNs, or EC2 instance ids. */
  readonly containerInstances: readonly string[]
}

const positive = z.int('a whole number').check(z.minimum(1, 'a whole number above 0'))
const text = z
  .string('a text')
  .check(z.minLength(1, 'a text of 1 to 255 characters'), z.maxLength(255, 'a text of 1 to 255 characters'))
const instanceType = z.union(
  [
    z.string(),
    z.strictObject({
      name: text,
      vCpus: positive,
      memoryMiB: positive,
      architecture: z.enum(['x86_64', 'arm64']),
      gpus: z.int(),
      maxNetworkInterfaces: positive,
      ipv4AddressesPerInterface: positive,
      trunkedTaskLimit: z.nullable(positive),
    }),
  ],
  'a type of the catalogue such as m5.large, or an object with name, vCpus, memoryMiB, architecture, gpus, maxNetworkInterfaces, ipv4AddressesPerInterface and trunkedTaskLimit',
)

const launchInput = z.strictObject({
  cluster: z.optional(z.string('the name or ARN of a cluster')),
  instanceType,
  count: z.optional(positive.check(z.maximum(5_000, 'at most 5000 instances'))),
  ready: z.optional(z.boolean('true or false')),
  availabilityZones: z.optional(z.array(text, 'a list of zones').check(z.minLength(1, 'at least one zone'))),
  attributes: z.optional(z.record(z.string(), z.string('a text'), 'attributes by name')),
  tags: z.optional(z.array(z.strictObject({ key: text, value: z.string('a text') }), 'a list of tags')),
  cpuUnits: z.optional(positive),
  memoryMiB: z.optional(positive),
})

const terminateInput = z.strictObject({
  cluster: z.optional(z.string('the name or ARN of a cluster')),
  containerInstances: z
    .array(z.string('a container instance'), 'a list of container instances')
    .check(z.minLength(1, 'at least one container instance')),
})

/** Launches container instances into a cluster. @throws UsageError, ClusterNotFoundException, LimitExceededException */
export function launch(world: World, input: LaunchInput): LaunchOutput {
  const parsed = parseControl(launchInput, input, 'fleet.launch')
  const type = typeOf(parsed.instanceType)
  checkAttributes(parsed.attributes ?? {})
  const cluster = clusterFor(world, parsed.cluster)
  const count = parsed.count ?? 1
  if (world.indexes.fleet(cluster.arn).size + count > 5_000) {
    throw new AwsException(
      'LimitExceededException',
      'The limit of container instances in the cluster has been exceeded.',
      { path: 'count', expected: 'at most 5000 instances a cluster', found: String(count), rule: 'CI-08' },
    )
  }
  return command(world, 'fleet.launch', parsed, (cause) => {
    if (cluster.isNew)
      apply(
        world,
        { changes: [inserted('cluster.created', cluster.arn, newCluster(world, cluster), 'CL-02')], timers: [] },
        cause,
      )
    const zones = parsed.availabilityZones ?? world.options.availabilityZones
    const launched = Array.from({ length: count }, (_, index) => {
      const instance = newInstance(world, cluster, type, zones[index % zones.length]!, parsed)
      applyLaunch(world, instance, parsed.ready === true, cause)
      return instance
    })
    return {
      containerInstances: launched.map(({ arn, ec2InstanceId, availabilityZone }) => ({
        containerInstanceArn: arn,
        ec2InstanceId,
        availabilityZone,
      })),
    }
  })
}

/** Terminates container instances with everything on them (CI-19, LC-17). @throws UsageError, ClusterNotFoundException */
export function terminate(world: World, input: TerminateInput): void {
  const parsed = parseControl(terminateInput, input, 'fleet.terminate')
  const cluster = clusterFor(world, parsed.cluster)
  const instances = [
    ...new Set(parsed.containerInstances.map((reference, index) => getInstance(world, cluster.arn, reference, index))),
  ]
  command(world, 'fleet.terminate', parsed, (cause) => {
    for (const instance of instances) loseInstance(world, instance, cause)
  })
}

type ParsedLaunch = z.output<typeof launchInput>
interface Target {
  readonly arn: ClusterArn
  readonly name: string
  readonly isNew: boolean
}

function clusterFor(world: World, reference: string | undefined): Target {
  const name = shortName(reference ?? 'default')
  const arn = clusterArn(world.realm, name)
  const known = world.tables.clusters.get(arn)
  if (known !== undefined) return { arn, name, isNew: false }
  if (reference === undefined) return { arn, name, isNew: true }
  throw new AwsException('ClusterNotFoundException', 'Cluster not found.', {
    path: 'cluster',
    expected: 'an existing cluster',
    found: show(reference),
    rule: 'CL-02',
  })
}

function newCluster(world: World, { arn, name }: Target): Cluster {
  return { arn, name, status: 'ACTIVE', createdAtMs: world.nowMs, tags: [], kept: {} }
}

function typeOf(type: string | InstanceType): InstanceType {
  if (typeof type !== 'string') return type
  const known = findInstanceType(type)
  if (known !== undefined) return known
  throw new UsageError(
    `fleet.launch: instanceType: no such type in the catalogue: ${show(type)}.${suggestion(type, [...INSTANCE_TYPES.keys()])}`,
    {
      path: 'instanceType',
      expected: 'a type of the catalogue, or an object that describes one',
      found: show(type),
    },
  )
}

const ATTRIBUTE_NAME = /^[A-Za-z0-9_./\\-]{1,128}$/

/** CI-12, CI-14: names AWS accepts, at most ten of them, none that AWS sets itself. */
function checkAttributes(attributes: Readonly<Record<string, string>>): void {
  const names = Object.keys(attributes)
  const bad = names.find(
    (name) => !ATTRIBUTE_NAME.test(name) || /^(ecs|com\.amazonaws\.ecs)\./.test(name) || attributes[name]!.length > 128,
  )
  if (bad === undefined && names.length <= 10) return
  const expected =
    "at most 10 attributes of up to 128 characters whose names do not begin with 'ecs.' or 'com.amazonaws.ecs.'"
  const found = bad === undefined ? `${names.length} attributes` : show(bad)
  throw new UsageError(`fleet.launch: attributes: expected ${expected}, found ${found}.`, {
    path: 'attributes',
    expected,
    found,
    rule: 'CI-12',
  })
}

function newInstance(
  world: World,
  cluster: Target,
  type: InstanceType,
  availabilityZone: string,
  parsed: ParsedLaunch,
): ContainerInstance {
  const random = world.streams.stream('instance-ids')
  const id = hex32(random)
  const ready = parsed.ready === true
  return {
    arn: containerInstanceArn(world.realm, cluster.name, id),
    id,
    clusterArn: cluster.arn,
    ec2InstanceId: `i-${hex17(random)}`,
    instanceType: type.name,
    availabilityZone,
    status: ready ? 'ACTIVE' : 'REGISTERING',
    ordinal: world.journal.length,
    launchedAtMs: world.nowMs,
    registeredAtMs: ready ? world.nowMs : null,
    deregisteredAtMs: null,
    cpuUnits: parsed.cpuUnits ?? cpuUnitsOf(type),
    memoryMiB: parsed.memoryMiB ?? Math.floor((type.memoryMiB * world.behavior.registeredMemoryPercent) / 100),
    reservedTcpPorts: LINUX_RESERVED_TCP_PORTS,
    reservedUdpPorts: [],
    gpuIds: Array.from({ length: type.gpus }, (_, index) => `GPU-${derivedUuid(`${id}/gpu/${index}`)}`),
    attributes: { ...builtInAttributes(world, type, availabilityZone), ...parsed.attributes },
    cachedImages: [],
    nextEphemeralPort: world.behavior.ephemeralPortStart,
    tags: parsed.tags ?? [],
  }
}

/** CI-09. Machine image, network and subnet are made up, but the same in every run. */
function builtInAttributes(world: World, type: InstanceType, availabilityZone: string): Record<string, string> {
  const made = (kind: string, of: string) =>
    `${kind}-0${derivedHex32(`${world.realm.accountId}/${kind}/${of}`).slice(0, 16)}`
  return {
    'ecs.ami-id': made('ami', type.architecture),
    'ecs.availability-zone': availabilityZone,
    'ecs.cpu-architecture': type.architecture,
    'ecs.instance-type': type.name,
    'ecs.os-family': 'LINUX',
    'ecs.os-type': 'linux',
    'ecs.subnet-id': made('subnet', availabilityZone),
    'ecs.vpc-id': made('vpc', 'main'),
  }
}

function applyLaunch(world: World, instance: ContainerInstance, ready: boolean, cause: number): void {
  const changes: Change[] = [inserted('containerInstance.launched', instance.arn, instance, 'LT-12')]
  const registersAtMs = world.nowMs + world.latencies.instanceLaunchMs + world.latencies.agentRegisterMs
  const timers: Timer[] = ready ? [] : [{ atMs: registersAtMs, kind: 'containerInstance.register', id: instance.arn }]
  apply(world, { changes, timers }, cause)
}

function getInstance(world: World, cluster: ClusterArn, reference: string, index: number): Readonly<ContainerInstance> {
  for (const instance of world.tables.containerInstances.values()) {
    if (instance.clusterArn !== cluster || instance.status === 'INACTIVE') continue
    if (instance.arn === reference || instance.id === reference || instance.ec2InstanceId === reference) return instance
  }
  const path = `containerInstances[${index}]`
  throw new UsageError(
    `fleet.terminate: ${path}: expected a container instance of the cluster, found ${show(reference)}.`,
    { path, expected: 'a container instance of the cluster', found: show(reference) },
  )
}

// Container instances come: launched on EC2, or machines of one's own that join (CI-01…CI-11, CL-02, EA-4).
import * as z from 'zod/mini'
import { command } from '../../engine/command.ts'
import { addInstance, ensureCluster, typicalInstance } from '../../engine/register-instance.ts'
import type { World } from '../../engine/world.ts'
import { show, suggestion } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { Tag } from '../../model/entities.ts'
import { findInstanceType, INSTANCE_TYPES, type InstanceType } from '../../model/instance-types.ts'
import type { ImagePullBehavior } from '../../model/supplies.ts'
import { parseControl } from '../parse.ts'
import { type Capabilities, capabilitiesOf, checkAttributes } from './attributes.ts'
import { checkRoomFor, clusterFor } from './clusters.ts'
import { providerFor } from './providers.ts'
import { attributes, capabilities, clusterReference, count, imagePullBehavior, positive, tags, text } from './shapes.ts'
import { type InterfaceInput, interfaceMembers, type SiteInput, siteMembers, siteOf } from './site.ts'

/** What `sim.fleet.launch` takes. */
export interface LaunchInput extends Capabilities, SiteInput, InterfaceInput {
  /** Name or ARN; `default` when absent, which the first instance creates (CL-02). */
  readonly cluster?: string | undefined
  /** A name of the catalogue, or a type of your own. */
  readonly instanceType: string | InstanceType
  /** Name of a capacity provider of the cluster, or of its Auto Scaling group; an instance of no group when absent (PL-02). */
  readonly capacityProvider?: string | undefined
  /** 1 when absent. */
  readonly count?: number | undefined
  /** ACTIVE at once, instead of after the time a launch takes (LT-12). */
  readonly ready?: boolean | undefined
  /** Custom attributes; '' for one without value. */
  readonly attributes?: Readonly<Record<string, string>> | undefined
  /** Capability attributes beyond those of a current agent, or without some of them (CI-11). */
  readonly withCapabilities?: readonly string[] | undefined
  readonly withoutCapabilities?: readonly string[] | undefined
  readonly tags?: readonly Tag[] | undefined
  /** Its agent drains it at a Spot interruption notice: ECS_ENABLE_SPOT_INSTANCE_DRAINING (CI-26). */
  readonly spotDraining?: boolean | undefined
  /** What the agent registers, where it differs from the type's share (CI-04). */
  readonly cpuUnits?: number | undefined
  readonly memoryMiB?: number | undefined
  /** The agent's ECS_IMAGE_PULL_BEHAVIOR; `'default'` when absent (IM-5). */
  readonly imagePullBehavior?: ImagePullBehavior | undefined
}

export interface LaunchOutput {
  readonly containerInstances: readonly {
    readonly containerInstanceArn: string
    readonly ec2InstanceId: string
    readonly availabilityZone: string
  }[]
}

/** More than any machine has, and few enough for exact arithmetic. */
const MOST_VCPUS = 65_536
const MOST_MEMORY_MIB = 1_073_741_824

const ownType = z.strictObject({
  name: text,
  vCpus: positive.check(z.maximum(MOST_VCPUS, `at most ${MOST_VCPUS} vCPUs`)),
  memoryMiB: positive.check(z.maximum(MOST_MEMORY_MIB, `at most ${MOST_MEMORY_MIB} MiB`)),
  architecture: z.enum(['x86_64', 'arm64']),
  gpus: z.int('a whole number').check(z.minimum(0, 'a whole number, 0 or more'), z.maximum(64, 'at most 64 GPUs')),
  maxNetworkInterfaces: positive,
  ipv4AddressesPerInterface: positive,
  trunkedTaskLimit: z.optional(positive),
})

const instanceType = z.union(
  [z.string(), ownType],
  'a type of the catalogue such as m5.large, or an object with name, vCpus, memoryMiB, architecture, gpus, maxNetworkInterfaces, ipv4AddressesPerInterface and trunkedTaskLimit',
)

const launchInput = z.strictObject({
  cluster: clusterReference,
  instanceType,
  capacityProvider: z.optional(text),
  count,
  ready: z.optional(z.boolean('true or false')),
  ...siteMembers,
  ...interfaceMembers,
  attributes,
  ...capabilities,
  tags,
  spotDraining: z.optional(z.boolean('true or false')),
  cpuUnits: z.optional(positive),
  memoryMiB: z.optional(positive),
  imagePullBehavior,
})

const CALL = 'fleet.launch'

/** Launches container instances into a cluster. @throws UsageError, ClusterNotFoundException, LimitExceededException */
export function launch(world: World, input: LaunchInput): LaunchOutput {
  const parsed = parseControl(launchInput, input, CALL)
  const type = typeOf(parsed.instanceType)
  const { attributes: own = {}, tags: labels = [] } = parsed
  checkAttributes(CALL, own)
  const { extra, missing: missingCapabilities } = capabilitiesOf(CALL, parsed)
  const cluster = clusterFor(world, parsed.cluster)
  const provider = providerFor(world, CALL, cluster, parsed.capacityProvider)
  const size = parsed.count ?? 1
  checkRoomFor(world, cluster, size)
  const { zones, vpcId, subnetId } = siteOf(world, CALL, parsed)
  return command(world, CALL, parsed, (cause) => {
    ensureCluster(world, cluster, cause)
    const containerInstances = Array.from({ length: size }, (_, index) => {
      const availabilityZone = zones[index % zones.length]!
      const place = { availabilityZone, vpcId, subnetId, awsvpcTrunking: parsed.awsvpcTrunking }
      const typical = typicalInstance(world, type, place)
      const order = {
        ...typical,
        cluster,
        ready: parsed.ready === true,
        cpuUnits: parsed.cpuUnits ?? typical.cpuUnits,
        memoryMiB: parsed.memoryMiB ?? typical.memoryMiB,
        taskEniLimit: parsed.taskEniLimit ?? typical.taskEniLimit,
        attributes: { ...typical.attributes, ...extra, ...own },
        missingCapabilities,
        ...(provider === null ? {} : { capacityProviderName: provider }),
        spotDraining: parsed.spotDraining === true,
        tags: labels,
        imagePullBehavior: parsed.imagePullBehavior ?? 'default',
      }
      const { arn, ec2InstanceId } = addInstance(world, order, cause)
      return { containerInstanceArn: arn, ec2InstanceId, availabilityZone }
    })
    return { containerInstances }
  })
}

function typeOf(type: string | z.output<typeof ownType>): InstanceType {
  if (typeof type !== 'string') return { ...type, trunkedTaskLimit: type.trunkedTaskLimit ?? null }
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

// How does a machine outside of EC2 join a cluster? It is there already, so it registers at once; it has no type and no zone
// (CI-10, EA-2, EA-4).
import * as z from 'zod/mini'
import { command } from '../../engine/command.ts'
import { addInstance, ensureCluster, type InstanceOrder } from '../../engine/register-instance.ts'
import type { World } from '../../engine/world.ts'
import { EC2_ONLY_CAPABILITIES, EXTERNAL } from '../../model/capabilities.ts'
import type { Tag } from '../../model/entities.ts'
import type { ImagePullBehavior } from '../../model/supplies.ts'
import { parseControl } from '../parse.ts'
import { type Capabilities, capabilitiesOf, checkAttributes } from './attributes.ts'
import { checkRoomFor, clusterFor } from './clusters.ts'
import { attributes, capabilities, clusterReference, count, imagePullBehavior, positive, tags } from './shapes.ts'

/** What `sim.fleet.registerExternal` takes. */
export interface ExternalInput extends Capabilities {
  readonly cluster?: string | undefined
  readonly cpuUnits: number
  readonly memoryMiB: number
  /** 1 when absent. */
  readonly count?: number | undefined
  /** `x86_64` when absent. */
  readonly architecture?: 'x86_64' | 'arm64' | undefined
  /** Custom attributes; '' for one without value. */
  readonly attributes?: Readonly<Record<string, string>> | undefined
  readonly tags?: readonly Tag[] | undefined
  /** `'default'` when absent (IM-5). */
  readonly imagePullBehavior?: ImagePullBehavior | undefined
}

export interface ExternalOutput {
  readonly containerInstances: readonly { readonly containerInstanceArn: string; readonly managedInstanceId: string }[]
}

const externalInput = z.strictObject({
  cluster: clusterReference,
  cpuUnits: positive,
  memoryMiB: positive,
  count,
  architecture: z.optional(z.enum(['x86_64', 'arm64'], "'x86_64' or 'arm64'")),
  attributes,
  ...capabilities,
  tags,
  imagePullBehavior,
})

const CALL = 'fleet.registerExternal'

/** @throws UsageError, ClusterNotFoundException, LimitExceededException */
export function registerExternal(world: World, input: ExternalInput): ExternalOutput {
  const parsed = parseControl(externalInput, input, CALL)
  checkAttributes(CALL, parsed.attributes ?? {})
  const { extra, missing } = capabilitiesOf(CALL, parsed)
  const cluster = clusterFor(world, parsed.cluster)
  const size = parsed.count ?? 1
  checkRoomFor(world, cluster, size)
  const order: InstanceOrder = {
    cluster,
    prefix: 'mi',
    ready: true,
    instanceType: null,
    availabilityZone: null,
    cpuUnits: parsed.cpuUnits,
    memoryMiB: parsed.memoryMiB,
    taskEniLimit: 0,
    attributes: { ...builtIn(parsed.architecture ?? 'x86_64'), ...extra, ...parsed.attributes },
    missingCapabilities: [...new Set([...EC2_ONLY_CAPABILITIES, ...missing])].sort(),
    tags: parsed.tags ?? [],
    imagePullBehavior: parsed.imagePullBehavior ?? 'default',
  }
  return command(world, CALL, parsed, (cause) => {
    ensureCluster(world, cluster, cause)
    const containerInstances = Array.from({ length: size }, () => {
      const { arn, ec2InstanceId } = addInstance(world, order, cause)
      return { containerInstanceArn: arn, managedInstanceId: ec2InstanceId }
    })
    return { containerInstances }
  })
}

function builtIn(architecture: string): Record<string, string> {
  return { [EXTERNAL]: '', 'ecs.cpu-architecture': architecture, 'ecs.os-family': 'LINUX', 'ecs.os-type': 'linux' }
}

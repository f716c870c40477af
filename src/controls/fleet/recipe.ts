// What kind of container instance does a caller want? The same words for a launch and for a launch template (CI-01…CI-11, CI-27, CI-28).
import * as z from 'zod/mini'
import { show, suggestion } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { Tag } from '../../model/entities.ts'
import type { InstanceRecipe } from '../../model/instance-recipes.ts'
import { findInstanceType, INSTANCE_TYPES, type InstanceType } from '../../model/instance-types.ts'
import type { ImagePullBehavior } from '../../model/supplies.ts'
import { type Capabilities, capabilitiesOf, checkAttributes } from './attributes.ts'
import { attributes, capabilities, imagePullBehavior, positive, tags, text } from './shapes.ts'

export interface RecipeInput extends Capabilities {
  /** A name of the catalogue, or a type of your own. */
  readonly instanceType: string | InstanceType
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
  /** Launched by an account that has opted in to `awsvpcTrunking`; changes nothing for a type without a trunk (CI-28). */
  readonly awsvpcTrunking?: boolean | undefined
  /** Tasks in network mode `awsvpc` that fit, where it differs from what the type says (CI-27). */
  readonly taskEniLimit?: number | undefined
  /** The agent's ECS_IMAGE_PULL_BEHAVIOR; `'default'` when absent (IM-5). */
  readonly imagePullBehavior?: ImagePullBehavior | undefined
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

const MOST_ENIS = 1_000

/** @internal */
export const recipeMembers = {
  instanceType,
  awsvpcTrunking: z.optional(z.boolean('true or false')),
  taskEniLimit: z.optional(
    z
      .int('a whole number')
      .check(z.minimum(0, 'a whole number, 0 or more'), z.maximum(MOST_ENIS, `at most ${MOST_ENIS} interfaces`)),
  ),
  attributes,
  ...capabilities,
  tags,
  spotDraining: z.optional(z.boolean('true or false')),
  cpuUnits: z.optional(positive),
  memoryMiB: z.optional(positive),
  imagePullBehavior,
}

const shape = z.strictObject(recipeMembers)

/**
 * @internal
 * @throws UsageError
 */
export function recipeOf(call: string, parsed: z.output<typeof shape>): InstanceRecipe {
  const type = typeOf(call, parsed.instanceType)
  const { attributes: own = {} } = parsed
  checkAttributes(call, own)
  const { extra, missing } = capabilitiesOf(call, parsed)
  return {
    type,
    cpuUnits: parsed.cpuUnits ?? null,
    memoryMiB: parsed.memoryMiB ?? null,
    taskEniLimit: parsed.taskEniLimit ?? null,
    awsvpcTrunking: parsed.awsvpcTrunking === true,
    attributes: { ...extra, ...own },
    missingCapabilities: missing,
    spotDraining: parsed.spotDraining === true,
    tags: parsed.tags ?? [],
    imagePullBehavior: parsed.imagePullBehavior ?? 'default',
  }
}

function typeOf(call: string, type: string | z.output<typeof ownType>): InstanceType {
  if (typeof type !== 'string') return { ...type, trunkedTaskLimit: type.trunkedTaskLimit ?? null }
  const known = findInstanceType(type)
  if (known !== undefined) return known
  throw new UsageError(
    `${call}: instanceType: no such type in the catalogue: ${show(type)}.${suggestion(type, [...INSTANCE_TYPES.keys()])}`,
    {
      path: 'instanceType',
      expected: 'a type of the catalogue, or an object that describes one',
      found: show(type),
    },
  )
}

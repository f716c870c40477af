// Container instances come: launched on EC2, or machines of one's own that join (CI-01…CI-11, CL-02, EA-4).
import * as z from 'zod/mini'
import { adoptMember } from '../../engine/auto-scaling/adopt.ts'
import { command } from '../../engine/command.ts'
import { addInstance, ensureCluster, instanceFrom } from '../../engine/register-instance.ts'
import type { World } from '../../engine/world.ts'
import { parseControl } from '../parse.ts'
import { checkRoomFor, clusterFor } from './clusters.ts'
import { groupFor, providerFor } from './providers.ts'
import { type RecipeInput, recipeMembers, recipeOf } from './recipe.ts'
import { clusterReference, count, text } from './shapes.ts'
import { type SiteInput, siteMembers, siteOf } from './site.ts'

/** What `sim.fleet.launch` takes. */
export interface LaunchInput extends RecipeInput, SiteInput {
  /** Name or ARN; `default` when absent, which the first instance creates (CL-02). */
  readonly cluster?: string | undefined
  /** Name of a capacity provider of the cluster, or of its Auto Scaling group; an instance of no group when absent (PL-02). */
  readonly capacityProvider?: string | undefined
  /** Name of the Auto Scaling group that they are instances of, in service from now on; with `ready` (AG-02). */
  readonly autoScalingGroup?: string | undefined
  /** 1 when absent. */
  readonly count?: number | undefined
  /** ACTIVE at once, instead of after the time a launch takes (LT-12). */
  readonly ready?: boolean | undefined
}

export interface LaunchOutput {
  readonly containerInstances: readonly {
    readonly containerInstanceArn: string
    readonly ec2InstanceId: string
    readonly availabilityZone: string
  }[]
}

const launchInput = z.strictObject({
  cluster: clusterReference,
  capacityProvider: z.optional(text),
  autoScalingGroup: z.optional(text),
  count,
  ready: z.optional(z.boolean('true or false')),
  ...siteMembers,
  ...recipeMembers,
})

const CALL = 'fleet.launch'

/** Launches container instances into a cluster. @throws UsageError, ClusterNotFoundException, LimitExceededException */
export function launch(world: World, input: LaunchInput): LaunchOutput {
  const parsed = parseControl(launchInput, input, CALL)
  const recipe = recipeOf(CALL, parsed)
  const cluster = clusterFor(world, parsed.cluster)
  const group = groupFor(world, CALL, parsed)
  const provider = providerFor(world, CALL, cluster, parsed.capacityProvider)
  const size = parsed.count ?? 1
  checkRoomFor(world, cluster, size)
  const { zones, vpcId, subnetId } = siteOf(world, CALL, parsed)
  return command(world, CALL, parsed, (cause) => {
    ensureCluster(world, cluster, cause)
    const containerInstances = Array.from({ length: size }, (_, index) => {
      const availabilityZone = zones[index % zones.length]!
      const order = {
        ...instanceFrom(world, recipe, { availabilityZone, vpcId, subnetId }),
        cluster,
        ready: parsed.ready === true,
        ...(provider === null ? {} : { capacityProviderName: provider }),
      }
      const instance = addInstance(world, order, cause)
      if (group !== null) adoptMember(world, group, instance, true, cause)
      const { arn, ec2InstanceId } = instance
      return { containerInstanceArn: arn, ec2InstanceId, availabilityZone }
    })
    return { containerInstances }
  })
}

// Fargate takes no tasks, for want of capacity, for a quota or for an error of its own, and takes them again (FG-10, EV-134, EV-135).
import * as z from 'zod/mini'
import type { FargateProvider, FargateTarget } from '../../engine/outages.ts'
import type { World } from '../../engine/world.ts'
import { FARGATE_REFUSALS, type FargateRefusal } from '../../model/fargate.ts'
import { clusterReference } from '../fleet/shapes.ts'
import { type Control, checkCluster } from './control.ts'

export interface FargateInput {
  /** `'capacity'` when absent. */
  readonly reason?: FargateRefusal | undefined
  /** Whose tasks; those of both when absent. A task by launch type counts as FARGATE's. */
  readonly capacityProvider?: FargateProvider | undefined
  /** Name or ARN; every cluster when absent. */
  readonly cluster?: string | undefined
}

const fargateInput = z.strictObject({
  reason: z.optional(z.enum(FARGATE_REFUSALS, `one of ${FARGATE_REFUSALS.join(', ')}`)),
  capacityProvider: z.optional(z.enum(['FARGATE', 'FARGATE_SPOT'], 'FARGATE or FARGATE_SPOT')),
  cluster: clusterReference,
})

export const fargateRefusal: Control<'faults.refuseFargate'> = {
  schema: fargateInput,
  check: checkTarget,
  reverse: 'faults.allowFargate',
}
export const fargateReturn: Control<'faults.allowFargate'> = { schema: fargateInput, check: checkTarget }

function checkTarget(world: World, { cluster }: FargateTarget, call: string): void {
  checkCluster(world, cluster, call)
}

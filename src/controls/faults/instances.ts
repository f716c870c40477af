// EC2 has no instances for Auto Scaling groups, of a type or in a zone, and has them again (AG-04).
import * as z from 'zod/mini'
import type { InstancesRefusal } from '../../engine/outages.ts'
import type { World } from '../../engine/world.ts'
import { suggestion } from '../../kernel/closest.ts'
import { findInstanceType, INSTANCE_TYPES } from '../../model/instance-types.ts'
import { type Control, refuseFault } from './control.ts'
import { checkKnownZone } from './zones.ts'

export interface InstanceRefusalInput {
  /** Every type when absent. */
  readonly instanceType?: string | undefined
  /** Every zone when absent. */
  readonly availabilityZone?: string | undefined
}

const refusalInput = z.strictObject({
  instanceType: z.optional(z.string('an instance type')),
  availabilityZone: z.optional(z.string('an Availability Zone')),
})

export const instanceRefusal: Control<'faults.refuseInstances'> = {
  schema: refusalInput,
  check: checkTarget,
  reverse: 'faults.allowInstances',
}
export const instanceReturn: Control<'faults.allowInstances'> = { schema: refusalInput, check: checkTarget }

function checkTarget(world: World, { instanceType, availabilityZone }: InstancesRefusal, call: string): void {
  if (availabilityZone !== undefined) checkKnownZone(world, availabilityZone, call)
  if (instanceType === undefined || findInstanceType(instanceType) !== undefined) return
  const own = [...world.tables.launchSources.values()].map(({ recipe }) => recipe.type.name)
  if (own.includes(instanceType)) return
  const expected = 'a type of the catalogue, or one that a launch template describes'
  refuseFault(
    call,
    'instanceType',
    expected,
    instanceType,
    suggestion(instanceType, [...INSTANCE_TYPES.keys(), ...own]),
  )
}

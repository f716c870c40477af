// A whole Availability Zone goes dark, and comes back.
import * as z from 'zod/mini'
import type { ZoneTarget } from '../../engine/faults.ts'
import type { World } from '../../engine/world.ts'
import { suggestion } from '../../kernel/closest.ts'
import { type Control, refuseFault } from './control.ts'

export interface ZoneInput {
  readonly availabilityZone: string
}

const zoneInput = z.strictObject({ availabilityZone: z.string('an Availability Zone') })

export const zoneLoss: Control<'faults.loseZone'> = {
  schema: zoneInput,
  check: checkZone,
  reverse: 'faults.restoreZone',
}
export const zoneReturn: Control<'faults.restoreZone'> = { schema: zoneInput, check: checkZone }

function checkZone(world: World, { availabilityZone }: ZoneTarget, call: string): void {
  checkKnownZone(world, availabilityZone, call)
}

/** One of the Region's, or one where something stands. @throws UsageError */
export function checkKnownZone({ options, tables }: World, zone: string, call: string): void {
  const known = new Set(options.availabilityZones)
  for (const { availabilityZone } of Object.values(options.subnets)) known.add(availabilityZone)
  for (const { availabilityZone } of tables.containerInstances.values())
    if (availabilityZone !== null) known.add(availabilityZone)
  if (known.has(zone)) return
  const names = [...known]
  refuseFault(call, 'availabilityZone', `one of ${names.join(', ')}`, zone, suggestion(zone, names))
}

// EC2 refuses network interfaces in a subnet, in a zone or everywhere, and gives them again (LC-21, LT-13).
import * as z from 'zod/mini'
import type { EniTarget } from '../../engine/outages.ts'
import { knownSubnet } from '../../engine/subnets.ts'
import type { World } from '../../engine/world.ts'
import { type Control, refuseFault } from './control.ts'
import { checkKnownZone } from './zones.ts'

/** One of the three. */
export interface EniInput {
  readonly subnet?: string | undefined
  readonly availabilityZone?: string | undefined
  readonly all?: true | undefined
}

const eniInput = z.strictObject({
  subnet: z.optional(z.string('the id of a subnet')),
  availabilityZone: z.optional(z.string('an Availability Zone')),
  all: z.optional(z.literal(true, 'true')),
})

export const eniRefusal: Control<'faults.refuseEnis'> = {
  schema: eniInput,
  check: checkPlace,
  reverse: 'faults.allowEnis',
}
export const eniReturn: Control<'faults.allowEnis'> = { schema: eniInput, check: checkPlace }

function checkPlace(world: World, target: EniTarget, call: string): void {
  const { subnet, availabilityZone } = target
  const given = Object.values(target).filter((value) => value !== undefined).length
  if (given !== 1) refuseFault(call, 'all', 'one of subnet, availabilityZone and all', `${given} of them`)
  if (availabilityZone !== undefined) checkKnownZone(world, availabilityZone, call)
  if (subnet !== undefined && knownSubnet(world, subnet) === undefined)
    refuseFault(call, 'subnet', 'a subnet that somebody has named', subnet)
}

// In which VPC, zone and subnet do launched instances stand? (CI-09)
import * as z from 'zod/mini'
import { isZoneLost } from '../../engine/outages.ts'
import { knownSubnet, locateSubnets } from '../../engine/subnets.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'
import { text } from './shapes.ts'

export interface SiteInput {
  /** Filled in turn; those of the Region, or that of the subnet, when absent. */
  readonly availabilityZones?: readonly string[] | undefined
  /** The account's default VPC when absent. */
  readonly vpcId?: string | undefined
  /** One subnet for all of them; a subnet of each zone, made up, when absent. */
  readonly subnetId?: string | undefined
}

const idOf = (kind: 'subnet' | 'vpc') => {
  const what = `an id that begins with '${kind}-'`
  return z.optional(text.check(z.regex(kind === 'subnet' ? /^subnet-[\w-]+$/ : /^vpc-[\w-]+$/, what)))
}
/** @internal */
export const siteMembers = {
  availabilityZones: z.optional(z.array(text, 'a list of zones').check(z.minLength(1, 'at least one zone'))),
  vpcId: idOf('vpc'),
  subnetId: idOf('subnet'),
}

/** Zones to fill in turn; what is left open follows from the zone. */
export interface Site {
  readonly zones: readonly string[]
  readonly vpcId: string | undefined
  readonly subnetId: string | undefined
}

/** @throws UsageError for a subnet that lies elsewhere */
export function siteOf(world: World, call: string, { availabilityZones, vpcId, subnetId }: SiteInput): Site {
  if (subnetId === undefined)
    return { zones: zonesThatAreUp(world, call, availabilityZones), vpcId, subnetId: undefined }
  const known = knownSubnet(world, subnetId)
  const zone =
    known?.availabilityZone ?? availabilityZones?.[0] ?? locateSubnets(world, [subnetId])[0]!.availabilityZone
  const elsewhere = availabilityZones?.find((other) => other !== zone)
  if (elsewhere !== undefined) reject(call, `a subnet in ${show(elsewhere)}`, `${show(subnetId)} in ${zone}`)
  if (known !== undefined && vpcId !== undefined && vpcId !== known.vpcId)
    reject(call, `a subnet of ${show(vpcId)}`, `${show(subnetId)} of ${known.vpcId}`)
  zonesThatAreUp(world, call, [zone])
  return { zones: [zone], vpcId: vpcId ?? known?.vpcId, subnetId }
}

/** EC2 launches nothing in a zone that is lost: who names one is told so, and who names none gets the others. */
function zonesThatAreUp(world: World, call: string, named: readonly string[] | undefined): readonly string[] {
  const zones = named ?? world.options.availabilityZones
  const lost = zones.filter((zone) => isZoneLost(world, zone))
  if (lost.length === 0) return zones
  if (named === undefined && lost.length < zones.length) return zones.filter((zone) => !lost.includes(zone))
  const expected = 'zones that are not lost'
  throw new UsageError(`${call}: availabilityZones: expected ${expected}, found ${show(lost[0])}.`, {
    path: 'availabilityZones',
    expected,
    found: show(lost[0]),
    rule: 'FG-10',
  })
}

function reject(call: string, expected: string, found: string): never {
  throw new UsageError(`${call}: subnetId: expected ${expected}, found ${found}.`, {
    path: 'subnetId',
    expected,
    found,
    rule: 'CI-09',
  })
}

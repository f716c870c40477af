// Where does a subnet lie? Where the options or an instance in it say; otherwise it is given a zone, once and for all (PL-40, NW-12).
import { certain } from '../kernel/assert.ts'
import { overlap, parseCidr } from '../kernel/ipv4.ts'
import { inserted } from '../model/changes.ts'
import type { Subnet } from '../model/entities.ts'
import { defaultSubnetId, defaultVpcId, usualBlock, VPC } from '../model/network.ts'
import { apply } from './apply.ts'
import type { World } from './world.ts'

type Readable = Pick<World, 'options' | 'tables'>

/** As the subnets are, or as they will be once a call has named them. */
export function locateSubnets(world: Readable, ids: readonly string[]): Readonly<Subnet>[] {
  const located: Readonly<Subnet>[] = []
  for (const id of ids) located.push(world.tables.subnets.get(id) ?? locate(world, id, located))
  return located
}

/** Writes down what a call has named for the first time. */
export function findSubnets(world: World, ids: readonly string[], cause: number): void {
  for (const subnet of locateSubnets(world, ids)) {
    if (world.tables.subnets.get(subnet.id) !== undefined) continue
    apply(world, { changes: [inserted('subnet.found', subnet.id, subnet, 'PL-40')], timers: [] }, cause)
  }
}

/** A subnet whose block of addresses may not have been chosen yet. */
type Place = Omit<Subnet, 'cidrBlock'> & { readonly cidrBlock: string | null }

/** What is known of a subnet; undefined for one that nobody has spoken of. */
export function knownSubnet(world: Readable, id: string): Readonly<Place> | undefined {
  return (
    world.tables.subnets.get(id) ?? subnetInOptions(world, id) ?? subnetOfInstance(world, id) ?? usualSubnet(world, id)
  )
}

function locate(world: Readable, id: string, others: readonly Readonly<Subnet>[]): Readonly<Subnet> {
  const { accountId } = world.options
  const { availabilityZone, vpcId, cidrBlock } = knownSubnet(world, id) ?? {
    availabilityZone: emptiestZone(world, others),
    vpcId: defaultVpcId(accountId),
    cidrBlock: null,
  }
  return { id, availabilityZone, vpcId, cidrBlock: cidrBlock ?? freeBlock(world, others) }
}

/** The first block that overlaps no other that is known, of the call's own subnets too. */
function freeBlock({ options, tables }: Readable, others: readonly Readonly<Subnet>[]): string {
  const taken = [...Object.values(options.subnets), ...tables.subnets.values(), ...others].flatMap(
    ({ cidrBlock }) => (cidrBlock === null ? [] : parseCidr(cidrBlock)) ?? [],
  )
  for (let nth = 0; ; nth++) {
    const text = usualBlock(nth)
    const block = certain(parseCidr(text), text)
    if (!taken.some((other) => overlap(block, other))) return text
  }
}

function subnetInOptions({ options: { subnets } }: Readable, id: string): Readonly<Place> | undefined {
  return Object.hasOwn(subnets, id) ? { id, ...subnets[id]! } : undefined
}

function subnetOfInstance({ options, tables }: Readable, id: string): Readonly<Place> | undefined {
  for (const { attributes, availabilityZone } of tables.containerInstances.values()) {
    if (attributes['ecs.subnet-id'] !== id || availabilityZone === null) continue
    return { id, availabilityZone, vpcId: attributes[VPC] ?? defaultVpcId(options.accountId), cidrBlock: null }
  }
  return undefined
}

function usualSubnet({ options: { accountId, availabilityZones } }: Readable, id: string): Readonly<Place> | undefined {
  const vpcId = defaultVpcId(accountId)
  const availabilityZone = availabilityZones.find((zone) => defaultSubnetId(accountId, vpcId, zone) === id)
  return availabilityZone === undefined ? undefined : { id, availabilityZone, vpcId, cidrBlock: null }
}

/** The zone with fewest of the subnets that calls have named, those of the present call included. */
function emptiestZone({ options, tables }: Readable, others: readonly Readonly<Subnet>[]): string {
  const named = new Map(
    [...tables.subnets.values(), ...others].map(({ id, availabilityZone }) => [id, availabilityZone]),
  )
  const taken = [...named.values()]
  const count = (zone: string) => taken.filter((other) => other === zone).length
  return options.availabilityZones.reduce((best, zone) => (count(zone) < count(best) ? zone : best))
}

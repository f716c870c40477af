// Which subnets are there, in which zones, of which VPC? Those of the template, and those that parameters name.
import { parseCidr, type SubnetOptions } from '../../index.ts'
import type { Blueprint } from '../blueprint/blueprint.ts'
import type { Draft } from './draft.ts'
import type { Handle } from './handle.ts'
import { SUBNET_MEMBERS } from './known-members.ts'
import { isList, valueType } from './parameter-types.ts'
import type { Realm } from './scope.ts'
import type { Stack } from './stack.ts'
import { refuseSlips } from './template.ts'
import type { Value } from './values.ts'

const MOST_ADDRESSES = 65_536
const FEWEST_ADDRESSES = 16

export class Network {
  private readonly subnets = new Map<string, SubnetOptions>()
  private readonly blocks: { readonly first: number; readonly size: number }[] = []
  private readonly zones = new Set<string>()
  private readonly realm: Realm

  constructor(realm: Realm) {
    this.realm = realm
  }

  /** A subnet of the template. One whose zone is not known gets one in turn. */
  add(handle: Handle): void {
    refuseSlips(handle.resource.properties, SUBNET_MEMBERS, handle.resource.place, ['Properties'])
    const vpcId = handle.mention('VpcId')
    const zone = handle.property('AvailabilityZone')
    const cidrBlock = this.freeBlock(handle.mention('CidrBlock'))
    this.subnets.set(String(handle.scope.ref(handle.resource.id, handle.resource.place)), {
      availabilityZone: typeof zone === 'string' ? zone : this.nextZone(this.subnets.size),
      ...(vpcId !== undefined && /^vpc-[\w-]{1,250}$/.test(vpcId) && { vpcId }),
      ...(cidrBlock !== undefined && { cidrBlock }),
    })
  }

  /** Subnets that a stack's parameters name: one in each zone in turn. */
  addParameters(stack: Stack): void {
    const vpcId = onlyVpcOf(stack)
    for (const declaration of stack.parameters.declarations.values()) {
      if (!/^(?:List<)?AWS::EC2::Subnet::Id>?$/.test(valueType(declaration))) continue
      const value = stack.parameters.valueOf(declaration.name)
      const ids = isList(declaration) && Array.isArray(value) ? value : [value]
      this.addIds(ids, vpcId)
    }
  }

  /** Subnets that are spelled out where they are used. Where target groups name one VPC, they are of that one. */
  addMentioned(drafts: readonly Draft[]): void {
    const targetGroups = drafts.filter(({ kind }) => kind === 'targetGroup')
    const vpcIds = new Set(targetGroups.flatMap(({ input }) => textsAt(input, ['VpcId'])))
    const [vpcId, ...others] = vpcIds
    if (vpcId === undefined || others.length > 0 || !/^vpc-[\w-]{1,250}$/.test(vpcId)) return
    for (const { input } of drafts) for (const path of SUBNETS) this.addIds(textsAt(input, path), vpcId)
  }

  private addIds(ids: readonly Value[], vpcId: string | undefined): void {
    for (const [nth, id] of ids.entries()) {
      if (typeof id !== 'string' || !/^subnet-[\w-]+$/.test(id) || this.subnets.has(id)) continue
      this.subnets.set(id, { availabilityZone: this.nextZone(nth), ...(vpcId !== undefined && { vpcId }) })
    }
  }

  /** Where subnets lie; what nobody has spoken of lies in each zone in turn, from now on. */
  siteOf(ids: readonly string[]): readonly SubnetOptions[] {
    this.addIds(ids, undefined)
    return ids.flatMap((id) => this.subnets.get(id) ?? [])
  }

  /** Zones that are named without a subnet. */
  addZones(zones: readonly string[]): void {
    for (const zone of zones) this.zones.add(zone)
  }

  settings(isZonesGiven: boolean): Pick<Blueprint['settings'], 'availabilityZones' | 'subnets'> {
    const used = [...new Set([...[...this.subnets.values()].map((subnet) => subnet.availabilityZone), ...this.zones])]
    const { zones } = this.realm
    const strange = used.filter((zone) => !zones.includes(zone)).toSorted()
    const isElsewhere = strange.length > 0 && strange.length === used.length && !isZonesGiven
    return {
      availabilityZones: isElsewhere ? strange : [...zones, ...strange],
      subnets: Object.fromEntries(this.subnets),
    }
  }

  private nextZone(nth: number): string {
    return this.realm.zones[nth % this.realm.zones.length]!
  }

  /** A block that a simulation takes: neither too large nor in the way of another one, of another VPC either. */
  private freeBlock(text: string | undefined): string | undefined {
    const block = text === undefined ? undefined : parseCidr(text)
    if (block === undefined || block.size > MOST_ADDRESSES || block.size < FEWEST_ADDRESSES) return undefined
    const isTaken = this.blocks.some(
      ({ first, size }) => first < block.first + block.size && block.first < first + size,
    )
    if (!isTaken) this.blocks.push(block)
    return isTaken ? undefined : text
  }
}

/** Where load balancers and services say their subnets. */
const SUBNETS = [['Subnets'], ['networkConfiguration', 'awsvpcConfiguration', 'subnets']]

function textsAt(input: unknown, path: readonly string[]): string[] {
  const found = path.reduce<unknown>((at, name) => (at as Readonly<Record<string, unknown>> | undefined)?.[name], input)
  return [found].flat().filter((value): value is string => typeof value === 'string')
}

/** Where a stack is told one VPC, its subnets are of that one. */
function onlyVpcOf({ parameters }: Stack): string | undefined {
  const ids = [...parameters.declarations.values()]
    .filter((declaration) => valueType(declaration) === 'AWS::EC2::VPC::Id')
    .map(({ name }) => parameters.valueOf(name))
  const [id] = ids
  return ids.length === 1 && typeof id === 'string' && /^vpc-[\w-]{1,250}$/.test(id) ? id : undefined
}

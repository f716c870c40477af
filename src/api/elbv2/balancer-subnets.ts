// Where does a load balancer stand? In subnets of one VPC, one a zone, with IPv4 (LB-001).
import { locateSubnets } from '../../engine/subnets.ts'
import type { World } from '../../engine/world.ts'
import type { BalancerZone, LoadBalancerType } from '../../model/balancing.ts'
import type { Subnet } from '../../model/entities.ts'
import { notSimulated } from '../refuse.ts'
import { type ElbInput, invalid } from './parse.ts'

/** What CreateLoadBalancer and SetSubnets say alike. */
type Given = Partial<
  Pick<
    ElbInput<'CreateLoadBalancer'>,
    | 'CustomerOwnedIpv4Pool'
    | 'EnablePrefixForIpv6SourceNat'
    | 'IpAddressType'
    | 'IpamPools'
    | 'SubnetMappings'
    | 'Subnets'
  >
>

export function refuseUnsimulated(parsed: Given): void {
  const { IpAddressType: family, CustomerOwnedIpv4Pool, IpamPools, EnablePrefixForIpv6SourceNat } = parsed
  if (family !== undefined && family !== 'ipv4') notSimulated('IpAddressType', 'IPv6', family)
  if (CustomerOwnedIpv4Pool !== undefined) notSimulated('CustomerOwnedIpv4Pool', 'Outposts', CustomerOwnedIpv4Pool)
  if (IpamPools !== undefined) notSimulated('IpamPools', 'IP address pools', IpamPools)
  if (EnablePrefixForIpv6SourceNat === 'on') notSimulated('EnablePrefixForIpv6SourceNat', 'IPv6', 'on')
  for (const [index, mapping] of (parsed.SubnetMappings ?? []).entries())
    if (mapping.IPv6Address !== undefined || mapping.SourceNatIpv6Prefix !== undefined)
      notSimulated(`SubnetMappings[${index}]`, 'IPv6', mapping)
}

/** At least two zones, for an Application Load Balancer; at most one subnet in each (LB-001). */
export function subnetsOf(
  world: World,
  type: LoadBalancerType,
  { Subnets, SubnetMappings }: Given,
): Readonly<Subnet>[] {
  if (Subnets !== undefined && SubnetMappings !== undefined)
    invalid('SubnetMappings', 'either subnets or subnet mappings', SubnetMappings, 'LB-001')
  const ids = Subnets ?? (SubnetMappings ?? []).map(({ SubnetId = '' }) => SubnetId)
  const path = Subnets === undefined && SubnetMappings !== undefined ? 'SubnetMappings' : 'Subnets'
  const least = type === 'application' ? 2 : 1
  const expected = `subnets in at least ${least === 2 ? 'two' : 'one'} of the Availability Zones, one in each`
  if (ids.some((id) => !/^subnet-[\w-]{1,100}$/.test(id)) || new Set(ids).size < ids.length)
    invalid(path, 'ids of subnets, none of them twice', ids, 'LB-001')
  const subnets = locateSubnets(world, ids)
  const zones = new Set(subnets.map(({ availabilityZone }) => availabilityZone))
  if (subnets.length < least || zones.size < subnets.length) invalid(path, expected, ids, 'LB-001')
  if (new Set(subnets.map(({ vpcId }) => vpcId)).size > 1) invalid(path, 'subnets of one VPC', ids, 'LB-001')
  return subnets
}

/** The zones of those subnets, each with the address that was asked for. @throws ValidationError */
export function zonesOf(
  type: LoadBalancerType,
  subnets: readonly Readonly<Subnet>[],
  { SubnetMappings = [] }: Given,
): BalancerZone[] {
  return subnets.map(({ id, availabilityZone }, index) => {
    const { SubnetId: _, ...address } = SubnetMappings[index] ?? {}
    const [member] = Object.keys(address)
    if (type === 'application' && member !== undefined)
      invalid(
        `SubnetMappings[${index}].${member}`,
        'none: addresses belong to Network Load Balancers',
        address,
        'LB-001',
      )
    return { subnetId: id, availabilityZone, ...(member === undefined ? {} : { address }) }
  })
}

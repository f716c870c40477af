// SetSubnets, SetSecurityGroups and SetIpAddressType: a load balancer moves, or is let through otherwise (LB-001, TG-033).
import { apply } from '../../engine/apply.ts'
import { rezone } from '../../engine/associations.ts'
import { command } from '../../engine/command.ts'
import { findSubnets } from '../../engine/subnets.ts'
import type { World } from '../../engine/world.ts'
import { updated } from '../../model/changes.ts'
import { notSimulated, refuse } from '../refuse.ts'
import type {
  SetIpAddressTypeOutput,
  SetSecurityGroupsOutput,
  SetSubnetsOutput,
} from '../shapes/elbv2-types.generated.ts'
import type { ElbAnswer } from './answer.ts'
import { refuseUnsimulated, subnetsOf, zonesOf } from './balancer-subnets.ts'
import { describeLoadBalancer } from './describe.ts'
import { getLoadBalancer } from './find.ts'
import { invalid, parseElbInput } from './parse.ts'

/** All of its zones anew; targets in one that comes or goes start over. @throws LoadBalancerNotFoundException, ValidationError */
export function setSubnets(world: World, input: unknown): ElbAnswer<SetSubnetsOutput> {
  const parsed = parseElbInput('SetSubnets', input)
  const balancer = getLoadBalancer(world, parsed.LoadBalancerArn)
  refuseUnsimulated(parsed)
  const subnets = subnetsOf(world, balancer.type, parsed)
  if (subnets.some(({ vpcId }) => vpcId !== balancer.vpcId))
    invalid('Subnets', `subnets of ${balancer.vpcId}`, parsed.Subnets ?? parsed.SubnetMappings, 'LB-001')
  const zones = zonesOf(balancer.type, subnets, parsed)
  return command(world, 'elbv2.setSubnets', parsed, (cause) => {
    findSubnets(
      world,
      subnets.map(({ id }) => id),
      cause,
    )
    apply(world, { changes: [updated('loadBalancer.updated', balancer.arn, { zones }, 'LB-001')], timers: [] }, cause)
    rezone(world, balancer.arn, cause)
    const { AvailabilityZones = [], IpAddressType = 'ipv4' } = describeLoadBalancer(
      world.tables.loadBalancers.certain(balancer.arn),
    )
    return { AvailabilityZones, IpAddressType, EnablePrefixForIpv6SourceNat: 'off' }
  })
}

const MOST_GROUPS = 5
const ENFORCED = 'EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic'

/** Kept and returned: nothing is let in or kept out. @throws LoadBalancerNotFoundException, InvalidConfigurationRequestException, ValidationError */
export function setSecurityGroups(world: World, input: unknown): ElbAnswer<SetSecurityGroupsOutput> {
  const parsed = parseElbInput('SetSecurityGroups', input)
  const balancer = getLoadBalancer(world, parsed.LoadBalancerArn)
  const { SecurityGroups: ids, [ENFORCED]: enforced } = parsed
  const isDistinct = new Set(ids).size === ids.length && ids.every((id) => /^sg-[\w-]{1,100}$/.test(id))
  if (ids.length < 1 || ids.length > MOST_GROUPS || !isDistinct)
    invalid('SecurityGroups', `1 to ${MOST_GROUPS} ids of security groups, none of them twice`, ids, 'LB-001')
  if (balancer.type === 'network' && balancer.securityGroups.length === 0)
    refuse(
      'InvalidConfigurationRequestException',
      'Security groups can be set for a Network Load Balancer only if it was created with some.',
      { path: 'LoadBalancerArn', rule: 'LB-001' },
    )
  if (enforced !== undefined && balancer.type !== 'network')
    invalid(ENFORCED, 'none of an Application Load Balancer', enforced, 'LB-001')
  return command(world, 'elbv2.setSecurityGroups', parsed, (cause) => {
    const kept = enforced === undefined ? balancer.kept : { ...balancer.kept, [ENFORCED]: enforced }
    const set = { securityGroups: ids, kept }
    apply(world, { changes: [updated('loadBalancer.updated', balancer.arn, set, 'LB-001')], timers: [] }, cause)
    const now = enforced ?? (kept[ENFORCED] as 'on' | 'off' | undefined) ?? 'on'
    return { SecurityGroupIds: [...ids], [ENFORCED]: now }
  })
}

/** @throws LoadBalancerNotFoundException, UnsupportedFeatureException for anything but IPv4 */
export function setIpAddressType(world: World, input: unknown): ElbAnswer<SetIpAddressTypeOutput> {
  const parsed = parseElbInput('SetIpAddressType', input)
  getLoadBalancer(world, parsed.LoadBalancerArn)
  if (parsed.IpAddressType !== 'ipv4') notSimulated('IpAddressType', 'IPv6', parsed.IpAddressType, 'LB-001')
  return command(world, 'elbv2.setIpAddressType', parsed, () => ({ IpAddressType: 'ipv4' }))
}

// What may a caller say about a group? The same members, whether it is made or changed (AG-01, AG-04, AG-06, AG-20).
import { sourceOf } from '../../engine/auto-scaling/sources.ts'
import { locateSubnets } from '../../engine/subnets.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { launchTemplateId } from '../../model/network.ts'
import type { AutoScalingGroup, GroupLaunch } from '../../model/scaling/groups.ts'
import { TERMINATION_POLICIES } from '../../scaling/groups/termination.ts'
import { notSimulated, refuse } from '../refuse.ts'
import { checkOneOf, checkRange, type GroupsInput, invalid } from './parse.ts'

type Created = GroupsInput<'CreateAutoScalingGroup'>
type Updated = GroupsInput<'UpdateAutoScalingGroup'>
export type Given = Created | Updated

/** Members that change what would happen, and that nothing here acts upon. */
export function refuseUnsimulated(given: Given): void {
  const { MixedInstancesPolicy, AvailabilityZoneIds, DesiredCapacityType: unit } = given
  if (MixedInstancesPolicy !== undefined)
    notSimulated('MixedInstancesPolicy', 'groups of several instance types', MixedInstancesPolicy, 'AG-20')
  if (AvailabilityZoneIds !== undefined)
    notSimulated('AvailabilityZoneIds', 'zones by their ids', AvailabilityZoneIds, 'AG-04')
  if (unit !== undefined && unit !== 'units')
    notSimulated('DesiredCapacityType', 'a capacity in other units than instances', unit, 'AG-01')
  const strategy = given.AvailabilityZoneDistribution?.CapacityDistributionStrategy
  if (strategy !== undefined && strategy !== 'balanced-best-effort')
    notSimulated('AvailabilityZoneDistribution', 'another distribution than balanced-best-effort', strategy, 'AG-04')
  if ('Operator' in given) notSimulated('Operator', 'groups that another service manages', given.Operator, 'AG-01')
  if ('InstanceId' in given) notSimulated('InstanceId', 'a group made after an instance', given.InstanceId, 'AG-01')
}

/** Kept and returned as they came; those that would do something are listed by `sim.notSimulated()`. */
const KEPT = [
  'LoadBalancerNames',
  'PlacementGroup',
  'CapacityRebalance',
  'DeletionProtection',
  'ServiceLinkedRoleARN',
  'MaxInstanceLifetime',
  'Context',
  'DesiredCapacityType',
  'InstanceMaintenancePolicy',
  'AvailabilityZoneDistribution',
  'AvailabilityZoneImpairmentPolicy',
  'CapacityReservationSpecification',
  'InstanceLifecyclePolicy',
] as const

export function keptOf(given: Given): AutoScalingGroup['kept'] {
  const members = KEPT.filter((member) => Object.hasOwn(given, member))
  return Object.fromEntries(members.map((member) => [member, given[member as keyof Given]])) as AutoScalingGroup['kept']
}

/** Everything but its sizes, as far as it is given. @throws ValidationError, UnsupportedFeatureException */
export function settingsOf(world: World, given: Given): Partial<AutoScalingGroup> {
  checkRange('DefaultCooldown', given.DefaultCooldown, 0, 2_147_483_647, 'AG-07')
  checkRange('DefaultInstanceWarmup', given.DefaultInstanceWarmup, -1, 21_600, 'AG-08')
  checkRange('HealthCheckGracePeriod', given.HealthCheckGracePeriod, 0, 2_147_483_647, 'AG-06')
  const launch = launchOf(world, given)
  return {
    ...placesOf(world, given),
    ...(launch === null ? {} : { launch }),
    ...(given.DefaultCooldown === undefined ? {} : { defaultCooldownMs: given.DefaultCooldown * 1000 }),
    // AWS takes -1 for "none".
    ...(given.DefaultInstanceWarmup === undefined
      ? {}
      : { defaultWarmupMs: given.DefaultInstanceWarmup < 0 ? null : given.DefaultInstanceWarmup * 1000 }),
    ...(given.HealthCheckGracePeriod === undefined ? {} : { healthCheckGraceMs: given.HealthCheckGracePeriod * 1000 }),
    ...(given.HealthCheckType === undefined ? {} : { healthCheckTypes: checksOf(given.HealthCheckType) }),
    ...(given.TerminationPolicies === undefined ? {} : { terminationPolicies: policiesOf(given.TerminationPolicies) }),
    ...(given.NewInstancesProtectedFromScaleIn === undefined
      ? {}
      : { protectsNewInstances: given.NewInstancesProtectedFromScaleIn }),
  }
}

function policiesOf(policies: readonly string[]): readonly string[] {
  for (const [index, policy] of policies.entries()) {
    if (policy.startsWith('arn:'))
      notSimulated(`TerminationPolicies[${index}]`, 'a policy of your own', policy, 'AG-20')
    checkOneOf(`TerminationPolicies[${index}]`, policy, TERMINATION_POLICIES, 'AG-20')
  }
  if (policies.includes('Default') && policies.at(-1) !== 'Default')
    invalid('TerminationPolicies', 'Default as the last of them', policies, 'AG-20')
  return policies
}

const CHECKS = ['EC2', 'ELB', 'EBS', 'VPC_LATTICE']

function checksOf(types: string): readonly string[] {
  const checks = types.split(',').map((type) => type.trim())
  for (const check of checks) checkOneOf('HealthCheckType', check, CHECKS, 'AG-06')
  return checks
}

/** Zones by name, or subnets and their zones. Both together must agree. */
function placesOf(
  world: World,
  { AvailabilityZones, VPCZoneIdentifier }: Given,
): Partial<Pick<AutoScalingGroup, 'availabilityZones' | 'subnetIds'>> {
  if (VPCZoneIdentifier === undefined && AvailabilityZones === undefined) return {}
  for (const [index, zone] of (AvailabilityZones ?? []).entries())
    checkOneOf(`AvailabilityZones[${index}]`, zone, zonesOf(world), 'AG-04')
  if (VPCZoneIdentifier === undefined || VPCZoneIdentifier === '') {
    if (AvailabilityZones === undefined || AvailabilityZones.length === 0) refusePlaceless()
    return { availabilityZones: [...new Set(AvailabilityZones)], subnetIds: [] }
  }
  const subnetIds = VPCZoneIdentifier.split(',').map((id) => id.trim())
  if (subnetIds.some((id) => !/^subnet-[\w-]{1,100}$/.test(id)) || new Set(subnetIds).size < subnetIds.length)
    invalid('VPCZoneIdentifier', 'ids of subnets between commas, none of them twice', VPCZoneIdentifier, 'AG-04')
  const zones = [...new Set(locateSubnets(world, subnetIds).map(({ availabilityZone }) => availabilityZone))]
  const strangers = (AvailabilityZones ?? []).filter((zone) => !zones.includes(zone))
  if (strangers.length > 0)
    invalid('AvailabilityZones', `zones of the subnets: ${zones.join(', ')}`, AvailabilityZones, 'AG-04')
  return { availabilityZones: zones, subnetIds }
}

function zonesOf({ options }: World): readonly string[] {
  return [
    ...new Set([
      ...options.availabilityZones,
      ...Object.values(options.subnets).map(({ availabilityZone }) => availabilityZone),
    ]),
  ]
}

export function refusePlaceless(): never {
  refuse('ValidationError', 'At least one Availability Zone or VPC Subnet is required.', {
    path: 'VPCZoneIdentifier',
    expected: 'AvailabilityZones or VPCZoneIdentifier',
    rule: 'AG-04',
  })
}

/** Null where nothing is said. @throws ValidationError for both at once, and for what is not there */
export function launchOf(
  world: World,
  { LaunchTemplate, LaunchConfigurationName: name }: Pick<Given, 'LaunchTemplate' | 'LaunchConfigurationName'>,
  at = '',
): GroupLaunch | null {
  if (LaunchTemplate !== undefined && name !== undefined)
    invalid(`${at}LaunchTemplate`, 'either a launch template or a launch configuration', LaunchTemplate, 'AG-20')
  if (name !== undefined) {
    const launch = { kind: 'configuration', name, version: null } as const
    if (sourceOf(world, launch) === undefined) notFound(`${at}LaunchConfigurationName`, 'Launch configuration', name)
    return launch
  }
  if (LaunchTemplate === undefined) return null
  const { LaunchTemplateId: id, LaunchTemplateName, Version: version = '$Default' } = LaunchTemplate
  if ((id === undefined) === (LaunchTemplateName === undefined))
    invalid(`${at}LaunchTemplate`, 'either LaunchTemplateId or LaunchTemplateName', LaunchTemplate, 'AG-20')
  const templateName = LaunchTemplateName ?? nameOfTemplate(world, id!, at)
  const launch = { kind: 'template', name: templateName, version } as const
  if (sourceOf(world, { ...launch, version: '$Latest' }) === undefined)
    notFound(`${at}LaunchTemplate.LaunchTemplateName`, 'Launch template', templateName)
  if (sourceOf(world, launch) === undefined) notFound(`${at}LaunchTemplate.Version`, 'Launch template version', version)
  return launch
}

function nameOfTemplate({ tables, realm }: World, id: string, at: string): string {
  for (const { kind, name } of tables.launchSources.values())
    if (kind === 'template' && launchTemplateId(realm.accountId, name) === id) return name
  return notFound(`${at}LaunchTemplate.LaunchTemplateId`, 'Launch template', id)
}

function notFound(path: string, what: string, found: string): never {
  refuse('ValidationError', `${what} not found - ${show(found)} does not exist.`, {
    path,
    expected: `a ${what.toLowerCase()} that is there`,
    found: show(found),
    rule: 'AG-20',
  })
}

export interface Sizes {
  readonly minSize: number
  readonly maxSize: number
  readonly desiredCapacity: number
}

/** Min ≤ desired ≤ max (AG-01). */
export function checkSizes({ minSize, maxSize, desiredCapacity }: Sizes): void {
  checkRange('MinSize', minSize, 0, 10_000, 'AG-01')
  checkRange('MaxSize', maxSize, 0, 10_000, 'AG-01')
  if (minSize > maxSize) invalid('MaxSize', `MinSize (${minSize}) or more`, maxSize, 'AG-01')
  if (desiredCapacity < minSize || desiredCapacity > maxSize)
    invalid('DesiredCapacity', `a whole number from ${minSize} to ${maxSize}`, desiredCapacity, 'AG-01')
}

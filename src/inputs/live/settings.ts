// In which Region, account, zones and subnets do the files play?
import type { SubnetOptions } from '../../index.ts'
import type { Blueprint } from '../blueprint/blueprint.ts'
import type { Gathered, Item } from './gather.ts'
import { attributesOf, recordsOf, textOf, textsOf } from './members.ts'

interface Whereabouts {
  readonly availabilityZone: string
  readonly vpcId?: string | undefined
  readonly cidrBlock?: string | undefined
}

export function settingsOf(all: Gathered, services: readonly Item[]): Blueprint['settings'] {
  const [, , , region = '', accountId = ''] = String(services[0]?.value.serviceArn ?? '').split(':')
  const subnets = zonesOf(all)
  const ofGroups = all.scalingGroups.flatMap(({ value }) => textsOf(value.AvailabilityZones))
  const ofSubnets = [...subnets.values()].map(({ availabilityZone }) => availabilityZone)
  const zones = [...new Set([...ofSubnets, ...ofGroups])].sort()
  const vpcs = [...new Set([...subnets.values()].flatMap(({ vpcId }) => vpcId ?? []))]
  const usual = vpcs.length === 1 ? vpcs[0] : undefined
  const named = [...subnets].map(([id, place]) => [id, withVpc(place, usual)] as const)
  return {
    ...(region === '' ? {} : { region }),
    ...(/^\d{12}$/.test(accountId) ? { accountId } : {}),
    ...(zones.length === 0 ? {} : { availabilityZones: zones }),
    ...(named.length === 0 ? {} : { subnets: Object.fromEntries(named) }),
  }
}

function withVpc({ availabilityZone, vpcId, cidrBlock }: Whereabouts, usual: string | undefined): SubnetOptions {
  const vpc = vpcId ?? usual
  return {
    availabilityZone,
    ...(vpc === undefined ? {} : { vpcId: vpc }),
    ...(cidrBlock === undefined ? {} : { cidrBlock }),
  }
}

/** Every subnet whose zone some file tells; the most that is known of it. */
export function zonesOf({ subnets, balancers, instances, tasks }: Gathered): Map<string, Whereabouts> {
  const found = new Map<string, Whereabouts>()
  const note = (id: unknown, zone: unknown, more: Omit<Whereabouts, 'availabilityZone'> = {}) => {
    const [subnet, availabilityZone] = [textOf(id), textOf(zone)]
    if (subnet === undefined || availabilityZone === undefined) return
    const known = found.get(subnet)
    found.set(subnet, {
      availabilityZone,
      vpcId: known?.vpcId ?? more.vpcId,
      cidrBlock: known?.cidrBlock ?? more.cidrBlock,
    })
  }
  for (const { value } of subnets)
    note(value.SubnetId, value.AvailabilityZone, { vpcId: textOf(value.VpcId), cidrBlock: textOf(value.CidrBlock) })
  for (const { value } of balancers)
    for (const { SubnetId, ZoneName } of recordsOf(value.AvailabilityZones))
      note(SubnetId, ZoneName, { vpcId: textOf(value.VpcId) })
  for (const { value } of instances) {
    const attributes = attributesOf(value)
    note(attributes.get('ecs.subnet-id'), attributes.get('ecs.availability-zone'), {
      vpcId: textOf(attributes.get('ecs.vpc-id')),
    })
  }
  for (const { value } of tasks)
    for (const { name, value: subnet } of recordsOf(value.attachments).flatMap((each) => recordsOf(each.details)))
      if (name === 'subnetId') note(subnet, value.availabilityZone)
  return found
}

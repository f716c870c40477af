// On which instances does a daemon belong? On every ACTIVE one that has its attributes and is within its constraints; whether
// there is room is another question (SV-400).
import type { DaemonDemand, DaemonRules } from '../model/daemons.ts'
import type { ContainerInstance, Service, Subnet, TaskDefinition } from '../model/entities.ts'
import { VPC } from '../model/network.ts'
import { isAsked } from './candidates.ts'
import { constraintsOf, memberOfHolds, memberOfHoldsForClass } from './constraints.ts'
import { hasSubnetIn, missingAttribute } from './filters.ts'
import type { Slot } from './request.ts'

export const DAEMON_RULES: DaemonRules = { belongsOn, looksAtTasks, requiredAttributes }

function belongsOn(demand: DaemonDemand, slot: Slot, instance: Readonly<ContainerInstance>): boolean {
  if (!isAsked(demand, slot.class) || missingAttribute(demand, slot.class) !== undefined) return false
  if (!hasSubnetIn(demand, slot.class)) return false
  const { memberOf } = constraintsOf([], demand.constraints)
  if (memberOf.length === 0) return true
  const request = { memberOf, instances: { certain: () => instance } }
  return memberOfHoldsForClass(request, slot.class) && memberOfHolds(request, withoutOwn(demand, slot))
}

/** The daemon's own task does not decide whether it may be there: it would come and go for ever. */
function withoutOwn({ group }: DaemonDemand, slot: Slot): Slot {
  const own = slot.groups.get(group)
  if (own === undefined) return slot
  const groups = new Map(slot.groups)
  groups.delete(group)
  return { ...slot, groups, wanted: slot.wanted - own }
}

function looksAtTasks({ constraints }: DaemonDemand): boolean {
  return constraintsOf([], constraints).memberOf.some(({ asksAttributesOnly }) => !asksAttributesOnly)
}

/** What the definition of a service's tasks asks of an instance, and what the service adds. */
export function requiredAttributes(
  { requiredAttributes: own }: Readonly<TaskDefinition>,
  { kept }: Pick<Readonly<Service>, 'kept'>,
  subnets: readonly Readonly<Subnet>[],
): Readonly<Record<string, string>> {
  return withLaunch(own, kept.enableExecuteCommand === true, subnets)
}

/** ECS Exec asks for a capability (PL-13), subnets for an instance of their VPC (PL-11). */
export function withLaunch(
  own: Readonly<Record<string, string>>,
  enableExecuteCommand: boolean,
  subnets: readonly Readonly<Subnet>[],
): Readonly<Record<string, string>> {
  if (!enableExecuteCommand && subnets.length === 0) return own
  return {
    ...own,
    ...(enableExecuteCommand ? { 'ecs.capability.execute-command': '' } : {}),
    ...(subnets.length === 0 ? {} : { [VPC]: subnets[0]!.vpcId }),
  }
}

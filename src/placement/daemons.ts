// On which instances does a daemon belong? On every ACTIVE one that has its attributes and is within its constraints; whether
// there is room is another question (SV-400).
import type { DaemonDemand, DaemonRules } from '../model/daemons.ts'
import type { ContainerInstance, Service, TaskDefinition } from '../model/entities.ts'
import { isAsked } from './candidates.ts'
import { constraintsOf, memberOfHolds, memberOfHoldsForClass } from './constraints.ts'
import { missingAttribute } from './filters.ts'
import type { Slot } from './request.ts'

export const DAEMON_RULES: DaemonRules = { belongsOn, looksAtTasks, requiredAttributes }

function belongsOn(demand: DaemonDemand, slot: Slot, instance: Readonly<ContainerInstance>): boolean {
  if (!isAsked(demand, slot.class) || missingAttribute(demand, slot.class) !== undefined) return false
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

/** What the definition asks of an instance, and what ECS Exec adds (PL-13). */
export function requiredAttributes(
  { requiredAttributes: own }: Readonly<TaskDefinition>,
  { kept }: Pick<Readonly<Service>, 'kept'>,
): Readonly<Record<string, string>> {
  return withExec(own, kept.enableExecuteCommand === true)
}

export function withExec(
  own: Readonly<Record<string, string>>,
  enableExecuteCommand: boolean,
): Readonly<Record<string, string>> {
  return enableExecuteCommand ? { ...own, 'ecs.capability.execute-command': '' } : own
}

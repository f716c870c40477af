// Do the binding constraints of a request hold on an instance (PL-27…PL-29)?
import type { PlacementConstraintItem } from '../model/entities.ts'
import type { PlacementClass } from '../model/fleet-index.ts'
import { type CompiledQuery, queryOf } from './query/query.ts'
import { subjectOfClass, subjectOfSlot } from './query/subjects.ts'
import type { PlacementRequest, Slot } from './request.ts'

export type Constraints = Pick<PlacementRequest, 'memberOf' | 'distinctInstance'>

export const NO_CONSTRAINTS: Constraints = { memberOf: [], distinctInstance: false }

/** Those of the definition and those of the request together. */
export function constraintsOf(
  definition: readonly PlacementConstraintItem[],
  request: readonly PlacementConstraintItem[],
): Constraints {
  if (definition.length === 0 && request.length === 0) return NO_CONSTRAINTS
  const all = [...definition, ...request]
  return {
    memberOf: all.flatMap(({ type, expression }): CompiledQuery[] =>
      type === 'memberOf' ? [queryOf(expression)] : [],
    ),
    distinctInstance: all.some(({ type }) => type === 'distinctInstance'),
  }
}

/** Asked once for all instances of a class. */
export function memberOfHoldsForClass(
  { memberOf }: Pick<PlacementRequest, 'memberOf'>,
  owner: PlacementClass,
): boolean {
  if (memberOf.length === 0) return true
  const subject = subjectOfClass(owner)
  return memberOf.every((query) => !query.asksAttributesOnly || query.test(subject))
}

/** Tasks that the same call has placed before are among those of the slot (PL-29). */
export function memberOfHolds(
  { memberOf, instances }: Pick<PlacementRequest, 'memberOf' | 'instances'>,
  slot: Slot,
): boolean {
  const subject = subjectOfSlot(slot, instances.certain(slot.arn))
  return memberOf.every((query) => query.asksAttributesOnly || query.test(subject))
}

/** No wanted task of the same service or group (PL-28); one that was told to stop is in nobody's way. */
export function distinctInstanceHolds(request: PlacementRequest, slot: Slot): boolean {
  return tasksOn(slot, request) === 0
}

/** Wanted tasks of the request's service or group on the instance. */
export function tasksOn({ groups }: Slot, { group }: Pick<PlacementRequest, 'group'>): number {
  return groups.get(group) ?? 0
}

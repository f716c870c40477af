// What does the search for a way out know? The refused request, the fleet, and every instance with all that it lacks.
import { UsageError } from '../../kernel/errors.ts'
import type { ContainerInstance, Needs, PlacementConstraintItem, Task } from '../../model/entities.ts'
import type { InstanceType } from '../../model/instance-types.ts'
import { CLASS_FILTERS, SHELF_FILTERS, slotFiltersFor } from '../filters.ts'
import type { Remedy } from '../remedies.ts'
import type { FleetView, PlacementRequest, RefusalReason, Slot } from '../request.ts'

/** Where a constraint stands: with the call or the service, or with the task definition. */
export type ConstraintsBySource = Readonly<Record<'request' | 'task-definition', readonly PlacementConstraintItem[]>>

/** Tasks of an instance that are not STOPPED, in order of creation. */
export interface Tenants {
  /** Their room is promised to them. */
  readonly wanted: readonly Readonly<Task>[]
  /** Of daemons: their room is promised to them, and kept for the next one if they end (PL-38). */
  readonly daemons: readonly Readonly<Task>[]
  /** Asked to stop: they have interfaces left, and no room that placement counts (PL-16). */
  readonly leaving: readonly Readonly<Task>[]
}

/** All that is on the instance. */
export function everyoneOf({ wanted, daemons, leaving }: Tenants): readonly Readonly<Task>[] {
  return [...wanted, ...daemons, ...leaving]
}

/** Where a new instance stands; null for the account's own VPC. */
interface NewPlace {
  readonly availabilityZone: string
  readonly vpcId: string | null
}

export interface Refused {
  readonly fleet: FleetView
  readonly request: PlacementRequest
  /** Those that the request was made from, as they were given. */
  readonly constraints: ConstraintsBySource
  /** The least that a task of this definition may ask for. */
  readonly least: Pick<Needs, 'cpuUnits' | 'memoryMiB'>
  readonly tenantsOf: (containerInstanceArn: string) => Tenants
  /** The record of a new instance as it would register now; null when the cluster can have no more of EC2. */
  readonly launch: ((type: InstanceType, place: NewPlace) => Readonly<ContainerInstance>) | null
  /** Zones of the Region. */
  readonly zones: readonly string[]
}

export interface Question extends Refused {
  /** Every instance that was asked, in order of registration. */
  readonly asked: readonly Rejecting[]
}

/** An instance and every check that it fails, not the first alone. */
export interface Rejecting {
  readonly slot: Slot
  readonly lacks: ReadonlySet<RefusalReason>
}

/** Finds the remedies of one kind, the smallest first. */
export type Family = (question: Question) => Iterable<Remedy>

/** Every reason for which the instance does not take the task: PL-04 without its end at the first. */
export function lacksOf(request: PlacementRequest, slot: Slot): Set<RefusalReason> {
  const lacks = new Set<RefusalReason>()
  for (const { reason, fits } of CLASS_FILTERS) if (!fits(request, slot.class)) lacks.add(reason)
  for (const { reason, fits } of SHELF_FILTERS) if (!fits(request, slot.shelf)) lacks.add(reason)
  for (const { reason, fits } of slotFiltersFor(request)) if (!agrees(() => fits(request, slot))) lacks.add(reason)
  return lacks
}

/** A plug-in that cannot say what would be does not stop the others: what it throws over is no way out. */
export function agrees(ask: () => boolean): boolean {
  try {
    return ask()
  } catch (error) {
    if (error instanceof UsageError) return false
    throw error
  }
}

/** Whether the instance fails for these reasons alone. A filter of the user's may look at anything, so it is asked again. */
export function failsOnlyFor({ lacks }: Rejecting, ...reasons: readonly RefusalReason[]): boolean {
  for (const reason of lacks) if (!reasons.includes(reason) && !isCustom(reason)) return false
  return true
}

export function isCustom(reason: RefusalReason): boolean {
  return reason.startsWith('custom:')
}

// Which classes, shelves and slots are in the running? The universe, the filters, and the shortest way through them.
import { lowerBound, type PlacementClass, type Shelf } from '../model/fleet-index.ts'
import type { FilterRow, SlotFilter } from './filter.ts'
import { CLASS_FILTERS, SHELF_FILTERS, slotFiltersFor } from './filters.ts'
import type { FleetView, PlacementRequest, Slot, Universe } from './request.ts'

/** A request with the filters that concern it. */
export interface Search {
  readonly request: PlacementRequest
  readonly slotFilters: readonly SlotFilter[]
}

/** Candidates that stand on one shelf: all of its slots, or those that are still in the running. */
export interface Group {
  readonly shelf: Shelf
  readonly slots: readonly Slot[]
}

export function searchFor(request: PlacementRequest): Search {
  return { request, slotFilters: slotFiltersFor(request) }
}

/** The universe: ACTIVE instances, external or not as the launch type wants, or of one capacity provider (PL-02). */
export function isAsked({ isExternal, capacityProvider = null }: Universe, owner: PlacementClass): boolean {
  if (owner.isDraining || owner.isExternal !== isExternal) return false
  return capacityProvider === null || owner.capacityProvider === capacityProvider
}

/** Classes that may hold candidates. */
export function classesIn(fleet: FleetView, request: PlacementRequest): readonly PlacementClass[] {
  return fleet.classes.filter((owner) => isAsked(request, owner) && classFits(request, owner))
}

/** A class, and where to look in it. */
export interface Opening {
  readonly class: PlacementClass
  /** No shelf before this one holds candidates. */
  readonly from: number
}

export function openingsOf(classes: readonly PlacementClass[], request: PlacementRequest): Opening[] {
  return classes.map((owner) => ({ class: owner, from: firstShelf(owner.shelves, request) }))
}

/** From the first shelf on that holds a candidate; null where none does. */
export function openingOf(owner: PlacementClass, search: Search): Opening | null {
  const { shelves } = owner
  for (let from = firstShelf(shelves, search.request); from < shelves.length; from++) {
    if (firstSlot(shelves[from]!, search) !== undefined) return { class: owner, from }
  }
  return null
}

/** Index of the first shelf with enough memory: they stand in order of it (PL-15). */
function firstShelf(shelves: readonly Shelf[], { needs: { memoryMiB } }: PlacementRequest): number {
  return lowerBound(shelves, (shelf) => shelf.memoryFree < memoryMiB)
}

const classFits = allOf(CLASS_FILTERS)
export const shelfFits = allOf(SHELF_FILTERS)

/** One filter closed over the next: half the cost of walking the list for every class and shelf. */
function allOf<Subject>(filters: readonly Pick<FilterRow<Subject>, 'fits'>[]): FilterRow<Subject>['fits'] {
  return filters.reduceRight<FilterRow<Subject>['fits']>(
    (rest, { fits }) =>
      (request, subject) =>
        fits(request, subject) && rest(request, subject),
    () => true,
  )
}

export function slotFits({ request, slotFilters }: Search, slot: Slot): boolean {
  for (const filter of slotFilters) if (!filter.fits(request, slot)) return false
  return true
}

/** The first slot on the shelf that fits, in order of registration. */
export function firstSlot(shelf: Shelf, search: Search): Slot | undefined {
  if (!shelfFits(search.request, shelf)) return undefined
  if (search.slotFilters.length === 0) return shelf.slots[0]
  return shelf.slots.find((slot) => slotFits(search, slot))
}

/** Every slot on a shelf that fits; the shelf's own list when there is nothing to ask of a slot. */
export function fittingSlots(shelf: Shelf, search: Search): readonly Slot[] {
  if (!shelfFits(search.request, shelf)) return []
  return search.slotFilters.length === 0 ? shelf.slots : shelf.slots.filter((slot) => slotFits(search, slot))
}

/** Every candidate, class by class and shelf by shelf. */
export function fittingGroups(openings: readonly Opening[], search: Search): Group[] {
  const groups: Group[] = []
  for (const { class: owner, from } of openings) {
    for (let at = from; at < owner.shelves.length; at++) {
      const shelf = owner.shelves[at]!
      const slots = fittingSlots(shelf, search)
      if (slots.length > 0) groups.push({ shelf, slots })
    }
  }
  return groups
}

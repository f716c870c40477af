// Which classes, shelves and slots are in the running? The universe, the filters, and the shortest way through them.
import { lowerBound, type PlacementClass, type Shelf } from '../model/fleet-index.ts'
import type { SlotFilter } from './filter.ts'
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

/** A class that may hold candidates. */
export interface Opening {
  readonly class: PlacementClass
  /** No shelf before this one has any. */
  from: number
}

export function openingsIn(fleet: FleetView, request: PlacementRequest): Opening[] {
  const openings: Opening[] = []
  for (const owner of fleet.classes) {
    if (isAsked(request, owner) && classFits(request, owner))
      openings.push({ class: owner, from: firstShelf(owner.shelves, request) })
  }
  return openings
}

/** Index of the first shelf with enough memory: they stand in order of it (PL-15). */
function firstShelf(shelves: readonly Shelf[], { needs: { memoryMiB } }: PlacementRequest): number {
  return lowerBound(shelves, (shelf) => shelf.memoryFree < memoryMiB)
}

/** The filters of a shelf, one closed over the next: half the cost of walking the list for every shelf. */
export const shelfFits = SHELF_FILTERS.reduceRight<(request: PlacementRequest, shelf: Shelf) => boolean>(
  (rest, { fits }) =>
    (request, shelf) =>
      fits(request, shelf) && rest(request, shelf),
  () => true,
)

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

/** Whether the class holds any candidate; remembers on which shelf the first stands. */
export function hasRoom(opening: Opening, search: Search): boolean {
  const { shelves } = opening.class
  for (; opening.from < shelves.length; opening.from++) {
    if (firstSlot(shelves[opening.from]!, search) !== undefined) return true
  }
  return false
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

function classFits(request: PlacementRequest, owner: PlacementClass): boolean {
  for (const filter of CLASS_FILTERS) if (!filter.fits(request, owner)) return false
  return true
}

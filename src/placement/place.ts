// On which container instance does the next task start? Filters first, then the chain of strategies, then the order of
// registration (PL-01, PL-04, PL-18…PL-24). Pure: it looks at the fleet and answers.
import type { PlacementClass, Shelf } from '../model/fleet-index.ts'
import { CLASS_FILTERS, SHELF_FILTERS, slotFiltersFor, whyNot } from './filters.ts'
import type { Draw, FleetView, InstanceRefusal, PlacementRequest, Slot } from './request.ts'
import { type Strategy, strategyOf } from './strategies.ts'

/** Candidates that stand on one shelf: all of its slots, or those that are still in the running. */
interface Group {
  readonly shelf: Shelf
  readonly slots: readonly Slot[]
}

/** The instance to start on, or null when none fits; `refusals` then says why not, instance by instance. */
export function place(fleet: FleetView, request: PlacementRequest, draw: Draw): Slot | null {
  let groups = fittingGroups(fleet, request)
  if (groups.length === 0) return null
  for (const item of request.strategies) {
    if (isDecided(groups)) break
    groups = narrow(groups, strategyOf(item), request, draw)
  }
  return firstRegistered(groups)
}

/** Why each instance refuses the task, in order of registration (PF-09). */
export function refusals(fleet: FleetView, request: PlacementRequest): InstanceRefusal[] {
  return fleet.slots().flatMap((slot) => (isAsked(request, slot.class) ? (whyNot(request, slot) ?? []) : []))
}

/** Whether no instance can be asked at all (PF-11). */
export function isUniverseEmpty(fleet: FleetView, request: Pick<PlacementRequest, 'isExternal'>): boolean {
  return !fleet.classes.some((owner) => isAsked(request, owner))
}

/** The universe: ACTIVE instances, external or not as the launch type wants (PL-02). */
function isAsked({ isExternal }: Pick<PlacementRequest, 'isExternal'>, owner: PlacementClass): boolean {
  return !owner.isDraining && owner.isExternal === isExternal
}

/** The instance that came furthest through the checks, for a service's event (PF-35). */
export function closestRefusal(refused: readonly InstanceRefusal[]): InstanceRefusal | undefined {
  let closest = refused[0]
  for (const refusal of refused) if (refusal.passed > closest!.passed) closest = refusal
  return closest
}

function fittingGroups(fleet: FleetView, request: PlacementRequest): Group[] {
  const slotFilters = slotFiltersFor(request)
  const groups: Group[] = []
  for (const owner of fleet.classes) {
    if (!isAsked(request, owner)) continue
    if (!CLASS_FILTERS.every((filter) => filter.fits(request, owner))) continue
    for (const shelf of owner.shelves) {
      if (!shelfFits(request, shelf)) continue
      const slots =
        slotFilters.length === 0
          ? shelf.slots
          : shelf.slots.filter((slot) => slotFilters.every((filter) => filter.fits(request, slot)))
      if (slots.length > 0) groups.push({ shelf, slots })
    }
  }
  return groups
}

function shelfFits(request: PlacementRequest, shelf: Shelf): boolean {
  for (const filter of SHELF_FILTERS) if (!filter.fits(request, shelf)) return false
  return true
}

function narrow(groups: Group[], strategy: Strategy, request: PlacementRequest, draw: Draw): Group[] {
  switch (strategy.looksAt) {
    case 'class':
      return lowest(groups, (group) => strategy.rank(request, group.shelf.class))
    case 'shelf':
      return lowest(groups, (group) => strategy.rank(request, group.shelf))
    case 'slot':
      return lowestSlots(groups, (slot) => strategy.rank(request, slot))
    case 'dice':
      return [drawGroup(groups, draw)]
  }
}

function lowest(groups: readonly Group[], rank: (group: Group) => number): Group[] {
  let best = Number.POSITIVE_INFINITY
  let kept: Group[] = []
  for (const group of groups) {
    const value = rank(group)
    if (value < best) {
      best = value
      kept = [group]
    } else if (value === best) kept.push(group)
  }
  return kept
}

function lowestSlots(groups: readonly Group[], rank: (slot: Slot) => number): Group[] {
  let best = Number.POSITIVE_INFINITY
  let kept: Group[] = []
  for (const { shelf, slots } of groups) {
    let mine: Slot[] = []
    let mineBest = best
    for (const slot of slots) {
      const value = rank(slot)
      if (value < mineBest) {
        mineBest = value
        mine = [slot]
      } else if (value === mineBest) mine.push(slot)
    }
    if (mine.length === 0) continue
    if (mineBest < best) kept = []
    best = mineBest
    kept.push({ shelf, slots: mine })
  }
  return kept
}

/** Candidates are numbered class by class, shelf by shelf, in order of registration. */
function drawGroup(groups: readonly Group[], draw: Draw): Group {
  const total = groups.reduce((sum, { slots }) => sum + slots.length, 0)
  let index = total === 1 ? 0 : draw(total)
  for (const { shelf, slots } of groups) {
    if (index < slots.length) return { shelf, slots: [slots[index]!] }
    index -= slots.length
  }
  return groups[0]!
}

function isDecided(groups: readonly Group[]): boolean {
  return groups.length === 1 && groups[0]!.slots.length === 1
}

function firstRegistered(groups: readonly Group[]): Slot {
  let first = groups[0]!.slots[0]!
  for (const { slots } of groups) if (slots[0]!.ordinal < first.ordinal) first = slots[0]!
  return first
}

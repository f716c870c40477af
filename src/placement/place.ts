// On which container instance does the next task start? Filters first, then the chain of strategies, then the order of
// registration (PL-01, PL-04, PL-18…PL-24). Pure: it looks at the fleet and answers.
//
// Strategies that judge whole classes go first, on classes alone; a chain that then ends in one of the usual ways takes a
// shortcut; any other is followed step by step over every candidate.
import type { PlacementClass } from '../model/fleet-index.ts'
import {
  classesIn,
  fittingGroups,
  type Group,
  isAsked,
  type Opening,
  openingOf,
  openingsOf,
  type Search,
  searchFor,
} from './candidates.ts'
import { whyNot } from './filters.ts'
import type { Draw, FleetView, InstanceRefusal, PlacementRequest, Slot, Universe } from './request.ts'
import { drawnByLot, onLowestShelf, withLowestCount } from './shortcuts.ts'
import { type ClassStrategy, chainOf, isCount, registration, type Strategy } from './strategies.ts'

/** The instance to start on, or null when none fits; `refusals` then says why not, instance by instance. */
export function place(fleet: FleetView, request: PlacementRequest, draw: Draw): Slot | null {
  const search = searchFor(request)
  const { onClasses, rest } = chainOf(request.strategies)
  let classes = classesIn(fleet, request)
  let openings: readonly Opening[] | null = null
  for (const strategy of onClasses) {
    openings = lowestClasses(classes, strategy, search)
    classes = openings.map((opening) => opening.class)
  }
  return placeAmong(openings ?? openingsOf(classes, request), rest, search, draw)
}

function placeAmong(openings: readonly Opening[], chain: readonly Strategy[], search: Search, draw: Draw): Slot | null {
  const last = chain[0] ?? registration
  if (last.looksAt === 'dice') return drawnByLot(openings, search, draw)
  if (chain.length <= 1) {
    if (last.looksAt === 'shelf') return onLowestShelf(openings, last, search)
    if (isCount(last)) return withLowestCount(openings, last, search)
  }
  return followChain(fittingGroups(openings, search), chain, search.request, draw)
}

function lowestClasses(
  classes: readonly PlacementClass[],
  { attribute }: ClassStrategy,
  search: Search,
): readonly Opening[] {
  const spread = search.request.scope.spreadOver(attribute)
  let best = Number.POSITIVE_INFINITY
  let kept: Opening[] = []
  for (const owner of classes) {
    const value = spread.like(owner)
    if (value > best) continue
    const opening = openingOf(owner, search)
    if (opening === null) continue
    if (value < best) kept = []
    best = value
    kept.push(opening)
  }
  return kept
}

/** Step by step: each strategy keeps the best of what the one before left, ties and all (PL-19). */
function followChain(
  candidates: Group[],
  chain: readonly Strategy[],
  request: PlacementRequest,
  draw: Draw,
): Slot | null {
  let groups = candidates
  if (groups.length === 0) return null
  for (const strategy of chain) {
    if (isDecided(groups)) break
    groups = narrow(groups, strategy, request, draw)
  }
  return firstRegistered(groups)
}

/** Why each instance refuses the task, in order of registration (PF-09). */
export function refusals(fleet: FleetView, request: PlacementRequest): InstanceRefusal[] {
  return fleet.slots().flatMap((slot) => (isAsked(request, slot.class) ? (whyNot(request, slot) ?? []) : []))
}

/** Whether no instance can be asked at all (PF-11). */
export function isUniverseEmpty(fleet: FleetView, request: Universe): boolean {
  return !fleet.classes.some((owner) => isAsked(request, owner))
}

/** The instance that came furthest through the checks, for a service's event (PF-35). */
export function closestRefusal(refused: readonly InstanceRefusal[]): InstanceRefusal | undefined {
  let closest = refused[0]
  for (const refusal of refused) if (refusal.passed > closest!.passed) closest = refusal
  return closest
}

function narrow(groups: Group[], strategy: Strategy, request: PlacementRequest, draw: Draw): Group[] {
  switch (strategy.looksAt) {
    case 'class': {
      const spread = request.scope.spreadOver(strategy.attribute)
      return lowest(groups, ({ shelf }) => spread.like(shelf.class))
    }
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

// How does a chain end without listing every candidate? For the strategies that most chains end with there is a shorter way
// to the same slot: nearly all of a large fleet is never looked at.
import { firstSlot, fittingSlots, type Opening, type Search, shelfFits, slotFits } from './candidates.ts'
import type { Draw, Slot } from './request.ts'
import type { CountStrategy, ShelfStrategy } from './strategies.ts'

/** The lowest shelf's first slot. Where shelves stand in the strategy's own order, the first that fits ends the class. */
export function onLowestShelf(openings: readonly Opening[], strategy: ShelfStrategy, search: Search): Slot | null {
  const { request } = search
  let best = Number.POSITIVE_INFINITY
  let kept: Slot | null = null
  for (const {
    class: { shelves },
    from,
  } of openings) {
    for (let at = from; at < shelves.length; at++) {
      const shelf = shelves[at]!
      const value = strategy.rank(request, shelf)
      if (value > best) {
        if (strategy.inShelfOrder) break
        continue
      }
      const slot = firstSlot(shelf, search)
      if (slot === undefined || (value === best && slot.ordinal > kept!.ordinal)) continue
      best = value
      kept = slot
    }
  }
  return kept
}

/** The slot with the lowest count, the first registered of equals. Nobody has less than none. */
export function withLowestCount(openings: readonly Opening[], strategy: CountStrategy, search: Search): Slot | null {
  const { request } = search
  let best = Number.POSITIVE_INFINITY
  let kept: Slot | null = null
  for (const {
    class: { shelves },
    from,
  } of openings) {
    for (let at = from; at < shelves.length; at++) {
      const shelf = shelves[at]!
      if (!shelfFits(request, shelf)) continue
      for (const slot of shelf.slots) {
        // Slots stand in order of registration: the rest of this shelf cannot beat an empty one that came earlier.
        if (best === 0 && slot.ordinal > kept!.ordinal) break
        const value = strategy.rank(request, slot)
        if (value > best || (value === best && slot.ordinal > kept!.ordinal)) continue
        if (!slotFits(search, slot)) continue
        best = value
        kept = slot
      }
    }
  }
  return kept
}

/** Any candidate, each as likely as the other: numbered class by class, shelf by shelf, in order of registration (PL-24). */
export function drawnByLot(openings: readonly Opening[], search: Search, draw: Draw): Slot | null {
  const counts = openings.map((opening) => countFitting(opening, search))
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  let index = total === 1 ? 0 : draw(total)
  let at = 0
  while (index >= counts[at]!) index -= counts[at++]!
  return nthFitting(openings[at]!, index, search)
}

function countFitting({ class: { shelves }, from }: Opening, search: Search): number {
  let count = 0
  for (let at = from; at < shelves.length; at++) count += fittingSlots(shelves[at]!, search).length
  return count
}

function nthFitting({ class: { shelves }, from }: Opening, index: number, search: Search): Slot | null {
  let left = index
  for (let at = from; at < shelves.length; at++) {
    const slots = fittingSlots(shelves[at]!, search)
    if (left < slots.length) return slots[left]!
    left -= slots.length
  }
  return null
}

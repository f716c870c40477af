// Which of the fitting instances is best? A chain of strategies, each keeping the best of what the one before left, ties
// and all (PL-18, PL-19).
import { isOwnAttribute } from '../model/capabilities.ts'
import type { PlacementStrategyItem } from '../model/entities.ts'
import type { Shelf } from '../model/fleet-index.ts'
import { tasksOn } from './constraints.ts'
import { rankByPlugin } from './plugins.ts'
import type { PlacementRequest, Slot } from './request.ts'

/**
 * A strategy ranks: the lowest rank is best. It says what it looks at, so that whole classes or shelves are ranked at once.
 * `random` ranks nothing; it draws one candidate.
 */
export type Strategy = ClassStrategy | ShelfStrategy | SlotStrategy | CountStrategy | { readonly looksAt: 'dice' }

/** A spread: fewest tasks of the scope on instances with the same value of the attribute. */
export interface ClassStrategy {
  readonly looksAt: 'class'
  readonly attribute: string
}
export interface ShelfStrategy {
  readonly looksAt: 'shelf'
  readonly rank: (request: PlacementRequest, subject: Shelf) => number
  /** A class's shelves stand in the order of these ranks. */
  readonly inShelfOrder: boolean
}
interface SlotStrategy {
  readonly looksAt: 'slot'
  readonly rank: (request: PlacementRequest, subject: Slot) => number
}
/** Its ranks count something: none is below 0. */
export interface CountStrategy extends SlotStrategy {
  readonly isCount: true
}

export function isCount(strategy: Strategy): strategy is CountStrategy {
  return strategy.looksAt === 'slot' && 'isCount' in strategy
}

/** The last word of every chain: nobody is better than another, so the first registered comes first. */
export const registration: CountStrategy = { looksAt: 'slot', isCount: true, rank: () => 0 }

const spreadOverInstances: CountStrategy = {
  looksAt: 'slot',
  isCount: true,
  rank: (request, slot) => tasksOn(slot, request),
}

const binpackByMemory: ShelfStrategy = {
  looksAt: 'shelf',
  inShelfOrder: true,
  rank: (_request, shelf) => shelf.memoryFree,
}
const binpackByCpu: ShelfStrategy = { looksAt: 'shelf', inShelfOrder: false, rank: (_request, shelf) => shelf.cpuFree }
const drawOne: Strategy = { looksAt: 'dice' }

const ATTRIBUTE = 'attribute:'
const attributeSpreads = new Map<string, Strategy>()

/** A chain, cut after the strategies that judge whole classes. */
export interface Chain {
  readonly onClasses: readonly ClassStrategy[]
  readonly rest: readonly Strategy[]
}

const chains = new WeakMap<readonly PlacementStrategyItem[], Chain>()

/** The chain that checked items name. Lists of items are never written, so that a service's list has one chain for life. */
export function chainOf(items: readonly PlacementStrategyItem[]): Chain {
  const known = chains.get(items)
  if (known !== undefined) return known
  const all = items.map(strategyOf)
  const cut = all.findIndex(({ looksAt }) => looksAt !== 'class')
  const length = cut < 0 ? all.length : cut
  const made = { onClasses: all.slice(0, length) as ClassStrategy[], rest: all.slice(length) }
  chains.set(items, made)
  return made
}

/** The strategy that a checked item names. */
export function strategyOf(item: PlacementStrategyItem): Strategy {
  if (item.type === 'random') return drawOne
  if (item.type === 'binpack') return item.field === 'cpu' ? binpackByCpu : binpackByMemory
  if (item.type !== 'spread') return { looksAt: 'slot', rank: (request, slot) => rankByPlugin(item, request, slot) }
  return item.field.startsWith(ATTRIBUTE) ? spreadOver(item.field) : spreadOverInstances
}

/** Fewest tasks of the scope in the bucket of the instance's attribute value; those without it share a bucket (PL-21). */
function spreadOver(field: string): Strategy {
  const known = attributeSpreads.get(field)
  if (known !== undefined) return known
  const attribute = field.slice(ATTRIBUTE.length)
  const made: Strategy = isOwnAttribute(attribute)
    ? { looksAt: 'slot', rank: ({ scope }, slot) => scope.spreadOver(attribute).on(slot) }
    : { looksAt: 'class', attribute }
  if (attributeSpreads.size < 1_000) attributeSpreads.set(field, made)
  return made
}

const ZONE = 'attribute:ecs.availability-zone'

/** What a service does without a strategy of its own: even over zones, then over instances (PL-23). */
export const SERVICE_DEFAULT: readonly PlacementStrategyItem[] = [
  { type: 'spread', field: ZONE },
  { type: 'spread', field: 'instanceId' },
]

/** What RunTask does without a strategy: any valid instance (PL-24). */
export const STANDALONE_DEFAULT: readonly PlacementStrategyItem[] = [{ type: 'random', field: '' }]

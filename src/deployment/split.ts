// Which capacity provider takes the next task of a strategy, and how many tasks has each of so many? (SV-500…SV-502, CP-10…CP-13)
import type { Behavior } from '../model/behavior.ts'
import type { ProviderChoice, ProviderReason } from '../model/capacity-providers.ts'
import type { CapacityProviderItem } from '../model/entities.ts'

type Items = readonly CapacityProviderItem[]
type Rules = Pick<Behavior, 'baseOnZeroWeight'>

interface Turn {
  /** Place of the provider in the strategy. */
  readonly at: number
  readonly why: ProviderReason
}

/**
 * The base first; then whoever comes furthest behind its weight with one task more, the earlier of two. Tasks of the base do not count.
 * @param counts the tasks that each provider has, in the order of the strategy
 */
export function nextTurn(items: Items, counts: readonly number[], rules: Rules): Turn {
  if (items.length === 1) return { at: 0, why: 'only' }
  const unmet = items.findIndex((item, index) => counts[index]! < baseOf(item, rules))
  if (unmet >= 0) return { at: unmet, why: 'base' }
  let best = -1
  for (const [index, item] of items.entries()) {
    if (item.weight > 0 && (best < 0 || isBefore(index, best))) best = index
  }
  return { at: best, why: 'weight' }

  // (a + 1) / weight of a < (b + 1) / weight of b, in whole numbers.
  function isBefore(a: number, b: number): boolean {
    return (beyondBase(a) + 1) * items[b]!.weight < (beyondBase(b) + 1) * items[a]!.weight
  }
  function beyondBase(index: number): number {
    return Math.max(0, counts[index]! - baseOf(items[index]!, rules))
  }
}

/** How many of `total` tasks each provider is to have: what `nextTurn` comes to, without taking every turn. */
export function splitOf(items: Items, total: number, rules: Rules): number[] {
  if (items.length === 1) return [total]
  let base = 0
  const counts = items.map((item) => {
    const mine = Math.min(baseOf(item, rules), total - base)
    base += mine
    return mine
  })
  const weights = items.reduce((sum, { weight }) => sum + weight, 0)
  // Nobody gets less than its share rounded down; fewer turns than there are providers do the rest.
  const shares = items.map(({ weight }) => Math.floor(((total - base) * weight) / weights))
  for (const [index, share] of shares.entries()) counts[index]! += share
  let left = total - base - shares.reduce((sum, share) => sum + share, 0)
  for (; left > 0; left--) counts[nextTurn(items, counts, rules).at]!++
  return counts
}

/** A provider of weight 0 places the tasks of its base, unless the option says that it places none (SV-502). */
function baseOf({ base, weight }: CapacityProviderItem, { baseOnZeroWeight }: Rules): number {
  return weight > 0 || baseOnZeroWeight ? base : 0
}

/** Hands out tasks one by one, whether or not there turns out to be room for them: a share that finds none is nobody else's (SV-505). */
export class Deal {
  private readonly items: Items
  private readonly counts: number[]
  private readonly rules: Rules

  constructor(items: Items, counts: readonly number[], rules: Rules) {
    this.items = items
    this.counts = [...counts]
    this.rules = rules
  }

  /** Null where a launch type was named. */
  next(): CapacityProviderItem | null {
    if (this.items.length === 0) return null
    const { at } = nextTurn(this.items, this.counts, this.rules)
    this.counts[at]!++
    return this.items[at]!
  }
}

/** More than a service has tasks. */
const MOST_TURNS = 10_000

/** @param taken the one that took the task; null for whoever is next */
export function choiceOf(items: Items, counts: readonly number[], rules: Rules, taken: string | null): ProviderChoice {
  const left = [...counts]
  const withoutRoom = new Set<string>()
  let turn = nextTurn(items, left, rules)
  for (let turns = 0; turns < MOST_TURNS && taken !== null && items[turn.at]!.name !== taken; turns++) {
    withoutRoom.add(items[turn.at]!.name)
    left[turn.at]!++
    turn = nextTurn(items, left, rules)
  }
  return {
    name: items[turn.at]!.name,
    why: turn.why,
    items: items.map((item, index) => ({ ...item, tasks: counts[index]! })),
    withoutRoom: [...withoutRoom],
  }
}

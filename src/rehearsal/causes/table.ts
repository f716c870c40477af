// Why did it end as it did? One table of detectors: what came first in the world stands first, and of those that say the same the first is enough.
import type { Cause, Weight } from '../rehearsal.ts'
import type { Case } from '../verdict.ts'
import { capacity } from './capacity.ts'
import type { Detector } from './cause.ts'
import { alarm, breaker, notReached, outOfTime, protection, waiting } from './ending.ts'
import { failing } from './failing.ts'
import { percentages } from './percentages.ts'
import { placement } from './placement.ts'
import {
  failedRequests,
  fewerHealthy,
  noHealthyTarget,
  notAsExpected,
  type PathOf,
  slowDrain,
  tooSlow,
} from './price.ts'

/** What is behind it: the first that matches. */
const ROOTS: readonly Detector[] = [percentages, protection, capacity, placement, failing]
/** What followed from that. */
const ENDINGS: readonly Detector[] = [breaker, alarm]
/** Only when nothing else tells. */
const LAST: readonly Detector[] = [notReached, outOfTime, waiting]
const PRICES: readonly Detector[] = [noHealthyTarget, fewerHealthy, failedRequests, tooSlow]

/**
 * First what matters most: what blocks, what it led to, what it cost, what made it slow.
 * @param path the critical path, for those who look at it
 */
export function causesOf(one: Case, path: PathOf): Cause[] {
  const found = isOver(one) ? [failing(one)] : [firstOf(ROOTS, one), ...ENDINGS.map((detect) => detect(one))]
  const roots = found.filter((cause) => cause !== null)
  const last = isOver(one) || roots.length > 0 ? [] : [firstOf(LAST, one)]
  const prices = PRICES.map((detect) => detect(one))
  const all = [...roots, ...last, ...prices, ...notAsExpected(one), slowDrain(one, path)].filter(
    (cause) => cause !== null,
  )
  return WEIGHTS.flatMap((weight) => all.filter((cause) => cause.weight === weight))
}

const WEIGHTS: readonly Weight[] = ['blocks', 'degrades', 'slows']

function isOver({ verdict }: Case): boolean {
  return verdict === 'completes' || verdict === 'degrades'
}

function firstOf(detectors: readonly Detector[], one: Case): Cause | null {
  for (const detect of detectors) {
    const cause = detect(one)
    if (cause !== null) return cause
  }
  return null
}

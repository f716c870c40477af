// How low did a service get during a deployment, for how long was it below its limit, and how many tasks were there at most?
import { allTasks, healthyTasks, type ServiceLevel } from './level.ts'

export interface LowestHealthy {
  readonly count: number
  /** The limit in force at that instant. */
  readonly lower: number
  /** The first instant of that level, and how long after the first one that the record shows. */
  readonly atMs: number
  readonly sinceMs: number
}

/** The longest stretch with fewer healthy tasks than the lower limit. */
export interface BelowLower {
  readonly fromMs: number
  /** Null while it lasts. */
  readonly toMs: number | null
  readonly ms: number
}

export interface HighestTotal {
  readonly count: number
  readonly upper: number
  readonly atMs: number
  readonly sinceMs: number
}

export function lowestHealthy(levels: readonly ServiceLevel[], zeroMs: number): LowestHealthy | null {
  const [first, ...rest] = levels
  if (first === undefined) return null
  const least = rest.reduce((best, level) => (healthyTasks(level) < healthyTasks(best) ? level : best), first)
  return { count: healthyTasks(least), lower: least.lower, atMs: least.atMs, sinceMs: least.atMs - zeroMs }
}

export function highestTotal(levels: readonly ServiceLevel[], zeroMs: number): HighestTotal | null {
  const [first, ...rest] = levels
  if (first === undefined) return null
  const most = rest.reduce((best, level) => (allTasks(level) > allTasks(best) ? level : best), first)
  return { count: allTasks(most), upper: most.upper, atMs: most.atMs, sinceMs: most.atMs - zeroMs }
}

/** @param end of the deployment, or now while it goes on; null when it was never below */
export function longestBelow(
  levels: readonly ServiceLevel[],
  end: { readonly atMs: number; readonly isOpen: boolean },
): BelowLower | null {
  let longest: BelowLower | null = null
  let sinceMs: number | null = null
  for (const [place, level] of levels.entries()) {
    if (healthyTasks(level) >= level.lower) {
      sinceMs = null
      continue
    }
    sinceMs ??= level.atMs
    const next = levels[place + 1]?.atMs
    const toMs = Math.min(next ?? end.atMs, end.atMs)
    const stretch = { fromMs: sinceMs, toMs: next === undefined && end.isOpen ? null : toMs, ms: toMs - sinceMs }
    if (stretch.ms > 0 && stretch.ms > (longest?.ms ?? 0)) longest = stretch
  }
  return longest
}

// Does a policy come to rest? If it turns round, is that because the load does?
import { toMillionths } from '../../../kernel/arithmetic.ts'
import type { PolicyActivity, SubjectReport } from './shape.ts'

/** Tasks or instances that would have met the target, a minute each; null where nobody knows. */
export type Need = readonly { readonly atMs: number; readonly need: number | null }[]

const HOUR_MS = 3_600_000
/** Turns that follow one another no later than this are one swing. */
const SWING_MS = 2 * HOUR_MS
/** So many turns in a row are no chance: up, down, up, down. */
const SWINGS = 3
/** What is asked for is nearly the same as long as its least is so much of its most. */
const ALIKE = 0.7

type Verdict = Pick<SubjectReport, 'turns' | 'turnsPerHour' | 'steadiness' | 'cycleMs'>

export function steadinessOf(activities: readonly PolicyActivity[], need: Need, spanMs: number): Verdict {
  const turns = activities.filter(({ direction }, nth) => nth > 0 && activities[nth - 1]!.direction !== direction)
  const turnsPerHour = spanMs === 0 ? 0 : toMillionths((turns.length * HOUR_MS) / spanMs)
  const common = { turns: turns.length, turnsPerHour, cycleMs: null }
  if (activities.length === 0) return { ...common, steadiness: 'quiet' }
  for (const swing of swingsOf(turns)) {
    const [first, last] = [swing[0]!.atMs, swing.at(-1)!.atMs]
    if (swing.length >= SWINGS && isAlike(need, first, last))
      return { ...common, steadiness: 'oscillates', cycleMs: Math.round((2 * (last - first)) / (swing.length - 1)) }
  }
  return { ...common, steadiness: turns.length === 0 ? 'settled' : 'follows' }
}

/** Turns that follow one another closely. */
function swingsOf(turns: readonly PolicyActivity[]): PolicyActivity[][] {
  const swings: PolicyActivity[][] = []
  for (const turn of turns) {
    const open = swings.at(-1)
    if (open !== undefined && turn.atMs - open.at(-1)!.atMs <= SWING_MS) open.push(turn)
    else swings.push([turn])
  }
  return swings
}

/** Some minutes are out of the ordinary (a metric that is late for what it measures): a twentieth at either end does not count. */
function isAlike(need: Need, fromMs: number, toMs: number): boolean {
  const known = need.flatMap((each) => (each.atMs >= fromMs && each.atMs < toMs && each.need !== null ? each.need : []))
  if (known.length === 0) return true
  known.sort((one, other) => one - other)
  const edge = Math.floor(known.length / 20)
  return known[edge]! >= ALIKE * known[known.length - 1 - edge]!
}

/** The most by which a peak exceeds what was needed from the first scale-out before it until the next scale-in. */
export function overshootOf(activities: readonly PolicyActivity[], need: Need): number {
  let worst = 0
  let beganMs: number | null = null
  for (const [nth, { direction, atMs, to }] of activities.entries()) {
    if (direction === 'in') beganMs = null
    else beganMs ??= atMs
    const next = activities[nth + 1]
    if (beganMs === null || next?.direction === 'out') continue
    const since = beganMs
    const untilMs = next?.atMs ?? Number.POSITIVE_INFINITY
    const needed = need.flatMap((each) =>
      each.atMs >= since - MINUTES_BEFORE_MS && each.atMs < untilMs && each.need !== null ? each.need : [],
    )
    // A rounding error is no task more.
    if (needed.length > 0) worst = Math.max(worst, to - Math.ceil(Math.max(...needed.map((one) => one - 1e-6))))
  }
  return worst
}

/** A decision looks back at minutes that are over. */
const MINUTES_BEFORE_MS = 3 * 60_000

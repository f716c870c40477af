// Which point of a simulation's past does a caller mean, and when will a span be over?
import { entriesUpTo, type Point } from '../engine/history.ts'
import type { World } from '../engine/world.ts'
import { show } from '../kernel/closest.ts'
import {
  type Duration,
  formatInstant,
  type Instant,
  MAX_INSTANT_MS,
  parseDurationMs,
  parseInstantMs,
} from '../kernel/durations.ts'
import { UsageError } from '../kernel/errors.ts'
import { memberOf, timeOf } from '../kernel/plain-data.ts'

/** A moment of a simulation: an instant, or a place in the journal. */
export type Moment = Instant | { readonly seq: number }

/** A moment with both its names: the first entry that belongs to it, and the instant. */
export interface Since {
  readonly seq: number
  readonly atMs: number
}

/** The instant at which a span that begins now is over. @throws UsageError */
export function instantAfter(world: Pick<World, 'nowMs'>, duration: Duration, path: string): number {
  const untilMs = world.nowMs + parseDurationMs(duration, path)
  return untilMs <= MAX_INSTANT_MS
    ? untilMs
    : refuse(path, 'a duration that ends before the year 10000', show(duration))
}

/** @throws UsageError for a moment that has not come */
export function pointOf({ nowMs, journal, options }: World, moment: Moment): Point {
  if (typeof moment === 'object' && moment !== null && timeOf(moment) === undefined) {
    const seq = memberOf(moment, 'seq')
    if (typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 0 && seq < journal.length) return { seq }
    return refuse('moment', `an instant, or the seq of a journal entry, 0 to ${journal.length - 1}`, show(moment))
  }
  const atMs = parseInstantMs(moment as Instant, 'moment')
  if (atMs >= options.startAtMs && atMs <= nowMs) return { atMs }
  return refuse(
    'moment',
    `an instant from ${formatInstant(options.startAtMs)} to ${formatInstant(nowMs)}`,
    formatInstant(atMs),
  )
}

/** The first entry of a moment. @throws UsageError for a moment that has not come */
export function seqFrom(world: World, moment: Moment): number {
  const point = pointOf(world, moment)
  return 'seq' in point ? point.seq : entriesUpTo(world.journal, { atMs: point.atMs - 1 })
}

/** A moment from which on somebody looks: the next entry may be the first. @throws UsageError for a moment that has not come */
export function sinceOf(world: World, moment: Moment): Since {
  const { journal, nowMs } = world
  if (memberOf(moment, 'seq') === journal.length) return { seq: journal.length, atMs: nowMs }
  const point = pointOf(world, moment)
  if ('atMs' in point) return { seq: seqFrom(world, moment), atMs: point.atMs }
  return { seq: point.seq, atMs: journal[point.seq]!.atMs }
}

function refuse(path: string, expected: string, found: string): never {
  throw new UsageError(`${path}: expected ${expected}, found ${found}.`, { path, expected, found })
}

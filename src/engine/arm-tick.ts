// When is the next whole minute at which somebody has something to do? A minute in which nobody has is no event (SC-02).
import { PHASE } from '../kernel/event-queue.ts'
import { MINUTE_MS } from '../model/scaling/metrics.ts'
import { nextEvaluation } from './alarms/due.ts'
import { QUICK_MS } from './alarms/track.ts'
import { nextGroupSchedule } from './auto-scaling/due.ts'
import { nextFeeling } from './load-strain.ts'
import { nextSchedule, nextUnfulfilled } from './service-scaling/due.ts'
import type { World } from './world.ts'

/** The whole minute at which one kind of thing is to be done next, after now; null while there is none. */
type Interest = (world: World) => number | null

/** One for each duty of the tick that may need it. */
const INTERESTS: readonly Interest[] = [nextFeeling, nextEvaluation, nextSchedule, nextGroupSchedule, nextUnfulfilled]

/** Queues the next tick, if somebody has something to do and none is queued that is soon enough. */
export function armTick(world: World, cause: number): void {
  // Nobody can need one sooner: what changes alarms by the hundred in one minute asks nobody.
  if (world.tickAtMs !== null && world.tickAtMs <= soonestMs(world)) return
  const dueAtMs = INTERESTS.reduce((least, next) => Math.min(least, next(world) ?? least), Number.POSITIVE_INFINITY)
  if (dueAtMs === Number.POSITIVE_INFINITY || (world.tickAtMs !== null && world.tickAtMs <= dueAtMs)) return
  world.tickAtMs = dueAtMs
  world.queue.push(dueAtMs, PHASE.ticks, 0, 'minute.tick', '', cause)
}

function soonestMs({ nowMs, indexes }: World): number {
  const step = indexes.alarms.quick > 0 ? QUICK_MS : MINUTE_MS
  return (Math.floor(nowMs / step) + 1) * step
}

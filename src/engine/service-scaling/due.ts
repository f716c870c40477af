// When does scaling of services next have something to do on its own: a schedule that falls due, an activity that is given up?
import { MINUTE_MS } from '../../model/scaling/metrics.ts'
import type { World } from '../world.ts'

export function nextSchedule(world: World): number | null {
  return minuteFrom(world.indexes.scaling.nextScheduleAtMs(), world)
}

export function nextUnfulfilled(world: World): number | null {
  const { tables, indexes, behavior } = world
  const [first] = indexes.scaling.pending.values()
  if (first === undefined) return null
  return minuteFrom(tables.scalingActivities.certain(first).startedAtMs + behavior.scalingFulfilmentMs, world)
}

/** The first whole minute after now at which something is due. */
function minuteFrom(dueAtMs: number | null, { nowMs }: World): number | null {
  if (dueAtMs === null) return null
  const nextMs = Math.floor(nowMs / MINUTE_MS + 1) * MINUTE_MS
  return Math.max(nextMs, Math.ceil(dueAtMs / MINUTE_MS) * MINUTE_MS)
}

// When does a schedule of a group fall due next?
import { MINUTE_MS } from '../../model/scaling/metrics.ts'
import type { World } from '../world.ts'

/** The whole minute from which on the next one is due; null while there is none. */
export function nextGroupSchedule({ tables, nowMs }: World): number | null {
  if (tables.groupSchedules.size === 0) return null
  let dueAtMs = Number.POSITIVE_INFINITY
  for (const { nextAtMs } of tables.groupSchedules.values()) dueAtMs = Math.min(dueAtMs, nextAtMs ?? dueAtMs)
  if (dueAtMs === Number.POSITIVE_INFINITY) return null
  return Math.max(Math.floor(nowMs / MINUTE_MS + 1), Math.ceil(dueAtMs / MINUTE_MS)) * MINUTE_MS
}

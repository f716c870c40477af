// When does a scheduled action of a group run? At its start, and as its cron expression of five fields says (AS-73).
import type { GroupSchedule } from '../../model/scaling/groups.ts'
import { type CronSchedule, cronOf } from '../schedules/cron.ts'

type Schedule = Pick<GroupSchedule, 'recurrence' | 'timezone' | 'startAtMs' | 'endAtMs'>

export const RECURRENCE = 'a cron expression of five fields: minute hour day-of-month month day-of-week'

/** Null for what is no such expression, or names no time zone. */
export function calendarOf(recurrence: string, timezone: string | null): CronSchedule | null {
  const fields = recurrence.trim().split(/\s+/)
  if (fields.length !== 5 || recurrence.includes('?')) return null
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields as [string, string, string, string, string]
  try {
    return cronOf({ second: '0', minute, hour, dayOfMonth, month, dayOfWeek, year: '*' }, timezone ?? 'Etc/UTC', {
      sundayIsZero: true,
    })
  } catch {
    return null
  }
}

/** The first time after `afterMs`; null when it never runs again. */
export function nextRecurrence({ recurrence, timezone, startAtMs, endAtMs }: Schedule, afterMs: number): number | null {
  const isToCome = startAtMs !== null && startAtMs > afterMs
  const recurring = recurrence === null ? null : (calendarOf(recurrence, timezone)?.after(afterMs) ?? null)
  const nextMs = isToCome ? startAtMs : recurring
  return nextMs === null || (endAtMs !== null && nextMs > endAtMs) ? null : nextMs
}

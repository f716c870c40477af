// When does a cron expression next fall due, in its time zone, through the changes of its clocks? The only file that knows croner.
import { Cron } from 'croner'

export interface CronFields {
  readonly second: string
  readonly minute: string
  readonly hour: string
  readonly dayOfMonth: string
  readonly month: string
  /** 1 is Sunday (AS-74), or with `sundayIsZero` 0 and 7 are. */
  readonly dayOfWeek: string
  readonly year: string
}

export interface CronSchedule {
  /** The first instant after `ms`; null where there is none. */
  after(ms: number): number | null
}

/** Years that anybody simulates; beyond them the search for a day that never comes would go on for long. */
const LAST_MS = Date.UTC(2200, 0)

/**
 * A local time that the clocks pass over falls due at the first valid minute after it, one that comes twice the first time (AS-71). An
 * expression with `*` or a step in its hours or minutes goes by the clock on the wall, and falls due both times.
 * @throws what croner throws for a text that it cannot read, or a zone that is none
 */
export function cronOf(fields: CronFields, timezone: string, { sundayIsZero = false } = {}): CronSchedule {
  const { second, minute, hour, dayOfMonth, month, dayOfWeek, year } = fields
  const cron = new Cron([second, minute, hour, dayOfMonth, month, dayOfWeek, year].join(' '), {
    timezone,
    mode: '7-part',
    alternativeWeekdays: !sundayIsZero,
    sloppyRanges: true,
    fixedTimeRule: 'no-wildcard',
    stopAt: new Date(LAST_MS),
    paused: true,
  })
  const after = (ms: number) => cron.nextRun(new Date(ms))?.getTime() ?? null
  after(0)
  return { after }
}

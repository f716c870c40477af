// When does a scheduled action run? `at`, `rate` and `cron` as Application Auto Scaling reads them (AS-70, AS-71, AS-73, AS-74).
import { MINUTE_MS } from '../../model/scaling/metrics.ts'
import { type CronFields, type CronSchedule, cronOf } from './cron.ts'

/** A schedule as somebody wrote it, and between which instants it holds. */
export interface ScheduleInput {
  readonly schedule: string
  readonly timezone: string | null
  readonly startAtMs: number | null
  readonly endAtMs: number | null
  readonly createdAtMs: number
}

/** What is wrong with it. */
export interface ScheduleFault {
  readonly path: 'Schedule' | 'Timezone'
  readonly expected: string
}

const UNITS_MS: Readonly<Record<string, number>> = {
  minute: MINUTE_MS,
  minutes: MINUTE_MS,
  hour: 60 * MINUTE_MS,
  hours: 60 * MINUTE_MS,
  day: 1_440 * MINUTE_MS,
  days: 1_440 * MINUTE_MS,
}

const AT = /^at\((\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?\)$/
const RATE = /^rate\(([1-9]\d{0,8}) (minutes?|hours?|days?)\)$/
const CRON = /^cron\(([^()]+)\)$/

const FORMS = 'at(yyyy-mm-ddThh:mm:ss), rate(value unit) or cron(minute hour day-of-month month day-of-week year)'

/** What is wrong with a schedule; null for one that can be followed. */
export function scheduleFault({
  schedule,
  timezone,
}: Pick<ScheduleInput, 'schedule' | 'timezone'>): ScheduleFault | null {
  if (!isZone(timezone))
    return { path: 'Timezone', expected: 'a time zone of the IANA database, such as Europe/Berlin' }
  const rate = RATE.exec(schedule)
  if (rate !== null) {
    const isOne = rate[1] === '1'
    const isSingular = !rate[2]!.endsWith('s')
    return isOne === isSingular
      ? null
      : { path: 'Schedule', expected: 'a unit in the singular with 1, else in the plural' }
  }
  const fields = fieldsOf(schedule)
  if (fields === null) return { path: 'Schedule', expected: FORMS }
  if (CRON.test(schedule) && fields.dayOfMonth !== '?' && fields.dayOfWeek !== '?')
    return { path: 'Schedule', expected: '? as the day of the month or of the week' }
  try {
    calendarOf(fields, timezone)
    return null
  } catch {
    return { path: 'Schedule', expected: FORMS }
  }
}

/** The first time after `afterMs` at which it runs; null when it never does again. Its schedule has no fault. */
export function nextRunAfter(input: ScheduleInput, afterMs: number): number | null {
  const { schedule, endAtMs, startAtMs } = input
  if (AT.test(schedule)) return calendarOf(fieldsOf(schedule)!, input.timezone).after(afterMs)
  const nextMs = startAtMs !== null && startAtMs > afterMs ? startAtMs : recurring(input, afterMs)
  return nextMs === null || (endAtMs !== null && nextMs > endAtMs) ? null : nextMs
}

/** Whether weekdays are given as numbers, which AWS's own pages count in two ways (AS-74). */
export function countsWeekdays(schedule: string): boolean {
  const dayOfWeek = CRON.test(schedule) ? fieldsOf(schedule)?.dayOfWeek : undefined
  return dayOfWeek !== undefined && /(?:^|[,-])\d/.test(dayOfWeek)
}

/** With a beginning at that and then on schedule (AS-73). */
function recurring({ schedule, timezone, startAtMs, createdAtMs }: ScheduleInput, afterMs: number): number | null {
  const rate = RATE.exec(schedule)
  if (rate === null) return calendarOf(fieldsOf(schedule)!, timezone).after(afterMs)
  const everyMs = Number(rate[1]) * UNITS_MS[rate[2]!]!
  const fromMs = startAtMs ?? createdAtMs
  return fromMs + (Math.floor((afterMs - fromMs) / everyMs) + 1) * everyMs
}

function fieldsOf(schedule: string): CronFields | null {
  const at = AT.exec(schedule)
  if (at !== null) {
    const [, year, month, dayOfMonth, hour, minute, second = '0'] = at
    return isDay(Number(year), Number(month), Number(dayOfMonth))
      ? numbered({
          second,
          minute: minute!,
          hour: hour!,
          dayOfMonth: dayOfMonth!,
          month: month!,
          dayOfWeek: '*',
          year: year!,
        })
      : null
  }
  const words = CRON.exec(schedule)?.[1]?.trim().split(/\s+/) ?? []
  // Seconds may lead, and are not kept (AS-70).
  if (words.length === 7) words.shift()
  if (words.length !== 6) return null
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = words as [string, string, string, string, string, string]
  return { second: '0', minute, hour, dayOfMonth, month, dayOfWeek, year }
}

/** Without leading zeros. */
function numbered(fields: CronFields): CronFields {
  const plain = Object.entries(fields).map(([name, text]) => [name, /^\d+$/.test(text) ? String(Number(text)) : text])
  return Object.fromEntries(plain) as CronFields
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function isZone(timezone: string | null): boolean {
  if (timezone === null) return true
  // Offsets are zones to the engine's calendar, and none to AWS.
  if (!/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/.test(timezone)) return false
  try {
    calendarOf(
      { second: '0', minute: '0', hour: '0', dayOfMonth: '1', month: '1', dayOfWeek: '*', year: '*' },
      timezone,
    )
    return true
  } catch {
    return false
  }
}

/** Reading an expression takes longer than asking it. A cache: what it gives follows from its key. */
const CALENDARS = new Map<string, CronSchedule>()

function calendarOf(fields: CronFields, timezone: string | null): CronSchedule {
  const key = JSON.stringify([fields, timezone])
  const known = CALENDARS.get(key)
  if (known !== undefined) return known
  const made = cronOf(fields, timezone ?? 'Etc/UTC')
  if (CALENDARS.size >= 1_000) CALENDARS.clear()
  CALENDARS.set(key, made)
  return made
}

// How do people write spans and instants, and what are they in integer milliseconds?
import { show } from './closest.ts'
import { UsageError } from './errors.ts'
import { timeOf } from './plain-data.ts'

/** `'90s'`, `'5m'`, `'1h30m'`, `'PT5M'`, or a whole number of milliseconds. */
export type Duration = string | number
/** An ISO 8601 string (UTC unless it names a zone), a `Date`, or milliseconds since 1970. */
export type Instant = string | number | Date

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const SHORT = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/
const SHORT_PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g
const ISO_DURATION = /^PT?(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/
const ISO_INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/** A span in milliseconds, zero or more. @throws UsageError when it is none of the accepted forms. */
export function parseDurationMs(value: Duration, path: string): number {
  const ms = typeof value === 'number' ? value : parseDurationText(value)
  if (ms === undefined || !Number.isSafeInteger(ms) || ms < 0 || ms > MAX_INSTANT_MS) {
    const expected = "a duration such as '90s', '5m', '1h30m', 'PT5M' or whole milliseconds"
    throw new UsageError(`${path}: expected ${expected}, found ${show(value)}.`, { path, expected, found: show(value) })
  }
  return ms
}

function parseDurationText(text: unknown): number | undefined {
  if (typeof text !== 'string' || text.length > 40) return undefined
  if (SHORT.test(text)) {
    let total = 0
    for (const [, amount, unit] of text.matchAll(SHORT_PART)) total += Number(amount) * UNIT_MS[unit as string]!
    return roundMs(total)
  }
  const iso = ISO_DURATION.exec(text)
  if (iso === null || !/\d/.test(text)) return undefined
  const [, days, hours, minutes, seconds] = iso
  return roundMs(
    Number(days ?? 0) * UNIT_MS.d! +
      Number(hours ?? 0) * UNIT_MS.h! +
      Number(minutes ?? 0) * UNIT_MS.m! +
      Number(seconds ?? 0) * 1_000,
  )
}

/** The one rounding rule of the house: to the nearest millisecond, halves up. */
export function roundMs(value: number): number {
  return Math.floor(value + 0.5)
}

/** An instant in milliseconds since 1970. @throws UsageError when it is none of the accepted forms. */
export function parseInstantMs(value: Instant, path: string): number {
  const ms = instantMsOf(value)
  if (ms === undefined || !Number.isSafeInteger(ms) || ms < 0 || ms > MAX_INSTANT_MS) {
    const expected = 'an ISO 8601 instant, a Date or milliseconds since 1970'
    throw new UsageError(`${path}: expected ${expected}, found ${show(value)}.`, { path, expected, found: show(value) })
  }
  return ms
}

function instantMsOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'object' && value !== null ? timeOf(value) : parseInstantText(value)
}

/** The last instant of the year 9999: beyond it ISO strings change their form. */
export const MAX_INSTANT_MS = 253_402_300_799_999

/** `undefined` when the text is not an instant. A text without a zone is UTC, never local time. */
function parseInstantText(text: unknown): number | undefined {
  const match = typeof text === 'string' ? ISO_INSTANT.exec(text) : null
  if (match === null) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const millis = Number((match[7] ?? '0').padEnd(3, '0'))
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, millis)
  const back = new Date(utc)
  // Date.UTC rolls 31 February over into March; we do not.
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59)
    return undefined
  return utc - zoneOffsetMs(match[8])
}

function zoneOffsetMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  const digits = zone.replace(/[^0-9]/g, '')
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000
}

/** `5m30s`, `1h`, `250ms`: the shortest exact form. */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0s'
  let rest = ms
  let text = ''
  for (const unit of ['d', 'h', 'm', 's', 'ms']) {
    const count = Math.floor(rest / UNIT_MS[unit]!)
    if (count > 0) text += `${count}${unit}`
    rest -= count * UNIT_MS[unit]!
  }
  return text
}

export function formatInstant(ms: number): string {
  return new Date(ms).toISOString()
}

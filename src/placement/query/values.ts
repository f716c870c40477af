// What do the values of an expression mean for their subject: a version, an instant, a number (CQ-09, CQ-10)?
import type { Test } from './ast.ts'
import { compilePattern } from './pattern.ts'
import type { Reader } from './reader.ts'

/** Refuses a value that its subject can never have, and a pattern that we cannot read. @throws Faulty */
export function checkValue(reader: Reader, test: Test): Test {
  const { subject, operator, values, column } = test
  const [value = ''] = values
  const refuse = (expected: string, rule: string) => reader.fail(expected, rule, column - 1)
  if (operator === '=~' || operator === '!~') compilePattern(value, column)
  else if (subject.of === 'agentConnected' && !values.every((text) => text === 'true' || text === 'false'))
    refuse('true or false', 'CQ-09')
  if (subject.of === 'agentVersion' && versionOf(value) === null) refuse('a version such as 1.14.5', 'CQ-09')
  if (subject.of === 'runningTasksCount' && countOf(value) === null) refuse('a whole number', 'CQ-09')
  if (subject.of === 'registeredAt' && instantOf(value) === null)
    refuse('an instant such as 2018-06-18T22:28:28+00:00, or a date', 'CQ-10')
  return test
}

/** Dotted numeric parts. */
export function versionOf(text: string): readonly number[] | null {
  return /^\d{1,9}(?:\.\d{1,9})*$/.test(text) ? text.split('.').map(Number) : null
}

export function countOf(text: string): number | null {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : null
}

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:Z|([+-])(\d\d):(\d\d))?)?$/

/** Milliseconds since 1970; a date is its first instant, and what names no zone is UTC. */
export function instantOf(text: string): number | null {
  const parts = INSTANT.exec(text)
  if (parts === null) return null
  const [, year, month, day, hour = 0, minute = 0, second = 0, sign, offsetHours = 0, offsetMinutes = 0] = parts
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return null
  const dayMs = Date.UTC(Number(year), Number(month) - 1, Number(day))
  if (new Date(dayMs).toISOString().slice(0, 10) !== text.slice(0, 10)) return null
  const offsetMs = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000 * (sign === '-' ? -1 : 1)
  return dayMs + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1_000 - offsetMs
}

/** Below zero when a is less; parts that are missing are 0. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

const DECIMAL = /^[+-]?\d{1,15}(?:\.\d{1,15})?$/

/** Numbers by value when both sides are decimal numbers, everything else by code points (CQ-07). */
export function compareTexts(a: string, b: string): number {
  if (DECIMAL.test(a) && DECIMAL.test(b)) return Number(a) - Number(b)
  const [left, right] = [Array.from(a), Array.from(b)]
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = left[at]!.codePointAt(0)! - right[at]!.codePointAt(0)!
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

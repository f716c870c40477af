// From when to when are readings wanted? Whole minutes that are over.
import * as z from 'zod/mini'
import { type Duration, formatInstant, type Instant, parseDurationMs, parseInstantMs } from '../../kernel/durations.ts'
import { UsageError } from '../../kernel/errors.ts'
import { MINUTE_MS } from '../../model/scaling/metrics.ts'
import { parseControl } from '../parse.ts'

export interface SpanInput {
  /** The beginning of the simulation when absent. */
  readonly since?: Instant | undefined
  /** Now when absent. */
  readonly until?: Instant | undefined
}

export interface PeriodInput extends SpanInput {
  /** Whole minutes. */
  readonly period?: Duration | undefined
}

export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

interface Clock {
  readonly nowMs: number
  readonly options: { readonly startAtMs: number }
}

const input = z.strictObject({
  since: z.optional(z.unknown()),
  until: z.optional(z.unknown()),
  period: z.optional(z.unknown()),
})

/** @throws UsageError for instants outside of the simulation, or in the wrong order */
export function spanOf({ nowMs, options: { startAtMs } }: Clock, given: unknown, call: string): Span {
  const { since, until } = parseControl(input, given ?? {}, call)
  const fromMs = since === undefined ? startAtMs : instantOf(since, `${call}: since`, startAtMs, nowMs)
  const toMs = until === undefined ? nowMs : instantOf(until, `${call}: until`, fromMs, nowMs)
  return { fromMs, toMs }
}

/** Periods that are over, from the minute on in which the span begins. @throws UsageError */
export function periodsOf(clock: Clock, given: unknown, call: string, usualMs: number): Span & { periodMs: number } {
  const { fromMs, toMs } = spanOf(clock, given, call)
  const { period } = parseControl(input, given ?? {}, call)
  const periodMs = period === undefined ? usualMs : parseDurationMs(period as Duration, `${call}: period`)
  const beginMs = Math.floor(fromMs / MINUTE_MS) * MINUTE_MS
  const count = Math.floor((toMs - beginMs) / periodMs)
  if (periodMs < MINUTE_MS || periodMs % MINUTE_MS !== 0)
    refuse(`${call}: period`, 'whole minutes, at least one', String(period))
  if (count > MOST_PERIODS)
    refuse(`${call}: period`, `one that gives at most ${MOST_PERIODS} periods`, `${count} of them`)
  return { fromMs: beginMs, toMs: beginMs + count * periodMs, periodMs }
}

const MOST_PERIODS = 1_000_000

function instantOf(value: unknown, path: string, leastMs: number, mostMs: number): number {
  const atMs = parseInstantMs(value as Instant, path)
  if (atMs >= leastMs && atMs <= mostMs) return atMs
  return refuse(path, `an instant from ${formatInstant(leastMs)} to ${formatInstant(mostMs)}`, formatInstant(atMs))
}

export function refuse(path: string, expected: string, found: string, hint = ''): never {
  throw new UsageError(`${path}: expected ${expected}, found ${found}.${hint}`, { path, expected, found })
}

// What did happen, as far as expectations ask? Levels, times and texts, read from the journal.
import { parseDurationMs, type Service, type ServiceEvent, type ServiceLevel, type Simulation } from '../index.ts'
import type { Clock, Verdict } from './verdict.ts'
import { spanText } from './words.ts'

/** A place in the journal, and the instant that goes with it. */
export interface Since {
  readonly seq: number
  readonly atMs: number
}

export interface Evidence extends Clock {
  readonly sim: Simulation
  readonly verdict: Verdict
  /** Where the scenario's clock shows 0. */
  readonly since: Since
}

export interface Finding {
  readonly met: boolean
  readonly found: string
}

// ── by when ──

type ByWhen = boolean | { readonly within: string | number }

export function byWhen(yes: string, no: string, value: ByWhen): string {
  if (typeof value === 'boolean') return value ? yes : no
  return `${yes} within ${value.within}`
}

export function isBy(value: ByWhen, spanMs: number | null): boolean {
  if (typeof value === 'boolean') return value === (spanMs !== null)
  return spanMs !== null && spanMs <= parseDurationMs(value.within, 'within')
}

// ── levels ──

type Measure = (level: ServiceLevel) => number

export function levelsFor({ sim, since }: Evidence, { arn }: Readonly<Service>): readonly ServiceLevel[] {
  return sim.levels(arn, { since: { seq: since.seq } })
}

/** `3 healthy and 4 running`. */
export function levelText(levels: Readonly<Record<string, number | undefined>>): string {
  const stated = Object.entries(levels).filter(([, count]) => count !== undefined)
  return stated.map(([name, count]) => `${count} ${name}`).join(' and ')
}

/** The first level that is the most, or the least. */
export function extreme(
  levels: readonly ServiceLevel[],
  measure: Measure,
  isBeyond: (a: number, b: number) => boolean,
): ServiceLevel {
  return levels.reduce((best, level) => (isBeyond(measure(level), measure(best)) ? level : best))
}

/** Whether a level, once it is reached, is kept. */
export function floorOf(
  wanted: number | undefined,
  measure: Measure,
  { levels, zeroMs }: { levels: readonly ServiceLevel[]; zeroMs: number },
): Finding | null {
  if (wanted === undefined) return null
  const reached = levels.findIndex((level) => measure(level) >= wanted)
  const isLess = (a: number, b: number) => a < b
  if (reached < 0) {
    const most = extreme(levels, measure, (a, b) => a > b)
    return { met: false, found: `never more than ${measure(most)}` }
  }
  const least = extreme(levels.slice(reached), measure, isLess)
  return { met: measure(least) >= wanted, found: `fewest ${measure(least)}, at ${spanText(least.atMs - zeroMs)}` }
}

/** Of two findings the one that is not met. */
export function worse(a: Finding | null, b: Finding | null): Finding {
  const stated = [a, b].filter((finding) => finding !== null)
  return stated.find(({ met }) => !met) ?? stated[0]!
}

// ── events ──

/** When, on the scenario's clock, an event of the service first contained the text. */
export function said(text: string, { sim, since, zeroMs }: Evidence, { arn }: Readonly<Service>): number | null {
  for (const { kind, set, atMs } of sim.journal.slice(since.seq)) {
    if (kind !== 'serviceEvent.created') continue
    const { serviceArn, message } = set as ServiceEvent
    if (serviceArn === arn && message.includes(text)) return atMs - zeroMs
  }
  return null
}

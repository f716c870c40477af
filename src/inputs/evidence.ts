// What did happen, as far as expectations ask? Levels, times and texts, read from the journal.
import { parseDurationMs, type Service, type ServiceEvent, type ServiceLevel, type Simulation } from '../index.ts'
import type { RequestLoad } from './requests.ts'
import type { Clock, Verdict } from './verdict.ts'
import { spanText } from './words.ts'

/** A place in the journal, and the instant that goes with it. */
export interface Since {
  readonly seq: number
  readonly atMs: number
  /** The services as they were, by ARN. */
  readonly services: ReadonlyMap<string, Readonly<Service>>
}

export interface Evidence extends Clock {
  readonly sim: Simulation
  readonly verdict: Verdict
  /** Where the scenario's clock shows 0. */
  readonly since: Since
  readonly loads: readonly RequestLoad[]
}

export interface Finding {
  readonly met: boolean
  readonly found: string
  /** What bears it out: `seq` of journal entries, and service events in AWS's words. */
  readonly entries?: readonly number[]
  readonly texts?: readonly string[]
}

export interface Rule<Value> {
  sentence(value: Value, service: string): string
  check(value: Value, evidence: Evidence, service: Readonly<Service>): Finding
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

interface History {
  readonly levels: readonly ServiceLevel[]
  readonly evidence: Evidence
  readonly service: Readonly<Service>
}

/** Whether a level, once it is reached, is kept. */
export function floorOf(
  wanted: number | undefined,
  measure: Measure,
  { levels, evidence, service }: History,
): Finding | null {
  if (wanted === undefined) return null
  const reached = levels.findIndex((level) => measure(level) >= wanted)
  const isLess = (a: number, b: number) => a < b
  if (reached < 0) {
    const most = extreme(levels, measure, (a, b) => a > b)
    return { met: false, found: `never more than ${measure(most)}` }
  }
  const least = extreme(levels.slice(reached), measure, isLess)
  const found = `fewest ${measure(least)}, at ${spanText(least.atMs - evidence.zeroMs)}`
  return { met: measure(least) >= wanted, found, ...saidAt(evidence, service, least.atMs) }
}

/** Of two findings the one that is not met. */
export function worse(a: Finding | null, b: Finding | null): Finding {
  const stated = [a, b].filter((finding) => finding !== null)
  return stated.find(({ met }) => !met) ?? stated[0]!
}

// ── events ──

type Saying = { readonly seq: number; readonly atMs: number; readonly text: string }

function* sayings({ sim, since, zeroMs }: Evidence, { arn }: Readonly<Service>): Generator<Saying> {
  for (let seq = since.seq; seq < sim.journal.length; seq++) {
    const { kind, set, atMs } = sim.journal[seq]!
    if (kind !== 'serviceEvent.created') continue
    const { serviceArn, message } = set as ServiceEvent
    if (serviceArn === arn) yield { seq, atMs: atMs - zeroMs, text: message }
  }
}

/** The first event of the service that contains the text. */
export function said(text: string, evidence: Evidence, service: Readonly<Service>): Saying | null {
  for (const saying of sayings(evidence, service)) if (saying.text.includes(text)) return saying
  return null
}

export function whenSaid(saying: Saying | null): Omit<Finding, 'met'> {
  if (saying === null) return { found: 'none does' }
  return { found: `at ${spanText(saying.atMs)}`, entries: [saying.seq], texts: [saying.text] }
}

/** What the service said in an instant. */
export function saidAt(
  evidence: Evidence,
  service: Readonly<Service>,
  atMs: number,
): Pick<Finding, 'entries' | 'texts'> {
  const then = [...sayings(evidence, service)].filter((saying) => saying.atMs + evidence.zeroMs === atMs)
  return { entries: then.map(({ seq }) => seq), texts: then.map(({ text }) => text) }
}

/** What those say who still wait. */
export function waitersSay({ waitingFor }: Verdict): string[] {
  return [...new Set(waitingFor.flatMap(({ events }) => events))]
}

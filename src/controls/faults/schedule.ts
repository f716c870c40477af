// Which faults come by themselves, and when? A plan of plain data becomes rows and timers; the event queue does the rest, so that a
// plan is saved, forked and replayed like everything else. A due fault is an event and no command: nothing replays it twice.
import * as z from 'zod/mini'
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import { FAULT_NAMES, type FaultName } from '../../engine/faults.ts'
import type { World } from '../../engine/world.ts'
import { show, suggestion } from '../../kernel/closest.ts'
import {
  type Duration,
  formatInstant,
  type Instant,
  MAX_INSTANT_MS,
  parseDurationMs,
  parseInstantMs,
} from '../../kernel/durations.ts'
import { inserted } from '../../model/changes.ts'
import type { JsonRecord, ScheduledFault } from '../../model/entities.ts'
import { parseControl } from '../parse.ts'
import { refuseFault } from './control.ts'
import { CONTROLS, readFault } from './table.ts'

/** One fault to come. */
export interface PlannedFault {
  /** A call of `sim.faults` by its name, such as `loseZone`, or one of `sim.fleet` as `fleet.stopInstances`. */
  readonly fault: string
  /** What that call takes. */
  readonly input: object
  /** When: an instant, or the time from now. One of the two. */
  readonly at?: Instant | undefined
  readonly after?: Duration | undefined
  /** When it is taken back: an instant, or how long it lasts. At most one, and only for what can be taken back. */
  readonly until?: Instant | undefined
  readonly lasts?: Duration | undefined
}

const CALL = 'faults.schedule'
const MOST_FAULTS = 10_000
const PLAN = `a list of 1 to ${MOST_FAULTS} faults: { fault, input, at or after }`

const anything = z.optional(z.unknown())
const planned = z.strictObject({
  fault: z.string('the name of a fault'),
  input: z.unknown(),
  at: anything,
  after: anything,
  until: anything,
  lasts: anything,
})
const plan = z.array(planned, PLAN).check(z.minLength(1, PLAN), z.maxLength(MOST_FAULTS, PLAN))

type Strike = Pick<ScheduledFault, 'atMs' | 'call' | 'input'>

/** @throws UsageError for a fault that is unknown, past, or not as its own call would take it */
export function schedule(world: World, given: readonly PlannedFault[]): void {
  const parsed = parseControl(plan, given, CALL)
  const read = parsed.map((item, index) => readPlanned(world, item, `[${index}]`))
  command(world, CALL, [read.map(({ record }) => record)], (cause) => {
    for (const { strikes } of read) for (const strike of strikes) enter(world, strike, cause)
  })
}

function enter(world: World, strike: Strike, cause: number): void {
  const id = `fault-${world.tables.faults.size + 1}`
  const row: ScheduledFault = { id, ...strike, struckAtMs: null }
  const timers = [{ atMs: strike.atMs, kind: 'fault.strike', id }] as const
  apply(world, { changes: [inserted('fault.created', id, row)], timers }, cause)
}

/** What it comes to, and what to write down so that it can be said again. */
function readPlanned(
  world: World,
  { fault, input, at, after, until, lasts }: z.output<typeof planned>,
  path: string,
): { readonly record: object; readonly strikes: readonly Strike[] } {
  const call = callOf(fault, `${path}.fault`)
  const parsed = readFault(world, call, input, `${CALL}: ${path}.input`) as unknown as JsonRecord
  const atMs = instantOf({ at, after }, world.nowMs, path, ['at', 'after'])
  if (atMs === null) return refuseFault(CALL, `${path}.at`, 'an instant, or a duration as `after`', at)
  if (atMs < world.nowMs) refuseFault(CALL, `${path}.at`, `an instant from ${formatInstant(world.nowMs)} on`, at)
  const untilMs = instantOf({ at: until, after: lasts }, atMs, path, ['until', 'lasts'])
  const strikes: Strike[] = [{ atMs, call, input: parsed }]
  if (untilMs !== null) strikes.push(reversal(call, parsed, atMs, untilMs, path))
  const record = { fault, input: parsed, at: atMs, ...(untilMs === null ? {} : { until: untilMs }) }
  return { record, strikes }
}

function reversal(call: FaultName, input: JsonRecord, atMs: number, untilMs: number, path: string): Strike {
  const { reverse } = CONTROLS[call]
  if (reverse === undefined) refuseFault(CALL, `${path}.until`, 'none: nothing takes this fault back', untilMs)
  if (untilMs <= atMs) refuseFault(CALL, `${path}.until`, `an instant after ${formatInstant(atMs)}`, untilMs)
  return { atMs: untilMs, call: reverse, input }
}

function callOf(fault: string, path: string): FaultName {
  const call = FAULT_NAMES.find((name) => name === fault || name === `faults.${fault}`)
  if (call !== undefined) return call
  const names = FAULT_NAMES.map((name) => name.replace(/^faults\./, ''))
  return refuseFault(CALL, path, `one of ${names.join(', ')}`, fault, suggestion(fault, names))
}

/** By an instant or by a span from another one; null when neither is given. */
function instantOf(
  { at, after }: { readonly at: unknown; readonly after: unknown },
  fromMs: number,
  path: string,
  [instant, span]: readonly [string, string],
): number | null {
  if (at !== undefined && after !== undefined) refuseFault(CALL, `${path}.${span}`, `none beside ${instant}`, after)
  if (at !== undefined) return parseInstantMs(at as Instant, `${CALL}: ${path}.${instant}`)
  if (after === undefined) return null
  const ms = fromMs + parseDurationMs(after as Duration, `${CALL}: ${path}.${span}`)
  if (ms > MAX_INSTANT_MS)
    refuseFault(CALL, `${path}.${span}`, 'a duration that ends before the year 10000', show(after))
  return ms
}

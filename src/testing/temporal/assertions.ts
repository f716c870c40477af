// Does something stay true, become true, or never happen while time passes? Assertions about a simulation's future.
import {
  type Duration,
  formatDuration,
  type Goal,
  parseDurationMs,
  predicateOf,
  type Simulation,
  show,
  UsageError,
  type WorldView,
} from '../../index.ts'
import { storyOf } from './story.ts'

/** Something that is true or not at the end of an instant. What it is called stands in the message when it fails. */
export type Statement = (view: WorldView) => boolean

export interface While {
  /** For how long. */
  readonly for: Duration
  /** Until this holds, and for no longer than `for`. */
  readonly until?: Goal | undefined
  /** What is asserted, in words; the function's name or text when absent. */
  readonly what?: string | undefined
}

export interface ByWhen {
  readonly atMost: Duration
  readonly what?: string | undefined
}

/** What was asserted of the future is not so. */
export class TemporalAssertionError extends Error {
  override readonly name = 'TemporalAssertionError'
  /** The instant at which it turned out. */
  readonly at: Date

  constructor(message: string, at: Date) {
    super(message)
    this.at = at
  }
}

/**
 * Lets time pass, and asserts that a statement holds now and at the end of every instant.
 *
 * ```ts
 * always(sim, (view) => countsOf(view, 'web').healthy >= 3, { until: 'steady', for: '1h' })
 * ```
 * @throws TemporalAssertionError at the first instant at which it does not; UsageError
 */
export function always(sim: Simulation, statement: Statement, { for: span, until, what }: While): void {
  hold(sim, { name: 'always', statement, isWanted: true, span, until, what })
}

/** Lets time pass, and asserts that a statement holds at no instant. @throws TemporalAssertionError at the first at which it does */
export function never(sim: Simulation, statement: Statement, { for: span, until, what }: While): void {
  hold(sim, { name: 'never', statement, isWanted: false, span, until, what })
}

/**
 * Lets time pass until a statement holds, which it must by then. Returns the instant.
 * @throws TemporalAssertionError saying who still waits for what; UsageError
 */
export function eventually(sim: Simulation, statement: Statement, { atMost, what }: ByWhen): Date {
  refuseOther('statement', statement)
  const sinceMs = sim.nowMs
  const { reached, at } = sim.runUntil(statement, { atMost })
  if (reached) return at
  throw broken(
    sim,
    `eventually: ${wordsOf(statement, what)}: it did not within ${formatDuration(sim.nowMs - sinceMs)}.`,
  )
}

/** `eventually`, with the span first: `within(sim, '5m', isStable)`. @throws as `eventually` */
export function within(sim: Simulation, span: Duration, statement: Statement, what?: string): Date {
  return eventually(sim, statement, { atMost: span, what })
}

interface Holding {
  readonly name: 'always' | 'never'
  readonly statement: Statement
  /** What the statement must say all the time. */
  readonly isWanted: boolean
  readonly span: Duration
  readonly until: Goal | undefined
  readonly what: string | undefined
}

function hold(sim: Simulation, { name, statement, isWanted, span, until, what }: Holding): void {
  refuseOther('statement', statement)
  const sinceMs = sim.nowMs
  const endMs = sinceMs + parseDurationMs(span, 'for')
  const isOver = endOf(until)
  let isBroken = false
  const look: Statement = (view) => {
    isBroken = statement(view) !== isWanted
    return isBroken || isOver(view)
  }
  sim.runUntil(look, { atMost: endMs - sinceMs })
  if (!isBroken) return
  const after = sim.nowMs === sinceMs ? 'from the beginning' : `after ${formatDuration(sim.nowMs - sinceMs)}`
  throw broken(sim, `${name}: ${wordsOf(statement, what)}: it ${isWanted ? 'did not' : 'did'} ${after}.`)
}

function endOf(until: Goal | undefined): Statement {
  if (until === undefined) return () => false
  if (until === 'steady' || until === 'stable' || typeof until === 'function') return predicateOf(until)
  throw unexpected('until', "'steady', 'stable' or a function of the view", until)
}

function refuseOther(path: string, statement: unknown): void {
  if (typeof statement !== 'function') throw unexpected(path, 'a function of the view', statement)
}

function unexpected(path: string, expected: string, value: unknown): UsageError {
  const found = show(value)
  return new UsageError(`${path}: expected ${expected}, found ${found}.`, { path, expected, found })
}

const LONGEST_WORDS = 120

/** What somebody calls it, or what it says. */
function wordsOf(statement: Statement, what: string | undefined): string {
  if (what !== undefined) return what
  const source = (statement.name || String(statement)).replace(/\s+/g, ' ')
  // How Vitest calls what is imported.
  const text = source.replace(/\(0, ?__\w+\.(\w+)\)/g, '$1')
  return text.length <= LONGEST_WORDS ? text : `${text.slice(0, LONGEST_WORDS)}…`
}

function broken(sim: Simulation, sentence: string): TemporalAssertionError {
  return new TemporalAssertionError([sentence, ...storyOf(sim)].join('\n'), sim.now)
}

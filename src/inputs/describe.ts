// What came of a scenario, as one JSON document for machines? Part of what `drydock run --json` prints.
import { formatInstant, type NotSimulated } from '../index.ts'
import type { ExpectationResult } from './expectations.ts'
import type { RevisionAlias } from './revisions.ts'
import type { ActionRecord, ScenarioResult } from './run.ts'
import type { Verdict, Waiter } from './verdict.ts'

/** `clockMs` is always on the scenario's clock, which shows 0 at `startAt`. */
export interface ScenarioDocument {
  /** Grows when a member changes its meaning. */
  readonly format: 1
  readonly scenario: string
  readonly title: string | null
  /** null when nobody chose one. */
  readonly seed: string | number | null
  readonly startAt: string
  /** Whether every expectation is met. */
  readonly ok: boolean
  readonly verdict: Omit<Verdict, 'waitingFor'> & { readonly waitingFor: readonly WaitDocument[] }
  readonly expectations: readonly ExpectationResult[]
  readonly actions: readonly ActionRecord[]
  /** Revisions of the account that the files come from, and what they are here. */
  readonly revisions: readonly RevisionAlias[]
  /** What the files ask for and what has no effect here. */
  readonly notSimulated: readonly NotSimulated[]
  readonly journal: { readonly entries: number; readonly sha256: string }
}

export interface WaitDocument extends Omit<Waiter, 'sinceMs' | 'lastEvent'> {
  readonly sinceClockMs: number
}

export function describeResult(result: ScenarioResult): ScenarioDocument {
  const { scenario, simulation, verdict, ok, expectations, actions, revisions, seed, zeroMs } = result
  const waitingFor = verdict.waitingFor.map(({ sinceMs, lastEvent: _, ...wait }) => ({
    ...wait,
    sinceClockMs: sinceMs - zeroMs,
  }))
  return {
    format: 1,
    scenario: scenario.name,
    title: scenario.title,
    seed,
    startAt: formatInstant(zeroMs),
    ok,
    verdict: { ...verdict, waitingFor },
    expectations,
    actions,
    revisions,
    notSimulated: simulation.notSimulated(),
    journal: { entries: simulation.journal.length, sha256: simulation.journalHash() },
  }
}

// What became of a change with some edits, and for whom is it better than without?
import { causesOf } from '../causes/table.ts'
import type { Cause, Fix, VerdictName } from '../rehearsal.ts'
import { type Judged, pathOf } from '../report.ts'
import { type Case, compareVerdicts, worstOf } from '../verdict.ts'
import { patchesOf } from './patches.ts'
import { editsOf, type Proposal } from './proposal.ts'

export interface Trial {
  readonly proposals: readonly Proposal[]
  readonly outcome: Judged
  readonly causes: readonly Caused[]
}

/** A service with whatever is to be said against it. */
export interface Caused {
  readonly one: Case
  readonly causes: readonly Cause[]
}

export function caused({ steps }: Judged): Caused[] {
  return steps
    .flatMap(({ cases }) => cases)
    .map((one) => ({ one, causes: causesOf(one, pathOf) }))
    .filter(({ causes }) => causes.length > 0)
}

/** Of the steps that came out as badly as the whole: what a step that went well says is no trouble. */
export function causedByWorst(outcome: Judged): Caused[] {
  return caused({ ...outcome, steps: outcome.steps.filter(({ verdict }) => verdict === outcome.verdict) })
}

/** One service wherever it is met. */
export function keyOf({ cluster, name }: Case): string {
  return `${cluster}/${name}`
}

/** The service comes off better, and nobody worse. */
export function helpsService(trial: Trial, without: Trial, key: string): boolean {
  const before = verdictsOf(without.outcome)
  const after = verdictsOf(trial.outcome)
  const isWorse = [...after].some(([other, verdict]) => compareVerdicts(verdict, before.get(other) ?? 'stuck') > 0)
  const better = compareVerdicts(after.get(key) ?? 'stuck', before.get(key) ?? 'stuck')
  return !isWorse && (better < 0 || (better === 0 && isSlow(without, key) && !isSlow(trial, key)))
}

/** The whole change comes off better, or is not slow any more. */
export function helpsAll(trial: Trial, without: Trial): boolean {
  const better = compareVerdicts(trial.outcome.verdict, without.outcome.verdict)
  return better < 0 || (better === 0 && trial.outcome.verdict === 'completes' && isSlow(without) && !isSlow(trial))
}

export function completesFor({ outcome }: Trial, key: string): boolean {
  return verdictsOf(outcome).get(key) === 'completes'
}

/** The worst of all steps, by service. */
function verdictsOf({ steps }: Judged): Map<string, VerdictName> {
  const verdicts = new Map<string, VerdictName>()
  for (const one of steps.flatMap(({ cases }) => cases))
    verdicts.set(keyOf(one), worstOf([one.verdict, verdicts.get(keyOf(one)) ?? 'completes']))
  return verdicts
}

function isSlow({ causes }: Trial, key?: string): boolean {
  return causes.some(
    (of) => (key === undefined || keyOf(of.one) === key) && of.causes.some(({ kind }) => kind === 'slow-drain'),
  )
}

export function fixOf({ proposals, outcome }: Trial): Fix {
  const edits = proposals.flatMap(editsOf)
  return {
    edits,
    words: edits.map(({ words }) => words).join('; '),
    patches: patchesOf(proposals) ?? [],
    verdict: outcome.verdict,
    durationMs: outcome.durationMs,
  }
}

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
  return !isWorse && (better < 0 || (better === 0 && isFaster(trial, without, key)))
}

/** The whole change comes off better, or is not slowed so much any more. */
export function helpsAll(trial: Trial, without: Trial): boolean {
  const better = compareVerdicts(trial.outcome.verdict, without.outcome.verdict)
  return better < 0 || (better === 0 && trial.outcome.verdict === 'completes' && isFaster(trial, without))
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

/** Something that made it slow is gone, and nothing came in its place. */
function isFaster(trial: Trial, without: Trial, key?: string): boolean {
  const [before, after] = [slowness(without, key), slowness(trial, key)]
  return after.size < before.size && [...after].every((kind) => before.has(kind))
}

/** What makes which service slow. */
function slowness({ causes }: Trial, key?: string): ReadonlySet<string> {
  const own = causes.filter(({ one }) => key === undefined || keyOf(one) === key)
  return new Set(
    own.flatMap(({ one, causes: said }) =>
      said.filter(({ weight }) => weight === 'slows').map(({ kind }) => `${keyOf(one)} ${kind}`),
    ),
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

// In which words is a rehearsal told? Sentences that the terminal and Markdown share: nothing is decided here.
import type {
  Cause,
  Cost,
  Fix,
  Impossibility,
  Percentiles,
  Rehearsal,
  ServiceRehearsal,
  StepName,
  VerdictName,
} from '../../rehearsal/index.ts'
import { counted, grouped } from '../names.ts'
import { PATH_WORDS, spanText } from '../path-words.ts'

const VERDICT_WORDS: Readonly<Record<VerdictName, string>> = {
  completes: 'COMPLETES',
  degrades: 'DEGRADES',
  'rolls-back': 'ROLLS BACK',
  stuck: 'STUCK',
}

/** Inside of a sentence. */
export function verdictWord(verdict: VerdictName): string {
  return VERDICT_WORDS[verdict].toLowerCase()
}

/** `completes in 2m10s`. */
export function endText(verdict: VerdictName, durationMs: Percentiles | null): string {
  return durationMs === null ? verdictWord(verdict) : `${verdictWord(verdict)} in ${durationText(durationMs)}`
}

const STEP_TITLES: Readonly<Record<StepName, string>> = {
  change: 'The change',
  creation: 'First the creation of everything',
  release: 'Then an ordinary release: every service deployed once more',
}

/** What heads a step; null where there is only one and it is the change. */
export function stepTitle({ steps }: Rehearsal, step: StepName): string | null {
  return steps.length === 1 && step === 'change' ? null : STEP_TITLES[step]
}

/** `STUCK: The change gets stuck …`; of files whose services cannot be rehearsed there is nothing to say. */
export function headline({ verdict, summary, steps, notRehearsed }: Rehearsal): string {
  const isEmpty = notRehearsed.length > 0 && steps.every(({ services }) => services.length === 0)
  return isEmpty ? 'NOT REHEARSED: no service of the files can be rehearsed.' : `${VERDICT_WORDS[verdict]}: ${summary}`
}

/** `before.yaml → after.yaml`. */
export function pairText({ before, after }: Rehearsal): string {
  return before === null ? after : `${before} → ${after}`
}

/** `web: taskDefinition, desiredCount changed`. */
export function changeText({ change, members }: ServiceRehearsal): string {
  if (change !== 'updated' || members.length === 0) return change
  return `${members.join(', ')} changed`
}

/** `web of prod`; by the files' own words where they give no name, as the cluster's name is made up then as well. */
export function headText({ service, label, cluster }: ServiceRehearsal): string {
  if (label === service) return cluster === '' ? service : `${service} of ${cluster}`
  return label
}

/** ECS's own texts speak of it so. */
export function nameText({ service, label, cluster }: ServiceRehearsal): string | null {
  return label === service ? null : `named ${service} in cluster ${cluster} here`
}

/** What is certain from the start. Its sentence is told once, if the summary has it already. */
export function proofText({ sentence, rule }: Impossibility, { summary }: Rehearsal): string {
  return summary.includes(sentence)
    ? `That is known before any time passes (${rule}).`
    : `Known before any time passes: ${sentence} (${rule})`
}

/** `5m12s`, or `P50 5m12s, P95 6m` where runs differ. */
export function durationText({ p50, p95 }: Percentiles): string {
  return p50 === p95 ? spanText(p50) : `P50 ${spanText(p50)}, P95 ${spanText(p95)}`
}

const LONGEST_SHARES = 3

const OTHER_WORDS = { turn: 'before its turn came', afterwards: 'after its deployment was over' } as const

/** `5m of it deregistration delay, 40s target health`. */
export function sharesText({ longest }: ServiceRehearsal): string {
  const words = { ...PATH_WORDS, ...OTHER_WORDS }
  const shares = longest.filter(({ ms }) => ms > 0).slice(0, LONGEST_SHARES)
  return shares.map(({ name, ms }, index) => `${spanText(ms)}${index === 0 ? ' of it' : ''} ${words[name]}`).join(', ')
}

/** What it cost, most telling first: `fewest healthy 3 of 4 asked for, 12s after the change`. */
export function costTexts({
  lowestHealthy,
  askedHealthy,
  lowestAtMs,
  mostTasks,
  failedRequests,
  requests,
  extraInstances,
}: Cost): string[] {
  const isShort = lowestHealthy < askedHealthy
  const when = isShort ? `, ${spanText(lowestAtMs)} after the change` : ''
  return [
    `fewest healthy ${lowestHealthy} of ${askedHealthy} asked for${when}`,
    `most tasks at once ${mostTasks}`,
    ...(requests === null
      ? []
      : [`${grouped(Math.ceil(failedRequests ?? 0))} of ${grouped(Math.ceil(requests))} requests failed`]),
    ...(extraInstances === 0 ? [] : [`${counted(extraInstances, 'container instance')} more`]),
  ]
}

/** `completes in 2m10s`. */
export function outcomeText({ verdict, durationMs }: Fix): string {
  return endText(verdict, durationMs === null ? null : { p50: durationMs, p95: durationMs })
}

/** Who has something to tell: what changed, or did not come out well. */
export function isTold({ change, verdict }: ServiceRehearsal): boolean {
  return change !== 'unchanged' || verdict !== 'completes'
}

/** What stands above the fixes: a change that completes needs none. */
export function fixesTitle(rehearsal: Rehearsal): string {
  const { fixes } = rehearsal
  const [one, several] = rehearsal.verdict === 'completes' ? wishOf(rehearsal) : ['The fix', 'Fixes']
  return fixes.length === 1 ? `${one}, tried:` : `${several}, each of them tried, ${orderOf(fixes)}:`
}

function wishOf({ steps, fixes }: Rehearsal): readonly [string, string] {
  const nowMs = steps.reduce((sum, { durationMs }) => sum + (durationMs?.p50 ?? 0), 0)
  const isFaster = fixes.every(({ durationMs }) => durationMs !== null && durationMs < nowMs)
  const wish = isFaster ? 'To make it faster' : 'To spare that'
  return [wish, wish]
}

/** As they are sorted: by the verdict, then by the number of edits. */
function orderOf(fixes: readonly Fix[]): string {
  const isAlike = fixes.every(({ verdict }) => verdict === fixes[0]?.verdict)
  return isAlike ? 'the fewest edits first' : 'the best end first, then the fewest edits'
}

/** What is said to bear a cause out, where its sentence does not say it; a long drain needs no more than its line. */
export function evidenceOf({ kind, sentence, evidence }: Cause): readonly string[] {
  return kind === 'slow-drain' ? [] : evidence.texts.filter((text) => !sentence.includes(text))
}

/** How the search for fixes went, when it found none. */
export function searchText({ verdict, fixes, search }: Rehearsal): string | null {
  if (verdict === 'completes' || fixes.length > 0 || search.trials === 0) return null
  const tried = `${counted(search.trials, 'edit')} of percentages, ports, counts, times and checks were tried`
  return !search.isExhausted
    ? `No fix found: ${tried}, and none completes.`
    : `No fix found within the budget: ${tried}, of at most ${search.mostTrials}.`
}

/** Names in one line for each reason. */
export function byReason(said: readonly { readonly what: string; readonly why: string }[]): [string, string[]][] {
  const reasons = new Map<string, string[]>()
  for (const { what, why } of said) reasons.set(why, [...(reasons.get(why) ?? []), what])
  return [...reasons]
}

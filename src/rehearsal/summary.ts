// What is it all in one sentence?
import { spanText } from './causes/cause.ts'
import type { ExpectationRehearsal, StepRehearsal, VerdictName } from './rehearsal.ts'
import { compareVerdicts } from './verdict.ts'

const WORDS: Readonly<Record<VerdictName, string>> = {
  completes: 'completes',
  degrades: 'completes at a price',
  'rolls-back': 'rolls back',
  stuck: 'gets stuck',
}

const STEPS = { change: 'The change', creation: 'The creation', release: 'A release' } as const

/** `The change gets stuck: web can neither stop nor start a task …`. */
export function summaryOf(
  verdict: VerdictName,
  steps: readonly StepRehearsal[],
  expectations: readonly ExpectationRehearsal[],
): string {
  const step = steps.find((one) => one.verdict === verdict) ?? steps[0]
  if (step === undefined) return 'There is nothing to do.'
  const time = step.durationMs === null ? '' : ` in ${spanText(step.durationMs.p50)}`
  const cause = [step, ...[...step.services].sort((a, b) => compareVerdicts(b.verdict, a.verdict))]
    .flatMap(({ causes }) => causes)
    .find(({ weight }) => weight !== 'slows' || verdict === 'completes')
  const unmet = expectations.find(({ met }) => !met)
  const told =
    cause?.sentence ?? (unmet === undefined ? null : `expected that ${unmet.sentence}; found ${unmet.found}.`)
  const why = told === null ? '.' : `: ${told}`
  return `${STEPS[step.step]} ${WORDS[verdict]}${verdict === 'stuck' ? '' : time}${why}`
}

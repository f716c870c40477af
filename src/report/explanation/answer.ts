// Why there, or why not? The answer in one sentence, before any table.
import type { StrategyStep } from '../../index.ts'
import { counted, printable } from '../names.ts'
import { failureGroups, reasonName } from './checks.ts'
import { type Context, type Explanation, fullName } from './context.ts'
import { providerReason } from './provider.ts'
import { rankText, stepName } from './steps.ts'

/** @param subject what it speaks of, at the beginning of a sentence */
export function answerOf(explanation: Explanation, subject: string, context: Context): string {
  const { instances, chosen, decidedBy } = explanation
  const provider = explanation.capacityProvider
  const would = explanation.taskArn === undefined ? 'would go' : 'went'
  if (decidedBy === 'capacity-provider' && provider !== undefined)
    return `${subject} ${would} to ${provider.name}: ${providerReason(provider)}.`
  const of = provider === undefined ? '' : ` of ${printable(provider.name)}`
  if (instances.length === 0) return `${subject} fits nowhere: there is no ACTIVE container instance${of} to ask.`
  if (decidedBy === 'nothing-fits') return `${subject} ${refusalText(instances)}.`
  const where = chosen === null ? drawnFrom(explanation) : fullName(chosen, context)
  return `${subject} ${would} to ${where}: ${becauseOf(explanation)}.`
}

function drawnFrom({ steps }: Explanation): string {
  return `one of ${counted(steps.at(-1)?.candidates.length ?? 0, 'container instance')}`
}

// ── a refusal ──

const REASONS_TOLD = 3

function refusalText(instances: Explanation['instances']): string {
  const [first, ...others] = failureGroups(instances)
  const none =
    instances.length === 1
      ? 'does not fit on the only container instance'
      : `fits on none of ${instances.length} container instances`
  if (others.length === 0) return `${none}: ${reasonName(first!.reason)}, ${first!.detail}`
  const told = [first!, ...others].slice(0, REASONS_TOLD)
  const texts = told.map(
    ({ reason, instances: group, detail }) => `${group.length} × ${reasonName(reason)} (${detail})`,
  )
  const rest = others.length + 1 - told.length
  return `${none}: ${texts.join('; ')}${rest === 0 ? '' : `; and ${counted(rest, 'other reason')}`}`
}

// ── a choice ──

function becauseOf({ instances, steps, decidedBy, chosen }: Explanation): string {
  if (instances.length === 1) return 'it is the only container instance, and the task fits'
  if (decidedBy === 'only-candidate') return `of ${instances.length} container instances only this one fits`
  const earlier = decidedBy === 'registration' ? steps : steps.slice(0, -1)
  const last = chosen === null ? 'chance will pick one' : lastWord(decidedBy, steps.at(-1))
  const kept = earlier.flatMap(keptText)
  const fitting = instances.filter(({ fits }) => fits).length
  const clauses = kept.length === 0 ? '' : `${kept.join(', ')}, and of those `
  return `of the ${fitting} that fit, ${clauses}${last}`
}

/** Nothing about a step that told nobody apart. */
function keptText(step: StrategyStep): string[] {
  const kept = step.candidates.filter((candidate) => candidate.kept).length
  return kept === step.candidates.length ? [] : [`${stepName(step)} keeps ${kept}`]
}

function lastWord(decidedBy: Explanation['decidedBy'], last: StrategyStep | undefined): string {
  if (decidedBy === 'registration') return 'it was registered first'
  if (decidedBy === 'draw' || last === undefined) return 'chance picked it'
  const best = last.candidates.find(({ kept }) => kept)!
  const next = Math.min(...last.candidates.filter(({ kept }) => !kept).map(({ value }) => value ?? 0))
  const left = last.type === 'binpack' ? ' left' : ''
  return `${stepName(last)} prefers it (${rankText(last, best.value)}${left}, the next best has ${rankText(last, next)})`
}

/** `Task 5c0f3a12`, or the caller's own words. */
export function subjectOf({ taskArn }: Explanation, subject: string | undefined, { nameOf }: Context): string {
  const text =
    subject === undefined ? (taskArn === undefined ? 'the task' : `task ${nameOf(taskArn)}`) : printable(subject)
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}

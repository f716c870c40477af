// What does `drydock run` say to people? What was done, how each rollout went, and how it ended.
import { type DeploymentRecord, formatInstant } from '../index.ts'
import { type ExpectationResult, type ScenarioResult, verdictText } from '../inputs/index.ts'
import { clockText, formatDeployment, type Paint, wrap } from '../report/index.ts'

export interface Played {
  readonly result: ScenarioResult
  readonly rollouts: readonly DeploymentRecord[]
  /** The command that tells why there is no room. */
  readonly moreBy: string | null
}

export interface Manner {
  readonly paint: Paint
  readonly isQuiet: boolean
}

const WIDTH = 100

export function runText({ result, rollouts, moreBy }: Played, { paint, isQuiet }: Manner): string {
  const ending = [...verdictLines(result, paint), ...expectationLines(result.expectations, { paint, isQuiet })]
  if (isQuiet) return ending.join('\n')
  const sections = [
    headLines(result, paint),
    actionLines(result),
    ...rollouts.map((rollout) => [formatDeployment(rollout, { paint, width: WIDTH, zeroMs: result.zeroMs })]),
    [...ending, ...hintLines(result, moreBy, paint)],
    withoutEffectLines(result, paint),
  ]
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

function headLines({ scenario, revisions, seed, zeroMs }: ScenarioResult, paint: Paint): string[] {
  const aliases = revisions.map(({ described, registered }) => `${described} of your account is ${registered} here`)
  const facts = [
    `0:00.0 is ${formatInstant(zeroMs).replace('.000Z', 'Z')}`,
    ...(seed === null ? [] : [`seed ${seed}`]),
    ...aliases,
  ]
  return [paint.bold(scenario.title ?? scenario.name), ...wrap(facts.join('; '), plainLines).map(paint.dim)]
}

const plainLines = { first: '', next: '', width: WIDTH }

function actionLines({ actions }: ScenarioResult): string[] {
  return actions.map(({ clockMs, action, about }) => `${clockText(clockMs).padStart(9)}  ${action} ${about}`)
}

// ── the ending ──

function verdictLines({ verdict, zeroMs }: ScenarioResult, paint: Paint): string[] {
  const color = verdict.status === 'completes' ? paint.good : paint.bad
  const lines = wrap(verdictText(verdict, zeroMs), { ...plainLines, next: '  ' })
  const events = [...new Set(verdict.waitingFor.flatMap((waiter) => waiter.events))]
  return [
    ...lines.map((line) => paint.bold(color(line))),
    ...events.flatMap((message) => wrap(message, { first: '  » ', next: '    ', width: WIDTH })),
  ]
}

function expectationLines(expectations: readonly ExpectationResult[], { paint, isQuiet }: Manner): string[] {
  return expectations
    .filter(({ met, path }) => (isQuiet ? !met : path !== null))
    .map(({ met, sentence, found }) => {
      const mark = met ? paint.good('✓') : paint.bad('✗')
      return `  ${mark} ${sentence} ${paint.dim(`(${found})`)}`
    })
}

/** What to ask next when somebody waits for room. */
function hintLines({ verdict }: ScenarioResult, moreBy: string | null, paint: Paint): string[] {
  const isBlocked = verdict.waitingFor.some(({ waitingFor }) => waitingFor === 'room-for-a-task')
  return isBlocked && moreBy !== null ? [paint.dim(`  Why there is no room, and the way out: ${moreBy}`)] : []
}

/** What the files ask for in vain: one line for each reason. */
function withoutEffectLines({ simulation }: ScenarioResult, paint: Paint): string[] {
  const byReason = new Map<string, Set<string>>()
  for (const { path, why } of simulation.notSimulated()) {
    const names = byReason.get(why) ?? new Set()
    byReason.set(why, names.add(path.slice(path.lastIndexOf('.') + 1)))
  }
  const lines = [...byReason].flatMap(([why, names]) =>
    wrap(`${[...names].join(', ')}: ${why}`, { first: '  ', next: '    ', width: WIDTH }),
  )
  return lines.length === 0 ? [] : ['Without effect here:', ...lines].map(paint.dim)
}

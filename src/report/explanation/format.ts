// Why there, or why not, as a page for a terminal: the answer, each instance with its checks, each strategy's step, the way out.
import { formatInstant } from '../../index.ts'
import { namesFor, rowsOf, type Scene } from '../names.ts'
import { type Look, styleOf } from '../paint.ts'
import { wrap } from '../text.ts'
import { answerOf, subjectOf } from './answer.ts'
import type { Context, Explanation } from './context.ts'
import { providerLines } from './provider.ts'
import { wayOutLines } from './remedies.ts'
import { stepLines } from './steps.ts'
import { tableLines, unaskedLines } from './table.ts'

export type { Explanation }

export interface ExplanationOptions extends Look {
  /** Where types, zones and attributes are looked up: `sim.view`, or the snapshot of that time. They are left out without it. */
  readonly scene?: Scene | undefined
  /** What the first sentence speaks of, such as `the next task of web`; the task itself when absent. */
  readonly subject?: string | undefined
}

/**
 * What `sim.explain` or `sim.whyNot` answered, as lines of text of at most `width` columns without a line break at the end. The first
 * sentence is the answer. More than twenty instances are told in groups that fail alike.
 * @throws UsageError for a width that is none
 */
export function formatExplanation(
  explanation: Explanation,
  { scene, subject, ...look }: ExplanationOptions = {},
): string {
  const rows = scene === undefined ? undefined : rowsOf(scene)
  const context: Context = {
    ...styleOf(look),
    nameOf: namesFor(arnsOf(explanation)),
    find: (arn) => rows?.containerInstances.get(arn),
    findTask: (arn) => rows?.tasks.get(arn),
  }
  return [
    ...answerLines(explanation, subject, context),
    ...providerLines(explanation, context),
    ...tableLines(explanation, context),
    ...unaskedLines(explanation, context, rows?.containerInstances.values() ?? []),
    ...stepLines(explanation, context),
    ...wayOutLines(explanation, context),
  ].join('\n')
}

function answerLines(explanation: Explanation, subject: string | undefined, context: Context): string[] {
  const { paint, width } = context
  const color = explanation.decidedBy === 'nothing-fits' ? paint.bad : paint.good
  const answer = answerOf(explanation, subjectOf(explanation, subject, context), context)
  const lines = wrap(answer, { first: '', next: '  ', width }).map((line) => paint.bold(color(line)))
  const { at } = explanation
  return at === undefined ? lines : [...lines, paint.dim(`It was placed at ${formatInstant(at.getTime())}.`)]
}

/** Everything that is called by a short name on the page. */
function arnsOf({ instances, taskArn, wayOut = [] }: Explanation): string[] {
  const named = wayOut.flatMap((remedy) => [
    ...('containerInstanceArn' in remedy ? [remedy.containerInstanceArn] : []),
    ...('taskArns' in remedy ? remedy.taskArns : []),
    ...('heldBy' in remedy ? remedy.heldBy : []),
    ...(remedy.placedOn === null ? [] : [remedy.placedOn]),
  ])
  const asked = instances.map(({ containerInstanceArn }) => containerInstanceArn)
  return [...asked, ...named, ...(taskArn === undefined ? [] : [taskArn])]
}

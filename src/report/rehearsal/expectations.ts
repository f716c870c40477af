// What did the scenario expect, and was it so? One line each, for the terminal and for Markdown.
import type { ExpectationRehearsal, Rehearsal } from '../../rehearsal/index.ts'
import { printable } from '../names.ts'
import type { Style } from '../paint.ts'
import { wrap } from '../text.ts'

const TITLE = 'What the scenario expects:'

/** `fewest 1, at 0s; met in 18 of 20 runs`. */
function foundText({ found, runs }: ExpectationRehearsal): string {
  return runs.of === 1 ? found : `${found}; met in ${runs.met} of ${runs.of} runs`
}

/** What bears it out is told with the causes of its service. */
function evidenceOf({ met, serviceArn, evidence }: ExpectationRehearsal): readonly string[] {
  return met || serviceArn !== null ? [] : evidence.texts.slice(0, MOST_TEXTS)
}

const MOST_TEXTS = 3

/** @param isQuiet only what is not met */
export function expectationLines(
  { expectations }: Rehearsal,
  { paint, width }: Style,
  { isQuiet }: { readonly isQuiet: boolean },
): string[] {
  const told = expectations.filter(({ met }) => !isQuiet || !met)
  if (told.length === 0) return []
  const lines = told.flatMap((one) => {
    const mark = one.met ? paint.good('✓') : paint.bad('✗')
    const where = one.met || one.at === null ? '' : `, ${one.at}`
    const text = printable(`${one.sentence} (${foundText(one)})${where}`)
    const [first = '', ...next] = wrap(text, { first: '', next: '    ', width: width - 4 })
    const said = evidenceOf(one).flatMap((words) =>
      wrap(printable(words), { first: '    » ', next: '      ', width }).map(paint.dim),
    )
    return [`  ${mark} ${first}`, ...next, ...said]
  })
  return [paint.bold(TITLE), ...lines]
}

export interface Marks {
  /** Text from outside, which can mark nothing up. */
  escaped(text: string): string
  code(text: string): string
}

export function expectationBlock({ expectations }: Rehearsal, { escaped, code }: Marks): string {
  if (expectations.length === 0) return ''
  const items = expectations.map((one) => {
    const where = one.met || one.at === null ? '' : ` ${code(one.at)}`
    const line = `- ${one.met ? '✅' : '❌'} ${escaped(one.sentence)} (${escaped(foundText(one))})${where}`
    return [line, ...evidenceOf(one).map((words) => `  > ${escaped(words)}`)].join('\n')
  })
  return [`**${TITLE}**`, ...items].join('\n')
}

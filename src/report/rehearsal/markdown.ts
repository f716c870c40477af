// How does a rehearsal look as a comment on a pull request? Markdown with a marker, so that the next one can replace it.
import type { Fix, Rehearsal, ServiceRehearsal, StepRehearsal, VerdictName } from '../../rehearsal/index.ts'
import { printable } from '../names.ts'
import { expectationBlock } from './expectations.ts'
import {
  byReason,
  changeText,
  costTexts,
  durationText,
  evidenceOf,
  fixesTitle,
  headline,
  isTold,
  outcomeText,
  pairText,
  proofText,
  searchText,
  sharesText,
  stepTitle,
  verdictWord,
} from './words.ts'

/** The first line of every comment. */
export const MARKDOWN_MARKER = '<!-- ecs-drydock: plan -->'

const SIGNS: Readonly<Record<VerdictName, string>> = { completes: '✅', degrades: '⚠️', 'rolls-back': '↩️', stuck: '🛑' }

export interface MarkdownOptions {
  /** What is to stand in a block that can be unfolded, as it stands: timelines. */
  readonly details?: readonly { readonly title: string; readonly text: string }[] | undefined
}

/** A rehearsal as Markdown, with a line break at the end. Names from outside cannot break out of it. */
export function markdownOf(rehearsal: Rehearsal, { details = [] }: MarkdownOptions = {}): string {
  const blocks = [
    MARKDOWN_MARKER,
    headOf(rehearsal),
    ...rehearsal.steps.flatMap((step) => stepBlocks(rehearsal, step)),
    expectationBlock(rehearsal, { escaped, code }),
    fixBlock(rehearsal),
    ...sayBlocks(rehearsal),
    ...details.map(({ title, text }) =>
      foldedBlock(title, ['```text', text.replaceAll('```', "'''"), '```'].join('\n')),
    ),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function headOf(rehearsal: Rehearsal): string {
  const { verdict, impossible, restless } = rehearsal
  const lines = [
    `### ${SIGNS[verdict]} ${escaped(headline(rehearsal))}`,
    '',
    `Rehearsed by ecs-drydock: ${escaped(pairText(rehearsal))}`,
    ...impossible.map((one) => `\n${escaped(proofText(one, rehearsal))}`),
    ...restless.map((wait) => `\n**Not at rest before the change:** ${escaped(wait)}`),
  ]
  return lines.join('\n')
}

// ── services ──

function stepBlocks(rehearsal: Rehearsal, step: StepRehearsal): string[] {
  const title = stepTitle(rehearsal, step.step)
  const told = step.services.filter(isTold)
  if (told.length === 0 && step.causes.length === 0) return []
  return [
    ...(title === null ? [] : [`**${title}**`]),
    causeList(step),
    told.length === 0 ? '' : tableOf(told),
    ...told.map(causeList),
  ].filter((block) => block !== '')
}

function tableOf(services: readonly ServiceRehearsal[]): string {
  const rows = services.map((service) => {
    const { verdict, durationMs, cost } = service
    const time =
      durationMs === null
        ? '–'
        : [durationText(durationMs), sharesText(service)].filter((text) => text !== '').join('; ')
    return `| ${escaped(service.label)} | ${escaped(changeText(service))} | ${SIGNS[verdict]} ${verdictWord(verdict)} | ${time} | ${costTexts(cost).join('; ')} |`
  })
  return ['| Service | Change | Verdict | Time | Cost |', '|---|---|---|---|---|', ...rows].join('\n')
}

function causeList({ label, causes }: Pick<ServiceRehearsal, 'causes'> & { readonly label?: string }): string {
  return causes
    .map((cause) =>
      [
        `- ${label === undefined ? '' : `**${escaped(label)}**: `}${escaped(cause.sentence)} (${cause.rule})`,
        ...evidenceOf(cause).map((text) => `  > ${escaped(text)}`),
      ].join('\n'),
    )
    .join('\n')
}

// ── fixes ──

function fixBlock(rehearsal: Rehearsal): string {
  const { fixes } = rehearsal
  const search = searchText(rehearsal)
  if (search !== null) return search
  if (fixes.length === 0) return ''
  return [`**${fixesTitle(rehearsal)}**`, ...fixes.map((fix, index) => fixItem(fix, index))].join('\n')
}

function fixItem(fix: Fix, index: number): string {
  const places = fix.edits.map(({ at }) => code(at)).join(', ')
  return `${index + 1}. ${escaped(fix.words)} (${places}): ${outcomeText(fix)}`
}

// ── what is not so ──

function sayBlocks({ notRehearsed, notes, kept, notSimulated }: Rehearsal): string[] {
  const open = notRehearsed.map(({ what, why }) => `- **${escaped(what)}** is not rehearsed: ${escaped(why)}`)
  const folded = byReason([...kept, ...notSimulated]).map(
    ([why, names]) => `- ${names.map(code).join(', ')}: ${escaped(why)}`,
  )
  return [
    [...open, ...notes.map((note) => `- ${escaped(note)}`)].join('\n'),
    folded.length === 0 ? '' : foldedBlock('Without effect here', folded.join('\n')),
  ]
}

function foldedBlock(title: string, content: string): string {
  return `<details><summary>${escaped(title)}</summary>\n\n${content}\n\n</details>`
}

/** Text from outside, which can neither mark up nor break a table. */
function escaped(text: string): string {
  return printable(text)
    .replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
    .replace(/@/g, '@\u200b')
}

function code(text: string): string {
  return `\`${printable(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``
}

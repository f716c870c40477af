// How does a rehearsal look in a terminal? Verdict, causes, fix, then what each service went through: at most 100 columns.
import type { Rehearsal, ServiceRehearsal, StepRehearsal, VerdictName } from '../../rehearsal/index.ts'
import { listed, printable } from '../names.ts'
import { type Look, type Paint, type Style, styleOf } from '../paint.ts'
import { wrap } from '../text.ts'
import { expectationLines } from './expectations.ts'
import {
  byReason,
  changeText,
  costTexts,
  endText,
  evidenceOf,
  fixesTitle,
  headline,
  headText,
  isTold,
  nameText,
  outcomeText,
  pairText,
  proofText,
  searchText,
  sharesText,
  stepTitle,
} from './words.ts'

export interface RehearsalLook extends Look {
  /** Nothing but the verdict, its causes and the fixes. */
  readonly isQuiet?: boolean | undefined
  /** How deployments went, drawn already. */
  readonly timelines?: readonly string[] | undefined
}

/**
 * A rehearsal as lines of text, without a line break at the end.
 * @throws UsageError for a width that nothing can be written in
 */
export function formatRehearsal(
  rehearsal: Rehearsal,
  { isQuiet = false, timelines = [], ...look }: RehearsalLook = {},
): string {
  const style = styleOf(look)
  const sections = isQuiet
    ? [
        verdictLines(rehearsal, style),
        causesOf(rehearsal, style),
        expectationLines(rehearsal, style, { isQuiet }),
        fixLines(rehearsal, style),
        notRehearsedLines(rehearsal, style),
      ]
    : [
        verdictLines(rehearsal, style),
        ...rehearsal.steps.flatMap((step) => stepSections(rehearsal, step, style)),
        expectationLines(rehearsal, style, { isQuiet }),
        fixLines(rehearsal, style),
        ...timelines.map((timeline) => [timeline]),
        notRehearsedLines(rehearsal, style),
        sayLines(
          'Notes:',
          rehearsal.notes.map((why) => ({ what: '', why })),
          style,
        ),
        sayLines('Without effect here:', [...rehearsal.kept, ...rehearsal.notSimulated], style),
      ]
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

const COLORS: Readonly<Record<VerdictName, (paint: Paint, text: string) => string>> = {
  completes: (paint, text) => paint.good(text),
  degrades: (paint, text) => paint.bad(text),
  'rolls-back': (paint, text) => paint.bad(text),
  stuck: (paint, text) => paint.bad(text),
}

// ── the verdict ──

function verdictLines(rehearsal: Rehearsal, { paint, width }: Style): string[] {
  const { verdict, restless, impossible } = rehearsal
  const head = wrap(printable(headline(rehearsal)), { first: '', next: '  ', width })
  const proofs = impossible.map((one) => proofText(one, rehearsal))
  const waits = restless.map((wait) => `Not at rest before the change: ${wait}`)
  return [
    paint.dim(printable(pairText(rehearsal))),
    ...head.map((line) => paint.bold(COLORS[verdict](paint, line))),
    ...[...proofs, ...waits].flatMap((text) => wrap(printable(text), { first: '  ', next: '    ', width })),
  ]
}

// ── steps and services ──

function stepSections(rehearsal: Rehearsal, step: StepRehearsal, style: Style): string[][] {
  const { paint, width } = style
  const title = stepTitle(rehearsal, step.step)
  const quiet = step.services.filter((service) => !isTold(service)).map(({ label }) => printable(label))
  return [
    title === null ? [] : [paint.bold(`${title}: ${endText(step.verdict, step.durationMs)}`)],
    causeLines(step, style),
    ...step.services.filter(isTold).map((service) => serviceLines(service, style)),
    quiet.length === 0 ? [] : [paint.dim(`Unchanged, and well: ${listed(quiet, width - 21)}`)],
  ]
}

function serviceLines(service: ServiceRehearsal, style: Style): string[] {
  const { paint, width } = style
  const { verdict, durationMs, cost } = service
  const end = COLORS[verdict](paint, endText(verdict, durationMs))
  const inBrief = { first: '  ', next: '  ', width }
  const shares = sharesText(service)
  return [
    `${paint.bold(printable(headText(service)))}: ${end}`,
    ...wrap(
      printable([changeText(service), nameText(service)].filter((text) => text !== null).join('; ')),
      inBrief,
    ).map(paint.dim),
    ...causeLines(service, style),
    ...wrap(costTexts(cost).join('; '), inBrief),
    ...(shares === '' ? [] : wrap(shares, inBrief)),
  ]
}

function causeLines({ causes }: Pick<ServiceRehearsal, 'causes'>, { paint, width }: Style): string[] {
  return causes.flatMap((cause) => {
    const { weight, sentence, rule } = cause
    const mark = weight === 'blocks' ? '✗' : weight === 'degrades' ? '!' : '·'
    const [first = '', ...next] = wrap(`${printable(sentence)} (${rule})`, {
      first: '',
      next: '    ',
      width: width - 4,
    })
    return [
      `  ${weight === 'slows' ? mark : paint.bad(mark)} ${first}`,
      ...next,
      ...evidenceOf(cause).flatMap((text) =>
        wrap(printable(text), { first: '    » ', next: '      ', width }).map(paint.dim),
      ),
    ]
  })
}

/** For quiet reports: the causes of whatever does not complete. */
function causesOf({ steps }: Rehearsal, style: Style): string[] {
  return steps
    .flatMap((step) => [step, ...step.services.filter(({ verdict }) => verdict !== 'completes')])
    .flatMap((told) => causeLines(told, style))
}

// ── fixes ──

function fixLines(rehearsal: Rehearsal, { paint, width }: Style): string[] {
  const { fixes } = rehearsal
  const search = searchText(rehearsal)
  if (search !== null) return wrap(search, { first: '', next: '  ', width })
  if (fixes.length === 0) return []
  const head = paint.bold(fixesTitle(rehearsal))
  return [
    head,
    ...fixes.flatMap((fix, index) => {
      const bullet = `  ${index + 1}. `
      const places = fix.edits.map(({ at }) => at).join(', ')
      const [first = '', ...next] = wrap(printable(fix.words), {
        first: '',
        next: '     ',
        width: width - bullet.length,
      })
      return [
        `${bullet}${index === 0 ? paint.good(first) : first}`,
        ...next,
        ...wrap(`${printable(places)}: ${outcomeText(fix)}`, { first: '     ', next: '     ', width }).map(paint.dim),
      ]
    }),
  ]
}

// ── what is not so ──

function notRehearsedLines({ notRehearsed }: Rehearsal, style: Style): string[] {
  return sayLines('Not rehearsed:', notRehearsed, style)
}

function sayLines(
  title: string,
  said: readonly { readonly what: string; readonly why: string }[],
  { paint, width }: Style,
): string[] {
  if (said.length === 0) return []
  const lines = byReason(said).flatMap(([why, names]) => {
    const what = listed(names.filter((name) => name !== '').map(printable), width * 2)
    return wrap(what === '' ? printable(why) : `${what}: ${printable(why)}`, { first: '  ', next: '    ', width })
  })
  return [title, ...lines].map(paint.dim)
}

// How does an account of requests read? What was answered how often, and when requests failed: at most 100 columns.
import { type AnswerCount, type FailingSpan, formatInstant, type RequestAccount } from '../index.ts'
import { counted, grouped } from './names.ts'
import { type Look, type Style, styleOf } from './paint.ts'
import { clockText, wrap } from './text.ts'

export interface RequestsOptions extends Look {
  /** The instant at which a clock shows 0 that the reader knows; the beginning of the account when absent. */
  readonly zeroMs?: number | undefined
}

const MOST_SPANS = 12
const COUNT = 14

/** The account as lines of text, without a line break at the end. @throws UsageError for a width that is none */
export function formatRequests(
  account: RequestAccount,
  { zeroMs = account.fromMs, ...look }: RequestsOptions = {},
): string {
  const { paint, width } = styleOf(look)
  const { requests, failed, requestsPerSecond, fromMs, toMs, failing } = account
  const head = `${grouped(requests)} requests, ${requestsPerSecond} a second, from ${clockText(fromMs - zeroMs)} to ${clockText(toMs - zeroMs)} (${formatInstant(fromMs).replace('.000Z', 'Z')}): ${failed === 0 ? 'none failed' : `${grouped(failed)} failed (${percent(failed, requests)})`}`
  const spans = failing
    .slice(0, MOST_SPANS)
    .flatMap((span) => wrap(spanText(span, zeroMs), { first: '  ', next: '    ', width }))
  const rest = failing.length - MOST_SPANS
  return [
    ...wrap(head, { first: '', next: '  ', width }),
    ...account.answers.flatMap((answer) => answerLines(answer, { paint, width })),
    ...(spans.length === 0 ? [] : ['When requests failed:', ...spans]),
    ...(rest > 0 ? [`  and ${counted(rest, 'span')} more`] : []),
  ].join('\n')
}

function answerLines(answer: AnswerCount, { paint, width }: Style): string[] {
  const first = `${grouped(answer.requests).padStart(COUNT)}  `
  const lines = wrap(wordsOf(answer), { first, next: ' '.repeat(first.length), width })
  return answer.failed === 0 ? lines : lines.map(paint.bad)
}

/** `503 by the load balancer: The target group has no target …`. */
function wordsOf({ status, answeredBy, reason }: Pick<AnswerCount, 'status' | 'answeredBy' | 'reason'>): string {
  const who = answeredBy === 'target' ? ' by a target' : answeredBy === 'load-balancer' ? ' by the load balancer' : ''
  return `${status ?? 'no answer'}${who}${reason === null ? '' : `: ${reason}`}`
}

function spanText({ fromMs, toMs, requests, failed, answers }: FailingSpan, zeroMs: number): string {
  const kinds = answers.map((answer) => wordsOf(answer)).join('; ')
  return `${clockText(fromMs - zeroMs)} to ${clockText(toMs - zeroMs)}: ${percent(failed, requests)} of ${grouped(requests)}: ${kinds}`
}

/** `12.5 %`; a part that is there is never 0 %, and one that is not whole never 100 %. */
function percent(part: number, whole: number): string {
  const tenths = Math.round((part / whole) * 1_000)
  if (tenths === 0) return 'less than 0.1 %'
  if (tenths === 1_000 && part < whole) return 'more than 99.9 %'
  return `${tenths / 10} %`
}

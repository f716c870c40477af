// How may a user describe what a container, or a target, answers? Statuses and silences that take turns over time.
import * as z from 'zod/mini'
import { show } from '../../kernel/closest.ts'
import { type Duration, parseDurationMs } from '../../kernel/durations.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { Answers, AnswerTurn, TargetAnswer } from '../../model/balancing.ts'

/** A status from 200 to 599; `'timeout'` for no answer at all; `'refused'` for a closed port; `'ok'` for what a health check hopes for. */
export type Response = TargetAnswer

export interface ResponseTurn {
  readonly after: Duration
  readonly with: Response
}

/** What is answered once the thing listens; all is well where nothing is said. Spans count from the start. */
export interface ResponseBehavior {
  /** Until then connections are refused. */
  readonly respondsAfter?: Duration | undefined
  readonly respondsWith?: Response | readonly ResponseTurn[] | undefined
  /** What health checks hear, when that is something else. */
  readonly respondsToHealthChecksWith?: Response | readonly ResponseTurn[] | undefined
}

const STATUS = "a status from 200 to 599, 'timeout', 'refused' or 'ok'"
const span = z.union([z.string(), z.number()], { error: 'a duration' })
const response = z.union(
  [z.int(STATUS).check(z.minimum(200, STATUS), z.maximum(599, STATUS)), z.enum(['ok', 'timeout', 'refused'])],
  { error: STATUS },
)
const responses = z.optional(
  z.union([response, z.array(z.strictObject({ after: span, with: response }))], {
    error: `${STATUS}, or a list of { after, with }`,
  }),
)

/** @internal */
export const responseMembers = {
  respondsAfter: z.optional(span),
  respondsWith: responses,
  respondsToHealthChecksWith: responses,
}

type Given = ResponseBehavior

/** Null when nothing is said. @throws UsageError for a duration that is none, and for turns that go back in time */
export function answersOf(given: Given, call: string): Answers | null {
  const { respondsAfter, respondsWith, respondsToHealthChecksWith: probed } = given
  if (respondsAfter === undefined && respondsWith === undefined && probed === undefined) return null
  const fromMs = respondsAfter === undefined ? 0 : parseDurationMs(respondsAfter, 'respondsAfter')
  return {
    clients: turnsOf(respondsWith ?? 'ok', fromMs, 'respondsWith', call),
    probes: probed === undefined ? null : turnsOf(probed, fromMs, 'respondsToHealthChecksWith', call),
  }
}

function turnsOf(
  given: Response | readonly ResponseTurn[],
  listensFromMs: number,
  path: string,
  call: string,
): readonly AnswerTurn[] {
  const said: readonly AnswerTurn[] =
    typeof given !== 'object'
      ? [{ fromMs: 0, answer: given }]
      : given.map((turn, index) => ({
          fromMs: parseDurationMs(turn.after, `${path}[${index}].after`),
          answer: turn.with,
        }))
  const back = said.findIndex(({ fromMs }, index) => index > 0 && fromMs <= said[index - 1]!.fromMs)
  if (back !== -1) refuseTurn(`${path}[${back}].after`, (given as readonly ResponseTurn[])[back]?.after, call)
  if (listensFromMs === 0) return said.length === 1 && said[0]!.answer === 'ok' ? [] : said
  const present = said.findLast(({ fromMs }) => fromMs <= listensFromMs)?.answer ?? 'ok'
  return [
    { fromMs: 0, answer: 'refused' },
    { fromMs: listensFromMs, answer: present },
    ...said.filter(({ fromMs }) => fromMs > listensFromMs),
  ]
}

function refuseTurn(path: string, value: unknown, call: string): never {
  const expected = 'a duration longer than the one before'
  throw new UsageError(`${call}: ${path}: expected ${expected}, found ${show(value)}.`, {
    path,
    expected,
    found: show(value),
  })
}

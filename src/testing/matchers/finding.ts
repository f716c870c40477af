// What came of a claim about a rehearsal?
import type { Rehearsal, StepName } from '../../rehearsal/index.ts'
import type { MatcherOptions } from './options.ts'
import { refuse } from './options.ts'
import type { Part, Received } from './received.ts'

/** `expected <subject> to <verb>: <found>`, and where to look. */
export interface Finding {
  readonly isSo: boolean
  /** `the change`, `web`. */
  readonly subject: string
  /** `complete within 10m`. */
  readonly verb: string
  /** What is the case, `it gets stuck`, whether it is so or not. */
  readonly found: string
  /** What the timeline is drawn of; null when there is no service. */
  readonly part: Part | null
}

export const STEP_WORDS: Readonly<Record<StepName, string>> = {
  change: 'the change',
  creation: 'the creation',
  release: 'the release',
}

/** Of what is left out nobody knows whether a claim holds: neither it nor its opposite passes. @throws UsageError */
export function refuseLeftOut({ matcher, rehearsal }: Received, { allowNotRehearsed = false }: MatcherOptions): void {
  const [left] = rehearsal.notRehearsed
  if (left === undefined || allowNotRehearsed) return
  const hint = ' Pass { allowNotRehearsed: true } to look at the rest alone.'
  refuse(matcher, 'a rehearsal of every service', `that ${left.what} was not rehearsed: ${left.why}`, hint)
}

/** The service that came out as the whole did, else the first one that changed. */
export function tellingPart({ verdict, steps }: Rehearsal): Part | null {
  const parts = steps.flatMap((step) => step.services.map((service) => ({ step, service })))
  const worst = parts.find(({ service }) => service.verdict === verdict && service.change !== 'unchanged')
  return worst ?? parts.find(({ service }) => service.verdict === verdict) ?? parts[0] ?? null
}

/** `web`, when it is all about one; else `every service`. */
export function subjectOf(parts: readonly Part[]): string {
  const names = new Set(parts.map(({ service }) => service.service))
  return names.size === 1 ? [...names][0]! : 'every service'
}

const MOST_TOLD = 3

/** `web had 2; mail had 0; and 4 more`. */
export function several(sentences: readonly string[]): string {
  const rest = sentences.length - MOST_TOLD
  return [...sentences.slice(0, MOST_TOLD), ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ')
}

// What is a service event about? Read from its words, which stand in texts.ts alone, so that a row carries nothing but its message.
import { fargateCodeOf, fargateRefusalOf, launchErrorOf, placementReasonOf, texts } from './texts.ts'

export interface ServiceNews {
  readonly about:
    | 'steady'
    | 'completed'
    | 'started'
    | 'stopped'
    | 'throttled'
    | 'misconfigured'
    | 'operationsThrottled'
    | 'unplaceable'
  /** Why there was no room, as RunTask would name it, or what ECS lacked; null for all others. */
  readonly reason: string | null
}

const NAMELESS = ''

/** Null for what only the service's own list tells. */
export function serviceNewsOf(service: string, message: string): ServiceNews | null {
  if (message === texts.steady(service)) return { about: 'steady', reason: null }
  if (message === texts.throttled(service)) return { about: 'throttled', reason: null }
  if (message === texts.emptyProvider(service)) return { about: 'unplaceable', reason: null }
  if (message === texts.operationsThrottled(service)) return { about: 'operationsThrottled', reason: null }
  const refusal = fargateRefusalOf(service, message)
  if (refusal !== null) return { about: 'unplaceable', reason: fargateCodeOf(refusal) }
  // A move that finds no room names no instance.
  if (message.startsWith(before(texts.unplaceableIn(service, '\n'), '\n')))
    return { about: 'unplaceable', reason: null }
  for (const [about, text] of BEGINNINGS)
    if (message.startsWith(text(service))) return { about, reason: REASONS[about]?.(message) ?? null }
  return null
}

/** What all such messages have in common before their details begin. */
const BEGINNINGS: readonly (readonly [ServiceNews['about'], (service: string) => string])[] = [
  ['completed', (service) => before(texts.completed(service, NAMELESS), ')')],
  ['started', (service) => before(texts.started(service, [], 0), '0 tasks')],
  ['stopped', (service) => before(texts.stoppedRunning(service, []), '0 running')],
  ['misconfigured', (service) => before(texts.launchFailed(service, '\n'), '\n')],
  ['unplaceable', (service) => before(texts.unplaceable(service, '\n'), '\n')],
]

const REASONS: Partial<Record<ServiceNews['about'], (message: string) => string>> = {
  unplaceable: placementReasonOf,
  misconfigured: launchErrorOf,
}

function before(text: string, end: string): string {
  return text.slice(0, text.lastIndexOf(end))
}

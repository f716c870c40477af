// How do the responses of a minute's requests lie? Each part of them waited alike and then took a time that is distributed exponentially, as
// behind one server with Poisson arrivals (LD-24).
import { exponential, logarithm } from '../kernel/arithmetic.ts'
import type { Spread } from '../model/scaling/metrics.ts'

export interface Responses {
  /** Requests. */
  readonly count: number
  /** Seconds that each of them waited behind a backlog. */
  readonly waited: number
  /** Seconds on average beside that. */
  readonly answered: number
}

export function meanResponse(parts: readonly Responses[]): number {
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  return parts.reduce((sum, part) => sum + part.count * (part.waited + part.answered), 0) / count
}

/** Of one part. */
export function spreadOf({ count, waited, answered }: Responses): Spread {
  return {
    quantile: (share) => waited + answered * (share < 1 ? -logarithm(1 - share) : LAST),
    upTo: (seconds) => {
      if (seconds <= waited) return { count: 0, sum: 0 }
      const means = Math.min(LAST, (seconds - waited) / answered)
      const above = exponential(-means)
      return { count: count * (1 - above), sum: count * (waited * (1 - above) + answered * (1 - above * (1 + means))) }
    },
  }
}

/** Nobody waits that many times the mean. */
const LAST = 700

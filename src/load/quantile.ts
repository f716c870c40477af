// Below which response do so many of a minute's requests stay? Each part of them waited alike and then took a time that is distributed
// exponentially, as behind one server with Poisson arrivals (LD-24).
import { exponential, logarithm } from '../kernel/arithmetic.ts'

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

/** By halving, for several parts; @param share above 0 and below 1 */
export function quantileResponse(parts: readonly Responses[], share: number): number {
  const single = (part: Responses) => part.waited - part.answered * logarithm(1 - share)
  if (parts.length === 1) return single(parts[0]!)
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  let low = Math.min(...parts.map(single))
  let high = Math.max(...parts.map(single))
  for (let time = 0; time < 60; time++) {
    const middle = (low + high) / 2
    if (below(parts, middle) < share * count) low = middle
    else high = middle
  }
  return high
}

function below(parts: readonly Responses[], seconds: number): number {
  let sum = 0
  for (const { count, waited, answered } of parts)
    if (seconds > waited) sum += count * (1 - exponential(-Math.min(700, (seconds - waited) / answered)))
  return sum
}

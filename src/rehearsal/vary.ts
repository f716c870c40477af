// How does each run differ from the others where nobody has said how latencies are distributed?
import { describeOptions, type LatencyOptions, UsageError } from '../index.ts'

/** The deviation of the logarithm: nine of ten spans lie between two thirds and one and a half of the median. */
export const USUAL_SIGMA = 0.25
const MOST_SIGMA = 3

/** Somebody has set them: they take what they take. And `healthReport` is a constant. */
const SETTINGS: ReadonlySet<string> = new Set(['stopTimeout', 'containerStartTimeout', 'spotNotice', 'healthReport'])

/** Every latency that is a span, about its default; what the caller says of one stands. */
export function varied(sigma: number, said: LatencyOptions): LatencyOptions {
  const spans = describeOptions().filter(
    ({ group, name, default: value }) => group === 'latencies' && typeof value === 'string' && !SETTINGS.has(name),
  )
  const latencies = spans.map(({ name, default: median }) => [name, { lognormal: { median, sigma } }])
  return { ...(Object.fromEntries(latencies) as LatencyOptions), ...said }
}

/** @throws UsageError */
export function sigmaOf(value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value <= MOST_SIGMA) return value
  const expected = `a number from 0 to ${MOST_SIGMA}`
  throw new UsageError(`vary: expected ${expected}, found ${String(value)}.`, {
    path: 'vary',
    expected,
    found: String(value),
  })
}

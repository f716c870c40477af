// Into which periods is a span of time cut, and which of them can still be read? (CW-16)
import { invalid } from './parse.ts'
import { finestPeriodMs, RETENTION } from './retention.ts'

/** Periods below a minute of which datapoints of high resolution can be asked for. */
export const QUICK_PERIODS = [1, 5, 10, 20, 30]

export interface Span {
  readonly startMs: number
  readonly endMs: number
}

/** @throws InvalidParameterValueException */
export function checkSpan({ startMs, endMs }: Span): void {
  if (startMs >= endMs) invalid('StartTime', 'an instant before EndTime', startMs)
}

/** StartTime as CloudWatch rounds it: by how long ago it is, and by short periods. */
function roundedStart(startMs: number, periodMs: number, nowMs: number): number {
  const ageMs = nowMs - startMs
  const stepMs = periodMs < 60_000 && ageMs <= RETENTION.quickMs ? periodMs : Math.max(60_000, finestPeriodMs(ageMs))
  const isForGood = Number.isFinite(stepMs)
  return Math.floor(startMs / (isForGood ? stepMs : 3_600_000)) * (isForGood ? stepMs : 3_600_000)
}

const OLDEST: readonly (readonly [periodMs: number, ageMs: number])[] = [
  [3_600_000, RETENTION.forGoodMs],
  [300_000, RETENTION.fiveMinutesMs],
  [60_000, RETENTION.minutesMs],
  [0, RETENTION.quickMs],
]

/** Where each period begins, oldest first: as far back as there are datapoints for such a period, and not beyond now. */
export function bucketsOf({ startMs, endMs }: Span, periodMs: number, nowMs: number): number[] {
  const firstMs = roundedStart(startMs, periodMs, nowMs)
  const [, ageMs] = OLDEST.find(([leastMs]) => periodMs % Math.max(leastMs, 1) === 0 && periodMs >= leastMs)!
  const skipped = Math.max(0, Math.ceil((nowMs - ageMs - firstMs) / periodMs))
  const untilMs = Math.min(endMs, nowMs)
  const buckets: number[] = []
  for (let atMs = firstMs + skipped * periodMs; atMs < untilMs; atMs += periodMs) buckets.push(atMs)
  return buckets
}

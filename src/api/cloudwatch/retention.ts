// How long are datapoints kept, and how finely? (CW-16)
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export const RETENTION = {
  /** By the second. */
  quickMs: 3 * HOUR_MS,
  /** By the minute. */
  minutesMs: 15 * DAY_MS,
  /** By five minutes. */
  fiveMinutesMs: 63 * DAY_MS,
  /** By the hour; then they are gone. */
  forGoodMs: 455 * DAY_MS,
} as const

/** The shortest period by which a datapoint of this age can still be read. */
export function finestPeriodMs(ageMs: number): number {
  if (ageMs <= RETENTION.quickMs) return 1_000
  if (ageMs <= RETENTION.minutesMs) return 60_000
  if (ageMs <= RETENTION.fiveMinutesMs) return 300_000
  return ageMs <= RETENTION.forGoodMs ? HOUR_MS : Number.POSITIVE_INFINITY
}

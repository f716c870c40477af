// What do CloudWatch's statistics beyond the simple ones say of samples: percentiles, trimmed and winsorized means, counts, sums, ranks?
import type { Part, Spread, StatisticSet } from './metrics.ts'

/** Percentile; trimmed mean, trimmed count, trimmed sum; winsorized mean; percentile rank. */
type Kind = 'p' | 'tm' | 'tc' | 'ts' | 'wm' | 'pr'

/** Samples above the one and not above the other, as shares of them or as values; an end that nobody says is open. */
export interface Extended {
  readonly kind: Kind
  readonly by: 'share' | 'value'
  readonly from: number | null
  readonly to: number | null
}

const PERCENT = '\\d{1,2}(?:\\.\\d{0,10})?|100'
const SHORT = new RegExp(`^(?:(p)|(tm|tc|ts|wm|TM|TC|TS|WM))(${PERCENT})$`)
const BY_SHARE = new RegExp(`^(TM|TC|TS|WM)\\((?:(${PERCENT})%)?:(?:(${PERCENT})%)?\\)$`)
const VALUE = '-?\\d{1,15}(?:\\.\\d{0,10})?'
const BY_VALUE = new RegExp(`^(TM|TC|TS|WM|PR)\\((${VALUE})?:(${VALUE})?\\)$`)
const INTERQUARTILE: Extended = { kind: 'tm', by: 'share', from: 0.25, to: 0.75 }

/** Null for what is no extended statistic. */
export function extendedOf(statistic: string): Extended | null {
  if (statistic === 'IQM') return INTERQUARTILE
  const short = SHORT.exec(statistic)
  if (short !== null)
    return inOrder({ kind: kindOf(short[1] ?? short[2]!), by: 'share', from: null, to: shareOf(short[3]) })
  const shares = BY_SHARE.exec(statistic)
  if (shares !== null)
    return inOrder({ kind: kindOf(shares[1]!), by: 'share', from: shareOf(shares[2]), to: shareOf(shares[3]) })
  const values = BY_VALUE.exec(statistic)
  if (values === null) return null
  return inOrder({ kind: kindOf(values[1]!), by: 'value', from: numberOf(values[2]), to: numberOf(values[3]) })
}

function kindOf(letters: string): Kind {
  return letters.toLowerCase() as Kind
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text)
}

function shareOf(percent: string | undefined): number | null {
  return percent === undefined ? null : Number(`${percent.replace(/\.$/, '')}e-2`)
}

/** At least one end, and the lower one first. */
function inOrder(extended: Extended): Extended | null {
  const { from, to } = extended
  if (from === null && to === null) return null
  return from === null || to === null || from < to ? extended : null
}

/** How many samples a percentile needs to say something; null for any other statistic (CW-33). */
export function samplesNeeded(statistic: string): number | null {
  const extended = extendedOf(statistic)
  if (extended?.kind !== 'p') return null
  const share = extended.to!
  // The ends need no more than one.
  if (share <= 0 || share >= 1) return 0
  // A rounding error is no sample.
  return Math.ceil(10 / (share < 0.5 ? share : 1 - share) - 1e-6)
}

/** NaN where nobody knows how the samples lie, or none of them is meant. */
export function extendedStatistic({ sampleCount, sum, spread }: StatisticSet, extended: Extended): number {
  if (spread === undefined) return Number.NaN
  const { kind, by, from, to } = extended
  if (kind === 'p') return spread.quantile(to!)
  const below = from === null ? NOBODY : endOf(spread, by, from, sampleCount)
  const upTo =
    to === null ? { count: sampleCount, sum, value: Number.POSITIVE_INFINITY } : endOf(spread, by, to, sampleCount)
  const count = upTo.count - below.count
  const within = upTo.sum - below.sum
  if (kind === 'pr') return (100 * count) / sampleCount
  if (kind === 'tc') return count
  if (kind === 'ts') return count > 0 ? within : Number.NaN
  if (kind === 'tm') return count > 0 ? within / count : Number.NaN
  // Whatever lies outside counts as if it lay at the end.
  const outside = below.count * finite(below.value) + (sampleCount - upTo.count) * finite(upTo.value)
  return (within + outside) / sampleCount
}

/** The samples below an end, and where that lies. */
interface End extends Part {
  readonly value: number
}

const NOBODY: End = { count: 0, sum: 0, value: Number.NEGATIVE_INFINITY }

function endOf(spread: Spread, by: Extended['by'], at: number, sampleCount: number): End {
  if (by === 'value') return { ...spread.upTo(at), value: at }
  if (at === 0) return NOBODY
  const value = spread.quantile(at)
  const { count, sum } = spread.upTo(value)
  // Of samples that are all alike at the end, as many as the share wants.
  const wanted = at * sampleCount
  return { count: wanted, sum: sum - (count - wanted) * value, value }
}

/** An end that is open has nobody outside. */
function finite(value: number): number {
  return Number.isFinite(value) ? value : 0
}

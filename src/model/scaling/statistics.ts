// What do sets of samples say: one by its statistics, two of them together?
import { meetingPoint } from '../../kernel/arithmetic.ts'
import { extendedOf, extendedStatistic } from './extended-statistics.ts'
import type { Spread, StatisticSet } from './metrics.ts'

export const SIMPLE_STATISTICS: readonly string[] = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum']

/** A simple statistic, or an extended one such as `p95` or `TM(10%:90%)`. */
export function isStatistic(text: string): boolean {
  return SIMPLE_STATISTICS.includes(text) || extendedOf(text) !== null
}

/** NaN where there is no datapoint, or none of that statistic. */
export function statisticOf(set: StatisticSet | null, statistic: string): number {
  if (set === null) return Number.NaN
  switch (statistic) {
    case 'Average':
      return set.sum / set.sampleCount
    case 'Sum':
      return set.sum
    case 'Minimum':
      return set.minimum
    case 'Maximum':
      return set.maximum
    case 'SampleCount':
      return set.sampleCount
    default:
      return extendedStatistic(set, extendedOf(statistic)!)
  }
}

/** Count, sum and ends; nothing is said of what lies between. */
export function summed(one: StatisticSet, other: StatisticSet): StatisticSet {
  return {
    sampleCount: one.sampleCount + other.sampleCount,
    sum: one.sum + other.sum,
    minimum: Math.min(one.minimum, other.minimum),
    maximum: Math.max(one.maximum, other.maximum),
  }
}

export function joined(one: StatisticSet | null, other: StatisticSet | null): StatisticSet | null {
  if (one === null || other === null) return one ?? other
  const both = summed(one, other)
  if (one.spread === undefined || other.spread === undefined) return both
  return { ...both, spread: mixed([one.spread, other.spread], both) }
}

/** Of several sets together: how much lies below a value is added up, and the value of a share lies where that is reached. */
export function mixed(
  spreads: readonly Spread[],
  { sampleCount, minimum, maximum }: Pick<StatisticSet, 'sampleCount' | 'minimum' | 'maximum'>,
): Spread {
  const upTo: Spread['upTo'] = (value) => {
    let [count, sum] = [0, 0]
    for (const spread of spreads) {
      const part = spread.upTo(value)
      count += part.count
      sum += part.sum
    }
    return { count, sum }
  }
  return {
    upTo,
    quantile: (share) => {
      // A rounding error is no sample.
      const wanted = share * sampleCount - 1e-9
      return meetingPoint(minimum, maximum, (value) => upTo(value).count >= wanted)
    },
  }
}

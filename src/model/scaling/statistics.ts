// What do two sets of samples say together?
import type { StatisticSet } from './metrics.ts'

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
  if (one.quantile === undefined || other.quantile === undefined) return both
  return { ...both, quantile: mixed(one, other) }
}

const STEPS = 50

/** The value below which a share of both lies: halved in until it is found. */
function mixed(one: StatisticSet, other: StatisticSet): (share: number) => number {
  const below = ({ quantile, sampleCount }: StatisticSet, value: number) =>
    sampleCount * halved(0, 1, (share) => quantile!(share) <= value)
  return (share) => {
    const wanted = share * (one.sampleCount + other.sampleCount)
    const { minimum, maximum } = summed(one, other)
    return halved(minimum, maximum, (value) => below(one, value) + below(other, value) < wanted)
  }
}

/** The end of the part of [low, high] in which something holds. */
function halved(low: number, high: number, holds: (at: number) => boolean): number {
  if (holds(high)) return high
  let [from, to] = [low, high]
  for (let step = 0; step < STEPS; step++) {
    const middle = (from + to) / 2
    if (holds(middle)) from = middle
    else to = middle
  }
  return to
}

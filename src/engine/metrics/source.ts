// Who knows the datapoints of a namespace, and what is asked of them?
import type { MetricSpan } from '../../model/scaling/custom-metrics.ts'
import type { MetricId, StatisticSet } from '../../model/scaling/metrics.ts'
import type { World } from '../world.ts'

/** Of the whole minute that begins at `60k s`; null where there is no datapoint. The minute is over, and what is said of it stands for good. */
export type MinuteReader = (minute: number) => StatisticSet | null

/** The datapoint stamped `atMs`, a whole 20 s; null where there is none (AS-30). */
export type QuickReader = (atMs: number) => StatisticSet | null

export interface MetricSource {
  /** Every metric that it has ever had a datapoint of. */
  list(world: World): Iterable<MetricId>
  /** How a metric is read: an alarm asks for that once, and reads every minute. Null for one that never has any datapoint. */
  reader(world: World, metric: MetricId): MinuteReader | null
  /** Within a minute, for datapoints of 20 s; null for a metric that never has any. */
  quick?(world: World, metric: MetricId): QuickReader | null
  /** Any span at once, in place of minute by minute: for datapoints that lie closer than a minute. */
  span?(world: World, metric: MetricId, span: MetricSpan): StatisticSet | null
  /** The units of its datapoints; `None` where nobody says. */
  units?(world: World, metric: MetricId): readonly string[]
}

/** Offsets of the samples within a minute (SC-02). */
export const SAMPLES_MS: readonly number[] = [0, 20_000, 40_000]

/** Value of a dimension. */
export function dimensionOf({ dimensions }: MetricId, name: string): string | undefined {
  for (const dimension of dimensions) if (dimension.name === name) return dimension.value
  return undefined
}

/** One sample of one value. */
export function gauge(value: number): StatisticSet {
  return { sampleCount: 1, sum: value, minimum: value, maximum: value }
}

// What have users put into metrics of their own? Datapoints by metric and minute; follows from the rows of the data alone (CW-16).
import { entryOf } from '../../kernel/maps.ts'
import { type MetricDatum, type MetricId, MINUTE_MS, metricKey, type Spread, type StatisticSet } from './metrics.ts'
import { summed } from './statistics.ts'

interface CustomSeries {
  readonly metric: MetricId
  readonly byMinute: Map<number, Readonly<MetricDatum>[]>
  /** No datum is older. */
  sinceMs: number
}

/** Datapoints of [fromMs, toMs) that are complete at `seenAtMs`; of one unit, or of any. */
export interface MetricSpan {
  readonly fromMs: number
  readonly toMs: number
  readonly seenAtMs: number
  readonly unit: string | null
}

export class CustomMetrics {
  /** Grows whenever a datapoint changes that could have been seen before. */
  rewrites = 0
  private readonly series = new Map<string, CustomSeries>()

  metrics(): MetricId[] {
    return [...this.series.values()].map(({ metric }) => metric)
  }

  inserted(datum: Readonly<MetricDatum>): void {
    const { metric, atMs } = datum
    const series = entryOf(this.series, metricKey(metric), () => ({ metric, byMinute: new Map(), sinceMs: atMs }))
    series.sinceMs = Math.min(series.sinceMs, atMs)
    entryOf(series.byMinute, minuteOf(datum), () => []).push(datum)
    if (atMs + spanMs(datum) <= datum.putAtMs) this.rewrites++
  }

  removed(datum: Readonly<MetricDatum>): void {
    const key = metricKey(datum.metric)
    const series = this.series.get(key)!
    const left = series.byMinute.get(minuteOf(datum))!.filter(({ id }) => id !== datum.id)
    if (left.length > 0) series.byMinute.set(minuteOf(datum), left)
    else series.byMinute.delete(minuteOf(datum))
    if (series.byMinute.size === 0) this.series.delete(key)
    this.rewrites++
  }

  /** Data of a metric that were stamped before an instant, oldest first. */
  before(metric: MetricId, atMs: number): Readonly<MetricDatum>[] {
    const series = this.series.get(metricKey(metric))
    if (series === undefined || series.sinceMs >= atMs) return []
    const data = [...series.byMinute.values()].flat().filter((datum) => datum.atMs < atMs)
    return data.sort((one, other) => one.atMs - other.atMs)
  }

  /** Statistics of a span; null where there is no datapoint. */
  statistics(metric: MetricId, { fromMs, toMs, seenAtMs, unit }: MetricSpan): StatisticSet | null {
    const series = this.series.get(metricKey(metric))
    if (series === undefined) return null
    const found: Readonly<MetricDatum>[] = []
    for (let minute = Math.floor(fromMs / MINUTE_MS); minute * MINUTE_MS < toMs; minute++)
      for (const datum of series.byMinute.get(minute) ?? [])
        if (
          isWithin(datum, fromMs, toMs) &&
          datum.atMs + spanMs(datum) <= seenAtMs &&
          (unit === null || unit === unitOf(datum))
        )
          found.push(datum)
    return found.length === 0 ? null : joinedOf(found)
  }

  /** The units in which a metric has datapoints, ascending. */
  units(metric: MetricId): string[] {
    const series = this.series.get(metricKey(metric))
    return [...new Set([...(series?.byMinute.values() ?? [])].flat().map(unitOf))].sort()
  }
}

function unitOf({ unit }: Readonly<MetricDatum>): string {
  return unit ?? 'None'
}

function minuteOf({ atMs }: Readonly<MetricDatum>): number {
  return Math.floor(atMs / MINUTE_MS)
}

/** A datapoint of high resolution stands for a second. */
function spanMs({ storageResolution }: Readonly<MetricDatum>): number {
  return storageResolution * 1_000
}

function isWithin({ atMs }: Readonly<MetricDatum>, fromMs: number, toMs: number): boolean {
  return atMs >= fromMs && atMs < toMs
}

function joinedOf(data: readonly Readonly<MetricDatum>[]): StatisticSet {
  const { sampleCount, sum, minimum, maximum } = data.reduce<StatisticSet>(
    (whole, datum, index) => (index === 0 ? datum : summed(whole, datum)),
    data[0]!,
  )
  const both = { sampleCount, sum, minimum, maximum }
  if (minimum === maximum) return { ...both, spread: ofValues([[minimum, sampleCount]]) }
  // Statistics alone do not say how the values lie between their ends.
  if (data.some(({ values }) => values.length === 0)) return both
  return { ...both, spread: ofValues(data.flatMap(({ values }) => values)) }
}

/** Of values with how often each came. */
function ofValues(given: readonly (readonly [value: number, count: number])[]): Spread {
  let sorted: readonly (readonly [value: number, count: number])[] | null = null
  const values = () => (sorted ??= [...given].sort(([one], [other]) => one - other))
  const total = given.reduce((sum, [, count]) => sum + count, 0)
  return {
    quantile: (share) => {
      let left = share * total
      for (const [value, count] of values()) {
        left -= count
        // A rounding error is no sample.
        if (left <= 1e-9) return value
      }
      return values().at(-1)![0]
    },
    upTo: (most) => {
      let [count, sum] = [0, 0]
      for (const [value, times] of values())
        if (value <= most) {
          count += times
          sum += value * times
        }
      return { count, sum }
    },
  }
}

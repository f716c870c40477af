// How is a metric named, and what is one of its datapoints?

/** The finest grain of AWS's own metrics (CW-07). */
export const MINUTE_MS = 60_000

/** What makes a metric one of its own: dimensions in ascending order of their names. */
export interface MetricId {
  readonly namespace: string
  readonly metricName: string
  readonly dimensions: readonly { readonly name: string; readonly value: string }[]
}

/** Everything that the statistics of a span are worked out from. `sampleCount` is above 0: a span without samples has no datapoint. */
export interface StatisticSet {
  readonly sampleCount: number
  readonly sum: number
  readonly minimum: number
  readonly maximum: number
  /** How the samples lie between the ends; absent where nobody knows. */
  readonly spread?: Spread
}

export interface Spread {
  /** The value below which a share of the samples lies. */
  quantile(share: number): number
  /** Of the samples that are not above a value. */
  upTo(value: number): Part
}

export interface Part {
  readonly count: number
  readonly sum: number
}

/** A metric is asked for every minute: its key is made once. */
const KEYS = new WeakMap<MetricId, string>()

/** One text a metric: equal for equal metrics. */
export function metricKey(metric: MetricId): string {
  const known = KEYS.get(metric)
  if (known !== undefined) return known
  const { namespace, metricName, dimensions } = metric
  const key = JSON.stringify([namespace, metricName, ...dimensions.flatMap(({ name, value }) => [name, value])])
  KEYS.set(metric, key)
  return key
}

/** A metric and how its datapoints are made. */
export interface MetricStat {
  readonly metric: MetricId
  readonly periodMs: number
  /** `Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount`, or an extended one such as `p95` or `TM(10%:90%)`. */
  readonly statistic: string
  readonly unit: string | null
}

/** One row of a metric query: a metric, or an expression over other rows. */
export interface MetricQuery {
  readonly id: string
  readonly stat: MetricStat | null
  readonly expression: string | null
  readonly label: string | null
  readonly returnData: boolean
  readonly periodMs: number | null
}

/** What a user has put with PutMetricData: one row a datum. */
export interface MetricDatum {
  id: string
  metric: MetricId
  /** Of the second for which it stands, or of the minute. */
  atMs: number
  putAtMs: number
  unit: string | null
  /** 1 for a datum of high resolution, else 60. */
  storageResolution: number
  sampleCount: number
  sum: number
  minimum: number
  maximum: number
  /** The values with how often each came; empty where only the statistics were given. */
  values: readonly (readonly [value: number, count: number])[]
}

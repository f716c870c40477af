// What CloudWatch has measured, as a profile: what `aws cloudwatch get-metric-statistics` and `get-metric-data` print (LD-06).
import { type Profile, parseInstantMs, replay, show, UsageError } from '../../index.ts'

export interface LoadMetricsOptions {
  /** As errors name it; `<metrics>` when absent. */
  readonly file?: string | undefined
  /** Of several results of get-metric-data: its Id or Label. */
  readonly id?: string | undefined
  /** Of several statistics of get-metric-statistics. */
  readonly statistic?: string | undefined
  /** Values are sums of a period, to be divided by its seconds: so for the statistic `Sum`, else not, when absent. */
  readonly perPeriod?: boolean | undefined
  /** Length of a period in seconds; the shortest gap between two datapoints when absent. */
  readonly periodSeconds?: number | undefined
  readonly loop?: boolean | undefined
  readonly scale?: number | undefined
}

type Members = Readonly<Record<string, unknown>>
interface Datapoint {
  readonly atMs: number
  readonly value: number
}

const STATISTICS = ['Sum', 'Average', 'Maximum', 'Minimum', 'SampleCount']
const MOST_DATAPOINTS = 30_000

/**
 * Reads the JSON that the AWS CLI has printed. Times count from the first datapoint, so that a day of the past is played from when the load begins.
 * Where a sum is missing nothing came; where anything else is, the value before holds.
 * @throws UsageError naming the place
 */
export function parseLoadMetrics(text: string, options: LoadMetricsOptions = {}): Profile {
  const { file = '<metrics>', loop, scale } = options
  const said = jsonOf(text, file)
  const { points, isSum } = Array.isArray(said.Datapoints)
    ? ofStatistics(said.Datapoints, options, file)
    : ofData(said.MetricDataResults, options, file)
  const ordered = [...points].sort((a, b) => a.atMs - b.atMs)
  if (ordered.length === 0 || ordered.length > MOST_DATAPOINTS)
    throw usage(`${file}: expected 1 to ${MOST_DATAPOINTS} datapoints, found ${ordered.length}.`)
  const perPeriod = options.perPeriod ?? isSum
  const periodMs = options.periodSeconds === undefined ? shortestGapMs(ordered) : options.periodSeconds * 1_000
  if (!(periodMs > 0)) throw usage(`${file}: expected datapoints at different times, and a period above 0.`)
  const firstMs = ordered[0]!.atMs
  const held = ordered.flatMap(({ atMs, value }, nth) => {
    const point = { at: atMs - firstMs, value: perPeriod ? (value * 1_000) / periodMs : value }
    const nextMs = ordered[nth + 1]?.atMs ?? atMs + periodMs
    const isGap = perPeriod && nextMs > atMs + periodMs
    return isGap ? [point, { at: point.at + periodMs, value: 0 }] : [point]
  })
  // The last datapoint lasts a period, too.
  const lastMs = ordered.at(-1)!.atMs - firstMs + periodMs
  return replay(loop === true ? [...held, { at: lastMs, value: 0 }] : held, { loop, scale })
}

function ofStatistics(datapoints: readonly unknown[], { statistic }: LoadMetricsOptions, file: string) {
  const first = (datapoints[0] ?? {}) as Members
  const known = Object.keys(first.ExtendedStatistics ?? {})
  const name = statistic ?? STATISTICS.find((each) => first[each] !== undefined) ?? known[0] ?? 'Average'
  const points = datapoints.map((each, nth) => {
    const datapoint = (typeof each === 'object' && each !== null ? each : {}) as Members
    const extended = (datapoint.ExtendedStatistics ?? {}) as Members
    return pointOf(datapoint.Timestamp, datapoint[name] ?? extended[name], `${file}: Datapoints[${nth}]`, name)
  })
  return { points, isSum: name === 'Sum' }
}

function ofData(results: unknown, { id }: LoadMetricsOptions, file: string) {
  if (!Array.isArray(results) || results.length === 0)
    throw usage(`${file}: expected Datapoints or MetricDataResults, as the AWS CLI prints them.`)
  const all = results as readonly Members[]
  const known = all.map((each) => show(each?.Id)).join(', ')
  const found = id === undefined ? all : all.filter((each) => each?.Id === id || each?.Label === id)
  if (found.length !== 1) throw usage(`${file}: MetricDataResults: expected one result, by its id: one of ${known}.`)
  const { Timestamps: times, Values: values } = found[0]!
  if (!Array.isArray(times) || !Array.isArray(values) || times.length !== values.length)
    throw usage(`${file}: MetricDataResults: expected as many Values as Timestamps.`)
  const points = times.map((time, nth) => pointOf(time, values[nth], `${file}: Values[${nth}]`, 'value'))
  return { points, isSum: false }
}

function pointOf(time: unknown, value: unknown, where: string, name: string): Datapoint {
  if (typeof value !== 'number' || !(value >= 0))
    throw usage(`${where}: expected a ${name} from 0 on, found ${show(value)}.`)
  // The AWS CLI prints instants, or seconds if it is told to.
  if (typeof time === 'number') return { atMs: Math.round(time * 1_000), value }
  return { atMs: parseInstantMs(time as string, `${where}: Timestamp`), value }
}

function shortestGapMs(ordered: readonly Datapoint[]): number {
  const gaps = ordered.slice(1).map(({ atMs }, nth) => atMs - ordered[nth]!.atMs)
  return gaps.length === 0 ? 60_000 : Math.min(...gaps)
}

function jsonOf(text: string, file: string): Members {
  try {
    const said: unknown = JSON.parse(text)
    if (typeof said === 'object' && said !== null) return said as Members
  } catch {
    // Falls through to the one refusal below.
  }
  throw usage(`${file}: expected the JSON that get-metric-statistics or get-metric-data prints.`)
}

function usage(message: string): UsageError {
  return new UsageError(message, { path: 'metrics' })
}

// GetMetricData: metrics and expressions over them, period by period (AS-28, CW-16).
import { statisticsOf } from '../../engine/metrics/reader.ts'
import type { World } from '../../engine/world.ts'
import type { MetricQuery } from '../../model/scaling/metrics.ts'
import { statisticOf } from '../../model/scaling/statistics.ts'
import type { MathValue, Series } from '../../scaling/metric-math/functions.ts'
import { notSimulated } from '../refuse.ts'
import type { GetMetricDataOutput, MetricDataResult } from '../shapes/cloudwatch-types.generated.ts'
import type { CloudWatchAnswer } from './answer.ts'
import { bucketsOf, checkSpan, QUICK_PERIODS, type Span } from './buckets.ts'
import { checkNumber, invalid, pageOf, parseCloudWatch, unreadable } from './parse.ts'
import { onePeriodOf, queriesOf, type ReadQueries } from './queries.ts'

const MOST_QUERIES = 500
const MOST_POINTS = 100_800

interface Row {
  readonly id: string
  readonly label: string
  readonly points: readonly { readonly atMs: number; readonly value: number }[]
}

/** @throws ValidationError, InvalidParameterValueException, InvalidNextToken, … */
export function getMetricData(world: World, input: unknown): CloudWatchAnswer<GetMetricDataOutput> {
  const parsed = parseCloudWatch('GetMetricData', input)
  const { MetricDataQueries: given, MaxDatapoints: most = MOST_POINTS, LabelOptions: labels } = parsed
  const span = { startMs: parsed.StartTime, endMs: parsed.EndTime }
  if (given.length < 1 || given.length > MOST_QUERIES)
    invalid('MetricDataQueries', `1 to ${MOST_QUERIES} items`, `${given.length} items`)
  checkSpan(span)
  checkNumber('MaxDatapoints', most, 1, MOST_POINTS)
  if (labels?.Timezone !== undefined && !/^[+-]\d{4}$/.test(labels.Timezone))
    invalid('LabelOptions.Timezone', 'a plus or minus and four digits, such as +0130', labels.Timezone)
  const read = queriesOf(given, 'MetricDataQueries', QUICK_PERIODS)
  const rows = read.queries.flatMap((query, index) =>
    query.returnData ? rowsOf(world, read, { query, index, span }) : [],
  )
  const isAscending = parsed.ScanBy === 'TimestampAscending'
  return answerOf(
    isAscending ? rows : rows.map((row) => ({ ...row, points: [...row.points].reverse() })),
    most,
    parsed.NextToken,
  )
}

interface Asked {
  readonly query: MetricQuery
  readonly index: number
  readonly span: Span
}

/** One for a metric; several for an expression that returns a list. */
function rowsOf(world: World, { program }: ReadQueries, { query, index, span }: Asked): Row[] {
  const path = `MetricDataQueries[${index}]`
  if (query.label?.includes('${') === true) notSimulated(`${path}.Label`, 'dynamic labels', query.label)
  if (program.typeOf(query.id) === 'number')
    unreadable(`${path}.Expression`, 'an expression with a value a period', 'a number', 'AS-28')
  const metrics = program.metricsOf(query.id)
  const periodMs = onePeriodOf(query.periodMs === null ? metrics : [...metrics, query], path)
  const buckets = bucketsOf(span, periodMs, world.nowMs)
  const seriesOf = ({ stat }: MetricQuery): Series =>
    Float64Array.from(buckets, (fromMs) => {
      const { metric, statistic, unit } = stat!
      return statisticOf(statisticsOf(world, metric, fromMs, Math.min(fromMs + periodMs, span.endMs), unit), statistic)
    })
  const context = { length: buckets.length, periodSeconds: periodMs / 1_000 }
  const label = query.label ?? query.stat?.metric.metricName ?? query.id
  return listed(program.evaluate(query.id, seriesOf, context)).map((series) => ({
    id: query.id,
    label,
    points: buckets.flatMap((atMs, at) => (Number.isNaN(series[at]!) ? [] : [{ atMs, value: series[at]! }])),
  }))
}

function listed(value: MathValue): readonly Series[] {
  if (typeof value === 'number') return []
  return value instanceof Float64Array ? [value] : value
}

/** Row after row, as many datapoints as one answer may have. */
function answerOf(
  rows: readonly Row[],
  most: number,
  token: string | undefined,
): CloudWatchAnswer<GetMetricDataOutput> {
  const all = rows.flatMap((row, place) => row.points.map((point, at) => ({ place, at, ...point })))
  const { items, more } = pageOf(all, most, token)
  const results = rows.flatMap((row, place): MetricDataResult[] => {
    const points = items.filter((point) => point.place === place)
    if (points.length === 0 && (row.points.length > 0 || token !== undefined)) return []
    const isWhole = points.length === 0 || points.at(-1)!.at === row.points.length - 1
    return [
      {
        Id: row.id,
        Label: row.label,
        Timestamps: points.map(({ atMs }) => new Date(atMs)),
        Values: points.map(({ value }) => value),
        StatusCode: isWhole ? 'Complete' : 'PartialData',
      },
    ]
  })
  return { MetricDataResults: results, Messages: [], ...more }
}

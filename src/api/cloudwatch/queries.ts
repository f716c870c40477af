// Are the rows of a metric query in order: ids, metrics, expressions? (AS-28, CW-20)
import type { MetricQuery, MetricStat } from '../../model/scaling/metrics.ts'
import { compileQueries, isMistake, type MathProgram } from '../../scaling/metric-math/program.ts'
import { notSimulated } from '../refuse.ts'
import {
  type CloudWatchInput,
  checkPeriod,
  checkStatistic,
  checkText,
  combination,
  invalid,
  metricOf,
  missing,
  unreadable,
} from './parse.ts'

type AwsQuery = CloudWatchInput<'GetMetricData'>['MetricDataQueries'][number]

export interface ReadQueries {
  readonly queries: readonly MetricQuery[]
  readonly program: MathProgram
}

/** @throws ValidationError, InvalidParameterValueException, InvalidParameterCombinationException, … */
export function queriesOf(rows: readonly AwsQuery[], path: string, quick: readonly number[]): ReadQueries {
  const queries = rows.map((row, index) => queryOf(row, `${path}[${index}]`, quick))
  const program = compileQueries(queries)
  if (isMistake(program)) {
    const { index, member, expected, found } = program
    return unreadable(`${path}[${index}].${member}`, expected, found, 'AS-28')
  }
  return { queries, program }
}

function queryOf(row: AwsQuery, path: string, quick: readonly number[]): MetricQuery {
  const { Id: id, MetricStat: stat, Expression: expression, Label: label, Period: period } = row
  checkText(`${path}.Id`, id, 255)
  if (row.AccountId !== undefined) notSimulated(`${path}.AccountId`, 'metrics of other accounts', row.AccountId)
  if (stat !== undefined && expression !== undefined) combination(path, 'MetricStat or Expression', 'both')
  if (stat === undefined && expression === undefined) return missing(path, 'MetricStat or Expression')
  checkText(`${path}.Expression`, expression, 2_048)
  if (period !== undefined) checkPeriod(`${path}.Period`, period, quick)
  return {
    id,
    stat: stat === undefined ? null : statOf(stat, `${path}.MetricStat`, quick),
    expression: expression ?? null,
    label: label ?? null,
    returnData: row.ReturnData ?? true,
    periodMs: period === undefined ? null : period * 1_000,
  }
}

function statOf(stat: NonNullable<AwsQuery['MetricStat']>, path: string, quick: readonly number[]): MetricStat {
  const metric = metricOf(stat.Metric, `${path}.Metric.`)
  checkPeriod(`${path}.Period`, stat.Period, quick)
  checkStatistic(`${path}.Stat`, stat.Stat)
  return { metric, periodMs: stat.Period * 1_000, statistic: stat.Stat, unit: stat.Unit ?? null }
}

/** The period of all its metrics, and of its expressions where they say one. @throws InvalidParameterValueException for several */
export function onePeriodOf(queries: readonly MetricQuery[], path: string): number {
  const periods = queries.flatMap(({ stat, periodMs }) => stat?.periodMs ?? periodMs ?? [])
  const odd = periods.findIndex((periodMs) => periodMs !== periods[0])
  if (odd !== -1) invalid(path, `one period for all its rows`, `${periods[0]! / 1_000} and ${periods[odd]! / 1_000}`)
  return periods[0]!
}

// Which metric of a user's own does target tracking go by? One, or an expression over several (AS-27…AS-30).
import type { AlarmSubject } from '../../model/scaling/alarms.ts'
import type { MetricId, MetricQuery, MetricStat } from '../../model/scaling/metrics.ts'
import { isStatistic, SIMPLE_STATISTICS } from '../../model/scaling/statistics.ts'
import { compileQueries, isMistake } from '../../scaling/metric-math/program.ts'
import type { Complaint } from './complaint.ts'

/** As both services of scaling spell it. */
export interface Customized {
  readonly MetricName?: string
  readonly Namespace?: string
  readonly Dimensions?: readonly Dimension[]
  readonly Statistic?: string
  readonly Unit?: string
  readonly Metrics?: readonly Row[]
}

interface Dimension {
  readonly Name: string
  readonly Value: string
}

interface Row {
  readonly Id: string
  readonly Expression?: string
  readonly Label?: string
  readonly ReturnData?: boolean
  readonly MetricStat?: {
    readonly Metric: {
      readonly MetricName?: string
      readonly Namespace?: string
      readonly Dimensions?: readonly Dimension[]
    }
    readonly Stat: string
    readonly Unit?: string
  }
}

const PERIOD_MS = 60_000

/** Target tracking looks at whole minutes, unless its metric is of high resolution (AS-30). */
export function statOf(metric: MetricId, statistic: string, unit: string | null = null): MetricStat {
  return { metric, periodMs: PERIOD_MS, statistic, unit }
}

const LABEL = /^app\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}\/(targetgroup\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16})$/

/** ALBRequestCountPerTarget of the target group that the label names (AS-26). @throws what `invalid` throws */
export function targetGroupRequests(label: string | undefined, path: string, invalid: Complaint): MetricStat {
  const group = LABEL.exec(label ?? '')?.[1]
  if (group === undefined) return invalid(path, 'app/LB/LB-ID/targetgroup/GROUP/GROUP-ID', label, 'AS-26')
  const dimensions = [{ name: 'TargetGroup', value: group }]
  return statOf({ namespace: 'AWS/ApplicationELB', metricName: 'RequestCountPerTarget', dimensions }, 'Sum')
}

/** @throws what `invalid` throws */
export function customizedSubject(given: Customized, path: string, invalid: Complaint): AlarmSubject {
  const { MetricName, Namespace, Dimensions = [], Statistic, Unit, Metrics } = given
  const single = MetricName ?? Namespace ?? Statistic ?? Unit ?? Dimensions[0]
  if (Metrics !== undefined) {
    if (single !== undefined) return invalid(path, 'either one metric or Metrics', 'both', 'AS-27')
    return { kind: 'math', queries: queriesOf(Metrics, `${path}.Metrics`, invalid) }
  }
  if (MetricName === undefined) return invalid(`${path}.MetricName`, 'the name of a metric', undefined, 'AS-27')
  if (Namespace === undefined) return invalid(`${path}.Namespace`, 'a namespace', undefined, 'AS-27')
  if (Statistic === undefined) return invalid(`${path}.Statistic`, 'a statistic', undefined, 'AS-27')
  const metric = { namespace: Namespace, metricName: MetricName, dimensions: dimensionsOf(Dimensions) }
  return { kind: 'metric', stat: statOf(metric, Statistic, Unit ?? null) }
}

function dimensionsOf(given: readonly { readonly Name: string; readonly Value: string }[]): MetricId['dimensions'] {
  return given
    .map(({ Name, Value }) => ({ name: Name, value: Value }))
    .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)))
}

/** Exactly one row is what the alarm looks at (AS-27). */
function queriesOf(rows: readonly Row[], path: string, invalid: Complaint): readonly MetricQuery[] {
  if (rows.length < 1) return invalid(path, 'at least one metric or expression', '0 items', 'AS-27')
  const queries = rows.map((row, index) => queryOf(row, `${path}[${index}]`, invalid))
  const returned = queries.filter(({ returnData }) => returnData).length
  if (returned !== 1) return invalid(path, 'exactly one row with ReturnData true', `${returned} rows`, 'AS-27')
  const program = compileQueries(queries)
  if (!isMistake(program)) return queries
  const { index, member, expected, found } = program
  return invalid(`${path}[${index}].${member}`, expected, found, 'AS-27')
}

function queryOf(row: Row, path: string, invalid: Complaint): MetricQuery {
  const { Id: id, Expression, Label, MetricStat: stat, ReturnData = true } = row
  if ((Expression === undefined) === (stat === undefined))
    invalid(path, 'either an Expression or a MetricStat', stat === undefined ? 'neither' : 'both', 'AS-27')
  const { MetricName: metricName, Namespace: namespace, Dimensions = [] } = stat?.Metric ?? {}
  if (stat !== undefined && metricName === undefined)
    invalid(`${path}.MetricStat.Metric.MetricName`, 'the name of a metric', undefined, 'AS-27')
  if (stat !== undefined && namespace === undefined)
    invalid(`${path}.MetricStat.Metric.Namespace`, 'a namespace', undefined, 'AS-27')
  if (stat !== undefined && !isStatistic(stat.Stat))
    invalid(
      `${path}.MetricStat.Stat`,
      `one of ${SIMPLE_STATISTICS.join(', ')} or a percentile such as p95`,
      stat.Stat,
      'AS-27',
    )
  const metric = { namespace: namespace ?? '', metricName: metricName ?? '', dimensions: dimensionsOf(Dimensions) }
  return {
    id,
    stat: stat === undefined ? null : statOf(metric, stat.Stat, stat.Unit ?? null),
    expression: Expression ?? null,
    label: Label ?? null,
    returnData: ReturnData,
    periodMs: Expression === undefined ? null : PERIOD_MS,
  }
}

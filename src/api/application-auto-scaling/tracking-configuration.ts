// Which metric does a policy track, and toward what? (AS-26…AS-30, AS-50)
import type { JsonRecord } from '../../model/basics.ts'
import type { AlarmSubject } from '../../model/scaling/alarms.ts'
import { type MetricId, type MetricQuery, type MetricStat, shareOf } from '../../model/scaling/metrics.ts'
import type { TrackingConfiguration } from '../../model/scaling/targets.ts'
import { compileQueries, isMistake } from '../../scaling/metric-math/program.ts'
import { notSimulated } from '../refuse.ts'
import type { AasInput } from './parse.ts'
import { checkRange, invalid } from './parse.ts'

type Given = NonNullable<AasInput<'PutScalingPolicy'>['TargetTrackingScalingPolicyConfiguration']>
type Predefined = NonNullable<Given['PredefinedMetricSpecification']>
type Customized = NonNullable<Given['CustomizedMetricSpecification']>

export interface Tracking {
  readonly configuration: TrackingConfiguration
  readonly subject: AlarmSubject
  readonly kept: JsonRecord
}

const PATH = 'TargetTrackingScalingPolicyConfiguration'
const USUAL_COOLDOWN_SECONDS = 300
const PERIOD_MS = 60_000

/** @param resourceId the scalable target: predefined metrics are those of its service */
export function trackingOf(given: Given, resourceId: string): Tracking {
  const { TargetValue: targetValue, ScaleOutCooldown, ScaleInCooldown, DisableScaleIn = false } = given
  if (!(targetValue > 0) || !Number.isFinite(targetValue))
    invalid(`${PATH}.TargetValue`, 'a number above 0', targetValue, 'AS-32')
  checkRange(`${PATH}.ScaleOutCooldown`, ScaleOutCooldown, [0, 2_147_483_647], 'AS-50')
  checkRange(`${PATH}.ScaleInCooldown`, ScaleInCooldown, [0, 2_147_483_647], 'AS-50')
  const configuration: TrackingConfiguration = {
    kind: 'tracking',
    targetValue,
    disableScaleIn: DisableScaleIn,
    scaleOutCooldownMs: (ScaleOutCooldown ?? USUAL_COOLDOWN_SECONDS) * 1_000,
    scaleInCooldownMs: (ScaleInCooldown ?? USUAL_COOLDOWN_SECONDS) * 1_000,
  }
  return { configuration, subject: subjectOf(given, resourceId), kept: { ...given, DisableScaleIn } as JsonRecord }
}

function subjectOf(given: Given, resourceId: string): AlarmSubject {
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = given
  if (predefined !== undefined && customized === undefined)
    return { kind: 'metric', stat: predefinedStat(predefined, resourceId) }
  if (customized !== undefined && predefined === undefined) return customizedSubject(customized)
  const found = predefined === undefined ? 'neither' : 'both'
  return invalid(PATH, 'either a predefined or a customized metric specification', found, 'AS-27')
}

// ── predefined ──

const SERVICE_METRICS: Readonly<Record<string, string>> = {
  ECSServiceAverageCPUUtilization: 'CPUUtilization',
  ECSServiceAverageMemoryUtilization: 'MemoryUtilization',
}

const LABEL = /^app\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}\/(targetgroup\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16})$/

function predefinedStat(
  { PredefinedMetricType: type, ResourceLabel: label }: Predefined,
  resourceId: string,
): MetricStat {
  const path = `${PATH}.PredefinedMetricSpecification`
  if (type === 'ALBRequestCountPerTarget') {
    const group = LABEL.exec(label ?? '')?.[1]
    if (group === undefined)
      return invalid(`${path}.ResourceLabel`, 'app/LB/LB-ID/targetgroup/GROUP/GROUP-ID', label, 'AS-26')
    const dimensions = [{ name: 'TargetGroup', value: group }]
    return statOf({ namespace: 'AWS/ApplicationELB', metricName: 'RequestCountPerTarget', dimensions }, 'Sum')
  }
  if (label !== undefined)
    return invalid(`${path}.ResourceLabel`, `nothing with the metric type ${type}`, label, 'AS-26')
  if (type.startsWith('ECSService') && type.endsWith('HighResolution'))
    return notSimulated(`${path}.PredefinedMetricType`, 'predefined metrics of high resolution', type, 'AS-30')
  const metricName = Object.hasOwn(SERVICE_METRICS, type) ? SERVICE_METRICS[type] : undefined
  if (metricName === undefined)
    return invalid(`${path}.PredefinedMetricType`, 'a metric type of ECS services', type, 'AS-26')
  const [, cluster, service] = resourceId.split('/') as [string, string, string]
  const dimensions = [
    { name: 'ClusterName', value: cluster },
    { name: 'ServiceName', value: service },
  ]
  return statOf({ namespace: 'AWS/ECS', metricName, dimensions }, 'Average')
}

function statOf(metric: MetricId, statistic: string, unit: string | null = null): MetricStat {
  return { metric, periodMs: PERIOD_MS, statistic, unit }
}

// ── customized ──

const SIMPLE: readonly string[] = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum']

function customizedSubject(given: Customized): AlarmSubject {
  const { MetricName, Namespace, Dimensions = [], Statistic, Unit, Metrics } = given
  const path = `${PATH}.CustomizedMetricSpecification`
  const single = MetricName ?? Namespace ?? Statistic ?? Unit ?? Dimensions[0]
  if (Metrics !== undefined) {
    if (single !== undefined) return invalid(path, 'either one metric or Metrics', 'both', 'AS-27')
    return { kind: 'math', queries: queriesOf(Metrics) }
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
function queriesOf(rows: NonNullable<Customized['Metrics']>): readonly MetricQuery[] {
  const path = `${PATH}.CustomizedMetricSpecification.Metrics`
  if (rows.length < 1) return invalid(path, 'at least one metric or expression', '0 items', 'AS-27')
  const queries = rows.map((row, index) => queryOf(row, `${path}[${index}]`))
  const returned = queries.filter(({ returnData }) => returnData).length
  if (returned !== 1) return invalid(path, 'exactly one row with ReturnData true', `${returned} rows`, 'AS-27')
  const program = compileQueries(queries)
  if (!isMistake(program)) return queries
  const { index, member, expected, found } = program
  return invalid(`${path}[${index}].${member}`, expected, found, 'AS-27')
}

function queryOf(row: NonNullable<Customized['Metrics']>[number], path: string): MetricQuery {
  const { Id: id, Expression, Label, MetricStat: stat, ReturnData = true } = row
  if ((Expression === undefined) === (stat === undefined))
    invalid(path, 'either an Expression or a MetricStat', stat === undefined ? 'neither' : 'both', 'AS-27')
  const { MetricName: metricName, Namespace: namespace, Dimensions = [] } = stat?.Metric ?? {}
  if (stat !== undefined && metricName === undefined)
    invalid(`${path}.MetricStat.Metric.MetricName`, 'the name of a metric', undefined, 'AS-27')
  if (stat !== undefined && namespace === undefined)
    invalid(`${path}.MetricStat.Metric.Namespace`, 'a namespace', undefined, 'AS-27')
  if (stat !== undefined && !SIMPLE.includes(stat.Stat) && shareOf(stat.Stat) === null)
    invalid(`${path}.MetricStat.Stat`, `one of ${SIMPLE.join(', ')} or a percentile such as p95`, stat.Stat, 'AS-27')
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

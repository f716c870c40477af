// PutMetricAlarm: an alarm is made, or one that is there gets another configuration and keeps its state (CW-20…CW-22).
import { alarmRow } from '../../engine/alarms/row.ts'
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { inserted, updated } from '../../model/changes.ts'
import type { Alarm, AlarmSubject, Comparison, MissingData } from '../../model/scaling/alarms.ts'
import { samplesNeeded } from '../../model/scaling/extended-statistics.ts'
import type { MetricId } from '../../model/scaling/metrics.ts'
import { notSimulated } from '../refuse.ts'
import type { PutMetricAlarmOutput } from '../shapes/cloudwatch-types.generated.ts'
import { tagListOf } from '../tag-list.ts'
import { actionsOf } from './actions.ts'
import {
  type CloudWatchInput,
  checkExtended,
  checkNumber,
  checkPeriod,
  checkText,
  combination,
  invalid,
  metricOf,
  missing,
  parseCloudWatch,
  unreadable,
} from './parse.ts'
import { onePeriodOf, queriesOf } from './queries.ts'

type Input = CloudWatchInput<'PutMetricAlarm'>

/** @throws InvalidParameterValueException, InvalidParameterCombinationException, MissingRequiredParameterException, ValidationError, … */
export function putMetricAlarm(world: World, input: unknown): PutMetricAlarmOutput {
  const parsed = parseCloudWatch('PutMetricAlarm', input)
  checkText('AlarmName', parsed.AlarmName, 255)
  checkText('AlarmDescription', parsed.AlarmDescription, 1_024, 0)
  refuseBeyond(parsed)
  if (world.indexes.alarms.composites.has(parsed.AlarmName))
    unreadable('AlarmName', 'a name that no composite alarm has', parsed.AlarmName, 'CW-34')
  const watched = parsed.Metrics === undefined ? byMetric(parsed) : byMath(parsed, parsed.Metrics)
  const set = {
    ...watched,
    ...rulesOf(parsed, watched.periodMs),
    ...actionsOf(parsed),
    description: parsed.AlarmDescription ?? null,
  }
  const tags = tagListOf(parsed.Tags, invalid)
  return command(world, 'cloudWatch.putMetricAlarm', parsed, (cause) => {
    const name = parsed.AlarmName
    const change =
      world.tables.alarms.get(name) === undefined
        ? inserted('alarm.created', name, alarmRow(world, { name, ...set, tags }), 'CW-22')
        : updated('alarm.changed', name, { ...set, configuredAtMs: world.nowMs }, 'CW-22')
    apply(world, { changes: [change], timers: [] }, cause)
    return {}
  })
}

/** What CloudWatch has and this does not simulate. */
const BEYOND: Readonly<Partial<Record<keyof Input, string>>> = {
  ThresholdMetricId: 'anomaly detection',
  WarmUpConfiguration: 'the warm-up of alarms',
  EvaluationCriteria: 'alarms on PromQL queries',
  EvaluationInterval: 'evaluation intervals of alarms',
  ActionConfiguration: 'the tags of alarm actions',
}

const COMPARISONS: readonly string[] = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
] satisfies Comparison[]

function refuseBeyond(parsed: Input): void {
  for (const [member, what] of Object.entries(BEYOND))
    if (parsed[member as keyof Input] !== undefined) notSimulated(member, what, parsed[member as keyof Input], 'CW-20')
  const { ComparisonOperator: operator, EvaluationWindow: window } = parsed
  if (operator !== undefined && !COMPARISONS.includes(operator))
    notSimulated('ComparisonOperator', 'anomaly detection', operator, 'CW-20')
  if (window !== undefined && 'WallClockWindow' in window)
    notSimulated('EvaluationWindow.WallClockWindow', 'windows by the wall clock', window, 'CW-23')
}

interface Watched {
  readonly subject: AlarmSubject
  readonly periodMs: number
}

function byMetric(parsed: Input): Watched {
  const { Statistic: simple, ExtendedStatistic: extended, Period: period } = parsed
  const metric = metricOf(parsed, '')
  if (simple !== undefined && extended !== undefined) combination('Statistic', 'Statistic or ExtendedStatistic', 'both')
  const statistic = simple ?? extended ?? missing('Statistic', 'Statistic or ExtendedStatistic')
  if (extended !== undefined) checkExtended('ExtendedStatistic', extended)
  if (period === undefined) return missing('Period', 'a period in seconds')
  checkPeriod('Period', period)
  if (period < 60 && isByTheMinute(metric))
    invalid('Period', "60 or more for metrics of the namespaces that begin with 'AWS/'", period)
  const periodMs = period * 1_000
  const stat = { metric, periodMs, statistic, unit: parsed.Unit ?? null }
  const fewSamples = ignoresFewSamples(parsed, statistic) ? ({ ignoresFewSamples: true } as const) : {}
  return { subject: { kind: 'metric', stat, ...fewSamples }, periodMs }
}

/** AWS's own metrics are; only ECS tells some of its services oftener (AS-30). */
function isByTheMinute({ namespace }: MetricId): boolean {
  return namespace.startsWith('AWS/') && namespace !== 'AWS/ECS'
}

function ignoresFewSamples({ EvaluateLowSampleCountPercentile: said }: Input, statistic: string): boolean {
  if (said === undefined) return false
  if (said !== 'evaluate' && said !== 'ignore') invalid('EvaluateLowSampleCountPercentile', 'evaluate or ignore', said)
  if (samplesNeeded(statistic) === null)
    combination('EvaluateLowSampleCountPercentile', 'a percentile as ExtendedStatistic', statistic)
  return said === 'ignore'
}

const OF_METRIC = [
  'MetricName',
  'Namespace',
  'Statistic',
  'ExtendedStatistic',
  'Dimensions',
  'Period',
  'Unit',
  'EvaluateLowSampleCountPercentile',
] as const
const MOST_ROWS = 20
const MOST_METRICS = 10

function byMath(parsed: Input, rows: NonNullable<Input['Metrics']>): Watched {
  const both = OF_METRIC.find((member) => parsed[member] !== undefined)
  if (both !== undefined) combination(both, 'no member of a single metric beside Metrics', parsed[both])
  if (rows.length < 1 || rows.length > MOST_ROWS) invalid('Metrics', `1 to ${MOST_ROWS} items`, `${rows.length} items`)
  const { queries, program } = queriesOf(rows, 'Metrics', [10, 20, 30])
  const metrics = queries.filter(({ stat }) => stat !== null)
  if (metrics.length < 1 || metrics.length > MOST_METRICS)
    invalid('Metrics', `1 to ${MOST_METRICS} metrics`, `${metrics.length} metrics`)
  const returned = queries.filter(({ returnData }) => returnData)
  if (returned.length !== 1) invalid('Metrics', 'exactly one row with ReturnData', `${returned.length} rows`)
  const type = program.typeOf(returned[0]!.id)
  if (type !== 'series') invalid('Metrics', 'one value a period from the row with ReturnData', `a ${type}`, 'AS-28')
  const periodMs = onePeriodOf(queries, 'Metrics')
  const isAwsOwn = metrics.some(({ stat }) => isByTheMinute(stat!.metric))
  if (periodMs < 60_000 && isAwsOwn)
    invalid('Metrics', "a period of 60 or more for metrics of the namespaces that begin with 'AWS/'", periodMs / 1_000)
  return { subject: { kind: 'math', queries }, periodMs }
}

const TREATMENTS: readonly string[] = ['missing', 'notBreaching', 'breaching', 'ignore'] satisfies MissingData[]
const DAY_SECONDS = 86_400

function rulesOf(
  parsed: Input,
  periodMs: number,
): Pick<Alarm, 'evaluationPeriods' | 'datapointsToAlarm' | 'threshold' | 'comparison' | 'treatMissingData'> {
  const { EvaluationPeriods: evaluationPeriods, Threshold: threshold, ComparisonOperator: comparison } = parsed
  if (comparison === undefined) return missing('ComparisonOperator', `one of ${COMPARISONS.join(', ')}`)
  if (threshold === undefined) return missing('Threshold', 'a number')
  if (evaluationPeriods === undefined) return missing('EvaluationPeriods', 'a number of periods')
  if (evaluationPeriods < 1) invalid('EvaluationPeriods', '1 or more', evaluationPeriods)
  const seconds = periodMs / 1_000
  const most = seconds < 3_600 ? DAY_SECONDS : 7 * DAY_SECONDS
  if (seconds * evaluationPeriods > most)
    invalid('EvaluationPeriods', `Period * EvaluationPeriods of at most ${most} s`, seconds * evaluationPeriods)
  const datapointsToAlarm = parsed.DatapointsToAlarm ?? evaluationPeriods
  checkNumber('DatapointsToAlarm', datapointsToAlarm, 1, evaluationPeriods)
  const treatMissingData = parsed.TreatMissingData ?? 'missing'
  if (!TREATMENTS.includes(treatMissingData))
    invalid('TreatMissingData', `one of ${TREATMENTS.join(', ')}`, treatMissingData)
  return {
    evaluationPeriods,
    datapointsToAlarm,
    threshold,
    comparison: comparison as Comparison,
    treatMissingData: treatMissingData as MissingData,
  }
}

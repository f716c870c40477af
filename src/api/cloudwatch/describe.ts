// How do alarms look in an answer? Members that do not apply are absent.
import type { Alarm } from '../../model/scaling/alarms.ts'
import { extendedOf } from '../../model/scaling/extended-statistics.ts'
import type { MetricId, MetricQuery, MetricStat } from '../../model/scaling/metrics.ts'
import { present } from '../dates.ts'
import type {
  Metric as AwsMetric,
  MetricStat as AwsStat,
  MetricAlarm,
  MetricDataQuery,
  StandardUnit,
  Statistic,
} from '../shapes/cloudwatch-types.generated.ts'

export function describeAlarm(alarm: Readonly<Alarm>): MetricAlarm {
  return {
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    ...present('AlarmDescription', alarm.description),
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAtMs),
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: [...alarm.okActions],
    AlarmActions: [...alarm.alarmActions],
    InsufficientDataActions: [...alarm.insufficientDataActions],
    StateValue: alarm.state,
    StateReason: alarm.stateReason,
    ...present('StateReasonData', alarm.stateReasonData),
    StateUpdatedTimestamp: new Date(alarm.stateUpdatedAtMs),
    ...describeSubject(alarm),
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparison,
    TreatMissingData: alarm.treatMissingData,
    StateTransitionedTimestamp: new Date(alarm.stateTransitionedAtMs),
  }
}

function describeSubject({ subject, periodMs }: Readonly<Alarm>): MetricAlarm {
  if (subject.kind === 'byHand') return { Period: periodMs / 1_000 }
  if (subject.kind === 'math') return { Metrics: subject.queries.map(describeQuery) }
  const { metric, statistic, unit } = subject.stat
  const isExtended = extendedOf(statistic) !== null
  return {
    ...describeMetric(metric),
    ...(isExtended ? { ExtendedStatistic: statistic } : { Statistic: statistic as Statistic }),
    Period: periodMs / 1_000,
    ...present('Unit', unit as StandardUnit | null),
    ...present('EvaluateLowSampleCountPercentile', subject.ignoresFewSamples === true ? 'ignore' : null),
  }
}

export function describeMetric({ namespace, metricName, dimensions }: MetricId): AwsMetric {
  return {
    Namespace: namespace,
    MetricName: metricName,
    Dimensions: dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
  }
}

function describeQuery(query: MetricQuery): MetricDataQuery {
  return {
    Id: query.id,
    ...present('MetricStat', query.stat === null ? null : describeStat(query.stat)),
    ...present('Expression', query.expression),
    ...present('Label', query.label),
    ReturnData: query.returnData,
    ...present('Period', query.periodMs === null ? null : query.periodMs / 1_000),
  }
}

function describeStat({ metric, periodMs, statistic, unit }: MetricStat): AwsStat {
  return {
    Metric: describeMetric(metric),
    Period: periodMs / 1_000,
    Stat: statistic,
    ...present('Unit', unit as StandardUnit | null),
  }
}

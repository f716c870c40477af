// How do alarms look in an answer? Members that do not apply are absent.
import { formatInstant } from '../../kernel/durations.ts'
import type { Alarm, CompositeSubject, Suppression } from '../../model/scaling/alarms.ts'
import { extendedOf } from '../../model/scaling/extended-statistics.ts'
import type { MetricId, MetricQuery, MetricStat } from '../../model/scaling/metrics.ts'
import { present } from '../dates.ts'
import type {
  AlarmType,
  Metric as AwsMetric,
  MetricStat as AwsStat,
  CompositeAlarm,
  MetricAlarm,
  MetricDataQuery,
  StandardUnit,
  Statistic,
} from '../shapes/cloudwatch-types.generated.ts'

export function describeAlarm(alarm: Readonly<Alarm>): MetricAlarm {
  return {
    ...describeBasics(alarm),
    ...describeSubject(alarm),
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparison,
    TreatMissingData: alarm.treatMissingData,
  }
}

export type Composite = Readonly<Alarm> & { readonly subject: CompositeSubject }

export function isComposite(alarm: Readonly<Alarm>): alarm is Composite {
  return alarm.subject.kind === 'composite'
}

export function typeOf(alarm: Readonly<Alarm>): AlarmType {
  return isComposite(alarm) ? 'CompositeAlarm' : 'MetricAlarm'
}

/** What alarms of both kinds have. */
function describeBasics(alarm: Readonly<Alarm>): MetricAlarm & CompositeAlarm {
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
    StateTransitionedTimestamp: new Date(alarm.stateTransitionedAtMs),
  }
}

export function describeComposite(alarm: Composite): CompositeAlarm {
  const { subject, suppressed } = alarm
  return {
    ...describeBasics(alarm),
    AlarmRule: subject.rule,
    ...(subject.suppressor === null
      ? {}
      : {
          ActionsSuppressor: subject.suppressor.said,
          ActionsSuppressorWaitPeriod: subject.suppressor.waitMs / 1_000,
          ActionsSuppressorExtensionPeriod: subject.suppressor.extensionMs / 1_000,
        }),
    ...(suppressed == null
      ? {}
      : { ActionsSuppressedBy: suppressed.by, ActionsSuppressedReason: suppressedReason(subject, suppressed) }),
  }
}

function suppressedReason({ suppressor }: CompositeSubject, { by, untilMs }: Suppression): string {
  if (by === 'Alarm') return `Actions suppressed as ${suppressor!.said} is in ALARM`
  return `Actions suppressed by ${by} until ${formatInstant(untilMs!)}`
}

function describeSubject({ subject, periodMs }: Readonly<Alarm>): MetricAlarm {
  if (subject.kind === 'byHand' || subject.kind === 'composite') return { Period: periodMs / 1_000 }
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

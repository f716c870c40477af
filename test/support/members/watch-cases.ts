// Inputs of Amazon CloudWatch that have between them every member which is not refused.
import type { Simulation } from '../../../src/index.ts'
import { pagesOf } from './pages.ts'
import { DATUM, LOAD, TOPIC } from './scaling-world.ts'

const Tags = [{ Key: 'stage', Value: 'prod' }]
const OTHER = 'arn:aws:sns:us-east-1:123456789012:other'
const TYPES = ['MetricAlarm', 'CompositeAlarm']

const rules = {
  AlarmName: 'new',
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'breaching',
}
const actions = {
  AlarmDescription: 'too many',
  ActionsEnabled: false,
  OKActions: [OTHER],
  AlarmActions: [OTHER],
  InsufficientDataActions: [OTHER],
  Tags,
}
const SUM = { Metric: LOAD, Period: 60, Stat: 'Sum', Unit: 'Count' }
const queries = [
  { Id: 'a', MetricStat: SUM, ReturnData: false },
  { Id: 'e', Expression: 'a * 2', Label: 'twice', ReturnData: true, Period: 60 },
]

/** @param world where the inputs find what they name */
export function watchCases({ cloudWatch: watcher, nowMs }: Simulation): Record<string, readonly object[]> {
  const at = (minutes: number) => new Date(nowMs + minutes * 60_000)
  const [ResourceARN] = watcher.describeAlarms({ AlarmNames: ['busy'] }).MetricAlarms.map(({ AlarmArn }) => AlarmArn)
  const paged = (operation: string, input: object = {}, size = 'MaxRecords') =>
    pagesOf(watcher, operation, input, [size, 'NextToken', 'NextToken'])
  const span = { StartTime: at(-30), EndTime: at(10) }
  const changed = { StartTime: at(-10), EndTime: at(1) }
  return {
    DeleteAlarms: [{ AlarmNames: ['slowest'] }],
    DeleteDashboards: [{ DashboardNames: ['shop'] }],
    DescribeAlarmHistory: [
      { AlarmName: 'busy' },
      { AlarmTypes: ['CompositeAlarm'] },
      { HistoryItemType: 'StateUpdate' },
      { StartDate: at(-1) },
      { EndDate: at(-10) },
      { ScanBy: 'TimestampAscending' },
      ...paged('DescribeAlarmHistory'),
    ],
    DescribeAlarms: [
      { AlarmNames: ['busy'] },
      { AlarmNamePrefix: 'bus' },
      { AlarmTypes: TYPES },
      { ChildrenOfAlarmName: 'both' },
      { ParentsOfAlarmName: 'busy' },
      { StateValue: 'ALARM' },
      { ActionPrefix: TOPIC },
      ...paged('DescribeAlarms'),
    ],
    DescribeAlarmsForMetric: [
      { ...LOAD, Statistic: 'Average' },
      { ...LOAD, ExtendedStatistic: 'p99' },
      { ...LOAD, Period: 120 },
      { ...LOAD, Unit: 'Count' },
    ],
    DisableAlarmActions: [{ AlarmNames: ['busy'] }],
    EnableAlarmActions: [{ AlarmNames: ['slowest'] }],
    GetDashboard: [{ DashboardName: 'shop' }],
    GetMetricData: [
      { ...span, MetricDataQueries: queries, ScanBy: 'TimestampAscending', LabelOptions: { Timezone: '+0100' } },
      { ...changed, MetricDataQueries: [{ Id: 'a', MetricStat: SUM, Label: 'load' }] },
      ...paged('GetMetricData', { ...span, MetricDataQueries: [{ Id: 'a', MetricStat: SUM }] }, 'MaxDatapoints'),
    ],
    GetMetricStatistics: [
      { ...span, ...LOAD, Period: 60, Statistics: ['Average'], Unit: 'Count' },
      { ...span, ...LOAD, Period: 60, ExtendedStatistics: ['p90'] },
    ],
    ListDashboards: [{ DashboardNamePrefix: 'sh' }],
    ListMetrics: [
      { Namespace: 'Shop' },
      { MetricName: 'Load' },
      { Dimensions: DATUM.Dimensions },
      { RecentlyActive: 'PT3H' },
    ],
    ListTagsForResource: [{ ResourceARN }],
    PutCompositeAlarm: [
      {
        AlarmName: 'new',
        AlarmRule: 'NOT ALARM(busy)',
        ...actions,
        ActionsSuppressor: 'slowest',
        ActionsSuppressorWaitPeriod: 60,
        ActionsSuppressorExtensionPeriod: 30,
      },
    ],
    PutDashboard: [{ DashboardName: 'new', DashboardBody: '{"widgets":[]}', Tags }],
    PutMetricAlarm: [
      { ...rules, ...actions, ...LOAD, Statistic: 'Sum', Period: 120, Unit: 'Count' },
      { ...rules, ...LOAD, ExtendedStatistic: 'p90', Period: 60, EvaluateLowSampleCountPercentile: 'ignore' },
      { ...rules, Metrics: queries },
      { ...rules, Metrics: queries.map((query) => ({ ...query, AccountId: '111111111111' })) },
      { ...rules, ...LOAD, Statistic: 'Sum', Period: 60, EvaluationWindow: { SlidingWindow: {} } },
    ],
    PutMetricData: [
      { Namespace: 'Shop', MetricData: [{ ...DATUM, Value: 1, Unit: 'Bytes', Timestamp: at(-5) }] },
      {
        Namespace: 'Shop',
        MetricData: [{ ...DATUM, Values: [1, 2], Counts: [3, 4], StorageResolution: 1 }],
      },
      {
        Namespace: 'Shop',
        MetricData: [{ MetricName: 'Load', StatisticValues: { SampleCount: 2, Sum: 3, Minimum: 1, Maximum: 2 } }],
      },
    ],
    SetAlarmState: [{ AlarmName: 'busy', StateValue: 'OK', StateReason: 'test', StateReasonData: '{"by":"hand"}' }],
    TagResource: [{ ResourceARN, Tags }],
    UntagResource: [{ ResourceARN, TagKeys: ['team'] }],
  }
}

// What do callers hand to each operation, and what do they get?
// Generated from @aws-sdk/client-cloudwatch 3.1164.0, do not edit. To regenerate: npx tsx scripts/generate-shapes.ts

export type ActionsSuppressedBy = 'Alarm' | 'ExtensionPeriod' | 'WaitPeriod'

export type AlarmType = 'CompositeAlarm' | 'LogAlarm' | 'MetricAlarm'

export type ComparisonOperator = 'GreaterThanOrEqualToThreshold' | 'GreaterThanThreshold' | 'GreaterThanUpperThreshold' | 'LessThanLowerOrGreaterThanUpperThreshold' | 'LessThanLowerThreshold' | 'LessThanOrEqualToThreshold' | 'LessThanThreshold'

export type EvaluationState = 'EVALUATION_ERROR' | 'EVALUATION_FAILURE' | 'PARTIAL_DATA'

export type HistoryItemType = 'Action' | 'AlarmContributorAction' | 'AlarmContributorStateUpdate' | 'ConfigurationUpdate' | 'StateUpdate'

export type RecentlyActive = 'PT3H'

export type ScanBy = 'TimestampAscending' | 'TimestampDescending'

export type StandardUnit = 'Bits' | 'Bits/Second' | 'Bytes' | 'Bytes/Second' | 'Count' | 'Count/Second' | 'Gigabits' | 'Gigabits/Second' | 'Gigabytes' | 'Gigabytes/Second' | 'Kilobits' | 'Kilobits/Second' | 'Kilobytes' | 'Kilobytes/Second' | 'Megabits' | 'Megabits/Second' | 'Megabytes' | 'Megabytes/Second' | 'Microseconds' | 'Milliseconds' | 'None' | 'Percent' | 'Seconds' | 'Terabits' | 'Terabits/Second' | 'Terabytes' | 'Terabytes/Second'

export type StateValue = 'ALARM' | 'INSUFFICIENT_DATA' | 'OK'

export type Statistic = 'Average' | 'Maximum' | 'Minimum' | 'SampleCount' | 'Sum'

export type StatusCode = 'Complete' | 'Forbidden' | 'InternalError' | 'PartialData'

export interface ActionConfigurationInput {
  readonly AlarmTagsPropagation?: AlarmTagsPropagationInput | undefined
}

export interface AlarmPromQLCriteriaInput {
  readonly Query: string | undefined
  readonly PendingPeriod?: number | undefined
  readonly RecoveryPeriod?: number | undefined
}

export interface AlarmTagsPropagationInput {
  readonly Enabled: boolean | undefined
  readonly IncludedTagKeys?: readonly string[] | undefined
  readonly ExcludedTagKeys?: readonly string[] | undefined
}

export interface DeleteAlarmsInput {
  readonly AlarmNames: readonly string[] | undefined
}

export interface DeleteDashboardsInput {
  readonly DashboardNames: readonly string[] | undefined
}

export interface DescribeAlarmHistoryInput {
  readonly AlarmName?: string | undefined
  readonly AlarmContributorId?: string | undefined
  readonly AlarmTypes?: readonly AlarmType[] | undefined
  readonly HistoryItemType?: HistoryItemType | undefined
  readonly StartDate?: Date | number | undefined
  readonly EndDate?: Date | number | undefined
  readonly MaxRecords?: number | undefined
  readonly NextToken?: string | undefined
  readonly ScanBy?: ScanBy | undefined
}

export interface DescribeAlarmsForMetricInput {
  readonly MetricName: string | undefined
  readonly Namespace: string | undefined
  readonly Statistic?: Statistic | undefined
  readonly ExtendedStatistic?: string | undefined
  readonly Dimensions?: readonly DimensionInput[] | undefined
  readonly Period?: number | undefined
  readonly Unit?: StandardUnit | undefined
}

export interface DescribeAlarmsInput {
  readonly AlarmNames?: readonly string[] | undefined
  readonly AlarmNamePrefix?: string | undefined
  readonly AlarmTypes?: readonly AlarmType[] | undefined
  readonly ChildrenOfAlarmName?: string | undefined
  readonly ParentsOfAlarmName?: string | undefined
  readonly StateValue?: StateValue | undefined
  readonly ActionPrefix?: string | undefined
  readonly MaxRecords?: number | undefined
  readonly NextToken?: string | undefined
}

export interface DimensionInput {
  readonly Name: string | undefined
  readonly Value: string | undefined
}

export interface DimensionFilterInput {
  readonly Name: string | undefined
  readonly Value?: string | undefined
}

export interface DisableAlarmActionsInput {
  readonly AlarmNames: readonly string[] | undefined
}

export interface EnableAlarmActionsInput {
  readonly AlarmNames: readonly string[] | undefined
}

export interface EntityInput {
  readonly KeyAttributes?: { readonly [key: string]: string } | undefined
  readonly Attributes?: { readonly [key: string]: string } | undefined
}

export interface EntityMetricDataInput {
  readonly Entity?: EntityInput | undefined
  readonly MetricData?: readonly MetricDatumInput[] | undefined
}

export interface EvaluationCriteriaInput {
  readonly PromQLCriteria?: AlarmPromQLCriteriaInput | undefined
}

export interface EvaluationWindowInput {
  readonly WallClockWindow?: WallClockWindowInput | undefined
  readonly SlidingWindow?: SlidingWindowInput | undefined
}

export interface GetDashboardInput {
  readonly DashboardName: string | undefined
}

export interface GetMetricDataInput {
  readonly MetricDataQueries: readonly MetricDataQueryInput[] | undefined
  readonly StartTime: Date | number | undefined
  readonly EndTime: Date | number | undefined
  readonly NextToken?: string | undefined
  readonly ScanBy?: ScanBy | undefined
  readonly MaxDatapoints?: number | undefined
  readonly LabelOptions?: LabelOptionsInput | undefined
}

export interface GetMetricStatisticsInput {
  readonly Namespace: string | undefined
  readonly MetricName: string | undefined
  readonly StartTime: Date | number | undefined
  readonly EndTime: Date | number | undefined
  readonly Period: number | undefined
  readonly Dimensions?: readonly DimensionInput[] | undefined
  readonly Statistics?: readonly Statistic[] | undefined
  readonly ExtendedStatistics?: readonly string[] | undefined
  readonly Unit?: StandardUnit | undefined
}

export interface LabelOptionsInput {
  readonly Timezone?: string | undefined
}

export interface ListDashboardsInput {
  readonly DashboardNamePrefix?: string | undefined
  readonly NextToken?: string | undefined
}

export interface ListMetricsInput {
  readonly Namespace?: string | undefined
  readonly MetricName?: string | undefined
  readonly Dimensions?: readonly DimensionFilterInput[] | undefined
  readonly NextToken?: string | undefined
  readonly RecentlyActive?: RecentlyActive | undefined
  readonly IncludeLinkedAccounts?: boolean | undefined
  readonly OwningAccount?: string | undefined
}

export interface ListTagsForResourceInput {
  readonly ResourceARN: string | undefined
}

export interface MetricInput {
  readonly Namespace?: string | undefined
  readonly MetricName?: string | undefined
  readonly Dimensions?: readonly DimensionInput[] | undefined
}

export interface MetricDataQueryInput {
  readonly Id: string | undefined
  readonly MetricStat?: MetricStatInput | undefined
  readonly Expression?: string | undefined
  readonly Label?: string | undefined
  readonly ReturnData?: boolean | undefined
  readonly Period?: number | undefined
  readonly AccountId?: string | undefined
}

export interface MetricDatumInput {
  readonly MetricName: string | undefined
  readonly Dimensions?: readonly DimensionInput[] | undefined
  readonly Timestamp?: Date | number | undefined
  readonly Value?: number | undefined
  readonly StatisticValues?: StatisticSetInput | undefined
  readonly Values?: readonly number[] | undefined
  readonly Counts?: readonly number[] | undefined
  readonly Unit?: StandardUnit | undefined
  readonly StorageResolution?: number | undefined
}

export interface MetricStatInput {
  readonly Metric: MetricInput | undefined
  readonly Period: number | undefined
  readonly Stat: string | undefined
  readonly Unit?: StandardUnit | undefined
}

export interface PutCompositeAlarmInput {
  readonly AlarmName: string | undefined
  readonly AlarmRule: string | undefined
  readonly ActionsEnabled?: boolean | undefined
  readonly AlarmActions?: readonly string[] | undefined
  readonly AlarmDescription?: string | undefined
  readonly InsufficientDataActions?: readonly string[] | undefined
  readonly OKActions?: readonly string[] | undefined
  readonly Tags?: readonly TagInput[] | undefined
  readonly ActionsSuppressor?: string | undefined
  readonly ActionsSuppressorWaitPeriod?: number | undefined
  readonly ActionsSuppressorExtensionPeriod?: number | undefined
  readonly ActionConfiguration?: ActionConfigurationInput | undefined
}

export interface PutDashboardInput {
  readonly DashboardName: string | undefined
  readonly DashboardBody: string | undefined
  readonly Tags?: readonly TagInput[] | undefined
}

export interface PutMetricAlarmInput {
  readonly AlarmName: string | undefined
  readonly AlarmDescription?: string | undefined
  readonly ActionsEnabled?: boolean | undefined
  readonly OKActions?: readonly string[] | undefined
  readonly AlarmActions?: readonly string[] | undefined
  readonly InsufficientDataActions?: readonly string[] | undefined
  readonly MetricName?: string | undefined
  readonly Namespace?: string | undefined
  readonly Statistic?: Statistic | undefined
  readonly ExtendedStatistic?: string | undefined
  readonly Dimensions?: readonly DimensionInput[] | undefined
  readonly Period?: number | undefined
  readonly Unit?: StandardUnit | undefined
  readonly EvaluationPeriods?: number | undefined
  readonly DatapointsToAlarm?: number | undefined
  readonly Threshold?: number | undefined
  readonly ComparisonOperator?: ComparisonOperator | undefined
  readonly TreatMissingData?: string | undefined
  readonly EvaluateLowSampleCountPercentile?: string | undefined
  readonly Metrics?: readonly MetricDataQueryInput[] | undefined
  readonly Tags?: readonly TagInput[] | undefined
  readonly ThresholdMetricId?: string | undefined
  readonly EvaluationWindow?: EvaluationWindowInput | undefined
  readonly WarmUpConfiguration?: WarmUpConfigurationInput | undefined
  readonly EvaluationCriteria?: EvaluationCriteriaInput | undefined
  readonly EvaluationInterval?: number | undefined
  readonly ActionConfiguration?: ActionConfigurationInput | undefined
}

export interface PutMetricDataInput {
  readonly Namespace: string | undefined
  readonly MetricData?: readonly MetricDatumInput[] | undefined
  readonly EntityMetricData?: readonly EntityMetricDataInput[] | undefined
  readonly StrictEntityValidation?: boolean | undefined
}

export interface SetAlarmStateInput {
  readonly AlarmName: string | undefined
  readonly StateValue: StateValue | undefined
  readonly StateReason: string | undefined
  readonly StateReasonData?: string | undefined
}

export type SlidingWindowInput = {}

export interface StatisticSetInput {
  readonly SampleCount: number | undefined
  readonly Sum: number | undefined
  readonly Minimum: number | undefined
  readonly Maximum: number | undefined
}

export interface TagInput {
  readonly Key: string | undefined
  readonly Value: string | undefined
}

export interface TagResourceInput {
  readonly ResourceARN: string | undefined
  readonly Tags: readonly TagInput[] | undefined
}

export interface UntagResourceInput {
  readonly ResourceARN: string | undefined
  readonly TagKeys: readonly string[] | undefined
}

export interface WallClockWindowInput {
  readonly Timezone?: string | undefined
}

export interface WarmUpConfigurationInput {
  readonly WarmUpPeriodDurationInMinutes: number | undefined
  readonly OnlyStartEvaluatingAfterWarmUpPeriodEnds?: boolean | undefined
}

export interface ActionConfiguration {
  AlarmTagsPropagation?: AlarmTagsPropagation | undefined
}

export interface AlarmHistoryItem {
  AlarmName?: string | undefined
  AlarmContributorId?: string | undefined
  AlarmType?: AlarmType | undefined
  Timestamp?: Date | undefined
  HistoryItemType?: HistoryItemType | undefined
  HistorySummary?: string | undefined
  HistoryData?: string | undefined
  AlarmContributorAttributes?: { [key: string]: string } | undefined
}

export interface AlarmPromQLCriteria {
  Query: string | undefined
  PendingPeriod?: number | undefined
  RecoveryPeriod?: number | undefined
}

export interface AlarmTagsPropagation {
  Enabled: boolean | undefined
  IncludedTagKeys?: string[] | undefined
  ExcludedTagKeys?: string[] | undefined
}

export interface CompositeAlarm {
  ActionsEnabled?: boolean | undefined
  AlarmActions?: string[] | undefined
  AlarmArn?: string | undefined
  AlarmConfigurationUpdatedTimestamp?: Date | undefined
  AlarmDescription?: string | undefined
  AlarmName?: string | undefined
  AlarmRule?: string | undefined
  InsufficientDataActions?: string[] | undefined
  OKActions?: string[] | undefined
  StateReason?: string | undefined
  StateReasonData?: string | undefined
  StateUpdatedTimestamp?: Date | undefined
  StateValue?: StateValue | undefined
  StateTransitionedTimestamp?: Date | undefined
  ActionsSuppressedBy?: ActionsSuppressedBy | undefined
  ActionsSuppressedReason?: string | undefined
  ActionsSuppressor?: string | undefined
  ActionsSuppressorWaitPeriod?: number | undefined
  ActionsSuppressorExtensionPeriod?: number | undefined
  ActionConfiguration?: ActionConfiguration | undefined
}

export interface DashboardEntry {
  DashboardName?: string | undefined
  DashboardArn?: string | undefined
  LastModified?: Date | undefined
  Size?: number | undefined
}

export interface DashboardValidationMessage {
  DataPath?: string | undefined
  Message?: string | undefined
}

export interface Datapoint {
  Timestamp?: Date | undefined
  SampleCount?: number | undefined
  Average?: number | undefined
  Sum?: number | undefined
  Minimum?: number | undefined
  Maximum?: number | undefined
  Unit?: StandardUnit | undefined
  ExtendedStatistics?: { [key: string]: number } | undefined
}

export type DeleteDashboardsOutput = {}

export interface DescribeAlarmHistoryOutput {
  AlarmHistoryItems?: AlarmHistoryItem[] | undefined
  NextToken?: string | undefined
}

export interface DescribeAlarmsForMetricOutput {
  MetricAlarms?: MetricAlarm[] | undefined
}

export interface DescribeAlarmsOutput {
  CompositeAlarms?: CompositeAlarm[] | undefined
  MetricAlarms?: MetricAlarm[] | undefined
  LogAlarms?: LogAlarm[] | undefined
  NextToken?: string | undefined
}

export interface Dimension {
  Name: string | undefined
  Value: string | undefined
}

export type EvaluationCriteria =
  | { PromQLCriteria: AlarmPromQLCriteria; $unknown?: never }

export type EvaluationWindow =
  | { WallClockWindow: WallClockWindow; SlidingWindow?: never; $unknown?: never }
  | { SlidingWindow: SlidingWindow; WallClockWindow?: never; $unknown?: never }

export interface GetDashboardOutput {
  DashboardArn?: string | undefined
  DashboardBody?: string | undefined
  DashboardName?: string | undefined
}

export interface GetMetricDataOutput {
  MetricDataResults?: MetricDataResult[] | undefined
  NextToken?: string | undefined
  Messages?: MessageData[] | undefined
}

export interface GetMetricStatisticsOutput {
  Label?: string | undefined
  Datapoints?: Datapoint[] | undefined
}

export interface ListDashboardsOutput {
  DashboardEntries?: DashboardEntry[] | undefined
  NextToken?: string | undefined
}

export interface ListMetricsOutput {
  Metrics?: Metric[] | undefined
  NextToken?: string | undefined
  OwningAccounts?: string[] | undefined
}

export interface ListTagsForResourceOutput {
  Tags?: Tag[] | undefined
}

export interface LogAlarm {
  AlarmName?: string | undefined
  AlarmArn?: string | undefined
  AlarmDescription?: string | undefined
  AlarmConfigurationUpdatedTimestamp?: Date | undefined
  ActionsEnabled?: boolean | undefined
  OKActions?: string[] | undefined
  AlarmActions?: string[] | undefined
  InsufficientDataActions?: string[] | undefined
  StateValue?: StateValue | undefined
  StateReason?: string | undefined
  StateReasonData?: string | undefined
  StateUpdatedTimestamp?: Date | undefined
  ScheduledQueryConfiguration?: ScheduledQueryConfiguration | undefined
  QueryResultsToEvaluate?: number | undefined
  QueryResultsToAlarm?: number | undefined
  Threshold?: number | undefined
  ComparisonOperator?: ComparisonOperator | undefined
  TreatMissingData?: string | undefined
  StateTransitionedTimestamp?: Date | undefined
  EvaluationState?: EvaluationState | undefined
  ActionLogLineCount?: number | undefined
  ActionLogLineRoleArn?: string | undefined
  WarmUpConfiguration?: WarmUpConfiguration | undefined
  ActionConfiguration?: ActionConfiguration | undefined
}

export interface MessageData {
  Code?: string | undefined
  Value?: string | undefined
}

export interface Metric {
  Namespace?: string | undefined
  MetricName?: string | undefined
  Dimensions?: Dimension[] | undefined
}

export interface MetricAlarm {
  AlarmName?: string | undefined
  AlarmArn?: string | undefined
  AlarmDescription?: string | undefined
  AlarmConfigurationUpdatedTimestamp?: Date | undefined
  ActionsEnabled?: boolean | undefined
  OKActions?: string[] | undefined
  AlarmActions?: string[] | undefined
  InsufficientDataActions?: string[] | undefined
  StateValue?: StateValue | undefined
  StateReason?: string | undefined
  StateReasonData?: string | undefined
  StateUpdatedTimestamp?: Date | undefined
  MetricName?: string | undefined
  Namespace?: string | undefined
  Statistic?: Statistic | undefined
  ExtendedStatistic?: string | undefined
  Dimensions?: Dimension[] | undefined
  Period?: number | undefined
  Unit?: StandardUnit | undefined
  EvaluationPeriods?: number | undefined
  DatapointsToAlarm?: number | undefined
  Threshold?: number | undefined
  ComparisonOperator?: ComparisonOperator | undefined
  TreatMissingData?: string | undefined
  EvaluateLowSampleCountPercentile?: string | undefined
  Metrics?: MetricDataQuery[] | undefined
  ThresholdMetricId?: string | undefined
  EvaluationState?: EvaluationState | undefined
  StateTransitionedTimestamp?: Date | undefined
  EvaluationWindow?: EvaluationWindow | undefined
  WarmUpConfiguration?: WarmUpConfiguration | undefined
  EvaluationCriteria?: EvaluationCriteria | undefined
  EvaluationInterval?: number | undefined
  ActionConfiguration?: ActionConfiguration | undefined
}

export interface MetricDataQuery {
  Id: string | undefined
  MetricStat?: MetricStat | undefined
  Expression?: string | undefined
  Label?: string | undefined
  ReturnData?: boolean | undefined
  Period?: number | undefined
  AccountId?: string | undefined
}

export interface MetricDataResult {
  Id?: string | undefined
  Label?: string | undefined
  Timestamps?: Date[] | undefined
  Values?: number[] | undefined
  StatusCode?: StatusCode | undefined
  Messages?: MessageData[] | undefined
}

export interface MetricStat {
  Metric: Metric | undefined
  Period: number | undefined
  Stat: string | undefined
  Unit?: StandardUnit | undefined
}

export interface PutDashboardOutput {
  DashboardValidationMessages?: DashboardValidationMessage[] | undefined
}

export interface ScheduleConfiguration {
  ScheduleExpression: string | undefined
  StartTimeOffset: number | undefined
  EndTimeOffset?: number | undefined
}

export interface ScheduledQueryConfiguration {
  QueryString: string | undefined
  ScheduledQueryRoleARN: string | undefined
  ScheduleConfiguration: ScheduleConfiguration | undefined
  AggregationExpression: string | undefined
  LogGroupIdentifiers?: string[] | undefined
  QueryARN?: string | undefined
  Tags?: Tag[] | undefined
}

export type SlidingWindow = {}

export interface Tag {
  Key: string | undefined
  Value: string | undefined
}

export type TagResourceOutput = {}

export type DeleteAlarmsOutput = {}

export type UntagResourceOutput = {}

export interface WallClockWindow {
  Timezone?: string | undefined
}

export interface WarmUpConfiguration {
  WarmUpPeriodDurationInMinutes: number | undefined
  OnlyStartEvaluatingAfterWarmUpPeriodEnds?: boolean | undefined
}

export type DisableAlarmActionsOutput = DeleteAlarmsOutput

export type EnableAlarmActionsOutput = DeleteAlarmsOutput

export type PutCompositeAlarmOutput = DeleteAlarmsOutput

export type PutMetricAlarmOutput = DeleteAlarmsOutput

export type PutMetricDataOutput = DeleteAlarmsOutput

export type SetAlarmStateOutput = DeleteAlarmsOutput

export interface CloudwatchInputs {
  DeleteAlarms: DeleteAlarmsInput
  DeleteDashboards: DeleteDashboardsInput
  DescribeAlarmHistory: DescribeAlarmHistoryInput
  DescribeAlarms: DescribeAlarmsInput
  DescribeAlarmsForMetric: DescribeAlarmsForMetricInput
  DisableAlarmActions: DisableAlarmActionsInput
  EnableAlarmActions: EnableAlarmActionsInput
  GetDashboard: GetDashboardInput
  GetMetricData: GetMetricDataInput
  GetMetricStatistics: GetMetricStatisticsInput
  ListDashboards: ListDashboardsInput
  ListMetrics: ListMetricsInput
  ListTagsForResource: ListTagsForResourceInput
  PutCompositeAlarm: PutCompositeAlarmInput
  PutDashboard: PutDashboardInput
  PutMetricAlarm: PutMetricAlarmInput
  PutMetricData: PutMetricDataInput
  SetAlarmState: SetAlarmStateInput
  TagResource: TagResourceInput
  UntagResource: UntagResourceInput
}

export interface CloudwatchOutputs {
  DeleteAlarms: DeleteAlarmsOutput
  DeleteDashboards: DeleteDashboardsOutput
  DescribeAlarmHistory: DescribeAlarmHistoryOutput
  DescribeAlarms: DescribeAlarmsOutput
  DescribeAlarmsForMetric: DescribeAlarmsForMetricOutput
  DisableAlarmActions: DeleteAlarmsOutput
  EnableAlarmActions: DeleteAlarmsOutput
  GetDashboard: GetDashboardOutput
  GetMetricData: GetMetricDataOutput
  GetMetricStatistics: GetMetricStatisticsOutput
  ListDashboards: ListDashboardsOutput
  ListMetrics: ListMetricsOutput
  ListTagsForResource: ListTagsForResourceOutput
  PutCompositeAlarm: DeleteAlarmsOutput
  PutDashboard: PutDashboardOutput
  PutMetricAlarm: DeleteAlarmsOutput
  PutMetricData: DeleteAlarmsOutput
  SetAlarmState: DeleteAlarmsOutput
  TagResource: TagResourceOutput
  UntagResource: UntagResourceOutput
}

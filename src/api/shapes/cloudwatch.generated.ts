// Which members does the input of each operation have, and of what type?
// Generated from @aws-sdk/client-cloudwatch 3.1164.0, do not edit. To regenerate: npx tsx scripts/generate-shapes.ts

import { type ServiceShapes, shapesOf } from './service-shapes.ts'

export const cloudwatchShapes: ServiceShapes = shapesOf(`
operations
DeleteAlarms DeleteAlarmsInput
DeleteDashboards DeleteDashboardsInput
DescribeAlarmHistory DescribeAlarmHistoryInput
DescribeAlarms DescribeAlarmsInput
DescribeAlarmsForMetric DescribeAlarmsForMetricInput
DisableAlarmActions DisableAlarmActionsInput
EnableAlarmActions EnableAlarmActionsInput
GetDashboard GetDashboardInput
GetMetricData GetMetricDataInput
GetMetricStatistics GetMetricStatisticsInput
ListDashboards ListDashboardsInput
ListMetrics ListMetricsInput
ListTagsForResource ListTagsForResourceInput
PutCompositeAlarm PutCompositeAlarmInput
PutDashboard PutDashboardInput
PutMetricAlarm PutMetricAlarmInput
PutMetricData PutMetricDataInput
SetAlarmState SetAlarmStateInput
TagResource TagResourceInput
UntagResource UntagResourceInput

unions
EvaluationCriteria
EvaluationWindow

enums
AlarmType CompositeAlarm LogAlarm MetricAlarm
ComparisonOperator GreaterThanOrEqualToThreshold GreaterThanThreshold GreaterThanUpperThreshold LessThanLowerOrGreaterThanUpperThreshold LessThanLowerThreshold LessThanOrEqualToThreshold LessThanThreshold
HistoryItemType Action AlarmContributorAction AlarmContributorStateUpdate ConfigurationUpdate StateUpdate
RecentlyActive PT3H
ScanBy TimestampAscending TimestampDescending
StandardUnit Bits Bits/Second Bytes Bytes/Second Count Count/Second Gigabits Gigabits/Second Gigabytes Gigabytes/Second Kilobits Kilobits/Second Kilobytes Kilobytes/Second Megabits Megabits/Second Megabytes Megabytes/Second Microseconds Milliseconds None Percent Seconds Terabits Terabits/Second Terabytes Terabytes/Second
StateValue ALARM INSUFFICIENT_DATA OK
Statistic Average Maximum Minimum SampleCount Sum

structures
ActionConfiguration AlarmTagsPropagation:AlarmTagsPropagation
AlarmPromQLCriteria Query:string! PendingPeriod:integer RecoveryPeriod:integer
AlarmTagsPropagation Enabled:boolean! IncludedTagKeys:string[] ExcludedTagKeys:string[]
DeleteAlarmsInput AlarmNames:string[]!
DeleteDashboardsInput DashboardNames:string[]!
DescribeAlarmHistoryInput AlarmName:string AlarmContributorId:string AlarmTypes:AlarmType[] HistoryItemType:HistoryItemType StartDate:timestamp EndDate:timestamp MaxRecords:integer NextToken:string ScanBy:ScanBy
DescribeAlarmsForMetricInput MetricName:string! Namespace:string! Statistic:Statistic ExtendedStatistic:string Dimensions:Dimension[] Period:integer Unit:StandardUnit
DescribeAlarmsInput AlarmNames:string[] AlarmNamePrefix:string AlarmTypes:AlarmType[] ChildrenOfAlarmName:string ParentsOfAlarmName:string StateValue:StateValue ActionPrefix:string MaxRecords:integer NextToken:string
Dimension Name:string! Value:string!
DimensionFilter Name:string! Value:string
DisableAlarmActionsInput AlarmNames:string[]!
EnableAlarmActionsInput AlarmNames:string[]!
Entity KeyAttributes:string{} Attributes:string{}
EntityMetricData Entity:Entity MetricData:MetricDatum[]
EvaluationCriteria PromQLCriteria:AlarmPromQLCriteria
EvaluationWindow WallClockWindow:WallClockWindow SlidingWindow:SlidingWindow
GetDashboardInput DashboardName:string!
GetMetricDataInput MetricDataQueries:MetricDataQuery[]! StartTime:timestamp! EndTime:timestamp! NextToken:string ScanBy:ScanBy MaxDatapoints:integer LabelOptions:LabelOptions
GetMetricStatisticsInput Namespace:string! MetricName:string! StartTime:timestamp! EndTime:timestamp! Period:integer! Dimensions:Dimension[] Statistics:Statistic[] ExtendedStatistics:string[] Unit:StandardUnit
LabelOptions Timezone:string
ListDashboardsInput DashboardNamePrefix:string NextToken:string
ListMetricsInput Namespace:string MetricName:string Dimensions:DimensionFilter[] NextToken:string RecentlyActive:RecentlyActive IncludeLinkedAccounts:boolean OwningAccount:string
ListTagsForResourceInput ResourceARN:string!
Metric Namespace:string MetricName:string Dimensions:Dimension[]
MetricDataQuery Id:string! MetricStat:MetricStat Expression:string Label:string ReturnData:boolean Period:integer AccountId:string
MetricDatum MetricName:string! Dimensions:Dimension[] Timestamp:timestamp Value:double StatisticValues:StatisticSet Values:double[] Counts:double[] Unit:StandardUnit StorageResolution:integer
MetricStat Metric:Metric! Period:integer! Stat:string! Unit:StandardUnit
PutCompositeAlarmInput AlarmName:string! AlarmRule:string! ActionsEnabled:boolean AlarmActions:string[] AlarmDescription:string InsufficientDataActions:string[] OKActions:string[] Tags:Tag[] ActionsSuppressor:string ActionsSuppressorWaitPeriod:integer ActionsSuppressorExtensionPeriod:integer ActionConfiguration:ActionConfiguration
PutDashboardInput DashboardName:string! DashboardBody:string! Tags:Tag[]
PutMetricAlarmInput AlarmName:string! AlarmDescription:string ActionsEnabled:boolean OKActions:string[] AlarmActions:string[] InsufficientDataActions:string[] MetricName:string Namespace:string Statistic:Statistic ExtendedStatistic:string Dimensions:Dimension[] Period:integer Unit:StandardUnit EvaluationPeriods:integer DatapointsToAlarm:integer Threshold:double ComparisonOperator:ComparisonOperator TreatMissingData:string EvaluateLowSampleCountPercentile:string Metrics:MetricDataQuery[] Tags:Tag[] ThresholdMetricId:string EvaluationWindow:EvaluationWindow WarmUpConfiguration:WarmUpConfiguration EvaluationCriteria:EvaluationCriteria EvaluationInterval:integer ActionConfiguration:ActionConfiguration
PutMetricDataInput Namespace:string! MetricData:MetricDatum[] EntityMetricData:EntityMetricData[] StrictEntityValidation:boolean
SetAlarmStateInput AlarmName:string! StateValue:StateValue! StateReason:string! StateReasonData:string
SlidingWindow
StatisticSet SampleCount:double! Sum:double! Minimum:double! Maximum:double!
Tag Key:string! Value:string!
TagResourceInput ResourceARN:string! Tags:Tag[]!
UntagResourceInput ResourceARN:string! TagKeys:string[]!
WallClockWindow Timezone:string
WarmUpConfiguration WarmUpPeriodDurationInMinutes:integer! OnlyStartEvaluatingAfterWarmUpPeriodEnds:boolean
`)

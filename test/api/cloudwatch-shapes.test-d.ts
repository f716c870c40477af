// Do our types of CloudWatch fit the AWS SDK's? Nothing here runs: `tsc` is the judge.
import type * as sdk from '@aws-sdk/client-cloudwatch'
import type { CloudwatchInputs, CloudwatchOutputs } from '../../src/api/shapes/cloudwatch-types.generated.ts'

interface SdkInputs {
  DeleteAlarms: sdk.DeleteAlarmsCommandInput
  DeleteDashboards: sdk.DeleteDashboardsCommandInput
  DescribeAlarmHistory: sdk.DescribeAlarmHistoryCommandInput
  DescribeAlarms: sdk.DescribeAlarmsCommandInput
  DescribeAlarmsForMetric: sdk.DescribeAlarmsForMetricCommandInput
  DisableAlarmActions: sdk.DisableAlarmActionsCommandInput
  EnableAlarmActions: sdk.EnableAlarmActionsCommandInput
  GetDashboard: sdk.GetDashboardCommandInput
  GetMetricData: sdk.GetMetricDataCommandInput
  GetMetricStatistics: sdk.GetMetricStatisticsCommandInput
  ListDashboards: sdk.ListDashboardsCommandInput
  ListMetrics: sdk.ListMetricsCommandInput
  ListTagsForResource: sdk.ListTagsForResourceCommandInput
  PutCompositeAlarm: sdk.PutCompositeAlarmCommandInput
  PutDashboard: sdk.PutDashboardCommandInput
  PutMetricAlarm: sdk.PutMetricAlarmCommandInput
  PutMetricData: sdk.PutMetricDataCommandInput
  SetAlarmState: sdk.SetAlarmStateCommandInput
  TagResource: sdk.TagResourceCommandInput
  UntagResource: sdk.UntagResourceCommandInput
}

interface SdkOutputs {
  DeleteAlarms: sdk.DeleteAlarmsCommandOutput
  DeleteDashboards: sdk.DeleteDashboardsCommandOutput
  DescribeAlarmHistory: sdk.DescribeAlarmHistoryCommandOutput
  DescribeAlarms: sdk.DescribeAlarmsCommandOutput
  DescribeAlarmsForMetric: sdk.DescribeAlarmsForMetricCommandOutput
  DisableAlarmActions: sdk.DisableAlarmActionsCommandOutput
  EnableAlarmActions: sdk.EnableAlarmActionsCommandOutput
  GetDashboard: sdk.GetDashboardCommandOutput
  GetMetricData: sdk.GetMetricDataCommandOutput
  GetMetricStatistics: sdk.GetMetricStatisticsCommandOutput
  ListDashboards: sdk.ListDashboardsCommandOutput
  ListMetrics: sdk.ListMetricsCommandOutput
  ListTagsForResource: sdk.ListTagsForResourceCommandOutput
  PutCompositeAlarm: sdk.PutCompositeAlarmCommandOutput
  PutDashboard: sdk.PutDashboardCommandOutput
  PutMetricAlarm: sdk.PutMetricAlarmCommandOutput
  PutMetricData: sdk.PutMetricDataCommandOutput
  SetAlarmState: sdk.SetAlarmStateCommandOutput
  TagResource: sdk.TagResourceCommandOutput
  UntagResource: sdk.UntagResourceCommandOutput
}

type Misfits<From extends { [Name in keyof To]: unknown }, To> = {
  [Name in keyof To]: [From[Name]] extends [To[Name]] ? never : Name
}[keyof To]

/** What we answer, without the metadata of the call that only the network has. */
type Bare<Outputs> = { [Name in keyof Outputs]: Omit<Outputs[Name], '$metadata'> }

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Inputs accept whatever the SDK's inputs accept, and answers are what the SDK's are. */
export const inputsFit: Equal<Misfits<SdkInputs, CloudwatchInputs>, never> = true
export const outputsFit: Equal<Misfits<CloudwatchOutputs, Bare<SdkOutputs>>, never> = true
export const sameInputs: Equal<keyof SdkInputs, keyof CloudwatchInputs> = true

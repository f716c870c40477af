// Which operations of CloudWatch are there? One method an operation, named as in the SDK's aggregated client.
import type { World } from '../../engine/world.ts'
import { boundTo } from '../bind.ts'
import type * as shapes from '../shapes/cloudwatch-types.generated.ts'
import {
  deleteAlarms,
  describeAlarms,
  describeAlarmsForMetric,
  disableAlarmActions,
  enableAlarmActions,
  setAlarmState,
} from './alarms.ts'
import type { CloudWatchAnswer } from './answer.ts'
import { deleteDashboards, getDashboard, listDashboards, putDashboard } from './dashboards.ts'
import { getMetricData } from './get-metric-data.ts'
import { getMetricStatistics } from './get-metric-statistics.ts'
import { describeAlarmHistory } from './history.ts'
import { listMetrics } from './list-metrics.ts'
import { putCompositeAlarm } from './put-composite-alarm.ts'
import { putMetricAlarm } from './put-metric-alarm.ts'
import { putMetricData } from './put-metric-data.ts'
import { REFUSED, type RefusedOperation } from './refused.ts'
import { listTagsForResource, tagResource, untagResource } from './tags.ts'

/**
 * Amazon CloudWatch, in AWS's own words: metrics, and alarms on them and on each other that are evaluated as time passes. Every operation takes
 * what the SDK v3 takes and throws errors whose `name` is the SDK's; a malformed input is a ValidationError. Anomaly detection is refused
 * with an UnsupportedFeatureException. Dashboards are kept.
 */
export interface CloudWatch extends Readonly<Record<RefusedOperation, (input?: unknown) => never>> {
  putMetricAlarm(input: shapes.PutMetricAlarmInput): shapes.PutMetricAlarmOutput
  putCompositeAlarm(input: shapes.PutCompositeAlarmInput): shapes.PutCompositeAlarmOutput
  describeAlarms(input?: shapes.DescribeAlarmsInput): CloudWatchAnswer<shapes.DescribeAlarmsOutput>
  describeAlarmsForMetric(
    input: shapes.DescribeAlarmsForMetricInput,
  ): CloudWatchAnswer<shapes.DescribeAlarmsForMetricOutput>
  describeAlarmHistory(input?: shapes.DescribeAlarmHistoryInput): CloudWatchAnswer<shapes.DescribeAlarmHistoryOutput>
  deleteAlarms(input: shapes.DeleteAlarmsInput): shapes.DeleteAlarmsOutput
  setAlarmState(input: shapes.SetAlarmStateInput): shapes.SetAlarmStateOutput
  enableAlarmActions(input: shapes.EnableAlarmActionsInput): shapes.EnableAlarmActionsOutput
  disableAlarmActions(input: shapes.DisableAlarmActionsInput): shapes.DisableAlarmActionsOutput
  putMetricData(input: shapes.PutMetricDataInput): shapes.PutMetricDataOutput
  getMetricData(input: shapes.GetMetricDataInput): CloudWatchAnswer<shapes.GetMetricDataOutput>
  getMetricStatistics(input: shapes.GetMetricStatisticsInput): CloudWatchAnswer<shapes.GetMetricStatisticsOutput>
  listMetrics(input?: shapes.ListMetricsInput): CloudWatchAnswer<shapes.ListMetricsOutput>
  putDashboard(input: shapes.PutDashboardInput): shapes.PutDashboardOutput
  getDashboard(input: shapes.GetDashboardInput): CloudWatchAnswer<shapes.GetDashboardOutput>
  listDashboards(input?: shapes.ListDashboardsInput): CloudWatchAnswer<shapes.ListDashboardsOutput>
  deleteDashboards(input: shapes.DeleteDashboardsInput): shapes.DeleteDashboardsOutput
  listTagsForResource(input: shapes.ListTagsForResourceInput): CloudWatchAnswer<shapes.ListTagsForResourceOutput>
  tagResource(input: shapes.TagResourceInput): shapes.TagResourceOutput
  untagResource(input: shapes.UntagResourceInput): shapes.UntagResourceOutput
}

const OPERATIONS: {
  readonly [Name in keyof CloudWatch]: (world: World, input: unknown) => ReturnType<CloudWatch[Name]>
} = {
  putMetricAlarm,
  putCompositeAlarm,
  describeAlarms,
  describeAlarmsForMetric,
  describeAlarmHistory,
  deleteAlarms,
  setAlarmState,
  enableAlarmActions,
  disableAlarmActions,
  putMetricData,
  getMetricData,
  getMetricStatistics,
  listMetrics,
  putDashboard,
  getDashboard,
  listDashboards,
  deleteDashboards,
  listTagsForResource,
  tagResource,
  untagResource,
  ...REFUSED,
}

/** The operations, each bound to a world. */
export function cloudWatchOf(world: World): CloudWatch {
  return boundTo(world, OPERATIONS) as unknown as CloudWatch
}

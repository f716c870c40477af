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
import { getMetricData } from './get-metric-data.ts'
import { getMetricStatistics } from './get-metric-statistics.ts'
import { describeAlarmHistory } from './history.ts'
import { listMetrics } from './list-metrics.ts'
import { putMetricAlarm } from './put-metric-alarm.ts'
import { putMetricData } from './put-metric-data.ts'
import { REFUSED, type RefusedOperation } from './refused.ts'
import { listTagsForResource, tagResource, untagResource } from './tags.ts'

/**
 * Amazon CloudWatch, in AWS's own words: metrics, and alarms on them that are evaluated as time passes. Every operation takes what the
 * SDK v3 takes and throws errors whose `name` is the SDK's; a malformed input is a ValidationError. Composite and anomaly alarms and
 * dashboards are refused with an UnsupportedFeatureException.
 */
export interface CloudWatch extends Readonly<Record<RefusedOperation, (input?: unknown) => never>> {
  putMetricAlarm(input: shapes.PutMetricAlarmInput): shapes.PutMetricAlarmOutput
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
  listTagsForResource(input: shapes.ListTagsForResourceInput): CloudWatchAnswer<shapes.ListTagsForResourceOutput>
  tagResource(input: shapes.TagResourceInput): shapes.TagResourceOutput
  untagResource(input: shapes.UntagResourceInput): shapes.UntagResourceOutput
}

const OPERATIONS: {
  readonly [Name in keyof CloudWatch]: (world: World, input: unknown) => ReturnType<CloudWatch[Name]>
} = {
  putMetricAlarm,
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
  listTagsForResource,
  tagResource,
  untagResource,
  ...REFUSED,
}

/** The operations, each bound to a world. */
export function cloudWatchOf(world: World): CloudWatch {
  return boundTo(world, OPERATIONS) as unknown as CloudWatch
}

// Which operations of CloudWatch are there? One method an operation, named as in the SDK's aggregated client.
import type { World } from '../../engine/world.ts'
import { boundTo } from '../bind.ts'
import type * as shapes from '../shapes/cloudwatch-types.generated.ts'
import { putMetricAlarm } from './put-metric-alarm.ts'
import { putMetricData } from './put-metric-data.ts'

/**
 * Amazon CloudWatch, in AWS's own words: metrics, and alarms on them that are evaluated as time passes. Every operation takes what the
 * SDK v3 takes and throws errors whose `name` is the SDK's; a malformed input is a ValidationError.
 */
export interface CloudWatch {
  putMetricAlarm(input: shapes.PutMetricAlarmInput): shapes.PutMetricAlarmOutput
  putMetricData(input: shapes.PutMetricDataInput): shapes.PutMetricDataOutput
}

const OPERATIONS: {
  readonly [Name in keyof CloudWatch]: (world: World, input: unknown) => ReturnType<CloudWatch[Name]>
} = {
  putMetricAlarm,
  putMetricData,
}

/** The operations, each bound to a world. */
export function cloudWatchOf(world: World): CloudWatch {
  return boundTo(world, OPERATIONS) as unknown as CloudWatch
}

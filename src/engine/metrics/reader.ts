// What does a metric say about a span of time? Asked of the source of its namespace, minute by minute; nothing is journalled.
import { type MetricId, MINUTE_MS, type StatisticSet } from '../../model/scaling/metrics.ts'
import type { World } from '../world.ts'
import { ALB_METRICS } from './alb-source.ts'
import { EC2_METRICS } from './ec2-source.ts'
import { ECS_METRICS } from './ecs-source.ts'
import { INSIGHTS_METRICS } from './insights-source.ts'
import type { MetricSource } from './source.ts'
import { SQS_METRICS } from './sqs-source.ts'

const NOTHING: MetricSource = { list: () => [], minute: () => null }

/** By namespace. Any other is one of the user's own (PutMetricData). */
const SOURCES: Readonly<Record<string, MetricSource>> = {
  'AWS/ApplicationELB': ALB_METRICS,
  'AWS/EC2': EC2_METRICS,
  'AWS/ECS': ECS_METRICS,
  'AWS/SQS': SQS_METRICS,
  'ECS/ContainerInsights': INSIGHTS_METRICS,
}

/** Statistics of the whole minutes of [fromMs, toMs) that can be seen by now (SC-01); null where there is no datapoint. */
export function statisticsOf(world: World, metric: MetricId, fromMs: number, toMs: number): StatisticSet | null {
  const { minute } = SOURCES[metric.namespace] ?? NOTHING
  const seenUntilMs = Math.min(toMs, world.nowMs - world.behavior.publishDelayMs)
  let whole: StatisticSet | null = null
  for (let k = Math.floor(fromMs / MINUTE_MS); (k + 1) * MINUTE_MS <= seenUntilMs; k++)
    whole = joined(whole, minute(world, metric, k))
  return whole
}

function joined(one: StatisticSet | null, other: StatisticSet | null): StatisticSet | null {
  if (one === null || other === null) return one ?? other
  return {
    sampleCount: one.sampleCount + other.sampleCount,
    sum: one.sum + other.sum,
    minimum: Math.min(one.minimum, other.minimum),
    maximum: Math.max(one.maximum, other.maximum),
  }
}

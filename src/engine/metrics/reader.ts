// What does a metric say about a span of time? Asked of the source of its namespace, minute by minute; nothing is journalled.
import { QUICK_METRIC_MS } from '../../model/monitoring.ts'
import { type MetricId, MINUTE_MS, type StatisticSet } from '../../model/scaling/metrics.ts'
import { joined } from '../../model/scaling/statistics.ts'
import type { World } from '../world.ts'
import { ALB_METRICS } from './alb-source.ts'
import { CUSTOM } from './custom.ts'
import { EC2_METRICS } from './ec2-source.ts'
import { ECS_METRICS } from './ecs-source.ts'
import { GROUP_SOURCE } from './group-source.ts'
import { INSIGHTS_METRICS } from './insights-source.ts'
import { MANAGED_METRICS } from './managed-source.ts'
import type { MetricSource } from './source.ts'
import { SQS_METRICS } from './sqs-source.ts'

/** By namespace. Any other is one of the user's own (PutMetricData). */
const SOURCES: ReadonlyMap<string, MetricSource> = new Map([
  ['AWS/ApplicationELB', ALB_METRICS],
  ['AWS/AutoScaling', GROUP_SOURCE],
  ['AWS/EC2', EC2_METRICS],
  ['AWS/ECS', ECS_METRICS],
  ['AWS/SQS', SQS_METRICS],
  ['ECS/ContainerInsights', INSIGHTS_METRICS],
  ['AWS/ECS/ManagedScaling', MANAGED_METRICS],
])

const sourceOf = (namespace: string): MetricSource => SOURCES.get(namespace) ?? CUSTOM

/** Whether nobody but the simulation puts datapoints into the namespace. */
export function isMetered(namespace: string): boolean {
  return SOURCES.has(namespace)
}

/** Every metric of every namespace that has ever had a datapoint. */
export function* metricsOf(world: World): IterableIterator<MetricId> {
  for (const source of [...SOURCES.values(), CUSTOM]) yield* source.list(world)
}

export function unitsOf(world: World, metric: MetricId): readonly string[] {
  return sourceOf(metric.namespace).units?.(world, metric) ?? ['None']
}

/** Statistics of the datapoints stamped in [fromMs, toMs) that can be seen by now (SC-01); null where there is none. */
export type SpanReader = (fromMs: number, toMs: number) => StatisticSet | null

/**
 * How a metric is read in this world, for good.
 * @param unit of the datapoints; null for any
 */
export function readerOf(world: World, metric: MetricId, unit: string | null): SpanReader {
  const source = sourceOf(metric.namespace)
  const seenAtMs = () => world.nowMs - world.behavior.publishDelayMs
  if (source.span !== undefined) {
    const span = source.span
    return (fromMs, toMs) => span(world, metric, { fromMs, toMs, seenAtMs: seenAtMs(), unit })
  }
  const isOfUnit = unit === null || unitsOf(world, metric).includes(unit)
  const read = isOfUnit ? source.reader(world, metric) : null
  if (read === null) return () => null
  const quick = source.quick?.(world, metric) ?? null
  return (fromMs, toMs) => {
    const endMs = seenAtMs()
    let whole: StatisticSet | null = null
    if (toMs - fromMs < MINUTE_MS) {
      if (quick === null) return null
      for (let k = Math.ceil(fromMs / QUICK_METRIC_MS); k * QUICK_METRIC_MS < toMs; k++)
        if ((k + 1) * QUICK_METRIC_MS <= endMs) whole = joined(whole, quick(k * QUICK_METRIC_MS))
      return whole
    }
    for (let k = Math.ceil(fromMs / MINUTE_MS); k * MINUTE_MS < toMs && (k + 1) * MINUTE_MS <= endMs; k++)
      whole = joined(whole, read(k))
    return whole
  }
}

/** The same, once. */
export function statisticsOf(
  world: World,
  metric: MetricId,
  fromMs: number,
  toMs: number,
  unit: string | null = null,
): StatisticSet | null {
  return readerOf(world, metric, unit)(fromMs, toMs)
}

// Where do datapoints of the user's own namespaces come from? From what PutMetricData has put there.
import type { MetricSource } from './source.ts'

export const CUSTOM: MetricSource = {
  list: (world) => world.indexes.customMetrics.metrics(),
  reader: () => null,
  span: (world, metric, span) => world.indexes.customMetrics.statistics(metric, span),
  units: (world, metric) => world.indexes.customMetrics.units(metric),
}

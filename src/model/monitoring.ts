// Which metrics of a service does ECS tell oftener than by the minute? (AS-30)
import type { Revision } from './services.ts'

/** Between two datapoints of high resolution. */
export const QUICK_METRIC_MS = 20_000

interface Monitoring {
  readonly metricConfigurations?: readonly {
    readonly metricNames: readonly string[]
    readonly resolutionSeconds: number
  }[]
}

/** Their names, one after the other: nearly always none. */
export function quickMetricsOf({ kept }: Pick<Revision, 'kept'>): string {
  const monitoring = kept?.monitoring as Monitoring | undefined
  if (monitoring === undefined) return ''
  const quick = (monitoring.metricConfigurations ?? []).filter(({ resolutionSeconds }) => resolutionSeconds === 20)
  return quick.flatMap(({ metricNames }) => metricNames).join(' ')
}

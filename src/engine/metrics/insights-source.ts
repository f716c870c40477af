// What do Container Insights say of a service? (CW-08)
import { clusterArn, serviceArn } from '../../kernel/arns.ts'
import { AT } from '../../load/minute-row.ts'
import { MINUTE_MS } from '../../model/scaling/metrics.ts'
import { logOfService, pastOf } from './past.ts'
import { dimensionOf, gauge, type MetricSource } from './source.ts'

const COLUMNS: Readonly<Record<string, number>> = {
  RunningTaskCount: AT.running,
  PendingTaskCount: AT.pending,
  DesiredTaskCount: AT.desired,
}

export const INSIGHTS_METRICS: MetricSource = {
  units: () => ['Count'],
  *list(world) {
    const past = pastOf(world)
    for (const [cluster, stretches] of past.clusters) {
      let wasInsightful = false
      for (let nth = 0; nth < stretches.count; nth++) wasInsightful ||= stretches.nth(nth).isInsightful
      if (!wasInsightful) continue
      for (const service of past.byCluster.get(cluster) ?? []) {
        const [, clusterName = '', serviceName = ''] = service.split('/')
        const dimensions = [
          { name: 'ClusterName', value: clusterName },
          { name: 'ServiceName', value: serviceName },
        ]
        for (const metricName of Object.keys(COLUMNS))
          yield { namespace: 'ECS/ContainerInsights', metricName, dimensions }
      }
    }
  },
  /** As the minute ended. */
  reader(world, metric) {
    const column = COLUMNS[metric.metricName]
    const cluster = dimensionOf(metric, 'ClusterName')
    const service = dimensionOf(metric, 'ServiceName')
    if (column === undefined || cluster === undefined || service === undefined || metric.dimensions.length !== 2)
      return null
    const arns = { cluster: clusterArn(world.realm, cluster), service: serviceArn(world.realm, cluster, service) }
    return (minute) => {
      const stretches = pastOf(world).clusters.get(arns.cluster)
      if (stretches?.at((minute + 1) * MINUTE_MS - 1)?.isInsightful !== true) return null
      const log = logOfService(world, arns.service)
      return log?.has(minute) ? gauge(log.at(minute, column)) : null
    }
  },
}

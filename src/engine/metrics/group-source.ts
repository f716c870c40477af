// How large is an Auto Scaling group, as it tells itself? Only what somebody has asked it to collect, and only while they do (AG-14).
import { MINUTE_MS } from '../../model/scaling/metrics.ts'
import { GROUP_METRICS } from '../../scaling/groups/metrics.ts'
import { pastOf } from './past.ts'
import { dimensionOf, gauge, type MetricSource } from './source.ts'

const NO_POOL = { desired: 0, warmed: 0, pending: 0, terminating: 0 }

export const GROUP_SOURCE: MetricSource = {
  units: () => ['None'],
  *list(world) {
    for (const [value, { collected }] of pastOf(world).groupGauges)
      for (const metricName of Object.keys(GROUP_METRICS))
        if (collected.has(metricName))
          yield { namespace: 'AWS/AutoScaling', metricName, dimensions: [{ name: 'AutoScalingGroupName', value }] }
  },
  /** As it stands at the end of the minute (SC-02). */
  reader(world, { metricName, dimensions }) {
    const name = dimensionOf({ namespace: '', metricName, dimensions }, 'AutoScalingGroupName')
    const read = Object.hasOwn(GROUP_METRICS, metricName) ? GROUP_METRICS[metricName] : undefined
    if (name === undefined || read === undefined || dimensions.length !== 1) return null
    return (minute) => {
      const stand = pastOf(world)
        .groupGauges.get(name)
        ?.stretches.at((minute + 1) * MINUTE_MS - 1)
      return stand?.metrics.includes(metricName) === true ? gauge(read({ ...stand, pool: NO_POOL })) : null
    }
  },
}

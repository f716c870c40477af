// How large is an Auto Scaling group, as it tells itself? Only what somebody has asked it to collect, and only while they do (AG-14).

import type { GroupGaugeStretch } from '../../model/group-gauges.ts'
import { MINUTE_MS } from '../../model/scaling/metrics.ts'
import { GROUP_METRICS, type GroupStand } from '../../scaling/groups/metrics.ts'
import { warmPoolSize } from '../../scaling/groups/warm-pool.ts'
import { pastOf } from './past.ts'
import { dimensionOf, gauge, type MetricSource } from './source.ts'

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
      return stand?.metrics.includes(metricName) === true ? gauge(read(standOf(stand))) : null
    }
  },
}

function standOf(stretch: GroupGaugeStretch): GroupStand {
  const {
    pool,
    maxSize,
    desired: desiredCapacity,
    warmed,
    poolPending: pending,
    poolTerminating: terminating,
  } = stretch
  const desired = pool === null ? 0 : warmPoolSize(pool, { maxSize, desiredCapacity })
  return { ...stretch, pool: { desired, warmed, pending, terminating } }
}

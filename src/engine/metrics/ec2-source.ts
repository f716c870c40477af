// How busy are the instances of an Auto Scaling group? (CW-15)
import { toMillionths } from '../../kernel/arithmetic.ts'
import { AT } from '../../load/minute-row.ts'
import { MINUTE_MS, type StatisticSet } from '../../model/scaling/metrics.ts'
import type { World } from '../world.ts'
import { logOfService, pastOf } from './past.ts'
import { dimensionOf, type MetricSource, SAMPLES_MS } from './source.ts'

export const EC2_METRICS: MetricSource = {
  units: () => ['Percent'],
  *list(world) {
    const past = pastOf(world)
    for (const value of past.scalingGroups.keys())
      yield {
        namespace: 'AWS/EC2',
        metricName: 'CPUUtilization',
        dimensions: [{ name: 'AutoScalingGroupName', value }],
      }
  },
  reader(world, metric) {
    const name = dimensionOf(metric, 'AutoScalingGroupName')
    if (name === undefined || metric.metricName !== 'CPUUtilization' || metric.dimensions.length !== 1) return null
    return (minute) => utilisation(world, name, minute)
  },
}

/**
 * What the group's tasks use, of what its instances in service have. A service with tasks elsewhere, too, is taken to use as much here as
 * there, a task. As many samples as there are instances.
 */
function utilisation(world: World, name: string, minute: number): StatisticSet | null {
  const past = pastOf(world)
  const group = past.scalingGroups.get(name)
  const stretches = SAMPLES_MS.flatMap((offsetMs) => group?.at(minute * MINUTE_MS + offsetMs) ?? [])
  const cpuUnits = stretches.reduce((sum, stretch) => sum + stretch.cpuUnits, 0) / SAMPLES_MS.length
  if (cpuUnits === 0) return null
  let used = 0
  for (const service of past.byScalingGroup.get(name) ?? []) {
    const log = logOfService(world, service)
    const stretch = past.services.get(service)?.at((minute + 1) * MINUTE_MS - 1)
    if (log?.has(minute) !== true || stretch === undefined) continue
    const onInstances = stretch.groups.reduce((sum, each) => sum + (each.onInstances ? each.running : 0), 0)
    const here = stretch.inScalingGroups[name] ?? 0
    if (here > 0) used += (log.at(minute, AT.cpuUnits) * here) / onInstances
  }
  const percent = toMillionths(Math.min(100, (100 * used) / cpuUnits))
  const sampleCount = Math.max(...stretches.map(({ inService }) => inService))
  return { sampleCount, sum: percent * sampleCount, minimum: percent, maximum: percent }
}

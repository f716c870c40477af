// What does `AWS/ECS` say of services and clusters? (CW-01…CW-07)

import { toMillionths } from '../../kernel/arithmetic.ts'
import { clusterArn, serviceArn } from '../../kernel/arns.ts'
import { AT } from '../../load/minute-row.ts'
import { type MetricId, MINUTE_MS, type StatisticSet } from '../../model/scaling/metrics.ts'
import type { ClusterStretch } from '../../model/stretches.ts'
import type { World } from '../world.ts'
import { logOfService, pastOf } from './past.ts'
import { dimensionOf, type MetricSource, type MinuteReader, type QuickReader, SAMPLES_MS } from './source.ts'

const SERVICE_METRICS: Readonly<Record<string, readonly [mean: number, least: number, most: number]>> = {
  CPUUtilization: [AT.cpuMean, AT.cpuLeast, AT.cpuMost],
  MemoryUtilization: [AT.memoryMean, AT.memoryLeast, AT.memoryMost],
}

type ClusterMetric = (world: World, arn: string, minute: number) => StatisticSet | null

const CLUSTER_METRICS: Readonly<Record<string, ClusterMetric>> = {
  CPUUtilization: (world, arn, minute) => utilisation(world, arn, minute, AT.cpuUnits),
  MemoryUtilization: (world, arn, minute) => utilisation(world, arn, minute, AT.memoryMiB),
  CPUReservation: (world, arn, minute) =>
    reservation(world, arn, minute, ({ reservedCpu, registeredCpu }) => reservedCpu / registeredCpu),
  MemoryReservation: (world, arn, minute) =>
    reservation(world, arn, minute, ({ reservedMiB, registeredMiB }) => reservedMiB / registeredMiB),
}

export const ECS_METRICS: MetricSource = {
  units: () => ['Percent'],
  *list(world) {
    const past = pastOf(world)
    for (const arn of past.services.keys()) {
      const [, cluster = '', service = ''] = arn.split('/')
      const dimensions = [
        { name: 'ClusterName', value: cluster },
        { name: 'ServiceName', value: service },
      ]
      for (const metricName of Object.keys(SERVICE_METRICS)) yield { namespace: 'AWS/ECS', metricName, dimensions }
    }
    for (const arn of past.clusters.keys()) {
      const dimensions = [{ name: 'ClusterName', value: arn.slice(arn.lastIndexOf('/') + 1) }]
      for (const metricName of Object.keys(CLUSTER_METRICS)) yield { namespace: 'AWS/ECS', metricName, dimensions }
    }
  },
  quick(world, metric) {
    const [cluster, service] = ['ClusterName', 'ServiceName'].map((name) => dimensionOf(metric, name))
    if (cluster === undefined || service === undefined || metric.dimensions.length !== 2) return null
    return quickReaderOf(world, serviceArn(world.realm, cluster, service), metric.metricName)
  },
  reader(world, metric) {
    const cluster = dimensionOf(metric, 'ClusterName')
    if (cluster === undefined) return null
    const service = dimensionOf(metric, 'ServiceName')
    if (metric.dimensions.length !== (service === undefined ? 1 : 2)) return null
    if (service !== undefined) return readerOfService(world, serviceArn(world.realm, cluster, service), metric)
    const read = CLUSTER_METRICS[metric.metricName]
    const arn = clusterArn(world.realm, cluster)
    return read === undefined ? null : (minute) => read(world, arn, minute)
  },
}

/** Of a service that has its metrics told so often (AS-30). */
function quickReaderOf(world: World, arn: string, metricName: string): QuickReader | null {
  const member = metricName === 'CPUUtilization' ? 'cpu' : metricName === 'MemoryUtilization' ? 'memory' : null
  if (member === null) return null
  return (atMs) => {
    const past = pastOf(world)
    if (past.services.get(arn)?.at(atMs)?.quickMetrics.includes(metricName) !== true) return null
    const sample = world.metering.sample(past, world.nowMs, arn, atMs)
    if (sample === null) return null
    const { running: sampleCount, [member]: part } = sample
    return { sampleCount, sum: part.mean * sampleCount, minimum: part.least, maximum: part.most }
  }
}

/** As many samples as there are RUNNING tasks (CW-07); none where there is none (CW-06). */
function readerOfService(world: World, arn: string, { metricName }: MetricId): MinuteReader | null {
  const columns = SERVICE_METRICS[metricName]
  if (columns === undefined) return null
  const [mean, least, most] = columns
  return (minute) => {
    const log = logOfService(world, arn)
    const sampleCount = log?.has(minute) === true ? log.at(minute, AT.samples) : 0
    if (log === undefined || sampleCount === 0) return null
    return {
      sampleCount,
      sum: log.at(minute, mean) * sampleCount,
      minimum: log.at(minute, least),
      maximum: log.at(minute, most),
    }
  }
}

/** Of what is registered, on average of the minute; none while no task runs (CW-03, CW-06). */
function utilisation(world: World, arn: string, minute: number, column: number): StatisticSet | null {
  const registered = column === AT.cpuUnits ? 'registeredCpu' : 'registeredMiB'
  const stretches = sampled(world, arn, minute)
  const capacity = stretches.reduce((sum, stretch) => sum + stretch[registered], 0) / SAMPLES_MS.length
  if (capacity === 0 || stretches.every(({ running }) => running === 0)) return null
  let used = 0
  for (const service of pastOf(world).byCluster.get(arn) ?? []) {
    const log = logOfService(world, service)
    if (log?.has(minute)) used += log.at(minute, column)
  }
  return ofOne(used / capacity)
}

function reservation(
  world: World,
  arn: string,
  minute: number,
  part: (stretch: ClusterStretch) => number,
): StatisticSet | null {
  const parts = sampled(world, arn, minute)
    .filter(({ registeredCpu, running }) => registeredCpu > 0 && running > 0)
    .map(part)
  return parts.length === 0 ? null : ofOne(parts.reduce((sum, each) => sum + each, 0) / parts.length)
}

function sampled(world: World, arn: string, minute: number): ClusterStretch[] {
  const stretches = pastOf(world).clusters.get(arn)
  return SAMPLES_MS.flatMap((offsetMs) => stretches?.at(minute * MINUTE_MS + offsetMs) ?? [])
}

function ofOne(part: number): StatisticSet {
  const percent = toMillionths(100 * part)
  return { sampleCount: 1, sum: percent, minimum: percent, maximum: percent }
}

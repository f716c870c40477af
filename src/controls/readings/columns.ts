// Which columns can a series have, and how is each of them read?
import { logOfQueue, logOfService, pastOf } from '../../engine/metrics/past.ts'
import { statisticsOf } from '../../engine/metrics/reader.ts'
import type { World } from '../../engine/world.ts'
import { shortName } from '../../kernel/arns.ts'
import type { MinuteLog } from '../../load/columns.ts'
import { AT } from '../../load/minute-row.ts'
import { QUEUE_AT } from '../../load/queue-meter.ts'
import { hasRequests } from '../../load/task-load.ts'
import { type MetricId, MINUTE_MS } from '../../model/scaling/metrics.ts'
import { statisticOf } from '../../model/scaling/statistics.ts'
import type { ServiceStretch } from '../../model/stretches.ts'
import { groupDesiredLog, groupsOfCluster, healthyLog, instanceLog, providersOfCluster } from './counts.ts'
import type { StepLog } from './step-log.ts'
import type { Subject, SubjectKind } from './subject.ts'

/** The value of a period, whole minutes; null where there is none. */
export type ReadPeriod = (fromMs: number, toMs: number) => number | null

interface Column {
  readonly unit: string
  /** For those subjects that have it. */
  readonly of: Partial<Record<SubjectKind, (world: World, subject: Subject) => ReadPeriod>>
}

export const COLUMNS = {
  /** Percent, on average of the period (CW-01, CW-03, CW-15). */
  cpu: {
    unit: '%',
    of: {
      service: (world, subject) => metric(world, ecs('CPUUtilization', subject), 'Average'),
      cluster: (world, subject) => metric(world, ecs('CPUUtilization', subject), 'Average'),
      group: (world, { name }) =>
        metric(world, metricOf('AWS/EC2', 'CPUUtilization', { AutoScalingGroupName: name }), 'Average'),
    },
  },
  memory: {
    unit: '%',
    of: {
      service: (world, subject) => metric(world, ecs('MemoryUtilization', subject), 'Average'),
      cluster: (world, subject) => metric(world, ecs('MemoryUtilization', subject), 'Average'),
    },
  },
  /** Of what is registered (CW-04). */
  cpuReservation: {
    unit: '%',
    of: { cluster: (world, subject) => metric(world, ecs('CPUReservation', subject), 'Average') },
  },
  memoryReservation: {
    unit: '%',
    of: { cluster: (world, subject) => metric(world, ecs('MemoryReservation', subject), 'Average') },
  },
  /** Those that arrived, whoever took them. */
  requests: { unit: 'requests', of: perService((world, arn) => requests(world, arn, [AT.arrived])) },
  /** As the target group's metric says (CW-09). */
  requestsPerTarget: { unit: 'requests', of: { service: requestsPerTarget } },
  /** Seconds, on average of what was served. */
  responseTime: { unit: 's', of: { service: (world, { id }) => responseTime(world, id) } },
  /** Turned away, lost, or served too late for anybody to wait. */
  errors: {
    unit: 'requests',
    of: perService((world, arn) => requests(world, arn, [AT.rejected, AT.refused, AT.late, AT.lost])),
  },
  /** Counts are those at the end of the period. */
  desired: { unit: 'tasks', of: perService((world, arn) => stretch(world, arn, ({ desired }) => desired)) },
  running: { unit: 'tasks', of: perService((world, arn) => stretch(world, arn, ({ running }) => running)) },
  pending: { unit: 'tasks', of: perService((world, arn) => stretch(world, arn, ({ pending }) => pending)) },
  /** Counted toward minimumHealthyPercent. */
  healthy: { unit: 'tasks', of: perService((world, arn) => atEnd(healthyLog(world, arn))) },
  /** Container instances of the cluster, ACTIVE or DRAINING; of a group, instances in service. */
  instances: {
    unit: 'instances',
    of: {
      service: (world, subject) => atEnd(instanceLog(world, clusterOf(world, subject))),
      cluster: (world, { id }) => atEnd(instanceLog(world, id)),
      group: (world, { name }) => inService(world, name),
    },
  },
  /** Desired capacity of the group, or of all groups whose instances join the cluster. */
  groupDesired: {
    unit: 'instances',
    of: {
      service: (world, subject) => atEnd(groupDesiredLog(world, groupsOfCluster(world, clusterOf(world, subject)))),
      cluster: (world, { id }) => atEnd(groupDesiredLog(world, groupsOfCluster(world, id))),
      group: (world, { name }) => atEnd(groupDesiredLog(world, [name])),
    },
  },
  /** CapacityProviderReservation; the highest where a cluster has several managed providers (CP-22). */
  reservation: {
    unit: '%',
    of: {
      service: (world, subject) => reservation(world, clusterOf(world, subject), null),
      cluster: (world, { id }) => reservation(world, id, null),
      group: (world, { name }) => reservationOfGroup(world, name),
    },
  },
  /** What waits at the end: messages in a queue; of a service, those of its queues and requests at its tasks. */
  backlog: {
    unit: 'waiting',
    of: { service: (world, { id }) => backlog(world, id), queue: (world, { name }) => inQueue(world, name) },
  },
  /** Messages of the period. */
  sent: { unit: 'messages', of: { queue: (world, { name }) => moved(world, name, QUEUE_AT.sent) } },
  deleted: { unit: 'messages', of: { queue: (world, { name }) => moved(world, name, QUEUE_AT.deleted) } },
} as const satisfies Record<string, Column>

export type ColumnName = keyof typeof COLUMNS

export function columnNamesOf(kind: SubjectKind): ColumnName[] {
  return (Object.keys(COLUMNS) as ColumnName[]).filter((name) => (COLUMNS[name] as Column).of[kind] !== undefined)
}

export function readerOf(world: World, subject: Subject, name: ColumnName): ReadPeriod {
  return (COLUMNS[name] as Column).of[subject.kind]!(world, subject)
}

/** A column of services, and the sum of it over those of a cluster. */
function perService(read: (world: World, serviceArn: string) => ReadPeriod): Column['of'] {
  return {
    service: (world, { id }) => read(world, id),
    cluster: (world, { id }) => {
      const reads = [...(pastOf(world).byCluster.get(id) ?? [])].map((arn) => read(world, arn))
      return (fromMs, toMs) => sumOf(reads.map((each) => each(fromMs, toMs)))
    },
  }
}

function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce((sum, value) => (value === null ? sum : (sum ?? 0) + value), null)
}

// ── metrics ──

export function metricOf(
  namespace: string,
  metricName: string,
  dimensions: Readonly<Record<string, string>>,
): MetricId {
  const names = Object.keys(dimensions).sort()
  return { namespace, metricName, dimensions: names.map((name) => ({ name, value: dimensions[name]! })) }
}

function ecs(metricName: string, { name }: Subject): MetricId {
  const [ClusterName = '', ServiceName] = name.split('/')
  return metricOf('AWS/ECS', metricName, ServiceName === undefined ? { ClusterName } : { ClusterName, ServiceName })
}

export function metric(world: World, id: MetricId, statistic: string): ReadPeriod {
  return (fromMs, toMs) => {
    const value = statisticOf(statisticsOf(world, id, fromMs, toMs), statistic)
    return Number.isNaN(value) ? null : value
  }
}

/** Of the first target group that it stands in as the period ends. */
function requestsPerTarget(world: World, { id }: Subject): ReadPeriod {
  const stretches = pastOf(world).services.get(id)
  return (fromMs, toMs) => {
    const arn = stretches?.at(toMs - 1)?.targetGroupArn
    if (arn === null || arn === undefined) return null
    const TargetGroup = arn.slice(arn.lastIndexOf(':') + 1)
    return metric(world, metricOf('AWS/ApplicationELB', 'RequestCountPerTarget', { TargetGroup }), 'Sum')(fromMs, toMs)
  }
}

function reservation(world: World, clusterArn: string, group: string | null): ReadPeriod {
  const reads = providersOfCluster(world, clusterArn)
    .filter(({ autoScalingGroupProvider: { autoScalingGroupArn: arn } }) => group === null || shortName(arn) === group)
    .map(({ name }) => {
      const dimensions = { CapacityProviderName: name, ClusterName: shortName(clusterArn) }
      return metric(world, metricOf('AWS/ECS/ManagedScaling', 'CapacityProviderReservation', dimensions), 'Average')
    })
  return (fromMs, toMs) => {
    const values = reads.flatMap((read) => read(fromMs, toMs) ?? [])
    return values.length === 0 ? null : Math.max(...values)
  }
}

function reservationOfGroup(world: World, group: string): ReadPeriod {
  const reads = [...world.tables.clusters.values()].map(({ arn }) => reservation(world, arn, group))
  return (fromMs, toMs) => reads.reduce<number | null>((found, read) => found ?? read(fromMs, toMs), null)
}

// ── counts ──

function atEnd(log: StepLog): ReadPeriod {
  return (_, toMs) => log.at(toMs - 1)
}

function stretch(world: World, arn: string, count: (stretch: ServiceStretch) => number): ReadPeriod {
  const stretches = pastOf(world).services.get(arn)
  return (_, toMs) => {
    const found = stretches?.at(toMs - 1)
    return found === undefined ? null : count(found)
  }
}

function inService(world: World, group: string): ReadPeriod {
  const stretches = pastOf(world).scalingGroups.get(group)
  const desired = groupDesiredLog(world, [group])
  return (_, toMs) => stretches?.at(toMs - 1)?.inService ?? (desired.at(toMs - 1) === null ? null : 0)
}

function clusterOf(world: World, { id }: Subject): string {
  for (const [cluster, services] of pastOf(world).byCluster) if (services.has(id)) return cluster
  return ''
}

// ── what was metered ──

function* minutesOf(log: MinuteLog | undefined, fromMs: number, toMs: number): Generator<(column: number) => number> {
  for (let minute = fromMs / MINUTE_MS; minute < toMs / MINUTE_MS; minute++)
    if (log?.has(minute) === true) yield (column) => log.at(minute, column)
}

/** None while nobody asks anything, or not in requests. */
function requests(world: World, arn: string, columns: readonly number[]): ReadPeriod {
  const stretches = pastOf(world).services.get(arn)
  return (fromMs, toMs) => {
    const load = stretches?.at(toMs - 1)?.load ?? stretches?.at(fromMs)?.load
    if (load === null || load === undefined || !hasRequests(load.demand)) return null
    let sum = 0
    for (const at of minutesOf(logOfService(world, arn), fromMs, toMs)) for (const column of columns) sum += at(column)
    return sum / 1_000_000
  }
}

function responseTime(world: World, arn: string): ReadPeriod {
  return (fromMs, toMs) => {
    let served = 0
    let seconds = 0
    for (const at of minutesOf(logOfService(world, arn), fromMs, toMs)) {
      served += at(AT.served)
      seconds += at(AT.served) * (at(AT.waited) + at(AT.answered))
    }
    return served === 0 ? null : seconds / served
  }
}

function inQueue(world: World, name: string): ReadPeriod {
  return (_, toMs) => {
    const log = logOfQueue(world, name)
    const minute = toMs / MINUTE_MS - 1
    return log?.has(minute) === true ? log.at(minute, QUEUE_AT.visible) / 1_000_000 : null
  }
}

function moved(world: World, name: string, column: number): ReadPeriod {
  return (fromMs, toMs) => {
    let sum: number | null = null
    for (const at of minutesOf(logOfQueue(world, name), fromMs, toMs)) sum = (sum ?? 0) + at(column)
    return sum === null ? null : sum / 1_000_000
  }
}

function backlog(world: World, arn: string): ReadPeriod {
  const queues = [...world.tables.queues.values()].filter(({ consumers }) =>
    consumers.some(({ serviceArn }) => serviceArn === arn),
  )
  const reads = queues.map(({ id }) => inQueue(world, id))
  return (fromMs, toMs) => {
    const log = logOfService(world, arn)
    const minute = toMs / MINUTE_MS - 1
    const own = log?.has(minute) === true ? log.at(minute, AT.queued) / 1_000_000 : null
    return sumOf([own, ...reads.map((read) => read(fromMs, toMs))])
  }
}

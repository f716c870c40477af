// What does `AWS/ApplicationELB` say of load balancers and target groups? Requests are those that loads send to services behind them (CW-09…CW-14).

import { toMillionths } from '../../kernel/arithmetic.ts'
import { elbArn } from '../../kernel/arns.ts'
import type { MinuteLog } from '../../load/columns.ts'
import { AT } from '../../load/minute-row.ts'
import { meanResponse, type Responses, spreadOf } from '../../load/quantile.ts'
import { type MetricId, MINUTE_MS, type StatisticSet } from '../../model/scaling/metrics.ts'
import { mixed } from '../../model/scaling/statistics.ts'
import type { TargetStretch } from '../../model/stretches.ts'
import type { World } from '../world.ts'
import { logOfService, pastOf } from './past.ts'
import { dimensionOf, gauge, type MetricSource, SAMPLES_MS } from './source.ts'

/** What a metric is of: a load balancer, a group of it, or a group whatever stands before it. */
interface Subject {
  readonly balancer: string | null
  readonly group: string | null
}

interface Row {
  /** Which dimensions it comes with (AWS's list): those of a group, with and without its load balancer, or the load balancer alone. */
  readonly of: readonly ('group' | 'groupAndBalancer' | 'balancer')[]
  minute(world: World, subject: Subject, minute: number): StatisticSet | null
}

const BOTH = ['balancer', 'groupAndBalancer'] as const

const METRICS: Readonly<Record<string, Row>> = {
  RequestCount: {
    of: BOTH,
    minute: (world, subject, minute) => counted(sumOf(world, subject, minute, taken)),
  },
  RequestCountPerTarget: { of: ['group', 'groupAndBalancer'], minute: requestsPerTarget },
  TargetResponseTime: { of: BOTH, minute: responseTime },
  HTTPCode_Target_5XX_Count: {
    of: BOTH,
    minute: (world, subject, minute) => counted(sumOf(world, subject, minute, (at) => at(AT.rejected))),
  },
  // 503 for want of a target, 504 for those that nobody waited for, 502 for those whose target went.
  HTTPCode_ELB_5XX_Count: {
    of: ['balancer'],
    minute: (world, subject, minute) =>
      counted(sumOf(world, subject, minute, (at) => at(AT.refused) + at(AT.late) + at(AT.lost))),
  },
  HealthyHostCount: { of: ['groupAndBalancer'], minute: (...asked) => hosts(...asked, ({ healthy }) => healthy) },
  UnHealthyHostCount: { of: ['groupAndBalancer'], minute: (...asked) => hosts(...asked, ({ unhealthy }) => unhealthy) },
}

export const ALB_METRICS: MetricSource = {
  units: (_world, { metricName }) => [metricName === 'TargetResponseTime' ? 'Seconds' : 'Count'],
  *list(world) {
    const past = pastOf(world)
    const named = (name: string, arn: string) => ({ name, value: resourceOf(arn) })
    for (const [group, balancer] of past.balancers) {
      const dimensions = {
        group: [named('TargetGroup', group)],
        groupAndBalancer: [named('LoadBalancer', balancer), named('TargetGroup', group)],
        balancer: [],
      }
      for (const [metricName, { of }] of Object.entries(METRICS))
        for (const kind of of)
          if (kind !== 'balancer') yield { namespace: 'AWS/ApplicationELB', metricName, dimensions: dimensions[kind] }
    }
    for (const balancer of new Set(past.balancers.values()))
      for (const [metricName, { of }] of Object.entries(METRICS))
        if (of.includes('balancer'))
          yield { namespace: 'AWS/ApplicationELB', metricName, dimensions: [named('LoadBalancer', balancer)] }
  },
  reader(world, metric) {
    const row = METRICS[metric.metricName]
    const subject = subjectOf(world, metric)
    if (row === undefined || subject === null) return null
    const kind = subject.group === null ? 'balancer' : subject.balancer === null ? 'group' : 'groupAndBalancer'
    return row.of.includes(kind) ? (minute) => row.minute(world, subject, minute) : null
  },
}

/** The dimension's value: what stands behind `loadbalancer/`, or from `targetgroup/` on. */
function resourceOf(arn: string): string {
  const resource = arn.slice(arn.lastIndexOf(':') + 1)
  return resource.startsWith('loadbalancer/') ? resource.slice('loadbalancer/'.length) : resource
}

function subjectOf({ realm }: World, metric: MetricId): Subject | null {
  const balancer = dimensionOf(metric, 'LoadBalancer')
  const group = dimensionOf(metric, 'TargetGroup')
  const known = Number(balancer !== undefined) + Number(group !== undefined)
  if (known === 0 || known !== metric.dimensions.length) return null
  return {
    balancer: balancer === undefined ? null : elbArn(realm, `loadbalancer/${balancer}`),
    group: group === undefined ? null : elbArn(realm, group),
  }
}

/** The logs of all services that stood there in that minute. */
function* logsOf(world: World, { balancer, group }: Subject, minute: number): Generator<MinuteLog> {
  const past = pastOf(world)
  const groups = group !== null ? [group] : [...past.balancers.keys()]
  for (const each of groups) {
    if (balancer !== null && past.balancers.get(each) !== balancer) continue
    for (const service of past.byTargetGroup.get(each) ?? []) {
      if (past.services.get(service)?.at(minute * MINUTE_MS)?.targetGroupArn !== each) continue
      const log = logOfService(world, service)
      if (log?.has(minute)) yield log
    }
  }
}

type ReadColumn = (column: number) => number

/** Requests for which a target was chosen (CW-10). */
function taken(at: ReadColumn): number {
  return at(AT.arrived) - at(AT.refused)
}

function sumOf(world: World, subject: Subject, minute: number, read: (at: ReadColumn) => number): number {
  let sum = 0
  for (const log of logsOf(world, subject, minute)) sum += read((column) => log.at(minute, column))
  return sum / 1_000_000
}

/** One sample of 1 each; nothing at all where there was none (CW-13, CW-14). */
function counted(count: number): StatisticSet | null {
  return count === 0 ? null : { sampleCount: count, sum: count, minimum: 1, maximum: 1 }
}

/** By the healthy targets, or by those that take traffic because none is; on average of the minute (CW-09, CW-14). */
function requestsPerTarget(world: World, subject: Subject, minute: number): StatisticSet | null {
  const stretches = targetsOf(world, subject, minute)
  if (stretches.every(({ registered }) => registered === 0)) return null
  const requests = sumOf(world, subject, minute, taken)
  if (requests === 0) return world.behavior.requestCountZero ? gauge(0) : null
  const takers = stretches.map(({ healthy, unhealthy }) => (healthy > 0 ? healthy : unhealthy)).filter((n) => n > 0)
  if (takers.length === 0) return null
  const mean = takers.reduce((sum, each) => sum + each, 0) / takers.length
  return gauge(toMillionths(requests / mean))
}

/** Of each sample of a minute at which the group was there. */
function targetsOf(world: World, { group, balancer }: Subject, minute: number): TargetStretch[] {
  const past = pastOf(world)
  if (group === null || (balancer !== null && past.balancers.get(group) !== balancer)) return []
  const stretches = past.targetGroups.get(group)
  return SAMPLES_MS.flatMap((offsetMs) => stretches?.at(minute * MINUTE_MS + offsetMs) ?? [])
}

/** In seconds (CW-11): none for a load whose requests take no time. */
function responseTime(world: World, subject: Subject, minute: number): StatisticSet | null {
  const parts: Responses[] = []
  for (const log of logsOf(world, subject, minute)) {
    const count = log.at(minute, AT.served) / 1_000_000
    const part = { count, waited: log.at(minute, AT.waited), answered: log.at(minute, AT.answered) }
    if (count > 0 && part.answered > 0) parts.push(part)
  }
  if (parts.length === 0) return null
  const sampleCount = parts.reduce((sum, { count }) => sum + count, 0)
  const whole = {
    sampleCount,
    sum: toMillionths(meanResponse(parts)) * sampleCount,
    minimum: Math.min(...parts.map(({ waited }) => waited)),
  }
  // So much of them is not slower than the slowest.
  const most = sampleCount / (sampleCount + 1)
  const slowest = (part: Responses) => spreadOf(part).quantile(most)
  const spread =
    parts.length === 1
      ? spreadOf(parts[0]!)
      : mixed(parts.map(spreadOf), { ...whole, maximum: Math.max(...parts.map(slowest)) })
  return {
    ...whole,
    maximum: toMillionths(spread.quantile(most)),
    spread: { upTo: spread.upTo, quantile: (share) => toMillionths(spread.quantile(Math.min(share, most))) },
  }
}

/** As the minute ended (CW-12). */
function hosts(
  world: World,
  subject: Subject,
  minute: number,
  count: (stretch: TargetStretch) => number,
): StatisticSet | null {
  const past = pastOf(world)
  if (subject.group === null || past.balancers.get(subject.group) !== subject.balancer) return null
  const stretch = past.targetGroups.get(subject.group)?.at((minute + 1) * MINUTE_MS - 1)
  return stretch === undefined ? null : gauge(count(stretch))
}

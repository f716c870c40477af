// Did it scale as expected? Instances, CPU and desired counts over time, and whether they came back.
import { parseDurationMs, type Service } from '../index.ts'
import type { Rule } from './evidence.ts'
import { type Evidence, extreme, type Finding, levelsFor } from './evidence.ts'
import type { ExpectationValues } from './scenario-data.ts'
import { counted, spanText } from './words.ts'

type Bounds = ExpectationValues['instances']

function boundsText({ atLeast, atMost }: Bounds): string {
  const parts = [
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
  ]
  return parts.join(' and ')
}

interface Point {
  readonly atMs: number
  readonly value: number
}

/** The first of the lowest and of the highest. */
function within(points: readonly Point[], { atLeast = 0, atMost = Number.POSITIVE_INFINITY }: Bounds, zeroMs: number) {
  const lowest = points.reduce((best, point) => (point.value < best.value ? point : best))
  const highest = points.reduce((best, point) => (point.value > best.value ? point : best))
  const at = ({ atMs }: Point) => spanText(Math.max(0, atMs - zeroMs))
  const found =
    lowest.value === highest.value
      ? `${lowest.value} all the time`
      : `from ${lowest.value}, at ${at(lowest)}, to ${highest.value}, at ${at(highest)}`
  return { met: lowest.value >= atLeast && highest.value <= atMost, found }
}

/** Container instances, launching ones included, from the clock's 0 on; of the service's cluster, where one is named. */
export const instances: Rule<Bounds> = {
  sentence: (value) => `there are ${boundsText(value)} container instances`,
  check(value, { sim, since, zeroMs }, service: Readonly<Service> | null) {
    const rows = [...sim.view.tables.containerInstances.values()].filter(
      ({ clusterArn }) => service === null || clusterArn === service.clusterArn,
    )
    const countAt = (atMs: number) =>
      rows.filter(
        ({ launchedAtMs, deregisteredAtMs }) =>
          launchedAtMs <= atMs && (deregisteredAtMs ?? Number.POSITIVE_INFINITY) > atMs,
      ).length
    const turns = rows.flatMap(({ launchedAtMs, deregisteredAtMs }) => [launchedAtMs, deregisteredAtMs ?? launchedAtMs])
    const instants = [since.atMs, ...turns.filter((atMs) => atMs > since.atMs)].sort((a, b) => a - b)
    return within(
      instants.map((atMs) => ({ atMs, value: countAt(atMs) })),
      value,
      zeroMs,
    )
  },
}

export const desired: Rule<Bounds> = {
  sentence: (value, service) => `${service} wants ${boundsText(value)} tasks`,
  check: (value, evidence, service) =>
    within(
      levelsFor(evidence, service).map(({ atMs, desiredCount }, index) => ({
        atMs: index === 0 ? evidence.since.atMs : atMs,
        value: desiredCount,
      })),
      value,
      evidence.zeroMs,
    ),
}

const PERCENTILES = { p50: 50, p95: 95, most: 100 } as const
type Percentile = keyof typeof PERCENTILES

/** Of the whole minutes from the clock's 0 on: nearest rank. */
export const cpu: Rule<ExpectationValues['cpu']> = {
  sentence: (value, service) =>
    `CPU of ${service} is below ${Object.entries(value)
      .map(([name, percent]) => `${percent} % (${name})`)
      .join(' and ')}`,
  check(value, { sim, since }, { arn }): Finding {
    const used = sim.load
      .trace(arn, { from: new Date(since.atMs) })
      .flatMap(({ cpuUtilization }) => cpuUtilization ?? [])
      .sort((a, b) => a - b)
    if (used.length === 0) return { met: false, found: 'no minute with a load and a running task' }
    const at = (name: Percentile) => used[Math.max(0, Math.ceil((PERCENTILES[name] * used.length) / 100) - 1)]!
    const names = Object.keys(value) as Percentile[]
    const found = names.map((name) => `${name} ${Math.round(at(name) * 10) / 10} %`).join(', ')
    return {
      met: names.every((name) => at(name) < value[name]!),
      found: `${found} of ${counted(used.length, 'minute')}`,
    }
  },
}

/** It wanted more than at the clock's 0, and wants no more than that again, by a time on the clock. */
export const scaledBack: Rule<ExpectationValues['scaledBack']> = {
  sentence: ({ by, to }, service) =>
    `${service} has scaled out, and back${to === undefined ? '' : ` to ${to}`} by ${by}`,
  check({ by, to }, evidence: Evidence, service) {
    const levels = levelsFor(evidence, service)
    const base = to ?? levels[0]?.desiredCount ?? 0
    const most = extreme(
      levels,
      ({ desiredCount }) => desiredCount,
      (a, b) => a > b,
    )
    if (most.desiredCount <= base) return { met: false, found: `never more than ${most.desiredCount} wanted` }
    const last = levels.findLastIndex(({ desiredCount }) => desiredCount > base)
    const back = levels[last + 1]
    if (back === undefined) return { met: false, found: `${levels.at(-1)!.desiredCount} wanted at the end` }
    const backMs = back.atMs - evidence.zeroMs
    const found = `from ${most.desiredCount}, at ${spanText(most.atMs - evidence.zeroMs)}, back at ${back.desiredCount} at ${spanText(backMs)}`
    return { met: backMs <= parseDurationMs(by, 'by'), found }
  },
}

// GetMetricStatistics: one metric, several statistics of each period (CW-16).
import { statisticsOf, unitsOf } from '../../engine/metrics/reader.ts'
import type { World } from '../../engine/world.ts'
import type { StatisticSet } from '../../model/scaling/metrics.ts'
import { statisticOf } from '../../model/scaling/statistics.ts'
import type { Datapoint, GetMetricStatisticsOutput, StandardUnit } from '../shapes/cloudwatch-types.generated.ts'
import type { CloudWatchAnswer } from './answer.ts'
import { bucketsOf, checkSpan, QUICK_PERIODS } from './buckets.ts'
import {
  type CloudWatchInput,
  checkExtended,
  checkPeriod,
  combination,
  invalid,
  metricOf,
  missing,
  parseCloudWatch,
} from './parse.ts'
import { finestPeriodMs } from './retention.ts'

type Input = CloudWatchInput<'GetMetricStatistics'>

const MOST_POINTS = 1_440

/** Oldest first. @throws InvalidParameterValueException, InvalidParameterCombinationException, MissingRequiredParameterException, … */
export function getMetricStatistics(world: World, input: unknown): CloudWatchAnswer<GetMetricStatisticsOutput> {
  const parsed = parseCloudWatch('GetMetricStatistics', input)
  const metric = metricOf(parsed, '')
  const span = { startMs: parsed.StartTime, endMs: parsed.EndTime }
  checkStatistics(parsed)
  checkSpan(span)
  checkPeriods(parsed, world.nowMs)
  const periodMs = parsed.Period * 1_000
  const units = parsed.Unit === undefined ? unitsOf(world, metric) : [parsed.Unit]
  const points = bucketsOf(span, periodMs, world.nowMs).flatMap((atMs) =>
    units.flatMap((unit) => {
      const set = statisticsOf(world, metric, atMs, Math.min(atMs + periodMs, span.endMs), unit)
      return set === null ? [] : [pointOf(parsed, set, atMs, unit)]
    }),
  )
  return { Label: metric.metricName, Datapoints: points }
}

function pointOf(parsed: Input, set: StatisticSet, atMs: number, unit: string): Datapoint {
  const simple = (parsed.Statistics ?? []).map((statistic) => [statistic, statisticOf(set, statistic)])
  const extended = (parsed.ExtendedStatistics ?? [])
    .map((statistic) => [statistic, statisticOf(set, statistic)] as const)
    .filter(([, value]) => !Number.isNaN(value))
  return {
    Timestamp: new Date(atMs),
    ...Object.fromEntries(simple),
    Unit: unit as StandardUnit,
    ...(extended.length === 0 ? {} : { ExtendedStatistics: Object.fromEntries(extended) }),
  }
}

function checkStatistics({ Statistics: simple = [], ExtendedStatistics: extended = [] }: Input): void {
  if (simple.length > 0 && extended.length > 0) combination('Statistics', 'Statistics or ExtendedStatistics', 'both')
  if (simple.length + extended.length === 0) missing('Statistics', 'Statistics or ExtendedStatistics')
  if (simple.length > 5) invalid('Statistics', 'at most 5 items', `${simple.length} items`)
  if (extended.length > 10) invalid('ExtendedStatistics', 'at most 10 items', `${extended.length} items`)
  for (const [index, statistic] of extended.entries()) checkExtended(`ExtendedStatistics[${index}]`, statistic)
}

/** By how long ago StartTime is, the period is a multiple of a minute, of five, of an hour. */
function checkPeriods({ Period: period, StartTime: startMs, EndTime: endMs }: Input, nowMs: number): void {
  checkPeriod('Period', period, QUICK_PERIODS)
  const finest = Math.min(3_600_000, finestPeriodMs(nowMs - startMs)) / 1_000
  if (period % finest !== 0) invalid('Period', `a multiple of ${finest} for a StartTime so long ago`, period, 'CW-16')
  const count = Math.ceil((endMs - startMs) / (period * 1_000))
  if (count > MOST_POINTS) combination('Period', `at most ${MOST_POINTS} datapoints in an answer`, `up to ${count}`)
}

// PutMetricData: datapoints of the user's own metrics (CW-16).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import { isMetered } from '../../engine/metrics/reader.ts'
import type { World } from '../../engine/world.ts'
import { formatInstant } from '../../kernel/durations.ts'
import { inserted, removed } from '../../model/changes.ts'
import { type MetricDatum, metricKey } from '../../model/scaling/metrics.ts'
import { notSimulated } from '../refuse.ts'
import type { PutMetricDataOutput } from '../shapes/cloudwatch-types.generated.ts'
import { type CloudWatchInput, combination, invalid, metricOf, missing, parseCloudWatch } from './parse.ts'
import { RETENTION } from './retention.ts'

type AwsDatum = NonNullable<CloudWatchInput<'PutMetricData'>['MetricData']>[number]

const MOST_DATA = 1_000
const MOST_VALUES = 150
const HOUR_MS = 3_600_000
const OLDEST_MS = 14 * 24 * HOUR_MS
const FARTHEST_MS = 2 * HOUR_MS
/** 2 to the power of 360. */
const LARGEST = 2.348542582773833e108

/** @throws InvalidParameterValueException, InvalidParameterCombinationException, MissingRequiredParameterException, … */
export function putMetricData(world: World, input: unknown): PutMetricDataOutput {
  const parsed = parseCloudWatch('PutMetricData', input)
  const { Namespace: namespace, MetricData: data = [] } = parsed
  if (parsed.EntityMetricData !== undefined) notSimulated('EntityMetricData', 'entities', parsed.EntityMetricData)
  if (parsed.StrictEntityValidation !== undefined)
    notSimulated('StrictEntityValidation', 'entities', parsed.StrictEntityValidation)
  if (namespace.startsWith('AWS/')) invalid('Namespace', "a namespace that does not begin with 'AWS/'", namespace)
  if (isMetered(namespace)) notSimulated('Namespace', `datapoints in ${namespace} beside its own`, namespace)
  if (data.length === 0) return missing('MetricData', 'at least one datapoint')
  if (data.length > MOST_DATA) invalid('MetricData', `at most ${MOST_DATA} items`, `${data.length} items`)
  const rows = data.map((datum, index) => datumOf(world, namespace, datum, `MetricData[${index}]`))
  return command(world, 'cloudWatch.putMetricData', parsed, (cause) => {
    const changes = rows.map((row, index) => {
      const id = `datum/${cause}/${index}`
      return inserted('metricDatum.created', id, { id, ...row }, 'CW-16')
    })
    const metrics = new Map(rows.map(({ metric }) => [metricKey(metric), metric]))
    const expired = [...metrics.values()]
      .flatMap((metric) => world.indexes.customMetrics.before(metric, world.nowMs - RETENTION.forGoodMs))
      .map(({ id }) => removed('metricDatum.dropped', id, 'CW-16'))
    apply(world, { changes: [...expired, ...changes], timers: [] }, cause)
    return {}
  })
}

function datumOf(world: World, Namespace: string, datum: AwsDatum, path: string): Omit<MetricDatum, 'id'> {
  const { nowMs } = world
  const metric = metricOf({ ...datum, Namespace }, `${path}.`)
  const storageResolution = datum.StorageResolution ?? 60
  if (storageResolution !== 1 && storageResolution !== 60)
    invalid(`${path}.StorageResolution`, '1 or 60', storageResolution)
  const stampMs = datum.Timestamp ?? nowMs
  if (stampMs < nowMs - OLDEST_MS || stampMs > nowMs + FARTHEST_MS)
    invalid(`${path}.Timestamp`, 'an instant at most two weeks ago and two hours ahead', instantText(stampMs))
  const spanMs = storageResolution * 1_000
  return {
    metric,
    atMs: Math.floor(stampMs / spanMs) * spanMs,
    putAtMs: nowMs,
    unit: datum.Unit ?? null,
    storageResolution,
    ...statisticsOf(datum, path),
  }
}

/** Of any integer that a caller may take for an instant. */
function instantText(ms: number): string {
  return Math.abs(ms) <= 8.64e15 ? formatInstant(ms) : String(ms)
}

type Statistics = Pick<MetricDatum, 'sampleCount' | 'sum' | 'minimum' | 'maximum' | 'values'>

function statisticsOf(datum: AwsDatum, path: string): Statistics {
  const { Value: value, StatisticValues: set, Values: values, Counts: counts } = datum
  const given = [value, set, values].filter((each) => each !== undefined)
  if (given.length > 1) combination(path, 'one of Value, Values and StatisticValues', `${given.length} of them`)
  if (counts !== undefined && values === undefined) combination(`${path}.Counts`, 'Values beside Counts', 'none')
  if (value !== undefined) return ofValues([value], [1], path)
  if (values !== undefined) return ofValues(values, counts ?? values.map(() => 1), path)
  if (set === undefined) return missing(path, 'one of Value, Values and StatisticValues')
  const { SampleCount: sampleCount, Sum: sum, Minimum: minimum, Maximum: maximum } = set
  for (const [member, each] of Object.entries(set)) checkSize(`${path}.StatisticValues.${member}`, each)
  if (sampleCount <= 0) invalid(`${path}.StatisticValues.SampleCount`, 'a number above 0', sampleCount)
  if (minimum > maximum) invalid(`${path}.StatisticValues.Minimum`, `at most the Maximum, ${maximum}`, minimum)
  return { sampleCount, sum, minimum, maximum, values: [] }
}

function ofValues(values: readonly number[], counts: readonly number[], path: string): Statistics {
  if (values.length < 1 || values.length > MOST_VALUES)
    invalid(`${path}.Values`, `1 to ${MOST_VALUES} items`, `${values.length} items`)
  if (counts.length !== values.length)
    invalid(`${path}.Counts`, `${values.length} items, as many as Values`, `${counts.length} items`)
  for (const [index, value] of values.entries()) checkSize(`${path}.Values[${index}]`, value)
  for (const [index, count] of counts.entries()) {
    checkSize(`${path}.Counts[${index}]`, count)
    if (count <= 0) invalid(`${path}.Counts[${index}]`, 'a number above 0', count)
  }
  return {
    sampleCount: counts.reduce((total, count) => total + count, 0),
    sum: values.reduce((total, value, index) => total + value * counts[index]!, 0),
    minimum: values.reduce((least, value) => Math.min(least, value)),
    maximum: values.reduce((most, value) => Math.max(most, value)),
    values: values.map((value, index) => [value, counts[index]!] as const),
  }
}

function checkSize(path: string, value: number): void {
  if (Math.abs(value) > LARGEST) invalid(path, 'a number from -2^360 to 2^360', value)
}

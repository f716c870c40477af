// ListMetrics: which metrics have had datapoints lately?
import { metricsOf, statisticsOf } from '../../engine/metrics/reader.ts'
import type { World } from '../../engine/world.ts'
import { type MetricId, metricKey } from '../../model/scaling/metrics.ts'
import { notSimulated } from '../refuse.ts'
import type { ListMetricsOutput } from '../shapes/cloudwatch-types.generated.ts'
import type { CloudWatchAnswer } from './answer.ts'
import { describeMetric } from './describe.ts'
import { type CloudWatchInput, checkText, invalid, pageOf, parseCloudWatch } from './parse.ts'

type Filter = CloudWatchInput<'ListMetrics'>

const PAGE = 500
const MOST_DIMENSIONS = 10
const HOUR_MS = 3_600_000
/** Of metrics that have been silent for longer nothing is said. */
const LATELY_HOURS = 14 * 24
const RECENTLY_HOURS = 3

/** By namespace, name and dimensions. @throws InvalidParameterValueException, InvalidNextToken, UnsupportedFeatureException */
export function listMetrics(world: World, input?: unknown): CloudWatchAnswer<ListMetricsOutput> {
  const parsed = parseCloudWatch('ListMetrics', input)
  for (const member of ['IncludeLinkedAccounts', 'OwningAccount'] as const)
    if (parsed[member] !== undefined) notSimulated(member, 'metrics of other accounts', parsed[member])
  checkText('Namespace', parsed.Namespace, 255)
  checkText('MetricName', parsed.MetricName, 255)
  const filters = parsed.Dimensions ?? []
  if (filters.length > MOST_DIMENSIONS)
    invalid('Dimensions', `at most ${MOST_DIMENSIONS} items`, `${filters.length} items`)
  const hours = parsed.RecentlyActive === undefined ? LATELY_HOURS : RECENTLY_HOURS
  const found = [...metricsOf(world)]
    .filter((metric) => isMeant(metric, parsed) && hasSpoken(world, metric, hours))
    .sort((one, other) => (metricKey(one) < metricKey(other) ? -1 : 1))
  const { items, more } = pageOf(found, PAGE, parsed.NextToken)
  return { Metrics: items.map(describeMetric), OwningAccounts: [], ...more }
}

function isMeant({ namespace, metricName, dimensions }: MetricId, filter: Filter): boolean {
  if (filter.Namespace !== undefined && filter.Namespace !== namespace) return false
  if (filter.MetricName !== undefined && filter.MetricName !== metricName) return false
  return (filter.Dimensions ?? []).every(({ Name, Value }) =>
    dimensions.some(({ name, value }) => name === Name && (Value === undefined || Value === value)),
  )
}

/** Asked from now backwards: most metrics have spoken in the last hour. */
function hasSpoken(world: World, metric: MetricId, hours: number): boolean {
  const endMs = (Math.floor(world.nowMs / 60_000) + 1) * 60_000
  for (let hour = 0; hour < hours; hour++) {
    const toMs = endMs - hour * HOUR_MS
    if (statisticsOf(world, metric, toMs - HOUR_MS, toMs) !== null) return true
  }
  return false
}

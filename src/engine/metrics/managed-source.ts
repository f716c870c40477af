// Where do the metrics of managed scaling come from? From what was measured at each tick; of the past, from the journal (CP-08, CP-22).
import { capacityProviderArn } from '../../kernel/arns.ts'
import type { CapacityProvider, ProviderGauge } from '../../model/capacity-providers.ts'
import type { JournalEntry } from '../../model/changes.ts'
import { type MetricId, MINUTE_MS } from '../../model/scaling/metrics.ts'
import type { World } from '../world.ts'
import { dimensionOf, gauge, type MetricSource } from './source.ts'

const VALUES: Readonly<Record<string, (measured: ProviderGauge) => number>> = {
  CapacityProviderReservation: ({ reservation }) => reservation,
  DesiredCapacity: ({ desiredCapacity }) => desiredCapacity,
}

export const MANAGED_METRICS: MetricSource = {
  *list({ tables }) {
    for (const { name, gauge: measured } of tables.capacityProviders.values()) {
      const cluster = [...tables.clusters.values()].find(({ capacityProviders = [] }) =>
        capacityProviders.includes(name),
      )
      if (measured === null || cluster === undefined) continue
      for (const metricName of Object.keys(VALUES)) yield metricOf(metricName, name, cluster.name)
    }
  },
  // Measured when the minute is over (SC-02).
  reader(world, metric) {
    const value = Object.hasOwn(VALUES, metric.metricName) ? VALUES[metric.metricName] : undefined
    const name = dimensionOf(metric, 'CapacityProviderName')
    if (value === undefined || name === undefined || metric.dimensions.length !== 2) return null
    const arn = capacityProviderArn(world.realm, name)
    return (minute) => {
      const provider = world.tables.capacityProviders.get(arn)
      const measured = provider === undefined ? null : gaugeAt(world, provider, (minute + 1) * MINUTE_MS)
      return measured === null ? null : gauge(value(measured))
    }
  },
}

function metricOf(metricName: string, provider: string, cluster: string): MetricId {
  const dimensions = [
    { name: 'CapacityProviderName', value: provider },
    { name: 'ClusterName', value: cluster },
  ]
  return { namespace: 'AWS/ECS/ManagedScaling', metricName, dimensions }
}

function gaugeAt(world: World, { arn, gauge: latest }: Readonly<CapacityProvider>, atMs: number): ProviderGauge | null {
  if (latest === null || latest.sinceMs <= atMs) return latest
  return (
    pastOf(world)
      .get(arn)
      ?.findLast(({ sinceMs }) => sinceMs <= atMs) ?? null
  )
}

interface Past {
  read: number
  readonly gauges: Map<string, ProviderGauge[]>
}

/** What was measured of each provider: filled when somebody asks for the past, and only as far as nobody has asked before. */
const PASTS = new WeakMap<readonly JournalEntry[], Past>()

function pastOf({ journal }: World): Past['gauges'] {
  let past = PASTS.get(journal)
  if (past === undefined) {
    past = { read: 0, gauges: new Map() }
    PASTS.set(journal, past)
  }
  for (; past.read < journal.length; past.read++) {
    const { kind, id, set } = journal[past.read]!
    if (kind !== 'capacityProvider.measured') continue
    const { gauge: measured } = set as { readonly gauge: ProviderGauge }
    const known = past.gauges.get(id)
    if (known === undefined) past.gauges.set(id, [measured])
    else known.push(measured)
  }
  return past.gauges
}

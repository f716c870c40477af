// What a metric said of the last minutes, read behind the front door.
import { statisticsOf } from '../../src/engine/metrics/reader.ts'
import type { World } from '../../src/engine/world.ts'
import type { Simulation } from '../../src/index.ts'
import type { StatisticSet } from '../../src/model/scaling/metrics.ts'

export interface Asked {
  readonly namespace: string
  readonly metricName: string
  readonly dimensions: Readonly<Record<string, string>>
}

/** Of the last minute that is over. */
export function lastMinute(sim: Simulation, { namespace, metricName, dimensions }: Asked): StatisticSet | null {
  const metric = {
    namespace,
    metricName,
    dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
  }
  const endMs = Math.floor(sim.nowMs / 60_000) * 60_000
  return statisticsOf(sim.view as World, metric, endMs - 60_000, endMs)
}

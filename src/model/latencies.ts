// How long does it take this time? Constants are read as they are; what is distributed is drawn each time somebody reads it.
import { type Distribution, drawMs } from '../kernel/distributions.ts'
import type { RandomStream } from '../kernel/random.ts'
import type { Latencies, LatencySettings } from './behavior.ts'

/**
 * The very same record where everything is a constant. A planner reads a latency once for each use: reading is drawing. Each latency
 * has a stream of its own, so that one that is read more often shifts no other.
 */
export function latenciesOf(settings: LatencySettings, streamOf: (name: string) => RandomStream): Latencies {
  const distributed = Object.entries(settings).filter(([, value]) => typeof value === 'object')
  if (distributed.length === 0) return settings as Latencies
  const latencies = { ...settings } as Latencies
  for (const [name, distribution] of distributed)
    Object.defineProperty(latencies, name, {
      enumerable: true,
      get: () => drawMs(distribution as Distribution, streamOf(`latency/${name}`)),
    })
  return latencies
}

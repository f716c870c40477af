// How long does a pull take, when nobody says otherwise? (LT-3, LT-7, LT-8)
import { roundMs } from '../kernel/durations.ts'
import type { Latencies } from '../model/behavior.ts'

export function instancePullMs(latencies: Latencies, isCached: boolean): number {
  if (isCached) return latencies.ec2CachedPullMs
  return latencies.ec2PullBaseMs + pullMs(latencies.imageMegabytes, latencies.ec2PullMegabytesPerSecond)
}

export function fargatePullMs(latencies: Latencies, cpuUnits: number): number {
  const rate = latencies.fargatePullMegabytesPerSecond * fargatePullFactor(cpuUnits)
  return latencies.fargatePullBaseMs + pullMs(latencies.imageMegabytes, rate)
}

function pullMs(megabytes: number, megabytesPerSecond: number): number {
  return roundMs((megabytes * 1_000) / megabytesPerSecond)
}

function fargatePullFactor(cpuUnits: number): number {
  if (cpuUnits >= 4_096) return 4
  return cpuUnits >= 2_048 ? 2 : 1
}

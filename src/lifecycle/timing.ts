// How long do pulls and network interfaces take, when nobody says otherwise? (LT-1, LT-3, LT-5, LT-7, LT-8, LT-10)
import { roundMs } from '../kernel/durations.ts'
import type { Latencies } from '../model/behavior.ts'
import type { Task } from '../model/entities.ts'

export function instancePullMs(latencies: Latencies, isCached: boolean, megabytes: number): number {
  if (isCached) return latencies.ec2CachedPullMs
  return latencies.ec2PullBaseMs + pullMs(megabytes, latencies.ec2PullMegabytesPerSecond)
}

export function fargatePullMs(latencies: Latencies, cpuUnits: number, megabytes: number): number {
  const rate = latencies.fargatePullMegabytesPerSecond * fargatePullFactor(cpuUnits)
  return latencies.fargatePullBaseMs + pullMs(megabytes, rate)
}

type Networked = Pick<Readonly<Task>, 'launchType' | 'eni'>

/** From a task's creation until its network interface is attached (LT-1, LT-10). */
export function attachMs(latencies: Latencies, { launchType, eni }: Networked): number {
  if (launchType === 'FARGATE') return latencies.fargateEniAttachMs
  return eni?.isBranch === true ? latencies.branchEniAttachMs : latencies.eniAttachMs
}

/** From the end of its last container until the interface is gone (LT-5, LT-10). */
export function detachMs(latencies: Latencies, { launchType, eni }: Networked): number {
  if (launchType === 'FARGATE') return latencies.fargateDeprovisionMs
  return eni?.isBranch === true ? latencies.branchEniDetachMs : latencies.eniDetachMs
}

function pullMs(megabytes: number, megabytesPerSecond: number): number {
  return roundMs((megabytes * 1_000) / megabytesPerSecond)
}

function fargatePullFactor(cpuUnits: number): number {
  if (cpuUnits >= 4_096) return 4
  return cpuUnits >= 2_048 ? 2 : 1
}

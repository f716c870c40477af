// How long does each step of a task take, when nobody says otherwise? (LT-1…LT-16)
import { roundMs } from '../kernel/durations.ts'
import type { Latencies } from '../model/behavior.ts'
import type { ContainerSpec, Task } from '../model/entities.ts'

/** Spans from the instant the agent (or Fargate) takes the task up until its containers run. */
export interface StartTiming {
  readonly pullStartMs: number
  readonly pullMs: number
  readonly startMs: number
}

export function ec2StartTiming(latencies: Latencies, isCached: boolean): StartTiming {
  return {
    pullStartMs: latencies.ec2DispatchMs,
    pullMs: isCached
      ? latencies.ec2CachedPullMs
      : latencies.ec2PullBaseMs + pullMs(latencies.imageMegabytes, latencies.ec2PullMegabytesPerSecond),
    startMs: latencies.ec2ContainerStartMs,
  }
}

export function fargateStartTiming(latencies: Latencies, cpuUnits: number): StartTiming {
  return {
    pullStartMs: latencies.fargatePullStartMs,
    pullMs:
      latencies.fargatePullBaseMs +
      pullMs(latencies.imageMegabytes, latencies.fargatePullMegabytesPerSecond * fargatePullFactor(cpuUnits)),
    startMs: latencies.fargateStartMs,
  }
}

export function totalMs(timing: StartTiming): number {
  return timing.pullStartMs + timing.pullMs + timing.startMs
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

/** How one container ends when it is asked to: by itself, or by SIGKILL after its stopTimeout (LC-50). */
export function stopTiming(
  container: ContainerSpec,
  latencies: Latencies,
): { readonly afterMs: number; readonly exitCode: number } {
  const limitMs = container.stopTimeoutMs ?? latencies.stopTimeoutMs
  return latencies.gracefulExitMs <= limitMs
    ? { afterMs: latencies.gracefulExitMs, exitCode: 143 }
    : { afterMs: limitMs, exitCode: 137 }
}

function pullMs(megabytes: number, megabytesPerSecond: number): number {
  return roundMs((megabytes * 1_000) / megabytesPerSecond)
}

function fargatePullFactor(cpuUnits: number): number {
  if (cpuUnits >= 4_096) return 4
  return cpuUnits >= 2_048 ? 2 : 1
}

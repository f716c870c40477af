// What does a user's own strategy or filter look like? A pure function over small read-only views.

/** A container instance that may take the task, as it is just before. */
export interface PlacementCandidate {
  readonly containerInstanceArn: string
  readonly ec2InstanceId: string
  readonly instanceType: string | null
  readonly availabilityZone: string | null
  readonly attributes: Readonly<Record<string, string>>
  /** What placement may still give away, and what is registered. */
  readonly cpuUnits: { readonly free: number; readonly registered: number }
  readonly memoryMiB: { readonly free: number; readonly registered: number }
  /** Wanted tasks here, all of them and by group. */
  readonly runningTasksCount: number
  readonly taskGroups: Readonly<Record<string, number>>
}

/** The task that is to be placed. */
export interface PlacementDemand {
  readonly cpuUnits: number
  readonly memoryMiB: number
  readonly tcpPorts: readonly number[]
  readonly udpPorts: readonly number[]
  readonly gpus: number
  readonly group: string
  /** As `placementStrategy` gives it; '' when it gives none. */
  readonly field: string
}

/** Ranks a candidate that fits: lower is better, equal leaves it to the rest of the chain. */
export type PlacementStrategyPlugin = (candidate: PlacementCandidate, request: PlacementDemand) => number

/** Whether a candidate will do; when not, perhaps what is wanted and what there is. */
export type PlacementFilterPlugin = (
  candidate: PlacementCandidate,
  request: PlacementDemand,
) => boolean | { readonly wanted: string; readonly available: string }

export interface Plugins {
  readonly strategies: ReadonlyMap<string, PlacementStrategyPlugin>
  readonly filters: ReadonlyMap<string, PlacementFilterPlugin>
}

export const NO_PLUGINS: Plugins = { strategies: new Map(), filters: new Map() }

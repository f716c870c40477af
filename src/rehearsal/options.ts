// What may a caller ask of a rehearsal?

import type { ContainerBehavior, Duration, LatencyOptions, LoadInput, Simulation, SimulationOptions } from '../index.ts'
import type { Blueprint, SourceDocument } from '../inputs/index.ts'

/** What else a caller may ask of a rehearsal, whatever is rehearsed. */
export interface RehearsalOptions {
  /** The services to report on, by name or by their ids in the files; every one when absent. All are simulated. */
  readonly services?: readonly string[] | undefined
  /** Constants, or distributions: then the rehearsal is run several times. */
  readonly latencies?: LatencyOptions | undefined
  readonly behavior?: SimulationOptions['behavior']
  readonly options?: SimulationOptions['options']
  /** That of the scenario, or `'rehearsal'`, when absent. The same seed gives the same bytes. */
  readonly seed?: string | undefined
  /** Runs, each of its own seed: 1 when every latency is a constant, else 20. Of several, latencies vary: see `vary`. */
  readonly runs?: number | undefined
  /**
   * How far latencies vary about their defaults: the sigma of a lognormal distribution, from 0 to 3. When absent, 0.25 if several runs are
   * asked for and no latency is a distribution, else 0. What `latencies` says of one stands; timeouts stay what they are.
   */
  readonly vary?: number | undefined
  /** When to give a step up: 3 hours when absent, as CloudFormation does. */
  readonly atMost?: Duration | undefined
  /** Compressed size of images that nobody has spoken of. */
  readonly imageSizeMB?: number | undefined
  /** Images that their registries do not have, `repository:tag`: pulls from the change on fail. Some container must name each of them. */
  readonly missingImages?: readonly string[] | undefined
  /** How long the app of a task that starts from the change on takes to answer, to its health checks and to its load balancer. */
  readonly bootTime?: Duration | undefined
  /** What containers do that start from the change on, by `family:container`. Goes before `bootTime`. */
  readonly workload?: Readonly<Record<string, ContainerBehavior>> | undefined
  /** Requests to each service behind a load balancer, evenly over time: counts how many fail. */
  readonly requestsPerSecond?: number | undefined
  /**
   * What is asked of services: requests a second to each of them, or what `sim.load.drive` takes with the `service` beside it. Moments of its
   * profiles count from the change; before it, services and groups come to rest under what the profiles say before their first moment. A file that was read is told by its places.
   */
  readonly load?: number | ServiceLoad | readonly ServiceLoad[] | SourceDocument | undefined
  /** How long each of them is open: it is lost when its target ends meanwhile. One second when absent. */
  readonly requestDuration?: Duration | undefined
  readonly expectations?: Expectations | undefined
  /** Whether to look for fixes; true when absent. */
  readonly fixes?: boolean | undefined
  /** How many changes the search may try: 60 when absent. */
  readonly mostTrials?: number | undefined
  /** Called on each world at rest, before the change: faults, images, anything. */
  readonly prepare?: ((sim: Simulation) => void) | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** A load of one service, by name or by its id in the files; of every service when none is named. */
export type ServiceLoad = Exclude<LoadInput, number> & { readonly service?: string | undefined }

export interface Expectations {
  /** Healthy tasks that must stay, in percent of the desired count; `minimumHealthyPercent` of each service when absent. */
  readonly keepHealthyPercent?: number | undefined
  /** How long the whole change may take. */
  readonly within?: Duration | undefined
}

/** `before`: null when there is nothing yet. */
export interface RehearseOptions extends RehearsalOptions {
  readonly before: Blueprint | null
  readonly after: Blueprint
}

/** How far a rehearsal is: runs first, then trials of fixes. */
export interface Progress {
  readonly phase: 'run' | 'trial'
  readonly done: number
  /** At most. */
  readonly of: number
}

// What does one row of a timeline say? The tasks of a service on both sides of a deployment, and the limits in force.

/** Tasks of one side. `running` is AWS's runningCount; the healthy ones are among them. */
export interface TaskCounts {
  readonly pending: number
  readonly running: number
  /** Counted toward minimumHealthyPercent. */
  readonly healthy: number
  readonly stopping: number
}

/** The service at the end of an instant. Old is every deployment but the timeline's own. */
export interface Wave {
  readonly atMs: number
  /** Since the timeline's beginning. */
  readonly sinceMs: number
  readonly old: TaskCounts
  readonly new: TaskCounts
  readonly desiredCount: number
  /** How many healthy tasks must stay, and how many tasks may exist. */
  readonly lower: number
  readonly upper: number
  /** Tasks started, and asked to stop or lost, in this instant. */
  readonly startedOld: number
  readonly startedNew: number
  readonly stoppedOld: number
  readonly stoppedNew: number
  /** Service events of this instant, in AWS's words. */
  readonly events: readonly string[]
}

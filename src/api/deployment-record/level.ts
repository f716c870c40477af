// What is there to say of a service at the end of an instant? Its tasks on both sides of a deployment, their targets, the limits in force.

/** Tasks of one side. `running` is AWS's runningCount; the healthy ones are among them. */
export interface TaskCounts {
  readonly pending: number
  readonly running: number
  /** Counted toward minimumHealthyPercent. */
  readonly healthy: number
  readonly stopping: number
}

/** The service's targets in one target group; the draining ones are among the registered ones. */
export interface TargetCounts {
  readonly targetGroupArn: string
  readonly registered: number
  readonly healthy: number
  readonly draining: number
}

/** The service at the end of an instant. Old is every deployment but the PRIMARY one. */
export interface ServiceLevel {
  readonly atMs: number
  /** The PRIMARY deployment; of a deleted service, the last one. */
  readonly deploymentId: string
  readonly old: TaskCounts
  readonly new: TaskCounts
  /** One for each target group of the service, and for each that still drains; empty without a load balancer. */
  readonly targets: readonly TargetCounts[]
  readonly desiredCount: number
  /** How many healthy tasks must stay, and how many tasks may exist. */
  readonly lower: number
  readonly upper: number
  /** Tasks started, and asked to stop or lost, in this instant. */
  readonly startedOld: number
  readonly startedNew: number
  readonly stoppedOld: number
  readonly stoppedNew: number
  /** Of the PRIMARY deployment, as its circuit breaker counts them. */
  readonly failedTasks: number
  /** Service events of this instant, in AWS's words. */
  readonly events: readonly string[]
}

/** A level as part of a deployment's record. */
export interface Wave extends ServiceLevel {
  /** Since the first instant that the record shows. */
  readonly sinceMs: number
}

type Sides = Pick<ServiceLevel, 'old' | 'new'>

/** Both sides together. */
export function healthyTasks(level: Sides): number {
  return level.old.healthy + level.new.healthy
}

/** Both sides together: AWS's runningCount of the service. */
export function runningTasks(level: Sides): number {
  return level.old.running + level.new.running
}

/** Every task that is not STOPPED, which maximumPercent limits. */
export function allTasks(level: Sides): number {
  const { old, new: fresh } = level
  return old.pending + old.running + old.stopping + fresh.pending + fresh.running + fresh.stopping
}

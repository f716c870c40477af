// How has something stood from when to when? Stretches in a row in which nothing changed, the last one open. Metrics are worked out from these
// alone, whenever somebody asks (CW-01…CW-15). They weigh less than the entries of the journal that they follow from.
import type { Load, Queue } from './scaling/load.ts'

/** Tasks of a service that are of one size: of one revision. */
export interface TaskGroup {
  readonly taskDefinitionArn: string
  readonly cpuUnits: number
  readonly memoryMiB: number
  /** Whether the limit on CPU is the task's own, and no other task's spare CPU of any use (LD-22). */
  readonly limitsCpu: boolean
  /** On container instances; else on Fargate. */
  readonly onInstances: boolean
  readonly running: number
  /** When its RUNNING tasks started, summed: their mean age is what a leak has had (LD-27). */
  readonly startedSumMs: number
  /** Those whose targets in the service's first target group are so. */
  readonly healthy: number
  readonly unhealthy: number
}

/** A service: RUNNING tasks that are wanted, those on their way to it, and what is asked of them. */
export interface ServiceStretch {
  readonly fromMs: number
  readonly groups: readonly TaskGroup[]
  readonly running: number
  readonly pending: number
  readonly desired: number
  /** RUNNING tasks on the instances of each Auto Scaling group. */
  readonly inScalingGroups: Readonly<Record<string, number>>
  /** The first target group that it stands in; null behind no load balancer. */
  readonly targetGroupArn: string | null
  readonly load: Readonly<Load> | null
  /** Its metrics that are told every 20 s, one after the other; empty where none is (AS-30). */
  readonly quickMetrics: string
}

/** A cluster's instances, and what RUNNING tasks reserve on them (CW-04). */
export interface ClusterStretch {
  readonly fromMs: number
  readonly registeredCpu: number
  readonly registeredMiB: number
  readonly reservedCpu: number
  readonly reservedMiB: number
  readonly running: number
  /** Container Insights are on (CW-08). */
  readonly isInsightful: boolean
}

/** The targets of a target group that are registered, by health. */
export interface TargetStretch {
  readonly fromMs: number
  readonly healthy: number
  readonly unhealthy: number
  readonly registered: number
}

/** The instances of an Auto Scaling group that are in service (CW-15). */
export interface ScalingGroupStretch {
  readonly fromMs: number
  readonly inService: number
  readonly cpuUnits: number
}

/** A queue: who sends and who takes may be others later; null once it is gone. */
export interface QueueStretch {
  readonly fromMs: number
  readonly queue: Readonly<Queue> | null
}

/** Members are replaced, never changed in themselves. */
export type Writable<S> = { -readonly [K in keyof S]: S[K] }

export class Stretches<S extends { readonly fromMs: number }> {
  /** From where on there is one. */
  readonly beginMs: number
  private open: S
  private readonly past: S[]

  constructor(first: S) {
    this.beginMs = first.fromMs
    this.open = first
    this.past = []
  }

  /** As it stands. It is written in place as long as the instant lasts: nobody keeps it. */
  get last(): Readonly<S> {
    return this.open
  }

  /** The same, to be written: from now on it is so. Several changes of one instant are one. */
  writable(nowMs: number): Writable<S> {
    if (nowMs !== this.open.fromMs) {
      this.past.push(this.open)
      this.open = { ...this.open, fromMs: nowMs }
    }
    return this.open
  }

  get count(): number {
    return this.past.length + 1
  }

  nth(index: number): S {
    return this.past[index] ?? this.open
  }

  /** As it stood at the end of an instant; undefined before the beginning. */
  at(atMs: number): S | undefined {
    if (this.open.fromMs <= atMs) return this.open
    return this.past[this.begunBy(atMs) - 1]
  }

  /** Which one it is at an instant; the first one before the beginning. */
  indexAt(atMs: number): number {
    return this.open.fromMs <= atMs ? this.past.length : Math.max(0, this.begunBy(atMs) - 1)
  }

  /** When the next stretch after an instant begins; `Infinity` for none. */
  nextAfter(atMs: number): number {
    if (this.open.fromMs <= atMs) return Number.POSITIVE_INFINITY
    return this.nth(this.begunBy(atMs)).fromMs
  }

  /** How many past ones have begun by an instant. */
  private begunBy(atMs: number): number {
    let low = 0
    let high = this.past.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.past[middle]!.fromMs <= atMs) low = middle + 1
      else high = middle
    }
    return low
  }

  copy(): Stretches<S> {
    const made = new Stretches(this.nth(0))
    made.open = { ...this.open }
    for (const stretch of this.past) made.past.push(stretch)
    return made
  }
}

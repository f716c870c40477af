// What does a report on scaling say of a policy?
import type { Direction } from '../../../scaling/service/sight.ts'

/** One change of a desired count or capacity by the policy. */
export interface PolicyActivity {
  readonly atMs: number
  readonly direction: Direction
  readonly from: number
  readonly to: number
}

/** How long the policy was called and could not act, in milliseconds, by what stood against it. A minute counts for one of them. */
export interface BlockedTimes {
  /** It, or its target, rested. */
  readonly cooldownMs: number
  /** Instances were on their way, or warming up. */
  readonly warmupMs: number
  /** Tasks waited for room. */
  readonly roomMs: number
  /** There was as much as there may be. */
  readonly maximumMs: number
  /** There was as little as there may be. */
  readonly minimumMs: number
  readonly deploymentMs: number
  readonly suspendedMs: number
}

/**
 * - quiet: nothing was scaled
 * - settled: it came to rest, or went one way
 * - follows: it turned round because what was asked of it did
 * - oscillates: it turns round again and again under what is nearly one load
 */
export type Steadiness = 'quiet' | 'settled' | 'follows' | 'oscillates'

export interface PolicyReport {
  readonly policyName: string
  readonly policyArn: string
  readonly kind: 'tracking' | 'step' | 'simple' | 'managed'
  /** What its metric is to keep below: the target, or the threshold of an alarm that has it scale out; null for none. */
  readonly target: number | null
  readonly activities: readonly PolicyActivity[]
  /** Whole minutes of which the metric was above the target. */
  readonly aboveTargetMs: number
  readonly blocked: BlockedTimes
}

/** A service or a group with all of its policies. */
export interface SubjectReport {
  readonly kind: 'service' | 'group'
  /** `cluster/name` of a service. */
  readonly name: string
  /** How much more it went up to than was ever needed before it came down again, in tasks or instances; the worst case. */
  readonly overshoot: number
  /** How often it changed its direction. */
  readonly turns: number
  readonly turnsPerHour: number
  readonly steadiness: Steadiness
  /** From one scale-out to the next while it oscillates, on average; null unless it does. */
  readonly cycleMs: number | null
  /** In order of creation; those that are gone are among them. */
  readonly policies: readonly PolicyReport[]
}

export interface ScalingReport {
  readonly fromMs: number
  readonly toMs: number
  /** Services, then groups. */
  readonly subjects: readonly SubjectReport[]
}

// What does a decision look at? Everything that scaling a service depends on, at one instant, as plain numbers.
import type { OutCooldown, ScalingPolicy, Suspension } from '../../model/scaling/targets.ts'
import type { AlarmSight } from '../alarm-sight.ts'

export interface PolicySight {
  readonly policy: Readonly<Pick<ScalingPolicy, 'id' | 'name' | 'configuration' | 'cooldown'>>
  /** Of target tracking: the alarm above the target and the one below; null where it has none (AS-24). */
  readonly high: AlarmSight | null
  readonly low: AlarmSight | null
  /** Of a step policy: whoever calls it now, in order of creation (AS-60). */
  readonly callers: readonly AlarmSight[]
}

export interface ServiceSight {
  readonly nowMs: number
  readonly minCapacity: number
  readonly maxCapacity: number
  readonly desired: number
  /** The base of every calculation (AS-07). */
  readonly running: number
  readonly isDeploying: boolean
  readonly suspended: Suspension
  readonly scaleInBlockedUntilMs: number | null
  readonly policies: readonly PolicySight[]
  readonly options: ScalingOptions
}

interface ScalingOptions {
  readonly targetTrackingMetric: string
  readonly datapointsFromZero: number
  readonly serviceMaxScaleIn: number
}

/** What somebody proposes, and who. */
export interface Proposal {
  readonly policy: PolicySight['policy']
  readonly alarm: string
  readonly capacity: number
  /** The count that it was worked out from. */
  readonly base: number
}

export type Direction = 'out' | 'in'

/** While a cooldown lasts: it is over at its end (AS-57). */
export function cooldownOf({ policy: { cooldown } }: PolicySight, nowMs: number): OutCooldown | null {
  return cooldown !== null && nowMs < cooldown.untilMs ? cooldown : null
}

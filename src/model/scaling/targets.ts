// What scales a service? Its scalable target, the policies and scheduled actions of that, and what they did (AS-01…AS-74).
import type { ServiceArn } from '../../kernel/arns.ts'
import type { JsonRecord, Tag } from '../basics.ts'

export interface Suspension {
  readonly scalingIn: boolean
  readonly scalingOut: boolean
  readonly scheduled: boolean
}

/** Its id is the ResourceId, `service/cluster/name`; ECS services are the only kind that is simulated (AS-01). */
export interface ScalableTarget {
  id: string
  arn: string
  serviceArn: ServiceArn
  minCapacity: number
  maxCapacity: number
  suspended: Suspension
  createdAtMs: number
  roleArn: string
  /** Until when nothing is scaled in (AS-53); null while nothing stands against it. */
  scaleInBlockedUntilMs: number | null
  tags: readonly Tag[]
}

/** A cooldown whose beginning is still to come: its activity has not been fulfilled (AS-56). The last instant that there is. */
export const OPEN_END_MS = 8_640_000_000_000_000

/** What a scale-out leaves behind until its cooldown is over (AS-51). */
export interface OutCooldown {
  readonly untilMs: number
  readonly base: number
  readonly reached: number
}

export interface StepAdjustment {
  readonly lower: number | null
  readonly upper: number | null
  readonly adjustment: number
}

export interface StepConfiguration {
  readonly kind: 'step'
  readonly adjustmentType: 'ChangeInCapacity' | 'PercentChangeInCapacity' | 'ExactCapacity'
  readonly steps: readonly StepAdjustment[]
  readonly minAdjustmentMagnitude: number | null
  readonly aggregation: 'Average' | 'Minimum' | 'Maximum'
  readonly cooldownMs: number
}

/** Kept and listed: forecasts are not simulated. */
interface PredictiveConfiguration {
  readonly kind: 'predictive'
}

export interface TrackingConfiguration {
  readonly kind: 'tracking'
  readonly targetValue: number
  readonly disableScaleIn: boolean
  readonly scaleOutCooldownMs: number
  readonly scaleInCooldownMs: number
}

export interface ScalingPolicy {
  /** The ARN (AS-16). */
  id: string
  name: string
  targetId: string
  createdAtMs: number
  configuration: StepConfiguration | TrackingConfiguration | PredictiveConfiguration
  /** Names of the alarms that it made (AS-20); none for a step policy. */
  alarmHigh: string | null
  alarmLow: string | null
  cooldown: OutCooldown | null
  /** As it came, with AWS's names: what the describing calls return. */
  kept: JsonRecord
}

export interface ScheduledAction {
  /** The ARN. */
  id: string
  name: string
  targetId: string
  schedule: string
  timezone: string | null
  startAtMs: number | null
  endAtMs: number | null
  minCapacity: number | null
  maxCapacity: number | null
  createdAtMs: number
  /** When it runs next; null when it never does again. */
  nextAtMs: number | null
}

type ActivityStatus = 'Pending' | 'InProgress' | 'Successful' | 'Overridden' | 'Unfulfilled' | 'Failed'

/** One record of what scaling did, or could not do (AS-11…AS-14). */
export interface ScalingActivity {
  id: string
  targetId: string
  description: string
  cause: string
  status: ActivityStatus
  statusMessage: string | null
  startedAtMs: number
  endedAtMs: number | null
  /** Not empty for one that did not scale; shown only when asked for. */
  notScaledReasons: readonly JsonRecord[]
  /** The desired count before and after; null where none was to be set. */
  from: number | null
  to: number | null
  policy: string | null
  /** A scale-out to the maximum: of that there is an event (AS-15). */
  reachesMax: boolean
}

// What is a CloudWatch alarm? What it watches, when that is a breach, and what was last found (CW-20…CW-31).
import type { Tag } from '../basics.ts'
import type { MetricQuery, MetricStat } from './metrics.ts'

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'

export type Comparison =
  | 'GreaterThanOrEqualToThreshold'
  | 'GreaterThanThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold'

export type MissingData = 'missing' | 'notBreaching' | 'breaching' | 'ignore'

/** What a composite alarm makes of the states of other alarms, by their names (CW-34). */
export type Condition =
  | { readonly kind: 'always'; readonly holds: boolean }
  | { readonly kind: 'state'; readonly alarm: string; readonly state: AlarmState }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | {
      readonly kind: 'atLeast'
      /** So many of the alarms, or such a percentage of them. */
      readonly needed: number
      readonly isPercent: boolean
      readonly state: AlarmState
      /** The alarms that are not in the state count. */
      readonly isNegated: boolean
      readonly alarms: readonly string[]
    }

/** An alarm that holds back the actions of a composite alarm while it is in ALARM, and a while around that (CW-36). */
export interface Suppressor {
  /** As it was said: a name or an ARN. */
  readonly said: string
  readonly alarm: string
  readonly waitMs: number
  readonly extensionMs: number
}

export interface CompositeSubject {
  readonly kind: 'composite'
  readonly rule: string
  readonly condition: Condition
  readonly suppressor: Suppressor | null
}

/** Who calls the tune: a metric, an expression over several, other alarms, or nobody but the user. */
export type AlarmSubject =
  | CompositeSubject
  | {
      readonly kind: 'metric'
      readonly stat: MetricStat
      /** A percentile of too few samples to say anything leaves the state as it is (CW-33). */
      readonly ignoresFewSamples?: true
    }
  | { readonly kind: 'math'; readonly queries: readonly MetricQuery[] }
  | { readonly kind: 'byHand' }

export interface Alarm {
  name: string
  arn: string
  description: string | null
  subject: AlarmSubject
  periodMs: number
  evaluationPeriods: number
  /** M of N; N where nobody said (CW-21). */
  datapointsToAlarm: number
  threshold: number
  comparison: Comparison
  treatMissingData: MissingData
  actionsEnabled: boolean
  okActions: readonly string[]
  alarmActions: readonly string[]
  insufficientDataActions: readonly string[]
  state: AlarmState
  stateReason: string
  /** What SetAlarmState was given beside the reason; null where nobody gave anything. */
  stateReasonData: string | null
  stateUpdatedAtMs: number
  stateTransitionedAtMs: number
  configuredAtMs: number
  /** The policy that made it, and takes it away (AS-20, CP-08); null for a user's. */
  managedBy: string | null
  tags: readonly Tag[]
  /** Of a composite alarm: the state whose actions were last run. */
  actedOn?: AlarmState
  /** Of a composite alarm: what holds its actions back, and until when; null while nothing does. */
  suppressed?: Suppression | null
}

export interface Suppression {
  readonly by: 'Alarm' | 'WaitPeriod' | 'ExtensionPeriod'
  readonly sinceMs: number
  /** Null while it depends on the suppressor alone. */
  readonly untilMs: number | null
}

export type MeasuredSubject = Extract<AlarmSubject, { readonly kind: 'metric' | 'math' }>

/** Whose state follows from datapoints. */
export function isMeasured(subject: AlarmSubject): subject is MeasuredSubject {
  return subject.kind === 'metric' || subject.kind === 'math'
}

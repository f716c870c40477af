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

/** Who calls the tune: a metric, an expression over several, or nobody but the user. */
export type AlarmSubject =
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
}

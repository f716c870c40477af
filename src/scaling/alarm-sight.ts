// What does a decision see of an alarm that calls a policy?
import type { Comparison } from '../model/scaling/alarms.ts'

/** An alarm that calls a policy, and what it read last. */
export interface AlarmSight {
  readonly name: string
  /** It is in ALARM, and its action on the policy is due (AS-31). */
  readonly calls: boolean
  readonly comparison: Comparison
  readonly threshold: number
  /** The latest datapoint that there was; null while there has been none (AS-33). */
  readonly latest: number | null
  /** The datapoints that it was judged by, oldest first: missing ones are left out (AS-61). */
  readonly evaluated: readonly number[]
}

/** The datapoint that target tracking goes by (AS-33). */
export function metricOf(
  { latest, evaluated }: AlarmSight,
  { targetTrackingMetric }: { readonly targetTrackingMetric: string },
): number | null {
  if (targetTrackingMetric === 'latest' || evaluated.length === 0) return latest
  return evaluated.reduce((sum, value) => sum + value, 0) / evaluated.length
}

// Which alarms does target tracking make for itself? One above the target, and one below it unless it never scales in (AS-20…AS-25, AS-30).
import type { Alarm, AlarmSubject } from '../model/scaling/alarms.ts'
import { MINUTE_MS } from '../model/scaling/metrics.ts'

/** How many datapoints above the target call for more, and how many below it for less (AS-21): so long below it, of whatever resolution (AS-30). */
export const HIGH_PERIODS = 3
const LOW_SPAN_MS = 15 * MINUTE_MS

export type AlarmSide = 'high' | 'low'

/** What of an alarm follows from its policy: all of it but its name and its state. */
export type ManagedPart = Pick<
  Alarm,
  | 'description'
  | 'subject'
  | 'periodMs'
  | 'evaluationPeriods'
  | 'datapointsToAlarm'
  | 'threshold'
  | 'comparison'
  | 'treatMissingData'
  | 'alarmActions'
>

export function managedPart(
  { id }: { readonly id: string },
  { targetValue }: { readonly targetValue: number },
  {
    side,
    subject,
    lowThreshold,
    highPeriods = HIGH_PERIODS,
  }: {
    readonly side: AlarmSide
    readonly subject: AlarmSubject
    readonly lowThreshold: number
    readonly highPeriods?: number
  },
): ManagedPart {
  const periodMs = subject.kind === 'metric' ? subject.stat.periodMs : MINUTE_MS
  const periods = side === 'high' ? highPeriods : LOW_SPAN_MS / periodMs
  return {
    description: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${id}.`,
    // Each alarm remembers what it saw by its own subject.
    subject: { ...subject },
    periodMs,
    evaluationPeriods: periods,
    datapointsToAlarm: periods,
    threshold: side === 'high' ? targetValue : rounded(targetValue * lowThreshold),
    comparison: side === 'high' ? 'GreaterThanThreshold' : 'LessThanThreshold',
    treatMissingData: 'missing',
    alarmActions: [id],
  }
}

/** @param targetId of what is scaled: a service's resource id, or the name of a group */
export function managedAlarmName(targetId: string, side: AlarmSide, uuid: string): string {
  return `TargetTracking-${targetId}-Alarm${side === 'high' ? 'High' : 'Low'}-${uuid}`
}

/** 0.9 times 0.7 is 0.63, and not something next to it: a metric that equals the threshold breaches nothing (AS-23). */
function rounded(value: number): number {
  return Math.round(value * 1e9) / 1e9
}

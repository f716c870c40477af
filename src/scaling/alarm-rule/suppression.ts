// What holds back the actions of a composite alarm, and whose turn is it when nothing does any more? (CW-36)
import type { Alarm, Suppression, Suppressor } from '../../model/scaling/alarms.ts'

/** What the composite alarm has to keep of it. */
export type Held = Required<Pick<Alarm, 'actedOn' | 'suppressed'>>

interface Sight {
  readonly suppressor: Suppressor | null
  /** Of the composite alarm, as it is now. */
  readonly state: Alarm['state']
  readonly isSuppressorInAlarm: boolean
  readonly held: Held
  readonly nowMs: number
}

/** After the composite alarm or its suppressor came into another state, or a period is over. */
export function heldNow(sight: Sight): Held {
  const suppressed = suppressionNow(sight)
  return { actedOn: suppressed === null ? sight.state : sight.held.actedOn, suppressed }
}

function suppressionNow({ suppressor, state, isSuppressorInAlarm, held, nowMs }: Sight): Suppression | null {
  if (suppressor === null) return null
  const { suppressed, actedOn } = held
  if (isSuppressorInAlarm)
    return suppressed?.by === 'Alarm' ? suppressed : { by: 'Alarm', sinceMs: nowMs, untilMs: null }
  if (suppressed?.by === 'Alarm') return periodOf('ExtensionPeriod', suppressor.extensionMs, nowMs)
  // A period that has begun goes on, whatever the alarm does meanwhile.
  if (suppressed !== null) return suppressed.untilMs! > nowMs ? suppressed : null
  return state === actedOn ? null : periodOf('WaitPeriod', suppressor.waitMs, nowMs)
}

function periodOf(by: Suppression['by'], lengthMs: number, nowMs: number): Suppression | null {
  return lengthMs === 0 ? null : { by, sinceMs: nowMs, untilMs: nowMs + lengthMs }
}

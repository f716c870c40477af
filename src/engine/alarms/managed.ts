// What becomes of the alarms of a policy when it is put, and when it goes? (AS-20, AS-24, AS-25)

import { uuid } from '../../kernel/ids.ts'
import { type Change, inserted, removed, updated } from '../../model/changes.ts'
import type { AlarmSubject } from '../../model/scaling/alarms.ts'
import { type AlarmSide, managedAlarmName, managedPart } from '../../scaling/managed-alarms.ts'
import type { World } from '../world.ts'
import { alarmRow } from './row.ts'

export interface Managed {
  readonly alarmHigh: string | null
  readonly alarmLow: string | null
  readonly changes: readonly Change[]
}

/** A policy, of a service or of a group. */
export interface AlarmOwner {
  readonly id: string
  /** What is scaled: a service's resource id, or the name of a group. */
  readonly targetId: string
  readonly configuration:
    | { readonly kind: 'tracking'; readonly targetValue: number; readonly disableScaleIn: boolean }
    | { readonly kind: 'step' | 'simple' | 'managed' | 'predictive' }
  readonly alarmHigh: string | null
  readonly alarmLow: string | null
}

/** What is to be watched; null for a policy that tracks nothing. */
export interface Watch {
  readonly subject: AlarmSubject | null
  /** Share of the target below which the lower alarm speaks (AS-22, AG-09). */
  readonly lowThreshold: number
}

/** Makes what is missing, brings in line what is there, and drops what is needed no more. */
export function alignAlarms(world: World, policy: AlarmOwner, { subject, lowThreshold }: Watch): Managed {
  const { configuration } = policy
  const isTracking = configuration.kind === 'tracking' && subject !== null
  const high = alignAlarm(world, policy, { side: 'high', subject: isTracking ? subject : null, lowThreshold })
  const mayScaleIn = isTracking && !configuration.disableScaleIn
  const low = alignAlarm(world, policy, { side: 'low', subject: mayScaleIn ? subject : null, lowThreshold })
  return { alarmHigh: high.name, alarmLow: low.name, changes: [...high.changes, ...low.changes] }
}

/** Those that somebody has deleted are gone already. */
export function alarmsDropped(
  { tables }: World,
  { alarmHigh, alarmLow }: Pick<AlarmOwner, 'alarmHigh' | 'alarmLow'>,
): Change[] {
  return [alarmHigh, alarmLow].flatMap((name) =>
    name !== null && tables.alarms.get(name) !== undefined ? [removed('alarm.dropped', name, 'AS-20')] : [],
  )
}

function alignAlarm(
  world: World,
  policy: AlarmOwner,
  { side, subject, lowThreshold }: Watch & { readonly side: AlarmSide },
): { readonly name: string | null; readonly changes: readonly Change[] } {
  const known = side === 'high' ? policy.alarmHigh : policy.alarmLow
  const { configuration } = policy
  if (subject === null || configuration.kind !== 'tracking')
    return { name: null, changes: alarmsDropped(world, { alarmHigh: known, alarmLow: null }) }
  const part = managedPart(policy, configuration, { side, subject, lowThreshold })
  if (known !== null && world.tables.alarms.get(known) !== undefined) {
    const set = { ...part, configuredAtMs: world.nowMs }
    return { name: known, changes: [updated('alarm.changed', known, set, 'AS-25')] }
  }
  const name = known ?? managedAlarmName(policy.targetId, side, uuid(world.streams.stream('scaling-ids')))
  const row = alarmRow(world, { name, ...part, managedBy: policy.id })
  return { name, changes: [inserted('alarm.created', name, row, 'AS-20')] }
}

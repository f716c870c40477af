// What becomes of the alarms of a policy when it is put, and when it goes? (AS-20, AS-24, AS-25)
import { alarmRow } from '../../engine/alarms/row.ts'
import type { World } from '../../engine/world.ts'
import { uuid } from '../../kernel/ids.ts'
import { type Change, inserted, removed, updated } from '../../model/changes.ts'
import type { AlarmSubject } from '../../model/scaling/alarms.ts'
import type { ScalingPolicy } from '../../model/scaling/targets.ts'
import { type AlarmSide, managedAlarmName, managedPart } from '../../scaling/service/managed-alarms.ts'

export interface Managed {
  readonly alarmHigh: string | null
  readonly alarmLow: string | null
  readonly changes: readonly Change[]
}

type Owner = Pick<ScalingPolicy, 'id' | 'targetId' | 'configuration' | 'alarmHigh' | 'alarmLow'>

/** Makes what is missing, brings in line what is there, and drops what is needed no more. */
export function alignAlarms(world: World, policy: Owner, subject: AlarmSubject | null): Managed {
  const { configuration } = policy
  const isTracking = configuration.kind === 'tracking' && subject !== null
  const high = alignAlarm(world, policy, { side: 'high', subject: isTracking ? subject : null })
  const mayScaleIn = isTracking && !configuration.disableScaleIn
  const low = alignAlarm(world, policy, { side: 'low', subject: mayScaleIn ? subject : null })
  return { alarmHigh: high.name, alarmLow: low.name, changes: [...high.changes, ...low.changes] }
}

/** Those that somebody has deleted are gone already. */
export function alarmsDropped(
  { tables }: World,
  { alarmHigh, alarmLow }: Pick<Owner, 'alarmHigh' | 'alarmLow'>,
): Change[] {
  return [alarmHigh, alarmLow].flatMap((name) =>
    name !== null && tables.alarms.get(name) !== undefined ? [removed('alarm.dropped', name, 'AS-20')] : [],
  )
}

function alignAlarm(
  world: World,
  policy: Owner,
  { side, subject }: { readonly side: AlarmSide; readonly subject: AlarmSubject | null },
): { readonly name: string | null; readonly changes: readonly Change[] } {
  const known = side === 'high' ? policy.alarmHigh : policy.alarmLow
  const { configuration } = policy
  if (subject === null || configuration.kind !== 'tracking')
    return { name: null, changes: alarmsDropped(world, { alarmHigh: known, alarmLow: null }) }
  const lowThreshold = world.behavior.serviceLowThreshold
  const part = managedPart(policy, configuration, { side, subject, lowThreshold })
  if (known !== null && world.tables.alarms.get(known) !== undefined) {
    const set = { ...part, configuredAtMs: world.nowMs }
    return { name: known, changes: [updated('alarm.changed', known, set, 'AS-25')] }
  }
  const name = known ?? managedAlarmName(policy.targetId, side, uuid(world.streams.stream('scaling-ids')))
  const row = alarmRow(world, { name, ...part, managedBy: policy.id })
  return { name, changes: [inserted('alarm.created', name, row, 'AS-20')] }
}

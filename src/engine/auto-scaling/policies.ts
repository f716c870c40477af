// What goes with a policy of an Auto Scaling group? The alarms that were made for it (AG-09, AS-20).
import { type Change, removed } from '../../model/changes.ts'
import type { World } from '../world.ts'

/** A user's own alarms stay, and call nobody any more. */
export function planPolicyEnd({ tables }: World, id: string): Change[] {
  const { alarmHigh, alarmLow } = tables.groupPolicies.certain(id)
  const made = [alarmHigh, alarmLow].filter(
    (name) => name !== null && tables.alarms.get(name) !== undefined,
  ) as string[]
  return [...made.map((name) => removed('alarm.dropped', name, 'AG-09')), removed('groupPolicy.dropped', id, 'AG-09')]
}

// What do decisions hear of alarms? Which of them call an action now, and the datapoints behind that (AS-31, AS-33, AS-61).
import { type Alarm, isMeasured } from '../../model/scaling/alarms.ts'
import { evaluatedOf, newestOf } from '../../scaling/alarms.ts'
import type { World } from '../world.ts'
import { lookOf } from './track.ts'

/** The newest datapoint of the evaluation range that is there at all; null where none is. An alarm that watches no metric reads nothing. */
export function latestOf(world: World, alarm: Readonly<Alarm>): number | null {
  return isMeasured(alarm.subject) ? newestOf(lookOf(world, alarm)) : null
}

/** The datapoints that were evaluated, oldest first, as of the alarm's last evaluation. */
export function readingsOf(world: World, alarm: Readonly<Alarm>): readonly number[] {
  if (!isMeasured(alarm.subject)) return []
  return evaluatedOf(alarm, lookOf(world, alarm))
    .map(({ value }) => value)
    .reverse()
}

/** Whether the alarm calls its alarmActions at this minute (CW-24, CW-25, SC-03). */
export function callsActions({ nowMs, behavior }: World, alarm: Readonly<Alarm>): boolean {
  if (alarm.state !== 'ALARM' || !alarm.actionsEnabled) return false
  return nowMs >= alarm.stateTransitionedAtMs + behavior.alarmActionDelayMs
}

/** The alarms that call an action now, by name ascending. */
export function alarmsCalling(world: World, actionArn: string): Readonly<Alarm>[] {
  const names = world.indexes.alarmsByAction.get(actionArn) ?? []
  return names.map((name) => world.tables.alarms.certain(name)).filter((alarm) => callsActions(world, alarm))
}

// What do decisions hear of alarms? Which of them call an action now, and the datapoints behind that (AS-31, AS-33, AS-61).
import { type Alarm, isMeasured } from '../../model/scaling/alarms.ts'
import { MINUTE_MS } from '../../model/scaling/metrics.ts'
import { evaluatedOf, newestOf } from '../../scaling/alarms.ts'
import type { World } from '../world.ts'
import { lookOf, QUICK_MS } from './track.ts'

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

/** Whether it does so at this tick: once a minute, an alarm of high resolution from the tick on in which it began (AS-31). */
function callsNow(world: World, alarm: Readonly<Alarm>): boolean {
  const { nowMs, behavior } = world
  if (!callsActions(world, alarm)) return false
  if (alarm.periodMs >= MINUTE_MS) return nowMs % MINUTE_MS === 0
  return (nowMs - alarm.stateTransitionedAtMs - behavior.alarmActionDelayMs) % MINUTE_MS < QUICK_MS
}

/** Whether one of the alarms that call an action does so at this tick. */
export function isCalledNow(world: World, actionArn: string): boolean {
  const { inAlarm, quick } = world.indexes.alarms
  if (!inAlarm.has(actionArn)) return false
  return quick === 0 || alarmsCalling(world, actionArn).some((alarm) => callsNow(world, alarm))
}

/** The alarms that call an action now, by name ascending. */
export function alarmsCalling(world: World, actionArn: string): Readonly<Alarm>[] {
  const names = world.indexes.alarmsByAction.get(actionArn) ?? []
  return names.map((name) => world.tables.alarms.certain(name)).filter((alarm) => callsActions(world, alarm))
}

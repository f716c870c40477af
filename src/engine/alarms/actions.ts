// Who acts at once when somebody sets an alarm's state? The next evaluation, which comes before every decision, would take it back (CW-24).
import type { Alarm } from '../../model/scaling/alarms.ts'
import { answerAlarmOfGroup } from '../auto-scaling/decisions.ts'
import { answerAlarm } from '../service-scaling/decisions.ts'
import type { World } from '../world.ts'

/** Looks whether the alarm's actions concern it; the alarm is in its new state. */
type AlarmAction = (world: World, alarm: Readonly<Alarm>, cause: number) => void

/** Policies of services, then of groups. */
const ACTIONS: readonly AlarmAction[] = [answerAlarm, answerAlarmOfGroup]

export function runActions(world: World, alarm: Readonly<Alarm>, cause: number): void {
  if (!alarm.actionsEnabled) return
  for (const act of ACTIONS) act(world, alarm, cause)
}

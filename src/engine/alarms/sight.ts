// How does an alarm look to the decision of a policy that it calls? With datapoints that are read only when somebody looks at them.
import type { Alarm } from '../../model/scaling/alarms.ts'
import type { AlarmSight } from '../../scaling/alarm-sight.ts'
import type { World } from '../world.ts'
import { alarmsCalling, callsActions, latestOf, readingsOf } from './readings.ts'

/** Whoever calls the policy now, in order of names (AS-60). */
export function callersOf(world: World, policy: string): AlarmSight[] {
  return alarmsCalling(world, policy).map((alarm) => new Sight(world, alarm, true))
}

/** Null for one that was deleted, or does not act on the policy any more (CW-24). */
export function sightOf(world: World, name: string | null, policy: string): AlarmSight | null {
  const alarm = name === null ? undefined : world.tables.alarms.get(name)
  if (alarm === undefined || !alarm.actionsEnabled || !alarm.alarmActions.includes(policy)) return null
  return new Sight(world, alarm, callsActions(world, alarm))
}

class Sight implements AlarmSight {
  readonly calls: boolean
  private readonly world: World
  private readonly alarm: Readonly<Alarm>

  constructor(world: World, alarm: Readonly<Alarm>, calls: boolean) {
    this.world = world
    this.alarm = alarm
    this.calls = calls
  }

  get name(): string {
    return this.alarm.name
  }

  get comparison(): Alarm['comparison'] {
    return this.alarm.comparison
  }

  get threshold(): number {
    return this.alarm.threshold
  }

  get latest(): number | null {
    return latestOf(this.world, this.alarm)
  }

  get evaluated(): readonly number[] {
    return readingsOf(this.world, this.alarm)
  }
}

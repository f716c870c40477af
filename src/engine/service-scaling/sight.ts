// How do the policies of a service look to its decision? Their alarms, with datapoints that are read only when somebody looks at them.
import type { Alarm } from '../../model/scaling/alarms.ts'
import type { ScalingPolicy } from '../../model/scaling/targets.ts'
import type { AlarmSight, PolicySight } from '../../scaling/service/sight.ts'
import { type AlarmReadings, alarmsCalling, callsActions, readingsOf } from '../alarms/readings.ts'
import type { World } from '../world.ts'

/** Null for a policy that is kept and not simulated. */
export function sightOfPolicy(world: World, policy: Readonly<ScalingPolicy>): PolicySight | null {
  const { configuration, alarmHigh, alarmLow, id } = policy
  if (configuration.kind === 'predictive') return null
  if (configuration.kind === 'tracking')
    return { policy, high: sightOf(world, alarmHigh, id), low: sightOf(world, alarmLow, id), callers: [] }
  const callers = alarmsCalling(world, id).map((alarm) => new Sight(world, alarm, true))
  return { policy, high: null, low: null, callers }
}

/** Null for one that was deleted, or does not act on the policy any more (CW-24). */
function sightOf(world: World, name: string | null, policy: string): AlarmSight | null {
  const alarm = name === null ? undefined : world.tables.alarms.get(name)
  if (alarm === undefined || !alarm.actionsEnabled || !alarm.alarmActions.includes(policy)) return null
  return new Sight(world, alarm, callsActions(world, alarm))
}

class Sight implements AlarmSight {
  readonly calls: boolean
  private readonly world: World
  private readonly alarm: Readonly<Alarm>
  private readings: AlarmReadings | null = null

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
    return this.read().latest
  }

  get evaluated(): readonly number[] {
    return this.read().evaluated
  }

  private read(): AlarmReadings {
    this.readings ??= readingsOf(this.world, this.alarm)
    return this.readings
  }
}

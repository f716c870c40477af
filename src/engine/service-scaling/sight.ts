// How do the policies of a service look to its decision? Their alarms, with datapoints that are read only when somebody looks at them.
import type { Alarm } from '../../model/scaling/alarms.ts'
import type { ScalingPolicy } from '../../model/scaling/targets.ts'
import type { AlarmSight, PolicySight } from '../../scaling/service/sight.ts'
import type { World } from '../world.ts'

/** Null for a policy that is kept and not simulated. */
export function sightOfPolicy(world: World, policy: Readonly<ScalingPolicy>): PolicySight | null {
  const { configuration, alarmHigh, alarmLow, id } = policy
  if (configuration.kind === 'predictive') return null
  if (configuration.kind === 'tracking')
    return { policy, high: sightOf(world, alarmHigh, id), low: sightOf(world, alarmLow, id), callers: [] }
  const callers = [...world.tables.alarms.values()]
    .filter((alarm) => isArmed(alarm, id) && isDue(world, alarm))
    .map((alarm) => new Sight(world, alarm, true))
  return { policy, high: null, low: null, callers }
}

/** Null for one that was deleted, or does not act on the policy any more. */
function sightOf(world: World, name: string | null, policy: string): AlarmSight | null {
  const alarm = name === null ? undefined : world.tables.alarms.get(name)
  return alarm !== undefined && isArmed(alarm, policy) ? new Sight(world, alarm, isDue(world, alarm)) : null
}

/** Whether the alarm acts on the policy when it is in ALARM (AS-60, CW-24). */
function isArmed({ actionsEnabled, alarmActions }: Readonly<Alarm>, policy: string): boolean {
  return actionsEnabled && alarmActions.includes(policy)
}

/** As long as it is in ALARM, minute by minute (AS-31), from a while after it began on (SC-03). */
function isDue({ nowMs, behavior }: World, { state, stateTransitionedAtMs }: Readonly<Alarm>): boolean {
  return state === 'ALARM' && stateTransitionedAtMs + behavior.alarmActionDelayMs <= nowMs
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
    return null
  }

  get evaluated(): readonly number[] {
    return []
  }
}

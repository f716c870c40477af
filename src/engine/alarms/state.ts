// How does an alarm come into a state, and who hears of it? (CW-31, CB-60)
import { updated } from '../../model/changes.ts'
import type { Alarm, AlarmState } from '../../model/scaling/alarms.ts'
import { apply, markService } from '../apply.ts'
import type { World } from '../world.ts'

export interface StateSetting {
  readonly state: AlarmState
  readonly reason: string
  readonly reasonData: string | null
}

/** Writes a state down and calls the deployments that listen to the alarm (CB-60). */
export function setState(world: World, name: string, { state, reason, reasonData }: StateSetting, cause: number): void {
  const isTransition = world.tables.alarms.certain(name).state !== state
  const set: Partial<Alarm> = {
    state,
    stateReason: reason,
    stateReasonData: reasonData,
    stateUpdatedAtMs: world.nowMs,
    ...(isTransition ? { stateTransitionedAtMs: world.nowMs } : {}),
  }
  apply(world, { changes: [updated('alarm.stateChanged', name, set, 'CW-31')], timers: [] }, cause)
  for (const service of [...(world.indexes.services.byAlarm.get(name) ?? [])].sort()) markService(world, service, cause)
}

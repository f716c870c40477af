// `sim.cloudWatch`: alarms, as far as deployments look at them.
import type { World } from '../../engine/world.ts'
import { type AlarmInput, type AlarmStateInput, createAlarm, setAlarmState } from './alarms.ts'

export interface CloudWatch {
  /** An alarm for deployments to name, in state INSUFFICIENT_DATA until somebody sets it. @throws UsageError */
  createAlarm(input: AlarmInput): void
  /** Deployments that watch the alarm look at once. @throws UsageError */
  setAlarmState(input: AlarmStateInput): void
}

export function cloudWatchOf(world: World): CloudWatch {
  return Object.freeze({
    createAlarm: (input: AlarmInput) => createAlarm(world, input),
    setAlarmState: (input: AlarmStateInput) => setAlarmState(world, input),
  })
}

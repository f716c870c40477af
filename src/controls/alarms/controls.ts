// `sim.alarms`: alarms by hand. They are in the state that the user says; nothing evaluates them.
import type { World } from '../../engine/world.ts'
import { type AlarmInput, type AlarmStateInput, create, set } from './by-hand.ts'

export interface Alarms {
  /** An alarm for deployments or policies to name, in state INSUFFICIENT_DATA until somebody sets it. @throws UsageError */
  create(input: AlarmInput): void
  /** Deployments that watch the alarm look at once. @throws UsageError */
  set(input: AlarmStateInput): void
}

export function alarmsOf(world: World): Alarms {
  return Object.freeze({
    create: (input: AlarmInput) => create(world, input),
    set: (input: AlarmStateInput) => set(world, input),
  })
}

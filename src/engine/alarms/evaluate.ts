// How do the alarms stand? Those on metrics in order of creation, from what these say by now; then those that ask them (CW-22…CW-31, SC-02 step 4).

import { isMeasured } from '../../model/scaling/alarms.ts'
import { MINUTE_MS } from '../../model/scaling/metrics.ts'
import { reasonOf } from '../../scaling/alarm-reasons.ts'
import type { World } from '../world.ts'
import { settleComposites } from './composites.ts'
import { setState } from './state.ts'
import { lastStep, lookOf, stateFor, stepOf } from './track.ts'

/** The duty of the tick. */
export function evaluateAlarms(world: World, cause: number): void {
  const { evaluated, quick } = world.indexes.alarms
  if (evaluated + quick === 0) return
  const isWhole = world.nowMs % MINUTE_MS === 0
  const changed: string[] = []
  for (const alarm of world.tables.alarms.values()) {
    if (!isMeasured(alarm.subject) || (!isWhole && world.nowMs % stepOf(alarm) !== 0)) continue
    const state = stateFor(world, alarm)
    if (state === alarm.state) continue
    const values = lookOf(world, alarm)
    const startOf = (age: number) => lastStep(world, stepOf(alarm)) - age * alarm.periodMs
    setState(
      world,
      alarm.name,
      { state, reason: reasonOf({ rule: alarm, values, state, startOf }), reasonData: null },
      cause,
    )
    changed.push(alarm.name)
  }
  settleComposites(world, changed, cause)
}

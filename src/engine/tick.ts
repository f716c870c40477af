// What happens on whole minutes? Metrics come out, schedules fall due, alarms are looked at, and whoever scales decides (SC-02).

import { MINUTE_MS } from '../model/scaling/metrics.ts'
import { evaluateAlarms } from './alarms/evaluate.ts'
import { armTick } from './arm-tick.ts'
import { decideGroups } from './auto-scaling/decisions.ts'
import { runGroupSchedules } from './auto-scaling/schedules.ts'
import { feelLoads } from './feel-loads.ts'
import { decideManagedGroups } from './managed-scaling/decide.ts'
import { measureProviders } from './managed-scaling/measure.ts'
import { endUnfulfilled } from './service-scaling/activities.ts'
import { decideServices } from './service-scaling/decisions.ts'
import { runScheduledActions } from './service-scaling/schedules.ts'
import type { World } from './world.ts'

/** One thing that is done on whole minutes: it carries its own plans out, and sees what those before it wrote. */
type Duty = (world: World, cause: number) => void

/** In the order of SC-02. Whoever adds one says in arm-tick.ts when it is needed. */
const DUTIES: readonly Duty[] = [
  feelLoads,
  measureProviders,
  runScheduledActions,
  runGroupSchedules,
  evaluateAlarms,
  decideServices,
  endUnfulfilled,
  decideGroups,
  decideManagedGroups,
]

/** What is done between whole minutes too: for alarms of high resolution, and those whom they call (CW-23, AS-31). */
const BETWEEN: readonly Duty[] = [evaluateAlarms, decideServices, decideGroups]

export function runTick(world: World, cause: number): void {
  // Queued before one that was needed sooner; that one has queued its own successor.
  if (world.tickAtMs !== world.nowMs) return
  world.tickAtMs = null
  const duties = world.nowMs % MINUTE_MS === 0 ? DUTIES : BETWEEN
  for (const duty of duties) duty(world, cause)
  armTick(world, cause)
}

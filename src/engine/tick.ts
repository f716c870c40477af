// What happens on whole minutes? Metrics come out, schedules fall due, alarms are looked at, and whoever scales decides (SC-02).
import { armTick } from './arm-tick.ts'
import { feelLoads } from './feel-loads.ts'
import type { World } from './world.ts'

/** One thing that is done on whole minutes: it carries its own plans out, and sees what those before it wrote. */
type Duty = (world: World, cause: number) => void

/** In the order of SC-02. Whoever adds one says in arm-tick.ts when it is needed. */
const DUTIES: readonly Duty[] = [feelLoads]

export function runTick(world: World, cause: number): void {
  // Queued before one that was needed sooner; that one has queued its own successor.
  if (world.tickAtMs !== world.nowMs) return
  world.tickAtMs = null
  for (const duty of DUTIES) duty(world, cause)
  armTick(world, cause)
}

// Which loads can do harm, and when is that looked at next? Loads that only use CPU are asked about, and do nothing by themselves.
import type { Demand } from '../model/scaling/load.ts'
import { MINUTE_MS } from '../model/scaling/metrics.ts'
import type { World } from './world.ts'

/** Whether it may fill the memory of a task (LD-27). */
export function fillsMemory({ memoryMiB, memoryPerInflightMiB, leakMiBPerHour }: Demand): boolean {
  return memoryMiB !== 0 || memoryPerInflightMiB > 0 || leakMiBPerHour > 0
}

/** The next whole minute, while any load can. */
export function nextFeeling({ tables, nowMs }: World): number | null {
  for (const { demand } of tables.loads.values())
    if (demand.failsHealthChecks || fillsMemory(demand)) return (Math.floor(nowMs / MINUTE_MS) + 1) * MINUTE_MS
  return null
}

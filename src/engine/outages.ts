// What does not work at present, and where? A zone without power; network interfaces that EC2 refuses.
import { inserted, removed } from '../model/changes.ts'
import type { Task } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'
import { apply } from './apply.ts'
import type { World } from './world.ts'

export function isZoneLost({ tables: { outages } }: Pick<WorldView, 'tables'>, zone: string | null): boolean {
  return outages.size > 0 && zone !== null && outages.get(zoneOutage(zone)) !== undefined
}

export function zoneOutage(zone: string): string {
  return `zone/${zone}`
}

/** Where EC2 refuses network interfaces: in a subnet, in a zone, everywhere. */
export interface EniTarget {
  readonly subnet?: string | undefined
  readonly availabilityZone?: string | undefined
  readonly all?: true | undefined
}

export function eniOutage({ subnet, availabilityZone }: EniTarget): string {
  if (subnet !== undefined) return `enis/subnet/${subnet}`
  return availabilityZone === undefined ? 'enis' : `enis/zone/${availabilityZone}`
}

export function refusesEni(
  { tables: { outages } }: Pick<WorldView, 'tables'>,
  { subnetId, availabilityZone }: Readonly<Task>,
): boolean {
  if (outages.size === 0) return false
  const ids = [
    eniOutage({ all: true }),
    eniOutage({ subnet: subnetId ?? '' }),
    eniOutage({ availabilityZone: availabilityZone ?? '' }),
  ]
  return ids.some((id) => outages.get(id) !== undefined)
}

/** One that is there already goes on. Returns whether it is new. */
export function beginOutage(world: World, id: string, rule: string, cause: number): boolean {
  if (world.tables.outages.get(id) !== undefined) return false
  apply(world, { changes: [inserted('outage.created', id, { id, sinceMs: world.nowMs }, rule)], timers: [] }, cause)
  return true
}

/** Returns whether there was one. */
export function endOutage(world: World, id: string, rule: string, cause: number): boolean {
  if (world.tables.outages.get(id) === undefined) return false
  apply(world, { changes: [removed('outage.dropped', id, rule)], timers: [] }, cause)
  return true
}

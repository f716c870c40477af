// How many tasks of each deployment stand where? Kept up to date with every write, so that a scheduler never counts.
import { entryOf } from '../kernel/maps.ts'
import type { Standing } from './standing.ts'

/** A stopped task is nobody's concern: it is not counted. */
export type Count = Record<Exclude<Standing, 'stopped'>, number>

export function emptyCount(): Count {
  return { starting: 0, unsettled: 0, unhealthy: 0, healthy: 0, stopping: 0 }
}

/** Tasks that are wanted: desiredStatus RUNNING. */
export function wanted(count: Readonly<Count>): number {
  return count.starting + running(count)
}

/** Tasks with lastStatus RUNNING that are still wanted: AWS's runningCount (SV-310). */
export function running(count: Readonly<Count>): number {
  return count.unsettled + count.unhealthy + count.healthy
}

/** Every task that is not STOPPED (DP-103). */
export function alive(count: Readonly<Count>): number {
  return wanted(count) + count.stopping
}

export function less(all: Readonly<Count>, part: Readonly<Count>): Count {
  return {
    starting: all.starting - part.starting,
    unsettled: all.unsettled - part.unsettled,
    unhealthy: all.unhealthy - part.unhealthy,
    healthy: all.healthy - part.healthy,
    stopping: all.stopping - part.stopping,
  }
}

/** Counts by service and deployment. */
export class Census {
  private readonly counts = new Map<string, Map<string, Count>>()

  of(service: string, deployment: string): Readonly<Count> {
    return this.counts.get(service)?.get(deployment) ?? NOBODY
  }

  total(service: string): Count {
    const sum = emptyCount()
    for (const count of this.counts.get(service)?.values() ?? []) {
      sum.starting += count.starting
      sum.unsettled += count.unsettled
      sum.unhealthy += count.unhealthy
      sum.healthy += count.healthy
      sum.stopping += count.stopping
    }
    return sum
  }

  move(service: string, deployment: string, from: Standing | null, to: Standing | null): void {
    const rows = entryOf(this.counts, service, () => new Map<string, Count>())
    const count = entryOf(rows, deployment, emptyCount)
    if (from !== null && from !== 'stopped') count[from]--
    if (to !== null && to !== 'stopped') count[to]++
    // A deployment without tasks leaves no row behind: a service lives through many.
    if (alive(count) === 0) rows.delete(deployment)
    if (rows.size === 0) this.counts.delete(service)
  }
}

const NOBODY: Readonly<Count> = emptyCount()

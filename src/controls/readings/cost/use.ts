// What did services make of what was paid for: how much of the CPU did they use, and what of the work did nobody do?
import { logOfService, pastOf } from '../../../engine/metrics/past.ts'
import type { World } from '../../../engine/world.ts'
import { AT } from '../../../load/minute-row.ts'
import { hasRequests } from '../../../load/task-load.ts'
import { MINUTE_MS } from '../../../model/scaling/metrics.ts'
import type { Span } from '../span.ts'
import type { RequestUse, ServiceUse } from './shape.ts'

const HOUR_MS = 3_600_000

/** Of services with a load; of others nobody knows what they use. */
export class UseMeter {
  private readonly world: World
  private readonly driven: ReadonlySet<string>
  /** The whole minutes of the span: what is used is known of no less. */
  private readonly span: Span
  private readonly paidHours = new Map<string, number>()

  constructor(world: World, { fromMs, toMs }: Span, driven: ReadonlySet<string>) {
    this.world = world
    this.driven = driven
    this.span = {
      fromMs: Math.ceil(fromMs / MINUTE_MS) * MINUTE_MS,
      toMs: Math.floor(toMs / MINUTE_MS) * MINUTE_MS,
    }
  }

  /** So many vCPUs for a while. */
  pay(serviceArn: string | null, { fromMs, toMs }: Span, vcpus: number): void {
    if (serviceArn === null || !this.driven.has(serviceArn)) return
    const spanMs = Math.min(toMs, this.span.toMs) - Math.max(fromMs, this.span.fromMs)
    const before = this.paidHours.get(serviceArn) ?? 0
    this.paidHours.set(serviceArn, before + (Math.max(0, spanMs) / HOUR_MS) * vcpus)
  }

  of(serviceArn: string): ServiceUse | null {
    const cpuPaidHours = this.paidHours.get(serviceArn) ?? 0
    if (cpuPaidHours === 0) return null
    const sums = this.sumsOf(serviceArn)
    const cpuUsedHours = (sums(AT.allCpuUnits) / 1_024) * (MINUTE_MS / HOUR_MS)
    const requests = this.isInRequests(serviceArn) ? requestsOf(sums) : null
    return { cpuPaidHours, cpuUsedHours, utilisation: (100 * cpuUsedHours) / cpuPaidHours, requests }
  }

  private sumsOf(serviceArn: string): (column: number) => number {
    const log = logOfService(this.world, serviceArn)
    const { fromMs, toMs } = this.span
    return (column) => {
      let sum = 0
      for (let minute = fromMs / MINUTE_MS; minute < toMs / MINUTE_MS; minute++)
        if (log?.has(minute) === true) sum += log.at(minute, column)
      return sum
    }
  }

  private isInRequests(serviceArn: string): boolean {
    const stretches = pastOf(this.world).services.get(serviceArn)
    const all = Array.from({ length: stretches?.count ?? 0 }, (_, nth) => stretches!.nth(nth).load)
    return all.some((load) => load !== null && hasRequests(load.demand))
  }
}

/** Counted in millionths. */
function requestsOf(sums: (column: number) => number): RequestUse {
  const count = (column: number) => sums(column) / 1_000_000
  const late = count(AT.late)
  return {
    arrived: count(AT.arrived),
    served: count(AT.served) - late,
    late,
    rejected: count(AT.rejected),
    refused: count(AT.refused),
    lost: count(AT.lost),
  }
}

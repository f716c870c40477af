// Which minutes of which service have been worked out? As far as somebody has asked; what is asked again is at hand.

import { certain } from '../../kernel/assert.ts'
import { entryOf } from '../../kernel/maps.ts'
import type { MinuteLog } from '../../load/columns.ts'
import { QueueMeter } from '../../load/queue-meter.ts'
import { type Sample, ServiceMeter, type Strain } from '../../load/service-meter.ts'
import type { Past } from '../../model/past.ts'
import { MINUTE_MS } from '../../model/scaling/metrics.ts'
import type { WorldView } from '../../model/view.ts'

/** Minutes that are over by now: all before this one. */
function minuteOf({ nowMs }: Pick<WorldView, 'nowMs'>): number {
  return Math.floor(nowMs / MINUTE_MS)
}

export class Metering {
  private readonly services = new Map<string, ServiceMeter>()
  private readonly queues = new Map<string, QueueMeter>()

  /** Of a service, up to now; undefined for one that never was. */
  service(past: Past, nowMs: number, arn: string): MinuteLog | undefined {
    const stretches = past.services.get(arn)
    if (stretches === undefined) return undefined
    const meter = entryOf(this.services, arn, () => ServiceMeter.from(stretches))
    meter.advance(stretches, minuteOf({ nowMs }))
    return meter.log
  }

  /** What it used at the beginning of a third of a minute that is over. */
  sample(past: Past, nowMs: number, arn: string, atMs: number): Sample | null {
    const stretches = past.services.get(arn)
    if (this.service(past, nowMs, arn) === undefined || stretches === undefined) return null
    return certain(this.services.get(arn), arn).sampleAt(stretches, atMs)
  }

  /** What its load makes of a service's tasks now, a whole minute: as its groups. */
  strain(past: Past, nowMs: number, arn: string): readonly Strain[] {
    const stretches = past.services.get(arn)
    if (this.service(past, nowMs, arn) === undefined || stretches === undefined) return []
    return certain(this.services.get(arn), arn).strainAt(stretches.last, nowMs)
  }

  /** Of a queue, up to now; undefined for one that never was. */
  queue(past: Past, nowMs: number, name: string): MinuteLog | undefined {
    const stretches = past.queues.get(name)
    if (stretches === undefined) return undefined
    const meter = entryOf(this.queues, name, () => QueueMeter.from(stretches))
    meter.advance(stretches, (arn) => past.services.get(arn), minuteOf({ nowMs }))
    return meter.log
  }

  /** A fork goes on from what is known. */
  takeFrom(other: Metering): void {
    for (const [arn, meter] of other.services) this.services.set(arn, meter.copy())
    for (const [name, meter] of other.queues) this.queues.set(name, meter.copy())
  }
}

// Which minutes of which service have been worked out? As far as somebody has asked; what is asked again is at hand.

import { entryOf } from '../../kernel/maps.ts'
import type { MinuteLog } from '../../load/columns.ts'
import { ServiceMeter } from '../../load/service-meter.ts'
import { MINUTE_MS } from '../../model/scaling/metrics.ts'
import type { WorldView } from '../../model/view.ts'

/** Minutes that are over by now: all before this one. */
export function minuteOf({ nowMs }: Pick<WorldView, 'nowMs'>): number {
  return Math.floor(nowMs / MINUTE_MS)
}

export class Metering {
  private readonly services = new Map<string, ServiceMeter>()

  /** Of a service, up to now; undefined for one that never was. */
  service({ nowMs, indexes: { history } }: Pick<WorldView, 'nowMs' | 'indexes'>, arn: string): MinuteLog | undefined {
    const stretches = history.services.get(arn)
    if (stretches === undefined) return undefined
    const meter = entryOf(this.services, arn, () => ServiceMeter.from(stretches))
    meter.advance(stretches, minuteOf({ nowMs }))
    return meter.log
  }

  /** A fork goes on from what is known. */
  takeFrom(other: Metering): void {
    for (const [arn, meter] of other.services) this.services.set(arn, meter.copy())
  }
}

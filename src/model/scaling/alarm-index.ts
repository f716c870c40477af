// Which alarms name an action, and which of them are to be evaluated at all? Follows from the rows of the alarms alone.
import { type Alarm, isMeasured } from './alarms.ts'

import { MINUTE_MS } from './metrics.ts'

/** What the index must know of an alarm as it was. */
export type AlarmTrace = Pick<Alarm, 'name' | 'alarmActions' | 'subject' | 'periodMs' | 'state'>

export function traceOfAlarm({ name, alarmActions, subject, periodMs, state }: Readonly<Alarm>): AlarmTrace {
  return { name, alarmActions, subject, periodMs, state }
}

export class AlarmIndex {
  /** Names of alarms by the ARNs in their alarmActions, ascending. */
  readonly byAction = new Map<string, readonly string[]>()
  /** How many of those are in ALARM, by action: nearly nobody is called at any time. */
  readonly inAlarm = new Map<string, number>()
  /** Alarms that are evaluated on whole minutes, and those that are evaluated between them too (CW-23). */
  evaluated = 0
  quick = 0
  /** Alarms whose state follows from those of others (CW-34). */
  readonly composites = new Set<string>()

  changed(before: AlarmTrace | null, after: AlarmTrace | null): void {
    if (before?.alarmActions !== after?.alarmActions) this.move(before, after)
    this.count(before, -1)
    this.count(after, 1)
    if (before?.state === after?.state && before?.alarmActions === after?.alarmActions) return
    this.call(before, -1)
    this.call(after, 1)
  }

  private call(alarm: AlarmTrace | null, by: 1 | -1): void {
    if (alarm?.state !== 'ALARM') return
    for (const action of new Set(alarm.alarmActions)) {
      const count = (this.inAlarm.get(action) ?? 0) + by
      if (count === 0) this.inAlarm.delete(action)
      else this.inAlarm.set(action, count)
    }
  }

  private move(before: AlarmTrace | null, after: AlarmTrace | null): void {
    for (const action of new Set(before?.alarmActions)) {
      const left = this.byAction.get(action)!.filter((name) => name !== before!.name)
      if (left.length === 0) this.byAction.delete(action)
      else this.byAction.set(action, left)
    }
    for (const action of new Set(after?.alarmActions))
      this.byAction.set(action, [...(this.byAction.get(action) ?? []), after!.name].sort())
  }

  private count(alarm: AlarmTrace | null, by: 1 | -1): void {
    if (alarm === null) return
    if (alarm.subject.kind === 'composite') {
      if (by > 0) this.composites.add(alarm.name)
      else this.composites.delete(alarm.name)
    }
    if (!isMeasured(alarm.subject)) return
    if (alarm.periodMs < MINUTE_MS) this.quick += by
    else this.evaluated += by
  }
}

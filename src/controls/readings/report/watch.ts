// What does a policy look at, and when is it called? Its alarms, told from the journal.
import { windowOf } from '../../../engine/alarms/track.ts'
import type { World } from '../../../engine/world.ts'
import { type Alarm, isMeasured } from '../../../model/scaling/alarms.ts'
import { MINUTE_MS } from '../../../model/scaling/metrics.ts'
import type { Direction } from '../../../scaling/service/sight.ts'
import type { PastRows } from './rows.ts'

/** An alarm of the policy, and which way it has it scale. */
export interface Watch {
  readonly alarm: string
  readonly direction: Direction
}

/** Above is out, below is in, unless the policy itself says: only where its steps all go one way does that count. */
export function watchesOf(rows: PastRows, policyArn: string, own: Direction | null): Watch[] {
  return rows.ids('alarms').flatMap((alarm) => {
    const row = rows.last('alarms', alarm)
    if (row?.alarmActions.includes(policyArn) !== true) return []
    return [{ alarm, direction: own ?? (row.comparison.startsWith('Greater') ? 'out' : 'in') }]
  })
}

/** Its state, as far as it calls anybody. */
export function isCalling(rows: PastRows, { alarm }: Watch, policyArn: string, atMs: number): boolean {
  const row = rows.at('alarms', alarm, atMs)
  return row?.state === 'ALARM' && row.actionsEnabled && row.alarmActions.includes(policyArn)
}

/** What an alarm sees of a minute; null where there is no datapoint, and of an alarm by hand. */
export function minuteOf(world: World, { subject }: Readonly<Alarm>): (minuteMs: number) => number | null {
  if (!isMeasured(subject)) return () => null
  const read = windowOf(world, subject, MINUTE_MS)
  return (minuteMs) => {
    const value = read(minuteMs, minuteMs + MINUTE_MS)
    return Number.isNaN(value) ? null : value
  }
}

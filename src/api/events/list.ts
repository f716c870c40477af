// Which events has EventBridge had so far? The journal is told again from its beginning; nothing of it is stored.
import { retell } from '../../engine/history.ts'
import type { World } from '../../engine/world.ts'
import type { EventBridgeEvent } from './envelope.ts'
import { EventSource } from './event-source.ts'

/** Events of the journal's entries from `fromSeq` on, in order. */
export function listEvents(world: World, fromSeq: number): readonly EventBridgeEvent[] {
  const events: EventBridgeEvent[] = []
  retell(world, (past) => {
    const source = new EventSource(past)
    return (entry) => {
      if (entry.seq >= fromSeq) events.push(...source.eventsOf(entry))
      else source.passOver(entry)
    }
  })
  return events
}

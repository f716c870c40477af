// How does a service say something? In an event of its own row, and only the most recent ones are kept (EV-200).
import { uuid } from '../kernel/ids.ts'
import { type Change, inserted, removed } from '../model/changes.ts'
import type { Service } from '../model/entities.ts'
import type { World } from './world.ts'

export function eventChange(world: World, serviceArn: string, message: string): Change {
  const id = uuid(world.streams.stream('event-ids'))
  const row = { id, serviceArn: serviceArn as Service['arn'], createdAtMs: world.nowMs, message }
  return inserted('serviceEvent.created', id, row, 'EV-200')
}

/** The oldest events that have no place beside so many new ones. */
export function surplusEvents(world: World, serviceArn: string, added = 0): Change[] {
  const events = world.indexes.eventsByService.get(serviceArn) ?? []
  const surplus = Math.min(events.length, events.length + added - world.behavior.serviceEventLimit)
  return surplus <= 0 ? [] : events.slice(0, surplus).map((id) => removed('serviceEvent.dropped', id, 'EV-200'))
}

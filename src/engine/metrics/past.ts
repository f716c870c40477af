// How did everything stand so far? While nobody asks for a metric nobody keeps it; the first who does has the journal folded once more, and from
// then on it is told of every write.
import type { MinuteLog } from '../../load/columns.ts'
import { Past } from '../../model/past.ts'
import { World } from '../world.ts'
import { write } from '../write.ts'

export function pastOf(world: World): Past {
  world.indexes.past ??= new Past(world.tables, fold(world))
  return world.indexes.past
}

/** Whoever asks late finds what those find who asked from the beginning. */
function fold({ options, journal }: World): Past {
  const { tables, indexes } = new World(options)
  const past = new Past(tables)
  indexes.past = past
  for (const entry of journal) write(tables, indexes, entry)
  return past
}

/** The minutes of a service, up to now; undefined for one that never was. */
export function logOfService(world: World, arn: string): MinuteLog | undefined {
  return world.metering.service(pastOf(world), world.nowMs, arn)
}

export function logOfQueue(world: World, name: string): MinuteLog | undefined {
  return world.metering.queue(pastOf(world), world.nowMs, name)
}

// How did everything stand so far? While nobody asks for a metric nobody keeps it; the first who does has the journal folded once more, and from
// then on it is told of every write.
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

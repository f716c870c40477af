// How does a world branch? Rows are published and shared; each branch copies a row when it first writes it.
import { EventQueue } from '../kernel/event-queue.ts'
import { RandomStreams } from '../kernel/random.ts'
import type { TableName } from '../model/entities.ts'
import { Past } from '../model/past.ts'
import { takeSnapshot } from './snapshots.ts'
import { TABLE_NAMES, type Tables, World } from './world.ts'
import { reindex } from './write.ts'

export function forkWorld(world: World): World {
  const published = takeSnapshot(world)
  const fork = new World(world.options, {
    tables: Object.fromEntries(
      TABLE_NAMES.map((name: TableName) => [name, world.tables[name].fork()]),
    ) as unknown as Tables,
    journal: [...world.journal],
    queue: EventQueue.from(world.queue.toArray(), world.queue.sequence),
    streams: new RandomStreams(world.streams.seed, world.streams.states()),
    nowMs: world.nowMs,
    marked: new Set(world.marked),
    steps: world.steps,
    published,
    plugins: world.plugins,
  })
  reindex(fork.tables, fork.indexes)
  // What has been cannot be told from rows.
  const { past } = world.indexes
  if (past !== null) fork.indexes.past = new Past(fork.tables, past)
  fork.metering.takeFrom(world.metering)
  return fork
}

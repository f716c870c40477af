// What was the world like then? The journal is folded from the nearest earlier picture up to the point in question.
import { certain } from '../kernel/assert.ts'
import { JOURNAL_KINDS, type JournalEntry } from '../model/changes.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { Table } from '../model/table.ts'
import { takeSnapshot } from './snapshots.ts'
import { emptyTables, TABLE_NAMES, type Tables, World } from './world.ts'
import { write } from './write.ts'

/** A point in a simulation's past. */
export type Point = { readonly atMs: number } | { readonly seq: number }

/** Entries of the journal up to and including the point. */
export function entriesUpTo(journal: readonly JournalEntry[], point: Point): number {
  if ('seq' in point) return Math.min(point.seq + 1, journal.length)
  let low = 0
  let high = journal.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (certain(journal[middle], 'entry').atMs <= point.atMs) low = middle + 1
    else high = middle
  }
  return low
}

/** The world as it was: read-only, equal to the snapshot that would have been taken there. */
export function snapshotAt(world: World, point: Point): Snapshot {
  const seq = entriesUpTo(world.journal, point)
  const atMs = 'atMs' in point ? point.atMs : (world.journal[seq - 1]?.atMs ?? world.options.startAtMs)
  const keyframe = world.published !== null && world.published.seq <= seq ? world.published : null
  const tables = keyframe === null ? emptyTables() : tablesOf(keyframe)
  fold(tables, world.journal, keyframe?.seq ?? 0, seq)
  const past = new World(world.options, {
    tables,
    journal: world.journal.slice(0, seq),
    nowMs: atMs,
    published: keyframe,
  })
  return takeSnapshot(past)
}

/** Carries entries `from`…`to` - 1 into bare tables. */
function fold(tables: Tables, journal: readonly JournalEntry[], from: number, to: number): void {
  for (let seq = from; seq < to; seq++) {
    const { kind, id, set } = certain(journal[seq], 'entry')
    const { table: name, operation } = JOURNAL_KINDS[kind]
    if (name === null) continue
    const table = tables[name] as unknown as Table<object>
    if (operation === 'insert') table.insert(id, set as object)
    else if (operation === 'update') table.update(id, set as object)
    else table.remove(id)
  }
}

function tablesOf(snapshot: Snapshot): Tables {
  return Object.fromEntries(
    TABLE_NAMES.map((name) => [name, new Table(snapshot[name] as ReadonlyMap<string, object>, true)]),
  ) as unknown as Tables
}

/** The world just before an entry, indexes and all: for those who ask again what was asked then. */
export function worldBefore(world: World, seq: number): World {
  const journal = world.journal.slice(0, seq)
  const past = new World(world.options, {
    journal,
    nowMs: certain(world.journal[seq], 'entry').atMs,
    plugins: world.plugins,
  })
  for (const entry of journal) write(past.tables, past.indexes, entry)
  return past
}

/** Tells the story from its beginning: after each entry, `told` sees the world as it was right then. */
export function retell(world: World, told: (past: World) => (entry: JournalEntry) => void): void {
  const past = new World(world.options, { plugins: world.plugins })
  const listener = told(past)
  for (const entry of world.journal) {
    past.nowMs = entry.atMs
    past.journal.push(entry)
    write(past.tables, past.indexes, entry)
    listener(entry)
  }
}

// How does a reader get a picture that never changes? Published rows are frozen and shared from picture to picture; only
// what was touched since the last one is new. This is the only file that knows immer.
import { enableMapSet, enablePatches, freeze, Immer } from 'immer'
import type { Snapshot } from '../model/snapshot.ts'
import type { Fate, Table } from '../model/table.ts'
import { freezeDeep } from './invariants.ts'
import { TABLE_NAMES, type World } from './world.ts'

enableMapSet()
enablePatches()
const immer = new Immer({ autoFreeze: true })

/** One step from a snapshot to another, as immer writes it and applies it. */
export interface SnapshotPatch {
  readonly op: 'add' | 'remove' | 'replace'
  readonly path: (string | number)[]
  /** Absent for what is removed. */
  readonly value?: unknown
}

export interface SnapshotDiff {
  readonly patches: readonly SnapshotPatch[]
  readonly inversePatches: readonly SnapshotPatch[]
}

/** Publishes the world as it is. The same object when nothing has happened since the last time. */
export function takeSnapshot(world: World): Snapshot {
  const last = world.published
  if (last !== null && last.seq === world.journal.length && last.atMs === world.nowMs) return last
  const next = last === null ? firstSnapshot(world) : nextSnapshot(world, last)
  world.published = next
  return next
}

/** What changed between two snapshots, as immer patches, both ways. */
export function diffSnapshots(from: Snapshot, to: Snapshot): SnapshotDiff {
  const [, patches, inversePatches] = immer.produceWithPatches(from, (draft) => {
    draft.atMs = to.atMs
    draft.seq = to.seq
    for (const name of TABLE_NAMES) copyDifferences(from[name], to[name], draft[name] as Map<string, unknown>)
  })
  return { patches, inversePatches }
}

function copyDifferences(
  from: ReadonlyMap<string, unknown>,
  to: ReadonlyMap<string, unknown>,
  draft: Map<string, unknown>,
): void {
  for (const id of from.keys()) if (!to.has(id)) draft.delete(id)
  for (const [id, row] of to) if (from.get(id) !== row) draft.set(id, row)
}

function firstSnapshot(world: World): Snapshot {
  const tables = Object.fromEntries(
    TABLE_NAMES.map((name) => [name, publishWhole(world.tables[name] as Table<{ arn?: string; id?: string }>)]),
  )
  return Object.freeze({ atMs: world.nowMs, seq: world.journal.length, ...tables }) as unknown as Snapshot
}

function publishWhole(table: Table<object>): ReadonlyMap<string, object> {
  table.publish(freezeDeep)
  return freeze(new Map(table.entries()))
}

function nextSnapshot(world: World, last: Snapshot): Snapshot {
  return immer.produce(last, (draft) => {
    draft.atMs = world.nowMs
    draft.seq = world.journal.length
    for (const name of TABLE_NAMES) {
      const table = world.tables[name] as unknown as Table<object>
      const touched = table.publish(freezeDeep)
      // A draft is made where one is looked at: of a table that nobody wrote there is to be none.
      if (touched === null || touched.size === 0) continue
      takeTouched(table, touched, draft[name] as unknown as Map<string, object>)
    }
  })
}

function takeTouched(table: Table<object>, touched: ReadonlyMap<string, Fate>, draft: Map<string, object>): void {
  for (const [id, fate] of touched) {
    // A row made anew stands last, as it does in the table.
    if (fate !== 'written') draft.delete(id)
    const row = table.get(id)
    if (row !== undefined) draft.set(id, row)
  }
}

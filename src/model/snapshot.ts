// What does a reader hold who looked at the world once?
import type { Entities, TableName } from './entities.ts'

type SnapshotTables = { readonly [T in TableName]: ReadonlyMap<string, Readonly<Entities[T]>> }

/** The world at one point: immutable, all the way down, and sharing what did not change with its neighbours. */
export interface Snapshot extends SnapshotTables {
  readonly atMs: number
  /** Entries of the journal up to here. */
  readonly seq: number
}

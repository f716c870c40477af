// What may everybody read? The live world, without any way to write it. Planners, predicates and answers look through this window.
import type { Realm } from '../kernel/arns.ts'
import type { Behavior, Latencies } from './behavior.ts'
import type { JournalEntry } from './changes.ts'
import type { Entities, TableName } from './entities.ts'
import type { Indexes } from './indexes.ts'
import type { ReadonlyTable } from './table.ts'

type ReadonlyTables = { readonly [T in TableName]: ReadonlyTable<Entities[T]> }

export interface WorldView {
  readonly nowMs: number
  readonly realm: Realm
  readonly behavior: Behavior
  readonly tables: ReadonlyTables
  readonly indexes: Omit<Indexes, 'ripples' | 'still'>
  readonly journal: readonly JournalEntry[]
}

/** What planners see beside that: reading a latency may draw, which is no business of a reader's. */
export interface PlanningView extends WorldView {
  readonly latencies: Latencies
}

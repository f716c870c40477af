// How are records kept, so that writing is cheap and whoever holds a published one holds it for ever?
import { assert, certain } from '../kernel/assert.ts'

/** What became of a row in an epoch. */
export type Fate = 'inserted' | 'written' | 'removed'

/** What everybody but the engine sees of a table. */
export interface ReadonlyTable<E> {
  readonly size: number
  get(id: string): Readonly<E> | undefined
  /** The row, which earlier checks have made certain. */
  certain(id: string): Readonly<E>
  values(): IterableIterator<Readonly<E>>
}

/**
 * Rows by id, in order of insertion. A row is private to the current epoch; `publish` ends the epoch: published rows are frozen and never
 * written again, and the first write afterwards copies the one row it touches. Nothing is copied while nobody looks.
 */
export class Table<E extends object> implements ReadonlyTable<E> {
  private readonly rows: Map<string, E>
  /** What became of rows since the last publication; null before the first. */
  private touched: Map<string, Fate> | null

  constructor(rows: ReadonlyMap<string, E> = new Map(), published = false) {
    this.rows = new Map(rows)
    this.touched = published ? new Map() : null
  }

  get size(): number {
    return this.rows.size
  }

  get(id: string): E | undefined {
    return this.rows.get(id)
  }

  certain(id: string): E {
    return certain(this.rows.get(id), id)
  }

  values(): IterableIterator<E> {
    return this.rows.values()
  }

  entries(): IterableIterator<[string, E]> {
    return this.rows.entries()
  }

  insert(id: string, row: E): E {
    assert(!this.rows.has(id), () => `${id} exists already`)
    const own = { ...row }
    this.rows.set(id, own)
    // A row that was removed and made anew stands last, here as in the next snapshot.
    this.touched?.delete(id)
    this.touched?.set(id, 'inserted')
    return own
  }

  update(id: string, set: Partial<E>): E {
    const row = this.privateRow(id)
    for (const field in set) row[field] = set[field] as E[typeof field]
    return row
  }

  remove(id: string): void {
    this.rows.delete(id)
    this.touched?.set(id, 'removed')
  }

  /** Ends the epoch. Returns what became of rows since the last one, or null when every row is new to the reader. */
  publish(freeze: (row: E) => void): ReadonlyMap<string, Fate> | null {
    const changed = this.touched
    for (const id of (changed ?? this.rows).keys()) {
      const row = this.rows.get(id)
      if (row !== undefined) freeze(row)
    }
    this.touched = new Map()
    return changed
  }

  /** A table over the same published rows; the caller publishes first. */
  fork(): Table<E> {
    assert(this.touched !== null && this.touched.size === 0, 'a table is published before it is forked')
    return new Table(this.rows, true)
  }

  private privateRow(id: string): E {
    const row = certain(this.rows.get(id), id)
    if (this.touched === null || this.touched.has(id)) return row
    const own = { ...row }
    this.rows.set(id, own)
    this.touched.set(id, 'written')
    return own
  }
}

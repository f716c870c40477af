// How many are there of each? Counted in place: the map is written only when a key comes or goes.

export interface TalliesView<K> {
  of(key: K): number
}

export class Tallies<K> implements TalliesView<K> {
  private readonly counts = new Map<K, { count: number }>()

  of(key: K): number {
    return this.counts.get(key)?.count ?? 0
  }

  move(key: K, by: number): void {
    const tally = this.counts.get(key)
    if (tally === undefined) this.counts.set(key, { count: by })
    else if (tally.count + by === 0) this.counts.delete(key)
    else tally.count += by
  }

  get isEmpty(): boolean {
    return this.counts.size === 0
  }
}

export const NO_TALLIES: TalliesView<unknown> = { of: () => 0 }

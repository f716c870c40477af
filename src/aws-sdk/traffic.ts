// Which calls have been made and have not reached their simulation? While there are any, virtual time stands still.

/** One call, by its number. */
export type Travel = number

class Traffic {
  readonly #onTheWay = new Set<Travel>()
  #departures = 0
  #movements = 0

  get onTheWay(): number {
    return this.#onTheWay.size
  }

  /** Grows with whatever happens: who sees the same number twice has seen nothing happen between. */
  get movements(): number {
    return this.#movements
  }

  /** The number of the last call that was made. */
  get departures(): number {
    return this.#departures
  }

  /** Whether a call that was made after that one is still on the way. */
  isOnTheWaySince(departures: number): boolean {
    return [...this.#onTheWay].some((travel) => travel > departures)
  }

  depart(): Travel {
    this.#onTheWay.add(++this.#departures)
    this.#movements++
    return this.#departures
  }

  /** A call arrives once, however often it is tried. */
  arrive(travel: Travel | undefined): void {
    this.#movements++
    if (travel !== undefined) this.#onTheWay.delete(travel)
  }

  /** Calls that wait for timers which are no more never arrive. */
  forget(): void {
    this.#onTheWay.clear()
  }
}

export const traffic = new Traffic()

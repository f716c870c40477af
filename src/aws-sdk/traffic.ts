// Which calls have been made and have not reached their simulation? While there are any, virtual time stands still.

/** One call under way. */
export interface Travel {
  hasArrived: boolean
}

class Traffic {
  #onTheWay = 0
  #movements = 0

  get onTheWay(): number {
    return this.#onTheWay
  }

  /** Grows with whatever happens: who sees the same number twice has seen nothing happen between. */
  get movements(): number {
    return this.#movements
  }

  depart(): Travel {
    this.#onTheWay++
    this.#movements++
    return { hasArrived: false }
  }

  /** A call arrives once, however often it is tried. */
  arrive(travel: Travel | undefined): void {
    this.#movements++
    if (travel === undefined || travel.hasArrived) return
    travel.hasArrived = true
    this.#onTheWay--
  }
}

export const traffic = new Traffic()

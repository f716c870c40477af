// A quantity that changes at instants: what was it then?

export class StepLog {
  private readonly begins: number[] = []
  private readonly values: number[] = []

  /** From an instant on, which is none before the last one. */
  push(atMs: number, value: number): void {
    const last = this.begins.length - 1
    if (this.values[last] === value) return
    if (this.begins[last] === atMs) this.values[last] = value
    else {
      this.begins.push(atMs)
      this.values.push(value)
    }
  }

  /** At the end of an instant; null before the first one. */
  at(atMs: number): number | null {
    let low = 0
    let high = this.begins.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.begins[middle]! <= atMs) low = middle + 1
      else high = middle
    }
    return low === 0 ? null : this.values[low - 1]!
  }
}

// How are datapoints of months kept? A row of quantities for each run of minutes in which none of them changed.

/** Rows of one block: full blocks never change, and are shared by forks. */
const ROWS = 32

/** Minutes in a row, each a row of quantities, from a first minute up to before an end. */
export class MinuteLog {
  readonly firstMinute: number
  /** The first minute that is not written yet. */
  endMinute: number
  private readonly width: number
  /** First minutes of the runs. */
  private readonly begins: number[]
  private readonly blocks: Float64Array[]
  /** The run that was asked for last. */
  private latest = 0

  constructor(firstMinute: number, width: number, begins: number[] = [], blocks: Float64Array[] = []) {
    this.firstMinute = firstMinute
    this.endMinute = firstMinute
    this.width = width
    this.begins = begins
    this.blocks = blocks
  }

  /** The same row for `count` minutes. */
  push(row: ArrayLike<number>, count: number): void {
    if (!this.isLast(row)) this.append(row)
    this.endMinute += count
  }

  has(minute: number): boolean {
    return minute >= this.firstMinute && minute < this.endMinute
  }

  /** Of a minute that is there. */
  at(minute: number, column: number): number {
    const run = this.runAt(minute)
    return this.blocks[Math.floor(run / ROWS)]![(run % ROWS) * this.width + column]!
  }

  copy(): MinuteLog {
    const last = this.blocks.length - 1
    const blocks = this.blocks.map((block, nth) => (nth === last ? block.slice() : block))
    const made = new MinuteLog(this.firstMinute, this.width, [...this.begins], blocks)
    made.endMinute = this.endMinute
    return made
  }

  private isLast(row: ArrayLike<number>): boolean {
    if (this.begins.length === 0) return false
    const block = this.blocks[this.blocks.length - 1]!
    const offset = ((this.begins.length - 1) % ROWS) * this.width
    for (let column = 0; column < this.width; column++) if (block[offset + column] !== row[column]) return false
    return true
  }

  private append(row: ArrayLike<number>): void {
    const place = this.begins.length % ROWS
    if (place === 0) this.blocks.push(new Float64Array(ROWS * this.width))
    this.blocks[this.blocks.length - 1]!.set(row, place * this.width)
    this.begins.push(this.endMinute)
  }

  /** Nearly everybody asks for the same minute several times, and for the newest one. */
  private runAt(minute: number): number {
    if (!this.isIn(this.latest, minute)) {
      const newest = this.begins.length - 1
      this.latest = this.isIn(newest, minute) ? newest : this.search(minute)
    }
    return this.latest
  }

  private isIn(run: number, minute: number): boolean {
    return this.begins[run]! <= minute && (run + 1 === this.begins.length || this.begins[run + 1]! > minute)
  }

  private search(minute: number): number {
    let low = 0
    let high = this.begins.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.begins[middle]! <= minute) low = middle + 1
      else high = middle
    }
    return low - 1
  }
}

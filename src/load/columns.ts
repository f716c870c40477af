// How are datapoints of months kept? A row of quantities for each run of minutes in which none of them changed; and of a block of rows only
// those columns in which something changes. Most of what is metered stands still, or moves as something else does.

/** Rows of one block: full blocks are packed, never change, and are shared by forks. */
const ROWS = 32

/** Minutes in a row, each a row of quantities, from a first minute up to before an end. */
export class MinuteLog {
  readonly firstMinute: number
  /** The first minute that is not written yet. */
  endMinute: number
  private readonly width: number
  /** First minutes of the runs. */
  private readonly begins: number[]
  private readonly packed: Float64Array[]
  /** The block that is being written, row by row. */
  private readonly open: Float64Array
  /** The run that was asked for last. */
  private latest = 0

  constructor(firstMinute: number, width: number, from?: MinuteLog) {
    this.firstMinute = firstMinute
    this.endMinute = from?.endMinute ?? firstMinute
    this.width = width
    this.begins = [...(from?.begins ?? [])]
    this.packed = [...(from?.packed ?? [])]
    this.open = from?.open.slice() ?? new Float64Array(ROWS * width)
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
    const block = Math.floor(run / ROWS)
    const row = run % ROWS
    if (block === this.packed.length) return this.open[row * this.width + column]!
    const values = this.packed[block]!
    const at = values[column]!
    return at < 0 ? values[-at]! : values[at + row]!
  }

  copy(): MinuteLog {
    return new MinuteLog(this.firstMinute, this.width, this)
  }

  private isLast(row: ArrayLike<number>): boolean {
    if (this.begins.length === 0) return false
    const offset = ((this.begins.length - 1) % ROWS) * this.width
    for (let column = 0; column < this.width; column++) if (this.open[offset + column] !== row[column]) return false
    return true
  }

  private append(row: ArrayLike<number>): void {
    const place = this.begins.length % ROWS
    if (place === 0 && this.begins.length > 0) this.packed.push(pack(this.open, this.width))
    this.open.set(row, place * this.width)
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

/**
 * A full block, column by column. It begins with where each column's values stand: one that never changes stands there once, and what it
 * says is negative; those of which each value equals that of another column share its place.
 */
function pack(rows: Float64Array, width: number): Float64Array {
  const values: number[] = new Array(width).fill(0)
  for (let column = 0; column < width; column++) {
    const alike = sameColumn(rows, width, column)
    if (alike < column) values[column] = values[alike]!
    else if (isSteady(rows, width, column)) values[column] = -(values.push(rows[column]!) - 1)
    else {
      values[column] = values.length
      for (let row = 0; row < ROWS; row++) values.push(rows[row * width + column]!)
    }
  }
  return Float64Array.from(values)
}

/** The first column with the same values: the column itself if there is none before it. */
function sameColumn(rows: Float64Array, width: number, column: number): number {
  for (let other = 0; other < column; other++) {
    let row = 0
    while (row < ROWS && rows[row * width + other] === rows[row * width + column]) row++
    if (row === ROWS) return other
  }
  return column
}

function isSteady(rows: Float64Array, width: number, column: number): boolean {
  for (let row = 1; row < ROWS; row++) if (rows[row * width + column] !== rows[column]) return false
  return true
}

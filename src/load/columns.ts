// How are datapoints of months kept? A column a quantity, a run for each stretch of minutes in which it did not change.

/** A quantity by the minute. */
class Column {
  /** First minutes of the runs, and their values. */
  private readonly begins: number[]
  private readonly values: number[]

  constructor(begins: number[] = [], values: number[] = []) {
    this.begins = begins
    this.values = values
  }

  push(minute: number, value: number): void {
    if (this.values[this.values.length - 1] === value) return
    this.begins.push(minute)
    this.values.push(value)
  }

  at(minute: number): number {
    const { begins, values } = this
    let high = begins.length
    // Nearly everybody asks for the latest.
    for (let tries = 0; tries < 4 && high > 0; tries++, high--)
      if (begins[high - 1]! <= minute) return values[high - 1]!
    let low = 0
    while (low < high) {
      const middle = (low + high) >>> 1
      if (begins[middle]! <= minute) low = middle + 1
      else high = middle
    }
    return values[low - 1]!
  }

  copy(): Column {
    return new Column([...this.begins], [...this.values])
  }
}

/** Minutes in a row, each a row of quantities, from a first minute up to before an end. */
export class MinuteLog {
  readonly firstMinute: number
  /** The first minute that is not written yet. */
  endMinute: number
  private readonly columns: readonly Column[]

  constructor(firstMinute: number, width: number, columns?: readonly Column[]) {
    this.firstMinute = firstMinute
    this.endMinute = firstMinute
    this.columns = columns ?? Array.from({ length: width }, () => new Column())
  }

  /** The same row for `count` minutes. */
  push(row: ArrayLike<number>, count: number): void {
    for (let index = 0; index < this.columns.length; index++) this.columns[index]!.push(this.endMinute, row[index]!)
    this.endMinute += count
  }

  has(minute: number): boolean {
    return minute >= this.firstMinute && minute < this.endMinute
  }

  /** Of a minute that is there. */
  at(minute: number, column: number): number {
    return this.columns[column]!.at(minute)
  }

  copy(): MinuteLog {
    const made = new MinuteLog(
      this.firstMinute,
      0,
      this.columns.map((column) => column.copy()),
    )
    made.endMinute = this.endMinute
    return made
  }
}

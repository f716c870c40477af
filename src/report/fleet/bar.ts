// How long is each task in a bar? In proportion to what it takes; whoever takes anything gets a cell.
import { hueOf, type Line, type Piece } from '../ink.ts'
import type { Paint } from '../paint.ts'
import type { Block, Stage } from './blocks.ts'

export const FILLS: Readonly<Record<Stage, string>> = { running: '█', starting: '▒', stopping: '░' }
export const FREE = '·'

/** Something that is to have a share of the cells. */
interface Share {
  readonly size: number
  /** The fewest cells it is drawn with. */
  readonly least: number
}

/** Cells for each share: in proportion, none below its least, all of them given away. */
export function allotted(shares: readonly Share[], cells: number): number[] {
  const total = shares.reduce((sum, { size }) => sum + size, 0)
  const exact = shares.map(({ size }) => (total === 0 ? 0 : (size * cells) / total))
  const given = shares.map(({ least }, index) => Math.max(least, Math.floor(exact[index]!)))
  let rest = cells - given.reduce((sum, count) => sum + count, 0)
  for (; rest > 0; rest--) {
    const index = indexOfMost(given.map((count, at) => (shares[at]!.size === 0 ? -Infinity : exact[at]! - count)))
    given[index] = given[index]! + 1
  }
  for (; rest < 0; rest++) {
    const index = indexOfMost(given.map((count, at) => (count > shares[at]!.least ? count - exact[at]! : -Infinity)))
    given[index] = given[index]! - 1
  }
  return given
}

/** The last of them when there are several. */
function indexOfMost(values: readonly number[]): number {
  return values.reduce((best, value, index) => (value >= values[best]! ? index : best), 0)
}

/** A bar of tasks. Without a capacity there is no free room. */
export interface Bar {
  readonly blocks: readonly Block[]
  readonly sizeOf: (block: Block) => number
  readonly capacity: number | null
  /** Whether a block that takes nothing is drawn all the same. */
  readonly showsAll: boolean
}

/** How a bar is to be drawn. */
export interface Size {
  readonly rows: number
  /** Cells of a row. */
  readonly rowLength: number
  readonly paint: Paint
}

/** The bar in rows: each task begins with its letter. */
export function barRows(bar: Bar, { rows, rowLength, paint }: Size): Line[] {
  const { blocks, sizeOf, capacity, showsAll } = bar
  const used = blocks.reduce((sum, block) => sum + sizeOf(block), 0)
  const free = Math.max(0, (capacity ?? used) - used)
  const shares = blocks.map((block) => ({ size: sizeOf(block), least: showsAll || sizeOf(block) > 0 ? 1 : 0 }))
  const lengths = allotted([...shares, { size: free, least: free > 0 ? 1 : 0 }], rows * rowLength)
  const pieces = blocks.flatMap((block, index) => blockPieces(block, lengths[index]!, paint))
  const whole: Line = [...pieces, { text: FREE.repeat(lengths.at(-1)!), color: paint.dim }]
  return cut(whole, rowLength)
}

function blockPieces({ letter, hue, stage }: Block, length: number, paint: Paint): Piece[] {
  const color = hueOf(paint, hue)
  if (length === 0) return []
  return [
    { text: letter, color: (text) => paint.bold(color(text)) },
    { text: FILLS[stage].repeat(length - 1), color },
  ]
}

/** A line in rows of equal length. */
function cut(line: Line, rowLength: number): Line[] {
  const rows: Piece[][] = [[]]
  let room = rowLength
  for (const { text, color } of line) {
    for (let from = 0; from < text.length; ) {
      if (room === 0) {
        rows.push([])
        room = rowLength
      }
      const part = text.slice(from, from + room)
      rows.at(-1)!.push({ text: part, color })
      from += part.length
      room -= part.length
    }
  }
  return rows
}

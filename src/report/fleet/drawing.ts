// What does a box look like? A frame with its title, a bar of memory, a bar of CPU, and the room that is left.
import { flowed, hueOf, type Line, padded } from '../ink.ts'
import { clipped, counted } from '../names.ts'
import type { Paint } from '../paint.ts'
import { type Bar, barRows, type Size } from './bar.ts'
import { type Block, merged } from './blocks.ts'
import type { Box } from './boxes.ts'

/** The narrowest box that shows its numbers. */
export const NARROWEST = 30
const MOST_ROWS = 4
const LABEL = 4

export function boxLines(box: Box, width: number, paint: Paint): Line[] {
  const inner = width - 4
  const inside = [
    ...box.warnings.map((warning): Line => [{ text: warning, color: paint.bad }]),
    ...(box.note === null ? [] : [[{ text: box.note, color: paint.dim }]]),
    ...contentLines(box, inner, paint),
  ]
  return [
    edge('┌', box.title, '┐', width),
    ...inside.map((line): Line => [{ text: '│ ' }, ...padded(line, inner), { text: ' │' }]),
    edge('└', footOf(box), '┘', width),
  ]
}

function edge(left: string, text: string, right: string, width: number): Line {
  const told = ` ${clipped(text, width - 4)} `
  return [{ text: `${left}${told.padEnd(width - 2, '─')}${right}` }]
}

/** What placement could still give away: what is asked to stop has given its room back already. */
function footOf({ capacity, blocks }: Box): string {
  if (capacity === null)
    return `${counted(sumOf(blocks, countOf), 'task')}, ${sumOf(blocks, cpuOf)} CPU, ${sumOf(blocks, memoryOf)} MiB`
  const wanted = blocks.filter(({ stage }) => stage !== 'stopping')
  return `free ${capacity.cpuUnits - sumOf(wanted, cpuOf)} CPU, ${capacity.memoryMiB - sumOf(wanted, memoryOf)} MiB`
}

function sumOf(blocks: readonly Block[], of: (block: Block) => number): number {
  return blocks.reduce((sum, block) => sum + of(block), 0)
}

const countOf = ({ count }: Block) => count
const cpuOf = ({ cpuUnits }: Block) => cpuUnits
const memoryOf = ({ memoryMiB }: Block) => memoryMiB

/** Every task is a block of its own as far as there is room; otherwise each letter is, with the number of its tasks. */
function contentLines(box: Box, inner: number, paint: Paint): Line[] {
  const rowLength = inner - LABEL
  const isEach = box.blocks.length < MOST_ROWS * rowLength && box.blocks.every(({ count }) => count === 1)
  const blocks = isEach ? box.blocks : merged(box.blocks)
  const rows = Math.min(MOST_ROWS, Math.max(1, Math.ceil((1.5 * blocks.length) / rowLength)))
  const counts = isEach ? [] : flowed(countPieces(blocks, paint), ' ', inner)
  if (blocks.length >= rows * rowLength) return counts
  return [...barLines(box, blocks, { rows, rowLength, paint }), ...counts]
}

function barLines({ capacity }: Box, blocks: readonly Block[], { rows, rowLength, paint }: Size): Line[] {
  const bars: Readonly<Record<string, Bar>> = {
    mem: { blocks, sizeOf: memoryOf, capacity: capacity?.memoryMiB ?? null, showsAll: true },
    cpu: { blocks, sizeOf: cpuOf, capacity: capacity?.cpuUnits ?? null, showsAll: false },
  }
  return Object.entries(bars).flatMap(([label, bar]) =>
    barRows(bar, { rows, rowLength, paint }).map((row, index): Line => {
      return [{ text: (index === 0 ? label : '').padEnd(LABEL), color: paint.dim }, ...row]
    }),
  )
}

/** `A×120`: one for each letter. */
function countPieces(blocks: readonly Block[], paint: Paint): Line[] {
  const counts = new Map<string, Block>()
  for (const block of blocks) {
    const count = (counts.get(block.letter)?.count ?? 0) + block.count
    counts.set(block.letter, { ...block, count })
  }
  return [...counts.values()].map(({ letter, hue, count }) => [
    { text: `${letter}×${count}`, color: hueOf(paint, hue) },
  ])
}

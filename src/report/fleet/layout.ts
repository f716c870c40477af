// Where does each box stand? Zones side by side, boxes under their zone; what has no room beside it stands below.
import { type Line, lengthOf, padded } from '../ink.ts'
import { clipped, counted } from '../names.ts'
import type { Style } from '../paint.ts'
import type { Box } from './boxes.ts'
import { boxLines, NARROWEST } from './drawing.ts'

const GAP = 1
/** A single box need not be as wide as the page. */
const WIDEST = 49

export function laidOut(boxes: readonly Box[], { paint, width }: Style): Line[] {
  const zones = [...new Set(boxes.map(({ zone }) => zone))].toSorted((a, b) => (a < b ? -1 : 1))
  const most = Math.max(1, Math.floor((width + GAP) / (NARROWEST + GAP)))
  const beside = Math.min(zones.length, most)
  const columns = Math.floor(most / beside)
  const boxWidth = Math.min(WIDEST, Math.floor((width + GAP) / (beside * columns)) - GAP)
  const blocks = zones.map((zone): Line[] => {
    const inside = boxes.filter((box) => box.zone === zone).map((box) => boxLines(box, boxWidth, paint))
    return [[{ text: clipped(zone, boxWidth), color: paint.bold }], ...inRows(inside, columns)]
  })
  const bands: Line[][] = []
  for (let from = 0; from < blocks.length; from += beside) bands.push(besides(blocks.slice(from, from + beside)))
  return bands.flatMap((band, index) => (index === 0 ? band : [[], ...band]))
}

/** Boxes side by side, `columns` to a row. */
function inRows(blocks: readonly (readonly Line[])[], columns: number): Line[] {
  const rows: Line[] = []
  for (let from = 0; from < blocks.length; from += columns) rows.push(...besides(blocks.slice(from, from + columns)))
  return rows
}

function besides(blocks: readonly (readonly Line[])[]): Line[] {
  const height = Math.max(...blocks.map((block) => block.length))
  const widths = blocks.map((block) => Math.max(...block.map(lengthOf)))
  return Array.from({ length: height }, (_, row) =>
    blocks.flatMap((block, column): Line => {
      const isLast = column === blocks.length - 1
      return padded(block[row] ?? [], widths[column]! + (isLast ? 0 : GAP))
    }),
  )
}

export function headOf(name: string, instances: number, tasks: number): string {
  const count = (number: number, noun: string) => (number === 0 ? `no ${noun}s` : counted(number, noun))
  return `${name}: ${count(instances, 'container instance')}, ${count(tasks, 'task')}`
}

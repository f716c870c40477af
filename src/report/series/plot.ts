// How does a panel look? The charting library draws the axes and each line; where lines coincide they take turns.
import plot from 'simple-ascii-chart'
import { hueOf, type Line, type Piece } from '../ink.ts'
import type { Paint } from '../paint.ts'
import { tickText, topOf } from './axes.ts'

export interface Curve {
  readonly name: string
  readonly values: readonly (number | null)[]
  /** Drawn faintly: what a curve is to keep to. */
  readonly isTarget: boolean
}

export interface Panel {
  readonly unit: string
  readonly isCount: boolean
  readonly curves: readonly Curve[]
}

export interface Frame {
  readonly paint: Paint
  /** Columns and rows of the plot itself. */
  readonly columns: number
  readonly rows: number
  /** Where the time axis says what, by place in the values; null for a panel without one. */
  readonly ticks: readonly { readonly place: number; readonly text: string }[] | null
}

/** Columns of the numbers at the left. */
export const MARGIN = 7

interface Glyphs {
  readonly we: string
  readonly wns: string
  readonly ns: string
  readonly nse: string
  readonly wsn: string
  readonly sne: string
}
const glyphs = ([we, wns, ns, nse, wsn, sne]: string): Glyphs => ({ we, wns, ns, nse, wsn, sne }) as Glyphs

/** So that curves can be told apart without colours. */
const STYLES: readonly Glyphs[] = ['━┓┃┗┛┏', '─┐│└┘┌', '═╗║╚╝╔', '╌╮┊╰╯╭'].map(glyphs)
const TARGET: Glyphs = glyphs('······')

function stylesOf(curves: readonly Curve[], index: number): Glyphs {
  if (curves[index]!.isTarget) return TARGET
  return STYLES[curves.slice(0, index).filter(({ isTarget }) => !isTarget).length % STYLES.length]!
}

/** What the line of a curve is drawn with, for a legend. */
export function sampleOf(curves: readonly Curve[], index: number, paint: Paint): Piece {
  return { text: stylesOf(curves, index).we.repeat(2), color: colorOf(curves, index, paint) }
}

function colorOf(curves: readonly Curve[], index: number, paint: Paint): (text: string) => string {
  return curves[index]!.isTarget ? paint.dim : hueOf(paint, index)
}

export function panelLines(panel: Panel, frame: Frame): Line[] {
  const { curves } = panel
  const { paint } = frame
  const drawn = curves.map((_, index) => cellsOf(panel, frame, index))
  const bare = drawn[0]!
  return bare.map((row, y) =>
    row.map((cell, x) => {
      const owners = drawn.flatMap((grid, index) => (grid[y]?.[x]?.isMine === true ? [index] : []))
      const lines = owners.filter((index) => !curves[index]!.isTarget)
      const among = lines.length > 0 ? lines : owners
      const owner = among[Math.floor(x / 2) % Math.max(1, among.length)]
      if (owner === undefined) return { text: cell.isMine ? ' ' : cell.text, color: paint.dim }
      return { text: drawn[owner]![y]![x]!.text, color: colorOf(curves, owner, paint) }
    }),
  )
}

interface Cell {
  readonly text: string
  readonly isMine: boolean
}

/** One curve, told from the axes by the colour that the library gives it. */
function cellsOf({ curves, isCount }: Panel, frame: Frame, index: number): Cell[][] {
  const most = Math.max(0, ...curves.flatMap(({ values }) => values.map((value) => value ?? 0)))
  const top = topOf(most, isCount)
  const { ticks, columns, rows } = frame
  const { values } = curves[index]!
  const texts = new Map(ticks?.map(({ place, text }) => [place, text]))
  // All curves of a panel are as long, wherever they have values: a line below the axis, where nothing is drawn.
  const whole: [number, number][] = [
    [0, -top],
    [values.length - 1, -top],
  ]
  const lines = [whole, ...segmentsOf(values)]
  const text = plot(lines, {
    width: columns,
    height: rows,
    yRange: [0, top],
    color: lines.map((_, nth) => (nth > 0 ? 'ansiRed' : 'ansiBlack')),
    hideXAxis: ticks === null,
    customXAxisTicks: [...texts.keys()],
    customYAxisTicks: [0, top / 2, top],
    formatter: (value, { axis }) => (axis === 'x' ? (texts.get(value) ?? '') : tickText(value)),
    symbols: { axis: { n: '│', e: '─' }, chart: stylesOf(curves, index) },
  })
  return framed(text.split('\n').map(parseCells))
}

/** The numbers end where they end in every panel; no row above the highest value, none below the lowest but the time axis. */
function framed(rows: readonly (readonly Cell[])[]): Cell[][] {
  const isTick = ({ text }: Cell) => text === '┤'
  const first = rows.findIndex((row) => row.some(isTick))
  const last = rows.findLastIndex((row) => row.some(isTick))
  const axis = rows[first]!.findIndex(isTick)
  const margin = Array.from({ length: MARGIN - 1 - axis }, (): Cell => ({ text: ' ', isMine: false }))
  const isAxis = (row: readonly Cell[]) => row.some(({ text }) => text !== ' ' && text !== '│')
  return rows.filter((row, y) => y >= first && (y <= last || isAxis(row))).map((row) => [...margin, ...row])
}

/** Unbroken runs of values, as points. */
function segmentsOf(values: readonly (number | null)[]): [number, number][][] {
  const segments: [number, number][][] = []
  let open: [number, number][] | null = null
  for (const [place, value] of values.entries()) {
    if (value === null) open = null
    else if (open !== null) open.push([place, value])
    else {
      open = [[place, value]]
      segments.push(open)
    }
  }
  return segments
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the library's own colours
const CELL = /\u001b\[(\d+)m(.)\u001b\[0m|(.)/gu

function parseCells(row: string): Cell[] {
  return [...row.matchAll(CELL)].map(([, color, colored, plain]) => {
    if (plain !== undefined) return { text: plain, isMine: false }
    return { text: color === '31' ? colored! : ' ', isMine: color === '31' }
  })
}

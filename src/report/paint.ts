// How is text painted, and how wide may it be? The terminal's own palette, or none; 100 columns, or what the caller says.
import { show, UsageError } from '../index.ts'

/** Colours, or none. */
export interface Paint {
  bold(text: string): string
  dim(text: string): string
  good(text: string): string
  bad(text: string): string
  /** One of the colours that tell groups apart, by any whole number from 0 on. */
  hue(index: number, text: string): string
}

const asIs = (text: string) => text
export const PLAIN: Paint = { bold: asIs, dim: asIs, good: asIs, bad: asIs, hue: (_, text) => text }

/** Escape sequences of ECMA-48: written here, because reports are made in browsers too. */
const sgr = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`
const FOREGROUND = 39
const HUES = [36, 33, 35, 34, 32, 96, 93, 95, 94, 92].map((on) => sgr(on, FOREGROUND))

const COLORED: Paint = {
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  good: sgr(32, FOREGROUND),
  bad: sgr(31, FOREGROUND),
  hue: (index, text) => HUES[index % HUES.length]!(text),
}

export function paintOf(hasColors: boolean): Paint {
  return hasColors ? COLORED : PLAIN
}

/** What every report can be told about its looks. */
export interface Look {
  /** Whether to use the colours of the terminal; no when absent. */
  readonly color?: boolean | undefined
  /** Colours of the caller's own, in place of the terminal's. */
  readonly paint?: Paint | undefined
  /** Columns, 60 or more; 100 when absent. */
  readonly width?: number | undefined
}

export interface Style {
  readonly paint: Paint
  readonly width: number
}

const FEWEST = 60
const MOST = 10_000

/** @throws UsageError for a width that nothing can be drawn in */
export function styleOf({ color = false, paint = paintOf(color), width = 100 }: Look): Style {
  if (Number.isSafeInteger(width) && width >= FEWEST && width <= MOST) return { paint, width }
  const expected = `a whole number of columns from ${FEWEST} to ${MOST}`
  const found = show(width)
  throw new UsageError(`width: expected ${expected}, found ${found}.`, { path: 'width', expected, found })
}

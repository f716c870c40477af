// How long is a line that will be painted? A line is kept as pieces, so that colours never count as columns.
import type { Paint } from './paint.ts'

export interface Piece {
  readonly text: string
  readonly color?: ((text: string) => string) | undefined
}
export type Line = readonly Piece[]

/** Columns of a line. Every character that reports draw with, and every `printable` one, is one column wide. */
export function lengthOf(line: Line): number {
  return line.reduce((sum, { text }) => sum + text.length, 0)
}

/** The line with blanks up to `length`. */
export function padded(line: Line, length: number): Line {
  return [...line, { text: ' '.repeat(Math.max(0, length - lengthOf(line))) }]
}

/** The line without the blank pieces at its end. */
export function trimmed(line: Line): Line {
  return line.slice(0, line.findLastIndex(({ text }) => text.trimEnd() !== '') + 1)
}

export function painted(line: Line): string {
  const shown = trimmed(line)
  return shown
    .map(({ text, color }, index) => {
      const own = index === shown.length - 1 ? text.trimEnd() : text
      return color === undefined || own === '' ? own : color(own)
    })
    .join('')
}

/** Items side by side, as many to a line as there is room for. */
export function flowed(items: readonly Line[], gap: string, width: number): Line[] {
  const lines: Line[] = []
  for (const item of items) {
    const last = lines.at(-1)
    if (last !== undefined && lengthOf(last) + gap.length + lengthOf(item) <= width)
      lines[lines.length - 1] = [...last, { text: gap }, ...item]
    else lines.push(item)
  }
  return lines
}

export function hueOf(paint: Paint, index: number): (text: string) => string {
  return (text) => paint.hue(index, text)
}

// Which colours does the text have? Those of the terminal's own palette, or none.
import { styleText } from 'node:util'
import { type Paint, PLAIN } from '../report/index.ts'

const COLORED: Paint = {
  bold: (text) => styleText('bold', text, { validateStream: false }),
  dim: (text) => styleText('dim', text, { validateStream: false }),
  good: (text) => styleText('green', text, { validateStream: false }),
  bad: (text) => styleText('red', text, { validateStream: false }),
}

export function paintOf(hasColors: boolean): Paint {
  return hasColors ? COLORED : PLAIN
}

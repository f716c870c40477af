// Where on a line does an instant stand? Quiet stretches that would take up the page are drawn shorter, and marked.
import { clockText } from './text.ts'

export interface Axis {
  readonly width: number
  columnOf(atMs: number): number
  /** The line of times and the line beneath it. */
  readonly labels: string
  readonly ruler: string
  readonly hasBreaks: boolean
}

export interface AxisOf {
  /** Everything that happens, the first and the last instant included; at least one. */
  readonly instants: readonly number[]
  readonly width: number
  readonly zeroMs: number
}

export function axisOf({ instants, width, zeroMs }: AxisOf): Axis {
  const times = [...new Set(instants)].sort((a, b) => a - b)
  const spans = times.slice(1).map((atMs, index) => atMs - times[index]!)
  const cap = capOf(spans)
  const isShortened = (span: number) => span > WORTH_IT * cap
  const places = [0]
  for (const span of spans) places.push(places.at(-1)! + (isShortened(span) ? cap : span))
  const total = Math.max(1, places.at(-1)!)
  const columnOf = (atMs: number) => {
    const index = Math.max(
      0,
      times.findLastIndex((time) => time <= atMs),
    )
    const span = spans[index]
    const share = span === undefined ? 0 : Math.min(1, Math.max(0, (atMs - times[index]!) / span))
    const place = places[index]! + share * ((places[index + 1] ?? places[index]!) - places[index]!)
    return Math.min(width - 1, Math.floor((place * width) / total))
  }
  const labelled = labelsOf(times, columnOf, { width, zeroMs })
  const ruler = [...'─'.repeat(width)]
  for (const [index, span] of spans.entries())
    if (isShortened(span)) ruler.fill('╌', columnOf(times[index]!), columnOf(times[index + 1]!))
  for (const column of labelled.columns) ruler[column] = '┬'
  return { width, columnOf, labels: labelled.text, ruler: ruler.join(''), hasBreaks: spans.some(isShortened) }
}

/** What is only a little too long stays to scale. */
const WORTH_IT = 1.5

/** No stretch takes more than about a third of the line, unless there are few of them. */
function capOf(spans: readonly number[]): number {
  const share = Math.max(0.3, 2 / Math.max(1, spans.length))
  const descending = [...spans].sort((a, b) => b - a)
  let rest = descending.reduce((sum, span) => sum + span, 0)
  for (const [capped, span] of descending.entries()) {
    const cap = capped === 0 ? Number.POSITIVE_INFINITY : (share * rest) / (1 - capped * share)
    if (span <= cap && (capped > 0 || span <= share * rest)) return cap
    if ((capped + 1) * share >= 1) return cap
    rest -= span
  }
  return Number.POSITIVE_INFINITY
}

/** As many times as there is room for, the first and the last before all. */
function labelsOf(
  times: readonly number[],
  columnOf: (atMs: number) => number,
  { width, zeroMs }: Pick<AxisOf, 'width' | 'zeroMs'>,
): { readonly text: string; readonly columns: readonly number[] } {
  const line = [...' '.repeat(width)]
  const columns: number[] = []
  const put = (atMs: number) => {
    const label = clockText(atMs - zeroMs)
    const from = Math.max(0, Math.min(columnOf(atMs), width - label.length))
    const isFree = line.slice(Math.max(0, from - 2), from + label.length + 2).every((char) => char === ' ')
    if (!isFree || label.length > width) return
    for (const [index, char] of [...label].entries()) line[from + index] = char
    columns.push(columnOf(atMs))
  }
  put(times[0]!)
  put(times.at(-1)!)
  for (const atMs of times) put(atMs)
  return { text: line.join('').trimEnd(), columns }
}

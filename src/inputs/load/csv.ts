// What was measured, as a profile: rows of a time and a value (LD-06).
import Papa from 'papaparse'
import { type Duration, type Profile, parseDurationMs, parseInstantMs, replay, show, UsageError } from '../../index.ts'

export interface LoadCsvOptions {
  /** As errors name it; `<csv>` when absent. */
  readonly file?: string | undefined
  /** Headings of the columns; the first and the second when absent. */
  readonly time?: string | undefined
  readonly value?: string | undefined
  /** What lies between two rows: the earlier value, or a straight line. `hold` when absent. */
  readonly between?: 'hold' | 'linear' | undefined
  readonly loop?: boolean | undefined
  readonly scale?: number | undefined
  readonly offset?: number | undefined
}

interface Columns {
  readonly time: number
  readonly value: number
  /** Rows before the first one of data. */
  readonly headings: number
}

const MOST_ROWS = 30_000

/**
 * Reads a CSV text. Its times are seconds, durations such as `10m`, or instants in ISO 8601, which count from the first of them, so that a day
 * of the past is played from when the load begins. Rows may stand in any order; a line of headings is optional.
 * @throws UsageError naming the line
 */
export function parseLoadCsv(text: string, options: LoadCsvOptions = {}): Profile {
  const { file = '<csv>', between, loop, scale, offset } = options
  if (typeof text !== 'string') throw usage(`${file}: expected the text of a CSV file, found ${show(text)}.`)
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' })
  // A single column has no delimiter to be found; that is refused below, in our words.
  const broken = errors.find(({ type }) => type !== 'Delimiter')
  if (broken !== undefined) throw usage(`${file}:${(broken.row ?? 0) + 1}: ${broken.message}.`)
  const columns = columnsOf(data, options, file)
  const rows = data.slice(columns.headings)
  if (rows.length === 0 || rows.length > MOST_ROWS)
    throw usage(`${file}: expected 1 to ${MOST_ROWS} rows with a time and a value, found ${rows.length}.`)
  const points = rows.map((row, nth) => pointOf(row, columns, `${file}:${nth + columns.headings + 1}`))
  const firstMs = points.reduce((least, { instantMs }) => Math.min(least, instantMs ?? 0), Number.POSITIVE_INFINITY)
  const ordered = points
    .map(({ instantMs, spanMs, value, where }) => ({
      at: instantMs === null ? spanMs : instantMs - firstMs,
      value,
      where,
    }))
    .sort((a, b) => a.at - b.at)
  ordered.forEach(({ at, where }, nth) => {
    if (nth > 0 && ordered[nth - 1]!.at === at) throw usage(`${where}: two rows have the same time.`)
  })
  if (points.some(({ instantMs }) => (instantMs === null) !== (points[0]!.instantMs === null)))
    throw usage(`${file}: some times are instants, and some are not.`)
  return replay(
    ordered.map(({ at, value }) => ({ at, value })),
    { between, loop, scale, offset },
  )
}

function columnsOf(data: readonly string[][], { time, value }: LoadCsvOptions, file: string): Columns {
  const first = (data[0] ?? []).map((cell) => cell.trim())
  const hasHeadings = time !== undefined || value !== undefined || Number.isNaN(numberOf(first[1] ?? ''))
  const placeOf = (heading: string | undefined, place: number) => {
    const found = heading === undefined ? place : first.indexOf(heading)
    if (found >= 0 && found < first.length) return found
    throw usage(
      `${file}:1: expected a column ${heading === undefined ? place + 1 : show(heading)}, found ${first.map(show).join(', ') || 'none'}.`,
    )
  }
  return { time: placeOf(time, 0), value: placeOf(value, 1), headings: hasHeadings ? 1 : 0 }
}

function pointOf(row: readonly string[], { time, value }: Columns, where: string) {
  const amount = numberOf(row[value] ?? '')
  if (!(amount >= 0)) throw usage(`${where}: expected a number from 0 on, found ${show(row[value] ?? '')}.`)
  return { ...timeOf((row[time] ?? '').trim(), where), value: amount, where }
}

function timeOf(text: string, where: string): { instantMs: number | null; spanMs: number } {
  const seconds = numberOf(text)
  if (seconds >= 0) return { instantMs: null, spanMs: Math.round(seconds * 1_000) }
  try {
    if (/^\d{4}-/.test(text)) return { instantMs: parseInstantMs(text, where), spanMs: 0 }
    return { instantMs: null, spanMs: parseDurationMs(text as Duration, where) }
  } catch {
    const expected = "seconds, a duration such as '10m', or an instant such as 2026-01-05T09:00:00Z"
    throw usage(`${where}: expected ${expected}, found ${show(text)}.`)
  }
}

function numberOf(text: string): number {
  return /^\s*\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\s*$/.test(text) ? Number(text) : Number.NaN
}

function usage(message: string): UsageError {
  return new UsageError(message, { path: 'csv' })
}

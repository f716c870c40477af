// Which known name did the writer probably mean?
import { closest, distance } from 'fastest-levenshtein'

/** The nearest known name when it is near enough to be a slip of the keyboard. */
export function didYouMean(given: string, known: readonly string[]): string | undefined {
  if (given.length > 100 || known.length === 0) return undefined
  const lower = given.toLowerCase()
  const nearest = closest(
    lower,
    known.map((name) => name.toLowerCase()),
  )
  const match = known.find((name) => name.toLowerCase() === nearest)
  if (match === undefined) return undefined
  return distance(lower, nearest) <= Math.max(2, Math.floor(given.length / 3)) ? match : undefined
}

/** ` Did you mean "x"?`, or nothing. */
export function suggestion(given: string, known: readonly string[]): string {
  const name = didYouMean(given, known)
  return name === undefined ? '' : ` Did you mean "${name}"?`
}

/** A short, printable rendering of any value, for error messages: never longer than about 80 characters. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`
  if (typeof value === 'bigint') return `${value}n (a bigint)`
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString()
  let text: string
  try {
    text = JSON.stringify(value) ?? String(value)
  } catch {
    return 'a value that is not plain data'
  }
  const short = text.length > 80 ? `${text.slice(0, 77)}…` : text
  return typeof value === 'string' || value === null || typeof value === 'object'
    ? short
    : `${short} (a ${typeof value})`
}

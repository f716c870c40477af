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

const LONGEST = 80

/** A short, printable rendering of any value, for error messages. Never long, never slow, and it never throws. */
export function show(value: unknown): string {
  try {
    if (typeof value === 'number' && Number.isFinite(value)) return `${value} (a number)`
    if (typeof value === 'boolean') return `${value} (a boolean)`
    if (typeof value === 'symbol') return value.description ?? 'a symbol'
    return brief(value, LONGEST)
  } catch {
    return 'something that cannot be read'
  }
}

/** JSON as far as it fits: what does not is never looked at. */
function brief(value: unknown, room: number): string {
  if (typeof value === 'string') return clip(JSON.stringify(value.slice(0, room + 1)), room)
  if (typeof value !== 'object' || value === null) return scalar(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString()
  const isArray = Array.isArray(value)
  let text = isArray ? '[' : '{'
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue
    if (text.length > room) return clip(text, room)
    if (text.length > 1) text += ','
    if (!isArray) text += `${brief(key, room)}:`
    text += brief((value as Record<string, unknown>)[key], Math.max(0, room - text.length))
  }
  return clip(`${text}${isArray ? ']' : '}'}`, room)
}

function scalar(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'bigint') return `${value}n (a bigint)`
  return typeof value === 'function' || typeof value === 'symbol' ? `a ${typeof value}` : String(value)
}

function clip(text: string, room: number): string {
  return text.length > room ? `${text.slice(0, Math.max(0, room - 3))}…` : text
}

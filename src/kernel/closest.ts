// Which known name did the writer probably mean?
import { distance } from 'fastest-levenshtein'

/** The nearest known name when it is near enough to be a slip of the keyboard; of several, the one that stands first. */
export function didYouMean(given: string, known: readonly string[]): string | undefined {
  if (given.length > LONGEST_NAME) return undefined
  let nearest: string | undefined
  let fewest = Number.POSITIVE_INFINITY
  for (const name of known) {
    const slips = name.length > LONGEST_NAME ? Number.POSITIVE_INFINITY : slipsBetween(given, name)
    if (slips < fewest) [nearest, fewest] = [name, slips]
  }
  return nearest
}

const LONGEST_NAME = 100

/** Infinite for what is another word: a short one bears one slip, a longer one a slip for each three letters. */
function slipsBetween(given: string, name: string): number {
  const shared = sharedPrefix(given.toLowerCase(), name.toLowerCase())
  const [a, b] = [given.toLowerCase().slice(shared), name.toLowerCase().slice(shared)]
  const slips = isSwapped(a, b) ? 1 : distance(a, b)
  return slips <= Math.max(1, Math.floor(Math.max(a.length, b.length) / 3)) ? slips : Number.POSITIVE_INFINITY
}

/** `AWS::ECS::`, `Fn::`, `ecs.capability.`: what two names begin with says nothing about how alike they are. */
function sharedPrefix(a: string, b: string): number {
  let end = 0
  for (let at = 0; at < a.length && a[at] === b[at]; at++) if (!/[a-z0-9]/.test(a[at]!)) end = at + 1
  return end
}

/** Two neighbours that changed places are one slip. */
function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  const at = [...a].findIndex((letter, index) => letter !== b[index])
  return at !== -1 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
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

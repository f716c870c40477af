// What did the caller hand over, as plain data of our own, however hostile the object it came in?
//
// The copy shares nothing with the original: only plain objects, arrays, strings, finite or odd numbers, booleans and
// fresh Dates. What cannot be copied leaves a symbol in its place, described in words: no validator accepts a symbol,
// so whoever validates the copy refuses it where it stands, and copying itself never fails.
import { show } from './closest.ts'

/** Deeper than any AWS shape, and shallow enough for any stack. */
const DEPTH_LIMIT = 64

/** Ends the walk through objects that are small in memory but exponential as a tree. */
const VALUE_LIMIT = 100_000

interface PlainCopy {
  readonly value: unknown
  /** Some key had to be escaped: `unescapeKeys` before anyone reads the result. */
  readonly escaped: boolean
}

interface Walk {
  /** The objects we are inside of, outermost first: tells cycles and depth. */
  readonly inside: object[]
  readonly nullable: readonly string[]
  valuesLeft: number
  escaped: boolean
}

/** @param nullable names of members of which `null` says something else than their absence */
export function copyPlain(value: unknown, nullable: readonly string[] = []): PlainCopy {
  const walk: Walk = { inside: [], nullable, valuesLeft: VALUE_LIMIT, escaped: false }
  const copy = copyValue(value, walk)
  return { value: copy, escaped: walk.escaped }
}

function copyValue(value: unknown, walk: Walk): unknown {
  walk.valuesLeft -= 1
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return value
    case 'number':
      return value + 0 // there is no -0 in JSON
    case 'object':
      return value === null ? null : copyObject(value, walk)
    default:
      return Symbol(typeof value === 'symbol' ? 'a symbol' : show(value))
  }
}

function copyObject(value: object, walk: Walk): unknown {
  if (walk.inside.includes(value)) return Symbol('an object that contains itself')
  if (walk.inside.length === DEPTH_LIMIT) return Symbol(`a value more than ${DEPTH_LIMIT} levels deep`)
  if (walk.valuesLeft < 0) return Symbol(`more than ${VALUE_LIMIT} values`)
  walk.inside.push(value)
  try {
    if (Array.isArray(value)) return copyArray(value, walk)
    return isPlain(value) ? copyRecord(value, walk) : copyInstance(value)
  } catch {
    return UNREADABLE // a proxy
  } finally {
    walk.inside.pop()
  }
}

const UNREADABLE = Symbol('something that cannot be read')

/** Elements keep their place: `undefined` and `null` among them are for the validator to refuse. */
function copyArray(array: readonly unknown[], walk: Walk): unknown {
  const { length } = array
  if (length > walk.valuesLeft) return Symbol(`an array of ${length} elements`)
  const copy: unknown[] = []
  for (let index = 0; index < length; index++) copy.push(copyProperty(array, index, walk))
  return copy
}

/** As in the AWS SDK, a member that is `undefined` or `null` is a member that is not given. */
function copyRecord(record: object, walk: Walk): unknown {
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(record)) {
    const value = copyProperty(record, key, walk)
    const isGiven = value !== undefined && (value !== null || walk.nullable.includes(key))
    if (isGiven) copy[key.startsWith(PROTO) ? escapeKey(key, walk) : key] = value
  }
  return copy
}

function copyProperty(object: object, key: string | number, walk: Walk): unknown {
  let value: unknown
  try {
    value = (object as Record<string | number, unknown>)[key]
  } catch {
    return UNREADABLE
  }
  return copyValue(value, walk)
}

function copyInstance(value: object): unknown {
  const timeMs = timeOf(value)
  return timeMs === undefined ? Symbol(`an instance of ${classNameOf(value)}`) : new Date(timeMs)
}

/** Plain objects of other realms (frames, `node:vm`) are plain too: their prototype is a root that can `isPrototypeOf`. */
function isPlain(value: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(value)
  if (prototype === null || prototype === Object.prototype) return true
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf')
}

/** A member of whatever was handed over; undefined when it cannot be read. */
export function memberOf(value: unknown, name: string): unknown {
  try {
    return (value as Record<string, unknown> | null | undefined)?.[name]
  } catch {
    return undefined
  }
}

/** Milliseconds of a Date, of whatever realm; undefined for anything else. */
export function timeOf(value: object): number | undefined {
  try {
    return Date.prototype.getTime.call(value)
  } catch {
    return undefined
  }
}

function classNameOf(value: object): string {
  const name: unknown = value.constructor?.name
  return typeof name === 'string' && /^[\w$]{1,60}$/.test(name) ? name : 'a class'
}

// ── the key `__proto__` ─────────────────────────────────────────────────────────────────────────────────────────────
// Assigning to it sets a prototype, and zod skips it. While we validate it wears a NUL at its end (and keys that look as
// if they wore one get one more, so that no two keys become the same).

const PROTO = '__proto__'
const ESCAPABLE = /^__proto__\0*$/
const ESCAPED = /^__proto__\0+$/

function escapeKey(key: string, walk: Walk): string {
  if (!ESCAPABLE.test(key)) return key
  walk.escaped = true
  return `${key}\0`
}

export const unescapeKey = (key: string): string => (ESCAPED.test(key) ? key.slice(0, -1) : key)

/** The same data under its own keys; `__proto__` becomes an own, ordinary property. */
export function unescapeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unescapeKeys)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const copy = {}
  for (const [key, inner] of Object.entries(value)) {
    const property = { value: unescapeKeys(inner), writable: true, enumerable: true, configurable: true }
    Object.defineProperty(copy, unescapeKey(key), property)
  }
  return copy
}

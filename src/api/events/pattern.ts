// Does an event match a pattern? EventBridge's rules, compiled once; matching takes time in proportion to pattern and event
// (EB-10…EB-13).
import { copyPlain, unescapeKeys } from '../../kernel/plain-data.ts'
import { isRecord, memberPath, refusePattern } from './complain.ts'
import { type Condition, conditionOf, type Scalar } from './conditions.ts'

/** Names of fields, nested as in the event; each leaf is a list of what its value may be. `{}` matches every event. */
export interface EventPattern {
  readonly [field: string]: unknown
}

export type Matcher = (event: unknown) => boolean

const LONGEST = 4_096
const MOST_COMBINATIONS = 1_000

/** @throws UsageError that says what was expected at which path */
export function compilePattern(pattern: unknown): Matcher {
  const copy = copyPlain(pattern)
  const root = copy.escaped ? unescapeKeys(copy.value) : copy.value
  if (!isRecord(root)) return refusePattern('pattern', 'an object of fields', root, 'EB-13')
  const compiled = compileFields(root, 'pattern')
  const length = JSON.stringify(root).length
  if (length > LONGEST)
    return refusePattern('pattern', `at most ${LONGEST} characters as JSON`, `${length} characters`, 'EB-01')
  if (compiled.combinations > MOST_COMBINATIONS)
    return refusePattern('pattern', `at most ${MOST_COMBINATIONS} combinations of $or`, compiled.combinations, 'EB-12')
  return compiled.matches
}

interface Compiled {
  readonly matches: Matcher
  /** Ways through the alternatives of `$or`, as EventBridge counts them. */
  readonly combinations: number
}

/** Every field must match; those that the pattern does not name do not matter. */
function compileFields(fields: Readonly<Record<string, unknown>>, path: string): Compiled {
  const parts = Object.entries(fields).map(([key, inner]) => {
    const place = memberPath(path, key)
    return key === '$or' ? compileAlternatives(inner, place) : compileField(key, inner, place)
  })
  const combinations = parts.reduce((product, part) => product * part.combinations, 1)
  return { matches: (value) => parts.every((part) => part.matches(value)), combinations }
}

const FEWEST_ALTERNATIVES = 2

function compileAlternatives(given: unknown, path: string): Compiled {
  if (!Array.isArray(given) || given.length < FEWEST_ALTERNATIVES)
    return refusePattern(path, 'a list of at least two patterns', given, 'EB-12')
  const alternatives = given.map((alternative: unknown, index) => {
    const place = `${path}[${index}]`
    if (!isRecord(alternative) || Object.keys(alternative).length === 0)
      return refusePattern(place, 'an object of fields', alternative, 'EB-12')
    return compileFields(alternative, place)
  })
  return {
    matches: (value) => alternatives.some(({ matches }) => matches(value)),
    combinations: alternatives.reduce((sum, { combinations }) => sum + combinations, 0),
  }
}

function compileField(key: string, inner: unknown, path: string): Compiled {
  if (Array.isArray(inner) && inner.length > 0) {
    const conditions = inner.map((item: unknown, index) => conditionOf(item, `${path}[${index}]`))
    return { matches: (value) => leafMatches(conditions, fieldOf(value, key)), combinations: 1 }
  }
  if (!isRecord(inner) || Object.keys(inner).length === 0)
    return refusePattern(path, 'a list of at least one value, or an object of fields', inner, 'EB-13')
  const { matches, combinations } = compileFields(inner, path)
  return { matches: (value) => elementsOf(fieldOf(value, key)).some(matches), combinations }
}

// ── the event's side ──

function fieldOf(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** What the fields beneath are looked for in: the value, or each element of a list; something empty when there is nothing. */
function elementsOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) return [value]
  const elements = value.flat(Number.POSITIVE_INFINITY)
  return elements.length === 0 ? [undefined] : elements
}

/** One value that one of the conditions likes is enough. An object is no leaf, and counts as not being there. */
function leafMatches(conditions: readonly Condition[], value: unknown): boolean {
  const scalars = elementsOf(value).filter((element) => typeof element !== 'object' || element === null)
  const values = (scalars.length === 0 ? [undefined] : scalars) as readonly (Scalar | undefined)[]
  return conditions.some((condition) => values.some((element) => condition(element)))
}

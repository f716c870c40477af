// What may a field of an event be compared with? One table of EventBridge's operators, each compiled once (EB-11, EB-12).
import { suggestion } from '../../kernel/closest.ts'
import { cidrTest } from './cidr.ts'
import { isRecord, refusePattern } from './complain.ts'
import { wildcardTest } from './wildcard.ts'

export type Scalar = string | number | boolean | null

/** One element of a leaf; `undefined` is the field that is not there. */
export type Condition = (value: Scalar | undefined) => boolean

export function conditionOf(given: unknown, path: string): Condition {
  if (isScalar(given)) return (value) => value === given
  if (!isRecord(given)) return refusePattern(path, 'a text, a number, true, false, null or an operator', given, 'EB-13')
  const [name, operand] = onlyMember(given, path, OPERATORS)
  return OPERATORS[name]!(operand, `${path}.${name}`)
}

type Operator = (operand: unknown, path: string) => Condition

const OPERATORS: Readonly<Record<string, Operator>> = {
  prefix: onText(affixTest('prefix')),
  suffix: onText(affixTest('suffix')),
  'equals-ignore-case': onText(sameLetters),
  wildcard: onText((operand, path) => wildcardTest(textOf(operand, path), path)),
  cidr: onText(cidrTest),
  numeric: numericTest,
  exists: (operand, path) => {
    if (typeof operand !== 'boolean') return refusePattern(path, 'true or false', operand, 'EB-12')
    return (value) => (value !== undefined) === operand
  },
  'anything-but': anythingBut,
}

type TextTest = (operand: unknown, path: string) => (text: string) => boolean

function onText(testOf: TextTest): Operator {
  return (operand, path) => {
    const test = testOf(operand, path)
    return (value) => typeof value === 'string' && test(value)
  }
}

/** A text, or `{ 'equals-ignore-case': text }`. */
function affixTest(side: 'prefix' | 'suffix'): TextTest {
  const holds = (text: string, affix: string) => (side === 'prefix' ? text.startsWith(affix) : text.endsWith(affix))
  return (operand, path) => {
    if (!isRecord(operand)) {
      const affix = textOf(operand, path)
      return (text) => holds(text, affix)
    }
    const [name, inner] = onlyMember(operand, path, { 'equals-ignore-case': true })
    const affix = textOf(inner, `${path}.${name}`).toLowerCase()
    return (text) => holds(text.toLowerCase(), affix)
  }
}

function sameLetters(operand: unknown, path: string): (text: string) => boolean {
  const wanted = textOf(operand, path).toLowerCase()
  return (text) => text.toLowerCase() === wanted
}

// ── anything-but ──

/** A value, a list of values, or an operator on texts with a text or a list of texts. What is not there is not anything. */
function anythingBut(operand: unknown, path: string): Condition {
  const excluded = isRecord(operand) ? excludedByOperator(operand, path) : excludedValues(operand, path)
  return (value) => value !== undefined && !excluded(value)
}

function excludedValues(operand: unknown, path: string): Condition {
  const values = Array.isArray(operand) ? operand : [operand]
  if (values.length === 0) return refusePattern(path, 'at least one value', operand, 'EB-12')
  for (const [index, value] of values.entries()) {
    const place = Array.isArray(operand) ? `${path}[${index}]` : path
    const isMixed = typeof value !== typeof values[0]
    if ((typeof value !== 'string' && typeof value !== 'number') || isMixed || Number.isNaN(value))
      return refusePattern(place, 'texts alone, or numbers alone', value, 'EB-12')
  }
  return (value) => values.includes(value)
}

function excludedByOperator(operand: Readonly<Record<string, unknown>>, path: string): Condition {
  const { prefix, suffix, wildcard, 'equals-ignore-case': equal } = OPERATORS as Record<string, Operator>
  const known = { prefix, suffix, wildcard, 'equals-ignore-case': equal } as Readonly<Record<string, Operator>>
  const [name, inner] = onlyMember(operand, path, known)
  const items = Array.isArray(inner) ? inner : [inner]
  if (items.length === 0) return refusePattern(`${path}.${name}`, 'at least one text', inner, 'EB-12')
  const tests = items.map((item) => known[name]!(item, `${path}.${name}`))
  return (value) => tests.some((test) => test(value))
}

// ── numeric ──

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
}
const LARGEST = 5e9

/** `['=', 5]`, `['>', 0]`, or a lower and an upper bound. */
function numericTest(operand: unknown, path: string): Condition {
  const expected = 'a comparison and a number, or a lower bound and then an upper one, such as [">", 0, "<=", 5]'
  const list: readonly unknown[] = Array.isArray(operand) ? operand : []
  const [low, from, high, to] = list
  const isOne = list.length === 2 && isBound(low, from)
  const isTwo =
    list.length === 4 && isBound(low, from, '>') && isBound(high, to, '<') && (from as number) < (to as number)
  if (!isOne && !isTwo) return refusePattern(path, expected, operand, 'EB-12')
  const tests = isOne ? [[low, from]] : [[low, from], [high, to]] // biome-ignore format: pairs
  return (value) =>
    typeof value === 'number' && tests.every(([name, bound]) => COMPARISONS[name as string]!(value, bound as number))
}

function isBound(name: unknown, bound: unknown, first = ''): boolean {
  if (typeof name !== 'string' || !Object.hasOwn(COMPARISONS, name) || !name.startsWith(first)) return false
  return typeof bound === 'number' && bound >= -LARGEST && bound <= LARGEST
}

// ── what every operator needs ──

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

function textOf(operand: unknown, path: string): string {
  return typeof operand === 'string' ? operand : refusePattern(path, 'a text', operand, 'EB-12')
}

/** An operator stands alone in its object. */
function onlyMember(
  given: Readonly<Record<string, unknown>>,
  path: string,
  known: Readonly<Record<string, unknown>>,
): readonly [name: string, operand: unknown] {
  const names = Object.keys(given)
  const [name] = names
  if (names.length === 1 && Object.hasOwn(known, name!)) return [name!, given[name!]]
  const all = Object.keys(known)
  const hint = names.length === 1 ? suggestion(name!, all) : ''
  return refusePattern(
    path,
    `one operator of ${all.join(', ')}${hint === '' ? '' : `;${hint.slice(0, -1)}`}`,
    given,
    'EB-12',
  )
}

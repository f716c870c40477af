// A pattern lets through what a naive reading of the rules lets through: every leaf of the event by its path, every leaf of the pattern on it.
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { compilePattern } from '../../src/api/events/pattern.ts'
import { runs } from '../support/runs.ts'

type Scalar = string | number | boolean | null
interface Leaf {
  readonly path: string
  readonly value: Scalar
}

function leavesOf(event: unknown, path = ''): Leaf[] {
  if (Array.isArray(event)) return event.flatMap((item) => leavesOf(item, path))
  if (typeof event === 'object' && event !== null)
    return Object.entries(event).flatMap(([key, value]) => leavesOf(value, `${path}/${key}`))
  return [{ path, value: event as Scalar }]
}

function naive(pattern: object, leaves: readonly Leaf[], path = ''): boolean {
  return Object.entries(pattern).every(([key, inner]) => {
    if (key === '$or') return (inner as object[]).some((alternative) => naive(alternative, leaves, path))
    const place = `${path}/${key}`
    if (!Array.isArray(inner)) return naive(inner, leaves, place)
    const values = leaves.filter((leaf) => leaf.path === place).map(({ value }) => value)
    return inner.some((item) => naiveItem(item, values))
  })
}

function naiveItem(item: unknown, values: readonly Scalar[]): boolean {
  if (typeof item !== 'object' || item === null) return values.some((value) => value === item)
  const [[name, operand]] = Object.entries(item) as [[string, never]]
  if (name === 'exists') return values.length > 0 === operand
  return values.some((value) => NAIVE[name]!(value as never, operand))
}

const escaped = (text: string) => text.replace(/[.+?^${}()|[\]]/g, '\\$&')
const NAIVE: Record<string, (value: never, operand: never) => boolean> = {
  prefix: (value: unknown, operand: string) => typeof value === 'string' && value.indexOf(operand) === 0,
  suffix: (value: unknown, operand: string) =>
    typeof value === 'string' && value.slice(Math.max(0, value.length - operand.length)) === operand,
  'equals-ignore-case': (value: unknown, operand: string) =>
    typeof value === 'string' && value.toUpperCase() === operand.toUpperCase(),
  wildcard: (value: unknown, operand: string) =>
    typeof value === 'string' && new RegExp(`^${operand.split('*').map(escaped).join('.*')}$`).test(value),
  numeric: (value: unknown, [, from, , to]: [string, number, string, number]) =>
    typeof value === 'number' && value > from && value <= to,
  'anything-but': (value: unknown, operand: unknown) => ![operand].flat().includes(value as never),
}

const name = fc.constantFrom('a', 'b', 'c')
const text = fc.string({ unit: fc.constantFrom('a', 'B', 'b', '.'), maxLength: 4 })
const number = fc.integer({ min: -3, max: 3 })
const scalar: fc.Arbitrary<Scalar> = fc.oneof(text, number, fc.boolean(), fc.constant(null))
const { event } = fc.letrec<{ event: object; value: unknown }>((tie) => ({
  event: fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  value: fc.oneof({ maxDepth: 2 }, scalar, fc.array(scalar, { maxLength: 3 }), tie('event')),
}))
const star = fc
  .array(fc.oneof(text, fc.constant('*')), { maxLength: 4 })
  .map((parts) => parts.join('').replace(/\*+/g, '*'))
const condition = fc.oneof(
  scalar,
  fc.record({ prefix: text }),
  fc.record({ suffix: text }),
  fc.record({ 'equals-ignore-case': text }),
  fc.record({ wildcard: star }),
  fc.record({ exists: fc.boolean() }),
  fc.record({ numeric: fc.tuple(fc.constant('>'), number, fc.constant('<='), fc.constant(3.5)) }),
  fc.record({ 'anything-but': fc.oneof(text, number, fc.array(text, { minLength: 1, maxLength: 3 })) }),
)
const leaf = fc.array(condition, { minLength: 1, maxLength: 3 })
const { pattern } = fc.letrec<{ pattern: object; some: object; inner: unknown }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 2 },
    tie('some'),
    fc.tuple(tie('some'), tie('some'), fc.dictionary(name, leaf, { maxKeys: 1 })).map(([one, other, rest]) => ({
      ...rest,
      $or: [one, other],
    })),
  ),
  some: fc.dictionary(name, tie('inner'), { minKeys: 1, maxKeys: 2 }),
  inner: fc.oneof({ maxDepth: 2 }, leaf, tie('some')),
}))

test.prop([pattern, fc.array(event, { minLength: 1, maxLength: 5 })], runs(500))(
  'EB-10 a compiled pattern and a naive reading of it agree',
  (given, events) => {
    const matches = compilePattern(given)
    for (const one of events) expect([one, matches(one)]).toEqual([one, naive(given, leavesOf(one))])
  },
)

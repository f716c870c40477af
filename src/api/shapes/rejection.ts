// Of everything a validator found wrong, what comes first in the caller's document, and in which words is it said?
import { show, suggestion } from '../../kernel/closest.ts'
import type { Rejection } from '../../kernel/errors.ts'
import { unescapeKey, unescapeKeys } from '../../kernel/plain-data.ts'
import { entryOf, isList, isMap, type ServiceShapes, typeOfMember, typeWithin } from './service-shapes.ts'
import type { core } from './zod.ts'

type Step = PropertyKey

interface Problem {
  readonly kind: 'value' | 'unknown member' | 'number of members'
  readonly path: readonly Step[]
}

/** Facts and the sentence they make, for one refused input. */
interface Explanation {
  readonly message: string
  readonly facts: Rejection
}

export function explain(
  shapes: ServiceShapes,
  structure: string,
  input: unknown,
  issues: readonly core.$ZodIssue[],
): Explanation {
  if (issues.length === 0) return tooManyIssues(structure)
  const problem = firstInDocument(issues.flatMap(problemsOf), input)
  const path = renderPath(problem.path)
  const { expected, found, hint } = describe(shapes, structure, input, problem)
  return { message: `${path}: expected ${expected}, found ${found}.${hint}`, facts: { path, expected, found } }
}

function tooManyIssues(structure: string): Explanation {
  const facts = { path: 'input', expected: `a ${structure}`, found: 'more mistakes than can be counted' }
  return { message: `input: expected ${facts.expected}, found ${facts.found}.`, facts }
}

function problemsOf(issue: core.$ZodIssue): Problem[] {
  if (issue.code === 'custom') return [{ kind: 'number of members', path: issue.path }]
  if (issue.code !== 'unrecognized_keys') return [{ kind: 'value', path: issue.path }]
  return issue.keys.map((key) => ({ kind: 'unknown member', path: [...issue.path, key] }))
}

// ── the order of the document ───────────────────────────────────────────────────────────────────────────────────────

/** What is missing is missed where its object ends. */
const END = Number.POSITIVE_INFINITY

function firstInDocument(problems: readonly Problem[], input: unknown): Problem {
  let rivals = problems
  let here = input
  for (let depth = 0; ; depth++) {
    const order = orderOf(here)
    const placeOf = ({ kind, path }: Problem): number => {
      if (depth < path.length) return order(path[depth] as Step)
      return kind === 'number of members' ? END : -1
    }
    const first = firstBy(rivals, placeOf)
    const step = first.path[depth]
    if (step === undefined) return first
    rivals = rivals.filter(({ path }) => path[depth] === step)
    here = within(here, step)
  }
}

function firstBy(problems: readonly Problem[], placeOf: (problem: Problem) => number): Problem {
  return problems.reduce((best, next) => (placeOf(next) < placeOf(best) ? next : best))
}

function orderOf(value: unknown): (step: Step) => number {
  if (Array.isArray(value)) return Number
  const places = new Map<Step, number>(Object.keys(Object(value)).map((key, place) => [key, place]))
  return (step) => places.get(step) ?? END
}

function within(value: unknown, step: Step): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? Reflect.get(value, step)
    : undefined
}

// ── the words ───────────────────────────────────────────────────────────────────────────────────────────────────────

interface Words {
  readonly expected: string
  readonly found: string
  readonly hint: string
}

function describe(shapes: ServiceShapes, structure: string, input: unknown, { kind, path }: Problem): Words {
  const outer = typeAt(shapes, structure, kind === 'unknown member' ? path.slice(0, -1) : path)
  const members = Object.keys(entryOf(shapes.structures, outer) ?? {})
  if (kind === 'unknown member') {
    const name = unescapeKey(String(path.at(-1)))
    return { expected: `a member of ${outer}`, found: show(name), hint: suggestion(name, members) }
  }
  const value = path.reduce(within, input)
  if (kind === 'number of members') {
    return { expected: `exactly one of ${list(members)}`, found: showCopied(value), hint: '' }
  }
  return describeValue(shapes, outer, value)
}

function describeValue(shapes: ServiceShapes, type: string, value: unknown): Words {
  const values = entryOf(shapes.enums, type)
  if (values === undefined) return { expected: expectedOf(type, value), found: showCopied(value), hint: '' }
  const hint = typeof value === 'string' ? suggestion(value, values) : ''
  return { expected: values.length === 1 ? list(values) : oneOf(values), found: showCopied(value), hint }
}

/** An error is read by people: of very many values a few stand for all. */
function oneOf(values: readonly string[]): string {
  const all = `one of ${list(values)}`
  return all.length <= 600 ? all : `one of ${values.length} values, such as ${list(values.slice(0, 4))}`
}

const SCALARS: Readonly<Record<string, string>> = {
  string: 'a string',
  boolean: 'true or false',
  integer: 'an integer',
  long: 'an integer',
  double: 'a finite number',
  timestamp: 'a Date',
  document: 'JSON data',
}

function expectedOf(type: string, value: unknown): string {
  if (isList(type)) return 'an array'
  if (isMap(type)) return 'an object'
  if (Number.isInteger(value) && type === 'integer') return 'an integer between -2147483648 and 2147483647'
  if (Number.isInteger(value) && type === 'long') return 'an integer that a number can hold exactly'
  return entryOf(SCALARS, type) ?? 'an object'
}

/** The table's type of what stands at a path. */
function typeAt(shapes: ServiceShapes, structure: string, path: readonly Step[]): string {
  return path.reduce<string>((type, step) => {
    if (isList(type) || isMap(type)) return typeWithin(type)
    return typeOfMember(entryOf(entryOf(shapes.structures, type) ?? {}, String(step)) ?? '')
  }, structure)
}

function showCopied(value: unknown): string {
  return typeof value === 'symbol' ? (value.description ?? 'a symbol') : show(unescapeKeys(value))
}

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')

/** `containerDefinitions[0].image`; keys that are no identifiers stand quoted in brackets; the input itself is `input`. */
function renderPath(path: readonly Step[]): string {
  return (
    path.reduce<string>((text, step) => {
      if (typeof step === 'number') return `${text}[${step}]`
      const key = unescapeKey(String(step))
      if (!/^[A-Za-z_$][\w$]{0,79}$/.test(key)) return `${text}[${show(key)}]`
      return text === '' ? key : `${text}.${key}`
    }, '') || 'input'
  )
}

// How are calls that AWS does not have checked? By zod, with one UsageError that names the field.
import type * as z from 'zod/mini'
import { didYouMean, show, suggestion } from '../kernel/closest.ts'
import { UsageError } from '../kernel/errors.ts'
import { copyPlain, unescapeKeys } from '../kernel/plain-data.ts'

/** Parses a control's input into a plain copy that shares nothing with it. @throws UsageError naming the first field that is not as it should be. */
export function parseControl<S extends z.ZodMiniType>(
  schema: S,
  input: unknown,
  call: string,
  nullable: readonly string[] = [],
): z.output<S> {
  const copy = copyPlain(input, nullable)
  const result = schema.safeParse(copy.value)
  if (result.success) return (copy.escaped ? unescapeKeys(result.data) : result.data) as z.output<S>
  throw usageErrorOf(result.error.issues[0]!, schema, copy.value, call)
}

function usageErrorOf(issue: z.core.$ZodIssue, schema: z.ZodMiniType, input: unknown, call: string): UsageError {
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] as string
    const known = membersOf(schema)
    const path = pathOf([...issue.path, key])
    const expected = didYouMean(key, known) ?? `one of ${known.join(', ')}`
    return new UsageError(`${call}: unknown member "${key.slice(0, 80)}".${suggestion(key, known)}`, {
      path,
      expected,
      found: key.slice(0, 80),
    })
  }
  const path = pathOf(issue.path)
  const found = show(valueAt(input, issue.path))
  const expected = expectationOf(issue)
  return new UsageError(`${call}: ${path === '' ? 'input' : path}: expected ${expected}, found ${found}.`, {
    path,
    expected,
    found,
  })
}

function expectationOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom' || issue.message !== 'Invalid input') return issue.message
  if (issue.code === 'invalid_type') return `a value of type ${issue.expected}`
  if (issue.code === 'too_small') return `at least ${issue.minimum}`
  if (issue.code === 'too_big') return `at most ${issue.maximum}`
  return 'another value'
}

function membersOf(schema: z.ZodMiniType): string[] {
  return 'shape' in schema.def ? Object.keys(schema.def.shape as object) : []
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input
  for (const key of path)
    value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined
  return value
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`))
    .join('')
}

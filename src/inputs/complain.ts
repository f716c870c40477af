// Is this data what the schema wants? If not, the first mistake in the file, in our words.
import type * as z from 'zod/mini'
import { suggestion, type UsageError } from '../index.ts'
import type { Step } from './document.ts'
import { mistake, type Place, unexpected, within } from './place.ts'

type Issue = z.core.$ZodIssue

/** @throws UsageError about the first thing in the file that is not as it should be */
export function refuseMistakes(schema: z.ZodMiniType, value: unknown, place: Place): void {
  const issues = issuesOf(schema, value, place).slice(0, MOST_ISSUES)
  if (issues.length === 0) return
  throw firstInFile(
    issues.flatMap((issue) => complaintsOf(issue, { schema, value, place })),
    place,
  )
}

/** Nobody reads more, and one of them is the first. */
const MOST_ISSUES = 100

/** zod hands issues on as arguments: some hundred thousand of them overflow the stack. */
function issuesOf(schema: z.ZodMiniType, value: unknown, place: Place): readonly Issue[] {
  try {
    const result = schema.safeParse(value)
    return result.success ? [] : result.error.issues
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw mistake(place, 'there are more mistakes in it than can be counted.')
  }
}

interface Complaint {
  readonly at: Place
  /** What is missing is missed where its object ends. */
  readonly isMissing: boolean
  readonly error: () => UsageError
}

interface Subject {
  readonly schema: z.ZodMiniType
  readonly value: unknown
  readonly place: Place
}

function firstInFile(complaints: readonly Complaint[], { document }: Place): UsageError {
  const offset = ({ at, isMissing }: Complaint) => (isMissing ? Number.POSITIVE_INFINITY : document.offsetOf(at.steps))
  return complaints.reduce((first, next) => (offset(next) < offset(first) ? next : first)).error()
}

function complaintsOf(issue: Issue, subject: Subject): Complaint[] {
  const steps = issue.path as readonly Step[]
  const at = within(subject.place, ...steps)
  if (issue.code === 'unrecognized_keys') {
    const known = membersOf(schemaAt(subject.schema, steps))
    return issue.keys.slice(0, 1).map((key) => {
      const place = within(at, key)
      return { at: place, isMissing: false, error: () => unknownMember(place, key, known) }
    })
  }
  const value = steps.reduce<unknown>(member, subject.value)
  const meant = issue.code === 'invalid_union' ? issue.errors.filter((branch) => branch.every(isInside)) : []
  if (meant.length === 1) {
    const inner = { schema: schemaAt(subject.schema, steps), value, place: at }
    return meant[0]!.flatMap((nested) => complaintsOf(nested, inner))
  }
  return [{ at, isMissing: value === undefined, error: () => unexpected(at, issue.message, value) }]
}

/** Whether a choice fits as a whole, and only something in it is wrong. */
function isInside(issue: Issue): boolean {
  return issue.path.length > 0 || issue.code === 'unrecognized_keys'
}

function unknownMember(at: Place, key: string, known: readonly string[]): UsageError {
  const hint = suggestion(key, known)
  const expected = `one of ${known.join(', ')}`
  const rest = hint === '' ? ` Expected ${expected}.` : hint
  return mistake(at, `there is no such member.${rest}`, { expected, found: key.slice(0, 80) })
}

function member(value: unknown, step: Step): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? Reflect.get(value, step)
    : undefined
}

// ── the schema beneath a path ──

type Definition = z.core.$ZodTypeDef & {
  readonly innerType?: z.ZodMiniType
  readonly options?: readonly z.ZodMiniType[]
  readonly element?: z.ZodMiniType
  readonly shape?: Readonly<Record<string, z.ZodMiniType>>
}

function schemaAt(schema: z.ZodMiniType, steps: readonly Step[]): z.ZodMiniType {
  return steps.reduce<z.ZodMiniType>((outer, step) => {
    const { element, shape } = definitionOf(outer)
    return element ?? shape?.[String(step)] ?? outer
  }, schema)
}

function membersOf(schema: z.ZodMiniType): string[] {
  return Object.keys(definitionOf(schema).shape ?? {})
}

/** Behind `optional`, and of a choice the option that has parts. */
function definitionOf(schema: z.ZodMiniType): Definition {
  const definition = schema.def as Definition
  if (definition.innerType !== undefined) return definitionOf(definition.innerType)
  const structured = definition.options?.find((option) => {
    const { shape, element } = definitionOf(option)
    return shape !== undefined || element !== undefined
  })
  return structured === undefined ? definition : definitionOf(structured)
}

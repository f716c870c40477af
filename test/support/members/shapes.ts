// Which members does the input of an operation have, at any depth, and what would one of them look like?
import {
  isList,
  isMap,
  isRequired,
  type ServiceShapes,
  typeOfMember,
  typeWithin,
} from '../../../src/api/shapes/service-shapes.ts'

/** As `containerDefinitions.environment.name`: lists and maps leave no trace in a path. */
export type Path = string

/** Every member of an operation's input. A structure within itself is not entered again. */
export function membersOf(shapes: ServiceShapes, operation: string): Path[] {
  const paths: Path[] = []
  const walk = (structure: string, at: string, within: readonly string[]): void => {
    for (const [member, written] of Object.entries(shapes.structures[structure] ?? {})) {
      const path = `${at}${member}`
      const type = innermost(written)
      paths.push(path)
      if (shapes.structures[type] !== undefined && !within.includes(type)) walk(type, `${path}.`, [...within, type])
    }
  }
  const entry = shapes.operations[operation] as string
  walk(entry, '', [entry])
  return paths
}

/** A copy of the input in which a member is nowhere. */
export function without(input: unknown, path: Path): unknown {
  const [member = '', ...rest] = path.split('.')
  if (Array.isArray(input)) return input.map((each) => without(each, path))
  if (!isRecord(input)) return input
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) => {
      if (name !== member) return [[name, value]]
      return rest.length === 0 ? [] : [[name, without(value, rest.join('.'))]]
    }),
  )
}

export function has(input: unknown, path: Path): boolean {
  const [member = '', ...rest] = path.split('.')
  if (Array.isArray(input)) return input.some((each) => has(each, path))
  if (!isRecord(input) || !Object.hasOwn(input, member)) return false
  return rest.length === 0 || has(input[member], rest.join('.'))
}

/** A copy of the input in which a member has a value that its shape allows; what it stands in is made as well, where it is not there. */
export function withSample(shapes: ServiceShapes, operation: string, input: unknown, path: Path): unknown {
  const set = (
    structure: string,
    into: Record<string, unknown>,
    [member = '', ...rest]: readonly string[],
  ): unknown => {
    const written = shapes.structures[structure]![member] as string
    const own = into[member]
    if (rest.length === 0) return { ...into, [member]: sampleOf(shapes, written) }
    const before = isList(typeOfMember(written)) && Array.isArray(own) ? own[0] : own
    const value = set(innermost(written), isRecord(before) ? before : requiredOf(shapes, innermost(written)), rest)
    const others = Array.isArray(own) ? own.slice(1) : []
    return { ...into, [member]: isList(typeOfMember(written)) ? [value, ...others] : value }
  }
  return set(shapes.operations[operation] as string, input as Record<string, unknown>, path.split('.'))
}

function innermost(written: string): string {
  const type = typeOfMember(written)
  return isList(type) || isMap(type) ? typeWithin(type) : type
}

function requiredOf(shapes: ServiceShapes, structure: string): Record<string, unknown> {
  const members = Object.entries(shapes.structures[structure]!)
  const needed = shapes.unions.includes(structure)
    ? members.slice(0, 1)
    : members.filter(([, type]) => isRequired(type))
  return Object.fromEntries(needed.map(([member, type]) => [member, sampleOf(shapes, type)]))
}

const SCALARS: Readonly<Record<string, unknown>> = {
  string: 'x',
  boolean: true,
  integer: 1,
  long: 1,
  double: 1,
  document: { x: 1 },
  timestamp: 0,
}

function sampleOf(shapes: ServiceShapes, written: string): unknown {
  const type = typeOfMember(written)
  if (isList(type)) return [sampleOf(shapes, typeWithin(type))]
  if (isMap(type)) return { x: sampleOf(shapes, typeWithin(type)) }
  return SCALARS[type] ?? shapes.enums[type]?.[0] ?? requiredOf(shapes, type)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

// What do the SDK's schemas say about a value? They are plain arrays; this reads what the query protocol needs of them.
//
// A reference is a schema, a function that gives one, or `[reference, traits]` for a member. A schema is a number for what
// is simple, `[kind, namespace, name, traits, ...]` for what is not.

export type Shape =
  | { readonly kind: 'structure'; members(): readonly Member[] }
  | { readonly kind: 'list'; readonly item: Member }
  | { readonly kind: 'map'; readonly key: Member; readonly value: Member }
  | { readonly kind: 'string' | 'number' | 'boolean' | 'timestamp' | 'blob' | 'document' | 'nothing' }

/** A member of a structure, an item of a list, a key or value of a map. */
export interface Member {
  readonly name: string
  /** As it stands in XML and in forms. */
  readonly wireName: string
  readonly isFlattened: boolean
  shape(): Shape
}

const SIMPLE: Readonly<
  Record<number, Shape['kind'] & ('string' | 'number' | 'boolean' | 'timestamp' | 'blob' | 'document')>
> = {
  0: 'string',
  1: 'number',
  2: 'boolean',
  4: 'timestamp',
  5: 'timestamp',
  6: 'timestamp',
  7: 'timestamp',
  15: 'document',
  17: 'number',
  19: 'number',
  21: 'blob',
  42: 'blob',
}
const LIST_OF = 64
const MAP_OF = 128

export function shapeOf(reference: unknown): Shape {
  const schema = referred(reference)
  if (typeof schema === 'number') return simpleShape(schema)
  if (!Array.isArray(schema)) return { kind: 'nothing' }
  const [kind, , , , ...rest] = schema as readonly unknown[]
  if (kind === 0) return shapeOf(rest[0])
  if (kind === 1) return { kind: 'list', item: memberOf('member', rest[0]) }
  if (kind === 2) return { kind: 'map', key: memberOf('key', rest[0]), value: memberOf('value', rest[1]) }
  const [names = [], types = []] = rest as readonly (readonly unknown[])[]
  return { kind: 'structure', members: () => names.map((name, place) => memberOf(String(name), types[place])) }
}

function simpleShape(schema: number): Shape {
  if (schema >= MAP_OF) return { kind: 'map', key: memberOf('key', 0), value: memberOf('value', schema - MAP_OF) }
  if (schema >= LIST_OF) return { kind: 'list', item: memberOf('member', schema - LIST_OF) }
  return { kind: SIMPLE[schema] ?? 'document' }
}

function memberOf(name: string, reference: unknown): Member {
  const { xmlName, xmlFlattened } = { ...traitsOfTarget(reference), ...traitsOf(reference) }
  return {
    name,
    wireName: typeof xmlName === 'string' ? xmlName : name,
    isFlattened: xmlFlattened !== undefined,
    shape: () => shapeOf(reference),
  }
}

type Traits = Readonly<Record<string, unknown>>

/** What a member says of itself. */
function traitsOf(reference: unknown): Traits {
  return isMember(reference) && typeof reference[1] === 'object' ? (reference[1] as Traits) : {}
}

/** What the type behind a member says; a name for XML is the member's own business. */
function traitsOfTarget(reference: unknown): Traits {
  const schema = referred(reference)
  const traits: unknown = Array.isArray(schema) ? schema[3] : undefined
  if (typeof traits !== 'object' || traits === null) return {}
  const { xmlName: _, ...others } = traits as Traits
  return others
}

function referred(reference: unknown): unknown {
  let schema = reference
  while (typeof schema === 'function' || isMember(schema)) schema = typeof schema === 'function' ? schema() : schema[0]
  return schema
}

function isMember(schema: unknown): schema is readonly [reference: unknown, traits: unknown] {
  return Array.isArray(schema) && schema.length === 2
}

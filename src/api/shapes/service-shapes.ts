// How are the generated tables of input shapes written, and how is one of their entries read?

/**
 * A member's type is `string`, `boolean`, `integer` (32 bits), `long`, `double`, `timestamp`, `document` (any JSON), or the
 * name of an enum or structure; `[]` behind it makes a list, `{}` a map from strings, and a final `!` says "required".
 */
export interface ServiceShapes {
  /** The structure that each operation takes. */
  readonly operations: Readonly<Record<string, string>>
  readonly structures: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Structures of which exactly one member is given. */
  readonly unions: readonly string[]
  readonly enums: Readonly<Record<string, readonly string[]>>
}

export const isRequired = (member: string): boolean => member.endsWith('!')

export const typeOfMember = (member: string): string => (isRequired(member) ? member.slice(0, -1) : member)

export const isList = (type: string): boolean => type.endsWith('[]')

export const isMap = (type: string): boolean => type.endsWith('{}')

/** The type of the elements of a list, or of the values of a map. */
export const typeWithin = (type: string): string => type.slice(0, -2)

/** Looks a name up among a table's own entries: `constructor` and its like are not in any table. */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

// How are the generated tables of input shapes written, and how is one of their entries read?
import { certain } from '../../kernel/assert.ts'

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

/**
 * A table as it is generated: sections with a title, and in each a line an entry, which begins with the entry's name. Read
 * when it is first asked for: whoever imports the package gets a text, and an object of a thousand members only when it is needed.
 */
export function shapesOf(text: string): ServiceShapes {
  let table: ServiceShapes | undefined
  const read = () => {
    table ??= tableOf(text)
    return table
  }
  return {
    get operations() {
      return read().operations
    },
    get structures() {
      return read().structures
    },
    get unions() {
      return read().unions
    },
    get enums() {
      return read().enums
    },
  }
}

function tableOf(text: string): ServiceShapes {
  const sections = new Map(
    text
      .trim()
      .split('\n\n')
      .map((section) => {
        const [title, ...lines] = section.split('\n')
        return [title, lines.map((line) => line.split(' ') as [string, ...string[]])]
      }),
  )
  const entries = (title: string) => sections.get(title) ?? []
  return {
    operations: Object.fromEntries(entries('operations').map(([name, structure]) => [name, certain(structure, name)])),
    unions: entries('unions').map(([name]) => name),
    enums: Object.fromEntries(entries('enums').map(([name, ...values]) => [name, values])),
    structures: Object.fromEntries(
      entries('structures').map(([name, ...members]) => [
        name,
        Object.fromEntries(members.map((member) => member.split(':'))),
      ]),
    ),
  }
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

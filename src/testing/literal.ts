// How does a value look in a program? As somebody would write it: single quotes, no quotes around plain names, short lines.

const WIDTH = 100
const PLAIN_NAME = /^[A-Za-z_$][\w$]*$/

/**
 * A value of plain data as source text; functions by their own text.
 * @param names texts that have a name in the program, such as the ARN of an instance, and that name
 * @param room columns that the first line may fill
 */
export function literal(value: unknown, names: ReadonlyMap<string, string> = new Map(), room = WIDTH): string {
  const flat = flatText(value, names)
  if (flat.length <= room || typeof value !== 'object' || value === null) return flat
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const lines = membersOf(value).map(([prefix, member]) => `${prefix}${literal(member, names, WIDTH - 8)},`)
  return [open, ...lines.map(indented), close].join('\n')
}

function flatText(value: unknown, names: ReadonlyMap<string, string>): string {
  if (typeof value === 'string') return names.get(value) ?? quoted(value)
  if (typeof value === 'function') return value.toString()
  if (Object.is(value, -0)) return '-0'
  if (typeof value !== 'object' || value === null) return String(value)
  const members = membersOf(value).map(([prefix, member]) => prefix + flatText(member, names))
  if (Array.isArray(value)) return `[${members.join(', ')}]`
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

function membersOf(value: object): [prefix: string, member: unknown][] {
  if (Array.isArray(value)) return value.map((member) => ['', member])
  // Written as a name, `__proto__: x` would set the prototype.
  const nameText = (name: string) =>
    name === '__proto__' ? "['__proto__']" : PLAIN_NAME.test(name) ? name : quoted(name)
  return Object.entries(value).flatMap(([name, member]): [string, unknown][] =>
    member === undefined ? [] : [[`${nameText(name)}: `, member]],
  )
}

/** Backslashes, quotes and whatever does not print are escaped as in JSON. */
function quoted(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${inner}'`
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ')
}

// What was asked with an AWS Query request? A form of dotted paths (`Targets.member.1.Id=i-1`) becomes plain data again.
import { type Member, type Shape, shapeOf } from './schema.ts'

interface Node {
  text: string | null
  readonly children: Map<string, Node>
}

const node = (): Node => ({ text: null, children: new Map() })

/** The input that `schema` describes. What it does not know is passed over, as AWS does. */
export function inputFromForm(schema: unknown, form: string): unknown {
  const root = node()
  for (const [path, text] of new URLSearchParams(form)) {
    let here = root
    for (const step of path.split('.')) {
      const child = here.children.get(step) ?? node()
      here.children.set(step, child)
      here = child
    }
    here.text = text
  }
  const shape = shapeOf(schema)
  return shape.kind === 'structure' ? structureAt(root, shape.members()) : {}
}

function structureAt({ children }: Node, members: readonly Member[]): Record<string, unknown> {
  const found = members.flatMap((member) => {
    const child = children.get(member.wireName)
    return child === undefined ? [] : [[member.name, valueAt(child, member.shape(), member.isFlattened)] as const]
  })
  return Object.fromEntries(found)
}

function valueAt(at: Node, shape: Shape, isFlattened: boolean): unknown {
  switch (shape.kind) {
    case 'structure':
      return structureAt(at, shape.members())
    case 'list':
      return numbered(isFlattened ? at : at.children.get(shape.item.wireName)).map((item) =>
        valueAt(item, shape.item.shape(), false),
      )
    case 'map':
      return Object.fromEntries(
        numbered(isFlattened ? at : at.children.get('entry')).map((entry) => [
          entry.children.get(shape.key.wireName)?.text ?? '',
          valueAt(entry.children.get(shape.value.wireName) ?? node(), shape.value.shape(), false),
        ]),
      )
    default:
      return scalar(at.text ?? '', shape.kind)
  }
}

/** `.1`, `.2`, … in the order of their numbers. */
function numbered(at: Node | undefined): readonly Node[] {
  const entries = [...(at?.children ?? [])].filter(([step]) => /^\d+$/.test(step))
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => child)
}

/** What is no number or no truth value stays the text that it is: the operation says what it expected. */
function scalar(text: string, kind: Shape['kind']): unknown {
  if (kind === 'number') return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text)
  if (kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  if (kind === 'timestamp') return new Date(text)
  return text
}

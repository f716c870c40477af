// What do CloudFormation's short forms stand for? `!Ref X` is `{ Ref: X }`, and is read as if that were written there.
import { type Document, isNode, isPair, type Node, Pair, Scalar, type Tags, visit, YAMLMap } from 'yaml'
import { suggestion } from '../index.ts'

/** After the `!`; those without `Fn::` in the long form, and the others. */
const BARE = ['Ref', 'Condition']
const FUNCTIONS = [
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
]

const LONG_FORMS: ReadonlyMap<string, string> = new Map([
  ...BARE.map((name) => [`!${name}`, name] as const),
  ...FUNCTIONS.map((name) => [`!${name}`, `Fn::${name}`] as const),
])

/** What stands behind the tag is read as it is. */
export const SHORT_FORM_TAGS: Tags = [...LONG_FORMS.keys()].flatMap((tag) => [
  { tag, resolve: (text: string) => text },
  { tag, collection: 'seq' as const, resolve: (list: unknown) => list },
  { tag, collection: 'map' as const, resolve: (map: unknown) => map },
])

/** Writes the long forms into the document, each where its short form stood. Returns whether there was any. */
export function spellOutShortForms(document: Document.Parsed): boolean {
  let hasAny = false
  visit(document, {
    Node(_, node) {
      const name = LONG_FORMS.get(node.tag ?? '')
      if (name === undefined || !isNode(node) || isPair(node)) return undefined
      hasAny = true
      return longForm(node as Node, name)
    },
  })
  return hasAny
}

function longForm(node: Node & { tag?: string; anchor?: string }, name: string): YAMLMap {
  const key = new Scalar(name)
  const map = new YAMLMap()
  map.items.push(new Pair(key, node))
  if (node.anchor !== undefined) map.anchor = node.anchor
  if (node.range != null) map.range = key.range = node.range
  delete node.tag
  delete node.anchor
  return map
}

/** In words: the library's message holds the tag at its end. */
export function unknownTag(message: string): string {
  const tag = message.replace(/^.*?: /, '').slice(0, 80)
  return `there is no intrinsic function ${tag}.${suggestion(tag, [...LONG_FORMS.keys()])}`
}

// What does a YAML or JSON text say, and on which line does it say it? One door for every file that a scenario is made of.
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Scalar,
  visit,
} from 'yaml'
import { show, UsageError } from '../index.ts'
import { SHORT_FORM_TAGS, spellOutShortForms, unknownTag } from './short-forms.ts'
import { parseOneDocument } from './yaml-document.ts'

/** A step into a document: the name of a member, or the index of an item. */
export type Step = string | number

/** One file as it was read. */
export interface SourceDocument {
  /** The path as the user wrote it; `<stdin>` for standard input. */
  readonly name: string
  readonly data: unknown
  /** Whether it is written with CloudFormation's short forms, which other files do not have. */
  readonly hasShortForms: boolean
  /** Where in the text something stands, or the nearest thing around it. */
  offsetOf(steps: readonly Step[]): number
  /** `name:line:column` of the same. */
  locate(steps: readonly Step[]): string
}

/** Bytes that a file may have: five megabytes. */
export const MOST_BYTES = 5 * 1024 * 1024

/** How often one anchor may be followed, and how many aliases a file may hold: enough for people, not for an alias bomb. */
const MOST_REPETITIONS = 100
const MOST_ALIASES = 1_000

/** The library looks for equal keys pair by pair, which a large file makes endless: we do it ourselves. */
const YAML_OPTIONS = { prettyErrors: false, logLevel: 'error', resolveKnownTags: false, uniqueKeys: false } as const

/** A file for which YAML tags mean something. */
export interface Dialect {
  /** CloudFormation's short forms: `!Ref X` is read as `{ Ref: X }`. Any other tag is refused all the same. */
  readonly shortForms?: boolean
}

/** @throws UsageError naming file, line and column of the first thing that is wrong */
export function readDocument(
  source: string | Uint8Array,
  name: string,
  { shortForms = false }: Dialect = {},
): SourceDocument {
  const text = textOf(source, name)
  const lines = new LineCounter()
  const placeOf = (offset: number) => {
    const { line, col } = lines.linePos(Math.min(offset, text.length))
    return `${name}:${line}:${col}`
  }
  const customTags = shortForms ? SHORT_FORM_TAGS : []
  const document = parseOneDocument(text, lines, { ...YAML_OPTIONS, customTags }, (offset) =>
    refuseSyntax(placeOf(offset), 'lists and objects are nested too deeply'),
  )
  if (shortForms) refuseUnknownTags(document, placeOf)
  refuseSyntaxErrors(document, placeOf)
  const hasShortForms = shortForms && spellOutShortForms(document)
  refuseOddNodes(document, placeOf)
  if (document.contents === null) throw new UsageError(`${name}: the file is empty.`, { path: name, found: 'nothing' })
  return {
    name,
    data: plainData(document, name),
    hasShortForms,
    offsetOf: (steps) => offsetOf(document, steps),
    locate: (steps) => placeOf(offsetOf(document, steps)),
  }
}

/** A file as its bytes, as its text, or read already. */
export type Source = string | Uint8Array | SourceDocument

/** @throws UsageError as `readDocument` */
export function documentOf(source: Source, name: string, dialect: Dialect = {}): SourceDocument {
  const isRead = typeof source !== 'string' && !(source instanceof Uint8Array)
  return isRead ? source : readDocument(source, name, dialect)
}

function textOf(source: string | Uint8Array, name: string): string {
  if (source.length > MOST_BYTES) {
    const expected = 'at most 5 MB'
    throw new UsageError(`${name}: the file is too large: expected ${expected}.`, { path: name, expected })
  }
  if (typeof source === 'string') return source
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(source)
  } catch {
    throw new UsageError(`${name}: the file is not UTF-8 text.`, { path: name, expected: 'UTF-8 text', found: 'bytes' })
  }
}

// ── what is no document ──

function refuseSyntax(place: string, mistake: string): never {
  throw new UsageError(`${place}: ${mistake}.`, { path: place })
}

function refuseSyntaxErrors(document: Document.Parsed, placeOf: (offset: number) => string): void {
  const error = document.errors[0] ?? document.warnings[0]
  if (error !== undefined) refuseSyntax(placeOf(error.pos[0]), syntaxMistake(error.code, error.message))
}

function refuseUnknownTags({ errors, warnings }: Document.Parsed, placeOf: (offset: number) => string): void {
  const warning = errors.length > 0 ? undefined : warnings.find(({ code }) => code === 'TAG_RESOLVE_FAILED')
  if (warning === undefined) return
  const place = placeOf(warning.pos[0])
  throw new UsageError(`${place}: ${unknownTag(warning.message)}`, { path: place })
}

function syntaxMistake(code: string, message: string): string {
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here: expected one document'
  return `this is not YAML or JSON: ${message}`
}

/** Aliases must have an anchor outside themselves, and keys must be texts, each one once. */
function refuseOddNodes(document: Document.Parsed, placeOf: (offset: number) => string): void {
  const refuse = (node: Node, mistake: string): never => {
    const place = placeOf(node.range?.[0] ?? 0)
    throw new UsageError(`${place}: ${mistake}.`, { path: place })
  }
  let aliases = 0
  visit(document, {
    Alias(_, alias, ancestors) {
      if (++aliases > MOST_ALIASES) refuse(alias, `there are more than ${MOST_ALIASES} aliases`)
      const anchored = alias.resolve(document)
      if (anchored === undefined) refuse(alias, `the alias *${alias.source} has no anchor before it`)
      if (ancestors.includes(anchored as Node)) refuse(alias, `the alias *${alias.source} contains itself`)
    },
    Map(_, { items }) {
      const names = new Set<string>()
      for (const { key } of items as { key: Node }[]) {
        if (!isScalar(key)) refuse(key, 'a key is no text')
        const name = String((key as Scalar).value)
        if (names.has(name)) refuse(key, `the key ${show(name)} stands here twice`)
        names.add(name)
      }
    },
  })
}

function plainData(document: Document.Parsed, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_REPETITIONS })
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    throw new UsageError(`${name}: aliases repeat too much: expected at most ${MOST_REPETITIONS} repetitions.`, {
      path: name,
    })
  }
}

// ── where things stand ──

function offsetOf(document: Document.Parsed, steps: readonly Step[]): number {
  let node: unknown = document.contents
  let offset = startOf(node) ?? 0
  for (const step of steps) {
    const found = childOf(isAlias(node) ? (node as Alias).resolve(document) : node, step)
    if (found === undefined) break
    offset = startOf(found.at) ?? offset
    node = found.value
  }
  return offset
}

/** A member is where its key is; an item is where it is itself. */
function childOf(node: unknown, step: Step): { at: unknown; value: unknown } | undefined {
  if (isSeq(node)) {
    const item = node.items[step as number]
    return item === undefined ? undefined : { at: item, value: item }
  }
  if (!isMap(node)) return undefined
  const pair = node.items.find(({ key }) => String((key as Scalar).value) === String(step))
  return pair === undefined ? undefined : { at: pair.key, value: pair.value }
}

function startOf(node: unknown): number | undefined {
  return (node as Partial<Node> | null)?.range?.[0]
}

// Which file does the TemplateURL of a nested stack mean? A path beside its parent, or the end of an address in S3.
import { UsageError } from '../../index.ts'
import { readDocument, type SourceDocument } from '../document.ts'
import { type ReadFile, reasonOf } from '../files.ts'
import { mistake, type Place } from '../place.ts'

export class TemplateFiles {
  private readonly readFile: ReadFile | undefined
  private readonly documents: Map<string, SourceDocument>

  constructor(readFile: ReadFile | undefined, known: Iterable<readonly [string, SourceDocument]> = []) {
    this.readFile = readFile
    this.documents = new Map(known)
  }

  get known(): ReadonlyMap<string, SourceDocument> {
    return this.documents
  }

  /** The first of the paths that can be read. @throws UsageError naming all of them when none can */
  find(paths: readonly string[], place: Place, meant: string): SourceDocument {
    const reasons: string[] = []
    for (const path of paths) {
      const found = this.documents.get(path) ?? this.read(path, reasons)
      if (found !== undefined) return found
    }
    const tried = paths.map((path) => path.slice(0, 200)).join(', ')
    const why = reasons[0] ?? 'there is no such file'
    const hint = 'put the nested template beside its parent, or run "aws cloudformation package" or "cdk synth"'
    const facts = { expected: 'a file', found: why }
    throw mistake(
      place,
      `cannot read the nested template ${meant.slice(0, 200)}: ${why}; tried ${tried}: ${hint}.`,
      facts,
    )
  }

  private read(path: string, reasons: string[]): SourceDocument | undefined {
    const source = this.bytes(path, reasons)
    if (source === undefined) return undefined
    const document = readDocument(source, path, { shortForms: true })
    this.documents.set(path, document)
    return document
  }

  /** Any reason but "no such file" is worth telling. */
  private bytes(path: string, reasons: string[]): string | Uint8Array | undefined {
    if (this.readFile === undefined) {
      reasons.push('nobody here can read files')
      return undefined
    }
    try {
      return this.readFile(path)
    } catch (error) {
      if (error instanceof UsageError) throw error
      const reason = reasonOf(error)
      if (reason !== 'there is no such file') reasons.push(reason)
      return undefined
    }
  }
}

/** Where a nested template may lie, best first. `folders`: that of its parent, then that of the root. */
export function pathsOf(url: string, assetPath: unknown, folders: readonly string[]): readonly string[] {
  const asset = typeof assetPath === 'string' ? [assetPath] : []
  const address = /^(?:https?|s3):\/\/[^/]*\/(.*)$/.exec(url)?.[1]
  const ends = address === undefined ? [url.replace(/^file:\/\//, '')] : endsOf(address.split(/[?#]/, 1)[0]!)
  const paths = [...asset, ...ends].flatMap((path) => folders.map((folder) => joined(folder, path)))
  return [...new Set(paths)].slice(0, MOST_PATHS)
}

const MOST_PATHS = 40

/** `a/b/c`, `b/c`, `c`. */
function endsOf(address: string): string[] {
  const parts = address.split('/').filter((part) => part !== '')
  return parts.map((_, index) => parts.slice(index).join('/'))
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}

function joined(folder: string, path: string): string {
  if (/^(?:[/\\]|[A-Za-z]:[/\\])/.test(path)) return path
  const steps: string[] = []
  for (const step of `${folder}${path}`.split('/')) {
    const isUp = step === '..' && steps.length > 0 && steps.at(-1) !== '..' && steps.at(-1) !== ''
    if (isUp) steps.pop()
    else if (step !== '.') steps.push(step)
  }
  return steps.join('/')
}

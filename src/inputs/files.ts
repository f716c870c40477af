// What stands behind a `file://` reference? The file is read by whoever calls us; here it is parsed, once.
import { readDocument, type SourceDocument } from './document.ts'
import { continuedIn, mistake, type Place } from './place.ts'

/** Reads a file that a scenario names. The path is what stands after `file://`. */
export type ReadFile = (path: string) => string | Uint8Array

/** A value, and where it stands. */
export interface Placed<T = unknown> {
  readonly value: T
  readonly place: Place
}

export class Files {
  private readonly known = new Map<string, SourceDocument>()
  private readonly readFile: ReadFile | undefined

  constructor(readFile: ReadFile | undefined) {
    this.readFile = readFile
  }

  /** Those that have been read, by the path that names them. */
  get documents(): ReadonlyMap<string, SourceDocument> {
    return this.known
  }

  /** The same, with these in the place of what would be read. */
  with(documents: ReadonlyMap<string, SourceDocument>): Files {
    const files = new Files(this.readFile)
    for (const [path, document] of documents) files.known.set(path, document)
    return files
  }

  /** The value itself, or what the file holds that it names. @throws UsageError for a file that cannot be read */
  resolve(value: unknown, place: Place): Placed {
    if (typeof value !== 'string' || !value.startsWith('file://')) return { value, place }
    const document = this.read(value.slice('file://'.length), place)
    return { value: document.data, place: continuedIn(place, document) }
  }

  private read(path: string, place: Place): SourceDocument {
    const known = this.known.get(path)
    if (known !== undefined) return known
    const document = readDocument(this.bytes(path, place), path)
    this.known.set(path, document)
    return document
  }

  private bytes(path: string, place: Place): string | Uint8Array {
    if (this.readFile === undefined) throw unreadable(place, path, 'nobody here can read files')
    try {
      return this.readFile(path)
    } catch (error) {
      throw unreadable(place, path, reasonOf(error))
    }
  }
}

function unreadable(place: Place, path: string, why: string): Error {
  const short = path.length > 200 ? `${path.slice(0, 200)}…` : path
  return mistake(place, `cannot read file://${short}: ${why}.`, { expected: 'a file', found: why })
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENAMETOOLONG: 'the name is too long',
}

export function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (typeof code === 'string' && Object.hasOwn(REASONS, code)) return REASONS[code]!
  return String(message ?? error).split('\n', 1)[0]!
}

// What does the command touch outside itself? All of it stands here, so that a test can put something else in its place.
import { closeSync, openSync, readdirSync, readSync, writeFileSync } from 'node:fs'

export interface Io {
  /** Data. */
  out(text: string): void
  /** Diagnostics. */
  err(text: string): void
  readFile(path: string): Uint8Array
  /** @throws the system's error, EEXIST for a file that may not be overwritten */
  writeFile(path: string, text: string, options: { readonly overwrite: boolean }): void
  /** Names of the files in a folder, in the order of their code units. @throws the system's error */
  listFolder(path: string): readonly string[]
  readStdin(): Promise<Uint8Array>
  /** How far a long run is, for a person who watches; null takes it away again. */
  progress(text: string | null): void
  /** Whether standard output shows colours. */
  readonly hasColors: boolean
  readonly version: string
}

/**
 * More than a file may have (`MOST_BYTES` of the inputs, which are not loaded for one number): enough to see that it is too large, also when it
 * has no end.
 */
const ENOUGH = 6 * 1024 * 1024

/** @throws the system's error when the file cannot be read */
export function readLimited(path: string): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const chunks: Uint8Array[] = []
    for (let total = 0; total < ENOUGH; ) {
      const chunk = new Uint8Array(64 * 1024)
      const length = readSync(file, chunk)
      if (length === 0) break
      chunks.push(chunk.subarray(0, length))
      total += length
    }
    return Buffer.concat(chunks)
  } finally {
    closeSync(file)
  }
}

/** Files alone. @throws the system's error when the folder cannot be read */
export function list(path: string): string[] {
  const entries = readdirSync(path, { withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name)
    .sort((a, b) => (a < b ? -1 : 1))
}

/** @throws the system's error when the file cannot be written */
export function write(path: string, text: string, { overwrite }: { readonly overwrite: boolean }): void {
  writeFileSync(path, text, { flag: overwrite ? 'w' : 'wx' })
}

export async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let total = 0
  for await (const chunk of stream) {
    chunks.push(chunk)
    total += chunk.length
    if (total >= ENOUGH) break
  }
  return Buffer.concat(chunks)
}

// Where does a command read from? Files, standard input, and folders; what cannot be read is one complaint.
import { UsageError } from '../index.ts'
import { reasonOf } from '../inputs/index.ts'
import type { Io } from './io.ts'

export const STDIN = '-'

/** A text, and what complaints call it. */
export interface Source {
  readonly name: string
  readonly text: string | Uint8Array
}

/** @throws UsageError */
export async function readSource(path: string, io: Io, expected: string): Promise<Source> {
  if (path === STDIN) return { name: '<stdin>', text: await io.readStdin() }
  return { name: path, text: readOrRefuse(path, io, expected) }
}

/** @throws UsageError */
function readOrRefuse(path: string, io: Io, expected: string): Uint8Array {
  return attempt(path, expected, () => io.readFile(path))
}

const READABLE = /\.(?:json|ya?ml)$/i

/** The JSON and YAML files of a folder, in order of their names. @throws UsageError for a folder without any */
export function readFolder(path: string, io: Io): Source[] {
  const expected = 'a folder of files that the AWS CLI has printed'
  const names = attempt(path, expected, () => io.listFolder(path)).filter((name) => READABLE.test(name))
  if (names.length === 0) {
    const found = 'no file that ends in .json, .yaml or .yml'
    throw new UsageError(`${path.slice(0, 200)}: expected ${expected}, found ${found}.`, { path, expected, found })
  }
  return names.map((name) => {
    const file = `${path.replace(/\/+$/, '')}/${name}`
    return { name: file, text: readOrRefuse(file, io, expected) }
  })
}

function attempt<T>(path: string, expected: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new UsageError(`cannot read ${path.slice(0, 200)}: ${reasonOf(error)}.`, { path, expected })
  }
}

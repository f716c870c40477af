// Where does the scenario of a command come from? A file, or standard input.
import { dirname, resolve } from 'node:path'
import { UsageError } from '../index.ts'
import { loadScenario, reasonOf, type Scenario } from '../inputs/index.ts'
import type { Io } from './io.ts'

export const STDIN = '-'

/**
 * `file://` paths are relative to the scenario; to the working folder when it comes from standard input.
 * @throws UsageError
 */
export async function readScenario(path: string, io: Io): Promise<Scenario> {
  const isStdin = path === STDIN
  const folder = isStdin ? '.' : dirname(path)
  const text = isStdin ? await io.readStdin() : readOrRefuse(path, io)
  return loadScenario(text, {
    name: isStdin ? '<stdin>' : path,
    readFile: (reference) => io.readFile(resolve(folder, reference)),
  })
}

function readOrRefuse(path: string, io: Io): Uint8Array {
  try {
    return io.readFile(path)
  } catch (error) {
    throw new UsageError(`cannot read ${path.slice(0, 200)}: ${reasonOf(error)}.`, { path, expected: 'a scenario' })
  }
}

// Where does the scenario of a command come from? A file, or standard input.
import { dirname, resolve } from 'node:path'
import { loadScenario, type ReadFile, type Scenario, type SourceDocument } from '../inputs/index.ts'
import type { Io } from './io.ts'
import { readSource, STDIN } from './read-file.ts'

/** @throws UsageError */
export async function readScenario(path: string, io: Io): Promise<Scenario> {
  const { text, name } = await readSource(path, io, 'a scenario')
  return loadScenario(text, { name, readFile: besides(path, io) })
}

/** @throws UsageError */
export function scenarioOf(path: string, document: SourceDocument, io: Io): Scenario {
  return loadScenario(document, { readFile: besides(path, io) })
}

/** `file://` paths are relative to the scenario; to the working folder when it comes from standard input. */
function besides(path: string, io: Io): ReadFile {
  const folder = path === STDIN ? '.' : dirname(path)
  return (reference) => io.readFile(resolve(folder, reference))
}

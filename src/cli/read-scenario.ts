// Where does the scenario of a command come from? A file, or standard input.
import { dirname, resolve } from 'node:path'
import { loadScenario, type Scenario } from '../inputs/index.ts'
import type { Io } from './io.ts'
import { readSource, type Source, STDIN } from './read-file.ts'

/** @throws UsageError */
export async function readScenario(path: string, io: Io): Promise<Scenario> {
  return scenarioOf(path, await readSource(path, io, 'a scenario'), io)
}

/** `file://` paths are relative to the scenario; to the working folder when it comes from standard input. @throws UsageError */
export function scenarioOf(path: string, { name, text }: Source, io: Io): Scenario {
  const folder = path === STDIN ? '.' : dirname(path)
  return loadScenario(text, { name, readFile: (reference) => io.readFile(resolve(folder, reference)) })
}

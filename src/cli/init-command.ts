// `drydock init`: writes a first scenario, for somebody to change.
import { UsageError } from '../index.ts'
import { reasonOf } from '../inputs/index.ts'
import { FIRST_FILE, FIRST_SCENARIO } from './first-scenario.ts'
import type { Io } from './io.ts'
import { STDIN as STDOUT } from './read-file.ts'
import { shellWord } from './shell-word.ts'

export interface InitOptions {
  readonly force?: boolean
}

/** @throws UsageError for a file that is there already, or cannot be written */
export function initCommand(path: string, { force = false }: InitOptions, io: Io): void {
  const text = FIRST_SCENARIO.replaceAll(FIRST_FILE, path === STDOUT ? FIRST_FILE : shellWord(path))
  if (path === STDOUT) {
    io.out(text)
    return
  }
  try {
    io.writeFile(path, text, { overwrite: force })
  } catch (error) {
    throw refusal(path, error)
  }
  io.err(`wrote ${path}; play it with: drydock run ${shellWord(path)}\n`)
}

/** Where writing fails otherwise than reading does. */
const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'it is there already; --force overwrites it',
  ENOENT: 'there is no such folder',
}

function refusal(path: string, error: unknown): UsageError {
  const why = REASONS[String((error as { code?: unknown }).code)] ?? reasonOf(error)
  return new UsageError(`cannot write ${path.slice(0, 200)}: ${why}.`, { path, expected: 'a new file', found: why })
}

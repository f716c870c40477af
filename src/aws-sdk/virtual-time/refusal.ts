// What is said when code cannot run in virtual time?
import { UsageError } from '../../index.ts'

export interface Mismatch {
  readonly expected: string
  readonly found: string
  /** What to do; may be empty. */
  readonly hint: string
}

export function refusal(path: string, { expected, found, hint }: Mismatch): UsageError {
  const sentence = `withVirtualTime: expected ${expected}, found ${found}. ${hint}`
  return new UsageError(sentence.trim(), { path, expected, found })
}

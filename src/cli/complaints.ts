// How does a command say that it does not know a name? With the names that there are.
import { show, UsageError } from '../index.ts'

const NAMED = 8

export function few(names: readonly string[]): string {
  const rest = names.length - NAMED
  return rest <= 0 ? names.join(', ') : `${names.slice(0, NAMED).join(', ')} and ${rest} more`
}

export function unknownName(path: string, expected: string, wanted: string, hint: string): UsageError {
  const found = show(wanted)
  return new UsageError(`${path}: expected ${expected}, found ${found}.${hint}`, { path, expected, found })
}

// How does an operation answer that would mislead if it did nothing? By its own name, and with what is missing.
import { notSimulated } from './refuse.ts'

export function refusedOperations<Name extends string>(
  missing: Readonly<Record<Name, string>>,
  rule: string,
): Readonly<Record<Name, () => never>> {
  const refused = Object.entries<string>(missing).map(([operation, what]) => [
    operation,
    () => notSimulated(operation, what, operation, rule),
  ])
  return Object.fromEntries(refused) as Readonly<Record<Name, () => never>>
}

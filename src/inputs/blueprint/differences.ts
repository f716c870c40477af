// In which members do two inputs of one call differ?
import type { AwsInput } from '../services.ts'

/** Names of the members that were added, changed or left out, in order of spelling. */
export function differingMembers(before: AwsInput, after: AwsInput): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names.filter((name) => !isSame(before[name], after[name]))
}

/** Equal as JSON, whatever the order of members. */
export function isSame(a: unknown, b: unknown): boolean {
  return stable(a) === stable(b)
}

function stable(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? 'nothing'
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(([, held]) => held !== undefined)
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, held]) => [name, sorted(held)]))
}

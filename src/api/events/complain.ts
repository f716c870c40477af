// How is a pattern of events refused? By one UsageError that says where, what was expected, and what stands there.
import { show } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'

export function refusePattern(path: string, expected: string, value: unknown, rule: string): never {
  const found = show(value)
  throw new UsageError(`${path}: expected ${expected}, found ${found}.`, { path, expected, found, rule })
}

/** `pattern.detail` and `state` make `pattern.detail.state`; odd names stand in brackets, clipped. */
export function memberPath(path: string, key: string): string {
  return /^[\w$-]{1,60}$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key.slice(0, 60))}]`
}

/** A plain object, as `copyPlain` leaves one. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

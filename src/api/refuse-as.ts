// How does a service of AWS refuse a member of its input? In one form; the name of the exception is the service's own.
import { show } from '../kernel/closest.ts'
import type { AwsExceptionName } from '../kernel/errors.ts'
import { refuse } from './refuse.ts'

/** Throws in the form `path: expected X, found Y.` */
export type RefuseMember = (path: string, expected: string, found: unknown, rule: string) => never

export function refuseAs(name: AwsExceptionName): RefuseMember {
  return (path, expected, found, rule) => {
    const text = show(found)
    refuse(name, `${path}: expected ${expected}, found ${text}.`, { path, expected, found: text, rule })
  }
}

export type CheckRange = (path: string, value: number | undefined, low: number, high: number, rule: string) => void

/** Both ends are allowed, and so is nothing at all. */
export function rangeCheck(invalid: RefuseMember): CheckRange {
  return (path, value, low, high, rule) => {
    if (value !== undefined && !(value >= low && value <= high))
      invalid(path, `a whole number from ${low} to ${high}`, value, rule)
  }
}

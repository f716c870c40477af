// Whom do intrinsic functions ask? The stack in which they stand, and the account in which it would be made.
import type { Place } from '../place.ts'
import type { AwsInput } from '../services.ts'
import type { Unresolved, Value } from './values.ts'

/** What is the same for all stacks of one reading. */
export interface Realm {
  readonly region: string
  readonly accountId: string
  readonly partition: string
  readonly urlSuffix: string
  readonly zones: readonly string[]
}

export interface Scope {
  readonly realm: Realm
  evaluate(value: unknown, place: Place): Value
  ref(name: string, place: Place): Value
  attribute(id: string, name: string, place: Place): Value
  /** The value of a condition by its name. */
  condition(name: string, place: Place): boolean | Unresolved
  readonly mappings: AwsInput
  importValue(name: string, place: Place): Value
  /** Of a task definition: another one of its family in the same files has another number. */
  revisionOf(family: string, key: string): number
}

/** An intrinsic function: what it makes of its argument, which stands at the place. */
export type Intrinsic = (argument: unknown, place: Place, scope: Scope) => Value

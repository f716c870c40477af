// Is a condition true? And what does Fn::If choose?
import { mistake, type Place, unexpected, within } from '../place.ts'
import { isRecord } from '../services.ts'
import { itemsOf, shown } from './arguments.ts'
import type { Intrinsic, Scope } from './scope.ts'
import { isScalar, Unresolved, type Value } from './values.ts'

/** Of a condition as it is written: a function that is true or false, or the name of another one. */
export function isTrue(written: unknown, place: Place, scope: Scope): boolean | Unresolved {
  if (isRecord(written) && typeof written.Condition === 'string' && Object.keys(written).length === 1)
    return scope.condition(written.Condition, within(place, 'Condition'))
  const value = scope.evaluate(written, place)
  if (typeof value === 'boolean' || value instanceof Unresolved) return value
  if (value === 'true' || value === 'false') return value === 'true'
  throw unexpected(place, 'a condition', shown(value))
}

const FEW = { least: 2, most: 10, what: 'a list of 2 to 10 conditions' }

const and: Intrinsic = (argument, place, scope) => first(false, itemsOf(argument, place, FEW), place, scope)

const or: Intrinsic = (argument, place, scope) => first(true, itemsOf(argument, place, FEW), place, scope)

/** The value that decides, when one of the conditions has it; else the other one, unless one is not known. */
function first(decisive: boolean, written: readonly unknown[], place: Place, scope: Scope): boolean | Unresolved {
  const values = written.map((condition, index) => isTrue(condition, within(place, index), scope))
  if (values.includes(decisive)) return decisive
  return values.find((value) => value instanceof Unresolved) ?? !decisive
}

const not: Intrinsic = (argument, place, scope) => {
  const [condition] = itemsOf(argument, place, { least: 1, most: 1, what: 'a list of one condition' })
  const value = isTrue(condition, within(place, 0), scope)
  return value instanceof Unresolved ? value : !value
}

const equals: Intrinsic = (argument, place, scope) => {
  const sides = itemsOf(argument, place, { least: 2, most: 2, what: 'a list of two values' })
  const [left, right] = sides.map((side, index) => scope.evaluate(side, within(place, index)))
  const unknown = [left, right].find((value) => value instanceof Unresolved)
  return unknown ?? spelled(left) === spelled(right)
}

/** CloudFormation compares texts: 1 and "1" are equal. */
function spelled(value: Value): string {
  return isScalar(value) ? String(value) : JSON.stringify(value)
}

/** Which of the three parts of a Fn::If is meant: 1 or 2. @throws UsageError when that is not known */
export function branchOf(argument: unknown, place: Place, scope: Scope): 1 | 2 {
  const what = 'a list of a condition, a value if it is true and one if it is false'
  const [name] = itemsOf(argument, place, { least: 3, most: 3, what })
  if (typeof name !== 'string') throw unexpected(within(place, 0), 'the name of a condition', name)
  return decided(scope.condition(name, within(place, 0)), within(place, 0)) ? 1 : 2
}

/** @throws UsageError for a condition that depends on what is not known */
export function decided(value: boolean | Unresolved, place: Place): boolean {
  if (value instanceof Unresolved) throw mistake(place, `the condition cannot be decided: ${value.why}.`)
  return value
}

const choose: Intrinsic = (argument, place, scope) => {
  const branch = branchOf(argument, place, scope)
  return scope.evaluate((argument as unknown[])[branch], within(place, branch))
}

export const CONDITION_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'Fn::And': and,
  'Fn::Or': or,
  'Fn::Not': not,
  'Fn::Equals': equals,
  'Fn::If': choose,
}

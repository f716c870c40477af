// What does a value of a template come to? Plain data as it is, intrinsic functions as their tables say.
import { suggestion } from '../../index.ts'
import { mistake, type Place, within } from '../place.ts'
import { isRecord } from '../services.ts'
import { CONDITION_INTRINSICS } from './conditions.ts'
import { LIST_INTRINSICS } from './lists.ts'
import type { Intrinsic, Scope } from './scope.ts'
import { TEXT_INTRINSICS } from './texts.ts'
import { NO_VALUE, type Value } from './values.ts'

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  ...TEXT_INTRINSICS,
  ...LIST_INTRINSICS,
  ...CONDITION_INTRINSICS,
}

/** What is known by name and refused: another program would have to run. */
const REFUSED: Readonly<Record<string, string>> = {
  'Fn::Transform': 'macros run in AWS: pass the template as it is after them (get-template --template-stage Processed)',
}

/** The name of the intrinsic function that an object is; undefined for plain data. */
export function intrinsicOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined
  const names = Object.keys(value)
  return names.length === 1 && (names[0] === 'Ref' || names[0]!.startsWith('Fn::')) ? names[0] : undefined
}

/** @throws UsageError for an intrinsic function that does not exist, is refused, or takes something else */
export function evaluate(value: unknown, place: Place, scope: Scope): Value {
  const name = intrinsicOf(value)
  if (name !== undefined) return intrinsic(name)((value as Record<string, unknown>)[name], within(place, name), scope)
  if (Array.isArray(value))
    return value.map((item, index) => evaluate(item, within(place, index), scope)).filter((item) => item !== NO_VALUE)
  if (!isRecord(value)) return value
  refuseMixture(value, place)
  const members = Object.entries(value).map(([key, member]) => [key, evaluate(member, within(place, key), scope)])
  return Object.fromEntries(members.filter(([, member]) => member !== NO_VALUE))

  function intrinsic(name: string): Intrinsic {
    if (Object.hasOwn(INTRINSICS, name)) return INTRINSICS[name]!
    throw refusal(name, within(place, name))
  }
}

function refusal(name: string, place: Place): Error {
  if (Object.hasOwn(REFUSED, name)) return mistake(place, `${name} is not simulated: ${REFUSED[name]}.`)
  if (name.startsWith('Fn::ForEach')) return refuseLoop(place)
  return mistake(
    place,
    `there is no intrinsic function ${name.slice(0, 80)}.${suggestion(name, Object.keys(INTRINSICS))}`,
  )
}

export function refuseLoop(place: Place): Error {
  const words = 'pass the template as it is after AWS::LanguageExtensions (get-template --template-stage Processed)'
  return mistake(place, `Fn::ForEach is not simulated: ${words}.`)
}

/** A function stands alone. */
function refuseMixture(value: Readonly<Record<string, unknown>>, place: Place): void {
  const name = Object.keys(value).find((key) => key.startsWith('Fn::'))
  if (name === undefined) return
  if (name.startsWith('Fn::ForEach')) throw refuseLoop(within(place, name))
  throw mistake(within(place, name), `${name.slice(0, 80)} stands beside other members: a function stands alone.`)
}

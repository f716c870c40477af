// Is an argument of an intrinsic function what it takes? Lists, texts and whole numbers, evaluated.
import { type Place, unexpected, within } from '../place.ts'
import type { Scope } from './scope.ts'
import { isScalar, NO_VALUE, textOf, Unresolved, type Value } from './values.ts'

/** The items of a list as they are written. @throws UsageError for another number of them */
export function itemsOf(argument: unknown, place: Place, { least, most, what }: Arity): readonly unknown[] {
  if (Array.isArray(argument) && argument.length >= least && argument.length <= most) return argument
  throw unexpected(place, what, argument)
}

interface Arity {
  readonly least: number
  readonly most: number
  /** `a list of …`: what was expected. */
  readonly what: string
}

/** A text, or the number or truth that CloudFormation would write as one. */
export function textArgument(argument: unknown, place: Place, scope: Scope): string | Unresolved {
  const value = scope.evaluate(argument, place)
  if (value instanceof Unresolved) return value
  if (isScalar(value)) return textOf(value)
  throw unexpected(place, 'a text', shown(value))
}

/** The items of a list, evaluated; those that are not there are left out. */
export function listArgument(argument: unknown, place: Place, scope: Scope): readonly Value[] | Unresolved {
  const value = scope.evaluate(argument, place)
  if (Array.isArray(value) || value instanceof Unresolved) return value
  throw unexpected(place, 'a list', shown(value))
}

export function wholeNumber(argument: unknown, place: Place, scope: Scope): number | Unresolved {
  const text = textArgument(argument, place, scope)
  if (text instanceof Unresolved) return text
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw unexpected(place, 'a whole number', text)
}

/** The first of the values that is not known. */
export function unknownAmong(values: readonly Value[]): Unresolved | undefined {
  return values.find((value) => value instanceof Unresolved)
}

/** A text made of parts. What is not known of it makes all of it unknown, but its text holds the rest. */
export function joined(parts: readonly Value[], delimiter: string, place: Place): string | Unresolved {
  const texts = parts.map((part, index) => {
    if (part instanceof Unresolved) return part.text
    if (isScalar(part)) return textOf(part)
    throw unexpected(within(place, index), 'a text', shown(part))
  })
  const text = texts.join(delimiter)
  if (text.length > MOST_CHARACTERS) throw unexpected(place, `a text of at most ${MOST_CHARACTERS} characters`, text)
  const unknown = unknownAmong(parts)
  return unknown === undefined ? text : new Unresolved(text, unknown.why)
}

/** As much as a whole template may have. */
const MOST_CHARACTERS = 1_000_000

export function shown(value: Value): unknown {
  return value === NO_VALUE ? 'AWS::NoValue' : value
}

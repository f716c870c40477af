// How is an attribute written down, and how are new values put in place of old ones? (TG-010)
import { invalid } from './parse.ts'

export interface Known {
  readonly key: string
  readonly expected: string
  readonly allows: (value: string) => boolean
}

export type Values = Omit<Known, 'key'>

export const bool: Values = {
  expected: "'true' or 'false'",
  allows: (value) => value === 'true' || value === 'false',
}

export function whole(low: number, high: number, word?: string): Values {
  const words = word === undefined ? '' : `, or '${word}'`
  return {
    expected: `a whole number from ${low} to ${high}${words}`,
    allows: (value) => value === word || (/^\d{1,10}$/.test(value) && Number(value) >= low && Number(value) <= high),
  }
}

export function oneOf(...words: readonly string[]): Values {
  return { expected: `one of ${words.join(', ')}`, allows: (value) => words.includes(value) }
}

export function anyText(): Values {
  return { expected: 'at most 1024 characters', allows: (value) => value.length <= 1_024 }
}

export interface Given {
  readonly Key?: string
  readonly Value?: string
}

/** The attributes with those that are given in place of the old ones. @throws ValidationError */
export function merged(
  known: readonly Known[],
  before: Readonly<Record<string, string>>,
  given: readonly Given[],
): Record<string, string> {
  const attributes: Record<string, string> = { ...before }
  for (const [index, { Key, Value }] of given.entries()) {
    const row = known.find(({ key }) => key === Key)
    if (row === undefined)
      return invalid(`Attributes[${index}].Key`, `one of ${known.map(({ key }) => key).join(', ')}`, Key, 'TG-010')
    if (Value === undefined || !row.allows(Value)) invalid(`Attributes[${index}].Value`, row.expected, Value, 'TG-010')
    attributes[row.key] = Value
  }
  return attributes
}

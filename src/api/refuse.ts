// How does an operation say no? With AWS's exception name, AWS's words where they are known, and the facts.
import { show } from '../kernel/closest.ts'
import { AwsException, type AwsExceptionName, type Rejection } from '../kernel/errors.ts'
import { OF_AWS } from '../model/managed-tags.ts'

export function refuse(name: AwsExceptionName, message: string, facts: Rejection = {}): never {
  throw new AwsException(name, message, facts)
}

/** Throws in the form `path: expected X, found Y.` */
export type RefuseMember = (path: string, expected: string, found: unknown, rule?: string) => never

/** In one form for every service of AWS; the name of the exception is the service's own. */
export function refuseAs(name: AwsExceptionName): RefuseMember {
  return (path, expected, found, rule) => {
    const text = show(found)
    refuse(name, `${path}: expected ${expected}, found ${text}.`, { path, expected, found: text, rule })
  }
}

/** InvalidParameterException, as ECS has it. */
export const invalid: RefuseMember = refuseAs('InvalidParameterException')

/** For what AWS accepts and this version does not simulate, where going on would mislead. */
export function notSimulated(path: string, what: string, found: unknown, rule?: string): never {
  refuse(
    'UnsupportedFeatureException',
    `${path}: ecs-drydock does not simulate ${what} yet, and will not pretend to.`,
    {
      path,
      expected: `a request without ${what}`,
      found: show(found),
      rule,
    },
  )
}

export type CheckRange = (path: string, value: number | undefined, low: number, high: number, rule: string) => void

/** Both ends are allowed, and so is nothing at all. */
export function rangeCheck(refuseMember: RefuseMember): CheckRange {
  return (path, value, low, high, rule) => {
    if (value !== undefined && !(value >= low && value <= high))
      refuseMember(path, `a whole number from ${low} to ${high}`, value, rule)
  }
}

export const checkRange: CheckRange = rangeCheck(invalid)

export function checkLength(path: string, value: string | undefined, most: number, rule: string): void {
  if (value !== undefined && value.length > most) invalid(path, `at most ${most} characters`, value, rule)
}

export function checkCount(path: string, values: readonly unknown[] | undefined, most: number, rule: string): void {
  if (values !== undefined && values.length > most)
    invalid(path, `at most ${most} items`, `${values.length} items`, rule)
}

const NAME = /^[A-Za-z0-9_-]{1,255}$/

/** Letters, digits, hyphens and underscores, 1 to 255 of them. */
export function isName(text: string): boolean {
  return NAME.test(text)
}

/** 1 to 128 characters; those that begin with `aws:` are AWS's own. */
export function checkTagKey(path: string, key: string, rule: string): void {
  if (key.length < 1 || key.length > 128) invalid(path, '1 to 128 characters', key, rule)
  if (OF_AWS.test(key)) invalid(path, 'a key that does not begin with aws:', key, rule)
}

/** At most 50 tags, each key once; keys of 1 to 128 characters, values of up to 256 (CL-14, SV-128). */
export function checkTags(
  tags: readonly { readonly key?: string; readonly value?: string }[] | undefined,
  rule: string,
): void {
  checkCount('tags', tags, 50, rule)
  for (const [index, { key = '', value = '' }] of (tags ?? []).entries()) {
    const path = `tags[${index}].key`
    checkTagKey(path, key, rule)
    if (tags!.findIndex((other) => (other.key ?? '') === key) !== index) invalid(path, 'a key of its own', key, rule)
    if (OF_AWS.test(value)) invalid(`tags[${index}].value`, 'a value that does not begin with aws:', value, rule)
    if (value.length > 256) invalid(`tags[${index}].value`, 'at most 256 characters', value, rule)
  }
}

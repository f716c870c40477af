// The small parts of the scenario's schema. A message says what was expected, in the words of `expected …, found …`.
import * as z from 'zod/mini'
import { parseDurationMs } from '../index.ts'

const DURATION = 'a time with its unit, such as 90s, 5m, 1h30m or PT5M'

export const text = z.string('a text').check(z.minLength(1, 'a text that is not empty'))
export const flag = z.boolean('true or false')
export const count = z.int('a whole number').check(z.minimum(0, 'a whole number, 0 or more'))
export const positive = z.int('a whole number above 0').check(z.minimum(1, 'a whole number above 0'))

const PERCENT = 'a number from 0 to 100'
export const percent = z.number(PERCENT).check(z.minimum(0, PERCENT), z.maximum(100, PERCENT))

/** A number without a unit could be seconds or milliseconds: only 0 is the same in both. */
export function durationOr(expected: string) {
  return z.union([z.literal(0), z.string().check(z.refine(isDuration, expected))], expected)
}

export const durationSchema = durationOr(DURATION)

function isDuration(value: string): boolean {
  try {
    parseDurationMs(value, 'duration')
    return true
  } catch {
    return false
  }
}

const OBJECT_OR_FILE = 'an object in the form that AWS takes, or file:// and a path'

/** A path after `file://`, relative to the file that says so. */
const fileReference = z.string().check(z.regex(/^file:\/\/./, OBJECT_OR_FILE))

export function fileOr<S extends z.ZodMiniType>(schema: S, description: string) {
  return z.union([fileReference, schema], OBJECT_OR_FILE).check(z.describe(description))
}

/** A duration, or how durations are distributed. */
export const distributedSchema = z.union(
  [
    durationSchema,
    z.strictObject({ uniform: z.tuple([durationSchema, durationSchema]) }),
    z.strictObject({ lognormal: z.strictObject({ median: durationSchema, sigma: z.number() }) }),
    z.strictObject({ empirical: z.array(durationSchema) }),
  ],
  `${DURATION}, or { uniform: [from, to] }, { lognormal: { median, sigma } } or { empirical: [ … ] }`,
)

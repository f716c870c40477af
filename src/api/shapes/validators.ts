// Is this plain data the input that an operation takes? zod validators, built from the generated tables on first use.
import { certain } from '../../kernel/assert.ts'
import { entryOf, isList, isMap, isRequired, type ServiceShapes, typeOfMember, typeWithin } from './service-shapes.ts'
import * as z from './zod.ts'

type Validator = z.ZodMiniType<unknown>

const SCALARS: Readonly<Record<string, () => Validator>> = {
  string: () => z.string(),
  boolean: () => z.boolean(),
  integer: () => z.int32(),
  long: () => z.int(),
  double: () => z.number(),
  document: () => z.json(),
  // Epoch milliseconds are accepted as well, so that parsed input is again valid input.
  timestamp: () =>
    z.pipe(
      z.transform((value) => (value instanceof Date ? value.getTime() : value)),
      z.int(),
    ),
}

/** Hands out the validator of a structure (or of any other type); each is built once. */
export function validatorsOf(shapes: ServiceShapes): (type: string) => Validator {
  const built = new Map<string, Validator>()

  function validatorOf(type: string): Validator {
    if (isList(type)) return z.array(validatorOf(typeWithin(type)))
    if (isMap(type)) return z.record(z.string(), validatorOf(typeWithin(type)))
    return built.get(type) ?? build(type)
  }

  function build(type: string): Validator {
    built.set(
      type,
      z.lazy(() => certain(built.get(type), type)),
    ) // for a structure that contains itself
    const values = entryOf(shapes.enums, type)
    const validator = entryOf(SCALARS, type)?.() ?? (values ? enumeration(type, values) : structure(type))
    built.set(type, validator)
    return validator
  }

  function structure(name: string): Validator {
    const members = Object.entries(certain(entryOf(shapes.structures, name), `the shape of ${name}`))
    const record = z.strictObject(Object.fromEntries(members.map(([member, type]) => [member, memberOf(type)])))
    return z.pipe(NO_DATE, shapes.unions.includes(name) ? record.check(z.refine(hasOneMember)) : record)
  }

  function memberOf(member: string): Validator {
    const validator = validatorOf(typeOfMember(member))
    return isRequired(member) ? validator : z.optional(validator)
  }

  return validatorOf
}

/** What passes the shape although AWS's enum does not list it: the operation itself has better words, or its user's names. */
const BEYOND_ENUMS: Readonly<Record<string, RegExp>> = {
  PlacementStrategyType: /^custom:/,
  TaskDefinitionPlacementConstraintType: /^distinctInstance$/,
}

function enumeration(type: string, values: readonly string[]): Validator {
  const beyond = entryOf(BEYOND_ENUMS, type)
  return beyond === undefined ? z.enum(values) : z.union([z.enum(values), z.string().check(z.regex(beyond))])
}

/** A Date is an object without members of its own, and would pass for an empty structure. */
const NO_DATE = z.custom<unknown>((value) => !(value instanceof Date))

const hasOneMember = (value: object): boolean => Object.keys(value).length === 1

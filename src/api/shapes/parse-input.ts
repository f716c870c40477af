// Does the caller's input fit the operation? Then a plain copy of our own; if not, the one AWS exception that says why.
import { assert } from '../../kernel/assert.ts'
import { AwsException, type AwsExceptionName } from '../../kernel/errors.ts'
import { copyPlain, unescapeKeys } from '../../kernel/plain-data.ts'
import { ecsShapes } from './ecs.generated.ts'
import type { EcsInputs } from './ecs-types.generated.ts'
import { explain } from './rejection.ts'
import { entryOf, type ServiceShapes } from './service-shapes.ts'
import { validatorsOf } from './validators.ts'
import * as z from './zod.ts'

/** Input as the rest of the house sees it: members that are there are defined, instants are epoch milliseconds. */
export type Parsed<T> = T extends Date
  ? number
  : T extends readonly (infer Element)[]
    ? Parsed<Element>[]
    : T extends object
      ? { -readonly [Member in keyof T]: Parsed<Exclude<T[Member], undefined>> }
      : T

export type EcsOperation = keyof EcsInputs

export type ParsedInput<Operation extends EcsOperation> = Parsed<EcsInputs[Operation]>

/**
 * A fresh plain copy of the input of an operation. Throws one `AwsException`, about the first problem in document order, when it has
 * the wrong shape; ranges and rules between fields are the business of the operation itself.
 */
export type ParseInput<Inputs> = <Operation extends keyof Inputs & string>(
  operation: Operation,
  input?: unknown,
) => Parsed<Inputs[Operation]>

/** Reads inputs of one service; `exceptionOf` names the exception with which an operation refuses. */
export function inputParser<Inputs = Record<string, unknown>>(
  shapes: ServiceShapes,
  exceptionOf: (operation: string) => AwsExceptionName,
): ParseInput<Inputs> {
  const validatorOf = validatorsOf(shapes)
  const parse = (operation: string, input?: unknown): unknown => {
    const structure = entryOf(shapes.operations, operation)
    assert(structure !== undefined, () => `the shape of ${operation}`)
    const copy = copyPlain(input === undefined ? {} : input)
    const result = validate(validatorOf(structure), copy.value)
    if (result.success) return copy.escaped ? unescapeKeys(result.data) : result.data
    const { message, facts } = explain(shapes, structure, copy.value, result.error?.issues ?? [])
    throw new AwsException(exceptionOf(operation), message, facts)
  }
  return parse as ParseInput<Inputs>
}

/** zod hands issues on as arguments, and some hundred thousand of them overflow the stack: then nobody reads them either. */
function validate(validator: z.ZodMiniType<unknown>, input: unknown): Result {
  try {
    return z.safeParse(validator, input)
  } catch {
    return { success: false, error: undefined }
  }
}

type Result =
  | { readonly success: true; readonly data: unknown }
  | { readonly success: false; readonly error: { readonly issues: readonly z.core.$ZodIssue[] } | undefined }

/** Operations that do not refuse malformed input with `InvalidParameterException`. */
const EXCEPTIONS: Partial<Record<string, AwsExceptionName>> = {
  RegisterTaskDefinition: 'ClientException',
}

export const parseInput: ParseInput<EcsInputs> = inputParser(
  ecsShapes,
  (operation) => EXCEPTIONS[operation] ?? 'InvalidParameterException',
)

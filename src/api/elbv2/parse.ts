// Does the caller's input fit the operation of Elastic Load Balancing? If not, a ValidationError says why.
import { show } from '../../kernel/closest.ts'
import { refuse } from '../refuse.ts'
import { elbv2Shapes } from '../shapes/elbv2.generated.ts'
import type { Elbv2Inputs } from '../shapes/elbv2-types.generated.ts'
import { inputParser, type Parsed } from '../shapes/parse-input.ts'

const parse = inputParser(elbv2Shapes, () => 'ValidationError')

export type ElbInput<Operation extends keyof Elbv2Inputs> = Parsed<Elbv2Inputs[Operation]>

/** A fresh plain copy of the input. @throws ValidationError about the first problem of its shape */
export function parseElbInput<Operation extends keyof Elbv2Inputs>(
  operation: Operation,
  input: unknown,
): ElbInput<Operation> {
  return parse(operation, input) as ElbInput<Operation>
}

/** ValidationError in the form `path: expected X, found Y.` */
export function invalid(path: string, expected: string, found: unknown, rule: string): never {
  const text = show(found)
  refuse('ValidationError', `${path}: expected ${expected}, found ${text}.`, { path, expected, found: text, rule })
}

export function checkRange(path: string, value: number | undefined, low: number, high: number, rule: string): void {
  if (value !== undefined && !(value >= low && value <= high))
    invalid(path, `a whole number from ${low} to ${high}`, value, rule)
}

export interface AwsTag {
  readonly Key: string
  readonly Value?: string
}

/** At most 50 tags; keys of 1 to 128 characters, values of up to 256. */
export function tagsOf(tags: readonly AwsTag[] | undefined): { readonly key: string; readonly value: string }[] {
  if ((tags ?? []).length > 50) invalid('Tags', 'at most 50 items', `${tags?.length} items`, 'LB-007')
  return (tags ?? []).map(({ Key, Value = '' }, index) => {
    if (Key.length < 1 || Key.length > 128) invalid(`Tags[${index}].Key`, '1 to 128 characters', Key, 'LB-007')
    if (Value.length > 256) invalid(`Tags[${index}].Value`, 'at most 256 characters', Value, 'LB-007')
    return { key: Key, value: Value }
  })
}

/** Names of load balancers and of target groups (LB-006). */
export function checkName(path: string, name: string): void {
  if (!/^(?!-)[A-Za-z0-9-]{1,32}(?<!-)$/.test(name))
    invalid(path, '1 to 32 letters, digits and hyphens, none of them at either end', name, 'LB-006')
}

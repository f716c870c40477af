// Does the caller's input fit the operation of Application Auto Scaling, and is it about an ECS service? If not, a ValidationException.

import { type CheckRange, notSimulated, type RefuseMember, rangeCheck, refuse, refuseAs } from '../refuse.ts'
import { applicationAutoScalingShapes } from '../shapes/application-auto-scaling.generated.ts'
import type { ApplicationAutoScalingInputs } from '../shapes/application-auto-scaling-types.generated.ts'
import { inputParser, type Parsed, type ParseInput } from '../shapes/parse-input.ts'

const parse: ParseInput<ApplicationAutoScalingInputs> = inputParser(
  applicationAutoScalingShapes,
  () => 'ValidationException',
)

export type AasOperation = keyof ApplicationAutoScalingInputs
export type AasInput<Operation extends AasOperation> = Parsed<ApplicationAutoScalingInputs[Operation]>

export const NAMESPACE = 'ecs'
export const DIMENSION = 'ecs:service:DesiredCount'

/** A fresh plain copy of the input, about ECS services. @throws ValidationException, UnsupportedFeatureException */
export function parseAasInput<Operation extends AasOperation>(
  operation: Operation,
  input: unknown,
): AasInput<Operation> {
  const parsed = parse(operation, input)
  const { ServiceNamespace, ScalableDimension } = parsed as { ServiceNamespace?: string; ScalableDimension?: string }
  if (ServiceNamespace !== undefined && ServiceNamespace !== NAMESPACE)
    notSimulated('ServiceNamespace', `scalable targets of ${ServiceNamespace}`, ServiceNamespace, 'AS-01')
  if (ScalableDimension !== undefined && ScalableDimension !== DIMENSION)
    refuse('ValidationException', 'Unsupported service namespace, resource type or scalable dimension', {
      path: 'ScalableDimension',
      expected: DIMENSION,
      found: ScalableDimension,
      rule: 'AS-01',
    })
  return parsed
}

/** ValidationException in the form `path: expected X, found Y.` */
export const invalid: RefuseMember = refuseAs('ValidationException')

export const checkRange: CheckRange = rangeCheck(invalid)

/** 1 to 256 characters that can be printed, without `:`, `/` and `|` where they would end the name. */
export function checkName(path: string, name: string, rule: string): void {
  const isPrintable = [...name].every((character) => character >= ' ' && character !== '\u007f')
  if (name.length < 1 || name.length > 256 || !isPrintable) invalid(path, '1 to 256 printable characters', name, rule)
}

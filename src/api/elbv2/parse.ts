// Does the caller's input fit the operation of Elastic Load Balancing? If not, a ValidationError says why.

import { show } from '../../kernel/closest.ts'
import { OF_AWS } from '../../model/managed-tags.ts'
import { type CheckRange, type RefuseMember, rangeCheck, refuse, refuseAs } from '../refuse.ts'
import { elbv2Shapes } from '../shapes/elbv2.generated.ts'
import type { Elbv2Inputs } from '../shapes/elbv2-types.generated.ts'
import { inputParser, type Parsed, type ParseInput } from '../shapes/parse-input.ts'
import { type AwsTag, tagListOf } from '../tag-list.ts'

export type ElbInput<Operation extends keyof Elbv2Inputs> = Parsed<Elbv2Inputs[Operation]>

/** @throws ValidationError about the first problem of the input's shape */
export const parseElbInput: ParseInput<Elbv2Inputs> = inputParser(elbv2Shapes, () => 'ValidationError')

/** ValidationError in the form `path: expected X, found Y.` */
export const invalid: RefuseMember = refuseAs('ValidationError')

export const checkRange: CheckRange = rangeCheck(invalid)

/** Each key once, none of AWS's own. @throws ValidationError, DuplicateTagKeysException */
export function tagsOf(tags: readonly AwsTag[] | undefined): { readonly key: string; readonly value: string }[] {
  const list = tagListOf(tags, (path, expected, found) => invalid(path, expected, found, 'LB-007'))
  for (const [index, { key }] of list.entries()) {
    const path = `Tags[${index}].Key`
    if (OF_AWS.test(key)) invalid(path, 'a key that does not begin with aws:', key, 'LB-007')
    if (list.findIndex((other) => other.key === key) !== index)
      refuse('DuplicateTagKeysException', `A tag key was specified more than once: ${show(key)}.`, {
        path,
        expected: 'a key of its own',
        found: show(key),
        rule: 'LB-007',
      })
  }
  return list
}

/** Names of load balancers and of target groups (LB-006). */
export function checkName(path: string, name: string): void {
  if (!/^(?!-)[A-Za-z0-9-]{1,32}(?<!-)$/.test(name))
    invalid(path, '1 to 32 letters, digits and hyphens, none of them at either end', name, 'LB-006')
}

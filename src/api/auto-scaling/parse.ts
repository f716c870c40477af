// Does the caller's input fit the operation of EC2 Auto Scaling? If not, a ValidationError says why.

import { show } from '../../kernel/closest.ts'
import { sliceOf } from '../pages.ts'
import { type CheckRange, type RefuseMember, rangeCheck, refuse, refuseAs } from '../refuse.ts'
import { autoScalingShapes } from '../shapes/auto-scaling.generated.ts'
import type { AutoScalingInputs } from '../shapes/auto-scaling-types.generated.ts'
import { inputParser, type Parsed, type ParseInput } from '../shapes/parse-input.ts'

export type GroupsInput<Operation extends keyof AutoScalingInputs> = Parsed<AutoScalingInputs[Operation]>

/** @throws ValidationError about the first problem of the input's shape */
export const parseGroupsInput: ParseInput<AutoScalingInputs> = inputParser(autoScalingShapes, () => 'ValidationError')

/** ValidationError in the form `path: expected X, found Y.` */
export const invalid: RefuseMember = refuseAs('ValidationError')

export const checkRange: CheckRange = rangeCheck(invalid)

/** Names of groups, policies and the like: 1 to 255 characters without a colon. */
export function checkName(path: string, name: string): void {
  if (name.length < 1 || name.length > 255 || name.includes(':'))
    invalid(path, '1 to 255 characters, none of them a colon', name.slice(0, 80), 'AG-01')
}

export function checkOneOf(path: string, value: string | undefined, words: readonly string[], rule: string): void {
  if (value !== undefined && !words.includes(value)) invalid(path, `one of ${words.join(', ')}`, value, rule)
}

export interface Paging {
  readonly MaxRecords?: number
  readonly NextToken?: string
}

/** @throws ValidationError, InvalidNextToken */
export function pageOf<T>(
  items: readonly T[],
  { MaxRecords = 50, NextToken }: Paging,
): { items: T[]; NextToken?: string } {
  checkRange('MaxRecords', MaxRecords, 1, 100, 'AG-01')
  const { items: page, next } = sliceOf(items, { size: MaxRecords, token: NextToken }, refuseToken)
  return { items: page, ...(next === null ? {} : { NextToken: next }) }
}

function refuseToken(token: string): never {
  const found = show(token)
  return refuse('InvalidNextToken', 'The NextToken value is not valid.', {
    path: 'NextToken',
    expected: 'the NextToken of an earlier answer',
    found,
    rule: 'AG-01',
  })
}

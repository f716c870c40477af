// Does the caller's input fit the operation of EC2 Auto Scaling? If not, a ValidationError says why.
import { show } from '../../kernel/closest.ts'
import { refuse } from '../refuse.ts'
import { autoScalingShapes } from '../shapes/auto-scaling.generated.ts'
import type { AutoScalingInputs } from '../shapes/auto-scaling-types.generated.ts'
import { inputParser, type Parsed } from '../shapes/parse-input.ts'

const parse = inputParser(autoScalingShapes, () => 'ValidationError')

export type GroupsInput<Operation extends keyof AutoScalingInputs> = Parsed<AutoScalingInputs[Operation]>

/** A fresh plain copy of the input. @throws ValidationError about the first problem of its shape */
export function parseGroupsInput<Operation extends keyof AutoScalingInputs>(
  operation: Operation,
  input: unknown,
): GroupsInput<Operation> {
  return parse(operation, input) as GroupsInput<Operation>
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

/** Names of groups, policies and the like: 1 to 255 characters without a colon. */
export function checkName(path: string, name: string): void {
  if (name.length < 1 || name.length > 255 || name.includes(':'))
    invalid(path, '1 to 255 characters, none of them a colon', name.slice(0, 80), 'AG-01')
}

export function checkOneOf(path: string, value: string | undefined, words: readonly string[], rule: string): void {
  if (value !== undefined && !words.includes(value)) invalid(path, `one of ${words.join(', ')}`, value, rule)
}

const PREFIX = 'drydock:'

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
  const start = NextToken === undefined ? 0 : positionOf(NextToken, items.length)
  const end = Math.min(start + MaxRecords, items.length)
  return { items: items.slice(start, end), ...(end < items.length ? { NextToken: `${PREFIX}${end}` } : {}) }
}

function positionOf(token: string, length: number): number {
  const position = token.startsWith(PREFIX) ? Number(token.slice(PREFIX.length)) : Number.NaN
  if (Number.isSafeInteger(position) && position >= 0 && position <= length) return position
  const found = show(token)
  return refuse('InvalidNextToken', 'The NextToken value is not valid.', {
    path: 'NextToken',
    expected: 'the NextToken of an earlier answer',
    found,
    rule: 'AG-01',
  })
}

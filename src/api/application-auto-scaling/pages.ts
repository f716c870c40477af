// How does Application Auto Scaling hand out a long list? By NextToken and MaxResults, at most fifty at a time.
import { sliceOf } from '../pages.ts'
import { invalid } from './parse.ts'

const MOST = 50

export function pageOf<T>(
  items: readonly T[],
  { NextToken, MaxResults = MOST }: { readonly NextToken?: string; readonly MaxResults?: number },
): { readonly items: readonly T[]; readonly NextToken?: string } {
  if (MaxResults < 1 || MaxResults > MOST)
    invalid('MaxResults', `a whole number from 1 to ${MOST}`, MaxResults, 'AS-01')
  const { items: page, next } = sliceOf(items, { size: MaxResults, token: NextToken }, (token) =>
    invalid('NextToken', 'the NextToken of an earlier answer', token, 'AS-01'),
  )
  return { items: page, ...(next === null ? {} : { NextToken: next }) }
}

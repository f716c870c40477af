// How does Application Auto Scaling hand out a long list? By NextToken and MaxResults, at most fifty at a time.
import { invalid } from './parse.ts'

const PREFIX = 'drydock:'
const MOST = 50

export function pageOf<T>(
  items: readonly T[],
  { NextToken, MaxResults = MOST }: { readonly NextToken?: string; readonly MaxResults?: number },
): { readonly items: readonly T[]; readonly NextToken?: string } {
  if (MaxResults < 1 || MaxResults > MOST)
    invalid('MaxResults', `a whole number from 1 to ${MOST}`, MaxResults, 'AS-01')
  const start = NextToken === undefined ? 0 : positionOf(NextToken, items.length)
  const end = Math.min(start + MaxResults, items.length)
  return { items: items.slice(start, end), ...(end < items.length ? { NextToken: `${PREFIX}${end}` } : {}) }
}

function positionOf(token: string, length: number): number {
  const position = token.startsWith(PREFIX) ? Number(token.slice(PREFIX.length)) : Number.NaN
  if (!Number.isSafeInteger(position) || position < 0 || position > length)
    invalid('NextToken', 'the NextToken of an earlier answer', token, 'AS-01')
  return position
}

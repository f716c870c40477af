// How is a long list handed out page by page? The token is the position, opaque to the caller.
import { invalid } from './refuse.ts'

export interface Page<T> {
  readonly items: T[]
  readonly nextToken: string | null
}

const PREFIX = 'drydock:'

export function pageOf<T>(
  items: readonly T[],
  maxResults: number | undefined,
  nextToken: string | undefined,
  limit: { most: number; usual: number },
): Page<T> {
  const size = maxResults ?? limit.usual
  if (size < 1 || size > limit.most) invalid('maxResults', `a whole number from 1 to ${limit.most}`, maxResults)
  const start = nextToken === undefined ? 0 : positionOf(nextToken, items.length)
  const end = Math.min(start + size, items.length)
  return { items: items.slice(start, end), nextToken: end < items.length ? `${PREFIX}${end}` : null }
}

function positionOf(token: string, length: number): number {
  const position = token.startsWith(PREFIX) ? Number(token.slice(PREFIX.length)) : Number.NaN
  if (!Number.isSafeInteger(position) || position < 0 || position > length)
    invalid('nextToken', 'the nextToken of an earlier answer', token)
  return position
}

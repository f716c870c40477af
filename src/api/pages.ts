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
  const { items: page, next } = sliceOf(items, { size, token: nextToken }, (token) =>
    invalid('nextToken', 'the nextToken of an earlier answer', token),
  )
  return { items: page, nextToken: next }
}

/** A page of a list by any service's names; `refuse` throws for a token that no answer has given. */
export function sliceOf<T>(
  items: readonly T[],
  { size, token }: { readonly size: number; readonly token: string | undefined },
  refuse: (token: string) => never,
): { readonly items: T[]; readonly next: string | null } {
  const start = token === undefined ? 0 : positionOf(token)
  if (start === null || start > items.length) return refuse(token!)
  const end = Math.min(start + size, items.length)
  return { items: items.slice(start, end), next: end < items.length ? `${PREFIX}${end}` : null }
}

function positionOf(token: string): number | null {
  const position = token.startsWith(PREFIX) ? Number(token.slice(PREFIX.length)) : Number.NaN
  return Number.isSafeInteger(position) && position >= 0 ? position : null
}

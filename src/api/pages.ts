// How is a long list handed out page by page? A token says of which list it is, and which item was the last: whoever is handed a list
// that changes meanwhile misses nobody who stays, and sees nobody twice (CL-21).
import { invalid } from './refuse.ts'

interface Paging {
  readonly maxResults?: number
  readonly nextToken?: string
}

/** A page of an operation of ECS. @throws InvalidParameterException */
export function pageOf<T>(
  list: string,
  items: readonly T[],
  { maxResults, nextToken }: Paging,
  limit: { readonly most: number; readonly usual: number },
): { readonly items: T[]; readonly nextToken?: string } {
  const size = maxResults ?? limit.usual
  if (size < 1 || size > limit.most)
    invalid('maxResults', `a whole number from 1 to ${limit.most}`, maxResults, 'CL-21')
  const { items: page, next } = sliceOf(items, { list, size, token: nextToken }, (token) =>
    invalid('nextToken', `the nextToken of an earlier answer of ${list}`, token, 'CL-21'),
  )
  return { items: page, ...(next === null ? {} : { nextToken: next }) }
}

interface Slice {
  /** Whose tokens are no other list's. */
  readonly list?: string
  readonly size: number
  readonly token: string | undefined
}

/** A page of a list by any service's names; `refuse` throws for a token that no answer has given. */
export function sliceOf<T>(
  items: readonly T[],
  { list = 'list', size, token }: Slice,
  refuse: (token: string) => never,
): { readonly items: T[]; readonly next: string | null } {
  const start = token === undefined ? 0 : (startOf(items, list, token) ?? refuse(token))
  const end = Math.min(start + size, items.length)
  const next = end < items.length ? `drydock:${list}:${end}:${keyOf(items[end - 1])}` : null
  return { items: items.slice(start, end), next }
}

const TOKEN = /^drydock:(\w+):([1-9]\d{0,15}):(.+)$/s

/** Behind the item that was the last; where that has gone, at the place where it was. */
function startOf<T>(items: readonly T[], list: string, token: string): number | null {
  const [, of, position, key] = TOKEN.exec(token) ?? []
  if (of !== list) return null
  const end = Number(position)
  if (end <= items.length && keyOf(items[end - 1]) === key) return end
  const index = items.findIndex((item) => keyOf(item) === key)
  return index >= 0 ? index + 1 : Math.min(end, items.length)
}

/** Members by which rows and answers are known. */
const KEYS = ['arn', 'capacityProviderArn', 'Name'] as const

/** What an item is known by: itself, its key, or all that it says. */
function keyOf(item: unknown): string {
  if (typeof item === 'string') return item
  const held = item as Readonly<Record<string, unknown>>
  const key = KEYS.find((member) => typeof held[member] === 'string')
  return key === undefined ? JSON.stringify(item) : String(held[key])
}

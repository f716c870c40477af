// How does Elastic Load Balancing hand out a long list? By Marker and PageSize.
import { invalid } from './parse.ts'

export interface Paging {
  readonly Marker?: string
  readonly PageSize?: number
}

const PREFIX = 'drydock:'

export function pageOf<T>(
  items: readonly T[],
  { Marker, PageSize = 400 }: Paging,
): { items: T[]; NextMarker?: string } {
  if (PageSize < 1 || PageSize > 400) invalid('PageSize', 'a whole number from 1 to 400', PageSize, 'LB-007')
  const start = Marker === undefined ? 0 : positionOf(Marker, items.length)
  const end = Math.min(start + PageSize, items.length)
  return { items: items.slice(start, end), ...(end < items.length ? { NextMarker: `${PREFIX}${end}` } : {}) }
}

function positionOf(marker: string, length: number): number {
  const position = marker.startsWith(PREFIX) ? Number(marker.slice(PREFIX.length)) : Number.NaN
  if (!Number.isSafeInteger(position) || position < 0 || position > length)
    invalid('Marker', 'the NextMarker of an earlier answer', marker, 'LB-007')
  return position
}

// How does Elastic Load Balancing hand out a long list? By Marker and PageSize.
import { sliceOf } from '../pages.ts'
import { invalid } from './parse.ts'

export interface Paging {
  readonly Marker?: string
  readonly PageSize?: number
}

/** @param list the operation whose markers these are */
export function pageOf<T>(
  list: string,
  items: readonly T[],
  { Marker, PageSize = 400 }: Paging,
): { items: T[]; NextMarker?: string } {
  if (PageSize < 1 || PageSize > 400) invalid('PageSize', 'a whole number from 1 to 400', PageSize, 'LB-007')
  const page = sliceOf(items, { list, size: PageSize, token: Marker }, (marker) =>
    invalid('Marker', `the NextMarker of an earlier answer of ${list}`, marker, 'LB-007'),
  )
  return { items: page.items, ...(page.next === null ? {} : { NextMarker: page.next }) }
}

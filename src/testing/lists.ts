// How are values and lists drawn so that they shrink well: toward what is usual, and to lists without what does not matter?
import * as fc from 'fast-check'

/** Mostly the first of the values, which is also where shrinking leads; the others share one time in five. */
export function rarely<const T>(values: readonly T[]): fc.Arbitrary<T> {
  const usual = Array.from({ length: 4 * (values.length - 1) }, () => values[0] as T)
  return fc.constantFrom(values[0] as T, ...usual, ...values.slice(1))
}

/** An empty list four times in five. */
export function sometimes<T>(lists: fc.Arbitrary<readonly T[]>): fc.Arbitrary<readonly T[]> {
  return fc.tuple(rarely([false, true]), lists).map(([isThere, list]) => (isThere ? list : []))
}

/**
 * Lists of which any member may go while they shrink. An array of fast-check's own keeps its last member: what matters may stand
 * before it.
 */
export function listsOf<T>(
  arbitrary: fc.Arbitrary<T>,
  { minLength, maxLength }: { readonly minLength: number; readonly maxLength: number },
): fc.Arbitrary<T[]> {
  const member = fc.tuple(fc.constantFrom(false, ...Array<true>(9).fill(true)), arbitrary)
  return fc.array(member, { minLength, maxLength, size: 'max' }).map((members) => {
    let spare = members.length - minLength
    return members.flatMap(([isThere, value]) => (isThere || spare-- <= 0 ? [value] : []))
  })
}

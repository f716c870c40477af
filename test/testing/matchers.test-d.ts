// Do Vitest and Jest know the types of the matchers? Nothing here runs: `tsc` is the judge.
import { expect, type Matchers } from 'vitest'
import type { Rehearsed } from '../../src/rehearsal/index.ts'
import type {} from '../../src/testing/jest.ts'
import type { RehearsalAssertions } from '../../src/testing/matchers/index.ts'
import type {} from '../../src/testing/vitest.ts'

type Names = keyof RehearsalAssertions

/** Both name every matcher. */
export const inVitest: Record<Names, true> = {} as Record<keyof Matchers & Names, true>
export const inJest: Record<Names, true> = {} as Record<keyof jest.Matchers<void, Rehearsed> & Names, true>

export function claims(rehearsed: Rehearsed): void {
  expect(rehearsed).toComplete()
  expect(rehearsed.rehearsal).not.toComplete({ allowNotRehearsed: true })
  expect(rehearsed).toCompleteWithin('10m')
  expect(rehearsed).toCompleteWithin(600_000, {})
  expect(rehearsed).toKeepHealthy({ atLeast: 3 })
  expect(rehearsed).toKeepHealthy({ percent: 75, service: 'web' })
  expect(rehearsed).toServeWithout5xx({ service: 'web' })
  // @ts-expect-error one bound, not both
  expect(rehearsed).toKeepHealthy({ atLeast: 3, percent: 75 })
  // @ts-expect-error one of them there has to be
  expect(rehearsed).toKeepHealthy({ service: 'web' })
  // @ts-expect-error without a span there is nothing to keep to
  expect(rehearsed).toCompleteWithin()
}

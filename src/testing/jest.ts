// How do the matchers get into Jest? By importing this: in a test, or once for all in `setupFilesAfterEnv`.
import { UsageError } from '../index.ts'
import { type RehearsalAssertions, rehearsalMatchers } from './matchers/index.ts'

interface Expect {
  extend(matchers: typeof rehearsalMatchers): void
}

/** The global one, or, where a project wants no globals, that of `@jest/globals`: they share their matchers. */
async function findExpect(): Promise<Expect> {
  const { expect } = globalThis as { readonly expect?: Expect }
  if (typeof expect?.extend === 'function') return expect
  // Not written as a literal: whoever has no Jest shall not be asked for its types.
  const name = '@jest/globals'
  const found = (await import(name).catch(() => undefined)) as { readonly expect: Expect } | undefined
  if (found !== undefined) return found.expect
  throw new UsageError(
    'ecs-drydock/testing/jest: expected to be imported by a test of Jest; found no expect to extend.',
  )
}

const expect = await findExpect()
expect.extend(rehearsalMatchers)

declare global {
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: as Jest declares it, or nothing would be merged
    interface Matchers<R, T = {}> extends RehearsalAssertions<R> {}
  }
}

// How do the matchers get into Vitest? By importing this: in a test, or once for all in `setupFiles`.
import { expect } from 'vitest'
import { type RehearsalAssertions, rehearsalMatchers } from './matchers/index.ts'

expect.extend(rehearsalMatchers)

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: an interface is merged only with one of the same parameters
  interface Matchers<T = any> extends RehearsalAssertions {}
}

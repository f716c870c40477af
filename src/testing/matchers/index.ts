// The door of the matchers: assertions about rehearsals for `expect.extend` of any test runner. Needs no other package.
export { type MatcherResult, type RehearsalAssertions, rehearsalMatchers } from './matchers.ts'
export type { HealthyBound, MatcherOptions, ServiceOptions } from './options.ts'

// Which assertions about rehearsals are there for `expect`?
import type { Duration } from '../../index.ts'
import { completing, completingWithin } from './complete.ts'
import { type Finding, refuseLeftOut } from './finding.ts'
import { keepingHealthy } from './healthy.ts'
import { messageOf } from './message.ts'
import { checkOptions, type HealthyBound, type MatcherOptions, type ServiceOptions } from './options.ts'
import { type Received, receivedBy } from './received.ts'
import { servingWithout5xx } from './requests.ts'

/**
 * The assertions, as an interface to put into a test runner's own. Each takes what `rehearse(…)` returns, or its rehearsal alone, and each
 * throws a UsageError, with `.not` too, for anything else and where the rehearsal cannot tell.
 */
export interface RehearsalAssertions<R = void> {
  /** The verdict is `completes`: everything comes to rest, and nothing falls short of what was asked. */
  toComplete(options?: MatcherOptions): R
  /** It completes, and no step takes longer; where there are several runs, in 95 of 100. */
  toCompleteWithin(span: Duration, options?: MatcherOptions): R
  /**
   * Tasks of a service, or of every one, that stay healthy all the time: `{ atLeast: 3 }`, or `{ percent: 75 }` of the desired count. Services
   * that are there both before and after the change count, in the run that came out worst.
   */
  toKeepHealthy(bound: HealthyBound): R
  /** No request meets a 5xx: for rehearsals with `requestsPerSecond`, of services behind a load balancer. */
  toServeWithout5xx(options?: ServiceOptions): R
}

/** What `expect.extend` of Vitest and Jest wants to be answered. */
export interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
}

/** For `expect.extend` of anything like Vitest or Jest. `ecs-drydock/testing/vitest` and `ecs-drydock/testing/jest` call it, and know the types. */
export const rehearsalMatchers = {
  toComplete(value: unknown, options: MatcherOptions = {}): MatcherResult {
    checkOptions('toComplete', options, ['allowNotRehearsed'])
    const received = receivedBy('toComplete', value)
    return resultOf(received, completing(received), options)
  },

  toCompleteWithin(value: unknown, span: Duration, options: MatcherOptions = {}): MatcherResult {
    checkOptions('toCompleteWithin', options, ['allowNotRehearsed'])
    const received = receivedBy('toCompleteWithin', value)
    return resultOf(received, completingWithin(received, span), options)
  },

  toKeepHealthy(value: unknown, bound: HealthyBound): MatcherResult {
    checkOptions('toKeepHealthy', bound, ['atLeast', 'percent', 'service', 'allowNotRehearsed'])
    const received = receivedBy('toKeepHealthy', value)
    return resultOf(received, keepingHealthy(received, bound), bound)
  },

  toServeWithout5xx(value: unknown, options: ServiceOptions = {}): MatcherResult {
    checkOptions('toServeWithout5xx', options, ['service', 'allowNotRehearsed'])
    const received = receivedBy('toServeWithout5xx', value)
    return resultOf(received, servingWithout5xx(received, options), options)
  },
}

/** A claim about a service that was named is about that one alone. */
function resultOf(received: Received, finding: Finding, options: ServiceOptions): MatcherResult {
  if (finding.isSo && options.service === undefined) refuseLeftOut(received, options)
  return { pass: finding.isSo, message: () => messageOf(received, finding) }
}

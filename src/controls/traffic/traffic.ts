// `sim.traffic`: requests to load balancers, and what targets answer that were registered by hand.
import type { Route } from '../../balancing/route.ts'
import type { World } from '../../engine/world.ts'
import type { ResponseBehavior } from '../workload/responses.ts'
import { accountRequests } from './account/account.ts'
import type { AccountInput, RequestAccount } from './account/shape.ts'
import { answer, type TargetReference } from './answer.ts'
import { type RouteInput, routeRequest } from './route.ts'

/** Requests to load balancers. */
export interface Traffic {
  /** Where a request would go and what its client would see, and why: it changes nothing. @throws UsageError */
  route(request: RouteInput): Route
  /**
   * How many of an even stream of requests met which answer in a window of the past, read from the journal: it changes nothing.
   * Clients have no cookies. Counts are exact to a millionth of a request and add up; while a target starts slowly, the split of each
   * second is that of its beginning. What is still open now counts as answered. @throws UsageError
   */
  account(input: AccountInput): RequestAccount
  /** What a target answers that was registered by hand, from now on. @throws UsageError */
  answer(target: TargetReference, responses: ResponseBehavior): void
}

export function trafficOf(world: World): Traffic {
  return Object.freeze({
    route: (request: RouteInput) => routeRequest(world, request),
    account: (input: AccountInput) => accountRequests(world, input),
    answer: (target: TargetReference, responses: ResponseBehavior) => answer(world, target, responses),
  })
}

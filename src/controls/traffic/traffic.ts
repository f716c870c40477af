// `sim.traffic`: requests to load balancers, and what targets answer that were registered by hand.
import type { Route } from '../../balancing/route.ts'
import type { World } from '../../engine/world.ts'
import type { ResponseBehavior } from '../workload/responses.ts'
import { answer, type TargetReference } from './answer.ts'
import { type RouteInput, routeRequest } from './route.ts'

/** Requests to load balancers. */
export interface Traffic {
  /** Where a request would go and what its client would see, and why: it changes nothing. @throws UsageError */
  route(request: RouteInput): Route
  /** What a target answers that was registered by hand, from now on. @throws UsageError */
  answer(target: TargetReference, responses: ResponseBehavior): void
}

export function trafficOf(world: World): Traffic {
  return Object.freeze({
    route: (request: RouteInput) => routeRequest(world, request),
    answer: (target: TargetReference, responses: ResponseBehavior) => answer(world, target, responses),
  })
}

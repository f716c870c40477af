// How is a stream of like requests shared out at an instant? Every way that one of them may go, with its exact part (RT-001…RT-006).
import { InternalError } from '../kernel/assert.ts'
import type { ForwardAction, LoadBalancer, Target } from '../model/balancing.ts'
import { bySelf, clientSees, failure, NO_TARGET, NO_WEIGHT, type Seen } from './answers.ts'
import type { Request } from './conditions.ts'
import { groupShares, poolOf, zonesInDns } from './forward.ts'
import { listenerAt, rulesOf, stateOf, statesOf, type TrafficView } from './lookup.ts'
import { chooseRule } from './route.ts'

/** One way of a request: `of` out of `outOf` go it. */
export interface Way extends Seen {
  readonly of: bigint
  readonly outOf: bigint
  readonly action: 'forward' | 'redirect' | 'fixed-response' | null
  readonly targetGroupArn: string | null
  /** Whom it reached. */
  readonly target: Readonly<Target> | null
  readonly failsOpen: boolean
}

const WHOLE = { of: 1n, outOf: 1n }
const NOWHERE = { action: null, targetGroupArn: null, target: null, failsOpen: false } as const

/** Clients without cookies, evenly over the zones in the load balancer's name. The parts add up to one. */
export function spread(view: TrafficView, balancer: Readonly<LoadBalancer>, request: Request): Way[] {
  const listener = listenerAt(view, balancer, request.port)
  if (listener === undefined) {
    const reason = `No listener on port ${request.port}: the connection is refused.`
    return [{ ...WHOLE, ...NOWHERE, status: null, answeredBy: 'nobody', reason }]
  }
  const { action } = chooseRule(rulesOf(view, listener), request).rule
  const found = { ...WHOLE, ...NOWHERE, action: action.type }
  if (balancer.type === 'application' && request.method === 'TRACE')
    return [{ ...found, ...bySelf(405, 'TRACE is not allowed.') }]
  if (action.type !== 'forward') return [{ ...found, ...bySelf(action.statusCode, null) }]
  return forwarded(view, balancer, action)
}

function forwarded(view: TrafficView, balancer: Readonly<LoadBalancer>, action: ForwardAction): Way[] {
  const shares = groupShares(action).filter(({ of }) => of > 0)
  if (shares.length === 0) {
    return [{ ...WHOLE, ...NOWHERE, action: 'forward', ...failure(balancer, 503, NO_WEIGHT) }]
  }
  const zones = zonesInDns(balancer, statesOf(view, balancer))
  if (zones.length === 0) throw new InternalError('a load balancer has a zone')
  return shares.flatMap(({ targetGroupArn, of, outOf }) =>
    zones.flatMap((zone) =>
      inGroup(view, balancer, { targetGroupArn, zone, of: BigInt(of), outOf: BigInt(outOf) * BigInt(zones.length) }),
    ),
  )
}

interface Stream {
  readonly targetGroupArn: string
  /** By whose node it comes in. */
  readonly zone: string
  readonly of: bigint
  readonly outOf: bigint
}

function inGroup(view: TrafficView, balancer: Readonly<LoadBalancer>, stream: Stream): Way[] {
  const { targetGroupArn, zone, of, outOf } = stream
  const { shares, failsOpen } = poolOf(stateOf(view, balancer, targetGroupArn), zone)
  const entered = { action: 'forward', targetGroupArn, failsOpen } as const
  if (shares.length === 0)
    return [{ of, outOf, ...entered, failsOpen: false, target: null, ...failure(balancer, 503, NO_TARGET) }]
  return shares.map(({ target, of: part, outOf: whole }) => ({
    of: of * BigInt(part),
    outOf: outOf * BigInt(whole),
    ...entered,
    target,
    ...clientSees(target, balancer, view.nowMs),
  }))
}

// Where does a request go, and what does its client see? Rules by priority, then a group, then a target, then its answer; everything
// that was decided on the way is part of the answer (LB-010, RT-001…RT-020).
import { InternalError } from '../kernel/assert.ts'
import type { ListenerRule, LoadBalancer, RedirectAction, Target } from '../model/balancing.ts'
import { bySelf, clientSees, failure, NO_TARGET, NO_WEIGHT, type Seen } from './answers.ts'
import { targetStickinessMs } from './attributes.ts'
import { describeCondition, isTrue, type Request } from './conditions.ts'
import {
  type GroupShare,
  type GroupState,
  groupShares,
  poolOf,
  type TargetShare,
  turnOf,
  zonesInDns,
} from './forward.ts'
import { listenerAt, rulesOf, stateOf, statesOf, type TrafficView } from './lookup.ts'
import { redirectLocation } from './redirect.ts'
import { cookieOf, GROUP_COOKIE, readCookie, TARGET_COOKIE } from './stickiness.ts'

export interface RouteRequest extends Request {
  /** How many requests like it came before: turns are taken (0 for the first). */
  readonly nth: number
}

/** Which rule took the request. */
export interface RouteRule {
  readonly ruleArn: string
  /** Null for the default rule. */
  readonly priority: number | null
}

export interface SkippedRule extends RouteRule {
  /** The first condition that was not true. */
  readonly because: string
}

export interface RouteTarget {
  readonly id: string
  readonly port: number
  readonly availabilityZone: string | null
  readonly state: Target['state']
  /** Its part of the group's requests that come in by the same zone: `of` requests out of `outOf`. */
  readonly of: number
  readonly outOf: number
}

export interface Route extends Seen {
  readonly listenerArn: string | null
  readonly rule: RouteRule | null
  /** Rules of higher priority that did not match, in order. */
  readonly skipped: readonly SkippedRule[]
  readonly action: 'forward' | 'redirect' | 'fixed-response' | null
  /** Where a redirect leads. */
  readonly location: string | null
  readonly body: string | null
  /** Zones whose nodes the load balancer's name leads to, and the one by which this request came in. */
  readonly zones: readonly string[]
  readonly zone: string | null
  readonly targetGroups: readonly GroupShare[]
  readonly targetGroupArn: string | null
  readonly failsOpen: boolean
  readonly targets: readonly RouteTarget[]
  readonly target: RouteTarget | null
  /** To be sent with the next request, as `name=value`. */
  readonly cookies: readonly string[]
}

const NOTHING: Route = {
  status: null,
  answeredBy: 'nobody',
  reason: null,
  listenerArn: null,
  rule: null,
  skipped: [],
  action: null,
  location: null,
  body: null,
  zones: [],
  zone: null,
  targetGroups: [],
  targetGroupArn: null,
  failsOpen: false,
  targets: [],
  target: null,
  cookies: [],
}

export function route(view: TrafficView, balancer: Readonly<LoadBalancer>, request: RouteRequest): Route {
  const listener = listenerAt(view, balancer, request.port)
  const zones = zonesInDns(balancer, statesOf(view, balancer))
  const zone = zones[request.nth % zones.length] ?? null
  const entered: Route = { ...NOTHING, zones, zone, listenerArn: listener?.arn ?? null }
  if (listener === undefined)
    return { ...entered, reason: `No listener on port ${request.port}: the connection is refused.` }
  const { rule, skipped } = chooseRule(rulesOf(view, listener), request)
  const { arn: ruleArn, priority, action } = rule
  const found: Route = { ...entered, rule: { ruleArn, priority }, skipped, action: action.type }
  // The load balancer's own word, whatever the rules say (RT-011).
  if (balancer.type === 'application' && request.method === 'TRACE')
    return byBalancer(found, 405, 'TRACE is not allowed.')
  if (action.type === 'redirect') return redirected(found, action, request)
  if (action.type === 'fixed-response')
    return { ...byBalancer(found, action.statusCode, null), body: action.messageBody }
  return forwarded(view, balancer, request, action, found)
}

/** The first whose conditions are all true; the default rule is the last (LB-010). */
export function chooseRule(
  rules: readonly Readonly<ListenerRule>[],
  request: Request,
): { readonly rule: Readonly<ListenerRule>; readonly skipped: readonly SkippedRule[] } {
  const skipped: SkippedRule[] = []
  for (const rule of rules) {
    const untrue = rule.conditions.find((condition) => !isTrue(condition, request))
    if (untrue === undefined) return { rule, skipped }
    skipped.push({ ruleArn: rule.arn, priority: rule.priority, because: describeCondition(untrue, request) })
  }
  throw new InternalError('a listener has a default rule')
}

type Forward = Extract<ListenerRule['action'], { type: 'forward' }>

function forwarded(
  view: TrafficView,
  balancer: Readonly<LoadBalancer>,
  request: RouteRequest,
  action: Forward,
  found: Route,
): Route {
  const shares = groupShares(action)
  const turn = turnOf(shares, request.nth)
  const sticky = readCookie(request, GROUP_COOKIE, action.stickinessSeconds, view.nowMs)
  const kept = shares.find(({ targetGroupArn }) => nameOf(view, targetGroupArn) === sticky)
  const shared = { ...found, targetGroups: shares }
  const chosen = kept ?? turn?.chosen
  if (chosen === undefined) return unavailable(shared, balancer, NO_WEIGHT)
  const { targetGroupArn } = chosen
  const state = stateOf(view, balancer, targetGroupArn)
  const pool = poolOf(state, found.zone ?? '')
  const targets = pool.shares.map(shown)
  const cookies = action.stickinessSeconds === null ? [] : [cookieOf(GROUP_COOKIE, state.group.name, view.nowMs)]
  const inGroup: Route = { ...shared, targetGroupArn, targets, failsOpen: pool.failsOpen, cookies }
  const share = targetFor(state, pool.shares, request, kept === undefined ? (turn?.before() ?? 0) : request.nth)
  if (share === null) return unavailable({ ...inGroup, failsOpen: false }, balancer, NO_TARGET)
  return answered(inGroup, state, share, view.nowMs)
}

/** The one that the client's cookie names, while it may take requests (TG-048); else the one whose turn it is. */
function targetFor(
  { group, nowMs }: GroupState,
  shares: readonly TargetShare[],
  request: RouteRequest,
  nth: number,
): TargetShare | null {
  const stickinessMs = targetStickinessMs(group)
  const sticky = readCookie(request, TARGET_COOKIE, stickinessMs === null ? null : stickinessMs / 1_000, nowMs)
  const kept = shares.find(({ target }) => addressOf(target) === sticky)
  return kept ?? turnOf(shares, nth)?.chosen ?? null
}

/** What the target says to a client (RT-010). */
function answered(inGroup: Route, { group, balancer }: GroupState, share: TargetShare, nowMs: number): Route {
  const { target } = share
  const isSticky = targetStickinessMs(group) !== null
  const cookies = isSticky ? [...inGroup.cookies, cookieOf(TARGET_COOKIE, addressOf(target), nowMs)] : inGroup.cookies
  const chosen: Route = { ...inGroup, target: shown(share), cookies }
  return { ...chosen, ...clientSees(target, balancer, nowMs) }
}

function unavailable(route: Route, balancer: Readonly<LoadBalancer>, reason: string): Route {
  return { ...route, ...failure(balancer, 503, reason) }
}

function byBalancer(route: Route, status: number, reason: string | null): Route {
  return { ...route, ...bySelf(status, reason) }
}

function redirected(route: Route, action: RedirectAction, request: Request): Route {
  return { ...byBalancer(route, action.statusCode, null), location: redirectLocation(action, request) }
}

function nameOf(view: TrafficView, targetGroup: string): string {
  return view.tables.targetGroups.certain(targetGroup).name
}

function addressOf({ targetId, port }: Readonly<Target>): string {
  return `${targetId}/${port}`
}

function shown({ target, of, outOf }: TargetShare): RouteTarget {
  const { targetId: id, port, availabilityZone, state } = target
  return { id, port, availabilityZone, state, of, outOf }
}

// Where does a request go, and what does its client see? Rules by priority, then a group, then a target, then its answer; everything
// that was decided on the way is part of the answer (LB-010, RT-001…RT-020).
import { InternalError } from '../kernel/assert.ts'
import type { Listener, ListenerRule, LoadBalancer, RedirectAction, Target, TargetGroup } from '../model/balancing.ts'
import type { ReadonlyTable } from '../model/table.ts'
import type { TargetIndex } from '../model/targets.ts'
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
import { redirectLocation } from './redirect.ts'
import { cookieOf, GROUP_COOKIE, readCookie, TARGET_COOKIE } from './stickiness.ts'

/** What a route is worked out from; a world, or its view. */
export interface TrafficView {
  readonly nowMs: number
  readonly tables: {
    readonly listeners: ReadonlyTable<Listener>
    readonly listenerRules: ReadonlyTable<ListenerRule>
    readonly targetGroups: ReadonlyTable<TargetGroup>
    readonly targets: ReadonlyTable<Target>
  }
  readonly indexes: { readonly targets: Pick<TargetIndex, 'inGroup'> }
}

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

export interface Route {
  /** What the client sees; null when there is no HTTP answer at all. */
  readonly status: number | null
  readonly answeredBy: 'target' | 'load-balancer' | 'nobody'
  /** Why, when it is not what a healthy target says. */
  readonly reason: string | null
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
function chooseRule(
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
  if (chosen === undefined) return unavailable(shared, balancer, 'Every target group has the weight 0.')
  const { targetGroupArn } = chosen
  const state = stateOf(view, balancer, targetGroupArn)
  const pool = poolOf(state, found.zone ?? '')
  const targets = pool.shares.map(shown)
  const cookies = action.stickinessSeconds === null ? [] : [cookieOf(GROUP_COOKIE, state.group.name, view.nowMs)]
  const inGroup: Route = { ...shared, targetGroupArn, targets, failsOpen: pool.failsOpen, cookies }
  const share = targetFor(state, pool.shares, request, kept === undefined ? (turn?.before() ?? 0) : request.nth)
  if (share === null)
    return unavailable(
      { ...inGroup, failsOpen: false },
      balancer,
      'The target group has no target that may take requests.',
    )
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
  const answer = target.answers.clients.findLast(({ fromMs }) => fromMs <= nowMs)?.answer ?? 'ok'
  if (answer === 'refused') return failed(chosen, balancer, 502, 'The target refuses the connection.')
  if (answer === 'timeout') return failed(chosen, balancer, 504, 'The target does not answer.')
  return { ...chosen, status: answer === 'ok' ? 200 : answer, answeredBy: 'target' }
}

function unavailable(route: Route, balancer: Readonly<LoadBalancer>, reason: string): Route {
  return failed(route, balancer, 503, reason)
}

/** A Network Load Balancer speaks no HTTP: the connection fails (LB-050). */
function failed(route: Route, { type }: Readonly<LoadBalancer>, status: number, reason: string): Route {
  return type === 'network' ? { ...route, reason } : byBalancer(route, status, reason)
}

function byBalancer(route: Route, status: number, reason: string | null): Route {
  return { ...route, status, answeredBy: 'load-balancer', reason }
}

function redirected(route: Route, action: RedirectAction, request: Request): Route {
  return { ...byBalancer(route, action.statusCode, null), location: redirectLocation(action, request) }
}

// ── reading the tables ──

export function listenersOf(view: Pick<TrafficView, 'tables'>, balancer: string): Readonly<Listener>[] {
  return [...view.tables.listeners.values()].filter(({ loadBalancerArn }) => loadBalancerArn === balancer)
}

function listenerAt(view: TrafficView, { arn }: Readonly<LoadBalancer>, port: number): Readonly<Listener> | undefined {
  return listenersOf(view, arn).find((listener) => listener.port === port)
}

/** By ascending priority, the default one last. */
export function rulesOf(view: Pick<TrafficView, 'tables'>, { arn }: Pick<Listener, 'arn'>): Readonly<ListenerRule>[] {
  const last = Number.POSITIVE_INFINITY
  return [...view.tables.listenerRules.values()]
    .filter(({ listenerArn }) => listenerArn === arn)
    .sort((a, b) => ((a.priority ?? last) < (b.priority ?? last) ? -1 : 1))
}

function statesOf(view: TrafficView, balancer: Readonly<LoadBalancer>): GroupState[] {
  return [...view.tables.targetGroups.values()]
    .filter(({ loadBalancerArn }) => loadBalancerArn === balancer.arn)
    .map(({ arn }) => stateOf(view, balancer, arn))
}

function stateOf(view: TrafficView, balancer: Readonly<LoadBalancer>, targetGroup: string): GroupState {
  const targets = [...view.indexes.targets.inGroup(targetGroup)].map((id) => view.tables.targets.certain(id))
  return { group: view.tables.targetGroups.certain(targetGroup), balancer, targets, nowMs: view.nowMs }
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

// Which target group takes a request, and which of its targets? Shares first, exact; then the one whose turn it is (LB-031…LB-033,
// TG-040…TG-048, RT-002…RT-006).
import type { ForwardAction, LoadBalancer, Target, TargetGroup } from '../model/balancing.ts'
import { isCrossZone, isFailOpen, isUnhealthyDraining, slowStartMs } from './attributes.ts'

/** A part of the traffic: so many of so many requests. */
export interface Share {
  readonly of: number
  readonly outOf: number
}

export interface GroupShare extends Share {
  readonly targetGroupArn: string
}

/** Each group's part. Which group is asked before its health: an empty one keeps its part (LB-032). */
export function groupShares({ groups }: ForwardAction): readonly GroupShare[] {
  const [only] = groups
  if (only !== undefined && groups.length === 1) return [{ targetGroupArn: only.targetGroupArn, of: 1, outOf: 1 }]
  const outOf = groups.reduce((sum, { weight }) => sum + weight, 0)
  return groups.map(({ targetGroupArn, weight }) => ({ targetGroupArn, of: weight, outOf }))
}

export interface Turn<T> {
  readonly chosen: T
  /** How many requests the chosen one has had before. */
  before(): number
}

/**
 * Whose turn the nth request is: over each full round everybody gets exactly their weight, and within it the turns are well mixed. Null
 * when nobody has any weight.
 */
export function turnOf<T extends { readonly of: number }>(sharers: readonly T[], nth: number): Turn<T> | null {
  const round = sharers.reduce((sum, { of }) => sum + of, 0)
  if (round === 0) return null
  const stride = strideOf(round)
  const holderOf = (place: number): T => {
    let rest = Number((BigInt(place) * stride) % BigInt(round))
    const isHolder = ({ of }: T): boolean => {
      rest -= of
      return rest < 0
    }
    return sharers.find(isHolder) as T
  }
  const place = nth % round
  const chosen = holderOf(place)
  const before = () => {
    let count = Math.floor(nth / round) * chosen.of
    for (let earlier = 0; earlier < place; earlier++) if (holderOf(earlier) === chosen) count++
    return count
  }
  return { chosen, before }
}

/** Near the golden section of the round, and without a common divisor: every place comes up once. */
function strideOf(round: number): bigint {
  let stride = Math.max(1, Math.round(round * 0.618))
  while (divisor(stride, round) !== 1) stride++
  return BigInt(stride)
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b)
}

export interface GroupState {
  readonly group: Readonly<TargetGroup>
  readonly balancer: Readonly<LoadBalancer>
  readonly targets: readonly Readonly<Target>[]
  readonly nowMs: number
}

export interface TargetShare extends Share {
  readonly target: Readonly<Target>
}

/** The targets that a node takes into account, with their parts of what comes in by it. */
export interface Pool {
  readonly shares: readonly TargetShare[]
  /** Too few are healthy, so that unhealthy ones are used too (TG-044). */
  readonly failsOpen: boolean
}

/** What the node of one zone spreads its requests over: every zone's targets, or those of its own (TG-015). */
export function poolOf(state: GroupState, zone: string): Pool {
  const { group, balancer, nowMs } = state
  const inScope = isCrossZone(group, balancer)
    ? state.targets
    : state.targets.filter(({ availabilityZone }) => availabilityZone === null || availabilityZone === zone)
  const healthy = inScope.filter((target) => target.state === 'healthy')
  const registered = inScope.filter((target) => target.state !== 'draining' && target.state !== 'unused')
  const failsOpen = isFailOpen(group, healthy.length, registered.length)
  // Those that have not passed a probe yet never take part (TG-045), nor do those that only keep their flows (TG-036).
  const isUsable = (target: Readonly<Target>) =>
    target.state !== 'initial' && !isUnhealthyDraining(group, target, nowMs)
  const eligible = failsOpen ? registered.filter(isUsable) : healthy
  const weights = eligible.map((target) => weightOf(group, target, nowMs))
  const outOf = weights.reduce((sum, weight) => sum + weight, 0)
  return { shares: eligible.map((target, index) => ({ target, of: weights[index]!, outOf })), failsOpen }
}

/** 1 for everybody, or thousandths of a second while somebody starts slowly (TG-043). */
function weightOf(group: Readonly<TargetGroup>, { slowStartAtMs }: Readonly<Target>, nowMs: number): number {
  const durationMs = slowStartMs(group)
  if (durationMs === 0) return 1
  if (slowStartAtMs === null) return durationMs
  return Math.min(durationMs, Math.max(1_000, nowMs - slowStartAtMs))
}

/** The zones whose nodes clients find: those with enough healthy targets, or all when none has (TG-018, TG-046). */
export function zonesInDns(balancer: Readonly<LoadBalancer>, groups: readonly GroupState[]): readonly string[] {
  const zones = balancer.zones.map(({ availabilityZone }) => availabilityZone)
  const good = zones.filter((zone) => groups.every((state) => isGoodIn(state, zone)))
  return good.length === 0 ? zones : good
}

const DNS_FAILOVER = 'target_group_health.dns_failover.minimum_healthy_targets.count'

/** A zone without any targets stays. */
function isGoodIn({ group, balancer, targets }: GroupState, zone: string): boolean {
  const minimum = group.attributes[DNS_FAILOVER]
  if (minimum === undefined || minimum === 'off' || isCrossZone(group, balancer)) return true
  const there = targets.filter((target) => target.availabilityZone === zone && target.state !== 'unused')
  return there.length === 0 || there.filter(({ state }) => state === 'healthy').length >= Number(minimum)
}

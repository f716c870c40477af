// What do the attributes of a target group and of its load balancer decide? AWS keeps them as text.
import type { LoadBalancer, Target, TargetGroup } from '../model/balancing.ts'

type Attributed = Pick<Readonly<TargetGroup>, 'attributes' | 'balancer'>

/** TG-010. */
export function deregistrationDelayMs({ attributes }: Attributed): number {
  return numberOf(attributes['deregistration_delay.timeout_seconds']) * 1_000
}

/** TG-01A. */
export const UNHEALTHY_DRAINING = 'target_health_state.unhealthy.draining_interval_seconds'

/** An unhealthy target of a Network Load Balancer keeps its flows for a while, and gets no new ones even when all are used (TG-036). */
export function isUnhealthyDraining(
  { attributes }: Attributed,
  { state, sinceMs }: Pick<Readonly<Target>, 'state' | 'sinceMs'>,
  nowMs: number,
): boolean {
  return state === 'unhealthy' && nowMs < sinceMs + numberOf(attributes[UNHEALTHY_DRAINING]) * 1_000
}

/** TG-012; 0 when it is off, or when the algorithm does not know it. */
export function slowStartMs({ attributes }: Attributed): number {
  const isRoundRobin = attributes['load_balancing.algorithm.type'] === 'round_robin'
  return isRoundRobin ? numberOf(attributes['slow_start.duration_seconds']) * 1_000 : 0
}

/** TG-015: the group's own word goes before its load balancer's. */
export function isCrossZone(group: Attributed, { attributes }: Pick<Readonly<LoadBalancer>, 'attributes'>): boolean {
  const own = group.attributes['load_balancing.cross_zone.enabled']
  return own === 'true' || (own !== 'false' && attributes['load_balancing.cross_zone.enabled'] === 'true')
}

/** How long a client stays with its target (TG-016); null when it does not. */
export function targetStickinessMs({ attributes, balancer }: Attributed): number | null {
  if (balancer !== 'application' || attributes['stickiness.enabled'] !== 'true') return null
  return numberOf(attributes['stickiness.lb_cookie.duration_seconds']) * 1_000
}

/** Below so many healthy targets, all are used (TG-017, TG-044). */
export function isFailOpen({ attributes }: Attributed, healthy: number, registered: number): boolean {
  const prefix = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets'
  const count = attributes[`${prefix}.count`]
  const percentage = attributes[`${prefix}.percentage`]
  if (count !== undefined && count !== 'off' && healthy < numberOf(count)) return true
  return percentage !== undefined && percentage !== 'off' && healthy * 100 < numberOf(percentage) * registered
}

function numberOf(text: string | undefined): number {
  return text === undefined ? 0 : Number(text)
}

// Which task of a service moves to another Availability Zone? One at a time, out of a steady state: start in the emptiest
// zone, wait until it is healthy, stop in the fullest (PL-63, PL-64, DP-800…DP-802).
import { isKeptEven } from '../model/rebalancing.ts'
import type { StartQuota, StopQuota } from './quotas.ts'
import { isSteady, primaryOf, progressOf, type ServiceView, type ZoneCount } from './service-view.ts'

/** Balanced: no two zones differ by more than one task, so each has its share, rounded down or up (PL-63). */
export function isBalanced(zones: readonly ZoneCount[]): boolean {
  return zones.length === 0 || most(zones) - least(zones) < 2
}

/** The first half of a move, as far as the upper bound leaves room for one task more. */
export function planMoveIn(view: ServiceView): StartQuota[] {
  const { service, balance } = view
  if (service.steadySinceMs === null || !isKeptEven(service) || !isSteady(view)) return []
  const { bounds, total } = progressOf(view)
  const zones = bounds.upper > total ? balance.zones() : []
  if (isBalanced(zones) || leavers(view, zones).length === 0) return []
  const deployment = primaryOf(service)
  return [{ deployment, count: 1, why: 'move', rule: 'DP-801', on: null, zones: namesOf(zones, least(zones)) }]
}

/** The second half: the newcomer is healthy, and one task is too many. */
export function planMoveOut(view: ServiceView): StopQuota[] {
  const { service, balance } = view
  if (balance.mover !== 'healthy') return []
  const { healthy, bounds } = progressOf(view)
  const zones = balance.zones()
  const only = new Set(leavers(view, zones))
  const pool = { from: [primaryOf(service)], leaving: false, startingOnly: false, only } as const
  return [{ why: 'move', rule: 'DP-801', ...pool, count: 1, healthyAllowance: Math.max(0, healthy - bounds.lower) }]
}

/** The tasks that may leave for a newcomer. */
function leavers({ balance }: ServiceView, zones: readonly ZoneCount[]): string[] {
  return namesOf(zones, most(zones)).flatMap((zone) => balance.tasksIn(zone))
}

/** The task of a move is on its way, or has arrived and nobody has left for it yet. */
export function isMoving(view: ServiceView): boolean {
  if (!isUndisturbed(view)) return false
  const { mover } = view.balance
  if (mover !== 'healthy') return true
  // Somebody may have protected everyone who could leave.
  return progressOf(view).freshWanted > view.service.desiredCount && leavers(view, view.balance.zones()).length > 0
}

/** Nothing has come between: no deployment, no drain, no other desired count, nobody unhealthy, and the task of the move still lives (PL-64). */
export function isUndisturbed(view: ServiceView): boolean {
  const { service, balance } = view
  const { rebalancing, deployments, desiredCount } = service
  if (rebalancing === null || deployments.length !== 1 || rebalancing.desiredCount !== desiredCount) return false
  return isKeptEven(service) && ALIVE.has(balance.mover ?? '') && isWell(view)
}

function isWell(view: ServiceView): boolean {
  return view.total.unhealthy === 0 && progressOf(view).oldWanted === 0
}

const ALIVE: ReadonlySet<string> = new Set(['starting', 'unsettled', 'healthy'])

function most(zones: readonly ZoneCount[]): number {
  return Math.max(...zones.map(({ tasks }) => tasks))
}

function least(zones: readonly ZoneCount[]): number {
  return Math.min(...zones.map(({ tasks }) => tasks))
}

function namesOf(zones: readonly ZoneCount[], count: number): string[] {
  return zones.filter(({ tasks }) => tasks === count).map(({ zone }) => zone)
}

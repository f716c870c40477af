// Which tasks of a daemon stop now, and on which instances does one start? Exactly one on each instance that matches: the old
// one stops first, and leaves a DRAINING instance last (SV-400…SV-408).
import { isHeld } from './attempts.ts'
import { deletion, drainedStarts, supersededStarts } from './plan-stops.ts'
import type { StartQuota, StopQuota } from './quotas.ts'
import { oneAtATime } from './replace.ts'
import { boundsOf, type Posted, primaryOf, progressOf, type ServiceView } from './service-view.ts'

export function planDaemonStops(view: ServiceView): readonly StopQuota[] {
  if (view.service.status !== 'ACTIVE') return deletion(view)
  if (isInPlace(view)) return []
  const crew = view.posts.crew()
  const others = [
    ...supersededStarts(view),
    ...drainedStarts(view),
    ...allOf(crew, 'lost', { why: 'misplaced', rule: 'SV-403' }),
    ...allOf(crew, 'last', { why: 'drained', rule: 'SV-404' }),
    ...rolling(view, crew),
  ]
  // The next one needs the instance to itself: there is never room to start first (DP-604).
  return others.length > 0 ? others : oneAtATime(view, 0)
}

/** On every instance that has none, once the one before is STOPPED (SV-401, SV-406). Neither bound has a say in it. */
export function planDaemonStarts(view: ServiceView): readonly StartQuota[] {
  const { service, posts } = view
  if (service.status !== 'ACTIVE' || posts.vacant === 0) return []
  const deployment = primaryOf(service)
  const isIdle = deployment.rolloutState === 'FAILED' || isHeld(deployment.attempts, view.nowMs)
  const on = isIdle ? [] : posts.free()
  return on.length === 0 ? [] : [{ deployment, count: on.length, why: 'desired', rule: 'SV-400', on, zones: null }]
}

/** One task of the newest deployment on every instance that matches, and none elsewhere. */
function isInPlace(view: ServiceView): boolean {
  const { freshWanted, oldWanted } = progressOf(view)
  const isWell = view.total.unhealthy === 0
  return isWell && oldWanted === 0 && view.posts.vacant === 0 && freshWanted === view.service.desiredCount
}

type Kind = Pick<StopQuota, 'why' | 'rule'>

function allOf(crew: readonly Posted[], post: Posted['post'], kind: Kind): StopQuota[] {
  const tasks = crew.filter((posted) => posted.post === post)
  return quotaOf(kind, tasks, tasks.length, tasks.length)
}

/**
 * As many as the lower bound spares of those that stand where they belong: it is a share of the same instances. Tasks that do not
 * count as healthy go outside that allowance while the bound is kept (SV-406, DP-110).
 */
function rolling(view: ServiceView, crew: readonly Posted[]): StopQuota[] {
  const primary = primaryOf(view.service).id
  const kept = crew.filter(({ post }) => post === 'kept')
  const old = kept.filter(({ deploymentId }) => deploymentId !== primary)
  const healthy = kept.filter(isHealthy).length
  const oldHealthy = old.filter(isHealthy).length
  const { lower } = boundsOf(view.service)
  const allowance = Math.min(oldHealthy, Math.max(0, healthy - lower))
  const unhealthy = healthy >= lower ? old.length - oldHealthy : 0
  return quotaOf({ why: 'rolling', rule: 'SV-406' }, old, allowance + unhealthy, allowance)
}

function quotaOf(kind: Kind, tasks: readonly Posted[], count: number, healthyAllowance: number): StopQuota[] {
  if (count === 0) return []
  const only = new Set(tasks.map(({ task }) => task))
  return [{ ...kind, from: null, leaving: true, startingOnly: false, only, count, healthyAllowance }]
}

function isHealthy({ standing }: Posted): boolean {
  return standing === 'healthy'
}

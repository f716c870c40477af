// Which unhealthy tasks stop now? Each once a replacement of it is healthy, or, where the upper bound has no room for one,
// a task at a time before that (DP-601…DP-606).
import type { StopQuota } from './quotas.ts'
import { type Progress, primaryOf, progressOf, type ServiceView } from './service-view.ts'

/** The stops of unhealthy tasks of the newest deployment come first; a daemon's and old ones only while nothing else moves. */
export function withReplacements(view: ServiceView, progress: Progress, others: readonly StopQuota[]): StopQuota[] {
  if (view.total.unhealthy === 0) return [...others]
  const replaced = replacedOnes(view, progress)
  if (replaced.length + others.length > 0) return [...replaced, ...others]
  return oneAtATime(view, progress.bounds.upper - progress.total)
}

/**
 * More tasks than desired even without those that are on their way: replacements have arrived, healthy or not. The oldest go first,
 * so that a replacement which turns unhealthy too takes the place of its original (DP-603).
 */
function replacedOnes(view: ServiceView, { fresh }: Progress): StopQuota[] {
  const surplus = fresh.unhealthy + fresh.healthy - view.service.desiredCount
  const count = Math.min(fresh.unhealthy, surplus)
  if (count <= 0) return []
  const { id } = primaryOf(view.service)
  const oldest = view.unhealthy().filter(({ deploymentId, isLeaving }) => deploymentId === id && !isLeaving)
  return [quotaOf(oldest.slice(0, count), count, 'DP-601')]
}

/** No replacement can start first: one task stops, and the next only when nobody is on the way (DP-604). */
export function oneAtATime(view: ServiceView, room: number): StopQuota[] {
  const { unhealthy, starting, unsettled, stopping } = view.total
  if (unhealthy === 0 || starting + unsettled + stopping > 0) return []
  if (view.behavior.startReplacementFirst && room > 0) return []
  return [quotaOf(view.unhealthy(), 1, 'DP-604')]
}

/** Where nothing moves any more, unhealthy tasks go once enough others are healthy (CB-21). */
export function outlived(view: ServiceView, { healthy, bounds }: Progress): StopQuota[] {
  const { unhealthy } = view.total
  return unhealthy > 0 && healthy >= bounds.lower ? [quotaOf(view.unhealthy(), unhealthy, 'DP-601')] : []
}

/** The unhealthy tasks of the newest deployment that a start may replace now: all, unless they have to stop first. */
export function replaceable(view: ServiceView, progress = progressOf(view)): number {
  return view.behavior.startReplacementFirst ? progress.fresh.unhealthy : 0
}

function quotaOf(tasks: ReturnType<ServiceView['unhealthy']>, count: number, rule: string): StopQuota {
  const only = new Set(tasks.map(({ task }) => task))
  return { why: 'unhealthy', rule, from: null, leaving: true, startingOnly: false, only, count, healthyAllowance: 0 }
}

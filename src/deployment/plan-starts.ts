// How many tasks does a service want started now, and of which deployment? (DP-120, DP-440, DP-443)
import { isHeld } from './attempts.ts'
import type { StartQuota } from './quotas.ts'
import { planMoveIn } from './rebalance.ts'
import { replaceable } from './replace.ts'
import { olderOf, type Progress, primaryOf, progressOf, type ServiceView } from './service-view.ts'

const ANYWHERE = { on: null, zones: null } as const

/** In the order in which they take room: lost old tasks, the old revision's share of a scale-out, then new ones; with nothing to start, a move. */
export function planStarts(view: ServiceView): readonly StartQuota[] {
  if (view.service.status !== 'ACTIVE') return []
  const progress = progressOf(view)
  let room = progress.bounds.upper - progress.total
  const quotas: StartQuota[] = []
  for (const quota of inOrder(newStarts(view, progress), oldStarts(view, progress))) {
    const count = Math.min(quota.count, room)
    if (count <= 0 || isHeld(quota.deployment.attempts, view.nowMs)) continue
    quotas.push({ ...quota, count, missing: quota.count })
    room -= count
  }
  return quotas.length > 0 ? quotas : planMoveIn(view)
}

/**
 * The unhealthy tasks of old deployments come last: new ones are there to take their place, and may be the cure. Only in room that
 * those leave is a replacement of their own revision started (DP-443).
 */
function inOrder(fresh: readonly StartQuota[], old: readonly StartQuota[]): readonly StartQuota[] {
  if (old.length === 0) return fresh
  const isUnhealthy = ({ why }: StartQuota) => why === 'unhealthy'
  return [...old.filter((quota) => !isUnhealthy(quota)), ...fresh, ...old.filter(isUnhealthy)]
}

/**
 * What old deployments are owed, as far as the lower bound needs it: a task beyond that would be stopped again by the next stop phase
 * (DP-110), so it is not started.
 */
function oldStarts(view: ServiceView, progress: Progress): StartQuota[] {
  if (view.service.deployments.length === 1) return []
  const isFirst = view.behavior.startReplacementFirst
  let shortfall = progress.bounds.lower - progress.healthy - progress.oldStarting - progress.oldUnsettled
  const take = (owed: number): number => {
    const count = Math.max(0, Math.min(owed, shortfall))
    shortfall -= count
    return count
  }
  return olderOf(view.service).flatMap((deployment): StartQuota[] => [
    { deployment, count: take(deployment.owedForLoss), why: 'lost', rule: 'DP-443', ...ANYWHERE },
    { deployment, count: take(deployment.owedForScaleOut), why: 'scale-out', rule: 'DP-440', ...ANYWHERE },
    {
      deployment,
      count: isFirst && deployment.rolloutState !== 'FAILED' ? take(view.countOf(deployment).unhealthy) : 0,
      why: 'unhealthy',
      rule: 'DP-443',
      ...ANYWHERE,
    },
  ])
}

function newStarts(view: ServiceView, progress: Progress): StartQuota[] {
  const deployment = primaryOf(view.service)
  if (deployment.rolloutState === 'FAILED') return []
  const missing = view.service.desiredCount - progress.freshWanted
  // One replacement each for the unhealthy ones, beyond those that are there or on their way (DP-601).
  const replacements = Math.min(replaceable(view, progress), missing + replaceable(view, progress))
  return [
    { deployment, count: missing, why: 'desired', rule: 'DP-120', ...ANYWHERE },
    { deployment, count: replacements, why: 'unhealthy', rule: 'DP-601', ...ANYWHERE },
  ]
}

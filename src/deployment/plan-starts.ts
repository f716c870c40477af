// How many tasks does a service want started now, and of which deployment? (DP-120, DP-440, DP-443)
import { isHeld } from './attempts.ts'
import type { StartQuota } from './quotas.ts'
import { planMoveIn } from './rebalance.ts'
import { olderOf, type Progress, primaryOf, progressOf, type ServiceView } from './service-view.ts'

const ANYWHERE = { on: null, zones: null } as const

/** In the order in which they take room: lost old tasks, the old revision's share of a scale-out, then new ones; with nothing to start, a move. */
export function planStarts(view: ServiceView): readonly StartQuota[] {
  if (view.service.status !== 'ACTIVE') return []
  const progress = progressOf(view)
  let room = progress.bounds.upper - progress.total
  const quotas: StartQuota[] = []
  for (const quota of [...oldStarts(view, progress), ...newStarts(view, progress)]) {
    const count = Math.min(quota.count, room)
    if (count <= 0 || isHeld(quota.deployment.attempts, view.nowMs)) continue
    quotas.push({ ...quota, count })
    room -= count
  }
  return quotas.length > 0 ? quotas : planMoveIn(view)
}

/**
 * What old deployments are owed, as far as the lower bound needs it: a task beyond that would be stopped again by the next stop phase
 * (DP-110), so it is not started.
 */
function oldStarts(view: ServiceView, progress: Progress): StartQuota[] {
  let shortfall = progress.bounds.lower - progress.healthy - progress.oldStarting - progress.oldUnsettled
  const take = (owed: number): number => {
    const count = Math.max(0, Math.min(owed, shortfall))
    shortfall -= count
    return count
  }
  return olderOf(view.service).flatMap((deployment): StartQuota[] => [
    { deployment, count: take(deployment.owedForLoss), why: 'lost', rule: 'DP-443', ...ANYWHERE },
    { deployment, count: take(deployment.owedForScaleOut), why: 'scale-out', rule: 'DP-440', ...ANYWHERE },
  ])
}

function newStarts(view: ServiceView, progress: Progress): StartQuota[] {
  const deployment = primaryOf(view.service)
  if (deployment.rolloutState === 'FAILED') return []
  const count = view.service.desiredCount - progress.freshWanted
  return count > 0 ? [{ deployment, count, why: 'desired', rule: 'DP-120', ...ANYWHERE }] : []
}

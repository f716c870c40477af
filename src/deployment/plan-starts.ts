// How many tasks does a service want started now, and of which deployment? (DP-120, DP-440, DP-443)
import type { Deployment } from '../model/entities.ts'
import { isHeld } from './attempts.ts'
import { olderOf, type Progress, primaryOf, progressOf, type ServiceView } from './service-view.ts'

export interface StartQuota {
  readonly deployment: Readonly<Deployment>
  readonly count: number
  readonly why: 'lost' | 'scale-out' | 'desired'
  readonly rule: string
}

/** In the order in which they take room: lost old tasks, the old revision's share of a scale-out, then new ones. */
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
  return quotas
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
    { deployment, count: take(deployment.owedForLoss), why: 'lost', rule: 'DP-443' },
    { deployment, count: take(deployment.owedForScaleOut), why: 'scale-out', rule: 'DP-440' },
  ])
}

function newStarts(view: ServiceView, progress: Progress): StartQuota[] {
  const deployment = primaryOf(view.service)
  if (deployment.rolloutState === 'FAILED') return []
  const count = view.service.desiredCount - progress.freshWanted
  return count > 0 ? [{ deployment, count, why: 'desired', rule: 'DP-120' }] : []
}

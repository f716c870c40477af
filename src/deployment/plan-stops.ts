// How many tasks of a service stop now, and from which pool? The stop phase comes first, because stopping frees the room
// that starting needs (DP-002, DP-110, DP-111).
import { wanted } from '../model/census.ts'
import type { Deployment } from '../model/entities.ts'
import { isStalled } from './failure.ts'
import type { StopQuota } from './quotas.ts'
import { isMoving, planMoveOut } from './rebalance.ts'
import { outlived, withReplacements } from './replace.ts'
import { olderOf, type Progress, primaryOf, progressOf, type ServiceView } from './service-view.ts'

const STARTING = { startingOnly: true, only: null } as const

export function planStops(view: ServiceView): readonly StopQuota[] {
  const { service } = view
  if (service.status !== 'ACTIVE') return deletion(view)
  const progress = progressOf(view)
  if (isStalled(view)) return [...supersededStarts(view), ...drainedStarts(view), ...outlived(view, progress)]
  if (progress.oldWanted === 0)
    return isMoving(view) ? planMoveOut(view) : withReplacements(view, progress, scaleIn(view, progress))
  const unborn = [...supersededStarts(view), ...drainedStarts(view)]
  const gone = unborn.reduce((sum, { count }) => sum + count, 0)
  const old = [...unborn, ...rolling(view, { ...progress, oldStarting: progress.oldStarting - gone })]
  return withReplacements(view, progress, old)
}

/** A deleted service stops everything at once (SV-304). */
export function deletion(view: ServiceView): StopQuota[] {
  const count = wanted(view.total)
  if (count === 0) return []
  const all = { from: null, leaving: true, startingOnly: false, only: null } as const
  return [{ why: 'deleted', rule: 'SV-304', ...all, count, healthyAllowance: view.total.healthy }]
}

/** PENDING tasks of a deployment that has just been superseded or given up can only waste the upper bound (DP-431, CB-32). */
export function supersededStarts(view: ServiceView): StopQuota[] {
  const from = view.service.deployments.filter(
    (deployment) => deployment.supersededNow && view.countOf(deployment).starting > 0,
  )
  const count = from.reduce((sum, deployment) => sum + view.countOf(deployment).starting, 0)
  return count === 0
    ? []
    : [{ why: 'superseded', rule: 'DP-431', from, leaving: false, ...STARTING, count, healthyAllowance: 0 }]
}

/** PENDING tasks on a DRAINING instance stop at once; those that go as superseded are not counted twice (DP-500). */
export function drainedStarts(view: ServiceView): StopQuota[] {
  const rows = view.service.deployments.filter(({ supersededNow }) => !supersededNow)
  const count = rows.reduce((sum, row) => sum + view.leavingOf(row).starting, 0)
  return count === 0
    ? []
    : [{ why: 'drained', rule: 'DP-500', from: [], leaving: true, ...STARTING, count, healthyAllowance: 0 }]
}

/**
 * Healthy old tasks stop as far as the lower bound allows; old tasks that do not count as healthy serve nobody and stop outside that
 * allowance while the bound is kept (DP-110).
 */
function rolling(view: ServiceView, progress: Progress): StopQuota[] {
  const allowance = Math.min(progress.oldHealthy, Math.max(0, progress.healthy - progress.bounds.lower))
  const { oldUnsettled, oldUnhealthy, oldStarting } = progress
  const unhealthy = progress.healthy >= progress.bounds.lower ? oldUnsettled + oldUnhealthy + oldStarting : 0
  const count = allowance + unhealthy
  if (count === 0) return []
  return [
    {
      why: 'rolling',
      rule: 'DP-110',
      from: olderOf(view.service),
      leaving: true,
      startingOnly: false,
      only: null,
      count,
      healthyAllowance: allowance,
    },
  ]
}

/** More tasks than desired, and no old ones left to go first (DP-441). Unhealthy ones go, and are counted, by themselves. */
function scaleIn(view: ServiceView, progress: Progress): StopQuota[] {
  const count = progress.freshWanted - progress.fresh.unhealthy - view.service.desiredCount
  if (count <= 0) return []
  const healthyAllowance = Math.max(0, progress.healthy - progress.bounds.lower)
  const from = [primaryOf(view.service)]
  const pool = { from, leaving: false, startingOnly: false, only: null } as const
  return [{ why: 'scale-in', rule: 'DP-441', ...pool, count, healthyAllowance }]
}

/** Never-COMPLETED deployments go first, newest first; the last COMPLETED one last (DP-432). */
export function stopRankOf(
  service: { readonly deployments: readonly Readonly<Deployment>[] },
  deploymentId: string | null,
): number {
  const index = service.deployments.findIndex(({ id }) => id === deploymentId)
  const row = service.deployments[index]
  if (row === undefined) return 0
  return index + (row.completedAtMs === null ? 0 : service.deployments.length)
}

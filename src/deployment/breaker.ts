// When is a deployment given up, and what counts toward that? (CB-02…CB-05, CB-10…CB-19)
import type { Behavior } from '../model/behavior.ts'
import type { Deployment, Service, Task } from '../model/entities.ts'
import type { CircuitBreaker } from '../model/rollouts.ts'
import { primaryOf } from './service-view.ts'

export const NO_BREAKER: CircuitBreaker = { enable: false, rollback: false }

const MOST_FAILURES = 200
const USUAL = { type: 'BOUNDED_PERCENT', value: 50 } as const

/** How many failures a deployment may have; it follows the desired count at any time (CB-02…CB-05). */
export function thresholdOf(
  { circuitBreaker, desiredCount }: Pick<Service, 'circuitBreaker' | 'desiredCount'>,
  behavior: Pick<Behavior, 'breakerMinimum'>,
): number {
  const { type, value } = circuitBreaker.thresholdConfiguration ?? USUAL
  if (type === 'COUNT') return value
  const share = Math.floor((value * desiredCount + 99) / 100)
  if (type === 'UNBOUNDED_PERCENT') return share
  return Math.min(MOST_FAILURES, Math.max(behavior.breakerMinimum, share))
}

/** The newest deployment has failed too often (CB-04, CB-18). Nothing has failed while nothing was counted. */
export function hasTripped(service: Readonly<Service>, behavior: Behavior): boolean {
  if (!service.circuitBreaker.enable || !isMonitored(service)) return false
  const { failedTasks } = primaryOf(service)
  return failedTasks > 0 && failedTasks >= thresholdOf(service, behavior)
}

/** With so many more failures; the same when nobody counts any more (CB-18, CB-19). */
export function withFailures(
  service: Readonly<Service>,
  row: Readonly<Deployment>,
  count: number,
  behavior: Behavior,
): number {
  if (count === 0 || row.rolloutState !== 'IN_PROGRESS' || row.id !== primaryOf(service).id) return row.failedTasks
  const most = service.circuitBreaker.enable ? thresholdOf(service, behavior) : Number.POSITIVE_INFINITY
  return Math.max(row.failedTasks, Math.min(row.failedTasks + count, most))
}

type Life = Pick<Task, 'desiredStatus' | 'startedAtMs' | 'healthyAtMs'>

/**
 * The service's rows after something that a task of it did by itself: it ended before it was RUNNING (CB-10), or before it ever counted
 * as healthy (CB-13), or it has become healthy (CB-12). Null when that changes nothing.
 */
export function rowsAfterTask(
  service: Readonly<Service>,
  before: Readonly<Task>,
  after: Readonly<Life>,
  behavior: Behavior,
): readonly Deployment[] | null {
  if (!isMonitored(service)) return null
  const row = primaryOf(service)
  if (before.deploymentId !== row.id || before.desiredStatus === 'STOPPED') return null
  const failedTasks = failuresAfter(service, row, before, after, behavior)
  return failedTasks === row.failedTasks ? null : [{ ...row, failedTasks }, ...service.deployments.slice(1)]
}

function failuresAfter(
  service: Readonly<Service>,
  row: Readonly<Deployment>,
  before: Readonly<Life>,
  after: Readonly<Life>,
  behavior: Behavior,
): number {
  if (after.desiredStatus === 'STOPPED') {
    const isFailure = after.startedAtMs === null || (before.healthyAtMs === null && behavior.breakerCountsEarlyExit)
    return withFailures(service, row, Number(isFailure), behavior)
  }
  const isWellNow = before.healthyAtMs === null && after.healthyAtMs !== null
  return isWellNow && service.circuitBreaker.resetOnHealthyTask !== false ? 0 : row.failedTasks
}

function isMonitored({ status, deployments }: Readonly<Service>): boolean {
  return status === 'ACTIVE' && deployments[0]?.rolloutState === 'IN_PROGRESS'
}

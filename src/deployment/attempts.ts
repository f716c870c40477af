// When does the scheduler try again after a start that came to nothing? (DP-700…DP-710)
import type { Behavior } from '../model/behavior.ts'
import type { Deployment, LaunchAttempts, Service, Task } from '../model/entities.ts'

export const NO_ATTEMPTS: LaunchAttempts = { failed: 0, nextAtMs: null, heldUntilMs: null }

/** An attempt counts when it is the first, or when its time has come; tries on fresh capacity are free. */
export function isCounted(attempts: LaunchAttempts, nowMs: number): boolean {
  return attempts.nextAtMs === null || nowMs >= attempts.nextAtMs
}

/** Nothing could be placed (DP-710). */
export function afterFailure(attempts: LaunchAttempts, nowMs: number, behavior: Behavior): LaunchAttempts {
  const failed = attempts.failed + 1
  const isRamp = failed >= behavior.throttleAfterAttempts
  return { ...attempts, failed, nextAtMs: nowMs + (isRamp ? rampMs(failed, behavior) : behavior.placementRetryMs) }
}

export function isThrottled(attempts: LaunchAttempts, behavior: Behavior): boolean {
  return attempts.failed >= behavior.throttleAfterAttempts
}

/** Tasks of the deployment failed to start again and again: it starts none before then (DP-702). */
export function isHeld({ heldUntilMs }: LaunchAttempts, nowMs: number): boolean {
  return heldUntilMs !== null && nowMs < heldUntilMs
}

/**
 * The service's rows when a task has ended without ever having been RUNNING; null for a row that is no more. An attempt is over when the last of
 * the tasks that were started together has failed: the first ones are repeated at once, later ones after growing gaps (DP-702).
 */
export function rowsAfterFailedStart(
  service: Readonly<Service>,
  task: Readonly<Task>,
  isAttemptOver: boolean,
  nowMs: number,
  behavior: Behavior,
): readonly Deployment[] | null {
  const { deployments, status } = service
  if (status !== 'ACTIVE' || !deployments.some(({ id }) => id === task.deploymentId)) return null
  return deployments.map((row): Deployment => {
    if (row.id !== task.deploymentId) return row
    const attempts = isAttemptOver ? afterFailedStart(row.attempts, nowMs, behavior) : row.attempts
    return { ...row, attempts }
  })
}

/** The same when a task has come to run: all is well again; null when it was (DP-702). */
export function rowsAfterStart(service: Readonly<Service>, task: Readonly<Task>): readonly Deployment[] | null {
  // Asked for every task of a service that comes to run, so it makes nothing while all is well.
  for (const row of service.deployments)
    if (row.id === task.deploymentId && row.attempts.failed > 0)
      return service.deployments.map((other) => (other === row ? { ...row, attempts: NO_ATTEMPTS } : other))
  return null
}

function afterFailedStart(attempts: LaunchAttempts, nowMs: number, behavior: Behavior): LaunchAttempts {
  const failed = attempts.failed + 1
  const isRamp = failed >= behavior.throttleAfterAttempts
  return { ...attempts, failed, heldUntilMs: isRamp ? nowMs + rampMs(failed, behavior) : null }
}

function rampMs(failed: number, behavior: Behavior): number {
  let gap = behavior.throttleFirstDelayMs
  for (let step = behavior.throttleAfterAttempts; step < failed && gap < behavior.throttleMaxDelayMs; step++) gap *= 2
  return Math.min(gap, behavior.throttleMaxDelayMs)
}

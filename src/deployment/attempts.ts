// When does the scheduler try again after a start that came to nothing? (DP-700…DP-710)
import type { Behavior } from '../model/behavior.ts'
import type { LaunchAttempts } from '../model/entities.ts'

export const NO_ATTEMPTS: LaunchAttempts = { failed: 0, nextAtMs: null }

/** An attempt counts when it is the first, or when its time has come; tries on fresh capacity are free. */
export function isCounted(attempts: LaunchAttempts, nowMs: number): boolean {
  return attempts.nextAtMs === null || nowMs >= attempts.nextAtMs
}

export function afterFailure(attempts: LaunchAttempts, nowMs: number, behavior: Behavior): LaunchAttempts {
  const failed = attempts.failed + 1
  return { failed, nextAtMs: nowMs + gapMs(failed, behavior) }
}

export function isThrottled(attempts: LaunchAttempts, behavior: Behavior): boolean {
  return attempts.failed >= behavior.throttleAfterAttempts
}

function gapMs(failed: number, behavior: Behavior): number {
  if (failed < behavior.throttleAfterAttempts) return behavior.placementRetryMs
  let gap = behavior.throttleFirstDelayMs
  for (let step = behavior.throttleAfterAttempts; step < failed && gap < behavior.throttleMaxDelayMs; step++) gap *= 2
  return Math.min(gap, behavior.throttleMaxDelayMs)
}

// How long does a policy rest after it has scaled a service, and from when on? (AS-50…AS-57)
import { OPEN_END_MS, type ScalingPolicy } from '../../model/scaling/targets.ts'
import type { Direction } from './sight.ts'

/** One value for both directions of a step policy (AS-65). */
export function cooldownMsOf(
  { configuration }: Readonly<Pick<ScalingPolicy, 'configuration'>>,
  direction: Direction,
): number {
  if (configuration.kind === 'step') return configuration.cooldownMs
  if (configuration.kind === 'predictive') return 0
  return direction === 'out' ? configuration.scaleOutCooldownMs : configuration.scaleInCooldownMs
}

/** Until when it lasts, as far as that is known when the count is set. */
export function cooldownUntilMs(
  policy: Readonly<Pick<ScalingPolicy, 'configuration'>>,
  direction: Direction,
  { nowMs, startsAt }: { readonly nowMs: number; readonly startsAt: string },
): number {
  return startsAt === 'fulfilled' ? OPEN_END_MS : nowMs + cooldownMsOf(policy, direction)
}

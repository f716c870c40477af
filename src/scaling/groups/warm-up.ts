// Which instances do not count yet for policies? Those that are on their way, and for a while after they came (AG-08).
import type { AutoScalingGroup, GroupPolicy } from '../../model/scaling/groups.ts'
import { isComing, isCounted, type Member } from './members.ts'

/** The policy's own, else the group's, else the group's cooldown. */
export function warmupMsOf(
  { defaultWarmupMs, defaultCooldownMs }: Pick<AutoScalingGroup, 'defaultWarmupMs' | 'defaultCooldownMs'>,
  { warmupMs }: Pick<GroupPolicy, 'warmupMs'>,
): number {
  return warmupMs ?? defaultWarmupMs ?? defaultCooldownMs
}

/** Part of the desired capacity; what came only to even the zones out is none. */
export function warmingCount(members: readonly Member[], warmupMs: number, nowMs: number): number {
  let count = 0
  for (const member of members) {
    if (!isCounted(member) || member.isExtra) continue
    if (isComing(member) || nowMs < (member.inServiceAtMs ?? nowMs) + warmupMs) count++
  }
  return count
}

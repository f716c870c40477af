// Is a group waiting for instances that are on their way, or that do not count yet? (AG-08, CP-33)
import type { World } from '../../../engine/world.ts'
import { capacityProviderArn } from '../../../kernel/arns.ts'
import type { AutoScalingGroup, GroupPolicy } from '../../../model/scaling/groups.ts'
import { isLeaving } from '../../../scaling/groups/members.ts'
import { warmingCount, warmupMsOf } from '../../../scaling/groups/warm-up.ts'
import type { PastRows } from './rows.ts'

interface Asked {
  readonly group: Readonly<AutoScalingGroup>
  readonly policy: Readonly<GroupPolicy>
  readonly atMs: number
}

export function isWarmingUp({ tables, realm }: World, rows: PastRows, { group, policy, atMs }: Asked): boolean {
  const members = rows.membersOf(group.id, atMs)
  const { configuration } = policy
  if (configuration.kind !== 'managed') return warmingCount(members, warmupMsOf(group, policy), atMs) > 0
  const provider = tables.capacityProviders.get(capacityProviderArn(realm, configuration.capacityProvider))
  const warmupMs = (provider?.autoScalingGroupProvider.managedScaling.instanceWarmupPeriod ?? 0) * 1_000
  return members.some((member) => !isLeaving(member) && atMs - member.launchedAtMs < warmupMs)
}

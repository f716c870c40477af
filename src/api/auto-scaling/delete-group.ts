// An Auto Scaling group goes, with its policies and schedules, and with its instances where that is asked for (AG-01).
import { apply } from '../../engine/apply.ts'
import { membersOf, poolOf } from '../../engine/auto-scaling/members.ts'
import { policyEnd } from '../../engine/auto-scaling/policy-end.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { removed, updated } from '../../model/changes.ts'
import type { AutoScalingGroup } from '../../model/scaling/groups.ts'
import { isComing, isLeaving } from '../../scaling/groups/members.ts'
import { refuse } from '../refuse.ts'
import { getGroup } from './find.ts'
import { parseGroupsInput } from './parse.ts'

/** @throws ValidationError, ResourceInUseFault, ScalingActivityInProgressFault */
export function deleteAutoScalingGroup(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('DeleteAutoScalingGroup', input)
  const group = getGroup(world, parsed.AutoScalingGroupName)
  const { ForceDelete: isForced = false } = parsed
  const { DeletionProtection: protection } = group.kept
  if (protection === 'prevent-all-deletion' || (protection === 'prevent-force-deletion' && isForced))
    refuseDeletion('The Auto Scaling group is protected from deletion', group.id, 'another DeletionProtection')
  const members = [...membersOf(world, group.id), ...poolOf(world, group.id)]
  if (!isForced) checkIsEmpty(world, group)
  return command(world, 'autoScaling.deleteAutoScalingGroup', parsed, (cause) => {
    const policies = [...world.indexes.groups.policies.of(group.id)]
    const schedules = [...world.tables.groupSchedules.values()].filter(({ groupName }) => groupName === group.id)
    const refreshes = [...world.tables.instanceRefreshes.values()].filter(({ groupName }) => groupName === group.id)
    const belongings = [
      ...policies.flatMap((id) => policyEnd(world, world.tables.groupPolicies.certain(id))),
      ...refreshes.map(({ id }) => removed('instanceRefresh.dropped', id, 'AG-25')),
      ...schedules.map(({ id }) => removed('groupSchedule.dropped', id, 'AG-01')),
    ]
    // The group goes with the last of its instances; without any, now.
    const end =
      members.length === 0
        ? removed('autoScalingGroup.dropped', group.id, 'AG-01')
        : updated('autoScalingGroup.changed', group.id, { isDeleting: true, minSize: 0, desiredCapacity: 0 }, 'AG-01')
    apply(world, { changes: [...belongings, end], timers: [] }, cause)
    return {}
  })
}

function checkIsEmpty(world: World, { id: groupName, warmPool }: Readonly<AutoScalingGroup>): void {
  if (warmPool != null)
    refuseDeletion(
      'You cannot delete an AutoScalingGroup while it has a warm pool.',
      groupName,
      'a group whose warm pool is deleted, or ForceDelete',
    )
  const members = membersOf(world, groupName)
  if (members.some((member) => isComing(member) || isLeaving(member)))
    refuse(
      'ScalingActivityInProgressFault',
      'You cannot delete an AutoScalingGroup while there are scaling activities in progress for that group.',
      {
        path: 'AutoScalingGroupName',
        expected: 'a group at rest, or ForceDelete',
        found: show(groupName),
        rule: 'AG-01',
      },
    )
  if (members.length > 0)
    refuseDeletion(
      'You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.',
      groupName,
      'a group without instances, or ForceDelete',
    )
}

function refuseDeletion(message: string, groupName: string, expected: string): never {
  refuse('ResourceInUseFault', message, {
    path: 'AutoScalingGroupName',
    expected,
    found: show(groupName),
    rule: 'AG-01',
  })
}

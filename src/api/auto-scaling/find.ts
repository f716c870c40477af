// Which Auto Scaling group, and which of its instances, does a caller mean?
import { show, suggestion } from '../../kernel/closest.ts'
import type { AutoScalingGroup, GroupInstance } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'

/** By its name. One that is being deleted takes no orders. @throws ValidationError */
export function getGroup(world: WorldView, name: string, path = 'AutoScalingGroupName'): Readonly<AutoScalingGroup> {
  const group = world.tables.autoScalingGroups.get(name)
  if (group !== undefined && !group.isDeleting) return group
  const names = [...world.tables.autoScalingGroups.values()].map(({ id }) => id)
  const why = group === undefined ? 'not found' : 'is pending delete'
  return refuse('ValidationError', `AutoScalingGroup name ${why} - ${show(name)}.${suggestion(name, names)}`, {
    path,
    expected: 'the name of an Auto Scaling group',
    found: show(name),
    rule: 'AG-01',
  })
}

/** By its EC2 id, in a group of the caller's if one is named. @throws ValidationError */
export function getMember(
  world: WorldView,
  id: string,
  path: string,
  groupName: string | null = null,
): Readonly<GroupInstance> {
  const member = world.tables.groupInstances.get(id)
  if (member !== undefined && (groupName === null || member.groupName === groupName)) return member
  const whose = groupName === null ? 'an Auto Scaling group' : `the Auto Scaling group ${show(groupName)}`
  return refuse('ValidationError', `Instance Id not found - No managed instance found for instance ID: ${show(id)}`, {
    path,
    expected: `the id of an instance of ${whose}`,
    found: show(id),
    rule: 'AG-02',
  })
}

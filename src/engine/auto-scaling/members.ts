// The instances of an Auto Scaling group, and those of its warm pool, in order of launch.
import type { GroupInstance } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'
import { isPooled } from '../../scaling/groups/members.ts'

type Seen = Pick<WorldView, 'tables' | 'indexes'>

/** Without those of the warm pool, which are none of the group's yet. */
export function membersOf(world: Seen, groupName: string): Readonly<GroupInstance>[] {
  return allOf(world, groupName).filter((member) => !isPooled(member))
}

/** Those of the warm pool alone (AG-23). */
export function poolOf(world: Seen, groupName: string): Readonly<GroupInstance>[] {
  return allOf(world, groupName).filter(isPooled)
}

function allOf({ tables, indexes }: Seen, groupName: string): Readonly<GroupInstance>[] {
  return [...indexes.groups.instances.of(groupName)].map((id) => tables.groupInstances.certain(id))
}

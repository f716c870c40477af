// The instances of an Auto Scaling group, in order of launch.
import type { GroupInstance } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'

export function membersOf(
  { tables, indexes }: Pick<WorldView, 'tables' | 'indexes'>,
  groupName: string,
): Readonly<GroupInstance>[] {
  return [...indexes.groups.instances.of(groupName)].map((id) => tables.groupInstances.certain(id))
}

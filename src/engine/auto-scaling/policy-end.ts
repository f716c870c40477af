// What goes with a policy of an Auto Scaling group? The alarms that were made for it (AG-09, CP-08).
import { type Change, removed } from '../../model/changes.ts'
import type { GroupPolicy } from '../../model/scaling/groups.ts'
import { alarmsDropped } from '../alarms/managed.ts'
import type { World } from '../world.ts'

export function policyEnd(world: World, policy: Readonly<GroupPolicy>): Change[] {
  return [...alarmsDropped(world, policy), removed('groupPolicy.dropped', policy.id, 'AG-09')]
}

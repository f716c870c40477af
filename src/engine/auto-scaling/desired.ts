// Somebody wants another number of instances of an Auto Scaling group.
import { updated } from '../../model/changes.ts'
import type { AutoScalingGroup } from '../../model/scaling/groups.ts'
import { causeOf, changeOfDesired, sentence } from '../../scaling/groups/causes.ts'
import { apply } from '../apply.ts'
import type { World } from '../world.ts'

/** Who asks, in AWS's words (`CALLERS`), by which rule, and what else changes with it. */
export interface Wish {
  readonly who: string
  readonly rule: string
  readonly set?: Partial<AutoScalingGroup>
}

/**
 * Writes the desired capacity; the group looks at itself afterwards in the same instant. The caller has seen to its bounds.
 * @returns whether that is another one than before
 */
export function setGroupDesired(
  world: World,
  groupName: string,
  desiredCapacity: number,
  wish: Wish,
  cause: number,
): boolean {
  const group = world.tables.autoScalingGroups.certain(groupName)
  const { who, rule, set = {} } = wish
  const from = group.desiredCapacity
  const isNew = desiredCapacity !== from
  const words = sentence(world.nowMs, changeOfDesired(who, from, desiredCapacity))
  const change = isNew ? { desiredCapacity, wish: causeOf(group.wish, words), retryAtMs: null } : {}
  if (!isNew && Object.keys(set).length === 0) return false
  apply(
    world,
    { changes: [updated('autoScalingGroup.changed', groupName, { ...set, ...change }, rule)], timers: [] },
    cause,
  )
  return isNew
}

// Which scheduled actions of groups run now? Those that are due, in the order of their creation (AS-73, AS-74).
import { removed, updated } from '../../model/changes.ts'
import type { AutoScalingGroup, GroupSchedule } from '../../model/scaling/groups.ts'
import { CALLERS, sentence } from '../../scaling/groups/causes.ts'
import { isSuspended } from '../../scaling/groups/plan.ts'
import { nextRecurrence } from '../../scaling/groups/recurrence.ts'
import { apply } from '../apply.ts'
import type { World } from '../world.ts'
import { newActivity } from './activities.ts'
import { setGroupDesired } from './desired.ts'

/** The duty of the tick. */
export function runGroupSchedules(world: World, cause: number): void {
  if (world.tables.groupSchedules.size === 0) return
  for (const schedule of [...world.tables.groupSchedules.values()])
    if (schedule.nextAtMs !== null && schedule.nextAtMs <= world.nowMs) run(world, schedule, cause)
}

/** One that has run for the last time is gone. What is missed while schedules are suspended is not made up for (AG-24). */
function run(world: World, schedule: Readonly<GroupSchedule>, cause: number): void {
  const nextAtMs = nextRecurrence(schedule, world.nowMs)
  const change =
    nextAtMs === null
      ? removed('groupSchedule.dropped', schedule.id, 'AS-70')
      : updated('groupSchedule.changed', schedule.id, { nextAtMs }, 'AS-70')
  const due = apply(world, { changes: [change], timers: [] }, cause)
  const group = world.tables.autoScalingGroups.certain(schedule.groupName)
  if (!group.isDeleting && !isSuspended(group, 'ScheduledActions')) resize(world, group, schedule, due)
}

/** What it does not say stays; the desired capacity follows its bounds (AG-01). */
function resize(
  world: World,
  group: Readonly<AutoScalingGroup>,
  schedule: Readonly<GroupSchedule>,
  cause: number,
): void {
  const minSize = schedule.minSize ?? group.minSize
  const maxSize = schedule.maxSize ?? group.maxSize
  const wanted = schedule.desiredCapacity ?? Math.min(maxSize, Math.max(minSize, group.desiredCapacity))
  const who = CALLERS.schedule(minSize, maxSize, wanted)
  if (minSize > maxSize || wanted < minSize || wanted > maxSize) {
    const facts = {
      description: `Executing scheduled action ${schedule.name}`,
      cause: sentence(world.nowMs, who),
      statusCode: 'Failed',
      progress: 100,
    }
    const message = `Min, desired and max size would be ${minSize}, ${wanted} and ${maxSize}, which is not their order.`
    apply(world, { changes: newActivity(world, group.id, facts, { failure: message }).changes, timers: [] }, cause)
    return
  }
  setGroupDesired(world, group.id, wanted, { who, rule: 'AS-72', set: { minSize, maxSize } }, cause)
}

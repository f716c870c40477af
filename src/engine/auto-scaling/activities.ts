// What is written down of what an Auto Scaling group does? An activity for each launch and each termination.
import { uuid } from '../../kernel/ids.ts'
import { type Change, inserted, removed, updated } from '../../model/changes.ts'
import type { GroupActivity } from '../../model/scaling/groups.ts'
import type { World } from '../world.ts'

type Facts = Pick<GroupActivity, 'description' | 'cause' | 'statusCode' | 'progress'>

/** One that goes on, unless it is over at once. Those that nobody can ask for any more make room. */
export function newActivity(
  world: World,
  groupName: string,
  facts: Facts,
  { failure = null, endsNow = failure !== null }: { readonly failure?: string | null; readonly endsNow?: boolean } = {},
): { readonly id: string; readonly changes: readonly Change[] } {
  const id = uuid(world.streams.stream('group-activity-ids'))
  const row: GroupActivity = {
    id,
    groupName,
    ...facts,
    statusMessage: failure,
    startedAtMs: world.nowMs,
    endedAtMs: endsNow ? world.nowMs : null,
  }
  return { id, changes: [...forgotten(world, groupName), inserted('groupActivity.created', id, row, 'AS-11')] }
}

export function endOfActivity(
  world: World,
  id: string | null,
  statusCode: 'Successful' | 'Cancelled',
  statusMessage: string | null = null,
): Change[] {
  if (id === null) return []
  const set = { statusCode, statusMessage, progress: 100, endedAtMs: world.nowMs }
  return [updated('groupActivity.changed', id, set, 'AS-11')]
}

function forgotten(world: World, groupName: string): Change[] {
  const changes: Change[] = []
  const oldestMs = world.nowMs - world.behavior.groupActivityRetentionMs
  // In order of creation: the first that is to be kept ends the search.
  for (const id of world.indexes.groups.activities.of(groupName)) {
    const { startedAtMs, endedAtMs } = world.tables.groupActivities.certain(id)
    if (startedAtMs >= oldestMs) break
    if (endedAtMs !== null) changes.push(removed('groupActivity.dropped', id, 'AS-11'))
  }
  return changes
}

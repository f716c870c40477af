// What has a group done, and why? Its activities, the latest first.

import { show } from '../../kernel/closest.ts'
import type { GroupActivity } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'
import { notSimulated, refuse } from '../refuse.ts'
import type { DescribeScalingActivitiesOutput } from '../shapes/auto-scaling-types.generated.ts'
import type { Answered } from './answer.ts'
import { describeActivity } from './describe.ts'
import { pageOf, parseGroupsInput } from './parse.ts'

/** Those of deleted groups on request, for as long as they are kept. @throws ValidationError */
export function describeScalingActivities(
  world: WorldView,
  input?: unknown,
): Answered<DescribeScalingActivitiesOutput, 'Activities'> {
  const parsed = parseGroupsInput('DescribeScalingActivities', input)
  const { ActivityIds: ids, AutoScalingGroupName: name, IncludeDeletedGroups: withDeleted = false } = parsed
  if (parsed.Filters !== undefined) notSimulated('Filters', 'filters of activities', parsed.Filters, 'AS-11')
  const isThere = (groupName: string) => world.tables.autoScalingGroups.get(groupName) !== undefined
  if (name !== undefined && !withDeleted && !isThere(name))
    refuse('ValidationError', `AutoScalingGroup name not found - ${show(name)}.`, {
      path: 'AutoScalingGroupName',
      found: show(name),
      rule: 'AG-01',
    })
  const rows = activitiesOf(world, name).filter(
    ({ id, groupName }) => (ids === undefined || ids.includes(id)) && (withDeleted || isThere(groupName)),
  )
  const { items, ...more } = pageOf(rows.reverse(), parsed)
  return { Activities: items.map((activity) => describeActivity(world, activity)), ...more }
}

function activitiesOf({ tables, indexes }: WorldView, groupName: string | undefined): Readonly<GroupActivity>[] {
  if (groupName === undefined) return [...tables.groupActivities.values()]
  return [...indexes.groups.activities.of(groupName)].map((id) => tables.groupActivities.certain(id))
}

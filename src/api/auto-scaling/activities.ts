// What has a group done, and why? Its activities, the latest first.

import { show } from '../../kernel/closest.ts'
import { parseInstantMs } from '../../kernel/durations.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { GroupActivity } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'
import type { DescribeScalingActivitiesOutput } from '../shapes/auto-scaling-types.generated.ts'
import type { Answered } from './answer.ts'
import { describeActivity } from './describe.ts'
import { type GroupsInput, invalid, pageOf, parseGroupsInput } from './parse.ts'

/** Those of deleted groups on request, for as long as they are kept. @throws ValidationError */
export function describeScalingActivities(
  world: WorldView,
  input?: unknown,
): Answered<DescribeScalingActivitiesOutput, 'Activities'> {
  const parsed = parseGroupsInput('DescribeScalingActivities', input)
  const { ActivityIds: ids, AutoScalingGroupName: name, IncludeDeletedGroups: withDeleted = false } = parsed
  const matches = activityMatches(parsed.Filters)
  const isThere = (groupName: string) => world.tables.autoScalingGroups.get(groupName) !== undefined
  if (name !== undefined && !withDeleted && !isThere(name))
    refuse('ValidationError', `AutoScalingGroup name not found - ${show(name)}.`, {
      path: 'AutoScalingGroupName',
      found: show(name),
      rule: 'AG-01',
    })
  const rows = activitiesOf(world, name).filter(
    (row) => (ids === undefined || ids.includes(row.id)) && (withDeleted || isThere(row.groupName)) && matches(row),
  )
  const { items, ...more } = pageOf(rows.reverse(), parsed)
  return { Activities: items.map((activity) => describeActivity(world, activity)), ...more }
}

function activitiesOf({ tables, indexes }: WorldView, groupName: string | undefined): Readonly<GroupActivity>[] {
  if (groupName === undefined) return [...tables.groupActivities.values()]
  return [...indexes.groups.activities.of(groupName)].map((id) => tables.groupActivities.certain(id))
}

type GivenFilter = NonNullable<GroupsInput<'DescribeScalingActivities'>['Filters']>[number]
type Test = (activity: Readonly<GroupActivity>) => boolean

/** By what it is filtered: of `Values` any will do; of a bound there is one. */
const FILTERS: Readonly<Record<string, (values: readonly string[], path: string) => Test>> = {
  Status:
    (values) =>
    ({ statusCode }) =>
      values.includes(statusCode),
  StartTimeLowerBound: (values, path) => {
    const fromMs = boundOf(values, path)
    return ({ startedAtMs }) => startedAtMs >= fromMs
  },
  StartTimeUpperBound: (values, path) => {
    const toMs = boundOf(values, path)
    return ({ startedAtMs }) => startedAtMs <= toMs
  },
}

/** @throws ValidationError */
function activityMatches(filters: readonly GivenFilter[] = []): Test {
  const tests = filters.map(({ Name = '', Values = [] }, index) => {
    const made = Object.hasOwn(FILTERS, Name) ? FILTERS[Name] : undefined
    if (made === undefined)
      return invalid(`Filters[${index}].Name`, `one of ${Object.keys(FILTERS).join(', ')}`, Name, 'AS-11')
    return made(Values, `Filters[${index}].Values`)
  })
  return (activity) => tests.every((matches) => matches(activity))
}

function boundOf(values: readonly string[], path: string): number {
  const [value] = values
  if (value === undefined || values.length > 1) return invalid(path, 'one ISO 8601 instant', values, 'AS-11')
  try {
    return parseInstantMs(value, path)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return invalid(`${path}[0]`, 'an ISO 8601 instant', value, 'AS-11')
  }
}

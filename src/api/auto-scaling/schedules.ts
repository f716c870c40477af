// Scheduled actions of groups: put, describe, delete (AS-70…AS-74, AG-24).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { autoScalingArn } from '../../kernel/arns.ts'
import { show } from '../../kernel/closest.ts'
import { formatInstant } from '../../kernel/durations.ts'
import { uuid } from '../../kernel/ids.ts'
import { inserted, removed, updated } from '../../model/changes.ts'
import type { GroupSchedule } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'
import { calendarOf, nextRecurrence, RECURRENCE } from '../../scaling/groups/recurrence.ts'
import { dated, present } from '../dates.ts'
import { refuse } from '../refuse.ts'
import type {
  DescribeScheduledActionsOutput,
  ScheduledUpdateGroupAction,
} from '../shapes/auto-scaling-types.generated.ts'
import type { Answered } from './answer.ts'
import { getGroup } from './find.ts'
import { checkName, checkRange, type GroupsInput, invalid, pageOf, parseGroupsInput } from './parse.ts'

const MOST_SCHEDULES = 125

type Given = Omit<GroupsInput<'PutScheduledUpdateGroupAction'>, 'AutoScalingGroupName'>
type Wish = Omit<GroupSchedule, 'id' | 'name' | 'groupName' | 'createdAtMs' | 'nextAtMs'>

/** A new name makes an action, a known one replaces it. @throws ValidationError, LimitExceededFault */
export function putScheduledUpdateGroupAction(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('PutScheduledUpdateGroupAction', input)
  const { id: groupName } = getGroup(world, parsed.AutoScalingGroupName)
  const plan = planSchedule(world, groupName, parsed)
  return command(world, 'autoScaling.putScheduledUpdateGroupAction', parsed, (cause) => {
    putSchedule(world, groupName, plan, cause)
    return {}
  })
}

/** What is to be written of an action, and the one of its name that is there. */
interface SchedulePlan {
  readonly name: string
  readonly before: Readonly<GroupSchedule> | undefined
  readonly wish: Wish & Pick<GroupSchedule, 'nextAtMs'>
}

/** @throws ValidationError, LimitExceededFault */
export function planSchedule(world: World, groupName: string, given: Given): SchedulePlan {
  const { ScheduledActionName: name } = given
  checkName('ScheduledActionName', name)
  const wish = wishOf(world, given)
  const nextAtMs = nextRecurrence(wish, world.nowMs)
  if (nextAtMs === null) invalid('Recurrence', 'a time that is still to come', wish.recurrence, 'AS-70')
  const known = schedulesOf(world, groupName)
  const before = known.find((schedule) => schedule.name === name)
  if (before === undefined && known.length >= MOST_SCHEDULES)
    refuse('LimitExceededFault', `You have reached the limit of ${MOST_SCHEDULES} scheduled actions.`, {
      path: 'ScheduledActionName',
      expected: `at most ${MOST_SCHEDULES} scheduled actions a group`,
      found: show(name),
      rule: 'AS-10',
    })
  return { name, before, wish: { ...wish, nextAtMs } }
}

export function putSchedule(
  world: World,
  groupName: string,
  { name, before, wish }: SchedulePlan,
  cause: number,
): void {
  const id = before?.id ?? newArn(world, groupName, name)
  const change =
    before === undefined
      ? inserted('groupSchedule.created', id, { id, name, groupName, createdAtMs: world.nowMs, ...wish }, 'AS-70')
      : updated('groupSchedule.changed', id, wish, 'AS-70')
  apply(world, { changes: [change], timers: [] }, cause)
}

function newArn({ realm, streams }: World, groupName: string, name: string): string {
  const id = uuid(streams.stream('scaling-ids'))
  return autoScalingArn(
    realm,
    `scheduledUpdateGroupAction:${id}:autoScalingGroupName/${groupName}:scheduledActionName/${name}`,
  )
}

/** `Time` is an older name of `StartTime`. */
function wishOf(world: World, parsed: Given): Wish {
  const { Recurrence: recurrence = null, TimeZone: timezone = null, EndTime: endAtMs = null } = parsed
  const startAtMs = parsed.StartTime ?? parsed.Time ?? null
  const { MinSize = null, MaxSize = null, DesiredCapacity = null } = parsed
  if (parsed.StartTime !== undefined && parsed.Time !== undefined && parsed.StartTime !== parsed.Time)
    invalid('Time', 'the same instant as StartTime, or none', formatInstant(parsed.Time), 'AS-73')
  if (recurrence === null && startAtMs === null)
    invalid('StartTime', 'StartTime, Recurrence or both', undefined, 'AS-73')
  if (recurrence !== null && calendarOf(recurrence, null) === null)
    invalid('Recurrence', RECURRENCE, recurrence, 'AS-70')
  if (timezone !== null && calendarOf('0 0 * * *', timezone) === null)
    invalid('TimeZone', 'a time zone of the IANA database, such as Europe/Berlin', timezone, 'AS-71')
  if (startAtMs !== null && startAtMs <= world.nowMs)
    invalid('StartTime', `an instant after ${formatInstant(world.nowMs)}`, formatInstant(startAtMs), 'AS-73')
  if (endAtMs !== null && endAtMs <= (startAtMs ?? world.nowMs))
    invalid('EndTime', 'an instant after StartTime', formatInstant(endAtMs), 'AS-71')
  checkSizes(MinSize, MaxSize, DesiredCapacity)
  return {
    recurrence,
    timezone,
    startAtMs,
    endAtMs,
    minSize: MinSize,
    maxSize: MaxSize,
    desiredCapacity: DesiredCapacity,
  }
}

function checkSizes(min: number | null, max: number | null, desired: number | null): void {
  if (min === null && max === null && desired === null)
    invalid('DesiredCapacity', 'MinSize, MaxSize, DesiredCapacity or several of them', undefined, 'AS-72')
  checkRange('MinSize', min ?? undefined, 0, 10_000, 'AS-72')
  checkRange('MaxSize', max ?? undefined, 0, 10_000, 'AS-72')
  checkRange('DesiredCapacity', desired ?? undefined, min ?? 0, max ?? 10_000, 'AS-72')
  if (min !== null && max !== null && min > max) invalid('MaxSize', `MinSize (${min}) or more`, max, 'AS-72')
}

export function describeScheduledActions(
  world: WorldView,
  input?: unknown,
): Answered<DescribeScheduledActionsOutput, 'ScheduledUpdateGroupActions'> {
  const parsed = parseGroupsInput('DescribeScheduledActions', input)
  const { AutoScalingGroupName: groupName, ScheduledActionNames: names, StartTime: fromMs, EndTime: toMs } = parsed
  const all =
    groupName === undefined
      ? [...world.tables.groupSchedules.values()]
      : schedulesOf(world, getGroup(world, groupName).id)
  const rows = all.filter(
    ({ name, nextAtMs }) =>
      (names === undefined || names.includes(name)) &&
      (fromMs === undefined || nextAtMs! >= fromMs) &&
      (toMs === undefined || nextAtMs! <= toMs),
  )
  const { items, ...more } = pageOf(rows, parsed)
  return { ScheduledUpdateGroupActions: items.map(describe), ...more }
}

/** StartTime is when it runs next, as in AWS. */
function describe(schedule: Readonly<GroupSchedule>): ScheduledUpdateGroupAction {
  return {
    AutoScalingGroupName: schedule.groupName,
    ScheduledActionName: schedule.name,
    ScheduledActionARN: schedule.id,
    ...dated('StartTime', schedule.nextAtMs),
    ...dated('Time', schedule.nextAtMs),
    ...dated('EndTime', schedule.endAtMs),
    ...present('Recurrence', schedule.recurrence),
    ...present('TimeZone', schedule.timezone),
    ...present('MinSize', schedule.minSize),
    ...present('MaxSize', schedule.maxSize),
    ...present('DesiredCapacity', schedule.desiredCapacity),
  }
}

/** @throws ValidationError */
export function deleteScheduledAction(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('DeleteScheduledAction', input)
  const { id: groupName } = getGroup(world, parsed.AutoScalingGroupName)
  const schedule = findSchedule(world, groupName, parsed.ScheduledActionName)
  return command(world, 'autoScaling.deleteScheduledAction', parsed, (cause) => {
    dropSchedule(world, schedule, cause)
    return {}
  })
}

export function dropSchedule(world: World, { id }: Readonly<GroupSchedule>, cause: number): void {
  apply(world, { changes: [removed('groupSchedule.dropped', id, 'AS-74')], timers: [] }, cause)
}

/** @throws ValidationError */
export function findSchedule(world: WorldView, groupName: string, name: string): Readonly<GroupSchedule> {
  const schedule = schedulesOf(world, groupName).find((row) => row.name === name)
  return (
    schedule ??
    refuse('ValidationError', `Scheduled action name not found - ${show(name)}`, {
      path: 'ScheduledActionName',
      expected: `a scheduled action of ${show(groupName)}`,
      found: show(name),
      rule: 'AS-74',
    })
  )
}

function schedulesOf({ tables }: WorldView, groupName: string): Readonly<GroupSchedule>[] {
  return [...tables.groupSchedules.values()].filter((schedule) => schedule.groupName === groupName)
}

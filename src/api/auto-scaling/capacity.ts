// How many instances shall a group have? By a number, or by an instance that is to go (AG-01, AG-07).

import { setGroupDesired } from '../../engine/auto-scaling/desired.ts'
import { terminateGroupInstance } from '../../engine/auto-scaling/lifecycle.ts'
import { membersOf } from '../../engine/auto-scaling/members.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import type { AutoScalingGroup, GroupInstance } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'
import { CALLERS, causeOf, ON_REQUEST, sentence } from '../../scaling/groups/causes.ts'
import { isCounted, isLeaving } from '../../scaling/groups/members.ts'
import { cooldownEndsMs } from '../../scaling/groups/plan.ts'
import { refuse } from '../refuse.ts'
import type { TerminateInstanceInAutoScalingGroupOutput } from '../shapes/auto-scaling-types.generated.ts'
import type { Answered } from './answer.ts'
import { describeActivity } from './describe.ts'
import { getGroup, getMember } from './find.ts'
import { invalid, parseGroupsInput } from './parse.ts'

/** @throws ValidationError, ScalingActivityInProgressFault */
export function setDesiredCapacity(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('SetDesiredCapacity', input)
  const { DesiredCapacity: desiredCapacity } = parsed
  const group = getGroup(world, parsed.AutoScalingGroupName)
  checkBounds(group, desiredCapacity)
  if (parsed.HonorCooldown === true) checkCooldown(world, group)
  return command(world, 'autoScaling.setDesiredCapacity', parsed, (cause) => {
    setGroupDesired(world, group.id, desiredCapacity, { who: CALLERS.desired, rule: 'AG-01' }, cause)
    return {}
  })
}

function checkBounds({ minSize, maxSize }: Readonly<AutoScalingGroup>, count: number): void {
  const found = show(count)
  const refuseAs = (message: string) =>
    refuse('ValidationError', message, {
      path: 'DesiredCapacity',
      expected: `a whole number from ${minSize} to ${maxSize}`,
      found,
      rule: 'AG-01',
    })
  if (count > maxSize)
    refuseAs(`New SetDesiredCapacity value ${count} is above max value ${maxSize} for the AutoScalingGroup.`)
  if (count < minSize)
    refuseAs(`New SetDesiredCapacity value ${count} is below min value ${minSize} for the AutoScalingGroup.`)
}

/** @throws ScalingActivityInProgressFault while a simple policy's cooldown lasts (AG-07) */
export function checkCooldown(world: WorldView, group: Readonly<AutoScalingGroup>): void {
  if (cooldownEndsMs(group, membersOf(world, group.id)) <= world.nowMs) return
  refuse(
    'ScalingActivityInProgressFault',
    `Scaling activity already in progress for AutoScalingGroup ${group.id}: its cooldown is not over.`,
    { path: 'HonorCooldown', expected: 'a group whose cooldown is over', found: 'true', rule: 'AG-07' },
  )
}

type Termination = Answered<TerminateInstanceInAutoScalingGroupOutput, 'Activity'>

/** Protection is no protection from this (AG-21). @throws ValidationError */
export function terminateInstanceInAutoScalingGroup(world: World, input: unknown): Termination {
  const parsed = parseGroupsInput('TerminateInstanceInAutoScalingGroup', input)
  const { ShouldDecrementDesiredCapacity: shrinks, AutoScalingGroupName: named } = parsed
  const members = idsOf(parsed).map(({ id, path }) => getMember(world, id, path, named ?? null))
  const group = getGroup(world, members[0]!.groupName)
  const counted = members.filter(isCounted)
  if (shrinks && group.desiredCapacity - counted.length < group.minSize)
    invalid('ShouldDecrementDesiredCapacity', `at least ${group.minSize} instances afterwards`, true, 'AG-01')
  return command(world, 'autoScaling.terminateInstanceInAutoScalingGroup', parsed, (cause) => {
    for (const member of members) end(world, member, shrinks && isCounted(member), cause)
    const activities = members.flatMap(({ id }) => {
      const { activityId } = world.tables.groupInstances.certain(id)
      return activityId === null ? [] : describeActivity(world, world.tables.groupActivities.certain(activityId))
    })
    return { Activity: activities[0]!, Activities: activities }
  })
}

function end(world: World, member: Readonly<GroupInstance>, shrinks: boolean, cause: number): void {
  if (isLeaving(member)) return
  const { desiredCapacity } = world.tables.autoScalingGroups.certain(member.groupName)
  const change = shrinks ? `, shrinking the capacity from ${desiredCapacity} to ${desiredCapacity - 1}` : ''
  const why = causeOf(sentence(world.nowMs, ON_REQUEST(member.id, change)))
  terminateGroupInstance(world, member, { why }, cause)
  if (shrinks)
    setGroupDesired(world, member.groupName, desiredCapacity - 1, { who: CALLERS.desired, rule: 'AG-21' }, cause)
}

function idsOf({
  InstanceId: one,
  InstanceIds: several = [],
}: {
  readonly InstanceId?: string
  readonly InstanceIds?: readonly string[]
}): { readonly id: string; readonly path: string }[] {
  const listed = [...new Set(several)].map((id, index) => ({ id, path: `InstanceIds[${index}]` }))
  const ids = one === undefined ? listed : [{ id: one, path: 'InstanceId' }, ...listed.filter(({ id }) => id !== one)]
  if (ids.length === 0) invalid('InstanceId', 'the id of an instance', undefined, 'AG-21')
  return ids
}

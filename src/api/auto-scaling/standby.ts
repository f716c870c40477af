// Instances leave a group for a while, or for good, and run on (AG-02).
import { apply } from '../../engine/apply.ts'
import { newActivity } from '../../engine/auto-scaling/activities.ts'
import { setGroupDesired } from '../../engine/auto-scaling/desired.ts'
import { beginService } from '../../engine/auto-scaling/lifecycle.ts'
import { joinTargets, leaveTargets } from '../../engine/auto-scaling/targets.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { type Change, removed, type Timer, updated } from '../../model/changes.ts'
import type { AutoScalingGroup, GroupInstance, LifecycleState } from '../../model/scaling/groups.ts'
import { CALLERS, sentence } from '../../scaling/groups/causes.ts'
import { isCounted } from '../../scaling/groups/members.ts'
import type { Activity } from '../shapes/auto-scaling-types.generated.ts'
import { describeActivity } from './describe.ts'
import { getGroup, getMember } from './find.ts'
import { invalid, parseGroupsInput } from './parse.ts'

interface ActivitiesAnswer {
  Activities: Activity[]
}

type Member = Readonly<GroupInstance>
type Group = Readonly<AutoScalingGroup>

/** They serve no more, and are replaced unless the group shrinks with them. @throws ValidationError */
export function enterStandby(world: World, input: unknown): ActivitiesAnswer {
  const parsed = parseGroupsInput('EnterStandby', input)
  const { group, members } = read(world, parsed, ['InService'])
  const { ShouldDecrementDesiredCapacity: shrinks } = parsed
  checkMinimum(group, shrinks ? members.length : 0)
  return command(world, 'autoScaling.enterStandby', parsed, (cause) => {
    leaveEach(world, members, cause)
    const news = { description: 'Moving EC2 instance to Standby', what: 'was moved to standby' }
    return carryOut(world, group, members, news, {
      change: ({ id }) => updated('groupInstance.changed', id, { state: 'Standby', warmAtMs: null }, 'AG-02'),
      timers: () => [],
      desired: group.desiredCapacity - (shrinks ? members.length : 0),
      cause,
    })
  })
}

/** They serve again, and the group is larger by them. @throws ValidationError */
export function exitStandby(world: World, input: unknown): ActivitiesAnswer {
  const parsed = parseGroupsInput('ExitStandby', input)
  const { group, members } = read(world, parsed, ['Standby'])
  const desired = group.desiredCapacity + members.length
  if (desired > group.maxSize)
    invalid('InstanceIds', `at most ${group.maxSize} instances in service (MaxSize)`, `${desired} instances`, 'AG-01')
  return command(world, 'autoScaling.exitStandby', parsed, (cause) => {
    const news = { description: 'Moving EC2 instance out of Standby', what: 'was moved out of standby' }
    const answer = carryOut(world, group, members, news, {
      change: ({ id }) => updated('groupInstance.changed', id, beginService(world, group, id).set, 'AG-02'),
      timers: ({ id }) => beginService(world, group, id).timers,
      desired,
      cause,
    })
    for (const member of members) joinTargets(world, member, cause)
    return answer
  })
}

/** The machines run on, and are nobody's. @throws ValidationError */
export function detachInstances(world: World, input: unknown): ActivitiesAnswer {
  const parsed = parseGroupsInput('DetachInstances', input)
  const { group, members } = read(world, parsed, ['InService', 'Standby'])
  const { ShouldDecrementDesiredCapacity: shrinks } = parsed
  const counted = members.filter(isCounted).length
  checkMinimum(group, shrinks ? counted : 0)
  return command(world, 'autoScaling.detachInstances', parsed, (cause) => {
    leaveEach(world, members, cause)
    const news = { description: 'Detaching EC2 instance', what: 'was detached' }
    return carryOut(world, group, members, news, {
      change: ({ id }) => removed('groupInstance.dropped', id, 'AG-02'),
      timers: () => [],
      desired: group.desiredCapacity - (shrinks ? counted : 0),
      cause,
    })
  })
}

/** Requests have their time to end; the instances are set aside, or nobody's, at once (AG-11). */
function leaveEach(world: World, members: readonly Member[], cause: number): void {
  for (const member of members) leaveTargets(world, member, cause)
}

function read(
  world: World,
  parsed: { readonly AutoScalingGroupName: string; readonly InstanceIds?: readonly string[] },
  states: readonly LifecycleState[],
): { readonly group: Group; readonly members: readonly Member[] } {
  const group = getGroup(world, parsed.AutoScalingGroupName)
  const ids = [...new Set(parsed.InstanceIds ?? [])]
  if (ids.length === 0) invalid('InstanceIds', 'the id of an instance', parsed.InstanceIds, 'AG-02')
  const members = ids.map((id, index) => {
    const path = `InstanceIds[${index}]`
    const member = getMember(world, id, path, group.id)
    if (!states.includes(member.state))
      invalid(path, `an instance that is ${states.join(' or ')}`, `${id}, ${member.state}`, 'AG-02')
    return member
  })
  return { group, members }
}

function checkMinimum({ desiredCapacity, minSize }: Group, fewer: number): void {
  if (fewer > 0 && desiredCapacity - fewer < minSize)
    invalid('ShouldDecrementDesiredCapacity', `at least ${minSize} instances afterwards (MinSize)`, true, 'AG-01')
}

interface News {
  readonly description: string
  readonly what: string
}

interface Doing {
  readonly change: (member: Member) => Change
  readonly timers: (member: Member) => readonly Timer[]
  readonly desired: number
  readonly cause: number
}

function carryOut(
  world: World,
  group: Group,
  members: readonly Member[],
  { description, what }: News,
  { change, timers, desired, cause }: Doing,
): ActivitiesAnswer {
  const answers = members.map((member) => {
    const why = sentence(world.nowMs, `instance ${member.id} ${what} in response to a user request`)
    const activity = newActivity(
      world,
      group.id,
      { description: `${description}: ${member.id}`, cause: why, statusCode: 'Successful', progress: 100 },
      { endsNow: true },
    )
    apply(world, { changes: [change(member), ...activity.changes], timers: timers(member) }, cause)
    return describeActivity(world, world.tables.groupActivities.certain(activity.id))
  })
  setGroupDesired(world, group.id, desired, { who: CALLERS.desired, rule: 'AG-02' }, cause)
  return { Activities: answers }
}

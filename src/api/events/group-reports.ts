// What does EventBridge hear of Auto Scaling groups? How launches and terminations end, who waits for a hook, and how refreshes go (AG-16).
import { autoScalingGroupArn } from '../../kernel/arns.ts'
import type { JournalEntry } from '../../model/changes.ts'
import type { GroupActivity, GroupInstance } from '../../model/scaling/groups.ts'
import type { InstanceRefresh, RefreshStatus } from '../../model/scaling/refreshes.ts'
import type { WorldView } from '../../model/view.ts'
import { type EventDetailType, isoOf, type Report } from './envelope.ts'

/** Where the instances of groups are, or were: an instance is gone when its end is told. */
export class GroupPlaces {
  private readonly places = new Map<string, Pick<GroupInstance, 'availabilityZone' | 'subnetId'>>()

  constructor({ tables }: WorldView) {
    for (const member of tables.groupInstances.values()) this.places.set(member.id, member)
  }

  /** Of every entry, as soon as it is written. */
  note({ kind, id, set }: JournalEntry): void {
    if (kind === 'groupInstance.created') this.places.set(id, set as GroupInstance)
  }

  detailsOf(id: string): Readonly<Record<string, string>> {
    const place = this.places.get(id)
    if (place === undefined) return {}
    const subnet = place.subnetId === null ? {} : { 'Subnet ID': place.subnetId }
    return { ...subnet, 'Availability Zone': place.availabilityZone }
  }
}

type Verb = 'Launch' | 'Terminate' | 'Detach'
type Pair = readonly [origin: string, destination: string]

/** What an activity is about, by how its description begins: the longest that fits stands first. */
const KINDS: readonly (readonly [start: string, verb: Verb, way: Pair])[] = [
  ['Launching a new EC2 instance into warm pool', 'Launch', ['EC2', 'WarmPool']],
  ['Launching a new EC2 instance from warm pool', 'Launch', ['WarmPool', 'AutoScalingGroup']],
  ['Launching a new EC2 instance', 'Launch', ['EC2', 'AutoScalingGroup']],
  ['Terminating EC2 instance from warm pool', 'Terminate', ['WarmPool', 'EC2']],
  ['Terminating EC2 instance', 'Terminate', ['AutoScalingGroup', 'EC2']],
  ['Returning EC2 instance to warm pool', 'Terminate', ['AutoScalingGroup', 'WarmPool']],
  ['Detaching EC2 instance', 'Detach', ['AutoScalingGroup', 'EC2']],
]

function kindOf({ description }: Pick<GroupActivity, 'description'>): (typeof KINDS)[number] | undefined {
  return KINDS.find(([start]) => description.startsWith(start))
}

/** An activity has ended. One that was cancelled had been a launch that came to nothing. */
export function activityReports(world: WorldView, { id, set }: JournalEntry, places: GroupPlaces): readonly Report[] {
  const status = (set as Partial<GroupActivity> | null)?.statusCode
  const activity = world.tables.groupActivities.get(id)
  const [, verb, way] = (activity === undefined ? undefined : kindOf(activity)) ?? []
  if (activity === undefined || verb === undefined || way === undefined) return []
  const isSuccess = status === 'Successful'
  const isFailure = status === 'Failed' || (status === 'Cancelled' && verb === 'Launch')
  if (!isSuccess && !isFailure) return []
  const instance = /: (i-\w+)$/.exec(activity.description)?.[1]
  const type: EventDetailType = `EC2 Instance ${verb} ${isSuccess ? 'Successful' : 'Unsuccessful'}`
  const [Origin, Destination] = way
  const detail = {
    Origin,
    Destination,
    Description: activity.description,
    EndTime: isoOf(activity.endedAtMs ?? world.nowMs),
    RequestId: activity.id,
    ActivityId: activity.id,
    StartTime: isoOf(activity.startedAtMs),
    EC2InstanceId: instance ?? '',
    // AWS tells the end of an activity as what it was until then.
    StatusCode: isSuccess ? 'InProgress' : (status as string),
    StatusMessage: activity.statusMessage ?? '',
    Details: instance === undefined ? {} : places.detailsOf(instance),
    Cause: activity.cause,
    AutoScalingGroupName: activity.groupName,
  }
  const { region, accountId } = world.realm
  const more = instance === undefined ? [] : [`arn:aws:ec2:${region}:${accountId}:instance/${instance}`]
  return [{ type, ...groupOf(world, activity.groupName), more, detail }]
}

/** An instance begins to wait: one event for each hook. */
export function waitReports(world: WorldView, { id, set }: JournalEntry): readonly Report[] {
  const state = (set as Partial<GroupInstance> | null)?.state
  const member = world.tables.groupInstances.get(id)
  if (state?.endsWith(':Wait') !== true || member === undefined) return []
  const group = world.tables.autoScalingGroups.certain(member.groupName)
  const activity = world.tables.groupActivities.get(member.activityId ?? '')
  const [, , way] = (activity === undefined ? undefined : kindOf(activity)) ?? []
  return member.hooks.flatMap(({ name, token }) => {
    const hook = group.hooks.find((each) => each.name === name)
    if (hook === undefined || way === undefined) return []
    const isLaunch = hook.transition === 'launching'
    const [Origin, Destination] = way
    const { NotificationMetadata } = hook.kept
    const detail = {
      LifecycleActionToken: token,
      AutoScalingGroupName: group.id,
      LifecycleHookName: name,
      EC2InstanceId: id,
      LifecycleTransition: `autoscaling:EC2_INSTANCE_${isLaunch ? 'LAUNCHING' : 'TERMINATING'}`,
      ...(NotificationMetadata === undefined ? {} : { NotificationMetadata }),
      Origin,
      Destination,
    }
    const type: EventDetailType = `EC2 Instance-${isLaunch ? 'launch' : 'terminate'} Lifecycle Action`
    return [{ type, resource: group.arn, detail }]
  })
}

/** How an event calls what a refresh has become. */
const TURNS = {
  InProgress: 'Started',
  Baking: 'Started Baking',
  Successful: 'Succeeded',
  Failed: 'Failed',
  Cancelling: null,
  Cancelled: 'Cancelled',
  RollbackInProgress: 'Rollback Started',
  RollbackSuccessful: 'Rollback Succeeded',
  RollbackFailed: 'Rollback Failed',
} as const satisfies Readonly<Record<RefreshStatus, string | null>>

type RefreshTurn = NonNullable<(typeof TURNS)[RefreshStatus]> | 'Checkpoint Reached'

export function refreshReports(world: WorldView, { id, set }: JournalEntry): readonly Report[] {
  const { status, checkpointsPassed } = (set ?? {}) as Partial<InstanceRefresh>
  const refresh = world.tables.instanceRefreshes.get(id)
  if (refresh === undefined) return []
  const turn = status === undefined ? null : TURNS[status]
  const report = (what: RefreshTurn, more: object = {}): Report => ({
    type: `EC2 Auto Scaling Instance Refresh ${what}`,
    ...groupOf(world, refresh.groupName),
    detail: { InstanceRefreshId: id, AutoScalingGroupName: refresh.groupName, ...more },
  })
  if (turn !== null) return [report(turn)]
  if (checkpointsPassed === undefined) return []
  const { checkpoints, checkpointDelayMs } = refresh.preferences
  const CheckpointPercentage = String(checkpoints[checkpointsPassed - 1])
  return [report('Checkpoint Reached', { CheckpointPercentage, CheckpointDelay: String(checkpointDelayMs / 1000) })]
}

/** A group may have gone when the end of its last instance is told. */
function groupOf(world: WorldView, groupName: string): Pick<Report, 'resource'> {
  return { resource: autoScalingGroupArn(world.realm, groupName) }
}

// How do groups, their instances and their activities look in answers? With AWS's member names.
import { membersOf, poolOf } from '../../engine/auto-scaling/members.ts'
import { autoScalingGroupArn } from '../../kernel/arns.ts'
import { launchTemplateId } from '../../model/network.ts'
import type { AutoScalingGroup, GroupActivity, GroupInstance, GroupLaunch } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'
import { copyOf, dated, present } from '../dates.ts'
import type * as shapes from '../shapes/auto-scaling-types.generated.ts'
import type { Answered } from './answer.ts'

export type GroupAnswer = Answered<
  shapes.AutoScalingGroup,
  'Instances' | 'Tags' | 'SuspendedProcesses' | 'TerminationPolicies'
>

export function describeGroup(world: WorldView, group: Readonly<AutoScalingGroup>, withInstances = true): GroupAnswer {
  const { id, arn } = group
  const members = withInstances ? membersOf(world, id) : []
  const arns = group.targetGroups.filter(({ isLeaving }) => !isLeaving).map(({ arn: targetGroup }) => targetGroup)
  return {
    ...copyOf(group.kept),
    AutoScalingGroupName: id,
    AutoScalingGroupARN: arn,
    ...describeLaunch(world, group.launch),
    MinSize: group.minSize,
    MaxSize: group.maxSize,
    DesiredCapacity: group.desiredCapacity,
    DefaultCooldown: group.defaultCooldownMs / 1000,
    AvailabilityZones: [...group.availabilityZones],
    ...(group.subnetIds.length === 0 ? {} : { VPCZoneIdentifier: group.subnetIds.join(',') }),
    TargetGroupARNs: arns,
    ...(arns.length === 0 ? {} : { TrafficSources: arns.map((Identifier) => ({ Identifier, Type: 'elbv2' })) }),
    HealthCheckType: group.healthCheckTypes.join(','),
    HealthCheckGracePeriod: group.healthCheckGraceMs / 1000,
    Instances: members.map((member) => describeMember(world, member)),
    CreatedTime: new Date(group.createdAtMs),
    SuspendedProcesses: group.suspendedProcesses.map((ProcessName) => ({
      ProcessName,
      SuspensionReason: 'User suspended',
    })),
    EnabledMetrics: group.metrics.map((Metric) => ({ Metric, Granularity: '1Minute' })),
    ...present('Status', group.isDeleting ? 'Delete in progress' : null),
    Tags: group.tags.map(({ key, value, propagatesAtLaunch }) => ({
      Key: key,
      Value: value,
      PropagateAtLaunch: propagatesAtLaunch,
      ResourceId: id,
      ResourceType: 'auto-scaling-group',
    })),
    TerminationPolicies: [...group.terminationPolicies],
    NewInstancesProtectedFromScaleIn: group.protectsNewInstances,
    ...describePool(group),
    ...(group.warmPool == null ? {} : { WarmPoolSize: poolOf(world, id).length }),
    ...present('DefaultInstanceWarmup', group.defaultWarmupMs === null ? null : group.defaultWarmupMs / 1000),
  }
}

export function describeMember(world: WorldView, member: Readonly<GroupInstance>): shapes.Instance {
  return {
    InstanceId: member.id,
    InstanceType: member.instanceType,
    AvailabilityZone: member.availabilityZone,
    LifecycleState: member.state as shapes.LifecycleState,
    HealthStatus: healthOf(member),
    ...describeLaunch(world, member.launch),
    ProtectedFromScaleIn: member.isProtected,
  }
}

export function describeMemberAlone(
  world: WorldView,
  member: Readonly<GroupInstance>,
): shapes.AutoScalingInstanceDetails {
  return {
    ...describeMember(world, member),
    AutoScalingGroupName: member.groupName,
    // This call alone spells it in capitals.
    HealthStatus: healthOf(member).toUpperCase(),
  } as shapes.AutoScalingInstanceDetails
}

/** As it was put; nothing of a pool that is not there. */
export function describePool({
  warmPool,
}: Readonly<AutoScalingGroup>): Pick<shapes.AutoScalingGroup, 'WarmPoolConfiguration'> {
  if (warmPool == null) return {}
  const { minSize: MinSize, maxPrepared, state: PoolState, reuses, isDeleting } = warmPool
  const WarmPoolConfiguration: shapes.WarmPoolConfiguration = {
    ...present('MaxGroupPreparedCapacity', maxPrepared),
    MinSize,
    PoolState,
    ...present('Status', isDeleting ? ('PendingDelete' as const) : null),
    ...(reuses ? { InstanceReusePolicy: { ReuseOnScaleIn: true } } : {}),
  }
  return { WarmPoolConfiguration }
}

function healthOf({ isHealthy, isLost, failsChecks }: Readonly<GroupInstance>): string {
  return isHealthy && !isLost && !failsChecks ? 'Healthy' : 'Unhealthy'
}

function describeLaunch(
  { realm }: WorldView,
  { kind, name, version }: GroupLaunch,
): Pick<shapes.AutoScalingGroup, 'LaunchTemplate' | 'LaunchConfigurationName'> {
  if (kind === 'configuration') return { LaunchConfigurationName: name }
  const LaunchTemplateId = launchTemplateId(realm.accountId, name)
  return { LaunchTemplate: { LaunchTemplateId, LaunchTemplateName: name, ...present('Version', version) } }
}

export function describeActivity(world: WorldView, activity: Readonly<GroupActivity>): shapes.Activity {
  const { groupName } = activity
  const group = world.tables.autoScalingGroups.get(groupName)
  return {
    ActivityId: activity.id,
    AutoScalingGroupName: groupName,
    AutoScalingGroupARN: autoScalingGroupArn(world.realm, groupName),
    ...present('AutoScalingGroupState', group === undefined ? 'Deleted' : null),
    Description: activity.description,
    Cause: activity.cause,
    StartTime: new Date(activity.startedAtMs),
    ...dated('EndTime', activity.endedAtMs),
    StatusCode: activity.statusCode as shapes.ScalingActivityStatusCode,
    ...present('StatusMessage', activity.statusMessage),
    Progress: activity.progress,
    Details: '{}',
  }
}

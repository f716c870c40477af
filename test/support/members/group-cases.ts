// Inputs of EC2 Auto Scaling that have between them every member which is not refused.
import type { Simulation } from '../../../src/index.ts'
import { pagesOf } from './pages.ts'
import { forecasts } from './scaling-cases.ts'
import { LAUNCH, LOAD, TOPIC } from './scaling-world.ts'

const AutoScalingGroupName = 'fleet'
const ROLE = 'arn:aws:iam::123456789012:role/scaling'
const OTHER = 'arn:aws:sns:us-east-1:123456789012:other'

/** Which is kept and does nothing here, whether a group is made or changed. */
const kept = {
  PlacementGroup: 'near',
  CapacityRebalance: true,
  ServiceLinkedRoleARN: ROLE,
  MaxInstanceLifetime: 86_400,
  Context: 'shop',
  DesiredCapacityType: 'units',
  InstanceMaintenancePolicy: { MinHealthyPercentage: 90, MaxHealthyPercentage: 120 },
  AvailabilityZoneDistribution: { CapacityDistributionStrategy: 'balanced-best-effort' },
  AvailabilityZoneImpairmentPolicy: { ZonalShiftEnabled: true, ImpairedZoneHealthCheckBehavior: 'IgnoreUnhealthy' },
  CapacityReservationSpecification: {
    CapacityReservationPreference: 'capacity-reservations-first',
    CapacityReservationTarget: {
      CapacityReservationIds: ['cr-1'],
      CapacityReservationResourceGroupArns: ['arn:aws:resource-groups:us-east-1:123456789012:group/g'],
    },
  },
  InstanceLifecyclePolicy: { RetentionTriggers: { TerminateHookAbandon: 'retain' } },
  DeletionProtection: 'prevent-force-deletion',
}

const settings = {
  LaunchTemplate: LAUNCH,
  MinSize: 1,
  MaxSize: 6,
  DesiredCapacity: 3,
  DefaultCooldown: 60,
  HealthCheckType: 'ELB',
  HealthCheckGracePeriod: 120,
  TerminationPolicies: ['OldestInstance'],
  NewInstancesProtectedFromScaleIn: true,
  DefaultInstanceWarmup: 30,
  SkipZonalShiftValidation: true,
  ...kept,
}

const hook = {
  LifecycleHookName: 'new',
  LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
  NotificationMetadata: 'x',
  HeartbeatTimeout: 60,
  DefaultResult: 'CONTINUE',
  NotificationTargetARN: TOPIC,
  RoleARN: ROLE,
}

const policy = { AutoScalingGroupName, PolicyName: 'new' }
const track = (configuration: object) => ({
  ...policy,
  PolicyType: 'TargetTrackingScaling',
  EstimatedInstanceWarmup: 60,
  TargetTrackingConfiguration: { TargetValue: 40, ...configuration },
})
const queries = [
  { Id: 'a', MetricStat: { Metric: LOAD, Stat: 'Sum', Unit: 'Count', Period: 60 }, Label: 'x', ReturnData: false },
  { Id: 'e', Expression: 'a * 2', Period: 60, ReturnData: true },
]
const FORECASTS = forecasts({
  pair: 'ASGCPUUtilization',
  scaling: 'ASGAverageCPUUtilization',
  load: 'ASGTotalCPUUtilization',
})

const refresh = {
  AutoScalingGroupName,
  Strategy: 'Rolling',
  DesiredConfiguration: { LaunchTemplate: { LaunchTemplateName: 'nodes', Version: '2' } },
  Preferences: {
    MinHealthyPercentage: 50,
    MaxHealthyPercentage: 110,
    InstanceWarmup: 60,
    CheckpointPercentages: [50, 100],
    CheckpointDelay: 60,
    SkipMatching: true,
    AutoRollback: true,
    ScaleInProtectedInstances: 'Refresh',
    StandbyInstances: 'Terminate',
    BakeTime: 60,
  },
}

const configuration = {
  LaunchConfigurationName: 'new',
  InstanceType: 'm5.large',
  ImageId: 'ami-1',
  KeyName: 'key',
  SecurityGroups: ['sg-1'],
  ClassicLinkVPCId: 'vpc-1',
  ClassicLinkVPCSecurityGroups: ['sg-2'],
  UserData: btoa('#!/bin/bash\necho ECS_CLUSTER=nodes >> /etc/ecs/ecs.config\n'),
  KernelId: 'aki-1',
  RamdiskId: 'ari-1',
  BlockDeviceMappings: [
    {
      DeviceName: '/dev/xvda',
      VirtualName: 'ephemeral0',
      NoDevice: false,
      Ebs: {
        SnapshotId: 'snap-1',
        VolumeSize: 20,
        VolumeType: 'gp3',
        DeleteOnTermination: true,
        Iops: 3_000,
        Encrypted: true,
        Throughput: 125,
      },
    },
  ],
  InstanceMonitoring: { Enabled: false },
  SpotPrice: '0.1',
  IamInstanceProfile: 'ecs',
  EbsOptimized: true,
  AssociatePublicIpAddress: true,
  PlacementTenancy: 'dedicated',
  MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2, HttpEndpoint: 'enabled' },
}

/** @param world where the inputs find what they name */
export function groupCases(world: Simulation): Record<string, readonly object[]> {
  const { autoScaling: groups, elbv2, nowMs } = world
  const at = (minutes: number) => new Date(nowMs + minutes * 60_000)
  const members = groups.describeAutoScalingInstances().AutoScalingInstances
  const idsOf = (name: string, state = 'InService') =>
    members
      .filter((each) => each.AutoScalingGroupName === name && each.LifecycleState === state)
      .map(({ InstanceId }) => InstanceId as string)
  const [first, second] = idsOf(AutoScalingGroupName)
  const [prepared] = idsOf('slow', 'Pending:Wait')
  const [free] = world.ecs
    .describeContainerInstances({
      cluster: 'prod',
      containerInstances: world.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns,
    })
    .containerInstances.map(({ ec2InstanceId }) => ec2InstanceId)
  const token = [...world.view.tables.groupInstances.values()].find(({ id }) => id === prepared)?.hooks[0]?.token
  const arns = elbv2.describeTargetGroups().TargetGroups.map(({ TargetGroupArn, TargetGroupName }) => ({
    name: TargetGroupName,
    arn: TargetGroupArn as string,
  }))
  const [one, three] = ['one', 'three'].map((name) => arns.find((each) => each.name === name)?.arn)
  const paged = (operation: string, input: object = {}) =>
    pagesOf(groups, operation, input, ['MaxRecords', 'NextToken', 'NextToken'])
  const [activity] = groups.describeScalingActivities().Activities.map(({ ActivityId }) => ActivityId)
  const [refreshId] = groups
    .describeInstanceRefreshes({ AutoScalingGroupName: 'rolling' })
    .InstanceRefreshes.map(({ InstanceRefreshId }) => InstanceRefreshId)
  const templateId = groups.describeAutoScalingGroups({ AutoScalingGroupNames: [AutoScalingGroupName] })
    .AutoScalingGroups[0]?.LaunchTemplate?.LaunchTemplateId
  const schedule = {
    ScheduledActionName: 'new',
    StartTime: at(5),
    EndTime: at(90),
    Recurrence: '*/10 * * * *',
    MinSize: 1,
    MaxSize: 8,
    DesiredCapacity: 4,
    TimeZone: 'Europe/Berlin',
  }
  const waiting = { AutoScalingGroupName: 'slow', LifecycleHookName: 'prepare' }
  const tag = { Key: 'team', ResourceId: AutoScalingGroupName, ResourceType: 'auto-scaling-group' }
  const leaving = { AutoScalingGroupName, ShouldDecrementDesiredCapacity: true, InstanceIds: [first] }
  const [young] = idsOf('slow')
  const [aside] = idsOf('slow', 'Standby')
  return {
    AttachInstances: [{ AutoScalingGroupName, InstanceIds: [free] }],
    AttachLoadBalancerTargetGroups: [{ AutoScalingGroupName, TargetGroupARNs: [three] }],
    AttachTrafficSources: [
      {
        AutoScalingGroupName,
        TrafficSources: [{ Identifier: three, Type: 'elbv2' }],
        SkipZonalShiftValidation: true,
      },
    ],
    BatchDeleteScheduledAction: [{ AutoScalingGroupName, ScheduledActionNames: ['night'] }],
    BatchPutScheduledUpdateGroupAction: [{ AutoScalingGroupName, ScheduledUpdateGroupActions: [schedule] }],
    CancelInstanceRefresh: [{ AutoScalingGroupName: 'rolling', WaitForTransitioningInstances: false }],
    CompleteLifecycleAction: [
      { ...waiting, LifecycleActionResult: 'ABANDON', InstanceId: prepared },
      { ...waiting, LifecycleActionResult: 'CONTINUE', LifecycleActionToken: token },
    ],
    CreateAutoScalingGroup: [
      {
        AutoScalingGroupName: 'new',
        ...settings,
        AvailabilityZones: ['us-east-1a'],
        VPCZoneIdentifier: 'subnet-a',
        LoadBalancerNames: ['classic'],
        TargetGroupARNs: [three],
        LifecycleHookSpecificationList: [hook],
        Tags: [{ ...tag, ResourceId: 'new', Value: 'red', PropagateAtLaunch: true }],
      },
      {
        AutoScalingGroupName: 'new',
        MinSize: 0,
        MaxSize: 1,
        LaunchConfigurationName: 'old',
        AvailabilityZones: ['us-east-1a'],
        TrafficSources: [{ Identifier: three, Type: 'elbv2' }],
      },
      {
        AutoScalingGroupName: 'new',
        MinSize: 0,
        MaxSize: 1,
        LaunchTemplate: { LaunchTemplateId: templateId },
        AvailabilityZones: ['us-east-1a'],
      },
    ],
    CreateLaunchConfiguration: [configuration],
    CreateOrUpdateTags: [{ Tags: [{ ...tag, Value: 'red', PropagateAtLaunch: true }] }],
    DeleteAutoScalingGroup: [{ AutoScalingGroupName, ForceDelete: true }],
    DeleteLaunchConfiguration: [{ LaunchConfigurationName: 'spare' }],
    DeleteLifecycleHook: [{ AutoScalingGroupName, LifecycleHookName: 'goodbye' }],
    DeleteNotificationConfiguration: [{ AutoScalingGroupName, TopicARN: TOPIC }],
    DeletePolicy: [{ AutoScalingGroupName, PolicyName: 'more' }],
    DeleteScheduledAction: [{ AutoScalingGroupName, ScheduledActionName: 'night' }],
    DeleteTags: [{ Tags: [{ ...tag, Value: 'blue', PropagateAtLaunch: true }] }],
    DeleteWarmPool: [{ AutoScalingGroupName: 'pooled', ForceDelete: true }],
    DescribeAutoScalingGroups: [
      { AutoScalingGroupNames: [AutoScalingGroupName], IncludeInstances: false, IncludeManagedResources: true },
      { Filters: [{ Name: 'tag:team', Values: ['fleet'] }] },
      ...paged('DescribeAutoScalingGroups'),
    ],
    DescribeAutoScalingInstances: [
      { InstanceIds: [first], IncludeManagedResources: true },
      ...paged('DescribeAutoScalingInstances'),
    ],
    DescribeInstanceRefreshes: [
      { AutoScalingGroupName: 'rolling', InstanceRefreshIds: [refreshId] },
      ...paged('DescribeInstanceRefreshes', { AutoScalingGroupName: 'rolling' }),
    ],
    DescribeLaunchConfigurations: [{ LaunchConfigurationNames: ['old'] }, ...paged('DescribeLaunchConfigurations')],
    DescribeLifecycleHooks: [{ AutoScalingGroupName, LifecycleHookNames: ['goodbye'] }],
    DescribeLoadBalancerTargetGroups: paged('DescribeLoadBalancerTargetGroups', { AutoScalingGroupName }),
    DescribeNotificationConfigurations: [
      { AutoScalingGroupNames: [AutoScalingGroupName], IncludeManagedResources: true },
      ...paged('DescribeNotificationConfigurations'),
    ],
    DescribePolicies: [
      { AutoScalingGroupName, IncludeManagedResources: true },
      { PolicyNames: ['more'] },
      { PolicyTypes: ['StepScaling'] },
      ...paged('DescribePolicies'),
    ],
    DescribeScalingActivities: [
      { AutoScalingGroupName, IncludeManagedResources: true },
      { ActivityIds: [activity] },
      { IncludeDeletedGroups: true },
      { Filters: [{ Name: 'Status', Values: ['Successful'] }] },
      ...paged('DescribeScalingActivities'),
    ],
    DescribeScheduledActions: [
      { AutoScalingGroupName, IncludeManagedResources: true },
      { ScheduledActionNames: ['night'] },
      { StartTime: at(4 * 60) },
      { EndTime: at(4 * 60) },
      ...paged('DescribeScheduledActions'),
    ],
    DescribeTags: [
      { Filters: [{ Name: 'auto-scaling-group', Values: ['fleet'] }], IncludeManagedResources: true },
      ...paged('DescribeTags'),
    ],
    DescribeTrafficSources: [
      { AutoScalingGroupName, TrafficSourceType: 'elb' },
      ...paged('DescribeTrafficSources', { AutoScalingGroupName }),
    ],
    DescribeWarmPool: paged('DescribeWarmPool', { AutoScalingGroupName: 'pooled' }),
    DetachInstances: [leaving],
    DetachLoadBalancerTargetGroups: [{ AutoScalingGroupName, TargetGroupARNs: [one] }],
    DetachTrafficSources: [{ AutoScalingGroupName, TrafficSources: [{ Identifier: one, Type: 'elbv2' }] }],
    DisableMetricsCollection: [{ AutoScalingGroupName, Metrics: ['GroupMinSize'] }],
    EnableMetricsCollection: [{ AutoScalingGroupName: 'slow', Granularity: '1Minute', Metrics: ['GroupMinSize'] }],
    EnterStandby: [leaving],
    ExecutePolicy: [
      { AutoScalingGroupName, PolicyName: 'more', HonorCooldown: true },
      { AutoScalingGroupName, PolicyName: 'steps', MetricValue: 70, BreachThreshold: 50 },
    ],
    ExitStandby: [{ AutoScalingGroupName: 'slow', InstanceIds: [aside] }],
    PutLifecycleHook: [{ AutoScalingGroupName, ...hook }],
    PutNotificationConfiguration: [
      { AutoScalingGroupName, TopicARN: OTHER, NotificationTypes: ['autoscaling:TEST_NOTIFICATION'] },
    ],
    PutScalingPolicy: [
      {
        ...policy,
        AdjustmentType: 'PercentChangeInCapacity',
        MinAdjustmentMagnitude: 2,
        ScalingAdjustment: 10,
        Cooldown: 60,
        Enabled: false,
      },
      { ...policy, AdjustmentType: 'PercentChangeInCapacity', MinAdjustmentStep: 2, ScalingAdjustment: 10 },
      {
        ...policy,
        PolicyType: 'StepScaling',
        AdjustmentType: 'ChangeInCapacity',
        MetricAggregationType: 'Maximum',
        StepAdjustments: [
          { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 20, ScalingAdjustment: 10 },
          { MetricIntervalLowerBound: 20, ScalingAdjustment: 30 },
        ],
      },
      track({
        PredefinedMetricSpecification: {
          PredefinedMetricType: 'ALBRequestCountPerTarget',
          ResourceLabel: 'app/front/0123456789abcdef/targetgroup/web/0123456789abcdef',
        },
        DisableScaleIn: true,
      }),
      track({ CustomizedMetricSpecification: { ...LOAD, Statistic: 'Average', Unit: 'Count', Period: 60 } }),
      track({ CustomizedMetricSpecification: { Metrics: queries } }),
      ...FORECASTS.map((PredictiveScalingConfiguration) => ({
        ...policy,
        PolicyType: 'PredictiveScaling',
        PredictiveScalingConfiguration,
      })),
    ],
    PutScheduledUpdateGroupAction: [
      { AutoScalingGroupName, ...schedule },
      { AutoScalingGroupName, ScheduledActionName: 'new', Time: at(5), DesiredCapacity: 4 },
    ],
    PutWarmPool: [
      {
        AutoScalingGroupName: 'pooled',
        MinSize: 1,
        MaxGroupPreparedCapacity: 5,
        PoolState: 'Running',
        InstanceReusePolicy: { ReuseOnScaleIn: true },
      },
    ],
    RecordLifecycleActionHeartbeat: [
      { ...waiting, InstanceId: prepared },
      { ...waiting, LifecycleActionToken: token },
    ],
    ResumeProcesses: [{ AutoScalingGroupName: 'empty', ScalingProcesses: ['Launch'] }],
    RollbackInstanceRefresh: [{ AutoScalingGroupName: 'back' }],
    SetDesiredCapacity: [{ AutoScalingGroupName, DesiredCapacity: 4, HonorCooldown: true }],
    SetInstanceHealth: [{ InstanceId: young, HealthStatus: 'Unhealthy', ShouldRespectGracePeriod: false }],
    SetInstanceProtection: [{ AutoScalingGroupName, InstanceIds: [second], ProtectedFromScaleIn: true }],
    StartInstanceRefresh: [
      refresh,
      { ...refresh, DesiredConfiguration: { LaunchTemplate: { LaunchTemplateId: templateId, Version: '2' } } },
    ],
    SuspendProcesses: [{ AutoScalingGroupName, ScalingProcesses: ['Launch'] }],
    TerminateInstanceInAutoScalingGroup: [
      { InstanceId: first, ShouldDecrementDesiredCapacity: true, AutoScalingGroupName },
      { InstanceIds: [first], ShouldDecrementDesiredCapacity: true },
    ],
    UpdateAutoScalingGroup: [
      { AutoScalingGroupName, ...settings, DesiredCapacity: 5, VPCZoneIdentifier: 'subnet-a' },
      { AutoScalingGroupName, AvailabilityZones: ['us-east-1a'] },
      { AutoScalingGroupName, LaunchConfigurationName: 'old' },
      { AutoScalingGroupName, LaunchTemplate: { LaunchTemplateId: templateId, Version: '2' } },
    ],
  }
}

// Bad input changes nothing: one clear refusal, and the state, the journal and the dice are as they were.
import { spawnSync } from 'node:child_process'
import { test } from '@fast-check/vitest'
import { afterAll, describe, expect } from 'vitest'
import type { RefusedOperation } from '../../src/api/cloudwatch/refused.ts'
import type { RefusedEcsOperation } from '../../src/api/refused-ecs.ts'
import {
  type Alarms,
  type ApplicationAutoScaling,
  type AutoScaling,
  AwsException,
  type CloudWatch,
  type Ecs,
  type Elbv2,
  type Faults,
  type Fleet,
  type Images,
  type Load,
  type Queues,
  type Resources,
  Simulation,
  type Traffic,
  UsageError,
  type Workload,
} from '../../src/index.ts'
import { builtPrograms } from '../support/built-package.ts'
import { doorsOf } from '../support/doors.ts'
import { HOSTILE_VALUES, type Spoilt, spoilt } from '../support/hostile.ts'
import { preparedSimulation } from '../support/operations.ts'
import { runs } from '../support/runs.ts'

type Call =
  | `applicationAutoScaling.${keyof ApplicationAutoScaling}`
  | `alarms.${keyof Alarms}`
  | `autoScaling.${keyof AutoScaling}`
  | `cloudWatch.${Exclude<keyof CloudWatch, RefusedOperation>}`
  | `ecs.${Exclude<keyof Ecs, RefusedEcsOperation>}`
  | `elbv2.${keyof Elbv2}`
  | `fleet.${keyof Fleet}`
  | `workload.${keyof Workload}`
  | `faults.${keyof Faults}`
  | `traffic.${keyof Traffic}`
  | `load.${Exclude<keyof Load, 'describe'>}`
  | `queues.${Extract<keyof Queues, 'create' | 'consumedBy'>}`
  | `fleet.${keyof Fleet}`
  | `workload.${keyof Workload}`
  | `faults.${keyof Faults}`
  | `images.${keyof Images}`
  | `resources.${keyof Resources}`

const IDENTITY = JSON.stringify({
  instanceId: 'i-0123456789abcdef0',
  instanceType: 'm5.large',
  availabilityZone: 'us-east-1a',
  region: 'us-east-1',
})
const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db'
const SHOP = '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop'

/** A world in which every good input below is accepted. */
function lively(): Simulation {
  const sim = preparedSimulation({ paranoid: false })
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: 2, ready: true, attributes: { stack: 'a' } })
  sim.ecs.createCluster({ clusterName: 'empty', serviceConnectDefaults: { namespace: 'shop.local' } })
  for (const name of ['known-provider', 'unused-provider'])
    sim.ecs.createCapacityProvider({ name, autoScalingGroupProvider: { autoScalingGroupArn: `group-of-${name}` } })
  sim.ecs.putClusterCapacityProviders({
    cluster: 'prod',
    capacityProviders: ['known-provider', 'FARGATE', 'FARGATE_SPOT'],
    defaultCapacityProviderStrategy: [],
  })
  sim.ecs.deregisterTaskDefinition({ taskDefinition: 'udp:1' })
  sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'room', desiredCount: 1 })
  sim.ecs.createCluster({ clusterName: 'old' })
  sim.ecs.registerContainerInstance({
    cluster: 'old',
    instanceIdentityDocument: IDENTITY,
    versionInfo: { agentVersion: '1.90.0' },
  })
  sim.alarms.create({ alarmName: 'known' })
  sim.queues.create({ name: 'known', producer: 3 })
  sim.load.drive('web', 5)
  sim.cloudWatch.putMetricData({ Namespace: 'Shop', MetricData: [{ MetricName: 'Jobs', Value: 1 }] })
  sim.cloudWatch.putDashboard({ DashboardName: 'known', DashboardBody: '{"widgets":[]}' })
  scale(sim)
  sim.workload.behave('room:app', { stopsAfter: '1s' })
  balance(sim)
  sim.images.createRepository({ repositoryName: 'shop' })
  sim.images.pushImage({ repositoryName: 'shop', imageTag: '1', sizeMB: 10 })
  sim.images.publish({ image: 'nginx:1', sizeMB: 10 })
  sim.images.cutOff({ registry: 'quay.io' })
  sim.images.deny({ action: 'ecr:BatchGetImage', role: 'instance', repository: 'shop' })
  sim.resources.withhold({ secret: SECRET })
  sim.ecs.runTask({
    cluster: 'prod',
    taskDefinition: 'fargate',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
  })
  launchGroups(sim)
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true, attributes: { spare: 'yes' } })
  sim.ecs.createService({ cluster: 'prod', serviceName: 'busy', taskDefinition: 'room', desiredCount: 1 })
  return sim
}

const NOTICE = {
  TopicARN: 'arn:aws:sns:us-east-1:123456789012:ops',
  NotificationTypes: ['autoscaling:EC2_INSTANCE_LAUNCH'],
}

const resting = { AutoScalingGroupName: 'idle' }
const rolling = { AutoScalingGroupName: 'rolling' }

/** An Auto Scaling group with an instance in service, one on standby and one that waits for its hook; and one without any. */
function launchGroups(sim: Simulation): void {
  const { autoScaling } = sim
  const named = { AutoScalingGroupName: 'fleet' }
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'known', instanceType: 'm5.large', cluster: null })
  autoScaling.createLaunchConfiguration({ LaunchConfigurationName: 'known', InstanceType: 'm5.large' })
  for (const [AutoScalingGroupName, DesiredCapacity] of [['fleet', 2] as const, ['idle', 0] as const])
    autoScaling.createAutoScalingGroup({
      AutoScalingGroupName,
      MinSize: 0,
      MaxSize: 5,
      DesiredCapacity,
      LaunchTemplate: { LaunchTemplateName: 'known' },
      AvailabilityZones: ['us-east-1a', 'us-east-1b'],
    })
  autoScaling.putWarmPool({ ...resting, MaxGroupPreparedCapacity: 0 })
  const steps = [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }]
  const stepping = { PolicyType: 'StepScaling', AdjustmentType: 'ChangeInCapacity', StepAdjustments: steps }
  autoScaling.putScalingPolicy({ ...named, PolicyName: 'known', ...stepping })
  const nightly = { ScheduledActionName: 'known', Recurrence: '0 0 * * *', DesiredCapacity: 0 }
  autoScaling.putScheduledUpdateGroupAction({ ...named, ...nightly })
  autoScaling.putNotificationConfiguration({ ...named, ...NOTICE })
  autoScaling.enableMetricsCollection({ ...named, Granularity: '1Minute' })
  sim.advance('60s')
  const [InstanceId] = autoScaling.describeAutoScalingInstances().AutoScalingInstances.map((row) => row.InstanceId)
  autoScaling.enterStandby({ ...named, InstanceIds: [InstanceId as string], ShouldDecrementDesiredCapacity: false })
  const LifecycleTransition = 'autoscaling:EC2_INSTANCE_LAUNCHING'
  autoScaling.putLifecycleHook({ ...named, LifecycleHookName: 'known', LifecycleTransition })
  sim.advance('60s')
  refresh(sim)
}

/** A group that goes over to the next version of its launch template, and cannot: its instance is protected. */
function refresh(sim: Simulation): void {
  const { autoScaling } = sim
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'rolling', instanceType: 'm5.large', cluster: null })
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'rolling', instanceType: 'm5.xlarge', cluster: null })
  const LaunchTemplate = { LaunchTemplateName: 'rolling', Version: '1' }
  autoScaling.createAutoScalingGroup({
    ...rolling,
    MinSize: 1,
    MaxSize: 5,
    LaunchTemplate,
    AvailabilityZones: ['us-east-1a'],
    NewInstancesProtectedFromScaleIn: true,
  })
  sim.advance('60s')
  const DesiredConfiguration = { LaunchTemplate: { ...LaunchTemplate, Version: '2' } }
  autoScaling.startInstanceRefresh({ ...rolling, DesiredConfiguration })
}

const SCALABLE = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/prod/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const

/** The service is a scalable target, with a policy and a scheduled action. */
function scale({ applicationAutoScaling }: Simulation): void {
  applicationAutoScaling.registerScalableTarget({ ...SCALABLE, MinCapacity: 0, MaxCapacity: 4 })
  applicationAutoScaling.putScalingPolicy({
    ...SCALABLE,
    PolicyName: 'known',
    PolicyType: 'StepScaling',
    StepScalingPolicyConfiguration: {
      AdjustmentType: 'ChangeInCapacity',
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
    },
  })
  applicationAutoScaling.putScheduledAction({
    ...SCALABLE,
    ScheduledActionName: 'known',
    Schedule: 'rate(1 day)',
    ScalableTargetAction: { MinCapacity: 1 },
  })
}

/** Two groups behind a load balancer, one of them with a target, and one that nobody uses. */
function balance(sim: Simulation): void {
  const { elbv2 } = sim
  const [balancer] = elbv2.createLoadBalancer({ Name: 'front', Subnets: ['subnet-a', 'subnet-b'] }).LoadBalancers
  const VpcId = balancer?.VpcId
  const [web, other] = ['web', 'other', 'spare', 'hosts', 'guests'].map((Name) => {
    const TargetType = Name === 'hosts' || Name === 'guests' ? 'instance' : 'ip'
    return elbv2.createTargetGroup({ Name, Protocol: 'HTTP', Port: 80, VpcId, TargetType }).TargetGroups[0]
  })
  const DefaultActions = [{ Type: 'forward', TargetGroupArn: web?.TargetGroupArn }] as const
  const LoadBalancerArn = balancer?.LoadBalancerArn
  const [listener] = elbv2.createListener({ LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions }).Listeners
  const Certificates = [{ CertificateArn: certificate(1) }]
  const secure = { LoadBalancerArn, Protocol: 'HTTPS', Port: 8_443, Certificates, DefaultActions } as const
  const [other443] = elbv2.createListener(secure).Listeners
  elbv2.addListenerCertificates({
    ListenerArn: other443?.ListenerArn,
    Certificates: [{ CertificateArn: certificate(2) }],
  })
  elbv2.createRule({
    ListenerArn: listener?.ListenerArn,
    Priority: 1,
    Conditions: [{ Field: 'path-pattern', Values: ['/x'] }],
    Actions: [{ Type: 'forward', TargetGroupArn: other?.TargetGroupArn }],
  })
  elbv2.registerTargets({ TargetGroupArn: web?.TargetGroupArn, Targets: [{ Id: '10.0.0.1' }] })
}

function certificate(nth: number): string {
  return `arn:aws:acm:us-east-1:123456789012:certificate/${nth}`
}

function targetGroupNamed(sim: Simulation, name: string): string {
  return sim.elbv2.describeTargetGroups({ Names: [name] }).TargetGroups[0]?.TargetGroupArn as string
}

const world = lively()
world.autoScaling.attachLoadBalancerTargetGroups({
  AutoScalingGroupName: 'fleet',
  TargetGroupARNs: [targetGroupNamed(world, 'hosts')],
})
const target = world.applicationAutoScaling.describeScalableTargets({ ServiceNamespace: 'ecs' }).ScalableTargets[0]
  ?.ScalableTargetARN as string
const [task] = world.ecs.listTasks({ cluster: 'prod', launchType: 'EC2' }).taskArns as [string]
const [instance] = world.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns as [string]
const [oldInstance] = world.ecs.listContainerInstances({ cluster: 'old' }).containerInstanceArns as [string]
const [rollout = {}] = world.ecs.listServiceDeployments({ cluster: 'prod', service: 'busy' }).serviceDeployments
const subnets = ['subnet-a']
const [farTask] = world.ecs.listTasks({ cluster: 'prod', launchType: 'FARGATE' }).taskArns as [string]
const deploymentConfiguration = { minimumHealthyPercent: 50, maximumPercent: 150 }
const placementStrategy = [
  { type: 'spread', field: 'attribute:ecs.availability-zone' },
  { type: 'binpack', field: 'memory' },
]
const tags = [{ key: 'team', value: 'blue' }]
const { LoadBalancers } = world.elbv2.describeLoadBalancers()
const { LoadBalancerArn = '', VpcId = '' } = LoadBalancers[0] ?? {}
const [listener] = world.elbv2.describeListeners({ LoadBalancerArn }).Listeners
const { ListenerArn = '' } = listener ?? {}
const [, secure] = world.elbv2.describeListeners({ LoadBalancerArn }).Listeners
const { ListenerArn: secureArn = '' } = secure ?? {}
const [rule] = world.elbv2.describeRules({ ListenerArn }).Rules
const { RuleArn = '' } = rule ?? {}
const [TargetGroupArn = '', , spare = '', hosts = '', guests = ''] = world.elbv2
  .describeTargetGroups()
  .TargetGroups.map((group) => group.TargetGroupArn)
const Tags = [{ Key: 'team', Value: 'blue' }]
const forwarding = {
  Type: 'forward',
  Order: 1,
  ForwardConfig: {
    TargetGroups: [{ TargetGroupArn, Weight: 3 }],
    TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 },
  },
}
const Conditions = [
  { Field: 'path-pattern', Values: ['/a/*'] },
  { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Test', Values: ['?'] } },
  { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'a', Value: 'b' }] } },
]
const checking = {
  HealthCheckProtocol: 'HTTP',
  HealthCheckPort: '8080',
  HealthCheckPath: '/health',
  HealthCheckEnabled: true,
  HealthCheckIntervalSeconds: 10,
  HealthCheckTimeoutSeconds: 5,
  HealthyThresholdCount: 3,
  UnhealthyThresholdCount: 3,
  Matcher: { HttpCode: '200-299,404' },
}

const ALARM_ARN = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:known'

const [standby, serving, waiting] = world.autoScaling
  .describeAutoScalingInstances()
  .AutoScalingInstances.map((row) => row.InstanceId as string) as [string, string, string]
const named = { AutoScalingGroupName: 'fleet' }
const one = { ...named, InstanceIds: [serving] }
const stranger = [...world.view.tables.containerInstances.values()].find(({ attributes }) => attributes.spare === 'yes')
const hostGroup = { ...named, TargetGroupARNs: [hosts] }
const hostSource = { ...named, TrafficSources: [{ Identifier: hosts, Type: 'elbv2' }] }
const hooked = { ...named, LifecycleHookName: 'known', InstanceId: waiting }
const groupTag = { ResourceId: 'fleet', ResourceType: 'auto-scaling-group', Key: 'team', Value: 'blue' }
const sizes = { MinSize: 0, MaxSize: 4, DesiredCapacity: 2 }
const groupSettings = {
  LaunchTemplate: { LaunchTemplateName: 'known', Version: '1' },
  DefaultCooldown: 60,
  DefaultInstanceWarmup: 30,
  HealthCheckType: 'EC2,ELB',
  HealthCheckGracePeriod: 60,
  TerminationPolicies: ['OldestInstance', 'Default'],
  NewInstancesProtectedFromScaleIn: true,
  CapacityRebalance: true,
  MaxInstanceLifetime: 86_400,
  InstanceMaintenancePolicy: { MinHealthyPercentage: 90, MaxHealthyPercentage: 110 },
}

const GOOD: Readonly<Record<Call, object>> = {
  'load.drive': [
    'web',
    {
      requestsPerSecond: {
        sum: [
          { steps: { from: 1, turns: [{ at: '5m', value: 2 }] } },
          { diurnal: { mean: 5, amplitude: 2, peak: '3h', weekdays: [1, 1, 1, 1, 1, 0.5, 0.5] } },
          { noisy: { of: { spike: { height: 5, at: '2026-01-05T00:00:00Z', decay: '1m' } }, seed: 'a', every: '10s' } },
          {
            replay: {
              points: [
                { at: 0, value: 1 },
                { at: '1m', value: 2 },
              ],
              between: 'linear',
              loop: true,
              scale: 2,
            },
          },
        ],
      },
      cpuSecondsPerRequest: 0.01,
      idleCpuUnits: 5,
      cpuLimitUnits: 512,
      memoryMiB: { clamp: { of: 10, least: 1, most: 20 } },
      memoryPerInflightMiB: 1,
      leakMiBPerHour: 2,
      queueLimit: 10,
      requestTimeout: '30s',
      queueing: 'pooled',
      failsHealthChecks: true,
    },
  ],
  'load.stop': ['busy'],
  'load.trace': ['busy', { from: '2026-01-01T00:00:00Z', to: '2026-01-01T00:01:00Z' }],
  'queues.create': { name: 'jobs', producer: { ramp: { from: 1, to: 2, lasts: '1m' } } },
  'queues.consumedBy': { queue: 'known', service: 'prod/web', messagesPerSecondPerTask: 2.5 },
  'autoScaling.createAutoScalingGroup': {
    AutoScalingGroupName: 'other',
    ...sizes,
    ...groupSettings,
    AvailabilityZones: ['us-east-1a'],
    LifecycleHookSpecificationList: [
      {
        LifecycleHookName: 'in',
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
        HeartbeatTimeout: 60,
        DefaultResult: 'CONTINUE',
      },
    ],
    Tags: [{ ...groupTag, ResourceId: 'other', PropagateAtLaunch: true }],
    TargetGroupARNs: [hosts],
  },
  'autoScaling.updateAutoScalingGroup': {
    ...named,
    ...sizes,
    ...groupSettings,
    VPCZoneIdentifier: 'subnet-a,subnet-b',
  },
  'autoScaling.describeAutoScalingGroups': {
    AutoScalingGroupNames: ['fleet'],
    MaxRecords: 3,
    IncludeInstances: false,
    Filters: [{ Name: 'tag-key', Values: ['team'] }],
  },
  'autoScaling.deleteAutoScalingGroup': { AutoScalingGroupName: 'idle', ForceDelete: true },
  'autoScaling.setDesiredCapacity': { ...named, DesiredCapacity: 3, HonorCooldown: false },
  'autoScaling.terminateInstanceInAutoScalingGroup': { InstanceId: serving, ShouldDecrementDesiredCapacity: true },
  'autoScaling.describeAutoScalingInstances': { InstanceIds: [serving], MaxRecords: 3 },
  'autoScaling.setInstanceProtection': { ...one, ProtectedFromScaleIn: true },
  'autoScaling.setInstanceHealth': {
    InstanceId: serving,
    HealthStatus: 'Unhealthy',
    ShouldRespectGracePeriod: false,
  },
  'autoScaling.describeScalingActivities': {
    ...named,
    IncludeDeletedGroups: true,
    MaxRecords: 3,
    Filters: [{ Name: 'Status', Values: ['Successful'] }],
  },
  'autoScaling.putLifecycleHook': {
    ...named,
    LifecycleHookName: 'out',
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    HeartbeatTimeout: 60,
    DefaultResult: 'CONTINUE',
    NotificationMetadata: 'm',
  },
  'autoScaling.describeLifecycleHooks': { ...named, LifecycleHookNames: ['known'] },
  'autoScaling.deleteLifecycleHook': { ...named, LifecycleHookName: 'known' },
  'autoScaling.completeLifecycleAction': { ...hooked, LifecycleActionResult: 'CONTINUE' },
  'autoScaling.recordLifecycleActionHeartbeat': hooked,
  'autoScaling.detachInstances': { ...one, ShouldDecrementDesiredCapacity: true },
  'autoScaling.enterStandby': { ...one, ShouldDecrementDesiredCapacity: true },
  'autoScaling.exitStandby': { ...named, InstanceIds: [standby] },
  'autoScaling.suspendProcesses': { ...named, ScalingProcesses: ['Launch', 'AZRebalance'] },
  'autoScaling.resumeProcesses': { ...named, ScalingProcesses: ['Launch'] },
  'autoScaling.putScalingPolicy': {
    ...named,
    PolicyName: 'other',
    PolicyType: 'TargetTrackingScaling',
    EstimatedInstanceWarmup: 60,
    Enabled: true,
    TargetTrackingConfiguration: {
      TargetValue: 50,
      DisableScaleIn: false,
      CustomizedMetricSpecification: {
        MetricName: 'Jobs',
        Namespace: 'Shop',
        Statistic: 'Average',
        Dimensions: [{ Name: 'Queue', Value: 'a' }],
      },
    },
  },
  'autoScaling.describePolicies': { ...named, PolicyNames: ['known'], PolicyTypes: ['StepScaling'], MaxRecords: 3 },
  'autoScaling.deletePolicy': { ...named, PolicyName: 'known' },
  'autoScaling.executePolicy': { ...named, PolicyName: 'known', MetricValue: 70, BreachThreshold: 60 },
  'autoScaling.putScheduledUpdateGroupAction': {
    ...named,
    ...sizes,
    ScheduledActionName: 'other',
    Recurrence: '0 8 * * 1-5',
    TimeZone: 'Europe/Berlin',
  },
  'autoScaling.describeScheduledActions': { ...named, ScheduledActionNames: ['known'], MaxRecords: 3 },
  'autoScaling.deleteScheduledAction': { ...named, ScheduledActionName: 'known' },
  'autoScaling.createLaunchConfiguration': {
    LaunchConfigurationName: 'other',
    InstanceType: 'm5.large',
    UserData: 'RUNTX0NMVVNURVI9cHJvZA==',
    SpotPrice: '0.1',
    InstanceMonitoring: { Enabled: true },
  },
  'autoScaling.describeLaunchConfigurations': { LaunchConfigurationNames: ['known'], MaxRecords: 3 },
  'autoScaling.deleteLaunchConfiguration': { LaunchConfigurationName: 'known' },
  'autoScaling.startInstanceRefresh': {
    ...named,
    Strategy: 'Rolling',
    DesiredConfiguration: { LaunchTemplate: { LaunchTemplateName: 'rolling', Version: '2' } },
    Preferences: {
      MinHealthyPercentage: 50,
      MaxHealthyPercentage: 150,
      InstanceWarmup: 30,
      CheckpointPercentages: [50, 100],
      CheckpointDelay: 60,
      SkipMatching: true,
      ScaleInProtectedInstances: 'Refresh',
      StandbyInstances: 'Ignore',
      BakeTime: 60,
    },
  },
  'autoScaling.describeInstanceRefreshes': { ...rolling, MaxRecords: 3 },
  'autoScaling.cancelInstanceRefresh': { ...rolling, WaitForTransitioningInstances: false },
  'autoScaling.rollbackInstanceRefresh': rolling,
  'autoScaling.attachInstances': { ...named, InstanceIds: [stranger?.ec2InstanceId] },
  'autoScaling.attachLoadBalancerTargetGroups': { ...named, TargetGroupARNs: [guests] },
  'autoScaling.detachLoadBalancerTargetGroups': hostGroup,
  'autoScaling.describeLoadBalancerTargetGroups': { ...named, MaxRecords: 3 },
  'autoScaling.attachTrafficSources': { ...named, TrafficSources: [{ Identifier: guests, Type: 'elbv2' }] },
  'autoScaling.detachTrafficSources': hostSource,
  'autoScaling.describeTrafficSources': { ...named, TrafficSourceType: 'elbv2', MaxRecords: 3 },
  'autoScaling.batchPutScheduledUpdateGroupAction': {
    ...named,
    ScheduledUpdateGroupActions: [{ ScheduledActionName: 'other', Recurrence: '0 8 * * 1-5', DesiredCapacity: 1 }],
  },
  'autoScaling.batchDeleteScheduledAction': { ...named, ScheduledActionNames: ['known'] },
  'autoScaling.enableMetricsCollection': { ...named, Granularity: '1Minute', Metrics: ['GroupMinSize'] },
  'autoScaling.disableMetricsCollection': { ...named, Metrics: ['GroupMinSize'] },
  'autoScaling.putNotificationConfiguration': { ...named, ...NOTICE, TopicARN: `${NOTICE.TopicARN}2` },
  'autoScaling.deleteNotificationConfiguration': { ...named, TopicARN: NOTICE.TopicARN },
  'autoScaling.describeNotificationConfigurations': { AutoScalingGroupNames: ['fleet'], MaxRecords: 3 },
  'autoScaling.putWarmPool': {
    ...resting,
    MinSize: 1,
    MaxGroupPreparedCapacity: 2,
    PoolState: 'Stopped',
    InstanceReusePolicy: { ReuseOnScaleIn: true },
  },
  'autoScaling.describeWarmPool': { ...resting, MaxRecords: 3 },
  'autoScaling.deleteWarmPool': { ...resting, ForceDelete: true },
  'autoScaling.describeAccountLimits': {},
  'autoScaling.describeAdjustmentTypes': {},
  'autoScaling.describeAutoScalingNotificationTypes': {},
  'autoScaling.describeLifecycleHookTypes': {},
  'autoScaling.describeMetricCollectionTypes': {},
  'autoScaling.describeScalingProcessTypes': {},
  'autoScaling.describeTerminationPolicyTypes': {},
  'autoScaling.createOrUpdateTags': { Tags: [{ ...groupTag, PropagateAtLaunch: true }] },
  'autoScaling.describeTags': { Filters: [{ Name: 'key', Values: ['team'] }], MaxRecords: 3 },
  'autoScaling.deleteTags': { Tags: [groupTag] },
  'applicationAutoScaling.registerScalableTarget': {
    ...SCALABLE,
    MinCapacity: 1,
    MaxCapacity: 5,
    RoleARN: 'arn:aws:iam::123456789012:role/scaling',
    SuspendedState: {
      DynamicScalingInSuspended: true,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    },
    Tags: { team: 'a' },
  },
  'applicationAutoScaling.describeScalableTargets': {
    ServiceNamespace: 'ecs',
    ResourceIds: [SCALABLE.ResourceId],
    ScalableDimension: SCALABLE.ScalableDimension,
    MaxResults: 5,
  },
  'applicationAutoScaling.deregisterScalableTarget': SCALABLE,
  'applicationAutoScaling.putScalingPolicy': {
    ...SCALABLE,
    PolicyName: 'math',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 50,
      ScaleOutCooldown: 60,
      ScaleInCooldown: 60,
      DisableScaleIn: false,
      CustomizedMetricSpecification: {
        Metrics: [
          {
            Id: 'jobs',
            MetricStat: {
              Metric: { Namespace: 'Shop', MetricName: 'Jobs', Dimensions: [{ Name: 'Queue', Value: 'orders' }] },
              Stat: 'Sum',
              Unit: 'Count',
            },
            ReturnData: false,
          },
          { Id: 'each', Expression: 'jobs / 2', Label: 'each', ReturnData: true },
        ],
      },
    },
  },
  'applicationAutoScaling.describeScalingPolicies': { ...SCALABLE, PolicyNames: ['known'], MaxResults: 5 },
  'applicationAutoScaling.deleteScalingPolicy': { ...SCALABLE, PolicyName: 'known' },
  'applicationAutoScaling.putScheduledAction': {
    ...SCALABLE,
    ScheduledActionName: 'morning',
    Schedule: 'cron(0 8 ? * MON-FRI *)',
    Timezone: 'Europe/Berlin',
    StartTime: new Date('2030-01-01T00:00:00Z'),
    EndTime: new Date('2031-01-01T00:00:00Z'),
    ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 3 },
  },
  'applicationAutoScaling.describeScheduledActions': { ...SCALABLE, ScheduledActionNames: ['known'], MaxResults: 5 },
  'applicationAutoScaling.deleteScheduledAction': { ...SCALABLE, ScheduledActionName: 'known' },
  'applicationAutoScaling.describeScalingActivities': { ...SCALABLE, IncludeNotScaledActivities: true, MaxResults: 5 },
  'applicationAutoScaling.listTagsForResource': { ResourceARN: target },
  'applicationAutoScaling.tagResource': { ResourceARN: target, Tags: { team: 'b' } },
  'applicationAutoScaling.untagResource': { ResourceARN: target, TagKeys: ['team'] },
  'alarms.create': { alarmName: 'errors', period: '1m', evaluationPeriods: 2 },
  'alarms.set': { alarmName: 'known', state: 'ALARM' },
  'cloudWatch.putMetricAlarm': {
    AlarmName: 'busy',
    AlarmDescription: 'too many jobs',
    ActionsEnabled: true,
    OKActions: ['arn:aws:sns:us-east-1:123456789012:ops'],
    AlarmActions: ['arn:aws:sns:us-east-1:123456789012:ops'],
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
    Threshold: 50,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    Metrics: [
      {
        Id: 'jobs',
        MetricStat: {
          Metric: { Namespace: 'Shop', MetricName: 'Jobs', Dimensions: [{ Name: 'Queue', Value: 'orders' }] },
          Period: 60,
          Stat: 'p95',
          Unit: 'Count',
        },
        ReturnData: false,
      },
      { Id: 'twice', Expression: 'FILL(jobs, 0) * 2', Label: 'twice', ReturnData: true },
    ],
    Tags,
  },
  'cloudWatch.putCompositeAlarm': {
    AlarmName: 'both',
    AlarmRule: 'ALARM(known) AND NOT AT_LEAST(50%, OK, ("known"))',
    AlarmDescription: 'both at once',
    ActionsEnabled: true,
    AlarmActions: ['arn:aws:sns:us-east-1:123456789012:ops'],
    ActionsSuppressor: 'known',
    ActionsSuppressorWaitPeriod: 60,
    ActionsSuppressorExtensionPeriod: 0,
    Tags,
  },
  'cloudWatch.putDashboard': { DashboardName: 'shop', DashboardBody: '{"widgets":[{"type":"text"}]}', Tags },
  'cloudWatch.getDashboard': { DashboardName: 'known' },
  'cloudWatch.listDashboards': { DashboardNamePrefix: 'k' },
  'cloudWatch.deleteDashboards': { DashboardNames: ['known'] },
  'cloudWatch.describeAlarms': {
    AlarmNamePrefix: 'kn',
    AlarmTypes: ['MetricAlarm'],
    StateValue: 'INSUFFICIENT_DATA',
    ActionPrefix: 'arn:',
    MaxRecords: 10,
  },
  'cloudWatch.describeAlarmsForMetric': {
    Namespace: 'Shop',
    MetricName: 'Jobs',
    Dimensions: [{ Name: 'Queue', Value: 'orders' }],
    Statistic: 'Sum',
    Period: 60,
    Unit: 'Count',
  },
  'cloudWatch.describeAlarmHistory': {
    AlarmName: 'known',
    AlarmTypes: ['MetricAlarm'],
    HistoryItemType: 'ConfigurationUpdate',
    StartDate: new Date('2026-01-01T00:00:00Z'),
    EndDate: new Date('2026-01-02T00:00:00Z'),
    MaxRecords: 10,
    ScanBy: 'TimestampAscending',
  },
  'cloudWatch.deleteAlarms': { AlarmNames: ['known'] },
  'cloudWatch.setAlarmState': {
    AlarmName: 'known',
    StateValue: 'ALARM',
    StateReason: 'a drill',
    StateReasonData: '{"by":"us"}',
  },
  'cloudWatch.enableAlarmActions': { AlarmNames: ['known'] },
  'cloudWatch.disableAlarmActions': { AlarmNames: ['known'] },
  'cloudWatch.getMetricData': {
    MetricDataQueries: [
      {
        Id: 'jobs',
        MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Jobs', Dimensions: [] }, Period: 60, Stat: 'Average' },
        Label: 'jobs',
        ReturnData: true,
      },
      { Id: 'more', Expression: 'jobs + 1', Period: 60 },
    ],
    StartTime: new Date('2026-01-01T00:00:00Z'),
    EndTime: new Date('2026-01-01T01:00:00Z'),
    ScanBy: 'TimestampAscending',
    MaxDatapoints: 100,
    LabelOptions: { Timezone: '+0130' },
  },
  'cloudWatch.getMetricStatistics': {
    Namespace: 'Shop',
    MetricName: 'Jobs',
    Dimensions: [{ Name: 'Queue', Value: 'orders' }],
    StartTime: new Date('2026-01-01T00:00:00Z'),
    EndTime: new Date('2026-01-01T01:00:00Z'),
    Period: 60,
    Statistics: ['Average', 'Sum'],
    Unit: 'None',
  },
  'cloudWatch.listMetrics': {
    Namespace: 'Shop',
    MetricName: 'Jobs',
    Dimensions: [{ Name: 'Queue', Value: 'orders' }],
    RecentlyActive: 'PT3H',
  },
  'cloudWatch.listTagsForResource': { ResourceARN: ALARM_ARN },
  'cloudWatch.tagResource': { ResourceARN: ALARM_ARN, Tags },
  'cloudWatch.untagResource': { ResourceARN: ALARM_ARN, TagKeys: ['team'] },
  'cloudWatch.putMetricData': {
    Namespace: 'Shop',
    MetricData: [
      {
        MetricName: 'Jobs',
        Dimensions: [{ Name: 'Queue', Value: 'orders' }],
        Value: 1,
        Unit: 'Count',
        StorageResolution: 1,
      },
      { MetricName: 'Jobs', Values: [1, 2], Counts: [3, 4] },
      { MetricName: 'Jobs', StatisticValues: { SampleCount: 2, Sum: 3, Minimum: 1, Maximum: 2 } },
    ],
  },
  'ecs.createCapacityProvider': {
    name: 'other',
    autoScalingGroupProvider: {
      autoScalingGroupArn: 'other-group',
      managedScaling: { status: 'ENABLED', targetCapacity: 80, minimumScalingStepSize: 2, instanceWarmupPeriod: 60 },
      managedTerminationProtection: 'ENABLED',
      managedDraining: 'DISABLED',
    },
    tags,
  },
  'ecs.updateCapacityProvider': {
    name: 'known-provider',
    autoScalingGroupProvider: { managedScaling: { targetCapacity: 90 }, managedDraining: 'DISABLED' },
  },
  'ecs.describeCapacityProviders': { capacityProviders: ['known-provider', 'FARGATE'], include: ['TAGS'] },
  'ecs.deleteCapacityProvider': { capacityProvider: 'unused-provider' },
  'ecs.putClusterCapacityProviders': {
    cluster: 'empty',
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    defaultCapacityProviderStrategy: [
      { capacityProvider: 'FARGATE', base: 1, weight: 1 },
      { capacityProvider: 'FARGATE_SPOT', weight: 3 },
    ],
  },
  'ecs.createCluster': { clusterName: 'other', tags, settings: [{ name: 'containerInsights', value: 'enabled' }] },
  'ecs.describeClusters': { clusters: ['prod'], include: ['TAGS'] },
  'ecs.listClusters': { maxResults: 10 },
  'ecs.updateCluster': { cluster: 'prod', settings: [{ name: 'containerInsights', value: 'disabled' }] },
  'ecs.updateClusterSettings': { cluster: 'prod', settings: [{ name: 'containerInsights', value: 'disabled' }] },
  'ecs.deleteCluster': { cluster: 'empty' },
  'ecs.deleteTaskDefinitions': { taskDefinitions: ['udp:1'] },
  'ecs.registerTaskDefinition': {
    family: 'room',
    networkMode: 'bridge',
    cpu: '256',
    memory: '512',
    tags,
    containerDefinitions: [
      {
        name: 'app',
        image: 'example.com/app:1',
        cpu: 10,
        memory: 64,
        memoryReservation: 32,
        essential: true,
        stopTimeout: 5,
        portMappings: [{ containerPort: 80, hostPort: 8_081, protocol: 'tcp' }],
        environment: [{ name: 'A', value: 'b' }],
        dockerLabels: { a: 'b' },
      },
    ],
  },
  'ecs.describeTaskDefinition': { taskDefinition: 'room:1', include: ['TAGS'] },
  'ecs.deregisterTaskDefinition': { taskDefinition: 'tcp:1' },
  'ecs.listTaskDefinitionFamilies': { familyPrefix: 'r', status: 'ACTIVE', maxResults: 2 },
  'ecs.listTaskDefinitions': { familyPrefix: 'room', status: 'ACTIVE', sort: 'DESC', maxResults: 3 },
  'ecs.describeContainerInstances': { cluster: 'prod', containerInstances: [instance], include: ['TAGS'] },
  'ecs.registerContainerInstance': {
    cluster: 'prod',
    instanceIdentityDocument: IDENTITY,
    totalResources: [
      { name: 'CPU', type: 'INTEGER', integerValue: 2_048 },
      { name: 'MEMORY', type: 'INTEGER', integerValue: 4_096 },
      { name: 'PORTS', type: 'STRINGSET', stringSetValue: ['22', '2375'] },
    ],
    versionInfo: { agentVersion: '1.100.0', dockerVersion: 'DockerVersion: 25' },
    attributes: [{ name: 'stack', value: 'a' }],
    tags,
  },
  'ecs.deregisterContainerInstance': { cluster: 'prod', containerInstance: instance, force: true },
  'ecs.updateContainerInstancesState': { cluster: 'prod', containerInstances: [instance], status: 'DRAINING' },
  'ecs.updateContainerAgent': { cluster: 'old', containerInstance: oldInstance },
  'ecs.putAttributes': { cluster: 'prod', attributes: [{ name: 'stack', value: 'b', targetId: instance }] },
  'ecs.deleteAttributes': { cluster: 'prod', attributes: [{ name: 'stack', targetId: instance }] },
  'ecs.listAttributes': { cluster: 'prod', targetType: 'container-instance', attributeName: 'stack', maxResults: 3 },
  'ecs.startTask': {
    cluster: 'prod',
    taskDefinition: 'room',
    containerInstances: [instance],
    group: 'jobs',
    startedBy: 'me',
    tags,
    overrides: { containerOverrides: [{ name: 'app', cpu: 64 }] },
  },
  'ecs.listContainerInstances': { cluster: 'prod', status: 'ACTIVE', maxResults: 1 },
  'ecs.runTask': {
    cluster: 'prod',
    taskDefinition: 'room',
    count: 2,
    launchType: 'EC2',
    group: 'jobs',
    startedBy: 'me',
    clientToken: 'once',
    placementStrategy,
    tags,
    overrides: {
      cpu: '256',
      memory: '512',
      containerOverrides: [{ name: 'app', cpu: 64, memory: 128, command: ['x'] }],
    },
  },
  'ecs.describeServiceDeployments': { serviceDeploymentArns: [rollout.serviceDeploymentArn] },
  'ecs.listServiceDeployments': { cluster: 'prod', service: 'busy', status: ['IN_PROGRESS'], maxResults: 5 },
  'ecs.describeServiceRevisions': { serviceRevisionArns: [rollout.targetServiceRevisionArn] },
  'ecs.stopServiceDeployment': { serviceDeploymentArn: rollout.serviceDeploymentArn, stopType: 'ROLLBACK' },
  'ecs.getTaskProtection': { cluster: 'prod', tasks: [task] },
  'ecs.updateTaskProtection': { cluster: 'prod', tasks: [task], protectionEnabled: true, expiresInMinutes: 5 },
  'ecs.stopTask': { cluster: 'prod', task, reason: 'enough' },
  'ecs.describeTasks': { cluster: 'prod', tasks: [task], include: ['TAGS'] },
  'ecs.listTasks': { cluster: 'prod', serviceName: 'web', desiredStatus: 'RUNNING', maxResults: 5 },
  'ecs.createService': {
    cluster: 'prod',
    serviceName: 'far',
    taskDefinition: 'fargate',
    desiredCount: 2,
    launchType: 'FARGATE',
    platformVersion: 'LATEST',
    networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups: ['sg-1'], assignPublicIp: 'ENABLED' } },
    deploymentConfiguration,
    tags,
  },
  'ecs.updateService': {
    cluster: 'prod',
    service: 'web',
    desiredCount: 3,
    taskDefinition: 'room:1',
    deploymentConfiguration,
    placementStrategy,
    forceNewDeployment: true,
  },
  'ecs.deleteService': { cluster: 'prod', service: 'web', force: true },
  'ecs.describeServices': { cluster: 'prod', services: ['web'], include: ['TAGS'] },
  'ecs.listServices': { cluster: 'prod', maxResults: 2, launchType: 'EC2' },
  'ecs.listServicesByNamespace': { namespace: 'shop.local', maxResults: 5 },
  'ecs.tagResource': { resourceArn: task, tags },
  'ecs.untagResource': { resourceArn: instance, tagKeys: ['team'] },
  'ecs.listTagsForResource': { resourceArn: task },
  'ecs.putAccountSetting': {
    name: 'awsvpcTrunking',
    value: 'enabled',
    principalArn: 'arn:aws:iam::123456789012:role/ecsInstanceRole',
  },
  'ecs.putAccountSettingDefault': { name: 'containerInsights', value: 'enhanced' },
  'ecs.deleteAccountSetting': { name: 'containerInsights', principalArn: 'arn:aws:iam::123456789012:root' },
  'ecs.listAccountSettings': {
    name: 'containerInsights',
    value: 'disabled',
    principalArn: 'arn:aws:iam::123456789012:root',
    effectiveSettings: true,
    maxResults: 5,
  },
  'elbv2.addTags': { ResourceArns: [TargetGroupArn, RuleArn], Tags },
  'elbv2.removeTags': { ResourceArns: [ListenerArn], TagKeys: ['team'] },
  'elbv2.describeTags': { ResourceArns: [LoadBalancerArn] },
  'elbv2.describeAccountLimits': { PageSize: 3 },
  'elbv2.setSubnets': { LoadBalancerArn, SubnetMappings: [{ SubnetId: 'subnet-a' }, { SubnetId: 'subnet-c' }] },
  'elbv2.setSecurityGroups': { LoadBalancerArn, SecurityGroups: ['sg-1', 'sg-2'] },
  'elbv2.setIpAddressType': { LoadBalancerArn, IpAddressType: 'ipv4' },
  'fleet.launch': {
    cluster: 'prod',
    instanceType: {
      name: 'own.large',
      vCpus: 2,
      memoryMiB: 8_192,
      architecture: 'x86_64',
      gpus: 0,
      maxNetworkInterfaces: 3,
      ipv4AddressesPerInterface: 10,
      trunkedTaskLimit: null,
    },
    vpcId: 'vpc-1',
    awsvpcTrunking: true,
    taskEniLimit: 3,
    imagePullBehavior: 'once',
    count: 2,
    ready: false,
    availabilityZones: ['us-east-1a', 'us-east-1b'],
    attributes: { stack: 'a' },
    tags,
    cpuUnits: 2_048,
    memoryMiB: 4_096,
  },
  'fleet.createLaunchTemplate': {
    launchTemplateName: 'nodes',
    instanceType: 'm5.large',
    cluster: 'prod',
    spot: true,
    default: true,
    spotDraining: true,
    awsvpcTrunking: true,
    taskEniLimit: 3,
    imagePullBehavior: 'once',
    attributes: { stack: 'a' },
    tags,
    cpuUnits: 2_048,
    memoryMiB: 4_096,
  },
  'fleet.registerExternal': {
    cluster: 'prod',
    cpuUnits: 1_024,
    memoryMiB: 2_048,
    count: 2,
    architecture: 'arm64',
    attributes: { stack: 'a' },
    tags,
  },
  'fleet.disconnectAgent': { cluster: 'prod', containerInstances: [instance] },
  'fleet.reconnectAgent': { cluster: 'prod', containerInstances: [instance] },
  'fleet.stopInstances': { cluster: 'prod', containerInstances: [instance] },
  'fleet.startInstances': { cluster: 'prod', containerInstances: [instance], ready: true },
  'fleet.interruptSpot': { cluster: 'prod', containerInstances: [instance] },
  'fleet.terminate': { cluster: 'prod', containerInstances: [instance] },
  'workload.adopt': {
    cluster: 'prod',
    service: 'busy',
    rolloutState: 'COMPLETED',
    failedTasks: 1,
    tasks: [
      {
        id: '0123456789abcdef0123456789abcdef',
        taskDefinition: 'room',
        containerInstance: instance,
        startedAt: '2020-01-01T00:00:00Z',
        healthStatus: 'UNKNOWN',
        cpuUnits: 1,
        memoryMiB: 4,
        containers: [{ name: 'app', healthStatus: 'UNKNOWN' }],
      },
    ],
  },
  'workload.behave': [
    'room:app',
    {
      exitsAfter: ['10s', 20_000],
      exitCode: 3,
      stopsAfter: 'never',
      stopExitCode: 0,
      startsAfter: '2s',
      failsToStart: 'no such file',
      becomesHealthyAfter: '5s',
      failsHealthAt: '1m',
      recoversHealthAt: '2m',
      probeTakes: 100,
      memoryMiB: [{ after: '10s', memoryMiB: 500 }],
    },
  ],
  'workload.forget': ['room:app'],
  'elbv2.createLoadBalancer': {
    Name: 'second',
    Type: 'network',
    Scheme: 'internal',
    SubnetMappings: [{ SubnetId: 'subnet-a' }],
    SecurityGroups: ['sg-1'],
    IpAddressType: 'ipv4',
    Tags,
  },
  'elbv2.describeLoadBalancers': { Names: ['front'], PageSize: 10 },
  'elbv2.describeLoadBalancerAttributes': { LoadBalancerArn },
  'elbv2.modifyLoadBalancerAttributes': {
    LoadBalancerArn,
    Attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '30' }],
  },
  'elbv2.deleteLoadBalancer': { LoadBalancerArn },
  'elbv2.createTargetGroup': {
    Name: 'third',
    Protocol: 'HTTP',
    ProtocolVersion: 'HTTP1',
    Port: 80,
    VpcId,
    TargetType: 'instance',
    Tags,
    ...checking,
  },
  'elbv2.modifyTargetGroup': { TargetGroupArn, ...checking },
  'elbv2.describeTargetGroups': { LoadBalancerArn, PageSize: 1 },
  'elbv2.describeTargetGroupAttributes': { TargetGroupArn },
  'elbv2.modifyTargetGroupAttributes': {
    TargetGroupArn,
    Attributes: [{ Key: 'slow_start.duration_seconds', Value: '30' }],
  },
  'elbv2.deleteTargetGroup': { TargetGroupArn: spare },
  'elbv2.createListener': {
    LoadBalancerArn,
    Protocol: 'HTTPS',
    Port: 443,
    SslPolicy: 'ELBSecurityPolicy-2016-08',
    Certificates: [{ CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' }],
    DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404', MessageBody: 'no' } }],
    Tags,
  },
  'elbv2.modifyListener': { ListenerArn, Port: 8_080, DefaultActions: [forwarding] },
  'elbv2.describeListenerAttributes': { ListenerArn },
  'elbv2.modifyListenerAttributes': {
    ListenerArn,
    Attributes: [{ Key: 'routing.http.response.server.enabled', Value: 'false' }],
  },
  'elbv2.addListenerCertificates': { ListenerArn: secureArn, Certificates: [{ CertificateArn: certificate(3) }] },
  'elbv2.describeListenerCertificates': { ListenerArn: secureArn, PageSize: 1 },
  'elbv2.removeListenerCertificates': { ListenerArn: secureArn, Certificates: [{ CertificateArn: certificate(2) }] },
  'elbv2.describeSSLPolicies': { Names: ['ELBSecurityPolicy-2016-08'], LoadBalancerType: 'network', PageSize: 3 },
  'elbv2.describeListeners': { LoadBalancerArn, PageSize: 3 },
  'elbv2.deleteListener': { ListenerArn },
  'elbv2.createRule': { ListenerArn, Priority: 5, Conditions, Actions: [forwarding], Tags },
  'elbv2.modifyRule': {
    RuleArn,
    Conditions,
    Actions: [
      {
        Type: 'redirect',
        RedirectConfig: { StatusCode: 'HTTP_301', Protocol: 'HTTPS', Port: '443', Path: '/#{path}' },
      },
    ],
  },
  'elbv2.describeRules': { ListenerArn, PageSize: 2 },
  'elbv2.setRulePriorities': { RulePriorities: [{ RuleArn, Priority: 9 }] },
  'elbv2.deleteRule': { RuleArn },
  'elbv2.registerTargets': { TargetGroupArn, Targets: [{ Id: '10.0.0.2', Port: 81, AvailabilityZone: 'us-east-1a' }] },
  'elbv2.deregisterTargets': { TargetGroupArn, Targets: [{ Id: '10.0.0.1', Port: 80 }] },
  'elbv2.describeTargetHealth': { TargetGroupArn, Targets: [{ Id: '10.0.0.1' }], Include: ['All'] },
  'traffic.route': {
    loadBalancer: 'front',
    port: 80,
    host: 'example.com',
    path: '/x?a=b',
    method: 'GET',
    headers: { 'X-Test': ['a', 'b'], Cookie: 'c' },
    query: 'a=b',
    sourceIp: '10.1.2.3',
    nth: 7,
  },
  'traffic.account': {
    loadBalancer: 'front',
    port: 80,
    path: '/x?a=b',
    requestsPerSecond: 12.5,
    classes: [
      { share: 2, host: 'example.com' },
      { method: 'POST', headers: { 'X-Test': 'a' }, sourceIp: '10.1.2.3' },
    ],
    from: '2026-01-05T00:00:10Z',
    to: '2026-01-05T00:01:00Z',
    requestDuration: '2s',
  },
  'traffic.answer': [
    { targetGroup: 'web', id: '10.0.0.1', port: 80 },
    {
      respondsAfter: '10s',
      respondsWith: [
        { after: '0s', with: 503 },
        { after: '1m', with: 'timeout' },
      ],
      respondsToHealthChecksWith: 'refused',
    },
  ],
  'faults.refuseInstances': { instanceType: 'm5.large', availabilityZone: 'us-east-1a' },
  'faults.allowInstances': { instanceType: 'm5.large', availabilityZone: 'us-east-1a' },
  'faults.crashContainer': { task, container: 'app', exitCode: 3 },
  'faults.killForMemory': { task, container: 'app' },
  'faults.freezeHealth': { task, container: 'app' },
  'faults.thawHealth': { task, container: 'app' },
  'images.createRepository': {
    repositoryName: 'team/web',
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
  },
  'images.pushImage': { image: `${SHOP}:2`, sizeMB: 12.5, digest: `sha256:${'0'.repeat(64)}`, architecture: 'arm64' },
  'images.deleteImage': { image: `${SHOP}:1` },
  'images.describeImages': { repositoryName: 'shop' },
  'images.publish': { image: 'quay.io/team/tool:1', sizeMB: 3, digest: `sha256:${'0'.repeat(64)}` },
  'images.withdraw': { image: 'nginx:1' },
  'images.cutOff': { image: 'nginx:1', answer: 'throttled' },
  'images.restore': { registry: 'quay.io' },
  'images.deny': { action: 'ecr:GetDownloadUrlForLayer', role: 'arn:aws:iam::123456789012:role/x', repository: SHOP },
  'images.allow': { action: 'ecr:BatchGetImage', role: 'instance', repository: 'shop' },
  'resources.withhold': { logGroup: '/ecs/app', answer: 'denied' },
  'resources.provide': { secret: SECRET },
  'faults.loseZone': { availabilityZone: 'us-east-1a' },
  'faults.restoreZone': { availabilityZone: 'us-east-1a' },
  'faults.interruptSpot': { availabilityZone: 'us-east-1a' },
  'faults.retireTask': { task: farTask },
  'faults.refuseEnis': { all: true },
  'faults.allowEnis': { availabilityZone: 'us-east-1a' },
  'faults.refuseFargate': { reason: 'vcpuLimit', capacityProvider: 'FARGATE_SPOT', cluster: 'prod' },
  'faults.allowFargate': { cluster: 'prod' },
  'faults.throttle': { cluster: 'prod', service: 'web' },
  'faults.unthrottle': { cluster: 'prod' },
  'faults.schedule': [
    { fault: 'loseZone', input: { availabilityZone: 'us-east-1a' }, after: '1m', lasts: '5m' },
    {
      fault: 'fleet.terminate',
      input: { cluster: 'prod', containerInstances: [instance] },
      at: '2026-02-01T00:00:00Z',
    },
  ],
}

function call(sim: Simulation, name: Call, input: unknown): unknown {
  const [room, operation] = name.split('.') as ['ecs', keyof Ecs]
  const run = sim[room][operation] as (...inputs: readonly unknown[]) => unknown
  return takesSeveral(name) ? run(...listOf(input)) : run(input)
}

function takesSeveral(name: Call): boolean {
  return name.startsWith('workload.') || name.startsWith('load.') || name === 'traffic.answer'
}

/** The arguments of a call that takes several; what is no list is its first one. */
function listOf(input: unknown): readonly unknown[] {
  try {
    return Array.isArray(input) ? [...input] : [input]
  } catch {
    return [input]
  }
}

/** Runs a call that may be refused. Returns the refusal; whatever else is thrown fails the test. */
function refusal(run: () => unknown): AwsException | UsageError | null {
  try {
    run()
    return null
  } catch (error) {
    if (error instanceof AwsException || error instanceof UsageError) return error
    throw error
  }
}

/** Worked out once: every call starts from the same world. */
const BEFORE = world.fork().save()

/** A world in which everything was refused so far. */
let untouched = world.fork()

/** Of all that was refused since the last time, nothing is left: neither in the journal, nor in the queue, nor in the dice. */
function checkUntouched(): void {
  const left = untouched
  untouched = world.fork()
  expect(left.save()).toBe(BEFORE)
}

/**
 * What is refused writes nothing; what is accepted leaves a world that is in order and can be kept, and the same one as if nothing had
 * been refused before.
 */
function checkCall(name: Call, { make }: Spoilt): AwsException | UsageError | null {
  const sim = untouched
  const picture = sim.snapshot()
  const error = refusal(() => call(sim, name, make()))
  if (error !== null) {
    expect(error.message).not.toBe('')
    expect(error.message.length).toBeLessThan(1_000)
    // The same object as long as neither the journal nor the clock has moved.
    expect(sim.snapshot()).toBe(picture)
    return error
  }
  untouched = world.fork()
  const fresh = world.fork()
  call(fresh, name, make())
  const saved = sim.save()
  expect(saved).toBe(fresh.save())
  sim.checkInvariants()
  expect(JSON.parse(JSON.stringify(sim.journal))).toStrictEqual(sim.journal)
  expect(Simulation.restore(saved).save()).toBe(saved)
  return null
}

describe.each(Object.entries(GOOD) as [Call, object][])('%s', (name, good) => {
  afterAll(checkUntouched)

  test('accepts the good input that the bad ones are made from', () => {
    expect(checkCall(name, { what: 'good', make: () => structuredClone(good) })).toBeNull()
  })

  test.prop([spoilt(good)], runs(6))('refuses what it cannot take, in its own words, and leaves no trace', (bad) => {
    checkCall(name, bad)
  })

  test.each(HOSTILE_VALUES.filter(({ make }) => typeof make() !== 'object' || make() === null))(
    'refuses $what in place of its input',
    ({ make, what }) => {
      expect(checkCall(name, { what, make })).not.toBeNull()
    },
  )

  test.each([
    ['an ordinary name', 'unknownMember'],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
    ['toString', 'toString'],
    ['10,000 characters', 'x'.repeat(10_000)],
    ['a lone surrogate', '\ud800'],
  ])('refuses an unknown member whose name is %s', (what, member) => {
    const make = () => Object.defineProperty({ ...good }, member, { value: 1, enumerable: true })
    expect(checkCall(name, { what, make })).not.toBeNull()
  })
})

/** Things that AWS would not have either, and that are no matter of shape alone. */
const REFUSED: readonly (readonly [what: string, name: Call, input: object])[] = [
  ['a cluster that is not there', 'ecs.runTask', { cluster: 'nowhere', taskDefinition: 'room' }],
  ['a cluster below a made-up path', 'ecs.runTask', { cluster: 'made/up/prod', taskDefinition: 'room' }],
  ['a cluster of another Region', 'ecs.listTasks', { cluster: 'arn:aws:ecs:eu-west-1:123456789012:cluster/prod' }],
  [
    'a fleet in a cluster of another Region',
    'fleet.launch',
    { cluster: 'arn:aws:ecs:eu-west-1:123456789012:cluster/prod', instanceType: 'm5.large' },
  ],
  ['a family that is not there', 'ecs.runTask', { cluster: 'prod', taskDefinition: 'nothing' }],
  ['a revision that is not there', 'ecs.runTask', { cluster: 'prod', taskDefinition: 'room:99' }],
  ['revision 0', 'ecs.describeTaskDefinition', { taskDefinition: 'room:0' }],
  ['a revision in hexadecimal', 'ecs.describeTaskDefinition', { taskDefinition: 'room:0x1' }],
  ['a revision in powers of ten', 'ecs.describeTaskDefinition', { taskDefinition: 'room:1e0' }],
  ['a revision with a blank', 'ecs.describeTaskDefinition', { taskDefinition: 'room: 1' }],
  ['a service that is not there', 'ecs.updateService', { cluster: 'prod', service: 'constructor' }],
  ['a task that is not there', 'ecs.stopTask', { cluster: 'prod', task: '0'.repeat(32) }],
  ['an instance that is not there', 'fleet.terminate', { cluster: 'prod', containerInstances: ['__proto__'] }],
  ['no instance at all', 'fleet.terminate', { cluster: 'prod', containerInstances: [] }],
  ['an instance type that is not there', 'fleet.launch', { cluster: 'prod', instanceType: '__proto__' }],
  ['a negative number of GPUs', 'fleet.launch', { cluster: 'prod', instanceType: ownType({ gpus: -1 }) }],
  [
    'more vCPUs than can be counted in CPU units',
    'fleet.launch',
    { cluster: 'prod', instanceType: ownType({ vCpus: Number.MAX_SAFE_INTEGER }) },
  ],
  ['no instances', 'fleet.launch', { cluster: 'prod', instanceType: 'm5.large', count: 0 }],
  ['5,001 instances', 'fleet.launch', { cluster: 'prod', instanceType: 'm5.large', count: 5_001 }],
  ['no tasks', 'ecs.runTask', { cluster: 'prod', taskDefinition: 'room', count: 0 }],
  ['eleven tasks at once', 'ecs.runTask', { cluster: 'prod', taskDefinition: 'room', count: 11 }],
  ['a group of a service', 'ecs.runTask', { cluster: 'prod', taskDefinition: 'room', group: 'service:web' }],
  ['5,001 tasks of a service', 'ecs.updateService', { cluster: 'prod', service: 'web', desiredCount: 5_001 }],
  ['fewer tasks than none', 'ecs.updateService', { cluster: 'prod', service: 'web', desiredCount: -1 }],
  ['more than all healthy', 'ecs.updateService', percentages({ minimumHealthyPercent: 101 })],
  ['a maximum below all', 'ecs.updateService', percentages({ maximumPercent: 99 })],
  ['tags without a key', 'ecs.createCluster', { clusterName: 'other', tags: [{}] }],
  [
    'tags with too long a key',
    'ecs.createCluster',
    { clusterName: 'other', tags: [{ key: 'k'.repeat(129), value: '' }] },
  ],
  [
    'tags with too long a value',
    'ecs.runTask',
    { cluster: 'prod', taskDefinition: 'room', tags: [{ key: 'k', value: 'v'.repeat(257) }] },
  ],
  ['a Date in place of a tag', 'ecs.createCluster', { clusterName: 'other', tags: [new Date(0)] }],
  [
    'a Date in place of a configuration',
    'ecs.updateService',
    { cluster: 'prod', service: 'web', deploymentConfiguration: new Date(0) },
  ],
]

function ownType(members: object): object {
  return { ...(GOOD['fleet.launch'] as { instanceType: object }).instanceType, ...members }
}

function percentages(deploymentConfiguration: object): object {
  return { cluster: 'prod', service: 'web', deploymentConfiguration }
}

describe('what is no matter of shape', () => {
  afterAll(checkUntouched)

  test.each(REFUSED)('%s is refused by %s', (what, name, input) => {
    expect(checkCall(name, { what, make: () => input })).not.toBeNull()
  })
})

test('an attribute named __proto__ is an attribute like any other', () => {
  const sim = world.fork()
  const attributes = JSON.parse('{"__proto__": "x", "constructor": "y"}') as Record<string, string>
  const { containerInstances } = sim.fleet.launch({
    cluster: 'prod',
    instanceType: 'm5.large',
    ready: true,
    attributes,
  })
  const answer = sim.ecs.describeContainerInstances({
    cluster: 'prod',
    containerInstances: [containerInstances[0]?.containerInstanceArn as string],
  })
  expect(answer.containerInstances[0]?.attributes).toEqual(
    expect.arrayContaining([
      { name: '__proto__', value: 'x' },
      { name: 'constructor', value: 'y' },
    ]),
  )
})

test('a token that begins with another one is another one', () => {
  const sim = world.fork()
  const run = (clientToken: string) => sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'room', clientToken })
  const [first, again, other] = [run('a#b'), run('a#b'), run('a')]
  expect(again.tasks[0]?.taskArn).toBe(first.tasks[0]?.taskArn)
  expect(other.tasks[0]?.taskArn).not.toBe(first.tasks[0]?.taskArn)
})

// ── the other doors ──

const doors = doorsOf(world)
test.each(Object.entries(doors))('%s takes any value or refuses it in its own words', (_door, open) => {
  const offenders = HOSTILE_VALUES.flatMap(({ what, make }) => {
    try {
      return refusal(() => open(make()))?.message === '' ? [`${what}: no message`] : []
    } catch (error) {
      return [`${what}: ${String(error)}`]
    }
  })
  expect(offenders).toEqual([])
})

const EXHAUSTING_CALLS = 'test/support/exhausting-calls.ts'
const built = builtPrograms([EXHAUSTING_CALLS])

test('values that are too much for time and memory are refused like any other', { timeout: 120_000 }, () => {
  const node = ['--max-old-space-size=400', built.program(EXHAUSTING_CALLS)]
  const { stdout, stderr } = spawnSync(process.execPath, node, { encoding: 'utf8', timeout: 120_000 })
  expect(`${stdout}${stderr.slice(0, 2_000)}`).toBe('every call came back\n')
})

test.each([
  ['options', 5],
  ['latencies', 'x'],
  ['paranoid', 'yes'],
  ['options', { ephemeralPortStart: 50_000, ephemeralPortEnd: 40_000 }],
  ['options', { ephemeralPortEnd: 70_000 }],
])('a simulation is not built with %s %j', (name, value) => {
  expect(refusal(() => new Simulation({ [name]: value }))).toBeInstanceOf(UsageError)
})

test.each([Number.MAX_SAFE_INTEGER, 9e15])('time does not pass beyond the year 9999 (advance %s)', (span) => {
  const sim = new Simulation()
  expect(refusal(() => sim.advance(span))).toBeInstanceOf(UsageError)
  expect(sim.now).toEqual(new Date('2026-01-01T00:00:00Z'))
})

test('whatever latencies are accepted, the simulation can be kept and taken up again', () => {
  const longest = Number.MAX_SAFE_INTEGER
  const latencies = { gracefulExit: longest, stopTimeout: longest, ec2Dispatch: longest, instanceLaunch: longest }
  const error = refusal(() => {
    const sim = new Simulation({ latencies })
    sim.fleet.launch({ instanceType: 'm5.large' })
    sim.advance('1m')
    expect(Simulation.restore(sim.save()).save()).toBe(sim.save())
  })
  expect(error).toSatisfy((found) => found === null || found instanceof UsageError)
})

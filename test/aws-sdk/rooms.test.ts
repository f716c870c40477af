// Does every operation of scaling and metrics say over the wire what it says in the room? Two simulations are led side by side: one by
// the SDK's clients, one by calls. Answers and journals must be the same.
import * as applicationAutoScaling from '@aws-sdk/client-application-auto-scaling'
import * as autoScaling from '@aws-sdk/client-auto-scaling'
import * as cloudWatch from '@aws-sdk/client-cloudwatch'
import * as ecs from '@aws-sdk/client-ecs'
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2'
import { describe, expect, test } from 'vitest'
import { REFUSED } from '../../src/api/cloudwatch/refused.ts'
import { type AwsSdkClient, connect } from '../../src/aws-sdk/index.ts'
import { methodOf } from '../../src/aws-sdk/services.ts'
import type { Simulation } from '../../src/index.ts'
import { fleet, refusalOf } from '../support/aws-sdk.ts'

const ROOMS = {
  applicationAutoScaling: [applicationAutoScaling, () => new applicationAutoScaling.ApplicationAutoScalingClient({})],
  autoScaling: [autoScaling, () => new autoScaling.AutoScalingClient({})],
  cloudWatch: [cloudWatch, () => new cloudWatch.CloudWatchClient({})],
  ecs: [ecs, () => new ecs.ECSClient({})],
  elbv2: [elbv2, () => new elbv2.ElasticLoadBalancingV2Client({})],
} as const satisfies Record<string, readonly [object, () => AwsSdkClient]>
type Room = keyof typeof ROOMS
type Sendable = { send(command: unknown): Promise<Record<string, unknown>> }

/** An operation and what it is given; a number is minutes that pass. */
type Step = readonly [operation: string, input?: object | ((sim: Simulation) => object)] | number

function prepared(): Simulation {
  const sim = fleet()
  sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 1 })
  const template = { launchTemplateName: 'nodes', instanceType: 'm5.large', cluster: 'prod' }
  for (let version = 1; version <= 2; version++) sim.fleet.createLaunchTemplate(template)
  const [front] = sim.elbv2.createLoadBalancer({ Name: 'front', Subnets: ['subnet-a', 'subnet-b'] }).LoadBalancers
  const hosts = { Name: 'hosts', Protocol: 'HTTP', Port: 80, VpcId: front!.VpcId, TargetType: 'instance' } as const
  sim.elbv2.createTargetGroup(hosts)
  return sim
}

async function sideBySide(room: Room, steps: readonly Step[]): Promise<void> {
  const [far, near] = [prepared(), prepared()]
  const [commands, clientOf] = ROOMS[room]
  const client = connect(far, clientOf()) as unknown as Sendable
  for (const step of steps) {
    if (typeof step === 'number') {
      far.advance(step * 60_000)
      near.advance(step * 60_000)
      continue
    }
    const [operation, given = {}] = step
    const input = typeof given === 'function' ? given(near) : given
    const Command = (commands as unknown as Record<string, new (input: object) => unknown>)[`${operation}Command`]!
    const { $metadata, ...answer } = await client.send(new Command(structuredClone(input)))
    expect($metadata, operation).toMatchObject({ httpStatusCode: 200, attempts: 1 })
    const methods = near[room] as unknown as Record<string, (input: object) => object>
    expect(answer, operation).toEqual(methods[methodOf(operation)]!(input))
  }
  expect(far.journalHash()).toBe(near.journalHash())
}

function operationsOf(steps: readonly Step[]): readonly string[] {
  return [...new Set(steps.flatMap((step) => (typeof step === 'number' ? [] : [methodOf(step[0])])))].sort()
}

const SERVICE = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/prod/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const
const targetArn = (sim: Simulation) => ({
  ResourceARN: sim.applicationAutoScaling.describeScalableTargets({ ServiceNamespace: 'ecs' }).ScalableTargets[0]!
    .ScalableTargetARN!,
})

const APPLICATION_AUTO_SCALING: readonly Step[] = [
  ['RegisterScalableTarget', { ...SERVICE, MinCapacity: 2, MaxCapacity: 6, Tags: { team: 'a & b' } }],
  ['DescribeScalableTargets', { ServiceNamespace: 'ecs', ResourceIds: [SERVICE.ResourceId] }],
  ['TagResource', (sim) => ({ ...targetArn(sim), Tags: { tier: '' } })],
  ['UntagResource', (sim) => ({ ...targetArn(sim), TagKeys: ['nobody'] })],
  ['ListTagsForResource', targetArn],
  [
    'PutScalingPolicy',
    {
      ...SERVICE,
      PolicyName: 'tracking',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 62.5,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        ScaleInCooldown: 30,
      },
    },
  ],
  [
    'PutScalingPolicy',
    {
      ...SERVICE,
      PolicyName: 'steps',
      PolicyType: 'StepScaling',
      StepScalingPolicyConfiguration: {
        AdjustmentType: 'PercentChangeInCapacity',
        MinAdjustmentMagnitude: 1,
        Cooldown: 60,
        StepAdjustments: [
          { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10.5, ScalingAdjustment: 10 },
          { MetricIntervalLowerBound: 10.5, ScalingAdjustment: 30 },
        ],
      },
    },
  ],
  ['DescribeScalingPolicies', { ServiceNamespace: 'ecs' }],
  [
    'PutScheduledAction',
    {
      ...SERVICE,
      ScheduledActionName: 'soon',
      Schedule: 'at(2026-01-05T09:02:00)',
      StartTime: new Date('2026-01-05T09:00:30Z'),
      ScalableTargetAction: { MinCapacity: 3, MaxCapacity: 6 },
    },
  ],
  ['DescribeScheduledActions', { ServiceNamespace: 'ecs' }],
  10,
  ['DescribeScalingActivities', { ServiceNamespace: 'ecs', IncludeNotScaledActivities: true }],
  ['DeleteScalingPolicy', { ...SERVICE, PolicyName: 'steps' }],
  [
    'PutScheduledAction',
    { ...SERVICE, ScheduledActionName: 'daily', Schedule: 'rate(1 day)', ScalableTargetAction: { MinCapacity: 1 } },
  ],
  ['DeleteScheduledAction', { ...SERVICE, ScheduledActionName: 'daily' }],
  ['DeregisterScalableTarget', SERVICE],
  ['DescribeScalableTargets', { ServiceNamespace: 'ecs' }],
]

const GROUP = { AutoScalingGroupName: 'nodes' }
const instanceOf = (sim: Simulation, state = 'InService') =>
  sim.autoScaling
    .describeAutoScalingInstances()
    .AutoScalingInstances.find(({ LifecycleState }) => LifecycleState === state)!.InstanceId!
const one = (sim: Simulation) => ({ ...GROUP, InstanceIds: [instanceOf(sim)] })
const LAUNCHING = { ...GROUP, LifecycleHookName: 'hook', LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' }
const waiting = (sim: Simulation) => ({
  ...GROUP,
  LifecycleHookName: 'hook',
  InstanceId: instanceOf(sim, 'Pending:Wait'),
})
const TAG = { ResourceId: 'nodes', ResourceType: 'auto-scaling-group', Key: 'team' }

const TOPIC = { ...GROUP, TopicARN: 'arn:aws:sns:us-east-1:123456789012:ops' }
const revision = (Version: string) => ({ LaunchTemplateName: 'nodes', Version })
const hostsOf = (sim: Simulation) =>
  sim.elbv2.describeTargetGroups({ Names: ['hosts'] }).TargetGroups[0]!.TargetGroupArn!
const hostGroup = (sim: Simulation) => ({ ...GROUP, TargetGroupARNs: [hostsOf(sim)] })
const hostSource = (sim: Simulation) => ({ ...GROUP, TrafficSources: [{ Identifier: hostsOf(sim), Type: 'elbv2' }] })
/** An instance of the cluster that is in no group. */
const stranger = (sim: Simulation) => {
  const members = sim.autoScaling.describeAutoScalingInstances().AutoScalingInstances.map((one) => one.InstanceId)
  const instances = [...sim.view.tables.containerInstances.values()].map((one) => one.ec2InstanceId)
  return { ...GROUP, InstanceIds: [instances.find((id) => !members.includes(id))!] }
}

const AUTO_SCALING: readonly Step[] = [
  [
    'CreateLaunchConfiguration',
    { LaunchConfigurationName: 'old', InstanceType: 'm5.large', UserData: 'RUNTX0NMVVNURVI9cHJvZA==' },
  ],
  ['DescribeLaunchConfigurations', { LaunchConfigurationNames: ['old'] }],
  [
    'CreateAutoScalingGroup',
    {
      ...GROUP,
      MinSize: 0,
      MaxSize: 6,
      DesiredCapacity: 3,
      LaunchTemplate: { LaunchTemplateName: 'nodes', Version: '$Latest' },
      AvailabilityZones: ['us-east-1a', 'us-east-1b'],
      TerminationPolicies: ['OldestInstance', 'Default'],
      Tags: [{ ...TAG, Value: 'a < b', PropagateAtLaunch: true }],
      InstanceMaintenancePolicy: { MinHealthyPercentage: 90, MaxHealthyPercentage: 110 },
    },
  ],
  5,
  ['DescribeAutoScalingGroups', { AutoScalingGroupNames: ['nodes'] }],
  ['DescribeAutoScalingInstances'],
  ['DescribeScalingActivities', GROUP],
  ['CreateOrUpdateTags', { Tags: [{ ...TAG, Key: 'tier', Value: '1', PropagateAtLaunch: false }] }],
  ['DescribeTags', { Filters: [{ Name: 'auto-scaling-group', Values: ['nodes'] }] }],
  ['DeleteTags', { Tags: [TAG] }],
  ['SetInstanceProtection', (sim) => ({ ...one(sim), ProtectedFromScaleIn: true })],
  ['EnterStandby', (sim) => ({ ...one(sim), ShouldDecrementDesiredCapacity: true })],
  1,
  ['ExitStandby', (sim) => ({ ...GROUP, InstanceIds: [instanceOf(sim, 'Standby')] })],
  ['DetachInstances', (sim) => ({ ...one(sim), ShouldDecrementDesiredCapacity: true })],
  ['SetInstanceHealth', (sim) => ({ InstanceId: instanceOf(sim), HealthStatus: 'Unhealthy' })],
  5,
  [
    'TerminateInstanceInAutoScalingGroup',
    (sim) => ({ InstanceId: instanceOf(sim), ShouldDecrementDesiredCapacity: true }),
  ],
  ['SuspendProcesses', { ...GROUP, ScalingProcesses: ['AZRebalance', 'Launch'] }],
  ['ResumeProcesses', { ...GROUP, ScalingProcesses: ['Launch'] }],
  5,
  ['PutLifecycleHook', { ...LAUNCHING, HeartbeatTimeout: 600, DefaultResult: 'CONTINUE' }],
  ['DescribeLifecycleHooks', GROUP],
  ['SetDesiredCapacity', { ...GROUP, DesiredCapacity: 4, HonorCooldown: false }],
  1,
  ['RecordLifecycleActionHeartbeat', waiting],
  ['CompleteLifecycleAction', (sim) => ({ ...waiting(sim), LifecycleActionResult: 'CONTINUE' })],
  ['DeleteLifecycleHook', { ...GROUP, LifecycleHookName: 'hook' }],
  [
    'PutScalingPolicy',
    {
      ...GROUP,
      PolicyName: 'steps',
      PolicyType: 'StepScaling',
      AdjustmentType: 'ChangeInCapacity',
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
    },
  ],
  ['DescribePolicies', GROUP],
  ['ExecutePolicy', { ...GROUP, PolicyName: 'steps', MetricValue: 70.5, BreachThreshold: 60 }],
  ['DeletePolicy', { ...GROUP, PolicyName: 'steps' }],
  ['PutWarmPool', { ...GROUP, MinSize: 1, MaxGroupPreparedCapacity: 2, PoolState: 'Running' }],
  ['DescribeWarmPool', GROUP],
  ['DeleteWarmPool', { ...GROUP, ForceDelete: true }],
  [
    'PutScheduledUpdateGroupAction',
    { ...GROUP, ScheduledActionName: 'night', Recurrence: '0 22 * * *', DesiredCapacity: 1, TimeZone: 'Europe/Berlin' },
  ],
  ['DescribeScheduledActions', GROUP],
  ['DeleteScheduledAction', { ...GROUP, ScheduledActionName: 'night' }],
  [
    'BatchPutScheduledUpdateGroupAction',
    {
      ...GROUP,
      ScheduledUpdateGroupActions: [{ ScheduledActionName: 'noon', Recurrence: '0 12 * * *', DesiredCapacity: 3 }],
    },
  ],
  ['BatchDeleteScheduledAction', { ...GROUP, ScheduledActionNames: ['noon', 'never'] }],
  ['EnableMetricsCollection', { ...GROUP, Granularity: '1Minute', Metrics: ['GroupDesiredCapacity'] }],
  ['DisableMetricsCollection', GROUP],
  ['PutNotificationConfiguration', { ...TOPIC, NotificationTypes: ['autoscaling:EC2_INSTANCE_LAUNCH'] }],
  ['DescribeNotificationConfigurations', { AutoScalingGroupNames: ['nodes'] }],
  ['DeleteNotificationConfiguration', TOPIC],
  ['AttachLoadBalancerTargetGroups', hostGroup],
  ['DescribeLoadBalancerTargetGroups', GROUP],
  ['DetachLoadBalancerTargetGroups', hostGroup],
  10,
  ['AttachTrafficSources', hostSource],
  ['DescribeTrafficSources', { ...GROUP, TrafficSourceType: 'elbv2' }],
  ['DetachTrafficSources', hostSource],
  ['AttachInstances', stranger],
  ['StartInstanceRefresh', { ...GROUP, Preferences: { MinHealthyPercentage: 50, InstanceWarmup: 30 } }],
  ['DescribeInstanceRefreshes', GROUP],
  ['CancelInstanceRefresh', GROUP],
  10,
  ['UpdateAutoScalingGroup', { ...GROUP, MaxSize: 5, DefaultCooldown: 60, LaunchTemplate: revision('1') }],
  ['StartInstanceRefresh', { ...GROUP, DesiredConfiguration: { LaunchTemplate: revision('2') } }],
  ['RollbackInstanceRefresh', GROUP],
  ['DescribeAccountLimits'],
  ['DescribeAdjustmentTypes'],
  ['DescribeAutoScalingNotificationTypes'],
  ['DescribeLifecycleHookTypes'],
  ['DescribeMetricCollectionTypes'],
  ['DescribeScalingProcessTypes'],
  ['DescribeTerminationPolicyTypes'],
  ['DeleteAutoScalingGroup', { ...GROUP, ForceDelete: true }],
  ['DeleteLaunchConfiguration', { LaunchConfigurationName: 'old' }],
  10,
  ['DescribeAutoScalingGroups'],
]

const JOBS = { Namespace: 'Shop', MetricName: 'Jobs', Dimensions: [{ Name: 'Queue', Value: 'a & b' }] }
const HOUR = { StartTime: new Date('2026-01-05T09:00:00Z'), EndTime: new Date('2026-01-05T10:00:00Z') }
const alarm = { ResourceARN: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:busy' }

const CLOUD_WATCH: readonly Step[] = [
  [
    'PutMetricData',
    {
      Namespace: 'Shop',
      MetricData: [
        { MetricName: 'Jobs', Dimensions: JOBS.Dimensions, Value: 12.25, Unit: 'Count' },
        { MetricName: 'Jobs', Values: [0.1, 2], Counts: [3, 4] },
      ],
    },
  ],
  [
    'PutMetricAlarm',
    {
      ...JOBS,
      AlarmName: 'busy',
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 10.5,
      ComparisonOperator: 'GreaterThanThreshold',
      Tags: [{ Key: 'team', Value: 'a' }],
    },
  ],
  ['PutCompositeAlarm', { AlarmName: 'both', AlarmRule: 'ALARM("busy") AND NOT FALSE' }],
  3,
  ['DescribeAlarms', { AlarmNames: ['busy'] }],
  ['DescribeAlarms', { AlarmTypes: ['CompositeAlarm'] }],
  ['DescribeAlarmsForMetric', JOBS],
  ['DescribeAlarmHistory', { AlarmName: 'busy' }],
  ['DisableAlarmActions', { AlarmNames: ['busy'] }],
  ['EnableAlarmActions', { AlarmNames: ['busy'] }],
  ['SetAlarmState', { AlarmName: 'busy', StateValue: 'OK', StateReason: 'a "drill"' }],
  ['TagResource', { ...alarm, Tags: [{ Key: 'tier', Value: '1' }] }],
  ['UntagResource', { ...alarm, TagKeys: ['team'] }],
  ['ListTagsForResource', alarm],
  ['ListMetrics', { Namespace: 'Shop' }],
  [
    'GetMetricData',
    {
      ...HOUR,
      MetricDataQueries: [
        { Id: 'jobs', MetricStat: { Metric: JOBS, Period: 60, Stat: 'p50' } },
        { Id: 'half', Expression: 'jobs / 2' },
      ],
    },
  ],
  ['GetMetricStatistics', { ...JOBS, ...HOUR, Period: 60, Statistics: ['Average', 'SampleCount'] }],
  ['DeleteAlarms', { AlarmNames: ['both'] }],
  ['DeleteAlarms', { AlarmNames: ['busy'] }],
  ['PutDashboard', { DashboardName: 'shop', DashboardBody: '{"widgets":[]}' }],
  ['GetDashboard', { DashboardName: 'shop' }],
  ['ListDashboards', { DashboardNamePrefix: 's' }],
  ['DeleteDashboards', { DashboardNames: ['shop'] }],
]

describe.each([
  ['applicationAutoScaling', APPLICATION_AUTO_SCALING, []],
  ['autoScaling', AUTO_SCALING, []],
  ['cloudWatch', CLOUD_WATCH, Object.keys(REFUSED)],
] as const)('%s', (room, steps, refused: readonly string[]) => {
  test('says over the wire what it says here', () => sideBySide(room, steps))

  test('was asked for every operation that it has', () => {
    const all = Object.keys(fleet()[room]).filter((name) => !refused.includes(name))
    expect(operationsOf(steps)).toEqual(all.sort())
  })
})

const CLUSTER = { resourceArn: 'arn:aws:ecs:us-east-1:123456789012:cluster/prod' }
const balancer = (sim: Simulation) => sim.elbv2.describeLoadBalancers().LoadBalancers[0]!.LoadBalancerArn!

test('CL-15, CL-16, CL-17 tags, settings and namespaces of ECS go over the wire', () =>
  sideBySide('ecs', [
    ['TagResource', { ...CLUSTER, tags: [{ key: 'team', value: 'a & b' }] }],
    ['ListTagsForResource', CLUSTER],
    ['UntagResource', { ...CLUSTER, tagKeys: ['team'] }],
    ['PutAccountSetting', { name: 'awsvpcTrunking', value: 'enabled' }],
    ['PutAccountSettingDefault', { name: 'containerInsights', value: 'enhanced' }],
    ['ListAccountSettings', { effectiveSettings: true }],
    ['DeleteAccountSetting', { name: 'awsvpcTrunking' }],
    ['CreateCluster', { clusterName: 'mesh', serviceConnectDefaults: { namespace: 'shop.local' } }],
    ['ListServicesByNamespace', { namespace: 'shop.local' }],
    [
      'DescribeClusters',
      { clusters: ['prod'], include: ['ATTACHMENTS', 'CONFIGURATIONS', 'SETTINGS', 'STATISTICS', 'TAGS'] },
    ],
  ]))

test('LB-007 tags, limits, subnets and security groups of load balancers go over the wire', () =>
  sideBySide('elbv2', [
    ['AddTags', (sim) => ({ ResourceArns: [balancer(sim)], Tags: [{ Key: 'team', Value: 'a & b' }] })],
    ['DescribeTags', (sim) => ({ ResourceArns: [balancer(sim)] })],
    ['RemoveTags', (sim) => ({ ResourceArns: [balancer(sim)], TagKeys: ['team'] })],
    ['DescribeAccountLimits'],
    ['SetSubnets', (sim) => ({ LoadBalancerArn: balancer(sim), Subnets: ['subnet-a', 'subnet-c'] })],
    ['SetSecurityGroups', (sim) => ({ LoadBalancerArn: balancer(sim), SecurityGroups: ['sg-1'] })],
    ['SetIpAddressType', (sim) => ({ LoadBalancerArn: balancer(sim), IpAddressType: 'ipv4' })],
  ]))

describe('refusals are classes of the SDK', () => {
  const cases: readonly [room: Room, operation: string, input: object, exception: unknown, name: string][] = [
    [
      'applicationAutoScaling',
      'DeleteScalingPolicy',
      { ...SERVICE, PolicyName: 'no' },
      applicationAutoScaling.ObjectNotFoundException,
      'ObjectNotFoundException',
    ],
    [
      'applicationAutoScaling',
      'RegisterScalableTarget',
      { ...SERVICE, MinCapacity: -1, MaxCapacity: 1 },
      applicationAutoScaling.ValidationException,
      'ValidationException',
    ],
    [
      'applicationAutoScaling',
      'ListTagsForResource',
      { ResourceARN: 'arn:no' },
      applicationAutoScaling.ResourceNotFoundException,
      'ResourceNotFoundException',
    ],
    [
      'autoScaling',
      'CreateLaunchConfiguration',
      { LaunchConfigurationName: 'l', InstanceType: 'm5.large' },
      autoScaling.AlreadyExistsFault,
      'AlreadyExistsFault',
    ],
    [
      'autoScaling',
      'SetDesiredCapacity',
      { ...GROUP, DesiredCapacity: 1 },
      autoScaling.AutoScalingServiceException,
      'ValidationError',
    ],
    [
      'cloudWatch',
      'SetAlarmState',
      { AlarmName: 'no', StateValue: 'OK', StateReason: 'r' },
      cloudWatch.ResourceNotFound,
      'ResourceNotFound',
    ],
    [
      'cloudWatch',
      'PutMetricData',
      { Namespace: ':no', MetricData: [{ MetricName: 'Jobs', Value: 1 }] },
      cloudWatch.InvalidParameterValueException,
      'InvalidParameterValueException',
    ],
    ['cloudWatch', 'ListMetrics', { NextToken: 'no' }, cloudWatch.InvalidNextToken, 'InvalidNextToken'],
    [
      'ecs',
      'TagResource',
      { resourceArn: `${CLUSTER.resourceArn}s`, tags: [] },
      ecs.ClusterNotFoundException,
      'ClusterNotFoundException',
    ],
    [
      'ecs',
      'ListServicesByNamespace',
      { namespace: 'no' },
      ecs.NamespaceNotFoundException,
      'NamespaceNotFoundException',
    ],
    [
      'elbv2',
      'DescribeTags',
      { ResourceArns: ['arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/no/1/2'] },
      elbv2.ListenerNotFoundException,
      'ListenerNotFoundException',
    ],
  ]
  test.each(cases)('%s %s', async (room, operation, input, exception, name) => {
    const sim = prepared()
    sim.autoScaling.createLaunchConfiguration({ LaunchConfigurationName: 'l', InstanceType: 'm5.large' })
    const [commands, clientOf] = ROOMS[room]
    const client = connect(sim, clientOf()) as unknown as Sendable
    const Command = (commands as unknown as Record<string, new (input: object) => unknown>)[`${operation}Command`]!
    const error = await refusalOf(client.send(new Command(input)))
    expect(error).toBeInstanceOf(exception)
    expect(error).toMatchObject({ name, $fault: 'client', $metadata: { attempts: 1 } })
  })
})

describe('paginators', () => {
  const sim = prepared()
  for (let nth = 0; nth < 12; nth++) {
    const name = `many-${nth}`
    sim.ecs.createService({ cluster: 'prod', serviceName: name, taskDefinition: 'web', desiredCount: 0 })
    sim.applicationAutoScaling.registerScalableTarget({
      ...SERVICE,
      ResourceId: `service/prod/${name}`,
      MinCapacity: 0,
      MaxCapacity: 1,
    })
    sim.autoScaling.createLaunchConfiguration({ LaunchConfigurationName: name, InstanceType: 'm5.large' })
    sim.cloudWatch.putMetricData({
      Namespace: 'Shop',
      MetricData: [{ MetricName: 'Jobs', Dimensions: [{ Name: 'n', Value: name }], Value: nth }],
    })
    sim.alarms.create({ alarmName: name })
  }
  sim.advance('1m')
  const lengthsOf = async (pages: AsyncIterable<object>, member: string) => {
    const lengths: number[] = []
    for await (const page of pages) lengths.push((page as Record<string, unknown[]>)[member]!.length)
    return lengths
  }
  const scaling = connect(sim, new applicationAutoScaling.ApplicationAutoScalingClient({}))
  const groups = connect(sim, new autoScaling.AutoScalingClient({}))
  const metrics = connect(sim, new cloudWatch.CloudWatchClient({}))
  const settings = connect(sim, new ecs.ECSClient({}))
  const balancing = connect(sim, new elbv2.ElasticLoadBalancingV2Client({}))
  test.each([
    [
      'scalable targets',
      'ScalableTargets',
      [5, 5, 2],
      () =>
        applicationAutoScaling.paginateDescribeScalableTargets(
          { client: scaling, pageSize: 5 },
          { ServiceNamespace: 'ecs' },
        ),
    ],
    [
      'launch configurations',
      'LaunchConfigurations',
      [5, 5, 2],
      () => autoScaling.paginateDescribeLaunchConfigurations({ client: groups, pageSize: 5 }, {}),
    ],
    [
      'alarms',
      'MetricAlarms',
      [5, 5, 2],
      () => cloudWatch.paginateDescribeAlarms({ client: metrics, pageSize: 5 }, {}),
    ],
    ['metrics', 'Metrics', [12], () => cloudWatch.paginateListMetrics({ client: metrics }, { Namespace: 'Shop' })],
    [
      'account settings',
      'settings',
      [4, 4, 3],
      () => ecs.paginateListAccountSettings({ client: settings, pageSize: 4 }, { effectiveSettings: true }),
    ],
    [
      'account limits',
      'Limits',
      [5, 5, 2],
      () => elbv2.paginateDescribeAccountLimits({ client: balancing }, { PageSize: 5 }),
    ],
  ])('hand out %s', async (_, member, lengths, pages) => {
    expect(await lengthsOf(pages(), member)).toEqual(lengths)
  })
})

// Is what docs/OPERATIONS.md calls missing really refused, by the SDK's own exception?
import { readFileSync } from 'node:fs'
import * as aas from '@aws-sdk/client-application-auto-scaling'
import * as asg from '@aws-sdk/client-auto-scaling'
import * as cw from '@aws-sdk/client-cloudwatch'
import * as ecs from '@aws-sdk/client-ecs'
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2'
import { beforeAll, expect, test } from 'vitest'
import { type AwsSdkClient, connect } from '../../src/aws-sdk/index.ts'
import type { Simulation } from '../../src/index.ts'
import { ecsOf, elbv2Of, fleet, refusalOf } from '../support/aws-sdk.ts'

let sim: Simulation
let loadBalancer: string
let vpc: string
let group: string
let listener: string
let rule: string

beforeAll(() => {
  sim = fleet()
  sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 1 })
  const autoScalingGroupArn =
    'arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:id:autoScalingGroupName/group'
  sim.ecs.createCapacityProvider({ name: 'group', autoScalingGroupProvider: { autoScalingGroupArn } })
  const front = sim.elbv2.createLoadBalancer({ Name: 'front', Subnets: ['subnet-a', 'subnet-b'] }).LoadBalancers[0]!
  vpc = front.VpcId!
  loadBalancer = front.LoadBalancerArn!
  const web = sim.elbv2.createTargetGroup({ Name: 'web', Protocol: 'HTTP', Port: 80, VpcId: vpc }).TargetGroups[0]!
  group = web.TargetGroupArn!
  const DefaultActions = [{ Type: 'forward', TargetGroupArn: group }] as const
  const http = { LoadBalancerArn: loadBalancer, Protocol: 'HTTP', Port: 80, DefaultActions } as const
  listener = sim.elbv2.createListener(http).Listeners[0]!.ListenerArn!
  const Conditions = [{ Field: 'path-pattern', Values: ['/a'] }]
  rule = sim.elbv2.createRule({ ListenerArn: listener, Priority: 1, Conditions, Actions: DefaultActions }).Rules[0]!
    .RuleArn!
})

beforeAll(() => {
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.large', cluster: null })
  sim.autoScaling.createAutoScalingGroup({ ...sized, LaunchTemplate: { LaunchTemplateName: 'nodes' } })
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'hosts', instanceType: 'm5.large', cluster: 'prod' })
  sim.autoScaling.createAutoScalingGroup({ ...sized, ...HOSTS, LaunchTemplate: { LaunchTemplateName: 'hosts' } })
  sim.applicationAutoScaling.registerScalableTarget({ ...OF_ECS, MinCapacity: 0, MaxCapacity: 2 })
})

const service = { cluster: 'prod', serviceName: 'new', taskDefinition: 'web', desiredCount: 1 }
const update = { cluster: 'prod', service: 'web' }
const container = { name: 'app', image: 'i', memory: 16 }
const instanceLaunchTemplate = { ec2InstanceProfileArn: 'arn', networkConfiguration: { subnets: ['subnet-a'] } }
const managedInstancesProvider = { infrastructureRoleArn: 'arn', instanceLaunchTemplate }
const oidc = { Type: 'authenticate-oidc', Order: 1 } as const
const forward = () => ({ Type: 'forward', TargetGroupArn: group, Order: 2 }) as const
const path = { Field: 'path-pattern', Values: ['/b'] }
const regex = { Field: 'path-pattern', PathPatternConfig: { RegexValues: ['^/b$'] } }

type Case = readonly [operation: string, what: RegExp, command: () => { readonly input: unknown }]

const ECS_CASES: readonly Case[] = [
  [
    'CreateService',
    /CODE_DEPLOY/,
    () => new ecs.CreateServiceCommand({ ...service, deploymentController: { type: 'CODE_DEPLOY' } }),
  ],
  [
    'CreateService',
    /EXTERNAL/,
    () => new ecs.CreateServiceCommand({ ...service, deploymentController: { type: 'EXTERNAL' } }),
  ],
  [
    'CreateService',
    /strategy BLUE_GREEN/,
    () => new ecs.CreateServiceCommand({ ...service, deploymentConfiguration: { strategy: 'BLUE_GREEN' } }),
  ],
  [
    'CreateService',
    /MANAGED_INSTANCES/,
    () => new ecs.CreateServiceCommand({ ...service, launchType: 'MANAGED_INSTANCES' }),
  ],
  [
    'UpdateService',
    /strategy CANARY/,
    () => new ecs.UpdateServiceCommand({ ...update, deploymentConfiguration: { strategy: 'CANARY' } }),
  ],
  [
    'UpdateService',
    /lifecycle hooks/,
    () =>
      new ecs.UpdateServiceCommand({
        ...update,
        deploymentConfiguration: { lifecycleHooks: [{ hookTargetArn: 'arn' }] },
      }),
  ],
  [
    'RunTask',
    /MANAGED_INSTANCES/,
    () => new ecs.RunTaskCommand({ cluster: 'prod', taskDefinition: 'web', launchType: 'MANAGED_INSTANCES' }),
  ],
  [
    'RegisterTaskDefinition',
    /Windows/,
    () =>
      new ecs.RegisterTaskDefinitionCommand({
        family: 'w',
        containerDefinitions: [container],
        runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
      }),
  ],
  [
    'RegisterTaskDefinition',
    /port ranges/,
    () =>
      new ecs.RegisterTaskDefinitionCommand({
        family: 'w',
        networkMode: 'bridge',
        containerDefinitions: [{ ...container, portMappings: [{ containerPortRange: '100-200' }] }],
      }),
  ],
  [
    'CreateCapacityProvider',
    /managed instances/,
    () => new ecs.CreateCapacityProviderCommand({ name: 'mine', managedInstancesProvider }),
  ],
  [
    'UpdateCapacityProvider',
    /managed instances/,
    () => new ecs.UpdateCapacityProviderCommand({ name: 'group', managedInstancesProvider }),
  ],
  [
    'PutAccountSetting',
    /old format/,
    () => new ecs.PutAccountSettingCommand({ name: 'taskLongArnFormat', value: 'disabled' }),
  ],
]

const ELB_CASES: readonly Case[] = [
  [
    'SetIpAddressType',
    /IPv6/,
    () => new elbv2.SetIpAddressTypeCommand({ LoadBalancerArn: loadBalancer, IpAddressType: 'dualstack' }),
  ],
  [
    'SetSubnets',
    /IPv6/,
    () =>
      new elbv2.SetSubnetsCommand({
        LoadBalancerArn: loadBalancer,
        Subnets: ['subnet-a', 'subnet-b'],
        IpAddressType: 'dualstack',
      }),
  ],
  [
    'CreateLoadBalancer',
    /Gateway/,
    () => new elbv2.CreateLoadBalancerCommand({ Name: 'g', Type: 'gateway', Subnets: ['subnet-a'] }),
  ],
  [
    'CreateLoadBalancer',
    /IPv6/,
    () =>
      new elbv2.CreateLoadBalancerCommand({ Name: 'g', IpAddressType: 'dualstack', Subnets: ['subnet-a', 'subnet-b'] }),
  ],
  ['CreateTargetGroup', /type lambda/, () => new elbv2.CreateTargetGroupCommand({ Name: 'g', TargetType: 'lambda' })],
  [
    'CreateTargetGroup',
    /GRPC/,
    () =>
      new elbv2.CreateTargetGroupCommand({
        Name: 'g',
        Protocol: 'HTTP',
        Port: 80,
        VpcId: vpc,
        ProtocolVersion: 'GRPC',
      }),
  ],
  [
    'ModifyTargetGroup',
    /gRPC/,
    () => new elbv2.ModifyTargetGroupCommand({ TargetGroupArn: group, Matcher: { GrpcCode: '0' } }),
  ],
  [
    'ModifyTargetGroupAttributes',
    /app_cookie/,
    () =>
      new elbv2.ModifyTargetGroupAttributesCommand({
        TargetGroupArn: group,
        Attributes: [
          { Key: 'stickiness.enabled', Value: 'true' },
          { Key: 'stickiness.type', Value: 'app_cookie' },
        ],
      }),
  ],
  [
    'CreateListener',
    /authenticate-oidc/,
    () =>
      new elbv2.CreateListenerCommand({
        LoadBalancerArn: loadBalancer,
        Protocol: 'HTTP',
        Port: 81,
        DefaultActions: [oidc, forward()],
      }),
  ],
  [
    'ModifyListener',
    /authenticate-oidc/,
    () => new elbv2.ModifyListenerCommand({ ListenerArn: listener, DefaultActions: [oidc, forward()] }),
  ],
  [
    'CreateRule',
    /authenticate-oidc/,
    () =>
      new elbv2.CreateRuleCommand({
        ListenerArn: listener,
        Priority: 2,
        Conditions: [path],
        Actions: [oidc, forward()],
      }),
  ],
  [
    'CreateRule',
    /regular expressions/,
    () =>
      new elbv2.CreateRuleCommand({ ListenerArn: listener, Priority: 2, Conditions: [regex], Actions: [forward()] }),
  ],
  [
    'ModifyRule',
    /transforms/,
    () => new elbv2.ModifyRuleCommand({ RuleArn: rule, Transforms: [{ Type: 'url-rewrite' }] }),
  ],
]

test.each(ECS_CASES)('ECS %s: %s', async (_, what, command) => {
  const entries = sim.journal.length
  const error = await refusalOf(ecsOf(sim).send(command() as ecs.RunTaskCommand))
  expect(error).toBeInstanceOf(ecs.UnsupportedFeatureException)
  expect(error.message).toMatch(what)
  expect(sim.journal.length).toBe(entries)
})

test.each(ELB_CASES)('Elastic Load Balancing %s: %s', async (_, what, command) => {
  const entries = sim.journal.length
  const error = await refusalOf(elbv2Of(sim).send(command() as elbv2.CreateRuleCommand))
  expect(error).toBeInstanceOf(elbv2.ElasticLoadBalancingV2ServiceException)
  expect([error.name, error.message]).toEqual(['UnsupportedFeatureException', expect.stringMatching(what)])
  expect(sim.journal.length).toBe(entries)
})

const OF_ECS = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/prod/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const
const OF_DYNAMODB = {
  ServiceNamespace: 'dynamodb',
  ResourceId: 'table/t',
  ScalableDimension: 'dynamodb:table:ReadCapacityUnits',
} as const

const AAS_CASES: readonly Case[] = [
  [
    'RegisterScalableTarget',
    /scalable targets of dynamodb/,
    () => new aas.RegisterScalableTargetCommand({ ...OF_DYNAMODB, MinCapacity: 1, MaxCapacity: 2 }),
  ],
  [
    'PutScheduledAction',
    /scalable targets of dynamodb/,
    () => new aas.PutScheduledActionCommand({ ...OF_DYNAMODB, ScheduledActionName: 'a', Schedule: 'rate(1 day)' }),
  ],
]

const NODES = { AutoScalingGroupName: 'nodes' }
const HOSTS = { AutoScalingGroupName: 'hosts' }
const sized = { ...NODES, MinSize: 0, MaxSize: 1, AvailabilityZones: ['us-east-1a'] }
const tracking = (TargetTrackingConfiguration: Omit<asg.TargetTrackingConfiguration, 'TargetValue'>) =>
  new asg.PutScalingPolicyCommand({
    ...NODES,
    PolicyName: 'p',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingConfiguration: { TargetValue: 50, ...TargetTrackingConfiguration },
  })

const ASG_CASES: readonly Case[] = [
  [
    'CreateAutoScalingGroup',
    /several instance types/,
    () =>
      new asg.CreateAutoScalingGroupCommand({
        ...sized,
        MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateName: 'nodes' } } },
      }),
  ],
  [
    'CreateAutoScalingGroup',
    /made after an instance/,
    () => new asg.CreateAutoScalingGroupCommand({ ...sized, InstanceId: 'i-1' }),
  ],
  [
    'CreateAutoScalingGroup',
    /other units than instances/,
    () => new asg.CreateAutoScalingGroupCommand({ ...sized, DesiredCapacityType: 'vcpu' }),
  ],
  [
    'UpdateAutoScalingGroup',
    /policy of your own/,
    () => new asg.UpdateAutoScalingGroupCommand({ ...NODES, TerminationPolicies: ['arn:aws:lambda:f'] }),
  ],
  [
    'UpdateAutoScalingGroup',
    /balanced-best-effort/,
    () =>
      new asg.UpdateAutoScalingGroupCommand({
        ...NODES,
        AvailabilityZoneDistribution: { CapacityDistributionStrategy: 'balanced-only' },
      }),
  ],
  [
    'CreateLaunchConfiguration',
    /made after an instance/,
    () => new asg.CreateLaunchConfigurationCommand({ LaunchConfigurationName: 'l', InstanceId: 'i-1' }),
  ],
  [
    'AttachTrafficSources',
    /Classic Load Balancers/,
    () => new asg.AttachTrafficSourcesCommand({ ...NODES, TrafficSources: [{ Identifier: 'old', Type: 'elb' }] }),
  ],
  [
    'AttachTrafficSources',
    /VPC Lattice/,
    () => new asg.AttachTrafficSourcesCommand({ ...NODES, TrafficSources: [{ Identifier: 'l', Type: 'vpc-lattice' }] }),
  ],
  [
    'StartInstanceRefresh',
    /alarms/,
    () => new asg.StartInstanceRefreshCommand({ ...NODES, Preferences: { AlarmSpecification: { Alarms: ['a'] } } }),
  ],
  [
    'StartInstanceRefresh',
    /root volumes/,
    () => new asg.StartInstanceRefreshCommand({ ...NODES, Strategy: 'ReplaceRootVolume' }),
  ],
  [
    'StartInstanceRefresh',
    /several instance types/,
    () =>
      new asg.StartInstanceRefreshCommand({
        ...NODES,
        DesiredConfiguration: { MixedInstancesPolicy: { InstancesDistribution: { OnDemandBaseCapacity: 1 } } },
      }),
  ],
  [
    'PutScalingPolicy',
    /this metric/,
    () => tracking({ PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageNetworkIn' } }),
  ],
  [
    'PutScalingPolicy',
    /other periods/,
    () =>
      tracking({
        CustomizedMetricSpecification: { Namespace: 'N', MetricName: 'M', Statistic: 'Average', Period: 10 },
      }),
  ],
  [
    'PutWarmPool',
    /reuse of instances that join a cluster/,
    () => new asg.PutWarmPoolCommand({ ...HOSTS, InstanceReusePolicy: { ReuseOnScaleIn: true } }),
  ],
]

const HOUR = { StartTime: new Date('2026-01-05T08:00:00Z'), EndTime: new Date('2026-01-05T09:00:00Z') }
const METRIC = { Namespace: 'Shop', MetricName: 'Jobs' }
const query = (Stat: string, more: object = {}) =>
  new cw.GetMetricDataCommand({
    ...HOUR,
    MetricDataQueries: [{ Id: 'm', MetricStat: { Metric: METRIC, Period: 60, Stat }, ...more }],
  })
const alarmed = (more: object) =>
  new cw.PutMetricAlarmCommand({
    ...METRIC,
    AlarmName: 'a',
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    ...more,
  })

const CW_CASES: readonly Case[] = [
  [
    'DescribeAlarmHistory',
    /contributors/,
    () => new cw.DescribeAlarmHistoryCommand({ AlarmName: 'a', AlarmContributorId: 'c' }),
  ],
  ['GetMetricData', /other accounts/, () => query('Sum', { AccountId: '111111111111' })],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how CloudWatch spells them
  ['GetMetricData', /dynamic labels/, () => query('Sum', { Label: '${MAX}' })],
  ['ListMetrics', /other accounts/, () => new cw.ListMetricsCommand({ IncludeLinkedAccounts: true })],
  [
    'PutMetricAlarm',
    /anomaly detection/,
    () => alarmed({ ComparisonOperator: 'GreaterThanUpperThreshold', ThresholdMetricId: 'm' }),
  ],
  [
    'PutCompositeAlarm',
    /the tags of alarm actions/,
    () =>
      new cw.PutCompositeAlarmCommand({
        AlarmName: 'c',
        AlarmRule: 'TRUE',
        ActionConfiguration: { AlarmTagsPropagation: { Enabled: true } } as never,
      }),
  ],
  [
    'PutMetricData',
    /beside its own/,
    () =>
      new cw.PutMetricDataCommand({ Namespace: 'ECS/ContainerInsights', MetricData: [{ MetricName: 'M', Value: 1 }] }),
  ],
]

type Connected = AwsSdkClient & { send(command: never): unknown }
const OTHERS: readonly (readonly [string, readonly Case[], () => Connected])[] = [
  ['Application Auto Scaling', AAS_CASES, () => connect(sim, new aas.ApplicationAutoScalingClient({}))],
  ['Auto Scaling', ASG_CASES, () => connect(sim, new asg.AutoScalingClient({}))],
  ['CloudWatch', CW_CASES, () => connect(sim, new cw.CloudWatchClient({}))],
]

test.each(OTHERS.flatMap(([service, cases, clientOf]) => cases.map((one) => [service, ...one, clientOf] as const)))(
  '%s %s: %s',
  async (_, _operation, what, command, clientOf) => {
    const entries = sim.journal.length
    const error = await refusalOf(clientOf().send(command() as never) as Promise<unknown>)
    expect([error.name, error.message]).toEqual(['UnsupportedFeatureException', expect.stringMatching(what)])
    expect(error.$metadata).toMatchObject({ httpStatusCode: 400, attempts: 1 })
    expect(sim.journal.length).toBe(entries)
  },
)

/** Operations that refuse nothing, and take what has no effect. */
const WITHOUT_EFFECT = {
  SetSecurityGroups: () => {
    sim.elbv2.setSecurityGroups({ LoadBalancerArn: loadBalancer, SecurityGroups: ['sg-1'] })
    return sim.elbv2.describeLoadBalancers().LoadBalancers[0]!.SecurityGroups
  },
  ModifyListenerAttributes: () => {
    const Attributes = [{ Key: 'routing.http.response.x_frame_options.header_value', Value: 'sg-1' }]
    const answer = sim.elbv2.modifyListenerAttributes({ ListenerArn: listener, Attributes })
    return answer.Attributes.filter(({ Value }) => Value !== '' && Value !== 'true').map(({ Value }) => Value)
  },
  PutNotificationConfiguration: () => {
    const TopicARN = 'arn:aws:sns:us-east-1:123456789012:sg-1'
    const NotificationTypes = ['autoscaling:EC2_INSTANCE_LAUNCH']
    sim.autoScaling.putNotificationConfiguration({ ...NODES, TopicARN, NotificationTypes })
    const { NotificationConfigurations } = sim.autoScaling.describeNotificationConfigurations()
    return NotificationConfigurations.map((row) => row.TopicARN?.split(':').at(-1))
  },
  PutLifecycleHook: () => {
    const NotificationTargetARN = 'sg-1'
    const LifecycleTransition = 'autoscaling:EC2_INSTANCE_LAUNCHING'
    sim.autoScaling.putLifecycleHook({
      ...NODES,
      LifecycleHookName: 'h',
      LifecycleTransition,
      NotificationTargetARN,
      RoleARN: 'arn:aws:iam::123456789012:role/r',
    })
    return sim.autoScaling.describeLifecycleHooks(NODES).LifecycleHooks.map((hook) => hook.NotificationTargetARN)
  },
}

test.each(Object.entries(WITHOUT_EFFECT))('%s keeps what has no effect', (_, keeps) => {
  expect(keeps()).toEqual(['sg-1'])
})

test('predictive policies are kept, and told of as not simulated', () => {
  const metric = { PredefinedMetricPairSpecification: { PredefinedMetricType: 'ASGCPUUtilization' } } as const
  sim.autoScaling.putScalingPolicy({
    ...NODES,
    PolicyName: 'forecast',
    PolicyType: 'PredictiveScaling',
    PredictiveScalingConfiguration: { MetricSpecifications: [{ TargetValue: 50, ...metric }] },
  })
  expect(sim.notSimulated().map(({ path }) => path)).toContain('PredictiveScalingConfiguration')
})

test('every operation that the page calls partial is tried here, or says which one it is like', () => {
  const page = readFileSync(new URL('../../docs/OPERATIONS.md', import.meta.url), 'utf8')
  const partial = [...page.matchAll(/^\| (\w+) \| partial \| (.*) \|$/gm)]
  const tried = new Set(
    [...ECS_CASES, ...ELB_CASES, ...OTHERS.flatMap(([, cases]) => cases)]
      .map(([operation]) => operation)
      .concat(Object.keys(WITHOUT_EFFECT)),
  )
  expect(partial.length).toBeGreaterThan(10)
  expect(
    partial.filter(([, name, why]) => !tried.has(name!) && !why!.startsWith('as ')).map(([, name]) => name),
  ).toEqual([])
})

// A small account in which each operation of scaling and of alarms finds what it needs.
import { Simulation } from '../../../src/index.ts'

export const WEB = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/prod/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const
export const API = { ...WEB, ResourceId: 'service/prod/api' } as const

export const TOPIC = 'arn:aws:sns:us-east-1:123456789012:pager'
/** A datapoint's name and dimensions, and the metric with its namespace. */
export const DATUM = { MetricName: 'Load', Dimensions: [{ Name: 'Service', Value: 'web' }] }
export const LOAD = { Namespace: 'Shop', ...DATUM }

export const LAUNCH = { LaunchTemplateName: 'nodes', Version: '1' } as const
const VPC = 'vpc-0123456789abcdef0'
const ZONES = ['us-east-1a', 'us-east-1b']

export function scalingAccount(): Simulation {
  const subnets = { 'subnet-a': { availabilityZone: 'us-east-1a', vpcId: VPC } }
  const sim = new Simulation({ seed: 'scaling-members', startAt: '2026-01-05T00:00:00Z', subnets })
  serve(sim)
  gather(sim)
  sim.advance('10m')
  scale(sim)
  scaleGroups(sim)
  watch(sim)
  sim.advance('5m')
  sim.autoScaling.putLifecycleHook({
    AutoScalingGroupName: 'slow',
    LifecycleHookName: 'prepare',
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
    HeartbeatTimeout: 600,
  })
  for (const AutoScalingGroupName of ['slow', 'fleet'])
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName, DesiredCapacity: 3 })
  sim.autoScaling.startInstanceRefresh({ AutoScalingGroupName: 'rolling', Preferences: { InstanceWarmup: 900 } })
  setAside(sim)
  sim.advance('3m')
  return sim
}

/** An instance in standby, a group that is gone, and one whose processes are suspended. */
function setAside({ autoScaling }: Simulation): void {
  const [member] = autoScaling
    .describeAutoScalingInstances()
    .AutoScalingInstances.filter((each) => each.AutoScalingGroupName === 'slow')
  const InstanceIds = [member?.InstanceId as string]
  autoScaling.enterStandby({ AutoScalingGroupName: 'slow', ShouldDecrementDesiredCapacity: true, InstanceIds })
  autoScaling.deleteAutoScalingGroup({ AutoScalingGroupName: 'gone', ForceDelete: true })
  autoScaling.suspendProcesses({ AutoScalingGroupName: 'empty' })
}

function serve({ ecs, fleet }: Simulation): void {
  ecs.createCluster({ clusterName: 'prod' })
  ecs.createCluster({ clusterName: 'nodes' })
  fleet.launch({ cluster: 'prod', instanceType: 'm5.2xlarge', ready: true })
  ecs.registerTaskDefinition({ family: 'app', containerDefinitions: [{ name: 'app', image: 'a', memory: 128 }] })
  for (const serviceName of ['web', 'api', 'plain'])
    ecs.createService({ cluster: 'prod', serviceName, taskDefinition: 'app', desiredCount: 2 })
}

/** Groups of every kind of launch, and target groups for their instances. */
function gather({ autoScaling, fleet, elbv2 }: Simulation): void {
  for (const instanceType of ['m5.large', 'm5.xlarge'])
    fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType, cluster: 'nodes' })
  autoScaling.createLaunchConfiguration({ LaunchConfigurationName: 'old', InstanceType: 'm5.large', ImageId: 'ami-1' })
  autoScaling.createLaunchConfiguration({ LaunchConfigurationName: 'spare', InstanceType: 'm5.large' })
  for (const AutoScalingGroupName of ['fleet', 'slow', 'rolling', 'back', 'empty', 'gone'])
    autoScaling.createAutoScalingGroup({
      AutoScalingGroupName,
      MinSize: 0,
      MaxSize: 10,
      DesiredCapacity: AutoScalingGroupName === 'empty' ? 0 : 2,
      LaunchTemplate: LAUNCH,
      AvailabilityZones: ZONES,
      HealthCheckGracePeriod: AutoScalingGroupName === 'slow' ? 3_600 : 0,
      Tags: [{ Key: 'team', Value: AutoScalingGroupName, PropagateAtLaunch: true }],
    })
  fleet.createLaunchTemplate({ launchTemplateName: 'bare', instanceType: 'm5.large', cluster: null })
  const pooled = { MinSize: 0, MaxSize: 10, DesiredCapacity: 1, LaunchTemplate: { LaunchTemplateName: 'bare' } }
  autoScaling.createAutoScalingGroup({ AutoScalingGroupName: 'pooled', ...pooled, AvailabilityZones: ZONES })
  autoScaling.putWarmPool({ AutoScalingGroupName: 'pooled', MinSize: 3, MaxGroupPreparedCapacity: 3 })
  for (const Name of ['one', 'two', 'three'])
    elbv2.createTargetGroup({ Name, Protocol: 'HTTP', Port: 80, VpcId: VPC, TargetType: 'instance' })
}

function scale({ applicationAutoScaling: scaling }: Simulation): void {
  for (const [index, where] of [WEB, API].entries()) {
    scaling.registerScalableTarget({ ...where, MinCapacity: 1 + 2 * index, MaxCapacity: 10, Tags: { team: 'blue' } })
    for (const PolicyName of ['cpu', 'steps'])
      scaling.putScalingPolicy({
        ...where,
        PolicyName,
        ...(PolicyName === 'cpu'
          ? {
              PolicyType: 'TargetTrackingScaling',
              TargetTrackingScalingPolicyConfiguration: {
                TargetValue: 50,
                PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
              },
            }
          : {
              PolicyType: 'StepScaling',
              StepScalingPolicyConfiguration: {
                AdjustmentType: 'ChangeInCapacity',
                StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
              },
            }),
      })
    for (const ScheduledActionName of ['night', 'day'])
      scaling.putScheduledAction({
        ...where,
        ScheduledActionName,
        Schedule: ScheduledActionName === 'day' ? 'rate(1 day)' : 'cron(0 3 * * ? *)',
        ScalableTargetAction: { MinCapacity: 2 },
      })
  }
}

function scaleGroups({ autoScaling: groups, elbv2 }: Simulation): void {
  for (const AutoScalingGroupName of ['fleet', 'slow']) {
    groups.putScalingPolicy({
      AutoScalingGroupName,
      PolicyName: 'more',
      AdjustmentType: 'ChangeInCapacity',
      ScalingAdjustment: 1,
      Cooldown: 3_600,
    })
    groups.putScalingPolicy({
      AutoScalingGroupName,
      PolicyName: 'steps',
      PolicyType: 'StepScaling',
      AdjustmentType: 'ChangeInCapacity',
      StepAdjustments: [
        { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 },
        { MetricIntervalLowerBound: 10, ScalingAdjustment: 3 },
      ],
    })
    for (const ScheduledActionName of ['night', 'day'])
      groups.putScheduledUpdateGroupAction({
        AutoScalingGroupName,
        ScheduledActionName,
        Recurrence: ScheduledActionName === 'day' ? '0 9 * * *' : '0 3 * * *',
        DesiredCapacity: 3,
      })
    for (const LifecycleHookName of ['goodbye', 'farewell'])
      groups.putLifecycleHook({
        AutoScalingGroupName,
        LifecycleHookName,
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      })
    groups.putNotificationConfiguration({
      AutoScalingGroupName,
      TopicARN: TOPIC,
      NotificationTypes: ['autoscaling:EC2_INSTANCE_LAUNCH', 'autoscaling:EC2_INSTANCE_TERMINATE'],
    })
  }
  groups.enableMetricsCollection({ AutoScalingGroupName: 'fleet', Granularity: '1Minute' })
  const arns = elbv2.describeTargetGroups({ Names: ['one', 'two'] }).TargetGroups
  groups.attachLoadBalancerTargetGroups({
    AutoScalingGroupName: 'fleet',
    TargetGroupARNs: arns.map(({ TargetGroupArn }) => TargetGroupArn as string),
  })
  groups.startInstanceRefresh({ AutoScalingGroupName: 'rolling', Preferences: { InstanceWarmup: 0 } })
  groups.startInstanceRefresh({
    AutoScalingGroupName: 'back',
    DesiredConfiguration: { LaunchTemplate: { LaunchTemplateName: 'nodes', Version: '2' } },
    Preferences: { InstanceWarmup: 600 },
  })
}

function watch({ cloudWatch: watcher, nowMs }: Simulation): void {
  for (const [index, AlarmName] of ['busy', 'busier'].entries())
    watcher.putMetricAlarm({
      AlarmName,
      ...LOAD,
      Statistic: 'Average',
      Period: 60 + 60 * index,
      EvaluationPeriods: 1,
      Threshold: 50,
      ComparisonOperator: 'GreaterThanThreshold',
      Unit: index === 0 ? 'Count' : 'Percent',
      AlarmActions: [TOPIC],
      Tags: [{ Key: 'team', Value: 'blue' }],
    })
  watcher.putMetricAlarm({
    AlarmName: 'slowest',
    ...LOAD,
    ExtendedStatistic: 'p99',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 50,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  })
  watcher.disableAlarmActions({ AlarmNames: ['slowest'] })
  watcher.putCompositeAlarm({ AlarmName: 'both', AlarmRule: 'ALARM(busy) AND ALARM(busier)' })
  const at = (minutes: number) => ({ Timestamp: new Date(nowMs + minutes * 60_000) })
  watcher.putMetricData({
    Namespace: 'Shop',
    MetricData: [
      { ...DATUM, Value: 70, Unit: 'Count' },
      { ...DATUM, Value: 30, Unit: 'Count', ...at(-2) },
      { ...DATUM, Value: 20, Unit: 'Percent' },
      { MetricName: 'Load', Dimensions: [{ Name: 'Service', Value: 'api' }], Value: 3, ...at(-300) },
    ],
  })
  for (const DashboardName of ['shop', 'stock'])
    watcher.putDashboard({ DashboardName, DashboardBody: '{"widgets":[]}', Tags: [{ Key: 'team', Value: 'blue' }] })
}

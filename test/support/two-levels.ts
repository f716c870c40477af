// Two levels of scaling: the services gray and red share an instance of 8 vCPU, in tasks of 2 vCPU; the rule "CPU above 60 %, add one; below
// 50 %, remove one" counts for their tasks, and ECS or the same rule for the instances.
import { Simulation, type SimulationOptions } from '../../src/index.ts'

const RULE = [
  { name: 'busy', add: 1, alarm: { ComparisonOperator: 'GreaterThanThreshold', Threshold: 60 } },
  { name: 'idle', add: -1, alarm: { ComparisonOperator: 'LessThanThreshold', Threshold: 50 } },
] as const

export type InstanceLevel = 'managed' | 'rule'

/** One instance and no task yet. */
export function twoLevels(level: InstanceLevel, options: SimulationOptions = {}): Simulation {
  const sim = new Simulation({ seed: 'two-levels', startAt: '2026-01-05T09:00:00Z', ...options })
  sim.ecs.createCluster({ clusterName: 'shop' })
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.2xlarge', cluster: 'shop' })
  sim.autoScaling.createAutoScalingGroup({
    AutoScalingGroupName: 'nodes',
    LaunchTemplate: { LaunchTemplateName: 'nodes' },
    AvailabilityZones: ['us-east-1a'],
    MinSize: 1,
    MaxSize: 4,
    NewInstancesProtectedFromScaleIn: level === 'managed',
  })
  if (level === 'managed') manage(sim)
  else ruleInstances(sim)
  sim.advance('2m')
  for (const name of ['gray', 'red']) addService(sim, name)
  sim.runUntil('steady', { atMost: '10m' })
  return sim
}

function manage(sim: Simulation): void {
  const [group] = sim.autoScaling.describeAutoScalingGroups({}).AutoScalingGroups
  sim.ecs.createCapacityProvider({
    name: 'own',
    autoScalingGroupProvider: {
      autoScalingGroupArn: group!.AutoScalingGroupARN as string,
      managedScaling: { status: 'ENABLED', targetCapacity: 100 },
      managedTerminationProtection: 'ENABLED',
    },
  })
  sim.ecs.putClusterCapacityProviders({
    cluster: 'shop',
    capacityProviders: ['own'],
    defaultCapacityProviderStrategy: [{ capacityProvider: 'own', weight: 1 }],
  })
}

function ruleInstances(sim: Simulation): void {
  for (const { name, add, alarm } of RULE) {
    const { PolicyARN } = sim.autoScaling.putScalingPolicy({
      AutoScalingGroupName: 'nodes',
      PolicyName: name,
      PolicyType: 'SimpleScaling',
      AdjustmentType: 'ChangeInCapacity',
      ScalingAdjustment: add,
      Cooldown: 300,
    })
    watch(
      sim,
      `nodes-${name}`,
      { Namespace: 'AWS/EC2', of: { AutoScalingGroupName: 'nodes' }, EvaluationPeriods: 5 },
      {
        ...alarm,
        AlarmActions: [PolicyARN as string],
      },
    )
  }
}

function addService(sim: Simulation, name: string): void {
  sim.ecs.registerTaskDefinition({
    family: name,
    containerDefinitions: [{ name, image: `example.com/${name}:1`, cpu: 2_048, memory: 4_096 }],
  })
  sim.ecs.createService({ cluster: 'shop', serviceName: name, taskDefinition: name, desiredCount: 1 })
  const target = {
    ServiceNamespace: 'ecs',
    ResourceId: `service/shop/${name}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  } as const
  sim.applicationAutoScaling.registerScalableTarget({ ...target, MinCapacity: 1, MaxCapacity: 4 })
  for (const { name: rule, add, alarm } of RULE) {
    const bound = add > 0 ? { MetricIntervalLowerBound: 0 } : { MetricIntervalUpperBound: 0 }
    const { PolicyARN } = sim.applicationAutoScaling.putScalingPolicy({
      ...target,
      PolicyName: `${name}-${rule}`,
      PolicyType: 'StepScaling',
      StepScalingPolicyConfiguration: {
        AdjustmentType: 'ChangeInCapacity',
        StepAdjustments: [{ ...bound, ScalingAdjustment: add }],
        Cooldown: 180,
      },
    })
    const of = { ClusterName: 'shop', ServiceName: name }
    watch(
      sim,
      `${name}-${rule}`,
      { Namespace: 'AWS/ECS', of, EvaluationPeriods: 3 },
      {
        ...alarm,
        AlarmActions: [PolicyARN as string],
      },
    )
  }
}

interface Watched {
  readonly Namespace: string
  readonly of: Readonly<Record<string, string>>
  readonly EvaluationPeriods: number
}

function watch(
  sim: Simulation,
  AlarmName: string,
  { of, ...metric }: Watched,
  alarm: Pick<
    Parameters<Simulation['cloudWatch']['putMetricAlarm']>[0],
    'ComparisonOperator' | 'Threshold' | 'AlarmActions'
  >,
): void {
  sim.cloudWatch.putMetricAlarm({
    AlarmName,
    MetricName: 'CPUUtilization',
    Dimensions: Object.entries(of).map(([Name, Value]) => ({ Name, Value })),
    Statistic: 'Average',
    Period: 60,
    ...metric,
    ...alarm,
  })
}

/** Red keeps at 55 %; gray is asked for 40 requests a second, for an hour for 220; a task serves 100. */
export function busyHour(sim: Simulation): void {
  sim.load.drive('red', { requestsPerSecond: 55, cpuSecondsPerRequest: 0.02 })
  const turns = [
    { at: '10m', value: 220 },
    { at: '70m', value: 40 },
  ]
  sim.load.drive('gray', { requestsPerSecond: { steps: { from: 40, turns } }, cpuSecondsPerRequest: 0.02 })
  sim.advance('150m')
}

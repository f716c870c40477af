// Two levels of scaling: two services share one instance of 8 vCPU, in tasks of 2 vCPU each. One of them wants more than there is: where does
// its fourth task go, and how does everything come back? Then the same rule, "add one above 60 % CPU, remove one below 50 %", for instances too.
import { Simulation } from 'ecs-drydock'
import { formatScalingReport, formatSeries } from 'ecs-drydock/report'

const START = '2026-01-05T09:00:00Z'
const ALARMS = [
  { name: 'busy', ComparisonOperator: 'GreaterThanThreshold', Threshold: 60, EvaluationPeriods: 3, add: 1 },
  { name: 'idle', ComparisonOperator: 'LessThanThreshold', Threshold: 50, EvaluationPeriods: 5, add: -1 },
] as const

/** One instance, and the services gray and red on it, a task each. */
function stage(): Simulation {
  const sim = new Simulation({ seed: 'two-levels', startAt: START })
  sim.ecs.createCluster({ clusterName: 'shop' })
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.2xlarge', cluster: 'shop' })
  sim.autoScaling.createAutoScalingGroup({
    AutoScalingGroupName: 'nodes',
    LaunchTemplate: { LaunchTemplateName: 'nodes' },
    AvailabilityZones: ['us-east-1a'],
    MinSize: 1,
    MaxSize: 4,
    NewInstancesProtectedFromScaleIn: true,
  })
  const [group] = sim.autoScaling.describeAutoScalingGroups({}).AutoScalingGroups
  sim.ecs.createCapacityProvider({
    name: 'own',
    autoScalingGroupProvider: {
      autoScalingGroupArn: group!.AutoScalingGroupARN!,
      managedScaling: { status: 'ENABLED', targetCapacity: 100 },
      managedTerminationProtection: 'ENABLED',
    },
  })
  sim.ecs.putClusterCapacityProviders({
    cluster: 'shop',
    capacityProviders: ['own'],
    defaultCapacityProviderStrategy: [{ capacityProvider: 'own', weight: 1 }],
  })
  sim.advance('5m')
  for (const name of ['gray', 'red']) {
    sim.ecs.registerTaskDefinition({
      family: name,
      containerDefinitions: [{ name, image: `example.com/${name}:1`, cpu: 2048, memory: 4096 }],
    })
    sim.ecs.createService({ cluster: 'shop', serviceName: name, taskDefinition: name, desiredCount: 1 })
    scaleService(sim, name)
  }
  return sim
}

/** The rule on the level of tasks: between 1 and 4. */
function scaleService(sim: Simulation, name: string): void {
  const target = {
    ServiceNamespace: 'ecs',
    ResourceId: `service/shop/${name}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  } as const
  sim.applicationAutoScaling.registerScalableTarget({ ...target, MinCapacity: 1, MaxCapacity: 4 })
  for (const { name: which, add, ...alarm } of ALARMS) {
    const { PolicyARN } = sim.applicationAutoScaling.putScalingPolicy({
      ...target,
      PolicyName: `${name}-${which}`,
      PolicyType: 'StepScaling',
      StepScalingPolicyConfiguration: {
        AdjustmentType: 'ChangeInCapacity',
        Cooldown: 180,
        StepAdjustments: [
          add > 0
            ? { MetricIntervalLowerBound: 0, ScalingAdjustment: add }
            : { MetricIntervalUpperBound: 0, ScalingAdjustment: add },
        ],
      },
    })
    sim.cloudWatch.putMetricAlarm({
      AlarmName: `${name}-${which}`,
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      Dimensions: [
        { Name: 'ClusterName', Value: 'shop' },
        { Name: 'ServiceName', Value: name },
      ],
      Statistic: 'Average',
      Period: 60,
      ...alarm,
      AlarmActions: [PolicyARN as string],
    })
  }
}

/** A task serves 100 requests a second. Red keeps at 55 %; gray has a busy hour. */
function drive(sim: Simulation): void {
  sim.load.drive('red', { requestsPerSecond: 55, cpuSecondsPerRequest: 0.02 })
  sim.load.drive('gray', {
    requestsPerSecond: { steps: { from: 40, turns: [{ at: '10m', value: 220 }, { at: '70m', value: 40 }] } },
    cpuSecondsPerRequest: 0.02,
  })
}

const sim = stage()
sim.runUntil('steady', { atMost: '10m' })
drive(sim)
sim.advance('150m')
console.log(formatSeries(sim.series('shop/gray', ['cpu', 'desired', 'running', 'pending', 'instances', 'groupDesired', 'reservation']), { height: 6 }))
console.log(formatScalingReport(sim.scalingReport()))
console.log(JSON.stringify(sim.cost({instances:{'m5.2xlarge':0.384}}),null,1).replace(/\n\s+/g,' '))

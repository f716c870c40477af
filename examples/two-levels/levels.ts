// Two levels of scaling. Two services share one instance of 8 vCPU, in tasks of 2 vCPU each; one of them gets busy. Where does its fourth task go,
// and how does everything come back? First ECS manages the instances; then the rule of the tasks counts for instances, too: "CPU above 60 %, add
// one; below 50 %, remove one".
import { Simulation } from 'ecs-drydock'
import { formatScalingReport, formatSeries } from 'ecs-drydock/report'

const RULES = [
  { name: 'busy', add: 1, alarm: { ComparisonOperator: 'GreaterThanThreshold', Threshold: 60 } },
  { name: 'idle', add: -1, alarm: { ComparisonOperator: 'LessThanThreshold', Threshold: 50 } },
] as const

/** One instance in a group of up to four. */
function cluster({ protects }: { readonly protects: boolean }): Simulation {
  const sim = new Simulation({ seed: 'two-levels', startAt: '2026-01-05T09:00:00Z' })
  sim.ecs.createCluster({ clusterName: 'shop' })
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.2xlarge', cluster: 'shop' })
  sim.autoScaling.createAutoScalingGroup({
    AutoScalingGroupName: 'nodes',
    LaunchTemplate: { LaunchTemplateName: 'nodes' },
    AvailabilityZones: ['us-east-1a'],
    MinSize: 1,
    MaxSize: 4,
    NewInstancesProtectedFromScaleIn: protects,
  })
  return sim
}

/** ECS adds an instance when a task finds no room, and removes one when it stands empty. */
function manageInstances(sim: Simulation): void {
  const [group] = sim.autoScaling.describeAutoScalingGroups({}).AutoScalingGroups
  sim.ecs.createCapacityProvider({
    name: 'nodes',
    autoScalingGroupProvider: {
      autoScalingGroupArn: group?.AutoScalingGroupARN as string,
      managedScaling: { status: 'ENABLED', targetCapacity: 100 },
      managedTerminationProtection: 'ENABLED',
    },
  })
  sim.ecs.putClusterCapacityProviders({
    cluster: 'shop',
    capacityProviders: ['nodes'],
    defaultCapacityProviderStrategy: [{ capacityProvider: 'nodes', weight: 1 }],
  })
}

/** The same rule as for tasks, by the CPU of the instances. */
function ruleForInstances(sim: Simulation): void {
  for (const { name, add, alarm } of RULES) {
    const { PolicyARN } = sim.autoScaling.putScalingPolicy({
      AutoScalingGroupName: 'nodes',
      PolicyName: name,
      PolicyType: 'SimpleScaling',
      AdjustmentType: 'ChangeInCapacity',
      ScalingAdjustment: add,
      Cooldown: 300,
    })
    sim.cloudWatch.putMetricAlarm({
      AlarmName: `nodes-${name}`,
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      Dimensions: [{ Name: 'AutoScalingGroupName', Value: 'nodes' }],
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 5,
      ...alarm,
      AlarmActions: [PolicyARN as string],
    })
  }
}

/** A service of one to four tasks, by the rule. */
function service(sim: Simulation, name: string): void {
  sim.ecs.registerTaskDefinition({
    family: name,
    containerDefinitions: [{ name, image: `example.com/${name}:1`, cpu: 2048, memory: 4096 }],
  })
  sim.ecs.createService({ cluster: 'shop', serviceName: name, taskDefinition: name, desiredCount: 1 })
  const target = {
    ServiceNamespace: 'ecs',
    ResourceId: `service/shop/${name}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  } as const
  sim.applicationAutoScaling.registerScalableTarget({ ...target, MinCapacity: 1, MaxCapacity: 4 })
  for (const { name: rule, add, alarm } of RULES) {
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
    sim.cloudWatch.putMetricAlarm({
      AlarmName: `${name}-${rule}`,
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      Dimensions: [
        { Name: 'ClusterName', Value: 'shop' },
        { Name: 'ServiceName', Value: name },
      ],
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 3,
      ...alarm,
      AlarmActions: [PolicyARN as string],
    })
  }
}

/** Two hours and a half: a task serves 100 requests a second; red is asked for 55, gray for 40, for an hour for 220. */
function play(sim: Simulation): void {
  sim.advance('2m')
  service(sim, 'gray')
  service(sim, 'red')
  sim.runUntil('steady', { atMost: '10m' })
  sim.load.drive('red', { requestsPerSecond: 55, cpuSecondsPerRequest: 0.02 })
  const busyHour = {
    from: 40,
    turns: [
      { at: '10m', value: 220 },
      { at: '70m', value: 40 },
    ],
  }
  sim.load.drive('gray', { requestsPerSecond: { steps: busyHour }, cpuSecondsPerRequest: 0.02 })
  sim.advance('150m')
}

const clock = (atMs: number) => new Date(atMs).toISOString().slice(11, 19)

/** What happened, in order. */
function tell(sim: Simulation): void {
  for (const { subject, ...change } of changesOf(sim))
    console.log(`${clock(change.atMs)}  ${subject.padEnd(10)} ${change.from} → ${change.to}`)
}

function changesOf(sim: Simulation) {
  const subjects = sim
    .scalingReport()
    .subjects.flatMap(({ name, policies }) =>
      policies.flatMap(({ activities }) => activities.map((activity) => ({ subject: name, ...activity }))),
    )
  return subjects.sort((one, other) => one.atMs - other.atMs)
}

function draw(sim: Simulation): void {
  const look = { color: process.stdout.isTTY && !process.env.NO_COLOR, height: 6 }
  const { columns, ...gray } = sim.series('shop/gray', ['cpu', 'desired', 'running', 'instances'])
  const red = sim.series('shop/red', ['running'])
  // Both services in one chart: a series is plain data.
  const both = {
    ...gray,
    columns: { ...columns, red: red.columns.running ?? [] },
    units: { ...gray.units, red: 'tasks' },
  }
  const panels = [['cpu'], ['desired', 'running'], ['red'], ['instances']]
  console.log(`\n${formatSeries(both, { ...look, panels })}\n`)
  console.log(`${formatScalingReport(sim.scalingReport(), look)}\n`)
}

console.log('ECS manages the instances: a task that finds no room brings one, and an empty one goes.\n')
const managed = cluster({ protects: true })
manageInstances(managed)
play(managed)
tell(managed)
draw(managed)

console.log('The rule of the tasks for instances, too: with one more, the CPU of all is below 50 %, so that one')
console.log('goes. It is the one with all the tasks; red finds no room any more until gray makes some.\n')
const ruled = cluster({ protects: false })
ruleForInstances(ruled)
play(ruled)
tell(ruled)
draw(ruled)

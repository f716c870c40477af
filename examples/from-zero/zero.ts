// From zero: at night there is neither a task nor an instance. At half past eight a schedule wants twelve tasks, two to an instance. How long
// until they run, and why does it take two rounds?
import { Simulation } from 'ecs-drydock'
import { formatScalingReport, formatSeries } from 'ecs-drydock/report'

const sim = new Simulation({ seed: 'from-zero', startAt: '2026-01-05T08:00:00Z' })
sim.ecs.createCluster({ clusterName: 'prod' })
sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.large', cluster: 'prod' })
sim.autoScaling.createAutoScalingGroup({
  AutoScalingGroupName: 'nodes',
  LaunchTemplate: { LaunchTemplateName: 'nodes' },
  AvailabilityZones: ['us-east-1a', 'us-east-1b'],
  MinSize: 0,
  MaxSize: 20,
})
const [group] = sim.autoScaling.describeAutoScalingGroups({}).AutoScalingGroups
sim.ecs.createCapacityProvider({
  name: 'nodes',
  autoScalingGroupProvider: {
    autoScalingGroupArn: group?.AutoScalingGroupARN as string,
    managedScaling: { status: 'ENABLED', targetCapacity: 100, instanceWarmupPeriod: 180 },
  },
})
sim.ecs.putClusterCapacityProviders({
  cluster: 'prod',
  capacityProviders: ['nodes'],
  defaultCapacityProviderStrategy: [{ capacityProvider: 'nodes', weight: 1 }],
})
sim.ecs.registerTaskDefinition({
  family: 'office',
  containerDefinitions: [{ name: 'app', image: 'example.com/office:3', cpu: 1024, memory: 2048 }],
})
sim.ecs.createService({ cluster: 'prod', serviceName: 'office', taskDefinition: 'office', desiredCount: 0 })

const target = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/prod/office',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const
sim.applicationAutoScaling.registerScalableTarget({ ...target, MinCapacity: 0, MaxCapacity: 0 })
const schedule = (name: string, at: string, count: number) =>
  sim.applicationAutoScaling.putScheduledAction({
    ...target,
    ScheduledActionName: name,
    Schedule: `cron(${at} * * ? *)`,
    ScalableTargetAction: { MinCapacity: count, MaxCapacity: count },
  })
schedule('open', '30 8', 12)
schedule('close', '30 9', 0)
sim.advance('2h30m')

const look = { color: process.stdout.isTTY && !process.env.NO_COLOR }
const series = sim.series('prod/office', ['desired', 'running', 'pending', 'groupDesired', 'instances', 'reservation'])
const panels = [['desired', 'running'], ['pending'], ['groupDesired', 'instances'], ['reservation']]
console.log(`${formatSeries(series, { ...look, height: 5, panels, targets: { reservation: 100 } })}\n`)
console.log(formatScalingReport(sim.scalingReport(), look))

const running = series.columns.running ?? []
const opened = series.times.indexOf(Date.parse('2026-01-05T08:30:00Z'))
const whole = running.findIndex((count, nth) => nth >= opened && count === 12)
console.log(`\nall twelve run ${whole - opened + 1} minutes after the schedule`)

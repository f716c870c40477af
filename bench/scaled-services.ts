// A cluster that scales: services under load with target tracking, on Auto Scaling groups that ECS manages.
import { diurnal, Simulation } from '../src/index.ts'

export interface ScaledPlan {
  readonly services: number
  /** Of the whole day, on average. */
  readonly instances: number
  readonly groups: number
}

/** Four fit: the rest is what target tracking keeps above its target, and what is left over. */
const TASKS_AN_INSTANCE = 3.6
const TARGET_PERCENT = 50
/** Of one task at the target, at 0.01 CPU seconds a request and 512 CPU units. */
const REQUESTS_A_TASK = 25
/** Of the mean: the rest of the day lies between. */
const AMPLITUDE = 0.6
/** The services of one group have their peaks within so much of each other, so that the group has to scale, too. */
const SPREAD_HOURS = 6

/** Every service has about the tasks that it needs, and the cluster the instances. */
export function scaledServices(plan: ScaledPlan): Simulation {
  const { services, instances, groups } = plan
  const sim = new Simulation({ startAt: '2026-01-05T00:00:00Z' })
  const tasks = (TASKS_AN_INSTANCE * instances) / services
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.large', cluster: 'prod' })
  const providers = Array.from({ length: groups }, (_, nth) => capacityProvider(sim, nth, plan))
  sim.ecs.putClusterCapacityProviders({
    cluster: 'prod',
    capacityProviders: providers,
    defaultCapacityProviderStrategy: [],
  })
  sim.advance('5m')
  sim.ecs.registerTaskDefinition({
    family: 'web',
    containerDefinitions: [{ name: 'app', image: 'example.com/web:1', cpu: 512, memory: 512 }],
  })
  for (let nth = 0; nth < services; nth++) {
    const peakHours = peakOf(nth, plan)
    createService(sim, `web-${nth}`, providers[nth % groups]!, Math.round(tasks * (1 + AMPLITUDE * waveAt(peakHours))))
    drive(sim, `web-${nth}`, tasks, peakHours)
  }
  sim.advance('55m')
  return sim
}

function capacityProvider(sim: Simulation, nth: number, { instances, groups }: ScaledPlan): string {
  const name = `nodes-${nth}`
  const most = (2 * instances) / groups
  sim.autoScaling.createAutoScalingGroup({
    AutoScalingGroupName: name,
    LaunchTemplate: { LaunchTemplateName: 'nodes' },
    AvailabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    MinSize: 0,
    MaxSize: most,
    DesiredCapacity: Math.ceil((instances / groups) * (1 + AMPLITUDE * waveAt(centreOf(nth, groups)))),
  })
  const [group] = sim.autoScaling.describeAutoScalingGroups({ AutoScalingGroupNames: [name] }).AutoScalingGroups
  sim.ecs.createCapacityProvider({
    name,
    autoScalingGroupProvider: {
      autoScalingGroupArn: group!.AutoScalingGroupARN!,
      managedScaling: { status: 'ENABLED', targetCapacity: 100 },
    },
  })
  return name
}

function createService(sim: Simulation, serviceName: string, capacityProvider: string, desiredCount: number): void {
  sim.ecs.createService({
    cluster: 'prod',
    serviceName,
    taskDefinition: 'web',
    desiredCount,
    capacityProviderStrategy: [{ capacityProvider, weight: 1 }],
    placementStrategy: [{ type: 'binpack', field: 'cpu' }],
  })
  const target = {
    ServiceNamespace: 'ecs',
    ResourceId: `service/prod/${serviceName}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  } as const
  sim.applicationAutoScaling.registerScalableTarget({ ...target, MinCapacity: 1, MaxCapacity: 1_000 })
  sim.applicationAutoScaling.putScalingPolicy({
    ...target,
    PolicyName: 'cpu',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: TARGET_PERCENT,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      ScaleOutCooldown: 60,
      ScaleInCooldown: 60,
    },
  })
}

function drive(sim: Simulation, service: string, tasks: number, peakHours: number): void {
  const mean = tasks * REQUESTS_A_TASK
  const requestsPerSecond = diurnal({ mean, amplitude: AMPLITUDE * mean, peak: `${Math.round(peakHours * 60)}m` })
  sim.load.drive(service, { requestsPerSecond, cpuSecondsPerRequest: 0.01 })
}

/** Hours after midnight. */
function peakOf(nth: number, { services, groups }: ScaledPlan): number {
  const within = Math.floor(nth / groups) / Math.ceil(services / groups) - 0.5
  return (centreOf(nth % groups, groups) + within * SPREAD_HOURS + 24) % 24
}

function centreOf(group: number, groups: number): number {
  return (24 * group) / groups
}

/** How high a day stands at midnight, from -1 to 1, as straight lines: near enough to begin with. */
function waveAt(peakHours: number): number {
  const away = Math.min(peakHours, 24 - peakHours)
  return 1 - away / 6
}

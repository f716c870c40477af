// Worlds that scale on two levels, by chance: a service with policies and a load, on instances that ECS manages.
import { fc } from '@fast-check/vitest'
import { Simulation, type SimulationOptions } from '../../src/index.ts'

export type ScalingStep =
  | { readonly do: 'advance'; readonly minutes: number; readonly seconds: number }
  | { readonly do: 'drive'; readonly cpuPercent: number }
  | { readonly do: 'bounds'; readonly min: number; readonly max: number }
  | { readonly do: 'suspend'; readonly out: boolean; readonly in: boolean }
  | { readonly do: 'desire'; readonly count: number }

export interface ScalingWorld {
  readonly policies: readonly PolicyPlan[]
  readonly startsWith: number
  readonly cpuPercent: number
  readonly cpu: number
  readonly managed: {
    readonly target: number
    readonly warmupSeconds: number
    readonly maxSize: number
    readonly protects: boolean
    readonly minStep: number
  }
}

type PolicyPlan =
  | { readonly kind: 'tracking'; readonly target: number; readonly out: number; readonly in: number }
  | { readonly kind: 'steps'; readonly above: number; readonly below: number; readonly cooldown: number }

const cooldown = fc.constantFrom(0, 60, 180, 300)
const policy: fc.Arbitrary<PolicyPlan> = fc.oneof(
  fc.record({
    kind: fc.constant('tracking' as const),
    target: fc.integer({ min: 30, max: 80 }),
    out: cooldown,
    in: cooldown,
  }),
  fc.record({
    kind: fc.constant('steps' as const),
    above: fc.integer({ min: 55, max: 80 }),
    below: fc.integer({ min: 20, max: 54 }),
    cooldown: fc.constantFrom(60, 180, 300),
  }),
)

export const scalingWorlds: fc.Arbitrary<ScalingWorld> = fc.record({
  policies: fc.array(policy, { minLength: 1, maxLength: 1 }),
  startsWith: fc.integer({ min: 1, max: 4 }),
  cpuPercent: fc.integer({ min: 10, max: 800 }),
  cpu: fc.constantFrom(512, 1024, 2048),
  managed: fc.record({
    target: fc.constantFrom(100, 100, 80, 50),
    warmupSeconds: fc.constantFrom(120, 300),
    maxSize: fc.integer({ min: 1, max: 8 }),
    protects: fc.boolean(),
    minStep: fc.constantFrom(1, 1, 2),
  }),
})

const step: fc.Arbitrary<ScalingStep> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      minutes: fc.integer({ min: 0, max: 25 }),
      seconds: fc.integer({ min: 0, max: 59 }),
    }),
  },
  fc.record({ do: fc.constant('drive' as const), cpuPercent: fc.integer({ min: 0, max: 1_000 }) }),
  fc.record({
    do: fc.constant('bounds' as const),
    min: fc.integer({ min: 0, max: 4 }),
    max: fc.integer({ min: 4, max: 12 }),
  }),
  fc.record({ do: fc.constant('suspend' as const), out: fc.boolean(), in: fc.boolean() }),
  fc.record({ do: fc.constant('desire' as const), count: fc.integer({ min: 0, max: 14 }) }),
)

export const scalingSteps = fc.array(step, { minLength: 1, maxLength: 12 })

const TARGET = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/prod/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const

export function begin(world: ScalingWorld, options: SimulationOptions = {}): Simulation {
  const sim = new Simulation({ startAt: '2026-01-05T09:00:00Z', ...options })
  sim.ecs.createCluster({ clusterName: 'prod' })
  makeGroup(sim, world.managed)
  sim.ecs.registerTaskDefinition({
    family: 'web',
    containerDefinitions: [{ name: 'app', image: 'example.com/web:1', cpu: world.cpu, memory: 1_024 }],
  })
  sim.ecs.createService({
    cluster: 'prod',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: world.startsWith,
    capacityProviderStrategy: [{ capacityProvider: 'own', weight: 1 }],
  })
  sim.applicationAutoScaling.registerScalableTarget({ ...TARGET, MinCapacity: 1, MaxCapacity: 10 })
  for (const [nth, plan] of world.policies.entries()) putPolicy(sim, plan, `policy-${nth}`)
  sim.load.drive('web', { cpuPercent: world.cpuPercent })
  return sim
}

function makeGroup(sim: Simulation, managed: ScalingWorld['managed']): void {
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.large', cluster: 'prod' })
  sim.autoScaling.createAutoScalingGroup({
    AutoScalingGroupName: 'nodes',
    LaunchTemplate: { LaunchTemplateName: 'nodes' },
    AvailabilityZones: ['us-east-1a', 'us-east-1b'],
    MinSize: 0,
    MaxSize: managed.maxSize,
    NewInstancesProtectedFromScaleIn: managed.protects,
  })
  const [group] = sim.autoScaling.describeAutoScalingGroups({}).AutoScalingGroups
  sim.ecs.createCapacityProvider({
    name: 'own',
    autoScalingGroupProvider: {
      autoScalingGroupArn: group!.AutoScalingGroupARN as string,
      managedScaling: {
        status: 'ENABLED',
        targetCapacity: managed.target,
        instanceWarmupPeriod: managed.warmupSeconds,
        minimumScalingStepSize: managed.minStep,
      },
      managedTerminationProtection: managed.protects ? 'ENABLED' : 'DISABLED',
    },
  })
  sim.ecs.putClusterCapacityProviders({
    cluster: 'prod',
    capacityProviders: ['own'],
    defaultCapacityProviderStrategy: [],
  })
}

function putPolicy(sim: Simulation, plan: PolicyPlan, PolicyName: string): void {
  if (plan.kind === 'tracking') {
    sim.applicationAutoScaling.putScalingPolicy({
      ...TARGET,
      PolicyName,
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: plan.target,
        ScaleOutCooldown: plan.out,
        ScaleInCooldown: plan.in,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      },
    })
    return
  }
  putSteps(sim, plan, PolicyName, 1)
  putSteps(sim, plan, PolicyName, -1)
}

function putSteps(sim: Simulation, plan: PolicyPlan & { kind: 'steps' }, name: string, add: 1 | -1): void {
  const { PolicyARN } = sim.applicationAutoScaling.putScalingPolicy({
    ...TARGET,
    PolicyName: `${name}/${add}`,
    PolicyType: 'StepScaling',
    StepScalingPolicyConfiguration: {
      AdjustmentType: 'ChangeInCapacity',
      Cooldown: plan.cooldown,
      StepAdjustments: [
        { ScalingAdjustment: add, ...(add > 0 ? { MetricIntervalLowerBound: 0 } : { MetricIntervalUpperBound: 0 }) },
      ],
    },
  })
  sim.cloudWatch.putMetricAlarm({
    AlarmName: `${name}/${add}`,
    Namespace: 'AWS/ECS',
    MetricName: 'CPUUtilization',
    Dimensions: [
      { Name: 'ClusterName', Value: 'prod' },
      { Name: 'ServiceName', Value: 'web' },
    ],
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: add > 0 ? plan.above : plan.below,
    ComparisonOperator: add > 0 ? 'GreaterThanThreshold' : 'LessThanThreshold',
    AlarmActions: [PolicyARN as string],
  })
}

export function take(sim: Simulation, step: ScalingStep): void {
  if (step.do === 'advance') sim.advance((step.minutes * 60 + step.seconds) * 1_000)
  else if (step.do === 'drive') sim.load.drive('web', { cpuPercent: step.cpuPercent })
  else if (step.do === 'desire') sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: step.count })
  else if (step.do === 'bounds')
    sim.applicationAutoScaling.registerScalableTarget({ ...TARGET, MinCapacity: step.min, MaxCapacity: step.max })
  else suspend(sim, step)
}

export function suspend(sim: Simulation, { out, in: isIn }: { readonly out: boolean; readonly in: boolean }): void {
  sim.applicationAutoScaling.registerScalableTarget({
    ...TARGET,
    SuspendedState: {
      DynamicScalingOutSuspended: out,
      DynamicScalingInSuspended: isIn,
      ScheduledScalingSuspended: out,
    },
  })
}

export function played(
  world: ScalingWorld,
  steps: readonly ScalingStep[],
  options: SimulationOptions = {},
): Simulation {
  const sim = begin(world, options)
  for (const each of steps) take(sim, each)
  return sim
}

// Tasks find no room, the capacity provider wakes its group, instances come, tasks land; and back again. Times of SC-06.
import { describe, expect, test } from 'vitest'
import { Simulation, steps as stepped } from '../../src/index.ts'

/** Placement to RUNNING 30 s, launch to InService 60 s, to registered 30 s more; what ends, ends at once. */
const TIMES = {
  ec2Dispatch: '0s',
  ec2PullBase: '0s',
  ec2CachedPull: '0s',
  imageMegabytes: 1,
  ec2PullMegabytesPerSecond: 1_000_000,
  ec2ContainerStart: '30s',
  gracefulExit: '0s',
  containerReport: '0s',
  instanceLaunch: '60s',
  agentRegister: '30s',
  instanceTerminate: '0s',
} as const

interface Plan {
  readonly target?: number
  readonly warmup?: number
  readonly desired?: number
  readonly maxSize?: number
  readonly protects?: boolean
  readonly drains?: boolean
  readonly cpu?: number
}

let sim: Simulation
const start = Date.parse('2026-01-05T09:00:00Z')

function begin({
  target = 100,
  warmup = 300,
  desired = 0,
  maxSize = 100,
  protects = false,
  drains = false,
  cpu = 1024,
}: Plan = {}): void {
  sim = new Simulation({ startAt: start, latencies: TIMES, paranoid: true })
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.large', cluster: 'prod' })
  sim.autoScaling.createAutoScalingGroup({
    AutoScalingGroupName: 'nodes',
    LaunchTemplate: { LaunchTemplateName: 'nodes' },
    AvailabilityZones: ['us-east-1a'],
    MinSize: 0,
    MaxSize: maxSize,
    DesiredCapacity: desired,
    NewInstancesProtectedFromScaleIn: protects,
  })
  sim.ecs.createCapacityProvider({
    name: 'own',
    autoScalingGroupProvider: {
      autoScalingGroupArn: sim.autoScaling.describeAutoScalingGroups({}).AutoScalingGroups[0]!.AutoScalingGroupARN!,
      managedScaling: { status: 'ENABLED', targetCapacity: target, instanceWarmupPeriod: warmup },
      managedTerminationProtection: protects ? 'ENABLED' : 'DISABLED',
      managedDraining: drains ? 'ENABLED' : 'DISABLED',
    },
  })
  sim.ecs.createCluster({ clusterName: 'prod', capacityProviders: ['own'] })
  sim.ecs.registerTaskDefinition({
    family: 'app',
    containerDefinitions: [{ name: 'app', image: 'app:1', cpu, memory: 512 }],
  })
}

const at = (seconds: number) => sim.advance(start + seconds * 1_000 - sim.nowMs)
const group = () => sim.autoScaling.describeAutoScalingGroups({}).AutoScalingGroups[0]!
const runTasks = (count: number) => {
  for (let left = count; left > 0; left -= 10)
    sim.ecs.runTask({
      cluster: 'prod',
      taskDefinition: 'app',
      count: Math.min(10, left),
      capacityProviderStrategy: [{ capacityProvider: 'own', weight: 1 }],
      placementStrategy: [{ type: 'binpack', field: 'cpu' }],
    })
}
const serve = (desiredCount: number) =>
  sim.ecs.createService({
    cluster: 'prod',
    serviceName: 'web',
    taskDefinition: 'app',
    desiredCount,
    capacityProviderStrategy: [{ capacityProvider: 'own', weight: 1 }],
    placementStrategy: [{ type: 'binpack', field: 'cpu' }],
  })
const scaleTo = (desiredCount: number) => sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount })
const reservation = (seconds: number) =>
  sim.cloudWatch.getMetricStatistics({
    Namespace: 'AWS/ECS/ManagedScaling',
    MetricName: 'CapacityProviderReservation',
    Dimensions: [
      { Name: 'ClusterName', Value: 'prod' },
      { Name: 'CapacityProviderName', Value: 'own' },
    ],
    StartTime: new Date(start + (seconds - 60) * 1_000),
    EndTime: new Date(start + seconds * 1_000),
    Period: 60,
    Statistics: ['Average'],
  }).Datapoints?.[0]?.Average
const counts = () => {
  const tasks = [...sim.view.tables.tasks.values()]
  const of = (status: string) => tasks.filter(({ lastStatus }) => lastStatus === status).length
  return { provisioning: of('PROVISIONING'), running: of('RUNNING') }
}
/** N, the metric, waiting and running tasks, and what the group wants, after the tick at a second. */
function line(seconds: number) {
  at(seconds)
  const n = group().Instances!.filter(({ LifecycleState }) => LifecycleState === 'InService').length
  const { provisioning, running } = counts()
  return [seconds, n, reservation(seconds), provisioning, running, group().DesiredCapacity]
}
/** `t: a→b` for every change of the desired capacity. */
function steps(): string[] {
  return sim.journal
    .filter(({ kind, set }) => kind === 'autoScalingGroup.changed' && 'desiredCapacity' in (set as object))
    .map(({ atMs, set }) => `${(atMs - start) / 1_000}: ${(set as { desiredCapacity: number }).desiredCapacity}`)
}

describe('from zero', () => {
  test('E-27a forty tasks, two an instance, a warm-up of 300 s', () => {
    begin()
    at(30)
    runTasks(40)
    expect([60, 120, 180, 360, 420, 480].map(line)).toEqual([
      [60, 0, 200, 40, 0, 2],
      [120, 2, 1_100, 40, 0, 2],
      [180, 2, 1_000, 36, 4, 2],
      [360, 2, 1_000, 36, 4, 20],
      [420, 20, 190, 36, 4, 20],
      [480, 20, 100, 0, 40, 20],
    ])
  })

  test('E-27b a warm-up that is shorter than launch and registration counts twice', () => {
    begin({ warmup: 60 })
    at(30)
    runTasks(40)
    // Without termination protection the group lets busy instances go, too: what follows is another story.
    at(1_100)
    expect(steps()).toEqual(['60: 2', '120: 22', '180: 40', '1080: 20'])
  })

  test('E-30 CP-37 an empty group below a target of 90 comes and goes', () => {
    begin({ target: 90 })
    at(1_100)
    expect(steps()).toEqual(['60: 2', '960: 1', '1020: 0', '1080: 2'])
  })
})

describe('scale-in', () => {
  function busy(): void {
    begin({ desired: 10, cpu: 2048 })
    serve(10)
    // Everything is at rest long before the story begins.
    sim.runUntil('steady', { atMost: '10m' })
    at(1_770)
  }
  const story = () => steps().map((step) => step.replace(/^\d+/, (seconds) => String(Number(seconds) - 1_740)))

  test('CP-25 tasks of two services that require the same are one group: six, two an instance, three instances', () => {
    begin({ desired: 1 })
    at(120)
    runTasks(2)
    at(170)
    for (const serviceName of ['a', 'b'])
      sim.ecs.createService({
        cluster: 'prod',
        serviceName,
        taskDefinition: 'app',
        desiredCount: 3,
        capacityProviderStrategy: [{ capacityProvider: 'own', weight: 1 }],
      })
    expect(line(180)).toEqual([180, 1, 400, 6, 2, 1])
  })

  test('E-28 fifteen low minutes, then half of it a minute', () => {
    busy()
    scaleTo(4)
    at(1_740 + 1_200)
    expect(story()).toEqual(['900: 5', '960: 4'])
  })

  test('E-29 who needs the room again in time, keeps it', () => {
    busy()
    scaleTo(4)
    at(1_740 + 840)
    scaleTo(12)
    at(1_740 + 1_800)
    expect(story()).toEqual(['900: 12'])
  })

  test('CP-40 CP-42 with termination protection only idle instances go, the busy ones when they are idle', () => {
    begin({ desired: 3, protects: true, cpu: 2048 })
    serve(3)
    sim.runUntil('steady', { atMost: '10m' })
    expect(group().Instances!.map(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn)).toEqual([true, true, true])
    scaleTo(1)
    const kept = [...sim.view.tables.tasks.values()].find(({ desiredStatus }) => desiredStatus === 'RUNNING')!
    sim.advance('20m')
    expect(group().DesiredCapacity).toBe(1)
    const [left, ...others] = group().Instances!
    expect(others).toEqual([])
    expect(sim.view.tables.containerInstances.get(kept.containerInstanceArn!)).toMatchObject({
      ec2InstanceId: left!.InstanceId,
      status: 'ACTIVE',
    })
    // By hand below what is busy: nobody goes before it is idle.
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName: 'nodes', DesiredCapacity: 0 })
    sim.advance('5m')
    expect(group().Instances).toHaveLength(1)
    scaleTo(0)
    sim.advance('5m')
    expect(group().Instances).toHaveLength(0)
  })

  test('CP-30 CP-43 with managed draining an instance that must go takes its tasks elsewhere first', () => {
    begin({ desired: 2, drains: true, cpu: 512 })
    serve(2)
    sim.ecs.updateService({
      cluster: 'prod',
      service: 'web',
      placementStrategy: [{ type: 'spread', field: 'instanceId' }],
      forceNewDeployment: true,
    })
    sim.runUntil('steady', { atMost: '20m' })
    expect(group().Instances).toHaveLength(2)
    const before = sim.journal.length
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName: 'nodes', DesiredCapacity: 1 })
    sim.advance('1s')
    expect(
      group()
        .Instances!.map(({ LifecycleState }) => LifecycleState)
        .sort(),
    ).toEqual(['InService', 'Terminating:Wait'])
    expect([...sim.view.tables.containerInstances.values()].map(({ status }) => status).sort()).toEqual([
      'ACTIVE',
      'DRAINING',
    ])
    sim.advance('10m')
    expect(group().Instances).toHaveLength(1)
    expect(counts()).toEqual({ provisioning: 0, running: 2 })
    const lost = sim.journal
      .slice(before)
      .filter(
        ({ kind, set }) => kind === 'task.stopped' && (set as { stopCode?: string }).stopCode === 'TerminationNotice',
      )
    expect(lost).toEqual([])
  })

  test('CP-43 CP-44 a standalone task holds its instance for 48 hours, and no longer', () => {
    begin({ desired: 1, drains: true })
    at(300)
    runTasks(1)
    at(400)
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName: 'nodes', DesiredCapacity: 0 })
    sim.advance('47h')
    expect(counts().running).toBe(1)
    sim.advance('1h')
    sim.advance('1m')
    expect(counts().running).toBe(0)
  })
})

describe('both levels', () => {
  test('E-31 the service wants more, the group makes room, the load falls, and both go back', () => {
    begin({ desired: 2, warmup: 300 })
    serve(4)
    sim.runUntil('steady', { atMost: '10m' })
    sim.applicationAutoScaling.registerScalableTarget({
      ServiceNamespace: 'ecs',
      ScalableDimension: 'ecs:service:DesiredCount',
      ResourceId: 'service/prod/web',
      MinCapacity: 4,
      MaxCapacity: 50,
    })
    sim.applicationAutoScaling.putScalingPolicy({
      PolicyName: 'cpu',
      ServiceNamespace: 'ecs',
      ScalableDimension: 'ecs:service:DesiredCount',
      ResourceId: 'service/prod/web',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 50,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      },
    })
    // The story begins long after the first instances have warmed up, with an ordinary load until then.
    const zero = 1_200
    sim.load.drive('prod/web', {
      cpuPercent: stepped(
        190,
        { at: new Date(start + zero * 1_000), value: 400 },
        { at: new Date(start + (zero + 1_200) * 1_000), value: 100 },
      ),
    })
    at(zero + 3_600)
    const story = (kind: string, member: string) =>
      sim.journal
        .filter((entry) => entry.kind === kind && member in (entry.set as object))
        .map(({ atMs, set }) => `${(atMs - start) / 1_000 - zero}: ${(set as Record<string, unknown>)[member]}`)
        .filter((step) => !step.startsWith('-'))
    expect(story('service.updated', 'desiredCount')).toEqual(['180: 8', '2100: 4'])
    expect(story('autoScalingGroup.changed', 'desiredCapacity')).toEqual(['240: 4', '3000: 2'])
    expect(story('task.placed', 'containerInstanceArn').map((step) => step.split(':')[0])).toEqual(Array(4).fill('330'))
    expect(group().Instances).toHaveLength(2)
  })
})

describe('what ECS puts into the account', () => {
  test('CP-08 CP-31 a tag, a policy and two alarms, and takes them away with the provider', () => {
    begin({ target: 80 })
    sim.settle()
    const { MetricAlarms } = sim.cloudWatch.describeAlarms({})
    expect(MetricAlarms).toMatchObject([
      { ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, Threshold: 80, Period: 60 },
      { ComparisonOperator: 'LessThanThreshold', EvaluationPeriods: 15, Threshold: 80, Period: 60 },
    ])
    expect(MetricAlarms![0]!.AlarmName).toMatch(/^TargetTracking-nodes-AlarmHigh-/)
    expect(group().Tags).toMatchObject([{ Key: 'AmazonECSManaged' }])
    sim.ecs.putClusterCapacityProviders({ cluster: 'prod', capacityProviders: [], defaultCapacityProviderStrategy: [] })
    sim.settle()
    expect(sim.cloudWatch.describeAlarms({}).MetricAlarms).toEqual([])
  })

  test('CP-05 another target moves the alarms', () => {
    begin()
    sim.settle()
    sim.ecs.updateCapacityProvider({
      name: 'own',
      autoScalingGroupProvider: { managedScaling: { targetCapacity: 50 } },
    })
    sim.settle()
    expect(sim.cloudWatch.describeAlarms({}).MetricAlarms!.map(({ Threshold }) => Threshold)).toEqual([50, 50])
  })

  test('CP-08 the metric of the past is there to be read, also after a restore', () => {
    begin()
    at(30)
    runTasks(4)
    at(600)
    const read = () => [60, 120, 180, 300, 600].map(reservation)
    const before = read()
    expect(before).toEqual([200, 200, 100, 100, 100])
    sim = Simulation.restore(sim.save())
    expect(read()).toEqual(before)
  })
})

test('a managed world goes on bit for bit after save, fork and forkAt', () => {
  begin({ drains: true, protects: true })
  serve(9)
  at(500)
  const others = [Simulation.restore(sim.save()), sim.fork(), sim.forkAt(sim.now)]
  const hashes = [sim, ...others].map((one) => {
    one.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 2 })
    one.advance('40m')
    one.checkInvariants()
    return one.journalHash()
  })
  expect(new Set(hashes).size).toBe(1)
})

describe('with a warm pool', () => {
  /** Seconds from when a task waits until it runs, with a pool or without. */
  function waitOf(prepare: () => void): number {
    begin({ protects: true, drains: true, maxSize: 4 })
    prepare()
    sim.advance('10m')
    const from = sim.nowMs
    runTasks(1)
    const { reached } = sim.runUntil(() => counts().running === 1, { atMost: '1h' })
    expect(reached).toBe(true)
    return (sim.nowMs - from) / 1000
  }

  test('AG-23, CP-32 a task that waits for a prepared instance runs 40 s sooner', () => {
    const cold = waitOf(() => {})
    const warm = waitOf(() => sim.autoScaling.putWarmPool({ AutoScalingGroupName: 'nodes' }))
    expect(cold - warm).toBe(60 - 20)
  })

  test('AG-23, CP-40, CP-43 the pool is no capacity of the provider; who goes is drained, and another is prepared', () => {
    begin({ protects: true, drains: true, maxSize: 3 })
    sim.autoScaling.putWarmPool({ AutoScalingGroupName: 'nodes' })
    at(600)
    expect([group().Instances.length, group().WarmPoolSize, reservation(600)]).toEqual([0, 3, 100])
    serve(1)
    at(900)
    // From none it takes two at once.
    expect(group().Instances.map(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn)).toEqual([true, true])
    expect(group().WarmPoolSize).toBe(1)
    scaleTo(0)
    at(3600)
    expect([group().DesiredCapacity, group().Instances.length, group().WarmPoolSize]).toEqual([0, 0, 3])
    expect(sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns).toEqual([])
  })

  test('AG-23, CP-43 the hook of managed draining holds no instance of the pool', () => {
    begin({ drains: true, maxSize: 3 })
    sim.autoScaling.putWarmPool({ AutoScalingGroupName: 'nodes' })
    at(300)
    sim.autoScaling.putWarmPool({ AutoScalingGroupName: 'nodes', MaxGroupPreparedCapacity: 1 })
    at(400)
    expect(group().WarmPoolSize).toBe(1)
  })
})

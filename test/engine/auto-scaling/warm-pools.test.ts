// Instances are prepared beside an Auto Scaling group, and go into service faster than new ones.
import { describe, expect, test } from 'vitest'
import type { PutWarmPoolInput } from '../../../src/api/shapes/auto-scaling-types.generated.ts'
import { Simulation, type SimulationOptions } from '../../../src/index.ts'
import {
  activitiesOf,
  containerInstancesIn,
  GROUP,
  groupIn,
  idsOf,
  makeGroup,
  simulationWithGroup,
  standOf,
} from '../../support/groups.ts'

const named = { AutoScalingGroupName: GROUP }
type Pool = Omit<PutWarmPoolInput, 'AutoScalingGroupName'>

function withPool(
  pool: Pool = {},
  group: Parameters<typeof makeGroup>[1] = {},
  options: SimulationOptions = {},
): Simulation {
  const sim = simulationWithGroup({ MaxSize: 4, DesiredCapacity: 1, ...group }, options)
  sim.autoScaling.putWarmPool({ ...named, ...pool })
  return sim
}

/** As its agents join no cluster, its instances may come back. */
function reusing(group: Parameters<typeof makeGroup>[1] = {}): Simulation {
  const sim = new Simulation({ paranoid: true })
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.large', cluster: null })
  makeGroup(sim, { MaxSize: 4, DesiredCapacity: 2, ...group })
  sim.autoScaling.putWarmPool({ ...named, InstanceReusePolicy: { ReuseOnScaleIn: true } })
  sim.advance('2m')
  return sim
}

const poolIn = (sim: Simulation) => sim.autoScaling.describeWarmPool(named).Instances
const poolStand = (sim: Simulation) =>
  poolIn(sim).map(({ AvailabilityZone: zone = '', LifecycleState: state }) => `${zone.at(-1)} ${state}`)
const want = (sim: Simulation, DesiredCapacity: number) =>
  sim.autoScaling.setDesiredCapacity({ ...named, DesiredCapacity })
const told = (sim: Simulation) => activitiesOf(sim).map(({ Description }) => Description?.replace(/: i-.*/, ''))

describe('filling', () => {
  test('E-34c, AG-23 four are prepared of ten with six in service, two with MaxGroupPreparedCapacity 8', () => {
    const sim = withPool({}, { MaxSize: 10, DesiredCapacity: 6 })
    sim.advance('2m')
    expect(poolIn(sim)).toHaveLength(4)
    expect(groupIn(sim)).toMatchObject({ DesiredCapacity: 6, WarmPoolSize: 4 })
    expect(groupIn(sim).Instances).toHaveLength(6)
    sim.autoScaling.putWarmPool({ ...named, MaxGroupPreparedCapacity: 8 })
    sim.advance('2m')
    expect(poolIn(sim)).toHaveLength(2)
    sim.autoScaling.putWarmPool({ ...named, MaxGroupPreparedCapacity: -1 })
    sim.advance('2m')
    expect(poolIn(sim)).toHaveLength(4)
  })

  test.each(['Stopped', 'Running', 'Hibernated'] as const)(
    'AG-23 prepared after a launch, and %s from then on',
    (PoolState) => {
      const sim = withPool({ PoolState })
      sim.settle()
      expect(poolStand(sim)).toEqual(['b Warmed:Pending', 'c Warmed:Pending', 'a Warmed:Pending'])
      sim.advance('60s')
      expect(poolStand(sim)).toEqual(['b', 'c', 'a'].map((zone) => `${zone} Warmed:${PoolState}`))
      expect(groupIn(sim).WarmPoolConfiguration).toEqual({ MinSize: 0, PoolState })
    },
  )

  test('AG-23 an agent in the pool waits: the cluster knows the instance once it goes into service', () => {
    const sim = withPool({ PoolState: 'Running' })
    sim.advance('10m')
    expect(containerInstancesIn(sim)).toHaveLength(1)
    const [next] = poolIn(sim)
    want(sim, 2)
    sim.advance('30s')
    const ids = containerInstancesIn(sim).map(({ ec2InstanceId }) => ec2InstanceId)
    expect(ids).toEqual([idsOf(sim)[0], next?.InstanceId])
  })

  test('AG-23 what the pool lacks is launched when EC2 has it again', () => {
    const sim = simulationWithGroup({ MaxSize: 3, DesiredCapacity: 1, AvailabilityZones: ['us-east-1a'] })
    sim.advance('2m')
    sim.faults.refuseInstances({ availabilityZone: 'us-east-1a' })
    sim.autoScaling.putWarmPool(named)
    sim.advance('90s')
    expect(poolIn(sim)).toEqual([])
    expect(activitiesOf(sim)[0]?.StatusCode).toBe('Failed')
    sim.faults.allowInstances({ availabilityZone: 'us-east-1a' })
    sim.advance('2m')
    expect(poolStand(sim)).toEqual(['a Warmed:Stopped', 'a Warmed:Stopped'])
  })

  test('AG-06, AG-23 one that a user calls ill is replaced, whatever the grace period; stopped ones outlive their zone', () => {
    const sim = withPool({}, { HealthCheckGracePeriod: 3600 })
    sim.advance('2m')
    const [first] = poolIn(sim)
    sim.autoScaling.setInstanceHealth({ InstanceId: first?.InstanceId, HealthStatus: 'Unhealthy' })
    sim.settle()
    expect(poolStand(sim)).toContain('b Warmed:Terminating')
    sim.advance('2m')
    expect(poolIn(sim).map(({ HealthStatus }) => HealthStatus)).toEqual(['Healthy', 'Healthy', 'Healthy'])
    const before = poolIn(sim).map(({ InstanceId }) => InstanceId)
    sim.faults.loseZone({ availabilityZone: 'us-east-1b' })
    sim.advance('2m')
    expect(poolIn(sim).map(({ InstanceId }) => InstanceId)).toEqual(before)
  })

  test('AG-23 one that runs is lost with its zone, and replaced elsewhere', () => {
    const sim = withPool({ PoolState: 'Running' })
    sim.advance('2m')
    sim.faults.loseZone({ availabilityZone: 'us-east-1b' })
    sim.advance('2m')
    expect(poolStand(sim).map((text) => text[0])).not.toContain('b')
    expect(poolIn(sim)).toHaveLength(3)
  })
})

describe('going into service', () => {
  test('AG-03, AG-23 a warm start takes 20 s where a cold one takes 60, one that runs none; AWS’s words', () => {
    for (const [PoolState, seconds] of [
      ['Stopped', 20],
      ['Hibernated', 20],
      ['Running', 0],
    ] as const) {
      const sim = withPool({ PoolState })
      sim.advance('2m')
      want(sim, 2)
      sim.settle()
      if (seconds > 0) {
        expect(standOf(sim)).toEqual(['a InService', 'b Pending'])
        sim.advance(seconds * 1000 - 1)
        expect(standOf(sim)).toEqual(['a InService', 'b Pending'])
        sim.advance(1)
      }
      expect(standOf(sim)).toEqual(['a InService', 'b InService'])
      expect(told(sim)[0]).toBe('Launching a new EC2 instance from warm pool')
      expect(told(sim).filter((text) => text === 'Launching a new EC2 instance into warm pool')).toHaveLength(3)
      expect(activitiesOf(sim)[0]?.Cause).toMatch(/increasing the capacity from 1 to 2\.$/)
      expect(poolIn(sim)).toHaveLength(2)
    }
  })

  test('AG-23 what is scaled out is refilled only up to its size', () => {
    const sim = withPool({ MinSize: 2, MaxGroupPreparedCapacity: 2 })
    sim.advance('2m')
    expect(poolIn(sim)).toHaveLength(2)
    want(sim, 3)
    sim.advance('2m')
    expect([standOf(sim).length, poolStand(sim)]).toEqual([3, ['a Warmed:Stopped', 'b Warmed:Stopped']])
  })

  test('AG-23 an empty pool, or a zone that starts nothing, means a cold start', () => {
    const sim = withPool({ MaxGroupPreparedCapacity: 2 })
    sim.advance('2m')
    want(sim, 4)
    sim.advance('20s')
    expect(standOf(sim).map((text) => text.slice(2))).toEqual(['InService', 'InService', 'Pending', 'Pending'])
    const one = withPool({}, { MaxSize: 2, AvailabilityZones: ['us-east-1a', 'us-east-1b'] })
    one.advance('2m')
    const [warm] = poolIn(one)
    one.faults.refuseInstances({ availabilityZone: warm?.AvailabilityZone as string })
    want(one, 2)
    one.advance('2m')
    expect(idsOf(one)).not.toContain(warm?.InstanceId)
    expect(standOf(one)).toHaveLength(2)
  })

  test('AG-23 an unhealthy instance is replaced from the pool', () => {
    const sim = withPool()
    sim.advance('2m')
    const [InstanceId] = idsOf(sim)
    sim.autoScaling.setInstanceHealth({ InstanceId, HealthStatus: 'Unhealthy' })
    sim.advance('20s')
    expect(standOf(sim).filter((text) => text.endsWith('InService'))).toHaveLength(1)
    sim.advance('2m')
    expect([standOf(sim).length, poolIn(sim).length]).toEqual([1, 3])
  })

  test('CP-40, AG-23 protected from when it is in service, and not in the pool', () => {
    const sim = withPool({}, { NewInstancesProtectedFromScaleIn: true })
    sim.advance('2m')
    expect(poolIn(sim).map(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn)).toEqual([false, false, false])
    want(sim, 2)
    sim.advance('20s')
    expect(groupIn(sim).Instances.map(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn)).toEqual([true, true])
  })
})

describe('hooks', () => {
  const hook = (name: string, kind: 'LAUNCHING' | 'TERMINATING', more: object = {}) => ({
    ...named,
    LifecycleHookName: name,
    LifecycleTransition: `autoscaling:EC2_INSTANCE_${kind}`,
    HeartbeatTimeout: 300,
    ...more,
  })
  const complete = (
    sim: Simulation,
    LifecycleHookName: string,
    InstanceId: string | undefined,
    LifecycleActionResult = 'CONTINUE',
  ) => sim.autoScaling.completeLifecycleAction({ ...named, LifecycleHookName, InstanceId, LifecycleActionResult })

  test('AG-22, AG-23 a launching hook is run on the way into the pool, and again on the way out of it', () => {
    const sim = simulationWithGroup({ MaxSize: 2, DesiredCapacity: 1 })
    sim.advance('2m')
    sim.autoScaling.putLifecycleHook(hook('in', 'LAUNCHING'))
    sim.autoScaling.putWarmPool(named)
    sim.advance('1m')
    expect(poolStand(sim)).toEqual(['b Warmed:Pending:Wait'])
    const id = poolIn(sim)[0]?.InstanceId
    complete(sim, 'in', id)
    expect(poolStand(sim)).toEqual(['b Warmed:Stopped'])
    want(sim, 2)
    sim.advance('20s')
    expect(standOf(sim)).toEqual(['a InService', 'b Pending:Wait'])
    complete(sim, 'in', id)
    expect(standOf(sim)).toEqual(['a InService', 'b InService'])
  })

  test('AG-22, AG-23 a launch that is abandoned ends, and another takes its place', () => {
    const sim = simulationWithGroup({ MaxSize: 2, DesiredCapacity: 1 })
    sim.advance('2m')
    sim.autoScaling.putLifecycleHook(hook('in', 'LAUNCHING'))
    sim.autoScaling.putWarmPool(named)
    sim.advance('1m')
    complete(sim, 'in', poolIn(sim)[0]?.InstanceId, 'ABANDON')
    sim.settle()
    expect(poolStand(sim)).toEqual(['b Warmed:Terminating', 'b Warmed:Pending'])
  })

  test('AG-22, AG-23 a hook that is deleted holds nobody in the pool', () => {
    const sim = simulationWithGroup({ MaxSize: 2, DesiredCapacity: 1 })
    sim.advance('2m')
    sim.autoScaling.putLifecycleHook(hook('in', 'LAUNCHING'))
    sim.autoScaling.putWarmPool(named)
    sim.advance('1m')
    sim.autoScaling.deleteLifecycleHook({ ...named, LifecycleHookName: 'in' })
    sim.advance('2m')
    expect(poolStand(sim)).toEqual(['b Warmed:Stopped'])
  })

  test('AG-22, AG-23 a terminating hook is run on the way out of the pool', () => {
    const sim = withPool({ MinSize: 1, MaxGroupPreparedCapacity: 0 })
    sim.advance('2m')
    sim.autoScaling.putLifecycleHook(hook('out', 'TERMINATING'))
    const id = poolIn(sim)[0]?.InstanceId as string
    sim.autoScaling.terminateInstanceInAutoScalingGroup({ InstanceId: id, ShouldDecrementDesiredCapacity: false })
    expect(told(sim)[0]).toBe('Terminating EC2 instance from warm pool')
    sim.advance('1m')
    expect(poolStand(sim)).toContain('b Warmed:Terminating:Wait')
    complete(sim, 'out', id)
    expect(poolStand(sim)).toContain('b Warmed:Terminating:Proceed')
    sim.advance('30s')
    expect(poolIn(sim).map(({ InstanceId }) => InstanceId)).not.toContain(id)
    expect(groupIn(sim).DesiredCapacity).toBe(1)
  })

  test('AG-22, AG-23 one that comes back waits for the hook of the way out', () => {
    const sim = reusing()
    sim.autoScaling.putLifecycleHook(hook('out', 'TERMINATING'))
    sim.autoScaling.putLifecycleHook(hook('in', 'LAUNCHING'))
    want(sim, 1)
    sim.settle()
    const waiting = poolIn(sim).find(({ LifecycleState }) => LifecycleState === 'Warmed:Pending:Wait')
    complete(sim, 'out', waiting?.InstanceId, 'ABANDON')
    expect(poolIn(sim).filter(({ LifecycleState }) => LifecycleState === 'Warmed:Pending:Proceed')).toHaveLength(1)
    sim.advance('30s')
    expect(poolStand(sim).map((text) => text.slice(2))).toContain('Warmed:Stopped')
    expect(poolIn(sim).find(({ InstanceId }) => InstanceId === waiting?.InstanceId)?.LifecycleState).toBe(
      'Warmed:Stopped',
    )
  })
})

describe('scaling in', () => {
  test('AG-23 without reuse the instance goes, and another is prepared', () => {
    const sim = withPool({}, { DesiredCapacity: 2 })
    sim.advance('2m')
    const ids = [...idsOf(sim), ...poolIn(sim).map(({ InstanceId }) => InstanceId)]
    want(sim, 1)
    sim.settle()
    expect(
      standOf(sim)
        .map((text) => text.slice(2))
        .sort(),
    ).toEqual(['InService', 'Terminating'])
    sim.advance('2m')
    expect(poolIn(sim)).toHaveLength(3)
    expect(poolIn(sim).filter(({ InstanceId }) => !ids.includes(InstanceId))).toHaveLength(1)
  })

  test('AG-23 with reuse it comes back to the pool after 30 s, and serves again from there', () => {
    const sim = reusing()
    const known = new Set([...idsOf(sim), ...poolIn(sim).map(({ InstanceId }) => InstanceId)])
    want(sim, 1)
    sim.settle()
    expect(standOf(sim)).toHaveLength(1)
    expect(
      poolStand(sim)
        .map((text) => text.slice(2))
        .sort(),
    ).toEqual(['Warmed:Pending', 'Warmed:Stopped', 'Warmed:Stopped'])
    expect(told(sim)[0]).toBe('Returning EC2 instance to warm pool')
    sim.advance('30s')
    expect(poolStand(sim).map((text) => text.slice(2))).toEqual(['Warmed:Stopped', 'Warmed:Stopped', 'Warmed:Stopped'])
    want(sim, 4)
    sim.advance('20s')
    expect(standOf(sim).map((text) => text.slice(2))).toEqual(['InService', 'InService', 'InService', 'InService'])
    expect(idsOf(sim).every((id) => known.has(id))).toBe(true)
  })

  test('AG-23 a pool without room takes nobody back', () => {
    const sim = reusing()
    sim.autoScaling.putWarmPool({ ...named, MaxGroupPreparedCapacity: 0 })
    sim.advance('2m')
    want(sim, 1)
    sim.settle()
    expect(
      standOf(sim)
        .map((text) => text.slice(2))
        .sort(),
    ).toEqual(['InService', 'Terminating'])
  })
})

describe('the pool as a whole', () => {
  test('AG-23 an empty one is deleted at once, a full one by force, without its hooks', () => {
    const sim = withPool({ MaxGroupPreparedCapacity: 3 })
    sim.advance('2m')
    sim.autoScaling.putLifecycleHook({
      ...named,
      LifecycleHookName: 'out',
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    })
    const refused = (name: string) => expect.objectContaining({ name, path: 'ForceDelete' })
    expect(() => sim.autoScaling.deleteWarmPool(named)).toThrow(refused('ResourceInUseFault'))
    expect(() => sim.autoScaling.deleteAutoScalingGroup(named)).toThrow(/while it has a warm pool/)
    sim.autoScaling.deleteWarmPool({ ...named, ForceDelete: true })
    sim.settle()
    expect(groupIn(sim).WarmPoolConfiguration?.Status).toBe('PendingDelete')
    expect(() => sim.autoScaling.putWarmPool(named)).toThrow(/not being deleted/)
    expect(() => sim.autoScaling.deleteWarmPool(named)).toThrow(refused('ScalingActivityInProgressFault'))
    sim.advance('30s')
    sim.settle()
    expect(groupIn(sim)).not.toHaveProperty('WarmPoolConfiguration')
    expect(groupIn(sim)).not.toHaveProperty('WarmPoolSize')
    expect(() => sim.autoScaling.deleteWarmPool(named)).toThrow(/No warm pool found/)
    sim.autoScaling.putWarmPool({ ...named, MaxGroupPreparedCapacity: 0 })
    sim.autoScaling.deleteWarmPool(named)
    expect(sim.autoScaling.describeWarmPool(named)).toEqual({ Instances: [] })
  })

  test('AG-01, AG-23 a group that is deleted by force takes its pool with it', () => {
    const sim = withPool()
    sim.advance('2m')
    sim.autoScaling.deleteAutoScalingGroup({ ...named, ForceDelete: true })
    sim.advance('30s')
    expect(groupIn(sim)).toBeUndefined()
    expect(sim.view.tables.groupInstances.size).toBe(0)
  })

  test('AG-23 what is said later changes only that', () => {
    const sim = withPool({ MinSize: 1, MaxGroupPreparedCapacity: 3, PoolState: 'Running' })
    sim.autoScaling.putWarmPool({ ...named, MinSize: 2 })
    expect(groupIn(sim).WarmPoolConfiguration).toEqual({
      MinSize: 2,
      MaxGroupPreparedCapacity: 3,
      PoolState: 'Running',
    })
  })

  test('AG-23 Spot Instances, agents that would register too soon, and reuse with ECS are refused', () => {
    const sim = simulationWithGroup({ MaxSize: 2 })
    expect(() => sim.autoScaling.putWarmPool({ ...named, InstanceReusePolicy: { ReuseOnScaleIn: true } })).toThrow(
      expect.objectContaining({ name: 'UnsupportedFeatureException', path: 'InstanceReusePolicy.ReuseOnScaleIn' }),
    )
    const spot = { launchTemplateName: 'spot', instanceType: 'm5.large', spot: true }
    sim.fleet.createLaunchTemplate(spot)
    sim.autoScaling.putWarmPool(named)
    const LaunchTemplate = { LaunchTemplateName: 'spot' }
    expect(() => sim.autoScaling.updateAutoScalingGroup({ ...named, LaunchTemplate })).toThrow(/On-Demand/)
    makeGroup(sim, { AutoScalingGroupName: 'other', LaunchTemplate })
    expect(() => sim.autoScaling.putWarmPool({ AutoScalingGroupName: 'other' })).toThrow(
      expect.objectContaining({ name: 'ValidationError', path: 'AutoScalingGroupName' }),
    )
    for (const [name, text] of [
      ['hasty', 'ECS_CLUSTER=prod'],
      ['patient', 'ECS_CLUSTER=prod\nECS_WARM_POOLS_CHECK=true'],
    ] as const) {
      sim.autoScaling.createLaunchConfiguration({
        LaunchConfigurationName: name,
        InstanceType: 'm5.large',
        UserData: btoa(text),
      })
      makeGroup(sim, { AutoScalingGroupName: name, LaunchTemplate: undefined, LaunchConfigurationName: name })
    }
    expect(() => sim.autoScaling.putWarmPool({ AutoScalingGroupName: 'hasty' })).toThrow(/ECS_WARM_POOLS_CHECK/)
    expect(sim.autoScaling.putWarmPool({ AutoScalingGroupName: 'patient' })).toEqual({})
  })

  test('AG-14, AG-23 its metrics are those of the pool, while they are collected', () => {
    const sim = withPool({}, { MaxSize: 5 }, { startAt: '2026-01-05T09:00:00Z' })
    const names = [
      'WarmPoolDesiredCapacity',
      'WarmPoolWarmedCapacity',
      'WarmPoolPendingCapacity',
      'WarmPoolTotalCapacity',
    ]
    const both = ['GroupAndWarmPoolDesiredCapacity', 'GroupAndWarmPoolTotalCapacity']
    sim.autoScaling.enableMetricsCollection({ ...named, Granularity: '1Minute', Metrics: [...names, ...both] })
    sim.advance('3m')
    const valuesOf = (MetricName: string) =>
      sim.cloudWatch
        .getMetricStatistics({
          Namespace: 'AWS/AutoScaling',
          MetricName,
          Dimensions: [{ Name: 'AutoScalingGroupName', Value: GROUP }],
          StartTime: new Date('2026-01-05T09:00:00Z'),
          EndTime: new Date('2026-01-05T09:03:00Z'),
          Period: 60,
          Statistics: ['Average'],
        })
        .Datapoints.map(({ Average }) => Average)
    expect([...names, ...both].map(valuesOf)).toEqual([
      [4, 4, 4],
      [0, 4, 4],
      [4, 0, 0],
      [4, 4, 4],
      [5, 5, 5],
      [5, 5, 5],
    ])
  })

  test('AG-23 a stopped instance costs no hours, one that runs does', () => {
    const hoursOf = (PoolState: 'Stopped' | 'Running') => {
      const sim = withPool({ PoolState }, { MaxSize: 2 })
      sim.advance('1h')
      return sim.cost({ instances: { 'm5.large': 1 } }).instances.hours
    }
    // The group's own, and the minute in which the other was prepared.
    expect(hoursOf('Stopped')).toBeCloseTo(1 + 1 / 60, 6)
    expect(hoursOf('Running')).toBeCloseTo(2, 6)
  })

  test('AG-25, AG-23 a refresh replaces the instances in service first, then those of the pool', () => {
    const sim = withPool({}, { DesiredCapacity: 2, MaxSize: 4 })
    sim.advance('2m')
    sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.xlarge', cluster: 'prod' })
    sim.autoScaling.startInstanceRefresh({ ...named, Preferences: { InstanceWarmup: 0, MinHealthyPercentage: 50 } })
    const pooled = poolIn(sim).map(({ InstanceId }) => InstanceId)
    const refreshOf = () => sim.autoScaling.describeInstanceRefreshes(named).InstanceRefreshes[0]
    sim.settle()
    expect(refreshOf()).toMatchObject({
      InstancesToUpdate: 4,
      PercentageComplete: 0,
      ProgressDetails: {
        LivePoolProgress: { InstancesToUpdate: 2, PercentageComplete: 0 },
        WarmPoolProgress: { InstancesToUpdate: 2, PercentageComplete: 0 },
      },
    })
    sim.advance('1m')
    expect(poolIn(sim).map(({ InstanceId }) => InstanceId)).toEqual(pooled)
    sim.runUntil(() => poolIn(sim).some(({ LifecycleState }) => LifecycleState === 'Warmed:Terminating'), {
      atMost: '10m',
    })
    const types = () => groupIn(sim).Instances.map(({ InstanceType }) => InstanceType)
    expect(types()).toEqual(['m5.xlarge', 'm5.xlarge'])
    sim.advance('5m')
    expect(refreshOf()).toMatchObject({ Status: 'Successful', InstancesToUpdate: 0, PercentageComplete: 100 })
    expect(poolIn(sim).map(({ InstanceType }) => InstanceType)).toEqual(['m5.xlarge', 'm5.xlarge'])
  })

  test('a group with a pool is saved, forked and replayed bit for bit', () => {
    const sim = withPool()
    sim.advance('70s')
    want(sim, 3)
    const others = [Simulation.restore(sim.save()), sim.fork(), sim.forkAt(sim.now)]
    for (const one of [sim, ...others]) one.advance('10m')
    expect(new Set([sim, ...others].map((one) => one.journalHash())).size).toBe(1)
    expect(standOf(sim)).toHaveLength(3)
  })
})

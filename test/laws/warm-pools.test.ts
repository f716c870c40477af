// An Auto Scaling group and its warm pool come to rest as they are to be, whatever befalls them on the way.
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { GROUP, groupIn, makeGroup, ZONES } from '../support/groups.ts'
import { runs } from '../support/runs.ts'

const AutoScalingGroupName = GROUP
const MaxSize = 8

/** One thing that happens; what cannot happen now is left out. */
type Step =
  | { readonly kind: 'desired'; readonly count: number }
  | { readonly kind: 'pool'; readonly min: number; readonly max: number; readonly state: State }
  | { readonly kind: 'terminate' | 'ill'; readonly nth: number }
  | { readonly kind: 'lose' | 'restore' | 'refuse' | 'allow'; readonly zone: string }
  | { readonly kind: 'refresh' | 'delete' }
  | { readonly kind: 'pass'; readonly seconds: number }
type State = 'Stopped' | 'Running' | 'Hibernated'

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('desired' as const), count: fc.nat(MaxSize) }),
  fc.record({
    kind: fc.constant('pool' as const),
    min: fc.nat(3),
    max: fc.integer({ min: -1, max: 10 }),
    state: fc.constantFrom('Stopped', 'Running', 'Hibernated'),
  }),
  fc.record({ kind: fc.constantFrom('terminate' as const, 'ill' as const), nth: fc.nat(12) }),
  fc.record({ kind: fc.constantFrom('lose', 'restore', 'refuse', 'allow'), zone: fc.constantFrom(...ZONES) }),
  fc.record({ kind: fc.constantFrom('refresh' as const, 'delete' as const) }),
  fc.record({ kind: fc.constant('pass' as const), seconds: fc.nat(200) }),
)
const world = fc.record({ hooked: fc.boolean(), reuses: fc.boolean(), steps: fc.array(step, { maxLength: 14 }) })
type Plan = typeof world extends fc.Arbitrary<infer T> ? T : never

function begun({ hooked, reuses }: Plan): Simulation {
  const sim = new Simulation({ paranoid: true })
  sim.ecs.createCluster({ clusterName: 'prod' })
  // With reuse, instances join no cluster.
  const cluster = reuses ? null : 'prod'
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.large', cluster })
  const hook = (LifecycleHookName: string, kind: string) => ({
    LifecycleHookName,
    LifecycleTransition: `autoscaling:EC2_INSTANCE_${kind}`,
    ...{ HeartbeatTimeout: 30, DefaultResult: 'CONTINUE' },
  })
  const hooks = hooked ? [hook('in', 'LAUNCHING'), hook('out', 'TERMINATING')] : []
  makeGroup(sim, { MaxSize, DesiredCapacity: 3, LifecycleHookSpecificationList: hooks })
  sim.autoScaling.putWarmPool({ AutoScalingGroupName, InstanceReusePolicy: { ReuseOnScaleIn: reuses } })
  sim.advance('1m')
  return sim
}

const poolIn = (sim: Simulation) => sim.autoScaling.describeWarmPool({ AutoScalingGroupName }).Instances

function take(sim: Simulation, one: Step): void {
  const { autoScaling, faults } = sim
  const pool = groupIn(sim).WarmPoolConfiguration
  const all = [...groupIn(sim).Instances, ...poolIn(sim)]
  if (one.kind === 'desired') autoScaling.setDesiredCapacity({ AutoScalingGroupName, DesiredCapacity: one.count })
  else if (one.kind === 'pass') sim.advance(one.seconds * 1000)
  else if (one.kind === 'lose') faults.loseZone({ availabilityZone: one.zone })
  else if (one.kind === 'restore') faults.restoreZone({ availabilityZone: one.zone })
  else if (one.kind === 'refuse') faults.refuseInstances({ availabilityZone: one.zone })
  else if (one.kind === 'allow') faults.allowInstances({ availabilityZone: one.zone })
  else if (one.kind === 'refresh') {
    if (
      autoScaling.describeInstanceRefreshes({ AutoScalingGroupName }).InstanceRefreshes.some(({ EndTime }) => !EndTime)
    )
      return
    autoScaling.startInstanceRefresh({ AutoScalingGroupName, Preferences: { InstanceWarmup: 0 } })
  } else if (one.kind === 'delete') {
    if (pool !== undefined && pool.Status === undefined)
      autoScaling.deleteWarmPool({ AutoScalingGroupName, ForceDelete: true })
  } else if (one.kind === 'pool') {
    if (pool?.Status !== undefined) return
    const { min: MinSize, max: MaxGroupPreparedCapacity, state: PoolState } = one
    autoScaling.putWarmPool({ AutoScalingGroupName, MinSize, MaxGroupPreparedCapacity, PoolState })
  } else if ('nth' in one) {
    const InstanceId = all[one.nth % Math.max(1, all.length)]?.InstanceId
    if (InstanceId === undefined) return
    if (one.kind === 'ill') autoScaling.setInstanceHealth({ InstanceId, HealthStatus: 'Unhealthy' })
    else autoScaling.terminateInstanceInAutoScalingGroup({ InstanceId, ShouldDecrementDesiredCapacity: false })
  }
}

/** What the pool is to hold by what is said of it (AG-23). */
function sizeOf(sim: Simulation): number {
  const { WarmPoolConfiguration: pool, DesiredCapacity = 0 } = groupIn(sim)
  if (pool === undefined || pool.Status !== undefined) return 0
  return Math.max(pool.MinSize ?? 0, (pool.MaxGroupPreparedCapacity ?? MaxSize) - DesiredCapacity, 0)
}

const staying = (sim: Simulation) =>
  poolIn(sim).filter(({ LifecycleState }) => LifecycleState?.includes('Terminating') !== true)

describe('a group with a warm pool', () => {
  test.prop([world], runs(60))(
    'AG-23 has at rest what it wants in service, and as many prepared as are to be',
    (plan) => {
      const sim = begun(plan)
      for (const one of plan.steps) take(sim, one)
      for (const availabilityZone of ZONES) {
        sim.faults.restoreZone({ availabilityZone })
        sim.faults.allowInstances({ availabilityZone })
      }
      sim.advance('2h')
      const { DesiredCapacity, Instances } = groupIn(sim)
      expect(Instances.filter(({ LifecycleState }) => LifecycleState === 'InService')).toHaveLength(
        DesiredCapacity as number,
      )
      expect(Instances).toHaveLength(DesiredCapacity as number)
      expect(poolIn(sim)).toHaveLength(sizeOf(sim))
      expect(
        poolIn(sim).every(({ LifecycleState = '' }) => /^Warmed:(Stopped|Running|Hibernated)$/.test(LifecycleState)),
      ).toBe(true)
      const registered = [...sim.view.tables.containerInstances.values()].filter(({ status }) => status === 'ACTIVE')
      const serving = new Set(Instances.map(({ InstanceId }) => InstanceId))
      if (!plan.reuses)
        expect(registered.filter(({ ec2InstanceId }) => serving.has(ec2InstanceId))).toHaveLength(serving.size)
      const pooled = new Set(poolIn(sim).map(({ InstanceId }) => InstanceId))
      expect(registered.filter(({ ec2InstanceId }) => pooled.has(ec2InstanceId))).toEqual([])
    },
  )

  test.prop([world], runs(60))(
    'AG-23 never prepares more than it is to, and nobody is in service and in the pool',
    (plan) => {
      const sim = begun(plan)
      for (const one of plan.steps) {
        take(sim, one)
        sim.settle()
        expect(staying(sim).length).toBeLessThanOrEqual(sizeOf(sim))
        const ids = groupIn(sim).Instances.map(({ InstanceId }) => InstanceId)
        expect(poolIn(sim).filter(({ InstanceId }) => ids.includes(InstanceId))).toEqual([])
        expect(groupIn(sim).WarmPoolSize ?? 0).toBe(poolIn(sim).length)
      }
    },
  )

  test.prop([world], runs(25))('AG-23 goes on bit for bit when it is saved, forked or replayed', (plan) => {
    const sim = begun(plan)
    for (const one of plan.steps) take(sim, one)
    const others = [Simulation.restore(sim.save()), sim.fork(), sim.forkAt(sim.now)]
    for (const one of [sim, ...others]) one.advance('30m')
    expect(new Set([sim, ...others].map((one) => one.journalHash())).size).toBe(1)
  })
})

// An Auto Scaling group comes to rest as it is to be, whatever befalls it on the way.
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { GROUP, groupIn, simulationWithGroup, ZONES } from '../support/groups.ts'
import { runs } from '../support/runs.ts'

const AutoScalingGroupName = GROUP

/** One thing that happens; what cannot happen now is left out. */
type Step =
  | { readonly kind: 'desired'; readonly count: number }
  | { readonly kind: 'bounds'; readonly min: number; readonly max: number }
  | { readonly kind: 'terminate' | 'ill' | 'standby' | 'serve' | 'protect' | 'stop'; readonly nth: number }
  | { readonly kind: 'lose' | 'restore' | 'refuse' | 'allow'; readonly zone: string }
  | { readonly kind: 'pass'; readonly seconds: number }

const zone = fc.constantFrom(...ZONES)
const nth = fc.nat(9)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('desired' as const), count: fc.nat(12) }),
  fc.record({ kind: fc.constant('bounds' as const), min: fc.nat(3), max: fc.integer({ min: 3, max: 12 }) }),
  fc.record({ kind: fc.constantFrom('terminate', 'ill', 'standby', 'serve', 'protect', 'stop'), nth }),
  fc.record({ kind: fc.constantFrom('lose', 'restore', 'refuse', 'allow'), zone }),
  fc.record({ kind: fc.constant('pass' as const), seconds: fc.nat(200) }),
)
const steps = fc.array(step, { maxLength: 14 })
const hooked = fc.boolean()

function begun(withHooks: boolean): Simulation {
  const hook = {
    LifecycleHookName: 'in',
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
    HeartbeatTimeout: 30,
  }
  const hooks = [{ ...hook, DefaultResult: 'CONTINUE' }]
  const group = { DesiredCapacity: 3, MaxSize: 12, ...(withHooks ? { LifecycleHookSpecificationList: hooks } : {}) }
  const sim = simulationWithGroup(group)
  sim.advance('1m')
  return sim
}

/** Carries a step out; whether a user or a fault took an instance away is told by `taken`. */
function take(sim: Simulation, { kind, ...facts }: Step, taken: Set<string>): void {
  const { Instances, MinSize = 0, MaxSize = 0 } = groupIn(sim)
  const { nth: at = 0, zone: availabilityZone = '' } = facts as { nth?: number; zone?: string }
  const instance = Instances[at % Math.max(1, Instances.length)]
  const InstanceId = instance?.InstanceId as string
  const one = { AutoScalingGroupName, InstanceIds: [InstanceId] }
  if (kind === 'desired') {
    const { count } = facts as { count: number }
    const DesiredCapacity = Math.min(MaxSize, Math.max(MinSize, count))
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName, DesiredCapacity })
  } else if (kind === 'bounds') {
    const { min, max } = facts as { min: number; max: number }
    sim.autoScaling.updateAutoScalingGroup({ AutoScalingGroupName, MinSize: min, MaxSize: max })
  } else if (kind === 'pass') sim.advance((facts as { seconds: number }).seconds * 1000)
  else if (kind === 'restore') sim.faults.restoreZone({ availabilityZone })
  else if (kind === 'refuse') sim.faults.refuseInstances({ availabilityZone })
  else if (kind === 'allow') sim.faults.allowInstances({ availabilityZone })
  else if (kind === 'lose') {
    for (const each of Instances) if (each.AvailabilityZone === availabilityZone) taken.add(each.InstanceId as string)
    sim.faults.loseZone({ availabilityZone })
  } else if (instance === undefined) return
  else if (kind === 'terminate') {
    taken.add(InstanceId)
    sim.autoScaling.terminateInstanceInAutoScalingGroup({ InstanceId, ShouldDecrementDesiredCapacity: false })
  } else if (kind === 'ill') {
    taken.add(InstanceId)
    sim.autoScaling.setInstanceHealth({ InstanceId, HealthStatus: 'Unhealthy' })
  } else if (kind === 'stop') {
    const { containerInstanceArns } = sim.ecs.listContainerInstances({ cluster: 'prod', filter: undefined })
    const member = sim.view.tables.groupInstances.get(InstanceId)
    if (!containerInstanceArns.includes(member?.containerInstanceArn as string)) return
    taken.add(InstanceId)
    sim.fleet.terminate({ cluster: 'prod', containerInstances: [InstanceId] })
  } else if (kind === 'protect' && instance.LifecycleState === 'InService')
    sim.autoScaling.setInstanceProtection({ ...one, ProtectedFromScaleIn: instance.ProtectedFromScaleIn !== true })
  else if (kind === 'standby' && instance.LifecycleState === 'InService')
    sim.autoScaling.enterStandby({ ...one, ShouldDecrementDesiredCapacity: false })
  else if (kind === 'serve' && instance.LifecycleState === 'Standby' && (groupIn(sim).DesiredCapacity ?? 0) < MaxSize)
    sim.autoScaling.exitStandby(one)
}

/** Everything is well again, nobody is protected or set aside, and an hour passes. */
function rest(sim: Simulation): void {
  for (const availabilityZone of ZONES) {
    sim.faults.restoreZone({ availabilityZone })
    sim.faults.allowInstances({ availabilityZone })
  }
  sim.advance('1h')
  const ids = groupIn(sim)
    .Instances.filter(
      ({ ProtectedFromScaleIn, LifecycleState }) => ProtectedFromScaleIn && LifecycleState === 'InService',
    )
    .map(({ InstanceId }) => InstanceId as string)
  if (ids.length > 0)
    sim.autoScaling.setInstanceProtection({ AutoScalingGroupName, InstanceIds: ids, ProtectedFromScaleIn: false })
  sim.advance('1h')
}

const counted = (sim: Simulation) =>
  groupIn(sim).Instances.filter(
    ({ LifecycleState }) => LifecycleState?.startsWith('Pending') || LifecycleState === 'InService',
  )

describe('a group', () => {
  test.prop([steps, hooked], runs(60))(
    'AG-01, AG-04, AG-05 has its desired capacity in service at rest, its zones even within one',
    (all, withHooks) => {
      const sim = begun(withHooks)
      for (const one of all) take(sim, one, new Set())
      rest(sim)
      const { DesiredCapacity, Instances } = groupIn(sim)
      const serving = Instances.filter(({ LifecycleState }) => LifecycleState === 'InService')
      expect(serving).toHaveLength(DesiredCapacity as number)
      const perZone = ZONES.map((name) => serving.filter(({ AvailabilityZone }) => AvailabilityZone === name).length)
      expect(Math.max(...perZone) - Math.min(...perZone)).toBeLessThanOrEqual(1)
      expect(
        Instances.filter(({ LifecycleState }) => LifecycleState !== 'InService' && LifecycleState !== 'Standby'),
      ).toEqual([])
    },
  )

  test.prop([steps, hooked], runs(60))(
    'AG-01, AG-05, AG-21 never launches beyond its maximum but to even the zones out, and never scales in who is protected',
    (all, withHooks) => {
      const sim = begun(withHooks)
      const taken = new Set<string>()
      for (const one of all) {
        const before = groupIn(sim)
        const safe = before.Instances.filter(
          ({ ProtectedFromScaleIn, LifecycleState }) => ProtectedFromScaleIn && LifecycleState === 'InService',
        ).map(({ InstanceId }) => InstanceId as string)
        const launchedBefore = counted(sim).length
        take(sim, one, taken)
        sim.settle()
        const { MaxSize = 0, Instances } = groupIn(sim)
        const margin = Math.max(1, Math.floor(MaxSize / 10))
        expect(counted(sim).length).toBeLessThanOrEqual(Math.max(MaxSize + margin, launchedBefore))
        if (one.kind === 'protect') continue
        const staying = Instances.filter(
          ({ LifecycleState }) => LifecycleState === 'InService' || LifecycleState === 'Standby',
        )
        const ids = staying.map(({ InstanceId }) => InstanceId as string)
        expect(safe.filter((id) => !taken.has(id) && !ids.includes(id))).toEqual([])
      }
    },
  )

  test.prop([steps, hooked], runs(25))('goes on bit for bit when it is saved, forked or replayed', (all, withHooks) => {
    const sim = begun(withHooks)
    for (const one of all) take(sim, one, new Set())
    const others = [Simulation.restore(sim.save()), sim.fork(), sim.forkAt(sim.now)]
    for (const one of [sim, ...others]) one.advance('30m')
    expect(new Set([sim, ...others].map((one) => one.journalHash())).size).toBe(1)
  })
})

// An instance refresh keeps its promises about capacity, and ends, whatever befalls the group on the way.
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { Simulation } from '../../src/index.ts'
import { GROUP, groupIn, simulationWithGroup, ZONES } from '../support/groups.ts'
import { runs } from '../support/runs.ts'

const AutoScalingGroupName = GROUP
const LaunchTemplate = { LaunchTemplateName: 'nodes', Version: '1' }

const percentages = fc.constantFrom(
  ...([
    [0, 100],
    [50, 100],
    [90, 100],
    [100, 100],
    [50, 150],
    [90, 110],
    [100, 110],
    [100, 200],
  ] as const),
)
const warmup = fc.constantFrom(0, 30, 90)
const desired = fc.nat(7)

function refreshing(count: number, [min, max]: readonly [number, number], InstanceWarmup: number): Simulation {
  const sim = simulationWithGroup({ DesiredCapacity: count, LaunchTemplate })
  sim.advance('5m')
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.xlarge', cluster: 'prod' })
  sim.autoScaling.startInstanceRefresh({
    AutoScalingGroupName,
    DesiredConfiguration: { LaunchTemplate: { ...LaunchTemplate, Version: '2' } },
    Preferences: { MinHealthyPercentage: min, MaxHealthyPercentage: max, InstanceWarmup },
  })
  return sim
}

const statusOf = (sim: Simulation) =>
  sim.autoScaling.describeInstanceRefreshes({ AutoScalingGroupName }).InstanceRefreshes[0]?.Status

/** Instances that serve, those of them that are warm, and all that count. */
function counts(sim: Simulation, warmupSeconds: number, startedAtMs: number) {
  const members = [...sim.view.tables.groupInstances.values()]
  const serving = members.filter(({ state }) => state === 'InService')
  const warm = serving.filter(
    ({ launchedAtMs, inServiceAtMs }) =>
      launchedAtMs < startedAtMs || sim.nowMs >= (inServiceAtMs ?? 0) + warmupSeconds * 1000,
  )
  const counted = members.filter(({ state }) => state === 'InService' || state.startsWith('Pending'))
  return { warm: warm.length, counted: counted.length }
}

describe('a refresh', () => {
  test.prop([desired, percentages, warmup], runs(40))(
    'AG-25 keeps to its percentages, but for one at a time, and replaces all',
    (count, bounds, warmupSeconds) => {
      const sim = refreshing(count, bounds, warmupSeconds)
      const startedAtMs = sim.nowMs
      const least = Math.min(Math.ceil((count * bounds[0]) / 100), bounds[1] > 100 ? count : Math.max(0, count - 1))
      const most = Math.max(count, Math.ceil((count * bounds[1]) / 100))
      for (let step = 0; step < 400 && statusOf(sim) === 'InProgress'; step++) {
        sim.settle()
        const { warm, counted } = counts(sim, warmupSeconds, startedAtMs)
        expect(warm).toBeGreaterThanOrEqual(least)
        expect(counted).toBeLessThanOrEqual(most)
        sim.advance('10s')
      }
      expect(statusOf(sim)).toBe('Successful')
      // Afterwards its zones are evened out.
      sim.advance('10m')
      const { Instances } = groupIn(sim)
      expect(Instances.map(({ LaunchTemplate: { Version } = {} }) => Version)).toEqual(Array(count).fill('2'))
    },
  )

  const step = fc.oneof(
    fc.record({ kind: fc.constant('desired' as const), count: fc.nat(8) }),
    fc.record({ kind: fc.constantFrom('terminate', 'ill', 'protect'), count: fc.nat(9) }),
    fc.record({ kind: fc.constantFrom('lose', 'restore', 'cancel', 'rollback'), count: fc.nat(2) }),
    fc.record({ kind: fc.constant('pass' as const), count: fc.nat(200) }),
  )
  type Step = { readonly kind: string; readonly count: number }

  /** What cannot happen now is left out. */
  function take(sim: Simulation, { kind, count }: Step): void {
    const { autoScaling } = sim
    const instance = groupIn(sim).Instances[count]
    const InstanceId = instance?.InstanceId as string
    const availabilityZone = ZONES[count] as string
    if (kind === 'desired') autoScaling.setDesiredCapacity({ AutoScalingGroupName, DesiredCapacity: count })
    else if (kind === 'pass') sim.advance(count * 1000)
    else if (kind === 'lose') sim.faults.loseZone({ availabilityZone })
    else if (kind === 'restore') sim.faults.restoreZone({ availabilityZone })
    else if (kind === 'cancel' && statusOf(sim)?.endsWith('InProgress'))
      autoScaling.cancelInstanceRefresh({ AutoScalingGroupName })
    else if (kind === 'rollback' && statusOf(sim) === 'InProgress')
      autoScaling.rollbackInstanceRefresh({ AutoScalingGroupName })
    else if (instance === undefined) return
    else if (kind === 'terminate')
      autoScaling.terminateInstanceInAutoScalingGroup({ InstanceId, ShouldDecrementDesiredCapacity: false })
    else if (kind === 'ill') autoScaling.setInstanceHealth({ InstanceId, HealthStatus: 'Unhealthy' })
    else if (kind === 'protect' && instance.LifecycleState === 'InService')
      autoScaling.setInstanceProtection({ AutoScalingGroupName, InstanceIds: [InstanceId], ProtectedFromScaleIn: true })
  }

  test.prop([fc.integer({ min: 1, max: 5 }), percentages, fc.array(step, { maxLength: 10 })], runs(40))(
    'AG-01, AG-25 ends, and leaves the group as large as it is to be, whatever befalls it',
    (count, bounds, steps) => {
      const sim = refreshing(count, bounds, 30)
      for (const one of steps) take(sim, one)
      for (const availabilityZone of ZONES) sim.faults.restoreZone({ availabilityZone })
      sim.advance('4h')
      expect(statusOf(sim)).toMatch(/^(Successful|Failed|Cancelled|RollbackSuccessful|RollbackFailed)$/)
      const { DesiredCapacity, Instances } = groupIn(sim)
      const safe = Instances.filter(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn).length
      expect(Instances.every(({ LifecycleState }) => LifecycleState === 'InService')).toBe(true)
      expect(Instances.length).toBe(Math.max(DesiredCapacity as number, safe))
    },
  )
})

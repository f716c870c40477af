// Wherever tasks stand when an instance comes or goes, a service that is kept even ends even, and never falls below its bound.
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { ZONES } from '../support/arbitraries.ts'
import { Judge } from '../support/judge.ts'
import { CLUSTER, perform, preparedSimulation } from '../support/operations.ts'
import { runs } from '../support/runs.ts'

const world = fc.record({
  /** Instances of each zone, in the order in which they come. */
  zones: fc.array(fc.constantFrom(...ZONES), { minLength: 1, maxLength: 6 }),
  desired: fc.integer({ min: 0, max: 12 }),
  minimumHealthyPercent: fc.constantFrom(0, 50, 100),
  maximumPercent: fc.constantFrom(200, 125, 150),
  /** Which instance drains before the next comes. */
  drains: fc.array(fc.option(fc.nat(5)), { maxLength: 6 }),
  pauses: fc.array(fc.nat(200), { maxLength: 6 }),
})

test.prop([world], runs(60))(
  'DP-800, DP-801, PL-63 rebalancing ends, balanced wherever there is room, and keeps the bounds on its way',
  ({ zones, desired, drains, pauses, ...percentages }) => {
    const upper = Math.floor((desired * percentages.maximumPercent) / 100)
    const isStuck = upper <= desired && Math.ceil((desired * percentages.minimumHealthyPercent) / 100) >= desired
    const sim = preparedSimulation()
    const judge = new Judge(sim)
    const launch = (zone: string) => {
      const size = { cpuUnits: 8_192, memoryMiB: 8_192 }
      perform(sim, { do: 'launch', count: 1, ...size, ready: true, zones: [zone], stack: null, enis: null })
    }
    launch(zones[0]!)
    perform(sim, { do: 'create', name: 'web', family: 'room', desired, percentages, strategies: [] })
    for (const [index, zone] of zones.slice(1).entries()) {
      sim.advance((pauses[index] ?? 0) * 1_000)
      launch(zone)
      drain(index)
      judge.look()
    }
    function drain(index: number): void {
      const nth = drains[index]
      const arns = sim.ecs.listContainerInstances({ cluster: CLUSTER, status: 'ACTIVE' }).containerInstanceArns
      // Where neither bound lets go, no task ever leaves an instance.
      if (nth === null || nth === undefined || arns.length < 2 || isStuck) return
      const containerInstances = [arns[nth % arns.length] as string]
      sim.ecs.updateContainerInstancesState({ cluster: CLUSTER, containerInstances, status: 'DRAINING' })
    }
    const outcome = sim.runUntil('steady', { atMost: '6h' })
    sim.advance('2h')
    judge.look()
    sim.checkInvariants()
    expect(sim.runUntil('steady', { atMost: '6h' }).waitingFor).toEqual([])
    expect(outcome.waitingFor).toEqual([])
    if (upper > desired) expect(spreadOf(sim)).toBeLessThan(2)
  },
)

/** The difference between the fullest and the emptiest zone that has an ACTIVE instance. */
function spreadOf(sim: ReturnType<typeof preparedSimulation>): number {
  const { containerInstances, tasks } = sim.snapshot()
  const active = [...containerInstances.values()].filter(({ status }) => status === 'ACTIVE')
  const zones = [...new Set(active.map(({ availabilityZone }) => availabilityZone))]
  const wanted = [...tasks.values()].filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
  const counts = zones.map((zone) => wanted.filter((task) => task.availabilityZone === zone).length)
  return Math.max(...counts) - Math.min(...counts)
}

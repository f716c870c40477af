// Which tasks stop when a service shrinks, by the wording of each rule; every strategy at length stands in reference.test.ts.
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import type { Strategy } from '../support/operations.ts'

interface Yard {
  readonly sim: Simulation
  /** Wanted tasks of the service on each instance, in order of launch. */
  counts(): number[]
}

/** A service of `desired` tasks over instances in the given zones, all of them healthy. */
function yard(zones: readonly string[], desired: number, strategies: readonly Strategy[], seed = 1): Yard {
  const sim = new Simulation({ seed, paranoid: true })
  sim.ecs.createCluster({ clusterName: 'c' })
  for (const zone of zones) {
    const size = { cpuUnits: 4_096, memoryMiB: 4_096 }
    sim.fleet.launch({ cluster: 'c', instanceType: 'm5.large', ready: true, availabilityZones: [zone], ...size })
  }
  sim.ecs.registerTaskDefinition({
    family: 'T',
    containerDefinitions: [{ name: 'app', image: 'app', cpu: 128, memory: 1_024 }],
  })
  sim.ecs.createService({
    cluster: 'c',
    serviceName: 's',
    taskDefinition: 'T',
    desiredCount: desired,
    placementStrategy: strategies,
    availabilityZoneRebalancing: 'DISABLED',
  })
  sim.runUntil('steady', { atMost: '10m' })
  return { sim, counts: () => countsOf(sim) }
}

function countsOf(sim: Simulation): number[] {
  const wanted = [...sim.snapshot().tasks.values()].filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
  const instances = [...sim.snapshot().containerInstances.keys()]
  return instances.map((arn) => wanted.filter(({ containerInstanceArn }) => containerInstanceArn === arn).length)
}

function scale({ sim }: Yard, desiredCount: number): void {
  sim.ecs.updateService({ cluster: 'c', service: 's', desiredCount })
  sim.settle()
}

const ZONE = { type: 'spread', field: 'attribute:ecs.availability-zone' } as const
const PACK = { type: 'binpack', field: 'memory' } as const

describe('which task stops', () => {
  test('PL-50, PL-54 a spread stops in the fullest zone, and looks again after each task', () => {
    const service = yard(['a', 'b', 'c'], 7, [ZONE])
    expect(service.counts()).toEqual([3, 2, 2])
    scale(service, 6)
    expect(service.counts()).toEqual([2, 2, 2])
    scale(service, 3)
    expect(service.counts()).toEqual([1, 1, 1])
  })

  test('PL-50 binpack stops where most is left afterwards, so that the emptiest instance empties first', () => {
    const service = yard(['a', 'a', 'a'], 6, [PACK])
    expect(service.counts()).toEqual([4, 2, 0])
    scale(service, 5)
    expect(service.counts()).toEqual([4, 1, 0])
    scale(service, 3)
    expect(service.counts()).toEqual([3, 0, 0])
  })

  test('PL-50 random stops any of them', () => {
    const left = new Set(
      Array.from({ length: 60 }, (_, seed) => {
        const service = yard(['a', 'a'], 2, [ZONE, { type: 'spread', field: 'instanceId' }], seed)
        service.sim.ecs.updateService({ cluster: 'c', service: 's', placementStrategy: [{ type: 'random' }] })
        scale(service, 1)
        return service.counts().join()
      }),
    )
    expect([...left].sort()).toEqual(['0,1', '1,0'])
  })

  test('PL-51 without a strategy: the fullest zone, then the fullest instance in it', () => {
    const service = yard(['a', 'b', 'b'], 5, [])
    expect(service.counts()).toEqual([2, 2, 1])
    scale(service, 4)
    expect(service.counts()).toEqual([2, 1, 1])
  })

  test('PL-52 of equals the newest stops, without a strategy and with binpack', () => {
    for (const strategies of [[], [PACK]]) {
      const service = yard(['a'], 3, strategies)
      const before = [...service.sim.snapshot().tasks.keys()]
      scale(service, 2)
      const tasks = service.sim.snapshot().tasks
      expect(before.map((arn) => tasks.get(arn)?.desiredStatus)).toEqual(['RUNNING', 'RUNNING', 'STOPPED'])
    }
  })

  test('PL-52 of equals under an explicit spread any may stop', () => {
    const stopped = new Set(
      Array.from({ length: 60 }, (_, seed) => {
        const service = yard(['a'], 2, [ZONE], seed)
        const before = [...service.sim.snapshot().tasks.keys()]
        scale(service, 1)
        const { tasks } = service.sim.snapshot()
        return before.findIndex((arn) => tasks.get(arn)?.desiredStatus === 'STOPPED')
      }),
    )
    expect([...stopped].sort()).toEqual([0, 1])
  })

  test('PL-53 tasks that do not run yet stop before those that do', () => {
    const service = yard(['a', 'a'], 2, [])
    service.sim.ecs.updateService({ cluster: 'c', service: 's', desiredCount: 4 })
    service.sim.settle()
    scale(service, 2)
    const wanted = [...service.sim.snapshot().tasks.values()].filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
    expect(wanted.map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING', 'RUNNING'])
  })
})

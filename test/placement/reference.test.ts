// The engine's placements and stops against brute force over small fleets: no index, no shelf, no stack, just the rules.
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { busyOperations, strategies, ZONES } from '../support/arbitraries.ts'
import { simulationAfter } from '../support/operations.ts'
import { forbiddenChoices, type Item, placementsOf } from '../support/placement-reference.ts'
import { runs } from '../support/runs.ts'

test.prop([busyOperations], runs(150))(
  'PL-01, PL-15, PL-19, PL-20, PL-23, PL-24 every placement of a run is one that the rules allow; so is every stop',
  (operations) => {
    expect(forbiddenChoices(simulationAfter(operations, { paranoid: false }))).toEqual([])
  },
)

// ── one call at a time ──

const place = fc.record({
  zone: fc.constantFrom(...ZONES),
  stack: fc.constantFrom(null, 'a', 'b', ''),
  cpuUnits: fc.constantFrom(1_024, 512, 300, 128),
  memoryMiB: fc.constantFrom(1_024, 512, 300, 128),
  isArm: fc.boolean(),
  taskEniLimit: fc.constantFrom(2, 1, 0),
  vpcId: fc.constantFrom('vpc-1', 'vpc-1', 'vpc-2'),
  /** Launched to register only later. */
  ready: fc.constantFrom(true, true, false),
})
const demand = fc.record({
  cpu: fc.constantFrom(0, 100, 128, 300),
  memory: fc.constantFrom(64, 100, 128, 300),
  tcp: fc.constantFrom(null, 8_080, 22),
  udp: fc.constantFrom(null, 8_080),
  architecture: fc.constantFrom(null, 'ARM64' as const, 'X86_64' as const),
  /** Of a network of its own; null for the bridge. */
  subnets: fc.constantFrom(null, ['subnet-a'], ['subnet-b', 'subnet-c', 'subnet-a']),
  strategies,
  group: fc.constantFrom(null, 'db'),
  waitsFirst: fc.boolean(),
})
type Place = typeof place extends fc.Arbitrary<infer P> ? P : never
type Demand = typeof demand extends fc.Arbitrary<infer D> ? D : never

const SUBNETS = Object.fromEntries(
  ZONES.map((zone) => [`subnet-${zone.at(-1)}`, { availabilityZone: zone, vpcId: 'vpc-1' }]),
)

function fleetOf(places: readonly Place[]): Simulation {
  const sim = new Simulation({ paranoid: true, subnets: SUBNETS })
  sim.ecs.createCluster({ clusterName: 'c' })
  for (const { zone, stack, isArm, ...own } of places) {
    const attributes = stack === null ? {} : { stack }
    const instanceType = isArm ? 'm6g.large' : 'm5.large'
    sim.fleet.launch({ cluster: 'c', instanceType, availabilityZones: [zone], attributes, ...own })
    sim.advance('7s')
  }
  return sim
}

function define(sim: Simulation, { cpu, memory, tcp, udp, architecture, subnets }: Demand): void {
  sim.ecs.registerTaskDefinition({
    family: 'T',
    ...(subnets === null ? {} : { networkMode: 'awsvpc' }),
    ...(architecture === null ? {} : { runtimePlatform: { cpuArchitecture: architecture } }),
    containerDefinitions: [
      {
        name: 'app',
        image: 'app',
        cpu,
        memory,
        portMappings:
          subnets !== null
            ? []
            : [
                ...(tcp === null ? [] : [{ containerPort: 1, hostPort: tcp, protocol: 'tcp' as const }]),
                ...(udp === null ? [] : [{ containerPort: 2, hostPort: udp, protocol: 'udp' as const }]),
              ],
      },
    ],
  })
}

/** What the rules say to the call that is about to be made. */
function expected(sim: Simulation, { strategies: given, group, subnets }: Demand) {
  const named = Object.entries(SUBNETS).map(([id, place]) => [id, { id, cidrBlock: '10.0.0.0/20', ...place }] as const)
  const world = { ...sim.snapshot(), subnets: new Map(named) }
  const definition = [...world.taskDefinitions.values()].at(-1)
  const clusterArn = [...world.clusters.keys()][0]
  if (definition === undefined || clusterArn === undefined) throw new Error('an empty world')
  const items = given.map(
    ({ type, field = '' }): Item => ({ type, field: type === 'binpack' ? field.toLowerCase() : field }),
  )
  const chain = items.length > 0 ? items : [{ type: 'random', field: '' }]
  return placementsOf({
    world,
    clusterArn,
    definition,
    needs: definition.needs,
    strategies: chain,
    group: group ?? 'family:T',
    subnetIds: subnets ?? [],
  })
}

test.prop(
  [fc.array(place, { minLength: 1, maxLength: 6 }), fc.array(demand, { minLength: 1, maxLength: 8 })],
  runs(150),
)(
  'PL-01, PL-04, PL-10, PL-11, PL-12, PL-15, PL-19, PL-21 each call goes where the rules say, or fails for the reasons that they give',
  (places, demands) => {
    const sim = fleetOf(places)
    for (const one of demands) {
      if (one.waitsFirst) sim.advance('40s')
      define(sim, one)
      const { allowed, refused } = expected(sim, one)
      const answer = call(sim, one)
      if (answer === null) expect([...allowed, ...refused]).toEqual([])
      else if (allowed.length === 0) expect(answer).toEqual({ tasks: [], failures: refused })
      else expect(allowed).toContain(answer.tasks[0]?.containerInstanceArn)
    }
  },
)

/** Null for a cluster in which nothing is registered yet. */
function call(sim: Simulation, { strategies: placementStrategy, group, subnets }: Demand) {
  if (sim.ecs.listContainerInstances({ cluster: 'c' }).containerInstanceArns.length === 0) return null
  return sim.ecs.runTask({
    cluster: 'c',
    taskDefinition: 'T',
    placementStrategy,
    ...(group === null ? {} : { group }),
    ...(subnets === null ? {} : { networkConfiguration: { awsvpcConfiguration: { subnets } } }),
  })
}

// ── ties and draws ──

const ROOMY: Place = {
  zone: ZONES[0],
  stack: null,
  cpuUnits: 1_024,
  memoryMiB: 1_024,
  isArm: false,
  taskEniLimit: 2,
  vpcId: 'vpc-1',
  ready: true,
}
const SMALL: Demand = {
  cpu: 128,
  memory: 128,
  tcp: null,
  udp: null,
  architecture: null,
  subnets: null,
  strategies: [],
  group: null,
  waitsFirst: false,
}

describe('ties and draws', () => {
  test('PL-19 of equals the one that registered first is chosen, not the one that was launched first', () => {
    const sim = fleetOf([{ ...ROOMY, ready: false }, ROOMY])
    sim.advance('5m')
    define(sim, SMALL)
    const [early] = [...sim.snapshot().containerInstances.values()].sort(
      (a, b) => (a.registeredAtMs as number) - (b.registeredAtMs as number),
    )
    const { tasks } = sim.ecs.runTask({
      cluster: 'c',
      taskDefinition: 'T',
      placementStrategy: [{ type: 'binpack', field: 'memory' }],
    })
    expect(tasks[0]?.containerInstanceArn).toBe(early?.arn)
  })

  test.each([
    ['without a strategy', []],
    ['with random', [{ type: 'random' as const }]],
    ['with binpack, then random', [{ type: 'binpack' as const, field: 'cpu' }, { type: 'random' as const }]],
  ])(
    'PL-24 a task that is placed %s reaches every instance that may be chosen, and no other',
    (_what, placementStrategy) => {
      const reached = new Set<number>()
      for (let seed = 0; seed < 80; seed++) {
        const sim = new Simulation({ seed })
        sim.ecs.createCluster({ clusterName: 'c' })
        for (const cpuUnits of [512, 100, 512, 512]) {
          sim.fleet.launch({ cluster: 'c', instanceType: 'm5.large', ready: true, cpuUnits, memoryMiB: 1_024 })
        }
        define(sim, SMALL)
        const { tasks } = sim.ecs.runTask({ cluster: 'c', taskDefinition: 'T', placementStrategy })
        const arns = sim.ecs.listContainerInstances({ cluster: 'c' }).containerInstanceArns
        reached.add(arns.indexOf(tasks[0]?.containerInstanceArn as string))
      }
      expect([...reached].sort()).toEqual([0, 2, 3])
    },
  )

  test('PL-15 what fits exactly fits', () => {
    const sim = fleetOf([{ ...ROOMY, cpuUnits: 128, memoryMiB: 128 }])
    define(sim, SMALL)
    const run = () => sim.ecs.runTask({ cluster: 'c', taskDefinition: 'T' })
    expect(run().tasks).toHaveLength(1)
    expect(run().failures.map(({ reason }) => reason)).toEqual(['RESOURCE:CPU'])
  })
})

// Those who wait in one line are one to every filter: what keeps the first of them out keeps out the others, for the same reason.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requestOf } from '../../src/engine/start-task.ts'
import { orderOf } from '../../src/engine/waiting-tasks.ts'
import type { World } from '../../src/engine/world.ts'
import { Simulation } from '../../src/index.ts'
import type { Task } from '../../src/model/entities.ts'
import { lineOf } from '../../src/placement/lines.ts'
import { place, refusals } from '../../src/placement/place.ts'
import { pluginName } from '../../src/placement/plugins.ts'
import type { FleetView, PlacementRequest } from '../../src/placement/request.ts'
import { lacksOf } from '../../src/placement/way-out/question.ts'
import { runs } from '../support/runs.ts'

const ZONES = ['us-east-1a', 'us-east-1b']

// ── who waits ──

/** Everything that a task may be told from another by while it waits. */
const MEMBERS = {
  family: fc.constantFrom('plain', 'plain', 'twin', 'twin', 'arm', 'port', 'gpu', 'eni', 'bound', 'group-shy'),
  group: fc.constantFrom('family:plain', 'web', 'jobs'),
  cpuUnits: fc.constantFrom(128, 128, 600),
  provider: fc.constantFrom('one', 'one', 'two'),
  exec: fc.boolean(),
  subnetIds: fc.constantFrom([], ['subnet-a'], ['subnet-b', 'subnet-a']),
  strategies: fc.constantFrom(
    [],
    [],
    [{ type: 'random' as const, field: '' }],
    [{ type: 'binpack' as const, field: 'memory' }],
    [{ type: 'custom:large' as const, field: '512' }],
    [{ type: 'custom:large' as const, field: '2048' }],
  ),
  constraints: fc.constantFrom(
    [],
    [],
    [],
    [],
    [{ type: 'distinctInstance' as const, expression: '' }],
    [{ type: 'memberOf' as const, expression: 'attribute:stack == a' }],
    [{ type: 'memberOf' as const, expression: 'task:group == web' }],
  ),
  zones: fc.constantFrom(null, ['us-east-1a'], ['us-east-1b']),
}
type Demand = {
  readonly [Member in keyof typeof MEMBERS]: (typeof MEMBERS)[Member] extends fc.Arbitrary<infer V> ? V : never
}

const demand = fc.record(MEMBERS) as fc.Arbitrary<Demand>

/** Two that have all in common, or differ in a member or two. */
const pair = fc
  .tuple(demand, demand, fc.subarray(Object.keys(MEMBERS) as (keyof Demand)[], { maxLength: 2 }))
  .map(([one, other, changed]): [Demand, Demand] => [
    one,
    { ...one, ...Object.fromEntries(changed.map((member) => [member, other[member]])) },
  ])

// ── where they would go ──

const instance = fc.record({
  zone: fc.constantFrom(...ZONES),
  stack: fc.constantFrom(null, 'a', 'b'),
  instanceType: fc.constantFrom('m5.large', 'm5.large', 'm6g.large', 'g4dn.xlarge'),
  cpuUnits: fc.constantFrom(2_048, 512),
  guests: fc.array(fc.constantFrom('web', 'jobs', 'family:plain'), { maxLength: 2 }),
})
type Place = typeof instance extends fc.Arbitrary<infer P> ? P : never

function worldOf(places: readonly Place[]): World {
  const sim = new Simulation({
    subnets: Object.fromEntries(ZONES.map((zone) => [`subnet-${zone.at(-1)}`, { availabilityZone: zone }])),
    plugins: { filters: { large: ({ cpuUnits }, { field }) => cpuUnits.registered >= Number(field) } },
  })
  sim.ecs.createCluster({ clusterName: 'c' })
  define(sim)
  for (const { zone, stack, guests, ...own } of places) {
    const attributes = stack === null ? {} : { stack }
    const launch = { cluster: 'c', ready: true, availabilityZones: [zone], attributes, ...own }
    const { containerInstances } = sim.fleet.launch(launch)
    const on = containerInstances.map(({ containerInstanceArn }) => containerInstanceArn)
    for (const group of guests)
      sim.ecs.startTask({ cluster: 'c', taskDefinition: 'twin', group, containerInstances: on })
  }
  return sim.view as World
}

function define(sim: Simulation): void {
  const app = { name: 'app', image: 'app', cpu: 128, memory: 128 }
  const families: Readonly<Record<Demand['family'], object>> = {
    plain: { containerDefinitions: [app] },
    twin: { containerDefinitions: [app] },
    arm: { containerDefinitions: [app], runtimePlatform: { cpuArchitecture: 'ARM64' } },
    port: { containerDefinitions: [{ ...app, portMappings: [{ containerPort: 22, hostPort: 8_080 }] }] },
    gpu: { containerDefinitions: [{ ...app, resourceRequirements: [{ type: 'GPU', value: '1' }] }] },
    eni: { containerDefinitions: [app], networkMode: 'awsvpc' },
    bound: {
      containerDefinitions: [app],
      placementConstraints: [{ type: 'memberOf', expression: 'attribute:stack exists' }],
    },
    'group-shy': {
      containerDefinitions: [app],
      placementConstraints: [{ type: 'memberOf', expression: 'not(task:group == jobs)' }],
    },
  }
  for (const [family, members] of Object.entries(families))
    sim.ecs.registerTaskDefinition({ family, ...members } as Parameters<typeof sim.ecs.registerTaskDefinition>[0])
}

const clusterIn = (world: World) => [...world.tables.clusters.values()][0]!.arn

interface Waiting {
  readonly line: string
  /** Of the universe of all instances of EC2: none here has a provider. */
  readonly request: PlacementRequest
  readonly provider: string | null
}

function waiting(world: World, { family, group, cpuUnits, provider, exec, ...wish }: Demand): Waiting {
  const definition = [...world.tables.taskDefinitions.values()].find((known) => known.family === family)!
  const task = {
    clusterArn: clusterIn(world),
    taskDefinitionArn: definition.arn,
    group,
    needs: { ...definition.needs, cpuUnits },
    launchType: 'EC2',
    launch: { capacityProvider: { name: provider }, enableExecuteCommand: exec },
    wish,
  } as unknown as Readonly<Task>
  const request = requestOf(world, orderOf(world, task), task.needs)
  const line = lineOf(task, definition)
  return { line, request: { ...request, capacityProvider: null }, provider: request.capacityProvider }
}

const fleetIn = (world: World): FleetView => world.indexes.fleet(clusterIn(world))

const answers = (fleet: FleetView, request: PlacementRequest) =>
  refusals(fleet, request).map(({ slot, reason, wanted, available }) => [slot.arn, reason, wanted, available])

/** What the filters looked at, and what they found there. */
function readBy(fleet: FleetView, request: PlacementRequest): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  const watched = new Proxy(request, {
    get(target, member: keyof PlacementRequest) {
      read[member] = found(target, member)
      return target[member]
    },
  })
  refusals(fleet, watched)
  for (const slot of fleet.slots()) lacksOf(watched, slot)
  return read
}

/** A query is what it spells, and of strategies filters see those that filter. */
function found(request: PlacementRequest, member: keyof PlacementRequest): unknown {
  if (member === 'memberOf') return request.memberOf.map(({ expression }) => expression)
  if (member === 'strategies') return request.strategies.filter((item) => pluginName(item) !== null)
  return request[member]
}

/** The same for every request of a world. */
const OF_THE_WORLD = ['instances', 'plugins', 'reservedPortLimit']

describe('CP-24 waiting in line', () => {
  const someFleet = fc.array(instance, { minLength: 1, maxLength: 4 })

  test('tasks of one line are refused by the same instances for the same reasons, and one finds room where the other does', () => {
    let shared = 0
    fc.assert(
      fc.property(someFleet, fc.array(pair, { minLength: 8, maxLength: 8 }), (places, pairs) => {
        const world = worldOf(places)
        const fleet = fleetIn(world)
        for (const [one, other] of pairs) {
          const [mine, its] = [waiting(world, one), waiting(world, other)]
          if (mine.line !== its.line) continue
          if (JSON.stringify(one) !== JSON.stringify(other)) shared++
          expect(answers(fleet, its.request)).toEqual(answers(fleet, mine.request))
          const isOpen = ({ request }: Waiting) => place(fleet, request, () => 0) !== null
          expect(isOpen(its)).toBe(isOpen(mine))
        }
      }),
      runs(40),
    )
    expect(shared, 'tasks that differ and share a line').toBeGreaterThan(0)
  })

  test('whatever a filter looks at in a request is told by the line', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(someFleet, fc.array(pair, { minLength: 8, maxLength: 8 }), (places, pairs) => {
        const world = worldOf(places)
        const fleet = fleetIn(world)
        for (const [one, other] of pairs) {
          const [mine, its] = [waiting(world, one), waiting(world, other)]
          const read = readBy(fleet, mine.request)
          for (const member of Object.keys(read)) seen.add(member)
          if (mine.line !== its.line) continue
          expect(readBy(fleet, its.request)).toEqual(read)
          expect(its.provider).toBe(mine.provider)
        }
      }),
      runs(40),
    )
    // A filter that looks at more than this asks for a line that says more, and for a member above.
    expect([...seen].filter((member) => !OF_THE_WORLD.includes(member)).sort()).toEqual([
      'capacityProvider',
      'distinctInstance',
      'group',
      'isExternal',
      'memberOf',
      'needs',
      'requiredAttributes',
      'strategies',
      'zones',
    ])
  })
})

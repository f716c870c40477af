// Does each law catch what breaks it, and show it small? One planted bug a law: in a strategy or filter where one can break
// it, in the simulation itself where only that can.
import { test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { PlacementStrategyPlugin, SimulationOptions } from '../../src/index.ts'
import { Simulation } from '../../src/index.ts'
import {
  BrokenLawError,
  type CheckOptions,
  checkPlacementFilter,
  checkPlacementStrategy,
  fillsFirst,
  keepsBalance,
  type PlacementLaw,
  placementCases,
  placementLaws,
  prefers,
  violationOf,
} from '../../src/testing/index.ts'

const laws = Object.values(placementLaws)
const fewest: PlacementStrategyPlugin = ({ taskGroups }, { group }) => taskGroups[group] ?? 0

/** What the check throws. */
function broken(check: () => void): BrokenLawError {
  try {
    check()
  } catch (error) {
    if (error instanceof BrokenLawError) return error
    throw error
  }
  throw new Error('no law is broken')
}

/** The simulation, but for some of its members. */
function lying(sim: Simulation, lies: object): Simulation {
  return new Proxy(sim, {
    get: (target, name) => {
      const value = Reflect.get(lies, name) ?? Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** Liars by the law that they break. */
const LIARS: Record<string, (sim: Simulation) => object> = {
  choosesWhatFits: (sim) => ({
    ecs: { ...sim.ecs, runTask: () => ({ tasks: [], failures: [] }) },
  }),
  neverOvercommits: (sim) => ({
    get view() {
      const { tables } = sim.view
      const instances = [...tables.containerInstances.values()].map((instance) => ({ ...instance, cpuUnits: 200 }))
      const containerInstances = new Map(instances.map((instance) => [instance.arn, instance]))
      return { tables: { clusters: tables.clusters, tasks: tables.tasks, containerInstances } }
    },
  }),
  honoursConstraints: (sim) => ({
    ecs: {
      ...sim.ecs,
      runTask: (input: Parameters<typeof sim.ecs.runTask>[0]) =>
        sim.ecs.runTask({ ...input, placementConstraints: [] }),
    },
  }),
  oneMoreInstance: (sim) => ({
    fork: () => {
      const fork = sim.fork()
      const launch: typeof fork.fleet.launch = (input) => {
        const answer = fork.fleet.launch(input)
        const { containerInstanceArns: containerInstances } = fork.ecs.listContainerInstances()
        fork.fleet.disconnectAgent({ containerInstances })
        return answer
      }
      return lying(fork, { fleet: { ...fork.fleet, launch } })
    },
  }),
}

/** A number that has nothing to do with the candidate. */
function moody(): PlacementStrategyPlugin {
  let calls = 0
  return () => {
    calls++
    return (calls * 7) % 5
  }
}

const byId: PlacementStrategyPlugin = ({ containerInstanceArn }) => Number.parseInt(containerInstanceArn.slice(-6), 16)

interface Row {
  readonly law: PlacementLaw
  readonly check: (options: CheckOptions) => void
  readonly says: RegExp
  /** Of the smallest counterexample: instances, and tasks that run or are asked for. */
  readonly size: readonly [instances: number, tasks: number]
}

const asStrategy = (strategy: PlacementStrategyPlugin) => (options: CheckOptions) =>
  checkPlacementStrategy(strategy, options)
const asLiar = (name: string) => (options: CheckOptions) => {
  const simulate = (all: SimulationOptions) => {
    const sim = new Simulation(all)
    return lying(sim, LIARS[name]?.(sim) ?? {})
  }
  checkPlacementStrategy(fewest, { ...options, simulate })
}

const ROWS: readonly Row[] = [
  {
    law: placementLaws.answersProperly,
    check: asStrategy(({ attributes }) => Number(attributes.stack)),
    says: /expected a placement strategy that returns a number, found NaN/,
    size: [2, 1],
  },
  { law: placementLaws.isPure, check: (options) => asStrategy(moody())(options), says: /asked again/, size: [2, 1] },
  {
    law: placementLaws.sameSeedSameAnswer,
    check: (options) => asStrategy(moody())(options),
    says: /in one world and to i\d in the other/,
    size: [2, 1],
  },
  { law: placementLaws.choosesWhatFits, check: asLiar('choosesWhatFits'), says: /was not placed/, size: [1, 1] },
  { law: placementLaws.neverOvercommits, check: asLiar('neverOvercommits'), says: /need 256 CPU units/, size: [1, 2] },
  { law: placementLaws.honoursConstraints, check: asLiar('honoursConstraints'), says: /is no member of/, size: [1, 1] },
  { law: placementLaws.ignoresOrder, check: asStrategy(byId), says: /in the opposite order/, size: [2, 2] },
  { law: placementLaws.oneMoreInstance, check: asLiar('oneMoreInstance'), says: /once another m5.large/, size: [1, 1] },
  {
    law: placementLaws.freeingRoom,
    check: (options) => checkPlacementFilter(({ runningTasksCount }) => runningTasksCount > 0, options),
    says: /nowhere once a task of \S+ has stopped/,
    size: [1, 2],
  },
  {
    law: placementLaws.explanationAgrees,
    check: (options) => asStrategy(moody())(options),
    says: /whyNot foretells|explain says/,
    size: [2, 1],
  },
  {
    law: keepsBalance({ by: 'instanceId', within: 1 }),
    check: asStrategy(({ runningTasksCount }) => runningTasksCount),
    says: /has room, and 0/,
    size: [2, 5],
  },
  {
    law: keepsBalance({ by: 'attribute:ecs.availability-zone', within: 1 }),
    check: asStrategy(fewest),
    says: /went to us-east-1\w, which now has \d/,
    size: [3, 4],
  },
  {
    law: fillsFirst({ resource: 'cpu' }),
    check: asStrategy(({ cpuUnits }) => -cpuUnits.free),
    says: /left; i\d had \d+, and room/,
    size: [2, 2],
  },
  {
    law: prefers((chosen, other) => chosen.memoryMiB.free >= other.memoryMiB.free),
    check: asStrategy(({ cpuUnits }) => -cpuUnits.free),
    says: /is better/,
    size: [2, 2],
  },
]

describe('a planted bug', () => {
  test('there is one for every law', () => {
    expect(laws.filter((law) => !ROWS.some((row) => row.law === law))).toEqual([])
  })

  test.each(ROWS.map((row) => [row.law.name, row] as const))('of %s is caught, and small in the end', (name, row) => {
    const error = broken(() => row.check({ laws: [row.law], runs: 300 }))
    expect(error.law).toBe(name)
    expect(error.message.split('\n')[0]).toMatch(row.says)
    const { fleet, running, requests } = error.counterexample
    const tasks = running.length + requests.reduce((sum, { count = 1 }) => sum + count, 0)
    expect(fleet.length).toBeLessThanOrEqual(row.size[0])
    expect(tasks).toBeLessThanOrEqual(row.size[1])
  })
})

describe('strategies and filters without a bug', () => {
  test.each([
    ['fewest of the group', fewest, [keepsBalance({ by: 'instanceId', within: 1 })]],
    ['least memory', ({ memoryMiB }) => memoryMiB.free, [fillsFirst({ resource: 'memory' })]],
    ['least CPU', ({ cpuUnits }) => cpuUnits.free, [fillsFirst({ resource: 'cpu' })]],
    ['nobody is better', () => Number.POSITIVE_INFINITY, []],
    [
      'the largest share',
      ({ cpuUnits }) => -cpuUnits.free / cpuUnits.registered,
      [prefers(({ cpuUnits: one }, { cpuUnits: other }) => one.free * other.registered >= other.free * one.registered)],
    ],
  ] satisfies [string, PlacementStrategyPlugin, PlacementLaw[]][])('%s keeps every law', (_, strategy, own) => {
    checkPlacementStrategy(strategy, { laws: [...laws, ...own], runs: 16 })
  })

  test('AWS spreads over zones, and what stands behind it may break ties as it likes', () => {
    const before = [{ type: 'spread', field: 'attribute:ecs.availability-zone' }] as const
    const own = [keepsBalance({ by: 'attribute:ecs.availability-zone', within: 1 })]
    checkPlacementStrategy(({ cpuUnits }) => cpuUnits.free, { before, laws: [...laws, ...own], runs: 16 })
  })

  test('a filter keeps every law', () => {
    checkPlacementFilter(({ memoryMiB }, { field }) => memoryMiB.registered >= Number(field), {
      field: '1024',
      runs: 16,
    })
    checkPlacementFilter(({ cpuUnits: { free } }) => free > 500 || { wanted: '500', available: `${free}` }, {
      runs: 16,
    })
  })

  test('in another year, too', () => {
    checkPlacementStrategy(fewest, { options: { behavior: '2023-06', paranoid: true }, runs: 20 })
  })
})

describe('the check', () => {
  const check = (options: CheckOptions = {}) =>
    checkPlacementStrategy(byId, { laws: [placementLaws.ignoresOrder], ...options })

  test('says the same each time, and the seed and path of a failure lead to it at once', () => {
    const first = broken(check)
    expect(broken(check).message).toBe(first.message)
    const { seed, path } = first
    expect(broken(() => check({ seed, path })).counterexample).toEqual(first.counterexample)
    expect(broken(() => check({ seed: 2 })).path).not.toBe(path)
  })

  test('tries the laws in the order of the table', () => {
    expect(broken(() => checkPlacementStrategy(moody())).law).toBe('isPure')
    expect(broken(() => checkPlacementStrategy(() => Number.NaN)).law).toBe('answersProperly')
  })

  test('takes laws of the user', () => {
    const onlyFirst: PlacementLaw = {
      name: 'onlyFirst',
      says: 'the first instance takes everything',
      judge: ({ sim, request, nameOf }) => {
        const [task] = sim.ecs.runTask(request).tasks
        const name = nameOf(sim, task?.containerInstanceArn ?? '')
        return task === undefined || name === 'i1' ? null : `a task went to ${name}`
      },
    }
    const error = broken(() => checkPlacementStrategy(fewest, { laws: [onlyFirst] }))
    expect(error.message).toMatch(/^onlyFirst does not hold for the strategy mine: a task went to i2\.\n/)
    expect(error.program).toContain('laws: [onlyFirst], seed: 1')
  })

  test('hands on what is nobody’s law', () => {
    const law: PlacementLaw = {
      name: 'judgeFails',
      says: '',
      judge: () => {
        throw new TypeError('a judge with a bug')
      },
    }
    expect(broken(() => checkPlacementStrategy(fewest, { laws: [law] })).message).toContain(
      'TypeError: a judge with a bug',
    )
  })
})

test.prop([placementCases()], { numRuns: 50, seed: 5 })(
  'a law is a predicate for properties of one’s own',
  (example) => {
    expect(violationOf(placementLaws.neverOvercommits, { strategy: fewest }, example)).toBeNull()
  },
)

test('a refused request breaks no law', () => {
  const request = { taskDefinition: 'nobody-registered-it' }
  const example = { fleet: [], taskDefinitions: [], running: [], requests: [request] }
  for (const law of laws) expect(violationOf(law, { strategy: fewest }, example)).toBeNull()
})

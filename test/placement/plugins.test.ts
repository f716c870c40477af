// A strategy or filter of one's own: how it takes part, what a mistake in it does, and how it travels.
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { AwsException, type PlacementCandidate, type PluginOptions, Simulation, UsageError } from '../../src/index.ts'
import { placementCases, placementStrategies, worldOf } from '../../src/testing/index.ts'
import { Yard } from '../support/placing.ts'
import { refusalOf } from '../support/refusals.ts'
import { runs } from '../support/runs.ts'

const places = { i1: { cpu: 1000, mem: 3000 }, i2: { cpu: 2000, mem: 2000 }, i3: { cpu: 3000, mem: 1000 } }

/** Prefers the most of what its field names, and wants nothing with less CPU than its field. */
const plugins: PluginOptions = {
  strategies: { roomiest: ({ cpuUnits, memoryMiB }, { field }) => -(field === 'cpu' ? cpuUnits : memoryMiB).free },
  filters: {
    large: ({ cpuUnits }, { field }) =>
      cpuUnits.registered >= Number(field) || { wanted: `${field} CPU units`, available: `${cpuUnits.registered}` },
  },
}

function yardWith(own: PluginOptions): Yard {
  const yard = new Yard(places, { plugins: own })
  yard.define({ cpu: 100, memory: 100 })
  return yard
}

const custom = (name: string, field?: string) => ({ type: `custom:${name}` as const, field })

describe('taking part', () => {
  test('PL-18 a strategy of your own ranks what fits, lowest first, anywhere in the chain', () => {
    const yard = yardWith(plugins)
    expect(yard.run({ placementStrategy: [custom('roomiest', 'cpu')] }).placed).toEqual(['i3'])
    expect(yard.run({ placementStrategy: [custom('roomiest')] }).placed).toEqual(['i1'])
    const spread = { type: 'spread', field: 'instanceId' } as const
    expect(yard.run({ placementStrategy: [spread, custom('roomiest', 'cpu')] }).placed).toEqual(['i2'])
  })

  test('PL-04 a filter of your own binds, and its name is the reason', () => {
    const yard = yardWith(plugins)
    expect(yard.run({ count: 2, placementStrategy: [custom('large', '3000')] }).placed).toEqual(['i3', 'i3'])
    const none = [custom('large', '4000')]
    expect(yard.run({ placementStrategy: none }).failures).toEqual([
      'i1 custom:large',
      'i2 custom:large',
      'i3 custom:large',
    ])
    yard.serve({ placementStrategy: none })
    expect(yard.event()).toContain('encountered error "custom:large".')
  })

  test('PL-26 a service keeps it, answers it, and uses it for what it starts', () => {
    const yard = yardWith(plugins)
    yard.serve({ desiredCount: 2, placementStrategy: [custom('roomiest', 'cpu')] })
    expect(yard.where()).toEqual(['i3', 'i3'])
    const { service } = yard.sim.ecs.updateService({ cluster: 'c', service: 's', desiredCount: 1 })
    expect(service?.placementStrategy).toEqual([{ type: 'custom:roomiest', field: 'cpu' }])
    yard.sim.advance('10m')
    expect(yard.where()).toEqual(['i3'])
  })

  test("PL-22 AWS's enum stays closed for every other name", () => {
    const refusal = (type: string) =>
      refusalOf(() => yardWith(plugins).run({ placementStrategy: [{ type } as unknown as { type: 'random' }] }))
    expect(refusal('custom:roomier')).toMatchObject({
      name: 'InvalidParameterException',
      path: 'placementStrategy[0].type',
      expected: "'spread', 'binpack' or 'random', custom:roomiest, custom:large",
    })
    expect(refusal('roomiest')).toMatchObject({ expected: 'one of "binpack", "random", "spread"' })
  })

  test('what it sees is read-only', () => {
    const yard = yardWith({
      strategies: {
        greedy: (candidate) => {
          ;(candidate.cpuUnits as { free: number }).free = 9
          return 0
        },
      },
    })
    const refusal = refusalOf(() => yard.run({ placementStrategy: [custom('greedy')] }))
    expect(refusal.message).toContain('custom:greedy: expected a plug-in that does not throw')
  })
})

describe('mistakes', () => {
  const bad: PluginOptions = {
    strategies: {
      throws: () => {
        throw new Error('no idea')
      },
      nan: () => Number.NaN,
      late: ({ runningTasksCount }) => (runningTasksCount > 1 ? Number.NaN : 0),
    },
    filters: { vague: () => 'maybe' as unknown as boolean },
  }

  test.each([
    ['throws', 'no idea'],
    ['nan', 'NaN'],
    ['vague', '"maybe"'],
    ['late', 'NaN'],
  ])('a plug-in that fails (%s) is one UsageError, and the world is as it was', (name, found) => {
    const yard = yardWith(bad)
    const before = yard.sim.save()
    const refusal = refusalOf(() => yard.run({ count: 10, placementStrategy: [custom(name)] }))
    expect(refusal).toMatchObject({ name: 'UsageError', path: `custom:${name}`, found })
    expect(yard.sim.save()).toBe(before)
  })

  test.prop(
    [
      placementCases(),
      fc.nat(4),
      fc.constantFrom('strategies' as const, 'filters' as const),
      placementStrategies({ maxLength: 2 }),
      fc.constantFrom(1, 1, 3),
    ],
    runs(150),
  )(
    'one that fails for a single instance leaves no trace, whatever stands around it in the chain, and however the dice fall',
    (example, nth, kind, before, count) => {
      let ill: string | undefined
      const picky = ({ containerInstanceArn }: PlacementCandidate) => {
        if (containerInstanceArn === ill) throw new Error('not this one')
        return kind === 'strategies' ? 1 : true
      }
      const sim = worldOf({ ...example, requests: [] }, { plugins: { [kind]: { picky } } as PluginOptions })
      ill = [...sim.view.tables.containerInstances.values()][nth]?.arn
      const request = example.requests.at(-1)!
      const placementStrategy = [...before, custom('picky'), ...(request.placementStrategy ?? [])]
      const saved = sim.save()
      try {
        sim.ecs.runTask({ ...request, count, placementStrategy })
      } catch (error) {
        expect(error instanceof UsageError || error instanceof AwsException).toBe(true)
        expect(sim.save()).toBe(saved)
      }
    },
  )

  test('in a service it stops time with the same words each time, and the world stays in order', () => {
    const yard = yardWith(bad)
    const input = { cluster: 'c', serviceName: 's', taskDefinition: 'T', desiredCount: 2 }
    yard.sim.ecs.createService({ ...input, placementStrategy: [custom('throws')] })
    const first = refusalOf(() => yard.sim.advance('1m'))
    expect(refusalOf(() => yard.sim.advance('1m')).message).toBe(first.message)
    yard.sim.checkInvariants()
    yard.sim.ecs.updateService({ cluster: 'c', service: 's', placementStrategy: [] })
    yard.sim.advance('1m')
    expect(yard.where()).toHaveLength(2)
  })

  test.each([
    ['plugins.strategy', { strategy: {} }],
    ['plugins.filters.roomiest', { ...plugins, filters: { roomiest: () => true } }],
    ['plugins.strategies.a b', { strategies: { 'a b': () => 0 } }],
    ['plugins.filters.x', { filters: { x: 5 } }],
    ['plugins', 5],
  ])('%s is refused at the door', (path, own) => {
    expect(refusalOf(() => new Simulation({ plugins: own as PluginOptions }))).toMatchObject({ path })
  })
})

describe('travelling', () => {
  test('a saved simulation names its plug-ins, and goes on only with them', () => {
    const yard = yardWith(plugins)
    yard.serve({ placementStrategy: [custom('roomiest', 'cpu')] })
    const saved = yard.sim.save()
    expect(refusalOf(() => Simulation.restore(saved))).toMatchObject({ path: 'plugins', expected: 'custom:roomiest' })
    const restored = Simulation.restore(saved, { plugins })
    for (const sim of [restored, yard.sim, yard.sim.fork()]) {
      sim.ecs.updateService({ cluster: 'c', service: 's', desiredCount: 3 })
      sim.advance('5m')
    }
    expect(restored.journalHash()).toBe(yard.sim.journalHash())
  })

  test('a fork and a fork of the past keep them', () => {
    const yard = yardWith(plugins)
    yard.serve({ placementStrategy: [custom('roomiest', 'cpu')] })
    const { sim } = yard
    sim.advance('1m')
    for (const other of [sim.fork(), sim.forkAt(sim.now)]) {
      const { tasks } = other.ecs.runTask({
        cluster: 'c',
        taskDefinition: 'T',
        placementStrategy: [custom('roomiest')],
      })
      expect(yard.nameOf(tasks[0]?.containerInstanceArn)).toBe('i1')
    }
  })

  test('a simulation without plug-ins saves as before', () => {
    expect(new Simulation().save()).not.toContain('"plugins"')
  })
})

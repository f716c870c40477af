// Arbitrary fleets, tasks, strategies and operations. They shrink toward few instances, small tasks and nothing special.
import { fc } from '@fast-check/vitest'
import { ZONES } from '../../src/testing/fleets.ts'
import { FAMILIES, type Family, type Operation, type Percentages, SERVICE_NAMES, type Strategy } from './operations.ts'

export { ZONES }

const zones: fc.Arbitrary<readonly string[]> = fc.uniqueArray(fc.constantFrom(...ZONES), { minLength: 1 })

const strategy: fc.Arbitrary<Strategy> = fc.constantFrom<Strategy>(
  { type: 'spread', field: 'instanceId' },
  { type: 'spread', field: 'host' },
  { type: 'spread', field: 'attribute:ecs.availability-zone' },
  { type: 'spread', field: 'attribute:stack' },
  { type: 'spread', field: 'attribute:ecs.awsvpc-trunk-id' },
  { type: 'binpack', field: 'memory' },
  { type: 'binpack', field: 'CPU' },
  { type: 'random' },
)

export const strategies = fc.array(strategy, { maxLength: 3 })

/** Any percentages, the ones that cannot move included. */
const percentages: fc.Arbitrary<Percentages> = fc.record({
  minimumHealthyPercent: fc.constantFrom(100, 0, 50, 67),
  maximumPercent: fc.constantFrom(200, 100, 125, 150),
})

const family = fc.oneof(
  { weight: 1, arbitrary: fc.constant(FAMILIES[0]) },
  { weight: 1, arbitrary: fc.constant<Family>('checked') },
  { weight: 1, arbitrary: fc.constantFrom(...FAMILIES) },
)
const name = fc.oneof(
  { weight: 3, arbitrary: fc.constant<string>(SERVICE_NAMES[0]) },
  { weight: 1, arbitrary: fc.constantFrom<string>(...SERVICE_NAMES) },
)
const cpuUnits = fc.constantFrom(128, 256, 64, 512, 1_024)
const memoryMiB = fc.constantFrom(256, 128, 512, 1_024)

export const launchOperation: fc.Arbitrary<Operation> = fc.record({
  do: fc.constant('launch' as const),
  count: fc.integer({ min: 1, max: 3 }),
  cpuUnits: fc.constantFrom(1_024, 512, 2_048),
  memoryMiB: fc.constantFrom(1_024, 2_048, 700),
  ready: fc.boolean().map((later) => !later),
  zones,
  stack: fc.constantFrom(null, 'a', 'b', ''),
  enis: fc.constantFrom(null, 1, 0, 'trunk' as const),
})
export const terminateOperation = fc.record({ do: fc.constant('terminate' as const), nth: fc.nat(9) })
export const registerOperation = fc.record({ do: fc.constant('register' as const), family, cpuUnits, memoryMiB })
export const runOperation = fc.record({
  do: fc.constant('run' as const),
  family,
  count: fc.integer({ min: 1, max: 4 }),
  strategies,
  group: fc.constantFrom(null, 'jobs', '__proto__'),
})
export const stopOperation = fc.record({ do: fc.constant('stop' as const), nth: fc.nat(19) })
export const sickenOperation = fc.record({ do: fc.constant('sicken' as const), nth: fc.nat(19) })
export const armOperation = fc.record({ do: fc.constant('arm' as const), name, enable: fc.boolean() })
export const protectOperation = fc.record({
  do: fc.constant('protect' as const),
  nth: fc.nat(19),
  minutes: fc.constantFrom(1, 5, 60, null),
})
const daemon = fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) })
export const createOperation = fc
  .record({
    do: fc.constant('create' as const),
    name,
    daemon,
    family,
    mix: fc.nat(2),
    desired: fc.integer({ min: 0, max: 4 }),
    percentages: fc.option(percentages),
    strategies,
  })
  // Fargate has no instances to be on.
  .map((each) => (each.daemon && each.family === 'fargate' ? { ...each, family: FAMILIES[0] } : each))
export const updateOperation = fc.record({
  do: fc.constant('update' as const),
  name,
  desired: fc.option(fc.integer({ min: 0, max: 4 })),
  family: fc.option(family),
  percentages: fc.option(percentages),
  strategies: fc.option(strategies),
  force: fc.boolean(),
  mix: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(2) }),
})
export const deleteOperation = fc.record({ do: fc.constant('delete' as const), name, force: fc.boolean() })
export const advanceOperation = fc.record({
  do: fc.constant('advance' as const),
  seconds: fc.oneof(
    { weight: 6, arbitrary: fc.nat(60) },
    { weight: 2, arbitrary: fc.nat(900) },
    { weight: 1, arbitrary: fc.constantFrom(3_600, 7_200, 25_000) },
  ),
})
const settleOperation = fc.constant<Operation>({ do: 'settle' })

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 6, arbitrary: advanceOperation },
  { weight: 3, arbitrary: launchOperation },
  { weight: 2, arbitrary: createOperation },
  { weight: 5, arbitrary: updateOperation },
  { weight: 3, arbitrary: runOperation },
  { weight: 2, arbitrary: stopOperation },
  { weight: 1, arbitrary: terminateOperation },
  { weight: 2, arbitrary: sickenOperation },
  { weight: 1, arbitrary: protectOperation },
  { weight: 1, arbitrary: armOperation },
  { weight: 1, arbitrary: registerOperation },
  { weight: 1, arbitrary: deleteOperation },
  { weight: 1, arbitrary: settleOperation },
)

export const operations = fc.array(operation, { maxLength: 20, size: 'max' })

/** A list of operations that begins with a fleet and a service, so that something goes on from the start. */
export const busyOperations: fc.Arbitrary<Operation[]> = fc
  .tuple(launchOperation, createOperation, operations)
  .map(([first, second, more]) => [first, { ...second, name: SERVICE_NAMES[0] }, ...more])

export const seed = fc.oneof(fc.integer(), fc.string({ unit: 'binary', maxLength: 12 }))

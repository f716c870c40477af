// Arbitrary happenings before a load balancer. They shrink toward few, short and harmless ones.
import { fc } from '@fast-check/vitest'
import { type Happening, NAMES, type Revision } from './front.ts'

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 1 })
const as = <const Name extends string>(name: Name) => fc.constant(name)
const nth = fc.nat(9)
const service = fc.constantFrom(...NAMES)
const watch = maybe(fc.constantFrom('off' as const, 'stop' as const, 'rollback' as const))
const revision = fc.constantFrom<Revision>('good', 'good', 'sick', 'late', 'crashing', 'broken', 'deaf')

const wishes = {
  desired: maybe(fc.integer({ min: 0, max: 5 })),
  bounds: maybe(
    fc.constantFrom<readonly [number, number]>([100, 200], [0, 100], [50, 150], [50, 100], [100, 125], [100, 100]),
  ),
  breaker: watch,
  alarms: fc.option(fc.constantFrom('off' as const, 'stop' as const, 'rollback' as const), { freq: 2 }),
  graceSeconds: maybe(fc.constantFrom(0, 45, 300)),
}

const createHappening = fc.record({ do: as('create'), service, revision: fc.constant<Revision>('good'), ...wishes })
const anyCreation = fc.record({ do: as('create'), service, revision, ...wishes })
const updateHappening = fc.record({
  do: as('update'),
  service,
  force: fc.boolean(),
  revision: fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: revision }),
  ...wishes,
})
const advanceHappening = fc.record({
  do: as('advance'),
  seconds: fc.oneof(
    { weight: 6, arbitrary: fc.nat(90) },
    { weight: 2, arbitrary: fc.nat(900) },
    { weight: 1, arbitrary: fc.constant(3_600) },
  ),
})

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 12, arbitrary: advanceHappening },
  { weight: 7, arbitrary: updateHappening },
  { weight: 2, arbitrary: anyCreation },
  { weight: 1, arbitrary: fc.record({ do: as('delete'), service, force: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: as('rollBack'), service }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: as('answer'),
      nth,
      with: fc.constantFrom<'ok' | 'timeout' | 'refused' | 500>('ok', 500, 'timeout', 'refused'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: as('crash'), nth }) },
  { weight: 2, arbitrary: fc.record({ do: as('protect'), nth, minutes: fc.constantFrom(5, 1, 60, null) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: as('setGroup'),
      nth,
      delay: maybe(fc.constantFrom(0, 20, 300)),
      interval: maybe(fc.constantFrom(10, 30)),
      threshold: maybe(fc.constantFrom(2, 5)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: as('route'), group: fc.constantFrom('inner', 'own'), on: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: as('alarm'), state: fc.constantFrom('OK', 'ALARM') }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('stopTask', 'drain', 'activate', 'disconnect', 'reconnect', 'terminate'),
      nth,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: as('launch') }) },
)

/** A list that begins with a service and time for it to come up. */
export const happenings: fc.Arbitrary<Happening[]> = fc
  .tuple(createHappening, advanceHappening, fc.array(happening, { maxLength: 25, size: 'max' }))
  .map(([first, second, more]) => [first, second, ...more])

// What the pre-check of a rehearsal says, is that how it comes?
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { type Rehearsal, type RehearsalOptions, rehearse } from '../../src/rehearsal/index.ts'
import { type StackSettings, stack } from '../support/blueprints.ts'
import { runs } from '../support/runs.ts'

const NEXT = 'example.com/web:2'
const percent = fc.integer({ min: 0, max: 100 })

/** Fleets and services of every kind of trouble; as often as not there is none. */
const settings: fc.Arbitrary<StackSettings> = fc.record(
  {
    desired: fc.integer({ min: 0, max: 6 }),
    min: percent,
    max: fc.integer({ min: 101, max: 220 }),
    instances: fc.integer({ min: 1, max: 6 }),
    cpu: fc.constantFrom(128, 512, 1_024, 2_048, 3_000),
    memory: fc.constantFrom(128, 2_048, 7_000),
    hostPort: fc.constantFrom(0, 0, 80),
    distinct: fc.boolean(),
    memberOf: fc.constantFrom(
      'attribute:ecs.instance-type == m5.large',
      'attribute:ecs.instance-type == m5.xlarge',
      'attribute:ecs.availability-zone == us-east-1a',
    ),
    delay: fc.constantFrom(0, 30),
    breaker: fc.boolean(),
    instanceType: fc.constantFrom('m5.large', 'm5.large', 'c5.xlarge'),
    network: fc.constantFrom('bridge', 'awsvpc'),
    trunk: fc.boolean(),
    subnets: fc.constantFrom(['subnet-a'], ['subnet-a', 'subnet-b'], ['subnet-a', 'subnet-b', 'subnet-c']),
    grace: fc.constantFrom(0, 20, 60, 90),
    interval: fc.constantFrom(6, 10, 30),
    unhealthy: fc.constantFrom(2, 3),
    check: fc.record({
      interval: fc.constantFrom(5, 10),
      retries: fc.constantFrom(1, 3),
      startPeriod: fc.constantFrom(0, 30),
    }),
  },
  { requiredKeys: ['desired', 'min', 'max', 'instances'] },
)

/** Zones of a constraint and rebalancing do not go together in AWS; a task with an interface of its own needs no port of its instance. */
const sane = settings
  .filter(({ memberOf = '' }) => !memberOf.includes('zone'))
  .map(({ hostPort, ...rest }) => (hostPort === undefined || rest.network === 'awsvpc' ? rest : { ...rest, hostPort }))

/** How long the app takes to answer. */
const boot = fc.option(fc.integer({ min: 1, max: 150 }), { nil: undefined })

interface Played {
  readonly rehearsal: Rehearsal
  readonly isAtRest: boolean
}

function played(before: StackSettings, after: StackSettings, options: RehearsalOptions = {}): Played {
  const { rehearsal } = rehearse({
    before: stack(before),
    after: stack({ ...after, image: NEXT }),
    fixes: false,
    ...options,
  })
  return { rehearsal, isAtRest: rehearsal.restless.length === 0 }
}

const wentWell = ({ verdict }: Rehearsal) => verdict === 'completes' || verdict === 'degrades'

const bootOf = (seconds: number | undefined): RehearsalOptions =>
  seconds === undefined ? {} : { bootTime: `${seconds}s` }

test.prop([sane, boot], runs(60))('what the pre-check calls impossible never completes', (world, seconds) => {
  const { rehearsal } = played(world, world, bootOf(seconds))
  if (rehearsal.impossible.length > 0) expect(wentWell(rehearsal)).toBe(false)
})

test.prop([sane, sane, boot], runs(60))(
  'nor does it when everything changes at once, other than the fleet',
  (before, after, seconds) => {
    const { instances, instanceType, trunk, distinct, delay, network } = before
    const next = {
      ...after,
      instances,
      ...(instanceType === undefined ? {} : { instanceType }),
      ...(trunk === undefined ? {} : { trunk }),
      ...(network === undefined ? {} : { network }),
      ...(delay === undefined ? {} : { delay }),
      ...(distinct === undefined ? {} : { distinct }),
    }
    if (delay === undefined) delete (next as { delay?: number }).delay
    if (network === undefined) delete (next as { network?: string }).network
    if (network === 'awsvpc') delete (next as { hostPort?: number }).hostPort
    const { rehearsal } = played(before, next as StackSettings, bootOf(seconds))
    if (rehearsal.impossible.length > 0) expect(wentWell(rehearsal)).toBe(false)
  },
)

const moving = fc.record({
  desired: fc.integer({ min: 0, max: 8 }),
  min: percent,
  max: fc.integer({ min: 101, max: 220 }),
})

test.prop([moving, fc.option(fc.integer({ min: 0, max: 8 }))], runs(80))(
  'DP-131 with room for everybody the percentages are impossible exactly when the deployment gets stuck',
  (world, desired) => {
    const next = { ...world, desired: desired ?? world.desired, instances: 4 }
    const { rehearsal } = played({ ...world, instances: 4 }, next)
    const isImpossible = rehearsal.impossible.some(({ kind }) => kind === 'percentages')
    expect(isImpossible).toBe(rehearsal.verdict === 'stuck')
    expect(rehearsal.verdict).toBe(isImpossible ? 'stuck' : 'completes')
  },
)

test.prop([fc.record({ instances: fc.integer({ min: 1, max: 6 }), min: percent })], runs(40))(
  'DP-131, SV-407 the same of daemons',
  (world) => {
    const { rehearsal } = played({ ...world, daemon: true }, { ...world, daemon: true })
    expect(rehearsal.impossible.some(({ kind }) => kind === 'percentages')).toBe(rehearsal.verdict === 'stuck')
  },
)

test.prop(
  [fc.record({ desired: fc.integer({ min: 1, max: 4 }), instances: fc.integer({ min: 1, max: 5 }), min: percent })],
  runs(40),
)('DP-712 a static port is impossible exactly when every instance is taken and nobody may go', (world) => {
  const { rehearsal, isAtRest } = played({ ...world, hostPort: 80 }, { ...world, hostPort: 80 })
  if (!isAtRest) return
  expect(rehearsal.impossible.some(({ kind }) => kind === 'static-port')).toBe(rehearsal.verdict === 'stuck')
})

const slow = {
  seconds: fc.integer({ min: 1, max: 200 }),
  grace: fc.integer({ min: 0, max: 120 }),
  breaker: fc.option(fc.boolean(), { nil: undefined }),
}

test.prop(
  [fc.record({ ...slow, interval: fc.constantFrom(6, 10, 30), unhealthy: fc.integer({ min: 2, max: 5 }) })],
  runs(60),
)(
  'DP-604, WE-33 a task alone behind a load balancer is too slow exactly when it never becomes healthy',
  ({ seconds, breaker, ...own }) => {
    const world = { ...own, ...(breaker === undefined ? {} : { breaker }), desired: 1, delay: 5 }
    const { rehearsal } = played(world, world, bootOf(seconds))
    expect(rehearsal.impossible.some(({ rule }) => rule === 'DP-604')).toBe(!wentWell(rehearsal))
  },
)

test.prop(
  [
    fc.record({
      ...slow,
      interval: fc.constantFrom(6, 10, 30),
      retries: fc.integer({ min: 1, max: 5 }),
      startPeriod: fc.integer({ min: 0, max: 60 }),
      desired: fc.integer({ min: 1, max: 3 }),
    }),
  ],
  runs(60),
)(
  'DP-604, HC-5 neither does a task whose container is found unhealthy before, when one task more is all there may be',
  ({ seconds, breaker, grace, interval, retries, startPeriod, desired }) => {
    const world = {
      grace,
      ...(breaker === undefined ? {} : { breaker }),
      desired,
      max: Math.ceil(((desired + 1) * 100) / desired),
      check: { interval, retries, startPeriod },
    }
    const { rehearsal } = played(world, world, bootOf(seconds))
    const isImpossible = rehearsal.impossible.some(({ rule }) => rule === 'DP-604')
    // A sighting comes a moment after the verdict: a grace period that ends in between is not called too short.
    if (isImpossible) expect(wentWell(rehearsal)).toBe(false)
    else if (seconds <= startPeriod || seconds + 25 < grace) expect(wentWell(rehearsal)).toBe(true)
  },
)

test.prop(
  [
    fc.record({
      desired: fc.integer({ min: 1, max: 12 }),
      instances: fc.integer({ min: 1, max: 4 }),
      trunk: fc.boolean(),
      min: percent,
      max: fc.integer({ min: 150, max: 220 }),
    }),
    fc.integer({ min: 1, max: 30 }),
  ],
  runs(60),
)(
  'PL-10, PX-08 tasks with interfaces of their own: impossible exactly when the deployment gets stuck',
  (world, desired) => {
    const own = {
      network: 'awsvpc',
      subnets: ['subnet-a', 'subnet-b', 'subnet-c'],
      instanceType: 'c5.large',
      cpu: 16,
      memory: 64,
    } as const
    const { rehearsal, isAtRest } = played({ ...world, ...own }, { ...world, desired, ...own })
    if (!isAtRest) return
    expect(rehearsal.impossible.length > 0).toBe(rehearsal.verdict === 'stuck')
  },
)

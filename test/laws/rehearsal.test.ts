// What the pre-check of a rehearsal says, is that how it comes?
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { type Rehearsal, rehearse } from '../../src/rehearsal/index.ts'
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
  },
  { requiredKeys: ['desired', 'min', 'max', 'instances'] },
)

/** Zones of a constraint and rebalancing do not go together in AWS. */
const sane = settings.filter(({ memberOf = '' }) => !memberOf.includes('zone'))

interface Played {
  readonly rehearsal: Rehearsal
  readonly isAtRest: boolean
}

function played(before: StackSettings, after: StackSettings): Played {
  const { rehearsal } = rehearse({ before: stack(before), after: stack({ ...after, image: NEXT }), fixes: false })
  return { rehearsal, isAtRest: rehearsal.restless.length === 0 }
}

const wentWell = ({ verdict }: Rehearsal) => verdict === 'completes' || verdict === 'degrades'

test.prop([sane], runs(60))('what the pre-check calls impossible never completes', (world) => {
  const { rehearsal } = played(world, world)
  if (rehearsal.impossible.length > 0) expect(wentWell(rehearsal)).toBe(false)
})

test.prop([sane, sane], runs(60))(
  'nor does it when everything changes at once, other than the fleet',
  (before, after) => {
    const { instances, distinct, delay } = before
    const next = {
      ...after,
      instances,
      ...(delay === undefined ? {} : { delay }),
      ...(distinct === undefined ? {} : { distinct }),
    }
    if (delay === undefined) delete (next as { delay?: number }).delay
    const { rehearsal } = played(before, next as StackSettings)
    if (rehearsal.impossible.length > 0) expect(wentWell(rehearsal)).toBe(false)
  },
)

const moving = fc.record({
  desired: fc.integer({ min: 0, max: 8 }),
  min: percent,
  max: fc.integer({ min: 101, max: 220 }),
})

test.prop([moving], runs(80))(
  'DP-131 with room for everybody the percentages are impossible exactly when the deployment gets stuck',
  (world) => {
    const { rehearsal } = played({ ...world, instances: 4 }, { ...world, instances: 4 })
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

// What do the policies of a group want?
import { describe, expect, test } from 'vitest'
import type { GroupPolicy } from '../../../src/model/scaling/groups.ts'
import type { AlarmSight } from '../../../src/scaling/alarm-sight.ts'
import { decideGroup, type GroupPolicySight, type GroupSight } from '../../../src/scaling/groups/decide.ts'
import { warmingCount, warmupMsOf } from '../../../src/scaling/groups/warm-up.ts'
import { groupRow, member } from '../../support/groups.ts'

const alarm = (value: number, threshold: number, facts: Partial<AlarmSight> = {}): AlarmSight => ({
  name: 'alarm',
  calls: true,
  comparison: 'GreaterThanThreshold',
  threshold,
  latest: value,
  evaluated: [value],
  ...facts,
})

function sightOf(
  configuration: GroupPolicy['configuration'],
  facts: Partial<Omit<GroupPolicySight, 'policy'>> = {},
): GroupPolicySight {
  const policy: GroupPolicy = {
    id: 'policy',
    name: 'policy',
    groupName: 'fleet',
    isEnabled: true,
    createdAtMs: 0,
    configuration,
    warmupMs: null,
    alarmHigh: null,
    alarmLow: null,
    kept: {},
  }
  return { policy, high: null, low: null, callers: [], warming: 0, ...facts }
}

function wanted(policies: readonly GroupPolicySight[], facts: Partial<GroupSight> = {}): number | null {
  const options = { targetTrackingMetric: 'latest', groupMaxScaleIn: 0.5 }
  const decision = decideGroup({ minSize: 0, maxSize: 100, desired: 10, isResting: false, options, ...facts, policies })
  return decision?.capacity ?? null
}

const tracking = (targetValue: number, disableScaleIn = false) =>
  ({ kind: 'tracking', targetValue, disableScaleIn }) as const
const simple = (adjustment: number) =>
  ({
    kind: 'simple',
    adjustmentType: 'ChangeInCapacity',
    adjustment,
    minAdjustmentMagnitude: null,
    cooldownMs: null,
  }) as const
const percent = {
  kind: 'step',
  adjustmentType: 'PercentChangeInCapacity',
  minAdjustmentMagnitude: null,
  aggregation: 'Average',
  cooldownMs: 0,
  steps: [
    { lower: 0, upper: 15, adjustment: 10 },
    { lower: 15, upper: 25, adjustment: 20 },
    { lower: 25, upper: null, adjustment: 30 },
  ],
} as const

describe('target tracking', () => {
  const high = (value: number) => alarm(value, 50)
  const low = (value: number) => alarm(value, 35, { comparison: 'LessThanThreshold' })

  test('AG-09 the formula is that of services: capacity in proportion to the metric, rounded up', () => {
    expect(wanted([sightOf(tracking(50), { high: high(57.5) })])).toBe(12)
    expect(wanted([sightOf(tracking(50), { low: low(34) })])).toBe(7)
    expect(wanted([sightOf(tracking(50), { high: alarm(60, 50, { calls: false }) })])).toBeNull()
  })

  test('AG-08 what warms up is no base, but part of what is there: 3 desired, 1 of them warm', () => {
    expect(wanted([sightOf(tracking(50), { high: high(100), warming: 2 })], { desired: 3 })).toBeNull()
    expect(wanted([sightOf(tracking(50), { high: high(200), warming: 2 })], { desired: 3 })).toBe(4)
    expect(wanted([sightOf(tracking(50), { low: low(10), warming: 1 })])).toBeNull()
  })

  test('AG-09, CP-35 at most half goes at once, and one at least', () => {
    expect(wanted([sightOf(tracking(50), { low: low(1) })])).toBe(5)
    expect(wanted([sightOf(tracking(50), { low: low(0) })], { desired: 1 })).toBe(0)
    expect(wanted([sightOf(tracking(50), { low: low(1) })], { minSize: 8 })).toBe(8)
  })

  test('AG-09 an empty group starts with one', () => {
    expect(wanted([sightOf(tracking(50), { high: high(200) })], { desired: 0 })).toBe(1)
  })

  test('AG-09, AS-35 scale-in needs every policy that may scale in; those that may not have no say', () => {
    const calm = sightOf(tracking(50), { low: low(20) })
    const busy = sightOf(tracking(50), { low: { ...low(20), calls: false } })
    expect(wanted([calm, busy])).toBeNull()
    expect(wanted([calm, sightOf(tracking(50, true))])).toBe(5)
    expect(wanted([calm, sightOf(tracking(50), { low: low(40) })])).toBe(8)
  })

  test('AG-09, AS-34 while one calls for more nothing goes, even at the maximum', () => {
    const more = sightOf(tracking(50), { high: high(60) })
    const less = sightOf(simple(-1), { callers: [alarm(20, 50)] })
    expect(wanted([more, less], { maxSize: 10 })).toBeNull()
    expect(wanted([more, less])).toBe(12)
  })
})

describe('steps', () => {
  test('AG-10, E-34e percent steps 10/20/30 at 60, 75 and 85 of 10 instances', () => {
    const from = (value: number) =>
      wanted([sightOf(percent, { callers: [alarm(value, 60, { comparison: 'GreaterThanOrEqualToThreshold' })] })])
    expect([60, 74.9, 75, 85].map(from)).toEqual([11, 11, 12, 13])
  })

  test('AG-08, AG-10 a step adds to what is warm, and acts only beyond what is desired', () => {
    const step = (adjustment: number, warming: number) =>
      sightOf(
        { ...percent, adjustmentType: 'ChangeInCapacity', steps: [{ lower: 0, upper: null, adjustment }] },
        { callers: [alarm(70, 60)], warming },
      )
    expect(wanted([step(2, 1)])).toBe(11)
    expect(wanted([step(2, 2)])).toBeNull()
    expect(wanted([step(-2, 0)])).toBe(8)
    expect(wanted([step(-2, 1)])).toBeNull()
  })

  test('AG-10 an exact capacity is taken as it is, within the bounds', () => {
    const exact = (adjustment: number) =>
      sightOf(
        { ...percent, adjustmentType: 'ExactCapacity', steps: [{ lower: 0, upper: null, adjustment }] },
        { callers: [alarm(70, 60)], warming: 0 },
      )
    expect(wanted([exact(15)])).toBe(15)
    expect(wanted([exact(3)])).toBe(3)
    expect(wanted([exact(3)], { minSize: 5 })).toBe(5)
    expect(wanted([exact(200)])).toBe(100)
    expect(wanted([exact(10)])).toBeNull()
  })

  test('AG-10, AS-66 of several policies the largest capacity wins', () => {
    const add = sightOf(simple(3), { callers: [alarm(70, 60)] })
    expect(wanted([add, sightOf(percent, { callers: [alarm(70, 60)] })])).toBe(13)
  })
})

describe('simple policies', () => {
  test('AG-07 they wait while the group rests; others do not', () => {
    const one = sightOf(simple(1), { callers: [alarm(70, 60)], warming: 5 })
    expect(wanted([one])).toBe(11)
    expect(wanted([one], { isResting: true })).toBeNull()
    expect(wanted([sightOf(percent, { callers: [alarm(70, 60)] })], { isResting: true })).toBe(11)
  })
})

test('AG-08 the warm-up is the policy’s, else the group’s, else its cooldown', () => {
  const group = groupRow({ defaultWarmupMs: 120_000 })
  expect(warmupMsOf(group, { warmupMs: 0 })).toBe(0)
  expect(warmupMsOf(group, { warmupMs: null })).toBe(120_000)
  expect(warmupMsOf(groupRow(), { warmupMs: null })).toBe(300_000)
})

test('AG-08 warm is who came into service long enough ago, or is on its way out', () => {
  const members = [
    member({ id: 'i-1', inServiceAtMs: 0 }),
    member({ id: 'i-2', inServiceAtMs: 50_000 }),
    member({ id: 'i-3', state: 'Pending', inServiceAtMs: null }),
    member({ id: 'i-4', state: 'Terminating', inServiceAtMs: 50_000 }),
    member({ id: 'i-5', state: 'Pending', inServiceAtMs: null, isExtra: true }),
  ]
  expect(warmingCount(members, 60_000, 100_000)).toBe(2)
  expect(warmingCount(members, 60_000, 110_000)).toBe(1)
})

// In which zone does a group launch, and which instance does it let go?
import { describe, expect, test } from 'vitest'
import type { GroupInstance } from '../../../src/model/scaling/groups.ts'
import { countByZone, isCounted } from '../../../src/scaling/groups/members.ts'
import { planGroup } from '../../../src/scaling/groups/plan.ts'
import { victims } from '../../../src/scaling/groups/termination.ts'
import { movesBetweenZones, rebalancingMargin, zonesToTry } from '../../../src/scaling/groups/zones.ts'
import { groupRow, member } from '../../support/groups.ts'

const HOUR_MS = 3_600_000
const accepts = () => true

const toTry = (zones: readonly string[], members: readonly GroupInstance[]) =>
  zonesToTry(zones, countByZone(zones, members.filter(isCounted)))

/** `a: 3` is three instances in zone a. */
function spread(counts: Readonly<Record<string, number>>, facts: Partial<GroupInstance> = {}): GroupInstance[] {
  return Object.entries(counts).flatMap(([zone, count]) =>
    Array.from({ length: count }, (_, nth) => member({ id: `i-${zone}${nth}`, availabilityZone: zone, ...facts })),
  )
}

describe('zones', () => {
  test('AG-04, E-34a launches go where there are fewest: b, b, c', () => {
    const members = spread({ a: 3, b: 1, c: 2 })
    const launched: string[] = []
    for (let nth = 0; nth < 3; nth++) {
      const zone = toTry(['a', 'b', 'c'], members)[0]!
      launched.push(zone)
      members.push(member({ id: `i-new${nth}`, availabilityZone: zone, state: 'Pending' }))
    }
    expect(launched).toEqual(['b', 'b', 'c'])
  })

  test('AG-04 ties go by the name of the zone, and instances on their way out do not count', () => {
    expect(toTry(['c', 'b', 'a'], [])).toEqual(['a', 'b', 'c'])
    expect(toTry(['a', 'b'], spread({ a: 1, b: 2 }, { state: 'Terminating:Wait' }))).toEqual(['a', 'b'])
    expect(toTry(['a', 'b'], [...spread({ a: 1 }), ...spread({ b: 2 }, { state: 'Standby' })])).toEqual(['b', 'a'])
  })

  test('AG-05 the margin is a tenth, rounded down, and one at least', () => {
    expect([0, 1, 9, 10, 19, 20, 35].map(rebalancingMargin)).toEqual([1, 1, 1, 1, 1, 2, 3])
  })

  test('AG-05 a group at rest moves what is uneven by more than one, beyond its maximum as far as the margin goes', () => {
    const group = { maxSize: 6, availabilityZones: ['a', 'b', 'c'], desiredCapacity: 6 }
    expect(movesBetweenZones(group, spread({ a: 4, b: 2 }), accepts)).toEqual([{ from: 'a', to: 'c' }])
    expect(movesBetweenZones({ ...group, maxSize: 20 }, spread({ a: 4, b: 2 }), accepts)).toEqual([
      { from: 'a', to: 'c' },
      { from: 'a', to: 'c' },
    ])
    expect(movesBetweenZones({ ...group, maxSize: 20 }, spread({ a: 2, b: 2, c: 2 }), accepts)).toEqual([])
    expect(
      movesBetweenZones({ ...group, desiredCapacity: 5, maxSize: 20 }, spread({ a: 2, b: 2, c: 1 }), accepts),
    ).toEqual([])
  })

  test('AG-05 nothing moves while something comes or goes, into a zone that takes nothing, or from protected instances', () => {
    const group = { maxSize: 20, availabilityZones: ['a', 'b'], desiredCapacity: 4 }
    expect(movesBetweenZones(group, spread({ a: 4 }), accepts)).toHaveLength(2)
    expect(
      movesBetweenZones(group, [...spread({ a: 4 }), member({ id: 'i-out', state: 'Terminating' })], accepts),
    ).toEqual([])
    expect(movesBetweenZones(group, spread({ a: 4 }), (zone) => zone !== 'b')).toEqual([])
    expect(movesBetweenZones(group, spread({ a: 4 }, { isProtected: true }), accepts)).toEqual([])
    expect(movesBetweenZones({ ...group, desiredCapacity: 3 }, spread({ a: 4 }), accepts)).toEqual([])
  })

  test('AG-05 instances of a zone that is no longer the group’s move, however few they are', () => {
    const group = { maxSize: 20, availabilityZones: ['a', 'b'], desiredCapacity: 3 }
    expect(movesBetweenZones(group, spread({ a: 1, b: 1, z: 1 }), accepts)).toEqual([{ from: 'z', to: 'a' }])
  })
})

describe('victims', () => {
  const group = { availabilityZones: ['a', 'b', 'c'], terminationPolicies: ['Default'] }
  const chosen = (policies: readonly string[], members: readonly GroupInstance[], count = 1, nowMs = 0) =>
    victims({ ...group, terminationPolicies: policies }, members, count, nowMs).map(({ id }) => id)

  test('AG-20, E-34b fullest zone, oldest template, nearest billing hour: i-1, i-4, i-3', () => {
    const of = (id: string, zone: string, version: number, launchedS: number) =>
      member({
        id,
        availabilityZone: zone,
        launch: { kind: 'template', name: 'LT', version: String(version) },
        sourceCreatedAtMs: version * 1000,
        launchedAtMs: launchedS * 1000,
      })
    const members = [
      of('i-1', 'a', 1, 0),
      of('i-2', 'a', 2, 400),
      of('i-3', 'a', 2, 3000),
      of('i-4', 'b', 1, 100),
      of('i-5', 'b', 2, 6500),
    ]
    expect(chosen(['Default'], members, 3, 10_000_000)).toEqual(['i-1', 'i-4', 'i-3'])
  })

  test('AG-20 launch configurations go before launch templates, the oldest of them first; then the lowest id', () => {
    const configured = (id: string, createdAtMs: number) =>
      member({ id, launch: { kind: 'configuration', name: id, version: null }, sourceCreatedAtMs: createdAtMs })
    const members = [member({ id: 'i-1' }), configured('i-3', 20), configured('i-2', 10), configured('i-0', 20)]
    expect(chosen([], members, 4)).toEqual(['i-2', 'i-0', 'i-3', 'i-1'])
  })

  test('AG-20 each other policy has its say, in order', () => {
    const members = [
      member({ id: 'i-1', launchedAtMs: 5000 }),
      member({ id: 'i-2', launchedAtMs: 1000 }),
      member({ id: 'i-3', launchedAtMs: 9000, sourceCreatedAtMs: -1 }),
    ]
    expect(chosen(['OldestInstance'], members)).toEqual(['i-2'])
    expect(chosen(['NewestInstance'], members)).toEqual(['i-3'])
    expect(chosen(['OldestLaunchTemplate'], members)).toEqual(['i-3'])
    expect(chosen(['OldestLaunchConfiguration'], members)).toEqual(['i-1'])
    expect(chosen(['AllocationStrategy', 'NewestInstance'], members)).toEqual(['i-3'])
    expect(chosen(['ClosestToNextInstanceHour'], members, 1, HOUR_MS + 2000)).toEqual(['i-1'])
    expect(chosen(['NewestInstance', 'Default'], members)).toEqual(['i-3'])
  })

  test('AG-20 balance precedes all: an equally full zone is pooled, a fuller one comes first', () => {
    const members = [...spread({ a: 2, b: 2 }, { launchedAtMs: 10 }), member({ id: 'i-old', availabilityZone: 'c' })]
    expect(chosen(['OldestInstance'], members, 3)).toEqual(['i-a0', 'i-b0', 'i-old'])
  })

  test('AG-21 protected instances are never scaled in; the fullest zone that holds another gives one', () => {
    const members = [...spread({ a: 3 }, { isProtected: true }), ...spread({ b: 1, c: 2 })]
    expect(chosen(['Default'], members, 9)).toEqual(['i-c0', 'i-b0', 'i-c1'])
  })
})

describe('what is to be done', () => {
  const plan = (facts: Parameters<typeof groupRow>[0], members: readonly GroupInstance[]) => {
    const found = planGroup(groupRow(facts), members, 0, { accepts, mayLaunch: true, spare: null })
    return {
      unhealthy: found.unhealthy.map(({ id }) => id),
      launches: found.launches,
      surplus: found.surplus.map(({ id }) => id),
      moves: found.moves.length,
    }
  }
  const NOTHING = { unhealthy: [], launches: 0, surplus: [], moves: 0 }

  test('AG-06 an unhealthy instance goes and another comes at the same time', () => {
    const members = [...spread({ a: 1, b: 1 }), member({ id: 'i-ill', availabilityZone: 'c', isHealthy: false })]
    expect(plan({}, members)).toEqual({ ...NOTHING, unhealthy: ['i-ill'], launches: 1 })
    const lost = [...spread({ a: 1, b: 1 }), member({ id: 'i-lost', availabilityZone: 'c', isLost: true })]
    expect(plan({}, lost)).toEqual({ ...NOTHING, unhealthy: ['i-lost'], launches: 1 })
  })

  test('AG-24 suspended processes are not carried out', () => {
    const ill = [...spread({ a: 1, b: 1 }), member({ id: 'i-ill', availabilityZone: 'c', isLost: true })]
    expect(plan({ suspendedProcesses: ['HealthCheck'] }, ill)).toEqual(NOTHING)
    expect(plan({ suspendedProcesses: ['ReplaceUnhealthy'] }, ill)).toEqual(NOTHING)
    expect(plan({ suspendedProcesses: ['Launch'] }, ill)).toEqual({ ...NOTHING, unhealthy: ['i-ill'] })
    expect(plan({ suspendedProcesses: ['Launch'] }, [])).toEqual(NOTHING)
    expect(plan({ suspendedProcesses: ['Terminate'] }, spread({ a: 4 }))).toEqual(NOTHING)
    expect(plan({ suspendedProcesses: ['AZRebalance'] }, spread({ a: 3 }))).toEqual(NOTHING)
    expect(plan({}, spread({ a: 3 }))).toEqual({ ...NOTHING, moves: 2 })
  })

  test('AG-02 instances on standby or on their way out do not count', () => {
    const away = [member({ id: 'i-s', state: 'Standby' }), member({ id: 'i-t', state: 'Terminating' })]
    expect(plan({}, [...spread({ a: 1 }), ...away])).toEqual({ ...NOTHING, launches: 2 })
  })

  test('AG-05 what came to even the zones out is no surplus until it is in service', () => {
    const extra = member({ id: 'i-extra', availabilityZone: 'b', state: 'Pending', isExtra: true })
    expect(plan({}, [...spread({ a: 3 }), extra])).toEqual(NOTHING)
    expect(plan({}, [...spread({ a: 3 }), { ...extra, state: 'InService', isExtra: false }])).toEqual({
      ...NOTHING,
      surplus: ['i-a0'],
    })
  })
})

// How large is a warm pool, who fills it, and who leaves it?
import { describe, expect, test } from 'vitest'
import type { WarmPool } from '../../../src/model/scaling/groups.ts'
import {
  isPrepared,
  isStill,
  nextFromPool,
  planPool,
  roomInPool,
  warmPoolSize,
} from '../../../src/scaling/groups/warm-pool.ts'
import { groupRow, member } from '../../support/groups.ts'

const POOL: WarmPool = { minSize: 0, maxPrepared: null, state: 'Stopped', reuses: false, isDeleting: false }
const stopped = (id: string, facts: object = {}) =>
  member({ id, state: 'Warmed:Stopped', inServiceAtMs: null, ...facts })

describe('its size', () => {
  test.each([
    ['E-34c up to MaxSize', {}, 10, 6, 4],
    ['E-34c up to MaxGroupPreparedCapacity', { maxPrepared: 8 }, 10, 6, 2],
    ['AG-23 none where as many are in service', { maxPrepared: 5 }, 10, 6, 0],
    ['AG-23 never fewer than its minimum', { minSize: 3, maxPrepared: 8 }, 10, 6, 3],
    ['AG-23 always the same where both are the same', { minSize: 8, maxPrepared: 8 }, 10, 6, 8],
    ['AG-23 nothing of one that is being deleted', { minSize: 3, isDeleting: true }, 10, 6, 0],
  ])('%s', (_, facts: Partial<WarmPool>, maxSize, desiredCapacity, size) => {
    expect(warmPoolSize({ ...POOL, ...facts }, { maxSize, desiredCapacity })).toBe(size)
  })
})

describe('its plan', () => {
  const group = (facts: object = {}) => groupRow({ maxSize: 6, desiredCapacity: 3, warmPool: POOL, ...facts })

  test('AG-23 what lacks is launched, beside those that are on their way out', () => {
    const pool = [
      stopped('i-1'),
      stopped('i-2', { state: 'Warmed:Terminating' }),
      stopped('i-3', { state: 'Warmed:Pending' }),
    ]
    expect(planPool(group(), pool, true)).toEqual({ unhealthy: [], launches: 1, surplus: [] })
    expect(planPool(group(), pool, false).launches).toBe(0)
    expect(planPool(group({ suspendedProcesses: ['Launch'] }), pool, true).launches).toBe(0)
    expect(planPool(group({ warmPool: null }), [], true)).toEqual({ unhealthy: [], launches: 0, surplus: [] })
  })

  test('AG-23 of too many those on their way in go first, then the latest', () => {
    const pool = ['i-1', 'i-2', 'i-3'].map((id, at) => stopped(id, { launchedAtMs: at }))
    const coming = stopped('i-0', { state: 'Warmed:Pending:Wait' })
    const plan = planPool(group({ maxSize: 4 }), [...pool, coming], true)
    expect(plan.surplus.map(({ id }) => id)).toEqual(['i-0', 'i-3', 'i-2'])
    expect(planPool(group({ maxSize: 4, suspendedProcesses: ['Terminate'] }), pool, true).surplus).toEqual([])
  })

  test('AG-06, AG-23 who is ill is replaced once it is prepared, unless that is suspended', () => {
    const ill = [
      stopped('i-1', { isHealthy: false }),
      stopped('i-2', { state: 'Warmed:Running', isLost: true }),
      stopped('i-3', { state: 'Warmed:Pending', isHealthy: false }),
    ]
    const { unhealthy, launches } = planPool(group(), ill, true)
    expect([unhealthy.map(({ id }) => id), launches]).toEqual([['i-1', 'i-2'], 2])
    const of = (process: string) =>
      planPool(group({ suspendedProcesses: [process] }), ill, true).unhealthy.map(({ id }) => id)
    expect([of('ReplaceUnhealthy'), of('HealthCheck')]).toEqual([[], ['i-1']])
  })

  test('AG-23 there is room for who comes back only where the pool reuses', () => {
    const pool = [stopped('i-1')]
    expect(roomInPool(group(), pool)).toBe(0)
    expect(roomInPool(group({ warmPool: { ...POOL, reuses: true } }), pool)).toBe(2)
  })
})

test('AG-23 the next one is of the first zone that has one, the longest prepared, and well', () => {
  const pool = [
    stopped('i-1', { availabilityZone: 'a', state: 'Warmed:Pending' }),
    stopped('i-2', { availabilityZone: 'b', isLost: true }),
    stopped('i-3', { availabilityZone: 'b' }),
    stopped('i-4', { availabilityZone: 'b' }),
    stopped('i-5', { availabilityZone: 'c' }),
  ]
  const next = (isFit: (id: string) => boolean) => nextFromPool(['a', 'b', 'c'], pool, ({ id }) => isFit(id))?.id
  expect(next(() => true)).toBe('i-3')
  expect(next((id) => id === 'i-5')).toBe('i-5')
  expect(next(() => false)).toBeUndefined()
})

test('AG-23 a prepared instance stands still unless it runs', () => {
  const states = ['Warmed:Stopped', 'Warmed:Hibernated', 'Warmed:Running', 'Warmed:Pending', 'InService'] as const
  expect(states.map((state) => isPrepared({ state }))).toEqual([true, true, true, false, false])
  expect(states.map((state) => isStill({ state }))).toEqual([true, true, false, false, false])
})

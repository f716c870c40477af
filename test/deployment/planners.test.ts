// The planners of a rolling update by themselves: numbers in, quotas out.
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { afterFailure, isCounted, NO_ATTEMPTS } from '../../src/deployment/attempts.ts'
import { announce } from '../../src/deployment/notices.ts'
import { planStarts } from '../../src/deployment/plan-starts.ts'
import { planStops, stopRankOf } from '../../src/deployment/plan-stops.ts'
import { newDeployment, withNewPrimary } from '../../src/deployment/rows.ts'
import { boundsOf, type ServiceView } from '../../src/deployment/service-view.ts'
import type { DeploymentId } from '../../src/kernel/arns.ts'
import { resolveBehavior } from '../../src/model/behavior.ts'
import { type Count, emptyCount } from '../../src/model/census.ts'
import type { Deployment, Service } from '../../src/model/entities.ts'

const behavior = resolveBehavior('latest', {})

function row(id: string, facts: Partial<Deployment> = {}): Deployment {
  return { ...newDeployment(id as DeploymentId, {} as Deployment['revision'], 0), ...facts }
}

interface Case {
  readonly desired: number
  readonly min: number
  readonly max: number
  readonly fresh?: Partial<Count>
  readonly old?: Partial<Count>
}

/** A service with a new deployment and a completed old one. */
function viewOf({ desired, min, max, fresh = {}, old = {} }: Case): ServiceView {
  const deployments = [row('new'), row('old', { status: 'ACTIVE', rolloutState: 'COMPLETED', completedAtMs: 1 })]
  const counts: Record<string, Count> = { new: { ...emptyCount(), ...fresh }, old: { ...emptyCount(), ...old } }
  const sum = (standing: keyof Count) => counts.new![standing] + counts.old![standing]
  return {
    nowMs: 0,
    behavior,
    service: {
      status: 'ACTIVE',
      desiredCount: desired,
      minimumHealthyPercent: min,
      maximumPercent: max,
      deployments,
    } as unknown as Service,
    countOf: ({ id }) => counts[id]!,
    leavingOf: emptyCount,
    total: {
      starting: sum('starting'),
      unsettled: sum('unsettled'),
      healthy: sum('healthy'),
      stopping: sum('stopping'),
    },
  }
}

const stopsOf = (it: Case) =>
  planStops(viewOf(it)).map(({ why, count, healthyAllowance }) => [why, count, healthyAllowance])
const startsOf = (it: Case) => planStarts(viewOf(it)).map(({ deployment, count }) => [deployment.id, count])

describe('bounds', () => {
  test.each([
    ['DP-100 the lower bound rounds up', 3, 66, 100, 2, 3],
    ['DP-100 the upper bound rounds down', 3, 100, 134, 3, 4],
    ['DP-101 7 % of 100 is 7, not 8', 100, 7, 100, 7, 100],
    ['DP-101 115 % of 100 is 115, not 114', 100, 55, 115, 55, 115],
    ['DP-130 nothing of nothing', 0, 100, 200, 0, 0],
  ])('%s', (_title, desiredCount, minimumHealthyPercent, maximumPercent, lower, upper) => {
    expect(boundsOf({ desiredCount, minimumHealthyPercent, maximumPercent })).toEqual({ lower, upper })
  })

  test.prop([fc.nat({ max: 5_000 }), fc.nat({ max: 100 }), fc.integer({ min: 100, max: 400 })])(
    'the bounds are the nearest whole numbers that keep the percentages',
    (desiredCount, minimumHealthyPercent, maximumPercent) => {
      const { lower, upper } = boundsOf({ desiredCount, minimumHealthyPercent, maximumPercent })
      expect(
        lower * 100 >= desiredCount * minimumHealthyPercent && (lower - 1) * 100 < desiredCount * minimumHealthyPercent,
      ).toBe(true)
      expect(upper * 100 <= desiredCount * maximumPercent && (upper + 1) * 100 > desiredCount * maximumPercent).toBe(
        true,
      )
    },
  )
})

describe('the stop phase', () => {
  test.each([
    [
      'DP-110 stops as many healthy old tasks as the lower bound spares',
      { desired: 6, min: 50, max: 200, old: { healthy: 6 } },
      [['rolling', 3, 3]],
    ],
    [
      'DP-110 stops none while the lower bound needs them all',
      { desired: 4, min: 100, max: 200, old: { healthy: 4 }, fresh: { starting: 4 } },
      [],
    ],
    [
      'DP-110 lets unhealthy old tasks go outside the allowance while the bound is kept',
      { desired: 4, min: 100, max: 200, old: { healthy: 4, unsettled: 2 } },
      [['rolling', 2, 0]],
    ],
    ['DP-110 keeps them while it is missed', { desired: 4, min: 100, max: 200, old: { healthy: 3, unsettled: 1 } }, []],
    [
      'DP-112 stops everything at once when nothing has to stay',
      { desired: 4, min: 0, max: 200, old: { healthy: 4 } },
      [['rolling', 4, 4]],
    ],
    [
      'DP-441 stops surplus new tasks only when the old ones are gone',
      { desired: 2, min: 100, max: 200, fresh: { healthy: 3 }, old: { healthy: 1 } },
      [['rolling', 1, 1]],
    ],
    [
      'DP-441 and then at once',
      { desired: 2, min: 100, max: 200, fresh: { healthy: 3, starting: 1 } },
      [['scale-in', 2, 1]],
    ],
  ] as const)('%s', (_title, it, quotas) => expect(stopsOf(it)).toEqual(quotas))

  test('DP-432 never-completed rows go first, the newest of them before the others, the completed one last', () => {
    const service = { deployments: [row('d4'), row('d3'), row('d2'), row('d1', { completedAtMs: 1 })] }
    const ranks = ['d3', 'd2', 'd1'].map((id) => stopRankOf(service, id))
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
  })
})

describe('the start phase', () => {
  test.each([
    ['DP-120 starts what is missing', { desired: 4, min: 100, max: 200, old: { healthy: 4 } }, [['new', 4]]],
    [
      'DP-120 starts no more than the upper bound has room for',
      { desired: 4, min: 100, max: 125, old: { healthy: 4 } },
      [['new', 1]],
    ],
    [
      'DP-103 stopping tasks take up that room',
      { desired: 4, min: 50, max: 100, old: { healthy: 2, stopping: 2 } },
      [],
    ],
    [
      'DP-121 more old tasks than the upper bound only block starts',
      { desired: 2, min: 100, max: 200, old: { healthy: 6 } },
      [],
    ],
  ] as const)('%s', (_title, it, quotas) => expect(startsOf(it)).toEqual(quotas))
})

describe('attempts', () => {
  test('DP-702, DP-710 two tries after 15 s, then gaps of 30 s that double up to 27 minutes', () => {
    let attempts = NO_ATTEMPTS
    const gaps = Array.from({ length: 11 }, () => {
      const from = attempts.nextAtMs ?? 0
      attempts = afterFailure(attempts, from, behavior)
      return ((attempts.nextAtMs as number) - from) / 1_000
    })
    expect(gaps).toEqual([15, 15, 30, 60, 120, 240, 480, 960, 1_620, 1_620, 1_620])
  })

  test('DP-700 in the profile of 2023-06 the longest gap is 15 minutes', () => {
    expect(afterFailure({ failed: 20, nextAtMs: 0, heldUntilMs: null }, 0, resolveBehavior('2023-06', {})).nextAtMs).toBe(900_000)
  })

  test('DP-710 only an attempt whose time has come is counted', () => {
    expect([
      isCounted(NO_ATTEMPTS, 5),
      isCounted({ failed: 1, nextAtMs: 10, heldUntilMs: null }, 5),
      isCounted({ failed: 1, nextAtMs: 10, heldUntilMs: null }, 10),
    ]).toEqual([true, false, true])
  })

  test('DP-703 a new deployment starts with a clean slate', () => {
    const [primary] = withNewPrimary([row('old', { attempts: { failed: 9, nextAtMs: 99, heldUntilMs: null } })], row('new'))
    expect(primary?.attempts).toEqual(NO_ATTEMPTS)
  })
})

describe('notices', () => {
  const condition = { rule: 'EV-120', message: 'stuck' }
  test('EV-201 a condition is said when it begins, again after its time, and forgotten when it is over', () => {
    const first = announce([], [condition], 0, 100)
    expect(first.due).toEqual(['stuck'])
    expect(announce(first.notices, [condition], 99, 100)).toEqual({ due: [], notices: first.notices })
    expect(announce(first.notices, [condition], 100, 100).due).toEqual(['stuck'])
    expect(announce(first.notices, [], 50, 100).notices).toEqual([])
    expect(announce([], [condition], 51, 100).due).toEqual(['stuck'])
  })
})

// The planners of a rolling update by themselves: numbers in, quotas out.
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { afterFailure, isCounted, NO_ATTEMPTS } from '../../src/deployment/attempts.ts'
import { planDaemonStarts, planDaemonStops } from '../../src/deployment/daemon.ts'
import { announce } from '../../src/deployment/notices.ts'
import { planStarts } from '../../src/deployment/plan-starts.ts'
import { planStops, stopRankOf } from '../../src/deployment/plan-stops.ts'
import { isBalanced, planMoveIn, planMoveOut } from '../../src/deployment/rebalance.ts'
import { newDeployment, withNewPrimary } from '../../src/deployment/rows.ts'
import {
  type Balance,
  boundsOf,
  type Posted,
  type ServiceView,
  type Unhealthy,
} from '../../src/deployment/service-view.ts'
import type { DeploymentId } from '../../src/kernel/arns.ts'
import { type BehaviorOptions, resolveBehavior } from '../../src/model/behavior.ts'
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
function viewOf({ desired, min, max, fresh = {}, old = {} }: Case, options: BehaviorOptions = {}): ServiceView {
  const deployments = [row('new'), row('old', { status: 'ACTIVE', rolloutState: 'COMPLETED', completedAtMs: 1 })]
  const counts: Record<string, Count> = { new: { ...emptyCount(), ...fresh }, old: { ...emptyCount(), ...old } }
  const sum = (standing: keyof Count) => counts.new![standing] + counts.old![standing]
  return {
    nowMs: 0,
    behavior: resolveBehavior('latest', options),
    service: {
      status: 'ACTIVE',
      desiredCount: desired,
      minimumHealthyPercent: min,
      maximumPercent: max,
      deployments,
      rebalancing: null,
      kept: {},
    } as unknown as Service,
    countOf: ({ id }) => counts[id]!,
    leavingOf: emptyCount,
    strays: () => [],
    unhealthy: () => illOf(counts),
    alarm: () => undefined,
    rollout: () => undefined,
    posts: { vacant: 0, free: () => [], crew: () => [] },
    balance: { zones: () => [], tasksIn: () => [], mover: null },
    total: {
      starting: sum('starting'),
      unsettled: sum('unsettled'),
      unhealthy: sum('unhealthy'),
      healthy: sum('healthy'),
      stopping: sum('stopping'),
    },
  }
}

/** The old ones are older. */
function illOf(counts: Readonly<Record<string, Count>>): Unhealthy[] {
  return ['old', 'new'].flatMap((deploymentId) =>
    Array.from({ length: counts[deploymentId]!.unhealthy }, (_, nth) => ({
      task: `${deploymentId} ${nth}`,
      deploymentId,
      isLeaving: false,
    })),
  )
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

describe('unhealthy tasks', () => {
  const both = (it: Case, options: BehaviorOptions = {}) => {
    const view = viewOf(it, options)
    const stops = planStops(view).map(({ why, rule, count, only }) => [why, rule, count, only && [...only].join()])
    return { stops, starts: planStarts(view).map(({ why, deployment, count }) => [why, deployment.id, count]) }
  }

  test.each([
    [
      'DP-601 one replacement for each, and nothing stops yet',
      { desired: 4, min: 100, max: 200, fresh: { healthy: 2, unhealthy: 2 } },
      { stops: [], starts: [['unhealthy', 'new', 2]] },
    ],
    [
      'DP-601 as far as the upper bound has room',
      { desired: 4, min: 100, max: 125, fresh: { healthy: 2, unhealthy: 2 } },
      { stops: [], starts: [['unhealthy', 'new', 1]] },
    ],
    [
      'DP-601 none beyond those on their way',
      { desired: 4, min: 100, max: 200, fresh: { healthy: 2, unhealthy: 2, starting: 1, unsettled: 1 } },
      { stops: [], starts: [] },
    ],
    [
      'DP-601 each healthy replacement lets one go',
      { desired: 4, min: 100, max: 200, fresh: { healthy: 3, unhealthy: 2, starting: 1 } },
      { stops: [['unhealthy', 'DP-601', 1, 'new 0']], starts: [] },
    ],
    [
      'DP-603 an unhealthy replacement takes the place of the oldest',
      { desired: 1, min: 100, max: 200, fresh: { unhealthy: 2 } },
      { stops: [['unhealthy', 'DP-601', 1, 'new 0']], starts: [] },
    ],
    [
      'DP-604 at the upper bound one stops',
      { desired: 2, min: 100, max: 100, fresh: { healthy: 1, unhealthy: 1 } },
      { stops: [['unhealthy', 'DP-604', 1, 'new 0']], starts: [] },
    ],
    [
      'DP-604 and none while somebody is on the way',
      { desired: 3, min: 100, max: 100, fresh: { unhealthy: 2, starting: 1 } },
      { stops: [], starts: [] },
    ],
    [
      'DP-605 the original is well again: the replacement is surplus',
      { desired: 1, min: 100, max: 200, fresh: { healthy: 1, starting: 1 } },
      { stops: [['scale-in', 'DP-441', 1, null]], starts: [] },
    ],
    [
      'DP-110 old ones go outside the allowance',
      { desired: 2, min: 100, max: 200, old: { healthy: 2, unhealthy: 1 }, fresh: { starting: 1 } },
      { stops: [['rolling', 'DP-110', 1, null]], starts: [] },
    ],
    [
      'DP-443 below the lower bound an old one is replaced by its own revision, in room that new ones leave',
      { desired: 2, min: 100, max: 300, old: { healthy: 1, unhealthy: 1 }, fresh: { starting: 1 } },
      {
        stops: [],
        starts: [
          ['desired', 'new', 1],
          ['unhealthy', 'old', 1],
        ],
      },
    ],
  ] as const)('%s', (_title, it, planned) => expect(both(it)).toEqual(planned))

  test('DP-601 before 2023-10 one stops at once, and there is nothing to start first', () => {
    const it = { desired: 2, min: 100, max: 200, fresh: { healthy: 1, unhealthy: 1 } }
    expect(both(it, { startReplacementFirst: false })).toEqual({
      stops: [['unhealthy', 'DP-604', 1, 'new 0']],
      starts: [],
    })
  })

  const count = fc.nat({ max: 4 })
  const counts = fc.record({ starting: count, unsettled: count, unhealthy: count, healthy: count, stopping: count })
  test.prop([fc.nat({ max: 6 }), fc.constantFrom(0, 50, 100), fc.constantFrom(100, 125, 200), counts, counts])(
    'DP-100, DP-103 whatever stands where, no start beyond the upper bound and no healthy stop below the lower one',
    (desired, min, max, fresh, old) => {
      const view = viewOf({ desired, min, max, fresh, old })
      const { lower, upper } = boundsOf(view.service)
      const starts = planStarts(view).reduce((sum, quota) => sum + quota.count, 0)
      const allowance = planStops(view).reduce((sum, quota) => sum + quota.healthyAllowance, 0)
      const total = Object.values(view.total).reduce((sum, standing) => sum + standing, 0)
      expect(starts === 0 || total + starts <= upper).toBe(true)
      expect(allowance === 0 || view.total.healthy - allowance >= lower).toBe(true)
    },
  )
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
    expect(
      afterFailure({ failed: 20, nextAtMs: 0, heldUntilMs: null }, 0, resolveBehavior('2023-06', {})).nextAtMs,
    ).toBe(900_000)
  })

  test('DP-710 only an attempt whose time has come is counted', () => {
    expect([
      isCounted(NO_ATTEMPTS, 5),
      isCounted({ failed: 1, nextAtMs: 10, heldUntilMs: null }, 5),
      isCounted({ failed: 1, nextAtMs: 10, heldUntilMs: null }, 10),
    ]).toEqual([true, false, true])
  })

  test('DP-703 a new deployment starts with a clean slate', () => {
    const [primary] = withNewPrimary(
      [row('old', { attempts: { failed: 9, nextAtMs: 99, heldUntilMs: null } })],
      row('new'),
    )
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

describe('a daemon', () => {
  const posted = (task: string, post: Posted['post'], facts: Partial<Posted> = {}): Posted => ({
    task,
    post,
    deploymentId: 'old',
    standing: 'healthy',
    ...facts,
  })

  /** A daemon on five instances in the middle of a deployment. */
  function daemonView(min: number, crew: readonly Posted[], free: readonly string[] = []): ServiceView {
    const old = { healthy: crew.length }
    return {
      ...viewOf({ desired: 5, min, max: 100, old }),
      posts: { vacant: free.length, free: () => free, crew: () => crew },
    }
  }

  const five = ['a', 'b', 'c', 'd', 'e'].map((task) => posted(task, 'kept'))
  const stops = (view: ServiceView) =>
    planDaemonStops(view).map(({ why, rule, count, healthyAllowance, only }) => [
      why,
      rule,
      count,
      healthyAllowance,
      [...(only ?? [])].join(''),
    ])

  test.each([
    ['SV-406 at 0 % every old task', 0, [['rolling', 'SV-406', 5, 5, 'abcde']]],
    ['SV-406 at 50 % the two that the bound spares', 50, [['rolling', 'SV-406', 2, 2, 'abcde']]],
    ['SV-407 at 100 % none', 100, []],
  ])('%s', (_title, min, quotas) => {
    expect(stops(daemonView(min, five))).toEqual(quotas)
  })

  test('SV-403, SV-404 where it does not belong the bound has no say; behind others it waits', () => {
    const crew = [posted('x', 'lost'), posted('y', 'last'), posted('z', 'behind-others'), ...five.slice(0, 3)]
    expect(stops(daemonView(100, crew))).toEqual([
      ['misplaced', 'SV-403', 1, 1, 'x'],
      ['drained', 'SV-404', 1, 1, 'y'],
    ])
  })

  test('SV-406 healthy tasks on draining instances do not make the others expendable', () => {
    const crew = [posted('z', 'behind-others'), ...five.slice(0, 3)]
    expect(stops(daemonView(50, crew))).toEqual([])
  })

  test('SV-401, SV-405 one start on every free instance, though the upper bound is reached', () => {
    const [quota, ...more] = planDaemonStarts(daemonView(0, five, ['i', 'j']))
    expect(more).toEqual([])
    expect(quota).toMatchObject({ count: 2, on: ['i', 'j'], why: 'desired', rule: 'SV-400' })
    expect(quota?.deployment.id).toBe('new')
  })
})

describe('a move between zones', () => {
  const zonesOf = (...counts: number[]) => counts.map((tasks, index) => ({ zone: 'abc'[index]!, tasks }))

  test.each([
    ['PL-63 3/2/0 is not balanced', [3, 2, 0], false],
    ['PL-63 2/2/1 is', [2, 2, 1], true],
    ['PL-63 1/0/0 is', [1, 0, 0], true],
    ['PL-63 nothing over no zone is', [], true],
  ])('%s', (_title, counts, balanced) => {
    expect(isBalanced(zonesOf(...counts))).toBe(balanced)
  })

  test.prop([fc.array(fc.nat(9), { minLength: 1, maxLength: 6 })])(
    'PL-63 balanced is the same as its share, rounded down or up, in every zone',
    (counts) => {
      const all = counts.reduce((sum, count) => sum + count, 0)
      const share = all / counts.length
      const isShared = counts.every((count) => count === Math.floor(share) || count === Math.ceil(share))
      expect(isBalanced(counts.map((tasks, index) => ({ zone: `z${index}`, tasks })))).toBe(isShared)
    },
  )

  /** Five healthy tasks of one deployment. */
  function movingView(max: number, counts: readonly number[], facts: Partial<Balance> & Partial<Service> = {}) {
    const view = viewOf({
      desired: 5,
      min: 100,
      max,
      fresh: { healthy: counts.reduce((sum, count) => sum + count, 0) },
    })
    const { mover = null, ...own } = facts
    const service = {
      ...view.service,
      deployments: view.service.deployments.slice(0, 1),
      schedulingStrategy: 'REPLICA',
      steadySinceMs: 0,
      kept: { availabilityZoneRebalancing: 'ENABLED' },
      ...own,
    } as unknown as Service
    const balance = { zones: () => zonesOf(...counts), tasksIn: (zone: string) => [`task in ${zone}`], mover }
    return { ...view, service, balance }
  }

  test('DP-801 one task, to the emptiest zones', () => {
    expect(planMoveIn(movingView(200, [3, 2, 0]))).toMatchObject([{ count: 1, zones: ['c'], rule: 'DP-801' }])
    expect(planMoveIn(movingView(200, [5, 0, 0]))).toMatchObject([{ count: 1, zones: ['b', 'c'] }])
  })

  test.each([
    ['DP-800 not unless it is steady', movingView(200, [3, 2, 0], { steadySinceMs: null })],
    ['DP-801 not beyond the upper bound', movingView(119, [3, 2, 0])],
    ['PL-60 not unless it is wanted', movingView(200, [3, 2, 0], { kept: {} })],
    ['PL-63 not when it is balanced', movingView(200, [2, 2, 1])],
  ])('%s', (_title, view) => {
    expect(planMoveIn(view)).toEqual([])
  })

  test('DP-801 one leaves a fullest zone once the newcomer is healthy', () => {
    const quotas = planMoveOut(movingView(200, [3, 2, 1], { mover: 'healthy' }))
    expect(quotas).toMatchObject([{ count: 1, healthyAllowance: 1, rule: 'DP-801' }])
    expect([...(quotas[0]?.only ?? [])]).toEqual(['task in a'])
    expect(planMoveOut(movingView(200, [3, 2, 1], { mover: 'unsettled' }))).toEqual([])
  })
})

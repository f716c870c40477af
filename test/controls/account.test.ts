// How many requests met which answer: worked examples, rollouts with and without loss, and what holds for every account.
import { describe, expect, test } from 'vitest'
import type { RequestAccount } from '../../src/index.ts'
import { BalancedService, restored } from '../support/balanced-services.ts'
import { Balancing } from '../support/balancers.ts'

const RATE = { loadBalancer: 'front', requestsPerSecond: 100 }

const answers = ({ answers }: RequestAccount) =>
  answers.map(({ status, answeredBy, requests }) => [status, answeredBy, requests])

/** Targets that are healthy after the first probe. */
function warm(b: Balancing): Balancing {
  b.sim.advance('31s')
  return b
}

describe('streams', () => {
  test('NX-23, RT-001, RT-004 kinds, groups and targets share exactly', () => {
    const b = new Balancing().group('blue').group('green').group('user').group('web').listener('web')
    b.sim.elbv2.createRule({
      ListenerArn: b.listenerArn,
      Priority: 10,
      Conditions: [{ Field: 'path-pattern', Values: ['/email'] }],
      Actions: [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: [
              { TargetGroupArn: b.arn('blue'), Weight: 80 },
              { TargetGroupArn: b.arn('green'), Weight: 20 },
            ],
          },
        },
      ],
    })
    b.paths(20, ['/user'], 'user')
    b.register('blue', '10.0.0.1', '10.0.0.2', '10.0.0.3').register('green', '10.0.0.4')
    b.register('user', '10.0.0.5', '10.0.0.6', '10.0.0.7').register('web', '10.0.0.8')
    b.sim.traffic.answer({ targetGroup: 'user', id: '10.0.0.7' }, { respondsToHealthChecksWith: 500 })
    b.sim.advance('2m')
    const from = b.sim.now
    b.sim.advance('1s')
    const account = b.sim.traffic.account({
      loadBalancer: 'front',
      requestsPerSecond: 300,
      from,
      classes: [{ path: '/email', share: 40 }, { path: '/user', share: 35 }, { share: 25 }],
    })
    expect(account.targets.map(({ id, requests }) => [id, requests])).toEqual([
      ['10.0.0.1', 32],
      ['10.0.0.2', 32],
      ['10.0.0.3', 32],
      ['10.0.0.4', 24],
      ['10.0.0.5', 52.5],
      ['10.0.0.6', 52.5],
      ['10.0.0.8', 75],
    ])
    expect(account).toMatchObject({ requests: 300, failed: 0, failing: [], worst: null })
    expect(account.targetGroups.map(({ requests }) => requests)).toEqual([96, 24, 105, 75])
    expect(account.metrics).toMatchObject({
      RequestCount: 300,
      HTTPCode_Target_2XX_Count: 300,
      HTTPCode_ELB_5XX_Count: 0,
    })
  })

  test('NX-18, TG-112 what is still open when the delay ends meets a 502: of requests of 45 seconds those of the last 15', () => {
    const b = warm(
      new Balancing()
        .group('web', {}, { 'deregistration_delay.timeout_seconds': '30' })
        .listener('web')
        .register('web', '10.0.0.1', '10.0.0.2'),
    )
    b.sim.advance('1m')
    b.deregister('web', '10.0.0.1')
    b.sim.advance('2m')
    const to = b.sim.nowMs - 120_000
    const short = b.sim.traffic.account({ ...RATE, from: to - 60_000, to, requestDuration: '20s' })
    expect(answers(short)).toEqual([[200, 'target', 6_000]])
    const long = b.sim.traffic.account({ ...RATE, from: to - 60_000, to, requestDuration: '45s' })
    expect(answers(long)).toEqual([
      [200, 'target', 5_250],
      [502, 'load-balancer', 750],
    ])
    expect(long.failing).toMatchObject([{ fromMs: to - 15_000, toMs: to, requests: 1_500, failed: 750 }])
    expect(long.metrics).toMatchObject({ HTTPCode_ELB_5XX_Count: 750, TargetConnectionErrorCount: 0 })
  })

  test('TG-113 without a delay whatever is open at the deregistration is lost', () => {
    const b = warm(
      new Balancing()
        .group('web', {}, { 'deregistration_delay.timeout_seconds': '0' })
        .listener('web')
        .register('web', '10.0.0.1', '10.0.0.2'),
    )
    b.sim.advance('1m')
    b.deregister('web', '10.0.0.1')
    b.sim.advance('10s')
    const account = b.sim.traffic.account({ ...RATE, from: b.sim.nowMs - 20_000, requestDuration: '4s' })
    expect([account.requests, account.failed]).toEqual([2_000, 200])
  })

  test('NX-26, TG-043 a slow start takes its share second by second', () => {
    const slow = { 'slow_start.duration_seconds': '30' }
    const b = warm(new Balancing().group('web', {}, slow).listener('web').register('web', '10.0.0.1', '10.0.0.2'))
    b.sim.advance('2m')
    b.register('web', '10.0.0.3')
    b.sim.advance('90s')
    const rows = [...b.sim.view.tables.targets.values()]
    const since = rows.find(({ targetId }) => targetId === '10.0.0.3')?.slowStartAtMs as number
    for (const [second, share] of [
      [6, 100 / 11],
      [15, 20],
      [30, 100 / 3],
    ] as const) {
      const window = { from: since + second * 1_000, to: since + second * 1_000 + 1_000 }
      const { targets } = b.sim.traffic.account({ ...RATE, ...window })
      expect(targets.find(({ id }) => id === '10.0.0.3')?.requests).toBeCloseTo(share, 5)
    }
  })

  test('NX-24, RT-020, RT-030 nobody registered, all initial, a dead target, a redirect', () => {
    const b = new Balancing().group('web').listener('web')
    b.sim.advance('10s')
    b.register('web', '10.0.0.1')
    b.sim.advance('30s')
    b.sim.traffic.answer({ targetGroup: 'web', id: '10.0.0.1' }, { respondsWith: 'refused' })
    b.sim.advance('20s')
    const account = b.sim.traffic.account(RATE)
    expect(answers(account)).toEqual([
      [503, 'load-balancer', 4_000],
      [502, 'load-balancer', 2_000],
    ])
    expect(account.failing.map(({ fromMs, toMs }) => toMs - fromMs)).toEqual([40_000, 20_000])
    expect(account.metrics).toMatchObject({
      RequestCount: 2_000,
      HTTPCode_ELB_5XX_Count: 6_000,
      HTTPCode_Target_5XX_Count: 0,
    })
  })

  test('LB-050, RT-006 connections to a Network Load Balancer fail without an HTTP answer', () => {
    const b = new Balancing({}, 'network').group('web', { Protocol: 'TCP' }).listener('web', 'TCP')
    b.sim.advance('10s')
    expect(answers(b.sim.traffic.account(RATE))).toEqual([[null, 'nobody', 1_000]])
  })

  test('LB-022 turns of answers that no event tells of are cut to the second', () => {
    const b = warm(new Balancing().group('web').listener('web').register('web', '10.0.0.1'))
    const from = b.sim.now
    b.sim.traffic.answer(
      { targetGroup: 'web', id: '10.0.0.1' },
      {
        respondsWith: [
          { after: '3s', with: 500 },
          { after: '5s', with: 200 },
        ],
        respondsToHealthChecksWith: 200,
      },
    )
    b.sim.advance('10s')
    const account = b.sim.traffic.account({ ...RATE, from })
    expect(answers(account)).toEqual([
      [200, 'target', 800],
      [500, 'target', 200],
    ])
    expect(account.worst).toMatchObject({ fromMs: from.getTime() + 3_000, toMs: from.getTime() + 5_000, failed: 200 })
  })
})

describe('services', () => {
  test('DP-300, RT-022 a rolling update behind a load balancer answers everything, also what is open for a while', () => {
    const b = new BalancedService({ desired: 2, run: 20, delay: 60 }).steady()
    const from = b.sim.now
    b.deploy()
    b.sim.advance('10m')
    const account = b.sim.traffic.account({ ...RATE, from, requestDuration: '5s' })
    expect(account).toMatchObject({ requests: 60_000, failed: 0, failing: [] })
    expect(account.services).toEqual([{ serviceArn: b.service.serviceArn, requests: 60_000, failed: 0 }])
    expect(account.targets).toHaveLength(4)
  })

  test('DP-304 StopTask lets go of what is open: the task ends before it has answered', () => {
    const b = new BalancedService({ desired: 2, run: 20, delay: 60, stop: 2 }).steady()
    const from = b.sim.now
    b.sim.advance('1m')
    b.sim.ecs.stopTask({ cluster: 'prod', task: b.tasks[0]?.arn as string })
    b.sim.advance('5m')
    const account = b.sim.traffic.account({ ...RATE, from, requestDuration: '5s' })
    expect(account.failed).toBe(150)
    expect(account.answers[1]).toMatchObject({ status: 502, reason: 'The target ended before it had answered.' })
    expect(b.sim.traffic.account({ ...RATE, from }).failed).toBe(0)
  })

  test('LB-105 a task that dies by itself takes what is open along', () => {
    const b = new BalancedService({ desired: 2, run: 20 }).steady()
    const from = b.sim.now
    b.sim.advance('1m')
    b.sim.faults.crashContainer({ task: b.tasks[0]?.arn as string })
    b.sim.advance('5m')
    expect(b.sim.traffic.account({ ...RATE, from, requestDuration: '2s' }).failed).toBe(100)
  })
})

describe('every account', () => {
  function troubled(): BalancedService {
    const b = new BalancedService({ desired: 2, run: 20, delay: 30, min: 50 }).steady()
    b.sim.workload.behave('web:app', { respondsAfter: '45s' })
    b.deploy()
    b.sim.advance('30s')
    b.sim.faults.crashContainer({ task: b.tasks.at(-1)?.arn as string })
    b.sim.advance('10m')
    return b
  }
  const QUESTION = { ...RATE, requestsPerSecond: 33.333, requestDuration: '7s' }

  test('adds up: answers, groups, metrics, failing spans, and the parts of a window', () => {
    const { sim } = troubled()
    const whole = sim.traffic.account(QUESTION)
    const total = (rows: readonly { requests: number }[]) => rows.reduce((sum, { requests }) => sum + requests, 0)
    expect(whole.requests).toBeCloseTo((33.333 * (whole.toMs - whole.fromMs)) / 1_000, 6)
    expect(total(whole.answers)).toBeCloseTo(whole.requests, 6)
    expect(whole.failing.reduce((sum, { failed }) => sum + failed, 0)).toBeCloseTo(whole.failed, 6)
    expect(whole.failed).toBeGreaterThan(0)
    for (let part = 1; part < 10; part++) {
      const middle = whole.fromMs + Math.floor(((whole.toMs - whole.fromMs) * part) / 10) + part * 37
      const [first, second] = [
        sim.traffic.account({ ...QUESTION, to: middle }),
        sim.traffic.account({ ...QUESTION, from: middle }),
      ]
      expect(first.requests + second.requests).toBeCloseTo(whole.requests, 4)
      expect(first.failed + second.failed).toBeCloseTo(whole.failed, 4)
    }
  })

  test('is the same of a fork, of a restored world and later on, and leaves no trace', () => {
    const { sim } = troubled()
    const { length } = sim.journal
    const to = sim.now
    const account = sim.traffic.account({ ...QUESTION, to })
    expect(sim.journal).toHaveLength(length)
    expect(sim.fork().traffic.account({ ...QUESTION, to })).toEqual(account)
    expect(restored(sim).traffic.account({ ...QUESTION, to })).toEqual(account)
    const later = sim.fork()
    later.advance('10m')
    expect(later.traffic.account({ ...QUESTION, to })).toEqual(account)
  })

  test('shares each instant out as route() does', () => {
    const { sim } = troubled()
    for (const seconds of [0, 10, 25, 30, 40, 65, 90, 200]) {
      const at = sim.nowMs - 630_000 + seconds * 1_000
      const then = sim.forkAt(at)
      const { status } = then.traffic.route({ loadBalancer: 'front' })
      const { answers } = sim.traffic.account({ ...RATE, from: at, to: at + 1 })
      expect(answers.map((answer) => answer.status)).toContain(status)
    }
  })
})

describe('bad input', () => {
  test.each([
    [
      { loadBalancer: 'frnt', requestsPerSecond: 1 },
      /loadBalancer: expected the name or ARN of a load balancer, found "frnt"\. Did you mean "front"\?/,
    ],
    [{ loadBalancer: 'front', requestsPerSecond: 0 }, /requestsPerSecond: expected a number of requests above 0/],
    [{ loadBalancer: 'front', requestsPerSecond: 0.00001 }, /requestsPerSecond: expected a number of requests above 0/],
    [
      { loadBalancer: 'front', requestsPerSecond: 1, to: '2030-01-01T00:00:00Z' },
      /to: expected an instant from .* to /,
    ],
    [{ loadBalancer: 'front', requestsPerSecond: 1, classes: [] }, /classes: expected at least one kind/],
    [{ loadBalancer: 'front', requestsPerSecond: 1, clases: [] }, /unknown member "clases"\. Did you mean "classes"\?/],
    [{ loadBalancer: 'front', requestsPerSecond: 1, requestDuration: 'long' }, /requestDuration: expected /],
  ])('%j', (input, complaint) => {
    const { sim } = new Balancing().group('web').listener('web')
    expect(() => sim.traffic.account(input)).toThrow(complaint)
  })

  test('an empty window counts nothing', () => {
    expect(new Balancing().group('web').listener('web').sim.traffic.account(RATE)).toMatchObject({
      requests: 0,
      answers: [],
    })
  })
})

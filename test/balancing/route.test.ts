// Which target takes a request, and what does its client see?
import { describe, expect, test } from 'vitest'
import type { ActionInput } from '../../src/api/shapes/elbv2-types.generated.ts'
import { Balancing } from '../support/balancers.ts'
import { refusalOf } from '../support/refusals.ts'

const target = (number: number) => `10.0.0.${number}`

/** Groups by name with the numbers of their targets; the first is the default. All healthy. */
function groups(targets: Record<string, readonly number[]>, attributes: Record<string, string> = {}): Balancing {
  const b = new Balancing()
  for (const name of Object.keys(targets)) b.group(name, {}, attributes)
  b.listener(Object.keys(targets)[0] as string)
  for (const [name, numbers] of Object.entries(targets))
    if (numbers.length > 0) b.register(name, ...numbers.map(target))
  b.sim.advance('1m')
  return b
}

function forward(b: Balancing, weights: Record<string, number>, stickySeconds?: number): ActionInput {
  return {
    Type: 'forward',
    ForwardConfig: {
      TargetGroups: Object.entries(weights).map(([name, Weight]) => ({ TargetGroupArn: b.arn(name), Weight })),
      ...(stickySeconds === undefined
        ? {}
        : { TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: stickySeconds } }),
    },
  }
}

function setDefault(b: Balancing, action: ActionInput) {
  b.sim.elbv2.modifyListener({ ListenerArn: b.listenerArn, DefaultActions: [action] })
}

const ask = (b: Balancing, more: object = {}) => b.sim.traffic.route({ loadBalancer: 'front', ...more })

/** How many of so many requests go to each group, or to each target. */
function counted(
  b: Balancing,
  requests: number,
  of: (route: ReturnType<typeof ask>) => string | null | undefined,
  more: object = {},
) {
  const counts: Record<string, number> = {}
  for (let nth = 0; nth < requests; nth++) {
    const key = of(ask(b, { ...more, nth })) ?? 'nobody'
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

const groupOf = (b: Balancing) => (route: ReturnType<typeof ask>) =>
  [...b.groups].find(([, arn]) => arn === route.targetGroupArn)?.[0]

describe('weights', () => {
  test('NX-06, LB-031, LB-033 groups share by weight, and a cookie keeps its client where it was', () => {
    const b = groups({ blue: [1], green: [2] })
    setDefault(b, forward(b, { blue: 10, green: 20 }, 1_000))
    expect(counted(b, 900, groupOf(b))).toEqual({ blue: 300, green: 600 })
    const first = [0, 1, 2].map((nth) => ask(b, { nth })).find((route) => groupOf(b)(route) === 'green')
    setDefault(b, forward(b, { blue: 10, green: 0 }, 1_000))
    const headers = { Cookie: `a=b; ${first?.cookies[0]}` }
    expect(counted(b, 20, groupOf(b))).toEqual({ blue: 20 })
    expect(counted(b, 20, groupOf(b), { headers })).toEqual({ green: 20 })
    b.deregister('green', target(2))
    expect(ask(b, { headers })).toMatchObject({ status: 503, targetGroupArn: b.arn('green') })
    b.sim.advance('1000s')
    expect(counted(b, 20, groupOf(b), { headers })).toEqual({ blue: 20 })
  })

  test('LB-031 nobody with any weight is a 503', () => {
    const b = groups({ blue: [1], green: [2] })
    setDefault(b, forward(b, { blue: 0, green: 0 }))
    expect(ask(b)).toMatchObject({ status: 503, target: null })
  })

  test('LB-032 a group without healthy targets keeps its share', () => {
    const b = groups({ blue: [1], green: [] })
    setDefault(b, forward(b, { blue: 1, green: 1 }))
    expect(counted(b, 10, ({ status }) => String(status))).toEqual({ 200: 5, 503: 5 })
  })

  test('NX-23 a share of a share', () => {
    const b = groups({ web: [9], blue: [1, 2, 3], green: [4] })
    const rule = b.paths(1, ['/email'], 'blue')
    b.sim.elbv2.modifyRule({ RuleArn: rule, Actions: [forward(b, { blue: 80, green: 20 })] })
    b.sim.advance('1m')
    const path = '/email'
    expect(counted(b, 120, (route) => route.target?.id, { path })).toEqual({
      [target(1)]: 32,
      [target(2)]: 32,
      [target(3)]: 32,
      [target(4)]: 24,
    })
  })
})

describe('targets', () => {
  const PORT_80 = { targetGroup: 'web' }
  const SEEN: readonly (readonly [what: string, prepare: (b: Balancing) => void, seen: object])[] = [
    ['none registered', () => undefined, { status: 503, targets: [] }],
    ['one that is initial', (b) => b.register('web', target(1)), { status: 503, targets: [] }],
    [
      'two that are unhealthy and fine otherwise',
      (b) => {
        b.register('web', target(1), target(2))
        for (const id of [target(1), target(2)])
          b.sim.traffic.answer({ ...PORT_80, id }, { respondsToHealthChecksWith: 404 })
        b.sim.advance('2m')
      },
      { status: 200, failsOpen: true, answeredBy: 'target' },
    ],
    [
      'two that refuse',
      (b) => {
        b.register('web', target(1), target(2))
        for (const id of [target(1), target(2)]) b.sim.traffic.answer({ ...PORT_80, id }, { respondsWith: 'refused' })
        b.sim.advance('2m')
      },
      { status: 502, failsOpen: true, answeredBy: 'load-balancer' },
    ],
    [
      'two that say nothing',
      (b) => {
        b.register('web', target(1), target(2))
        for (const id of [target(1), target(2)]) b.sim.traffic.answer({ ...PORT_80, id }, { respondsWith: 'timeout' })
        b.sim.advance('2m')
      },
      { status: 504, failsOpen: true, answeredBy: 'load-balancer' },
    ],
    [
      'one healthy, one unhealthy',
      (b) => {
        b.register('web', target(1), target(2))
        b.sim.traffic.answer({ ...PORT_80, id: target(1) }, { respondsWith: 'timeout' })
        b.sim.advance('2m')
      },
      { status: 200, failsOpen: false, target: { id: target(2) } },
    ],
    [
      'only one that drains',
      (b) => {
        b.register('web', target(1))
        b.sim.advance('1m')
        b.deregister('web', target(1))
      },
      { status: 503, targets: [] },
    ],
  ]

  test.each(SEEN)('NX-24, TG-044, TG-045, RT-010, RT-020 %s', (_what, prepare, seen) => {
    const b = groups({ web: [] })
    prepare(b)
    expect(ask(b)).toMatchObject(seen)
  })

  test('RT-010 a target says its own code', () => {
    const b = groups({ web: [1] })
    b.sim.traffic.answer({ targetGroup: 'web', id: target(1) }, { respondsWith: 500 })
    expect(ask(b)).toMatchObject({ status: 500, answeredBy: 'target' })
  })

  test('RT-022 a target that leaves hands its share over at once', () => {
    const b = groups({ web: [1, 2] })
    expect(counted(b, 10, (route) => route.target?.id)).toEqual({ [target(1)]: 5, [target(2)]: 5 })
    b.deregister('web', target(1))
    expect(counted(b, 10, (route) => route.target?.id)).toEqual({ [target(2)]: 10 })
  })

  test('TG-017 a higher threshold lets unhealthy targets take part earlier', () => {
    const b = groups(
      { web: [1, 2, 3] },
      { 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': '60' },
    )
    for (const id of [target(1), target(2)])
      b.sim.traffic.answer({ targetGroup: 'web', id }, { respondsToHealthChecksWith: 500 })
    b.sim.advance('2m')
    expect(ask(b).failsOpen).toBe(true)
  })

  test('NX-22, TG-015, RT-005 across zones everybody has the same, within zones not', () => {
    const b = new Balancing().group('web').listener('web')
    const zones = ['us-east-1a', 'us-east-1b'] as const
    for (let number = 0; number < 10; number++)
      b.register('web', { Id: target(number), AvailabilityZone: zones[Number(number >= 2)] as string })
    b.sim.advance('1m')
    const shares = () =>
      [0, 1].map((nth) => {
        const { zone, targets } = ask(b, { nth })
        return [zone, targets.map(({ of, outOf }) => of / outOf)]
      })
    expect(shares()).toEqual(zones.map((zone) => [zone, Array(10).fill(0.1)]))
    b.sim.elbv2.modifyTargetGroupAttributes({
      TargetGroupArn: b.arn('web'),
      Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'false' }],
    })
    expect(shares()).toEqual([
      ['us-east-1a', Array(2).fill(1 / 2)],
      ['us-east-1b', Array(8).fill(1 / 8)],
    ])
  })

  test('TG-046 a zone without a healthy target leaves the DNS answer; one without any target stays', () => {
    const b = new Balancing().group('web', {}, { 'load_balancing.cross_zone.enabled': 'false' }).listener('web')
    b.register('web', { Id: target(1), AvailabilityZone: 'us-east-1a' })
    b.sim.advance('1m')
    expect([0, 1].map((nth) => ask(b, { nth }).status)).toEqual([200, 503])
    b.register('web', { Id: target(2), AvailabilityZone: 'us-east-1b' })
    b.sim.traffic.answer({ targetGroup: 'web', id: target(2) }, { respondsWith: 500 })
    b.sim.advance('2m')
    expect(ask(b).zones).toEqual(['us-east-1a'])
    b.sim.traffic.answer({ targetGroup: 'web', id: target(1) }, { respondsWith: 500 })
    b.sim.advance('2m')
    expect(ask(b).zones).toEqual(['us-east-1a', 'us-east-1b'])
  })

  test('NX-26, TG-043 slow start gives a newcomer its share step by step', () => {
    const b = groups({ web: [1, 2] }, { 'slow_start.duration_seconds': '30' })
    b.register('web', target(3))
    b.sim.advance('30s')
    const share = () => {
      const { of = 0, outOf = 1 } = ask(b).targets.find(({ id }) => id === target(3)) ?? {}
      return Math.round((10_000 * of) / outOf) / 100
    }
    b.sim.advance('6s')
    expect(share()).toBe(9.09)
    b.sim.advance('9s')
    expect(share()).toBe(20)
    b.sim.advance('15s')
    expect(share()).toBe(33.33)
  })

  test('TG-016, TG-048 a client stays with its target while that is healthy', () => {
    const b = groups({ web: [1, 2, 3] }, { 'stickiness.enabled': 'true' })
    const first = ask(b)
    const headers = { cookie: first.cookies.join('; ') }
    expect(counted(b, 12, (route) => route.target?.id, { headers })).toEqual({ [first.target?.id as string]: 12 })
    b.deregister('web', first.target?.id as string)
    const other = ask(b, { headers })
    expect(other.target?.id).not.toBe(first.target?.id)
    expect(other.cookies).not.toEqual(first.cookies)
  })
})

describe('the load balancer itself', () => {
  test('LB-035 a fixed answer', () => {
    const b = groups({ web: [] })
    const FixedResponseConfig = { StatusCode: '418', MessageBody: 'tea', ContentType: 'text/plain' }
    setDefault(b, { Type: 'fixed-response', FixedResponseConfig })
    expect(ask(b)).toMatchObject({ status: 418, body: 'tea', action: 'fixed-response', targetGroupArn: null })
    const redirecting = { Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '302' } }
    expect(refusalOf(() => setDefault(b, redirecting)).rule).toBe('LB-035')
  })

  test.each([
    [{ Protocol: 'HTTPS', Port: '443' }, 'https://shop.example.com:443/a/b?x=1'],
    [{ Host: 'www.#{host}' }, 'http://www.shop.example.com/a/b?x=1'],
    [{ Path: '/new/#{path}', Query: '' }, 'http://shop.example.com/new/a/b'],
  ])('LB-034 a redirect by %j leads to %s', (config, location) => {
    const b = groups({ web: [] })
    setDefault(b, { Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301', ...config } })
    expect(ask(b, { host: 'shop.example.com', path: '/a/b?x=1' })).toMatchObject({ status: 301, location })
  })

  test('LB-034 a redirect to where one is already is refused', () => {
    const b = groups({ web: [] })
    const action = { Type: 'redirect' as const, RedirectConfig: { StatusCode: 'HTTP_302' as const, Query: 'x=1' } }
    expect(refusalOf(() => setDefault(b, action)).rule).toBe('LB-034')
  })

  test('RT-011 TRACE is not allowed', () => {
    expect(ask(groups({ web: [1] }), { method: 'TRACE' }).status).toBe(405)
  })

  test('LB-004 a port without a listener refuses the connection', () => {
    expect(ask(groups({ web: [1] }), { port: 8_080 })).toMatchObject({ status: null, rule: null })
  })

  test('LB-001 an Application Load Balancer stands in two zones, a Network Load Balancer may in one', () => {
    const { sim } = new Balancing()
    const create = (Type: 'application' | 'network') =>
      sim.elbv2.createLoadBalancer({ Name: `one-${Type}`, Type, Subnets: ['subnet-a'] })
    expect(refusalOf(() => create('application')).rule).toBe('LB-001')
    expect(create('network').LoadBalancers[0]?.State?.Code).toBe('active')
  })

  test('LB-006 the same name with the same settings is the same, with others refused', () => {
    const { sim, loadBalancerArn } = new Balancing()
    const create = (Scheme: 'internal' | 'internet-facing') =>
      sim.elbv2.createLoadBalancer({ Name: 'front', Subnets: ['subnet-a', 'subnet-b'], Scheme }).LoadBalancers[0]
    expect(create('internet-facing')?.LoadBalancerArn).toBe(loadBalancerArn)
    expect(refusalOf(() => create('internal')).name).toBe('DuplicateLoadBalancerNameException')
  })

  test('LB-040, LB-050 a Network Load Balancer has no rules, and no words for a client', () => {
    const b = new Balancing({}, 'network').group('web', { Protocol: 'TCP' }).listener('web', 'TCP')
    expect(refusalOf(() => b.paths(1, ['/x'], 'web')).rule).toBe('LB-040')
    expect(ask(b)).toMatchObject({ status: null, answeredBy: 'nobody' })
  })

  test('LB-043 zones are crossed by an Application Load Balancer always, by others on request', () => {
    const b = new Balancing()
    const Attributes = [{ Key: 'load_balancing.cross_zone.enabled', Value: 'false' }]
    const modify = () => b.sim.elbv2.modifyLoadBalancerAttributes({ LoadBalancerArn: b.loadBalancerArn, Attributes })
    expect(refusalOf(modify).rule).toBe('LB-043')
  })

  test('TG-005, LB-12E a group goes with the protocol and the VPC of its load balancer', () => {
    const b = new Balancing().group('net', { Protocol: 'TCP' }).group('far', { VpcId: 'vpc-far' })
    expect(refusalOf(() => b.listener('net')).name).toBe('IncompatibleProtocolsException')
    expect(refusalOf(() => b.listener('far'))).toMatchObject({
      rule: 'LB-12E',
      path: 'DefaultActions[0].TargetGroupArn',
    })
    const forwardTo = (...names: readonly string[]) => {
      const TargetGroups = names.map((name) => ({ TargetGroupArn: b.arn(name) }))
      const DefaultActions = [{ Type: 'forward', ForwardConfig: { TargetGroups } }] as const
      return b.sim.elbv2.createListener({
        LoadBalancerArn: b.loadBalancerArn,
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions,
      })
    }
    b.group('near')
    expect(refusalOf(() => forwardTo('near', 'far')).path).toBe(
      'DefaultActions[0].ForwardConfig.TargetGroups[1].TargetGroupArn',
    )
  })

  test('TG-047 without crossing zones nobody is sticky, and nobody stands in all zones', () => {
    const b = new Balancing().group('web', {}, { 'load_balancing.cross_zone.enabled': 'false' }).listener('web')
    const Attributes = [{ Key: 'stickiness.enabled', Value: 'true' }]
    const modify = () => b.sim.elbv2.modifyTargetGroupAttributes({ TargetGroupArn: b.arn('web'), Attributes })
    expect(refusalOf(modify).rule).toBe('TG-047')
    expect(refusalOf(() => b.register('web', { Id: target(1), AvailabilityZone: 'all' })).rule).toBe('TG-047')
  })

  test('LB-008 quotas are refused by their own exceptions', () => {
    const b = new Balancing({ paranoid: false }).group('web').listener('web')
    const DefaultActions = [{ Type: 'forward', TargetGroupArn: b.arn('web') }] as const
    const { loadBalancerArn: LoadBalancerArn } = b
    const listen = (Port: number) =>
      b.sim.elbv2.createListener({ LoadBalancerArn, Protocol: 'HTTP', Port, DefaultActions })
    for (let port = 1_000; port < 1_049; port++) listen(port)
    expect(refusalOf(() => listen(2_000)).name).toBe('TooManyListenersException')
    for (let priority = 1; priority <= 100; priority++) b.paths(priority, [`/${priority}`], 'web')
    expect(refusalOf(() => b.paths(101, ['/x'], 'web')).name).toBe('TooManyRulesException')
    const many = Array.from({ length: 1_001 }, (_, index) => `10.1.${index >> 8}.${index & 255}`)
    expect(refusalOf(() => b.register('web', ...many)).name).toBe('TooManyTargetsException')
  })
})

// Load balancers of a scenario, the requests to them, and the expectation that bounds how many of those fail.
import { describe, expect, test } from 'vitest'
import { behindBalancer } from '../support/scenarios-behind.ts'
import { load, mistakeOf, play, webScenario } from './scenarios.ts'

function judged(expectation: object, settings: object = {}) {
  const result = play(behindBalancer({ expect: [{ completes: true }, expectation], ...settings }))
  const { sentence, met, found } = result.expectations[1]!
  return [met, sentence, found]
}

describe('a release that loses no request', () => {
  test.each<[expectation: object, sentence: string]>([
    [{ errors: { atMost: 0 } }, 'no request fails'],
    [{ service: 'web', errors: { atMost: 0 } }, 'no request to web fails'],
    [{ service: 'prod/web', errors: { atMost: 1 } }, 'at most 1 request to web fail'],
    [{ errors: { atMostPercent: 0 } }, 'at most 0 % of the requests fail'],
    [{ errors: { atMost: 5, atMostPercent: 2.5 } }, 'at most 5 requests and 2.5 % of the requests fail'],
  ])('%j is met', (expectation, sentence) => {
    expect(judged(expectation)).toEqual([true, sentence, expect.stringMatching(/^0 of \d+ requests$/)])
  })
})

describe('TG-112 three old tasks end while a request of a second is open to them', () => {
  // All three end at 12 s: the 100 requests of the second before are lost.
  test.each<[expectation: object, met: boolean]>([
    [{ errors: { atMost: 0 } }, false],
    [{ errors: { atMost: 99 } }, false],
    [{ errors: { atMost: 100 } }, true],
    [{ errors: { atMostPercent: 7 } }, false],
    [{ errors: { atMostPercent: 8 } }, true],
    [{ errors: { atMost: 100, atMostPercent: 7 } }, false],
  ])('%j: %s', (expectation, met) => {
    const [isMet, , found] = judged(expectation, { delay: 0 })
    expect([isMet, found]).toEqual([met, '100 of 1400 requests; 502 from 11s to 12s'])
  })

  test('a request of half a second loses half as many, one that is over at once none', () => {
    const lost = (duration: string | number) =>
      play({
        ...behindBalancer({ delay: 0, expect: [{ errors: { atMost: 0 } }] }),
        requests: [{ service: 'web', perSecond: 100, duration }],
      }).expectations.at(-1)?.found
    expect(lost('500ms')).toMatch(/^50 of 1400 requests;/)
    expect(lost(0)).toBe('0 of 1400 requests')
  })
})

test('RT-020 no healthy task is left: every request meets a 503, and what began it is the evidence', () => {
  const { expectations, simulation, ok } = play(
    behindBalancer({ min: 0, max: 100, expect: [{ errors: { atMost: 0 } }] }),
  )
  const { found, evidence, path, at } = expectations[1]!
  expect([ok, path, at]).toEqual([false, 'expect[0]', expect.stringMatching(/^scenario\.yaml:1:\d+$/)])
  expect(found).toMatch(/^\d+ of \d+ requests; 503 from 0s to /)
  expect(evidence.entries.map((seq) => simulation.journal[seq]?.kind)).toContain('target.deregistered')
})

test('a load of its own goes before that of every service', () => {
  const requests = [{ perSecond: 100 }, { service: 'web', perSecond: 10 }]
  const result = play({ ...behindBalancer({ expect: [{ errors: { atMost: 0 } }] }), requests })
  expect(result.expectations.at(-1)?.found).toMatch(/^0 of \d{2,3} requests$/)
})

describe('load balancers', () => {
  test('names may be ARNs of another account, and subnets and VPC are those of the instances', () => {
    const base = behindBalancer({ expect: [{ errors: { atMost: 0 } }] })
    const arn = 'arn:aws:elasticloadbalancing:eu-west-1:999999999999'
    const text = JSON.stringify(base)
      .replaceAll('"targetGroupArn":"web"', `"targetGroupArn":"${arn}:targetgroup/web/6d0ecf831eec9f09"`)
      .replaceAll('"LoadBalancerArn":"front"', `"LoadBalancerArn":"${arn}:loadbalancer/app/front/50dc6c495c0c9188"`)
    const { ok, simulation } = play(text)
    expect(ok).toBe(true)
    const [group] = simulation.elbv2.describeTargetGroups({}).TargetGroups ?? []
    const [balancer] = simulation.elbv2.describeLoadBalancers({}).LoadBalancers ?? []
    expect(group?.VpcId).toBe(balancer?.VpcId)
    expect(balancer?.AvailabilityZones).toHaveLength(3)
  })

  test('a rule of a listener, which goes by its load balancer and its port', () => {
    const base = behindBalancer({ expect: [{ errors: { atMost: 0 } }] })
    const fixed = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }]
    const rule = {
      ListenerArn: 'front:80',
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', Values: ['/shop/*'] }],
      Actions: base.listeners[0]?.DefaultActions,
    }
    const listeners = [{ ...base.listeners[0], DefaultActions: fixed }]
    const { ok } = play({ ...base, listeners, listenerRules: [rule] })
    expect(ok).toBe(true)
  })

  test('what ELB refuses is refused with its place', () => {
    const base = behindBalancer()
    const groups = [{ ...base.targetGroups[0], Protocol: 'FTP' }]
    expect(mistakeOf(() => play({ ...base, targetGroups: groups })).message).toMatch(
      /^scenario\.yaml:1:\d+: targetGroups\[0\]\.Protocol: /,
    )
  })
})

describe('refused', () => {
  const base = behindBalancer({ perSecond: null, expect: [{ errors: { atMost: 0 } }] })
  test.each<[why: string, scenario: object, message: string]>([
    [
      'requests that nobody sends',
      base,
      'expect[0].errors: nobody sends requests: expected them beside, as requests: [{ perSecond: 100 }].',
    ],
    [
      'requests that nobody sends to that service',
      { ...base, requests: [{ service: 'web', perSecond: 1 }], expect: [{ service: 'api', errors: { atMost: 0 } }] },
      'expect[0].errors: nobody sends requests to api: expected them beside, as requests: [{ service: api, perSecond: 100 }].',
    ],
    [
      'requests to a service that is not there',
      { ...base, requests: [{ service: 'wep', perSecond: 1 }] },
      'requests[0].service: expected one of the services web, found "wep". Did you mean "web"?',
    ],
    [
      'requests that stand there twice',
      { ...base, requests: [{ perSecond: 1 }, { perSecond: 2 }] },
      'requests[1]: requests to every service stand here twice.',
    ],
    [
      'none a second',
      { ...base, requests: [{ perSecond: 0 }] },
      'requests[0].perSecond: expected a whole number above 0, found 0 (a number).',
    ],
    [
      'no bound',
      { ...base, requests: [{ perSecond: 1 }], expect: [{ errors: {} }] },
      'expect[0].errors: expected at least one level, found {}.',
    ],
    [
      'a part of more than all',
      { ...base, requests: [{ perSecond: 1 }], expect: [{ errors: { atMostPercent: 101 } }] },
      'expect[0].errors.atMostPercent: expected a number from 0 to 100, found 101 (a number).',
    ],
  ])('%s', (_why, scenario, message) => {
    expect(mistakeOf(() => load(scenario)).message).toContain(message)
  })

  test('requests that reach nobody cannot go well', () => {
    const scenario = webScenario({ requests: [{ perSecond: 1 }], expect: [{ errors: { atMost: 0 } }] })
    expect(mistakeOf(() => play(scenario)).message).toContain(
      'expect[0].errors: no request reaches any service: expected a service behind a load balancer from before the first action on.',
    )
  })
})

describe('what describe-target-groups prints', () => {
  const base = behindBalancer({})
  const printed = () => {
    const { TargetGroups } = play(base).simulation.elbv2.describeTargetGroups()
    const strange = { VpcId: 'vpc-0123456789abcdef0', LoadBalancerArns: [] }
    return TargetGroups.map((group, index) => ({ ...group, ...(index === 0 ? strange : {}) }))
  }

  test('TG-001 is taken for target groups of the scenario, in its own VPC', () => {
    const { simulation, ok } = play({ ...base, targetGroups: [{ TargetGroups: printed() }] })
    const { TargetGroups } = play(base).simulation.elbv2.describeTargetGroups()
    expect(ok).toBe(true)
    expect(simulation.elbv2.describeTargetGroups().TargetGroups).toEqual(TargetGroups)
    const one = play({ ...base, targetGroups: printed() })
    expect(one.simulation.elbv2.describeTargetGroups().TargetGroups).toEqual(TargetGroups)
  })

  test('TG-001 an empty answer is refused at its place, and so is what is no target group', () => {
    const of = (targetGroups: unknown) => mistakeOf(() => play({ ...base, targetGroups })).message
    expect(of([{ TargetGroups: [] }])).toMatch(/targetGroups\[0\]\.TargetGroups: there is no target group in it/)
    expect(of([{ TargetGroups: [3] }])).toMatch(/targetGroups\[0\]\.TargetGroups\[0\]: .*a target group in the form/)
  })
})

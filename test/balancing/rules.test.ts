// Which rule takes a request, and where does it go?
import { expect, test } from 'vitest'
import type { RuleConditionInput } from '../../src/api/shapes/elbv2-types.generated.ts'
import { matchesWildcard } from '../../src/balancing/wildcards.ts'
import { Balancing } from '../support/balancers.ts'
import { refusalOf } from '../support/refusals.ts'

function web(...groups: string[]): Balancing {
  const balancing = new Balancing().group('web')
  for (const group of groups) balancing.group(group)
  return balancing.listener('web')
}

test('NX-01 paths are matched whole, in order of priority, and the rest goes to the default', () => {
  const b = web('email', 'user', 'root')
  b.paths(10, ['/email', '/email/*'], 'email')
  b.paths(20, ['/user*'], 'user')
  b.paths(30, ['/'], 'root')
  const expected = {
    '/email': 'email',
    '/email/': 'email',
    '/email/in/1': 'email',
    '/emails': 'web',
    '/Email': 'web',
    '/users/7': 'user',
    '/user?x=/email': 'user',
    '/': 'root',
    '/?p=/email': 'root',
    '/index.html': 'web',
    '/x/email': 'web',
  }
  expect(Object.fromEntries(Object.keys(expected).map((path) => [path, b.goesTo(path)]))).toEqual(expected)
})

test('NX-02 a star behind a word takes whatever begins with it', () => {
  const b = web('email')
  b.paths(10, ['/email*'], 'email')
  const paths = ['/email', '/email/', '/emails', '/email-old/x', '/Email']
  expect(paths.map((path) => b.goesTo(path))).toEqual(['email', 'email', 'email', 'email', 'web'])
})

test('NX-03, LB-010 the lower number goes first, whatever is more specific', () => {
  const a = web('all', 'email')
  const all = a.paths(1, ['/*'], 'all')
  const email = a.paths(2, ['/email*'], 'email')
  expect(a.goesTo('/email/1')).toBe('all')
  a.sim.elbv2.setRulePriorities({
    RulePriorities: [
      { RuleArn: all, Priority: 2 },
      { RuleArn: email, Priority: 1 },
    ],
  })
  expect([a.goesTo('/email/1'), a.goesTo('/img')]).toEqual(['email', 'all'])

  const c = web('p5', 'p6', 'p7')
  c.paths(5, ['/img/*/pics'], 'p5')
  c.paths(6, ['/img/?.png'], 'p6')
  c.paths(7, ['/img/*'], 'p7')
  const paths = ['/img/a/pics', '/img/a/b/pics', '/img/pics', '/img/a.png', '/img/ab.png', '/img']
  expect(paths.map((path) => c.goesTo(path))).toEqual(['p5', 'p5', 'p7', 'p6', 'p7', 'web'])
})

test('NX-05, LB-024 a query matches by pairs, in any case, and ends at the fragment', () => {
  const b = web('v1')
  b.rule(
    1,
    [
      {
        Field: 'query-string',
        QueryStringConfig: { Values: [{ Key: 'version', Value: 'v1' }, { Value: '*example*' }] },
      },
    ],
    'v1',
  )
  const paths = ['/?version=V1', '/?version=v2', '/?a=1&b=my-Example-2', '/?x=1#version=v1', '/']
  expect(paths.map((path) => b.goesTo(path))).toEqual(['v1', 'web', 'v1', 'web', 'web'])
})

test('LB-012, LB-021, LB-022, LB-023, LB-025 all conditions of a rule must hold, each by its own measure', () => {
  const conditions: Record<string, RuleConditionInput> = {
    host: { Field: 'host-header', Values: ['*.example.com'] },
    header: { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'User-Agent', Values: ['*chrome*', 'curl'] } },
    method: { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET', 'HEAD'] } },
    source: { Field: 'source-ip', SourceIpConfig: { Values: ['192.0.2.0/24', '2001:db8::/32'] } },
  }
  const b = web('inner')
  b.rule(1, Object.values(conditions).slice(0, 2), 'inner')
  b.rule(2, Object.values(conditions).slice(2), 'inner')
  const chrome = { headers: { 'user-agent': ['bot', 'Mozilla Chrome/1'] } }
  expect(b.goesTo('/', { host: 'A.B.Example.com:8080', ...chrome })).toBe('inner')
  expect(b.goesTo('/', { host: 'example.com', ...chrome })).toBe('web')
  expect(b.goesTo('/', { host: 'a.example.com' })).toBe('web')
  expect(b.goesTo('/', { sourceIp: '192.0.2.77' })).toBe('inner')
  expect(b.goesTo('/', { sourceIp: '2001:db8::5', method: 'HEAD' })).toBe('inner')
  expect(b.goesTo('/', { sourceIp: '192.0.2.77', method: 'get' })).toBe('web')
  // Whoever stands behind a proxy comes from the proxy's address.
  expect(b.goesTo('/', { sourceIp: '198.51.100.1', headers: { 'X-Forwarded-For': '192.0.2.77' } })).toBe('web')
})

test('LB-010 the answer says why earlier rules did not match', () => {
  const b = web('email')
  const ruleArn = b.paths(10, ['/email'], 'email')
  const { skipped, rule } = b.sim.traffic.route({ loadBalancer: 'front', path: '/emails' })
  expect(skipped).toEqual([{ ruleArn, priority: 10, because: 'path-pattern: expected /email, found /emails' }])
  expect(rule?.priority).toBeNull()
})

test.each([
  ['/*', '/a/b.c', true],
  ['*a*b*', 'xxaxxbxx', true],
  ['*aab', 'aaaaab', true],
  ['?', '', false],
  ['a?c', 'abc', true],
  ['*', 'a\u0007b', false],
  ['', '', true],
])('LB-015 %j against %j is %s', (pattern, value, expected) => {
  expect(matchesWildcard(pattern, value, { ignoresCase: false })).toBe(expected)
})

test('LB-015 a hostile pattern costs no more than any other', () => {
  expect(matchesWildcard(`${'*a'.repeat(60)}b`, 'a'.repeat(16_000), { ignoresCase: false })).toBe(false)
})

test('LB-024 an escaped wildcard stands for itself', () => {
  const query = { ignoresCase: true, hasEscapes: true }
  expect([matchesWildcard('a\\*', 'A*', query), matchesWildcard('a\\*', 'ab', query)]).toEqual([true, false])
})

// ── what a rule may be ──

const path = (...Values: string[]): RuleConditionInput => ({ Field: 'path-pattern', Values })
const host = (...Values: string[]): RuleConditionInput => ({ Field: 'host-header', Values })
const header = (HttpHeaderName: string): RuleConditionInput => ({
  Field: 'http-header',
  HttpHeaderConfig: { HttpHeaderName, Values: ['x'] },
})

const RULES: readonly (readonly [what: string, expected: string, conditions: RuleConditionInput[]])[] = [
  ['NX-08 five values', 'accepted', [path('/a', '/b', '/c'), host('a.com', 'b.com')]],
  ['NX-08 two headers', 'accepted', [header('A'), header('B')]],
  ['NX-08, LB-014 four values in one', 'ValidationError', [path('/a', '/b', '/c', '/d')]],
  ['NX-08, LB-014 six values in all', 'ValidationError', [path('/a', '/b', '/c'), host('a.com', 'b.com', 'c.com')]],
  ['NX-08, LB-013 two paths', 'ValidationError', [path('/a'), path('/b')]],
  [
    'NX-08, LB-023 a method in lower case',
    'ValidationError',
    [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['get'] } }],
  ],
  ['LB-020 a space in a path', 'ValidationError', [path('/a b')]],
  ['LB-021 a host without a dot', 'ValidationError', [host('localhost')]],
  ['LB-022 the header Host', 'ValidationError', [header('host')]],
  [
    'LB-025 the broadcast address',
    'ValidationError',
    [{ Field: 'source-ip', SourceIpConfig: { Values: ['255.255.255.255/32'] } }],
  ],
  ['LB-025 no block', 'ValidationError', [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.300/8'] } }]],
  ['LB-013 no such field', 'ValidationError', [{ Field: 'cookie', Values: ['a'] }]],
  ['K-11 six wildcards', 'accepted', [path('/*/*/*', '/*/*/*')]],
  ['K-11 seven wildcards', 'ValidationError', [path('/*/*/*', '/*/*/*/?')]],
  [
    'LB-017 a regular expression',
    'UnsupportedFeatureException',
    [{ Field: 'path-pattern', PathPatternConfig: { RegexValues: ['^/a'] } }],
  ],
]

test.each(RULES)('K-11, LB-013, LB-014, LB-017, LB-020, NX-08 %s: %s', (_what, expected, conditions) => {
  const b = web('other')
  const create = () => b.rule(1, conditions, 'other')
  if (expected === 'accepted') expect(create()).toMatch(/:listener-rule\//)
  else expect(refusalOf(create).name).toBe(expected)
})

test('LB-011, NX-08 a priority is from 1 to 50000, and nobody else has it', () => {
  const b = web('other')
  b.paths(1, ['/a'], 'other')
  expect(refusalOf(() => b.paths(0, ['/b'], 'other')).name).toBe('ValidationError')
  expect(refusalOf(() => b.paths(50_001, ['/b'], 'other')).name).toBe('ValidationError')
  expect(refusalOf(() => b.paths(1, ['/b'], 'other'))).toMatchObject({
    name: 'PriorityInUseException',
    message: 'The specified priority is in use.',
  })
})

test('LB-004 the default rule is shown last, and neither moved, changed nor deleted by itself', () => {
  const b = web()
  b.paths(7, ['/a'], 'web')
  const { Rules } = b.sim.elbv2.describeRules({ ListenerArn: b.listenerArn })
  expect(Rules.map(({ Priority, IsDefault }) => [Priority, IsDefault])).toEqual([
    ['7', false],
    ['default', true],
  ])
  const RuleArn = Rules[1]?.RuleArn as string
  expect(refusalOf(() => b.sim.elbv2.deleteRule({ RuleArn })).name).toBe('OperationNotPermittedException')
  expect(refusalOf(() => b.sim.elbv2.modifyRule({ RuleArn, Conditions: [path('/b')] })).name).toBe(
    'OperationNotPermittedException',
  )
  const priorities = { RulePriorities: [{ RuleArn, Priority: 3 }] }
  expect(refusalOf(() => b.sim.elbv2.setRulePriorities(priorities)).name).toBe('OperationNotPermittedException')
})

test('LB-016 a changed rule counts for the next request', () => {
  const b = web('other')
  const RuleArn = b.paths(7, ['/a'], 'other')
  b.sim.elbv2.modifyRule({ RuleArn, Conditions: [path('/b')] })
  expect([b.goesTo('/a'), b.goesTo('/b')]).toEqual(['web', 'other'])
  b.sim.elbv2.deleteRule({ RuleArn })
  expect(b.goesTo('/b')).toBe('web')
})

test('LB-004 a port has one listener', () => {
  const b = web()
  expect(refusalOf(() => b.listener('web')).name).toBe('DuplicateListenerException')
})

test('LB-005 a group belongs to one load balancer, and stays while a rule names it', () => {
  const b = web('spare')
  const other = b.sim.elbv2.createLoadBalancer({ Name: 'other', Subnets: ['subnet-a', 'subnet-b'] }).LoadBalancers[0]
  const create = () =>
    b.sim.elbv2.createListener({
      LoadBalancerArn: other?.LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: b.arn('web') }],
    })
  expect(refusalOf(create).name).toBe('TargetGroupAssociationLimitException')
  expect(refusalOf(() => b.sim.elbv2.deleteTargetGroup({ TargetGroupArn: b.arn('web') })).name).toBe(
    'ResourceInUseException',
  )
  b.sim.elbv2.deleteTargetGroup({ TargetGroupArn: b.arn('spare') })
  b.sim.elbv2.deleteLoadBalancer({ LoadBalancerArn: b.loadBalancerArn })
  create()
})

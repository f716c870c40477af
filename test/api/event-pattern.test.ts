// Which events does a pattern let through? Row by row after EventBridge's guide, and every way to get one wrong.
import { describe, expect, test } from 'vitest'
import { compilePattern } from '../../src/api/events/pattern.ts'
import { EXHAUSTING, HOSTILE_VALUES } from '../support/hostile.ts'
import { refusalOf } from '../support/refusals.ts'

type Row = [what: string, pattern: object, matching: readonly object[], others: readonly object[]]

const detail = (state: unknown) => ({ detail: { state } })
const rows = (list: Row[]): Row[] => list

describe('what a pattern lets through', () => {
  test.each(
    rows([
      [
        'EB-10 fields that are not named do not matter, and all that are must match',
        { source: ['aws.ecs'], detail: { lastStatus: ['STOPPED', 'RUNNING'], clusterArn: ['c'] } },
        [{ source: 'aws.ecs', region: 'x', detail: { lastStatus: 'RUNNING', clusterArn: 'c', group: 'g' } }],
        [
          { source: 'aws.ec2', detail: { lastStatus: 'RUNNING', clusterArn: 'c' } },
          { source: 'aws.ecs', detail: { lastStatus: 'PENDING', clusterArn: 'c' } },
          { source: 'aws.ecs', detail: { lastStatus: 'RUNNING' } },
          { source: 'aws.ecs', lastStatus: 'RUNNING', clusterArn: 'c' },
          { source: 'aws.ecs' },
        ],
      ],
      ['EB-10 an empty pattern matches everything', {}, [{}, { source: 'x' }], []],
      [
        'EB-10 one common value of two lists is enough',
        { resources: ['arn:a', 'arn:b'] },
        [{ resources: ['arn:x', 'arn:b'] }, { resources: 'arn:a' }],
        [{ resources: ['arn:c'] }, { resources: [] }, {}],
      ],
      [
        'EB-10 fields of objects in a list are looked for in one of them',
        { detail: { containers: { name: ['app'], exitCode: [1] } } },
        [{ detail: { containers: [{ name: 'log' }, { name: 'app', exitCode: 1 }] } }],
        [{ detail: { containers: [{ name: 'app' }, { name: 'log', exitCode: 1 }] } }, { detail: { containers: [] } }],
      ],
      [
        'EB-11 texts are compared letter by letter',
        detail(['running']),
        [detail('running')],
        [detail('RUNNING'), detail('')],
      ],
      ['EB-11 an empty text is only that', detail(['']), [detail('')], [detail(null), { detail: {} }, detail(' ')]],
      [
        'EB-11 null is only null',
        detail([null]),
        [detail(null)],
        [detail(''), detail('null'), { detail: {} }, detail(0)],
      ],
      ['EB-11 a number is no text', detail([300]), [detail(300), detail(3e2)], [detail('300'), detail(300.5)]],
      ['EB-11 true is no text', detail([true]), [detail(true)], [detail('true'), detail(false), detail(1)]],
      [
        'EB-12 prefix',
        detail([{ prefix: '2017-10-02' }]),
        [detail('2017-10-02T18:43:48Z')],
        [detail('2017-10-03'), detail(2017)],
      ],
      [
        'EB-12 suffix',
        detail([{ suffix: '.png' }]),
        [detail('a.png'), detail('.png')],
        [detail('a.PNG'), detail('png')],
      ],
      [
        'EB-12 prefix whatever the case',
        detail([{ prefix: { 'equals-ignore-case': 'EventB' } }]),
        [detail('EVENTBRIDGE'), detail('eventb')],
        [detail('event')],
      ],
      [
        'EB-12 suffix whatever the case',
        detail([{ suffix: { 'equals-ignore-case': '.png' } }]),
        [detail('a.PnG')],
        [detail('.png.gz')],
      ],
      ['EB-12 equals-ignore-case', detail([{ 'equals-ignore-case': 'alice' }]), [detail('ALICE')], [detail('alice ')]],
      [
        'EB-12 anything-but a value',
        detail([{ 'anything-but': 'initializing' }]),
        [detail('stopped'), detail(7), detail(null), detail(['initializing', 'stopped'])],
        [detail('initializing'), { detail: {} }, {}],
      ],
      ['EB-12 anything-but a number', detail([{ 'anything-but': 123 }]), [detail(124), detail('123')], [detail(123)]],
      [
        'EB-12 anything-but one of a list',
        detail([{ 'anything-but': ['stopped', 'overloaded'] }]),
        [detail('running')],
        [detail('stopped'), detail('overloaded')],
      ],
      [
        'EB-12 anything-but numbers',
        detail([{ 'anything-but': [100, 200] }]),
        [detail(150)],
        [detail(100), detail(200)],
      ],
      [
        'EB-12 anything-but a prefix',
        detail([{ 'anything-but': { prefix: 'init' } }]),
        [detail('run')],
        [detail('initial')],
      ],
      [
        'EB-12 anything-but one of several suffixes',
        detail([{ 'anything-but': { suffix: ['.png', '.jpg'] } }]),
        [detail('a.gif')],
        [detail('a.png'), detail('a.jpg')],
      ],
      [
        'EB-12 anything-but whatever the case',
        detail([{ 'anything-but': { 'equals-ignore-case': ['initializing', 'stopped'] } }]),
        [detail('running')],
        [detail('INITIALIZING'), detail('Stopped')],
      ],
      [
        'EB-12 anything-but a wildcard',
        detail([{ 'anything-but': { wildcard: '*/lib/*' } }]),
        [detail('usr/bin')],
        [detail('usr/lib/x')],
      ],
      [
        'EB-12 numeric, one bound',
        detail([{ numeric: ['<', 10] }]),
        [detail(9.5), detail(-5e9), detail([50, 5])],
        [detail(10), detail('5'), detail(null)],
      ],
      ['EB-12 numeric, exactly', detail([{ numeric: ['=', 3.018e2] }]), [detail(301.8)], [detail(301)]],
      [
        'EB-12 numeric, a range',
        detail([{ numeric: ['>', 0, '<=', 5] }]),
        [detail(0.1), detail(5)],
        [detail(0), detail(5.1)],
      ],
      [
        'EB-12 exists',
        detail([{ exists: true }]),
        [detail(''), detail(null), detail([1])],
        [{ detail: {} }, {}, detail([]), detail({ inner: 1 })],
      ],
      [
        'EB-12 exists not',
        detail([{ exists: false }]),
        [{ detail: {} }, {}, detail([]), detail({ inner: 1 })],
        [detail(''), detail(null), detail([{}, 1])],
      ],
      [
        'EB-12 one element of a leaf is enough',
        detail(['stopped', { prefix: 'run' }, { exists: false }]),
        [detail('stopped'), detail('running'), { detail: {} }],
        [detail('pending')],
      ],
      [
        'EB-12 cidr',
        detail([{ cidr: '10.0.0.0/24' }]),
        [detail('10.0.0.255'), detail('10.0.0.0')],
        [detail('10.0.1.0'), detail('10.0.0'), detail('10.0.0.256'), detail('x10.0.0.1')],
      ],
      ['EB-12 cidr of everything', detail([{ cidr: '0.0.0.0/0' }]), [detail('255.255.255.255')], [detail('::1')]],
      ['EB-12 cidr of one address', detail([{ cidr: '1.2.3.4/32' }]), [detail('1.2.3.4')], [detail('1.2.3.5')]],
      [
        'EB-12 wildcard',
        detail([{ wildcard: 'dir/*/x*.png' }]),
        [detail('dir//x.png'), detail('dir/a/b/xx.png.png')],
        [detail('dir/x.png'), detail('dir/a/x.jpg'), detail('a/dir/a/x.png')],
      ],
      ['EB-12 wildcard, no star', detail([{ wildcard: 'a' }]), [detail('a')], [detail('aa'), detail('')]],
      ['EB-12 wildcard, parts do not overlap', detail([{ wildcard: 'aa*aa' }]), [detail('aaaa')], [detail('aaa')]],
      [
        'EB-12 wildcard, escaped',
        detail([{ wildcard: 'a\\*b\\\\*' }]),
        [detail('a*b\\'), detail('a*b\\c')],
        [detail('axb\\')],
      ],
      [
        'EB-12 $or',
        { source: ['aws.ecs'], detail: { $or: [{ a: [1] }, { b: [{ prefix: 'x' }], c: ['y'] }] } },
        [
          { source: 'aws.ecs', detail: { a: 1 } },
          { source: 'aws.ecs', detail: { b: 'xx', c: 'y' } },
        ],
        [
          { source: 'aws.ecs', detail: { b: 'xx' } },
          { source: 'aws.ec2', detail: { a: 1 } },
        ],
      ],
      ['EB-10 names of fields that would hurt a careless table', { constructor: ['a'] }, [{ constructor: 'a' }], [{}]],
      [
        'EB-10 __proto__ is a field like any other',
        JSON.parse('{"__proto__":{"x":["a"]}}'),
        [JSON.parse('{"__proto__":{"x":"a"}}')],
        [{ x: 'a' }, {}],
      ],
    ]),
  )('%s', (_what, pattern, matching, others) => {
    const matches = compilePattern(pattern)
    for (const event of matching) expect([event, matches(event)]).toEqual([event, true])
    for (const event of others) expect([event, matches(event)]).toEqual([event, false])
  })
})

type Bad = [path: string, expected: RegExp, pattern: unknown]
const bad = (list: Bad[]): Bad[] => list
const or = (count: number) => ({ $or: Array.from({ length: count }, () => ({ a: [1] })) })

describe('what is no pattern', () => {
  test.each(
    bad([
      ['pattern', /an object of fields/, ['aws.ecs']],
      ['pattern', /an object of fields/, '{"source":["aws.ecs"]}'],
      ['pattern.source', /a list of at least one value/, { source: 'aws.ecs' }],
      ['pattern.source', /a list of at least one value/, { source: [] }],
      ['pattern.detail', /a list of at least one value, or an object/, { detail: {} }],
      ['pattern.detail.state[1]', /a text, a number, true, false, null or an operator/, detail(['a', ['b']])],
      ['pattern.detail.state[0]', /a text, a number/, detail([Number.NaN])],
      ['pattern["a b"]', /a list of at least one value/, { 'a b': 1 }],
    ]),
  )('EB-13 %s: %s', (path, expected, pattern) => {
    const refusal = refusalOf(() => compilePattern(pattern))
    expect(refusal).toMatchObject({ name: 'UsageError', path, rule: 'EB-13', found: expect.any(String) })
    expect(refusal.message).toMatch(expected)
  })

  test.each(
    bad([
      ['pattern.detail.state[0]', /one operator of prefix, .*Did you mean "prefix"/, detail([{ prefiks: 'a' }])],
      ['pattern.detail.state[0]', /one operator of/, detail([{ prefix: 'a', suffix: 'b' }])],
      ['pattern.detail.state[0]', /one operator of/, detail([{}])],
      ['pattern.detail.state[0].prefix', /a text/, detail([{ prefix: 1 }])],
      ['pattern.detail.state[0].prefix', /one operator of equals-ignore-case/, detail([{ prefix: { wildcard: 'a' } }])],
      ['pattern.detail.state[0].exists', /true or false/, detail([{ exists: 'yes' }])],
      ['pattern.detail.state[0].numeric', /a comparison and a number/, detail([{ numeric: ['<'] }])],
      ['pattern.detail.state[0].numeric', /a comparison and a number/, detail([{ numeric: ['!', 1] }])],
      ['pattern.detail.state[0].numeric', /a comparison and a number/, detail([{ numeric: ['<', 6e9] }])],
      ['pattern.detail.state[0].numeric', /a lower bound and then an upper/, detail([{ numeric: ['>', 5, '<', 5] }])],
      ['pattern.detail.state[0].numeric', /a lower bound and then an upper/, detail([{ numeric: ['<', 5, '>', 1] }])],
      ['pattern.detail.state[0].cidr', /an IPv4 block/, detail([{ cidr: '10.0.0.0/33' }])],
      ['pattern.detail.state[0].cidr', /an IPv4 block/, detail([{ cidr: '300.0.0.0/8' }])],
      ['pattern.detail.state[0].wildcard', /no two \* side by side/, detail([{ wildcard: 'a**' }])],
      ['pattern.detail.state[0].wildcard', /another \\ after each \\/, detail([{ wildcard: 'a\\' }])],
      ['pattern.detail.state[0].wildcard', /another \\ after each \\/, detail([{ wildcard: '\\a' }])],
      ['pattern.detail.state[0].anything-but', /at least one value/, detail([{ 'anything-but': [] }])],
      ['pattern.detail.state[0].anything-but[1]', /texts alone/, detail([{ 'anything-but': ['a', 1] }])],
      [
        'pattern.detail.state[0].anything-but',
        /one operator of prefix/,
        detail([{ 'anything-but': { exists: true } }]),
      ],
      [
        'pattern.detail.state[0].anything-but.prefix',
        /at least one text/,
        detail([{ 'anything-but': { prefix: [] } }]),
      ],
      ['pattern.$or', /a list of at least two patterns/, { $or: [{ a: [1] }] }],
      ['pattern.$or[1]', /an object of fields/, { $or: [{ a: [1] }, {}] }],
      ['pattern', /at most 1000 combinations/, { a: or(30), b: or(40) }],
    ]),
  )('EB-12 %s: %s', (path, expected, pattern) => {
    const refusal = refusalOf(() => compilePattern(pattern))
    expect(refusal).toMatchObject({ name: 'UsageError', path, rule: 'EB-12', found: expect.any(String) })
    expect(refusal.message).toMatch(expected)
    expect(refusal.message.length).toBeLessThan(400)
  })

  test('EB-01 a pattern has at most 4096 characters', () => {
    const ofLength = (length: number) => ({ a: ['x'.repeat(length - '{"a":[""]}'.length)] })
    expect(compilePattern(ofLength(4_096))({})).toBe(false)
    expect(refusalOf(() => compilePattern(ofLength(4_097)))).toMatchObject({ path: 'pattern', rule: 'EB-01' })
  })

  test.each([...HOSTILE_VALUES, ...EXHAUSTING].map(({ what, make }) => [what, make] as const))(
    'whatever it is, it is refused or it matches something: %s',
    (_what, make) => {
      for (const wrap of [(value: unknown) => value, (value: unknown) => ({ detail: [value] })]) {
        let pattern: unknown
        try {
          pattern = wrap(make())
        } catch {
          continue
        }
        try {
          expect(typeof compilePattern(pattern)({ detail: 'x' })).toBe('boolean')
        } catch (error) {
          expect((error as Error).name).toBe('UsageError')
        }
      }
    },
  )

  test('time grows with the length alone', () => {
    const hostile = compilePattern(detail([{ wildcard: `${'*a'.repeat(1_000)}*b` }]))
    expect(hostile(detail('a'.repeat(200_000)))).toBe(false)
  })
})

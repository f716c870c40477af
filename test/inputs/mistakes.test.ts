// Mistakes in a scenario: each one error that says where, what was expected, what was found.
import { describe, expect, test } from 'vitest'
import { loadScenario, type ReadFile } from '../../src/inputs/index.ts'
import { load, mistakeOf } from './scenarios.ts'

function loadWith(readFile: ReadFile | undefined) {
  return loadScenario('services: ["file://x"]', { readFile })
}

const action = (line: string) => `actions:\n  - at: 5m\n    ${line}`

describe('a mistake is reported with its line, its path, and what was meant', () => {
  test.each<[what: string, text: string, message: RegExp]>([
    [
      'a misspelt member',
      'clutser: a',
      /^scenario.yaml:1:1: clutser: there is no such member\. Did you mean "cluster"\?$/,
    ],
    [
      'an unknown member',
      'a: 1\nzzz: 2',
      /^scenario.yaml:1:1: a: there is no such member\. Expected one of \$schema, title, /,
    ],
    ['the first of two', 'cluster: a\nflet: []\nbehaviour: x', /^scenario.yaml:2:1: flet: .* Did you mean "fleet"\?$/],
    ['a number for a text', 'cluster: 5', /^scenario.yaml:1:1: cluster: expected a text, found 5 \(a number\)\.$/],
    [
      'an object for a list',
      'fleet: { count: 1 }',
      /^scenario.yaml:1:1: fleet: expected a list of launches, found \{"count":1\}\.$/,
    ],
    [
      'a member deep inside',
      'fleet:\n  - count: 2\n    instanceTyp: m5.large',
      /^scenario.yaml:3:5: fleet\[0\]\.instanceTyp: .* "instanceType"\?$/,
    ],
    [
      'a missing member',
      'fleet:\n  - count: 2',
      /^scenario.yaml:2:5: fleet\[0\]\.instanceType: expected an instance type .*, found nothing\.$/,
    ],
    [
      'an option',
      'options: { healthySettle: 5s }',
      /^scenario.yaml:1:12: options\.healthySettle: .* "healthySettleTime"\?$/,
    ],
    [
      'a span without unit',
      'latencies: { gracefulExit: 5 }',
      /latencies\.gracefulExit: expected a time with its unit, .* found 5/,
    ],
    [
      'an unknown year',
      'behavior: "2019"',
      /^scenario.yaml:1:1: behavior: expected 'latest' or '2023-06', found "2019"\.$/,
    ],
    [
      'no instant',
      'startAt: yesterday',
      /^scenario.yaml:1:1: startAt: expected an ISO 8601 instant, found "yesterday"\.$/,
    ],
    [
      'a path without file://',
      'services:\n  - web.json',
      /^scenario.yaml:2:5: services\[0\]: expected an object .* file:\/\/ and a path, found "web\.json"\.$/,
    ],
    [
      'a misspelt action',
      action('updateServise: {}'),
      /^scenario.yaml:3:5: actions\[0\]\.updateServise: .* "updateService"\?$/,
    ],
    [
      'two actions in one',
      action('runTask: {}\n    launch: { instanceType: a }'),
      /^scenario.yaml:2:5: actions\[0\]: expected exactly one action .*, found runTask and launch\.$/,
    ],
    [
      'no action',
      'actions:\n  - at: 5m',
      /^scenario.yaml:2:5: actions\[0\]: expected exactly one action .*, found none\.$/,
    ],
    [
      'a time without unit',
      'actions: [{ at: 300, runTask: {} }]',
      /actions\[0\]\.at: expected a time on the scenario's clock .* found 300/,
    ],
    [
      'a time that is none',
      'actions: [{ at: soon, runTask: {} }]',
      /actions\[0\]\.at: expected a time on the scenario's clock .* found "soon"/,
    ],
    [
      'a time before 0',
      'startAt: 2026-01-05\nactions: [{ at: 2026-01-04, runTask: {} }]',
      /^scenario.yaml:2:13: actions\[0\]\.at: expected an instant from 2026-01-05T00:00:00\.000Z on/,
    ],
    [
      'a list for an AWS input',
      'actions: [{ runTask: [] }]',
      /actions\[0\]\.runTask: expected an object in the form that AWS takes/,
    ],
    [
      'an end before the last action',
      'until: 1m\nactions: [{ at: 5m, runTask: {} }]',
      /^scenario.yaml:1:1: until: expected a time not before the last action, which is at 5m, found "1m"\.$/,
    ],
    [
      'a goal that is none',
      'until: forever',
      /^scenario.yaml:1:1: until: expected 'steady', 'stable' or a time with its unit .* found "forever"\.$/,
    ],
    [
      'two expectations in one',
      'expect: [{ deployments: 1, completes: true }]',
      /^scenario.yaml:1:10: expect\[0\]: expected exactly one expectation .*, found completes and deployments\.$/,
    ],
    [
      'a misspelt part of an expectation',
      'expect: [{ completes: { withn: 5m } }]',
      /expect\[0\]\.completes\.withn: .* Did you mean "within"\?$/,
    ],
    [
      'a number in words',
      'expect: [{ deployments: two }]',
      /expect\[0\]\.deployments: expected a whole number above 0, found "two"\.$/,
    ],
    [
      'a level of nothing',
      'expect: [{ neverBelow: {} }]',
      /expect\[0\]\.neverBelow: expected at least one level, found \{\}\.$/,
    ],
    [
      'a service of the whole',
      'expect: [{ completes: true, service: web }]',
      /expect\[0\]\.service: completes speaks of the whole scenario/,
    ],
    [
      'a wait that is none',
      'expect: [{ stuck: room }]',
      /expect\[0\]\.stuck: expected true, false or what it waits for: .* found "room"\.$/,
    ],
  ])('%s', (_, text, message) => {
    const error = mistakeOf(() => load(text))
    expect(error.message).toMatch(message)
    expect(error.path).toBeDefined()
  })

  test('path, expected and found are also there as data', () => {
    const error = mistakeOf(() => load('fleet: [{ instanceType: m5.large, count: 0 }]'))
    expect(error).toMatchObject({ path: 'fleet[0].count', expected: 'a whole number above 0', found: '0 (a number)' })
  })
})

describe('hostile names are data', () => {
  const long = 'k'.repeat(10_000)
  test.each([
    ['__proto__ as member', '{ "__proto__": { "cluster": "x" } }', '__proto__'],
    ['constructor as member', '{ "constructor": 1 }', 'constructor'],
    ['__proto__ in a launch', '{ "fleet": [{ "instanceType": "m5.large", "__proto__": {} }] }', 'fleet[0].__proto__'],
    ['__proto__ as action', '{ "actions": [{ "__proto__": {} }] }', 'actions[0].__proto__'],
    ['toString as option', '{ "options": { "toString": 1 } }', 'options.toString'],
    ['a lone surrogate', '{ "\\ud800": 1 }', '["\\ud800"]'],
  ])('%s', (_, text, path) => {
    expect(mistakeOf(() => load(text)).path).toBe(path)
    expect(({} as Record<string, unknown>).cluster).toBeUndefined()
  })

  test('10,000 characters are not echoed', () => {
    const error = mistakeOf(() => load(`? ${long}\n: 1`))
    expect(error.message.length).toBeLessThan(600)
    expect(mistakeOf(() => load(`behavior: ${long}`)).message.length).toBeLessThan(200)
    expect(mistakeOf(() => load(`services: ["file://${long}"]`)).message.length).toBeLessThan(400)
  })
})

describe('files', () => {
  test('a missing file is named as it was written, with the line that names it', () => {
    const error = mistakeOf(() => load('taskDefinitions:\n  - file://../td.json'))
    expect(error.message).toBe(
      'scenario.yaml:2:5: taskDefinitions[0]: cannot read file://../td.json: there is no such file.',
    )
  })

  test('a mistake in a file is placed in that file', () => {
    expect(mistakeOf(() => load('services: ["file://s.json"]', { 's.json': '{ "services": [1] }' })).message).toBe(
      's.json:1:16: services[0].services[0]: expected a service in the form that AWS takes or prints, found 1 (a number).',
    )
    expect(
      mistakeOf(() => load('services: ["file://s.json"]', { 's.json': '{\n  "a": 1,\n  "a": 2\n}' })).message,
    ).toBe('s.json:3:3: the key "a" stands here twice.')
  })

  test('a file that cannot be read for another reason says so', () => {
    const refuse = (code: string) => () => {
      throw Object.assign(new Error(`${code}: something\nlong`), { code })
    }
    const message = (code: string) =>
      mistakeOf(() => loadWith(refuse(code))).message.replace(/^.*: cannot read/, 'cannot read')
    expect(message('EISDIR')).toBe('cannot read file://x: it is a folder.')
    expect(message('EACCES')).toBe('cannot read file://x: permission denied.')
    expect(message('EIO')).toBe('cannot read file://x: EIO: something.')
    expect(mistakeOf(() => loadWith(undefined)).message).toMatch(
      /cannot read file:\/\/x: nobody here can read files\.$/,
    )
  })
})

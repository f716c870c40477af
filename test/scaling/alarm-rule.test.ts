// Rules of composite alarms: how they are read, and when they hold.
import { fc, test as lawTest } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import type { AlarmState, Condition } from '../../src/model/scaling/alarms.ts'
import { childrenOf, holds } from '../../src/model/scaling/condition.ts'
import { isRuleMistake, parseRule } from '../../src/scaling/alarm-rule/parse.ts'
import { runs } from '../support/runs.ts'

const STATES: Readonly<Record<string, AlarmState>> = { a: 'ALARM', b: 'OK', c: 'INSUFFICIENT_DATA', 'd e': 'ALARM' }

function read(rule: string): Condition {
  const condition = parseRule(rule)
  if (isRuleMistake(condition)) throw new Error(`${rule}: expected ${condition.expected}, found ${condition.found}`)
  return condition
}

const says = (rule: string) => holds(read(rule), (alarm) => STATES[alarm])

describe('CW-34 a rule holds', () => {
  test.each([
    'TRUE',
    'NOT false',
    'ALARM(a)',
    'OK(b)',
    'INSUFFICIENT_DATA(c)',
    'ALARM("a")',
    '  ALARM ( a )\nAND\tOK( "b" ) ',
    'ALARM("d e")',
    'ALARM(a) AND NOT ALARM(b)',
    'ALARM(b) OR ALARM(a)',
    'TRUE OR TRUE AND FALSE',
    'NOT FALSE AND TRUE',
    'NOT (FALSE AND TRUE)',
    '(ALARM(b) OR ALARM(a)) AND OK(b)',
    'AT_LEAST(2, ALARM, (a, b, "d e"))',
    'AT_LEAST(50%, ALARM, (a, b))',
    'AT_LEAST(66%, NOT OK, (a, b, c))',
    'AT_LEAST(1, NOT ALARM, (a, b))',
    'NOT AT_LEAST(3, ALARM, (a, b, "d e"))',
  ])('%s', (rule) => expect(says(rule)).toBe(true))

  test.each([
    'FALSE',
    'false',
    'ALARM(b)',
    'OK(nobody)',
    'NOT NOT FALSE',
    'TRUE AND FALSE OR FALSE',
    '(TRUE OR TRUE) AND FALSE',
    'AT_LEAST(51%, ALARM, (a, b))',
    'AT_LEAST(67%, NOT OK, (a, b, c))',
    'AT_LEAST(2, NOT OK, (a, b))',
  ])('not: %s', (rule) => expect(says(rule)).toBe(false))

  test.each([
    ['', /ALARM, OK/, 'the end of the rule'],
    ['ALARM', /^\($/, 'the end of the rule'],
    ['ALARM()', /the name or the ARN/, ')'],
    ['ALARM(a', /^\)$/, 'the end of the rule'],
    ['ALARM(a) ALARM(b)', /AND, OR/, 'ALARM(b)'],
    ['alarm(a)', /ALARM, OK/, 'alarm(a)'],
    ['ALARM(a) and OK(b)', /AND, OR/, 'and OK(b)'],
    ['ALARM(a b)', /^\)$/, 'b)'],
    ['ALARM("a)', /the name or the ARN/, '"a)'],
    ['BUSY(a)', /ALARM, OK/, 'BUSY(a)'],
    ['(ALARM(a)', /^\)$/, 'the end of the rule'],
    ['AT_LEAST(0, OK, (a))', /a number from 1/, '0'],
    ['AT_LEAST(101%, OK, (a))', /from 1 to 100/, '101'],
    ['AT_LEAST(2, OK, (a))', /1 alarms at most/, '2'],
    ['AT_LEAST(1, FINE, (a))', /ALARM, OK/, 'FINE, (a))'],
    ['AT_LEAST(1, OK, a)', /^\($/, 'a)'],
    [Array.from({ length: 101 }, (_, n) => `OK(a${n})`).join(' OR '), /at most 100 alarms/, '101 alarms'],
    [Array(501).fill('OK(a)').join(' OR '), /at most 500/, 'more of them'],
    ['('.repeat(600), /at most 500/, 'more of them'],
  ])('%.30s cannot be read', (rule, expected, found) => {
    const mistake = parseRule(rule)
    expect(mistake).toEqual({ expected: expect.stringMatching(expected), found })
  })

  test('names in quotes may hold anything, an escaped quote too', () => {
    expect(childrenOf(read('ALARM("a (1), \\"x\\"") OR OK(arn:aws:cloudwatch:us-east-1:1:alarm:b)'))).toEqual([
      'a (1), "x"',
      'arn:aws:cloudwatch:us-east-1:1:alarm:b',
    ])
  })
})

const NAMES = ['a', 'b', 'c', 'd e', 'nobody']
const state = fc.constantFrom<AlarmState>('OK', 'ALARM', 'INSUFFICIENT_DATA')
const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.record({ kind: fc.constant('state' as const), alarm: fc.constantFrom(...NAMES), state }),
    fc.boolean().map((value): Condition => ({ kind: 'always', holds: value })),
    fc.record({
      kind: fc.constant('atLeast' as const),
      needed: fc.integer({ min: 1, max: 100 }),
      isPercent: fc.constant(true),
      state,
      isNegated: fc.boolean(),
      alarms: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1 }),
    }),
    tie('tree').map((of): Condition => ({ kind: 'not', of })),
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}))

function written(condition: Condition): string {
  switch (condition.kind) {
    case 'always':
      return condition.holds ? 'TRUE' : 'FALSE'
    case 'state':
      return `${condition.state}("${condition.alarm}")`
    case 'not':
      return `NOT ${written(condition.of)}`
    case 'atLeast': {
      const names = condition.alarms.map((alarm) => `"${alarm}"`)
      return `AT_LEAST(${condition.needed}%, ${condition.isNegated ? 'NOT ' : ''}${condition.state}, (${names.join(', ')}))`
    }
    default:
      return `(${condition.of.map(written).join(condition.kind === 'all' ? ' AND ' : ' OR ')})`
  }
}

lawTest.prop([tree], runs(200))('CW-34 what is written down is read again, and NOT turns it round', (condition) => {
  const again = read(written(condition))
  expect(again).toEqual(condition)
  const stateOf = (alarm: string) => STATES[alarm]
  expect(holds(read(`NOT (${written(condition)})`), stateOf)).toBe(!holds(condition, stateOf))
})

lawTest.prop([fc.string({ maxLength: 60 })], runs(200))(
  'CW-34 any text is a rule or a mistake that says why',
  (text) => {
    const condition = parseRule(text)
    if (isRuleMistake(condition)) expect(condition.expected).not.toBe('')
  },
)

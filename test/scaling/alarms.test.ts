// Both tables of the guide, and the rules behind them, row by row.
import { expect, test } from 'vitest'
import type { AlarmState, Comparison, MissingData } from '../../src/model/scaling/alarms.ts'
import { type AlarmRule, evaluateAlarm, evaluatedOf, rangeOf } from '../../src/scaling/alarms.ts'

const WORDS = { A: 'ALARM', O: 'OK', I: 'INSUFFICIENT_DATA' } as const
const TREATMENTS: readonly MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching']

function rule(members: Partial<AlarmRule> = {}): AlarmRule {
  return {
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    treatMissingData: 'missing',
    comparison: 'GreaterThanThreshold',
    threshold: 50,
    state: 'OK',
    ...members,
  }
}

const VALUES: Readonly<Record<string, number>> = { X: 60, '0': 40, '-': Number.NaN }
const valuesOf = (slots: string) => [...slots].map((slot) => VALUES[slot]!)

const states: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA']

/** Four letters: missing, ignore, breaching, notBreaching; K where the state is kept. */
const TABLE: readonly (readonly [slots: string, threeOfThree: string, twoOfThree: string])[] = [
  ['0-X-X', 'OOOO', 'AAAA'],
  ['0----', 'OOOO', 'OOAO'],
  ['-----', 'IKAO', 'IKAO'],
  ['0XX-X', 'AAAA', 'AAAA'],
  ['--X--', 'AKAO', 'AKAO'],
  ['00X0X', 'OOOO', 'AAAA'],
  ['0-X--', 'OOOO', 'OOAO'],
  ['----0', 'OOOO', 'OOAO'],
  ['---X-', 'KKAO', 'AKAO'],
  ['----X', 'KKAO', 'KKAO'],
]

test.each(TABLE)('CW-21 %s: three of three %s, two of three %s', (slots, three, two) => {
  for (const [datapointsToAlarm, letters] of [
    [3, three],
    [2, two],
  ] as const)
    for (const [index, treatMissingData] of TREATMENTS.entries())
      for (const state of states) {
        const letter = letters[index] as keyof typeof WORDS | 'K'
        const found = evaluateAlarm(rule({ datapointsToAlarm, treatMissingData, state }), valuesOf(slots))
        expect(`${treatMissingData} from ${state}: ${found}`).toBe(
          `${treatMissingData} from ${state}: ${letter === 'K' ? state : WORDS[letter]}`,
        )
      }
})

/** The states of an alarm that sees one slot after the other. */
function walk(slots: string, members: Partial<AlarmRule>): string {
  let current = rule(members)
  let letters = ''
  const range = rangeOf(current, 2)
  for (let end = 1; end <= slots.length; end++) {
    const seen = slots.slice(Math.max(0, end - range), end).padStart(range, '-')
    current = { ...current, state: evaluateAlarm(current, valuesOf(seen)) }
    letters += current.state[0]
  }
  return letters
}

test('E-35b three of three from INSUFFICIENT_DATA', () => {
  expect(walk('0XX0XXX00', { state: 'INSUFFICIENT_DATA' })).toBe('OOOOOOAOO')
})

test.each([
  ['missing', 'OOAAAAOO'],
  ['ignore', 'OOOAAAOO'],
  ['breaching', 'AAAAAAOO'],
  ['notBreaching', 'OOOAAOOO'],
] as const)('E-35c three of three from OK, with missing datapoints %s: %s', (treatMissingData, letters) => {
  expect(walk('X-XX--0-', { treatMissingData })).toBe(letters)
})

test('CW-30 the last verdict stands for the evaluation range, then there is too little data', () => {
  expect(walk(`XXX${'-'.repeat(6)}`, {})).toBe('OOAAAAAII')
  const fifteen = { evaluationPeriods: 15, datapointsToAlarm: 15 }
  expect(walk(`${'X'.repeat(15)}${'-'.repeat(18)}`, fifteen)).toBe(`${'O'.repeat(14)}${'A'.repeat(17)}II`)
})

test.each<[Comparison, string]>([
  ['GreaterThanThreshold', 'OOA'],
  ['GreaterThanOrEqualToThreshold', 'OAA'],
  ['LessThanThreshold', 'AOO'],
  ['LessThanOrEqualToThreshold', 'AAO'],
])('CW-20 the metric is the first operand: %s at 49, 50 and 51 is %s', (comparison, letters) => {
  const one = rule({ evaluationPeriods: 1, datapointsToAlarm: 1, comparison })
  expect([49, 50, 51].map((value) => evaluateAlarm(one, [value])[0]).join('')).toBe(letters)
})

test('as many datapoints as are evaluated stand behind a verdict, the newest of them first', () => {
  const ages = evaluatedOf(rule(), valuesOf('0X-X0')).map(({ value, age }) => `${value} ${age}`)
  expect(ages).toEqual(['40 1', '60 2', '60 4'])
})

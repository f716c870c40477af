// Base and weight to the letter: the worked examples, and the law that the quick way and the turns one by one agree.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choiceOf, Deal, nextTurn, splitOf } from '../../src/deployment/split.ts'
import { runs } from '../support/runs.ts'

const RULES = { baseOnZeroWeight: true }
type Part = readonly [name: string, weight: number, base?: number]
const strategy = (...parts: readonly Part[]) => parts.map(([name, weight, base = 0]) => ({ name, base, weight }))

function turns(items: ReturnType<typeof strategy>, count: number, start?: readonly number[]): string {
  const deal = new Deal(items, start ?? items.map(() => 0), RULES)
  return Array.from({ length: count }, () => deal.next()?.name).join(' ')
}

describe('the table of worked examples', () => {
  test.each([
    [strategy(['A', 1], ['B', 1]), 10, [5, 5]],
    [strategy(['A', 1], ['B', 1]), 5, [3, 2]],
    [strategy(['A', 1], ['B', 4]), 10, [2, 8]],
    [strategy(['A', 1], ['B', 4]), 5, [1, 4]],
    [strategy(['A', 1], ['B', 4]), 3, [0, 3]],
    [strategy(['FARGATE', 1, 2], ['SPOT', 4]), 1, [1, 0]],
    [strategy(['FARGATE', 1, 2], ['SPOT', 4]), 2, [2, 0]],
    [strategy(['FARGATE', 1, 2], ['SPOT', 4]), 3, [2, 1]],
    [strategy(['FARGATE', 1, 2], ['SPOT', 4]), 7, [3, 4]],
    [strategy(['FARGATE', 1, 2], ['SPOT', 4]), 12, [4, 8]],
    [strategy(['A', 2], ['B', 3], ['C', 5]), 7, [1, 2, 4]],
    [strategy(['A', 2, 5], ['B', 3]), 20, [11, 9]],
  ])('WE-28 %j, %i tasks: %j', (items, total, split) => {
    expect(splitOf(items, total, RULES)).toEqual(split)
  })

  test.each([
    [strategy(['A', 1], ['B', 4]), 10, 'B B B A B B B B A B'],
    [strategy(['A', 1, 2], ['B', 1]), 5, 'A A A B A'],
  ])('CP-12 %j, turn by turn', (items, count, expected) => {
    expect(turns(items, count)).toBe(expected)
  })

  test('CP-12 the other splits of the worked example', () => {
    expect(splitOf(strategy(['FARGATE', 1, 1], ['SPOT', 4]), 11, RULES)).toEqual([3, 8])
    expect(splitOf(strategy(['A', 2], ['B', 3]), 10, RULES)).toEqual([4, 6])
    expect(splitOf(strategy(['A', 0, 3], ['B', 1]), 6, RULES)).toEqual([3, 3])
  })

  test('CP-13 tasks that are there count: five on A, and the next four go to B', () => {
    expect(turns(strategy(['A', 1, 1], ['B', 3]), 4, [5, 0])).toBe('B B B B')
  })

  test('SV-501 a strategy of one takes every task whatever its weight; SV-500 its base changes nothing', () => {
    expect(splitOf(strategy(['A', 0]), 7, RULES)).toEqual([7])
    expect(splitOf(strategy(['A', 3, 2]), 7, RULES)).toEqual([7])
  })

  test('SV-502 weight 0 takes its base alone, and nothing at all where the option says so', () => {
    const items = strategy(['A', 0, 3], ['B', 1])
    expect(splitOf(items, 2, RULES)).toEqual([2, 0])
    expect(splitOf(items, 9, RULES)).toEqual([3, 6])
    expect(splitOf(items, 9, { baseOnZeroWeight: false })).toEqual([0, 9])
  })

  test('SV-505 the choice tells whose turn passed without room', () => {
    const items = strategy(['A', 1], ['B', 1])
    expect(choiceOf(items, [0, 0], RULES, null)).toMatchObject({ name: 'A', why: 'weight', withoutRoom: [] })
    expect(choiceOf(items, [0, 3], RULES, 'B')).toMatchObject({ name: 'B', why: 'weight', withoutRoom: ['A'] })
    expect(choiceOf(strategy(['A', 1, 2], ['B', 1]), [1, 0], RULES, null)).toMatchObject({ name: 'A', why: 'base' })
  })
})

// ── laws ──

const items = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 6 })
  .filter((parts) => parts.length === 1 || parts.some(([weight]) => weight > 0))
  .chain((parts) =>
    fc
      .integer({ min: -1, max: parts.length - 1 })
      .map((based) =>
        parts.map(([weight, base], index) => ({ name: `p${index}`, weight, base: index === based ? base : 0 })),
      ),
  )
const rules = fc.record({ baseOnZeroWeight: fc.boolean() })
const total = fc.integer({ min: 0, max: 60 })

/** The rules read literally: the base first, then all fractions k / weight in order of size, the earlier provider first. */
function bruteForce(strategyItems: ReturnType<typeof strategy>, count: number, baseOnZeroWeight: boolean): number[] {
  if (strategyItems.length === 1) return [count]
  const base = strategyItems.map((item) => (item.weight > 0 || baseOnZeroWeight ? item.base : 0))
  const counts = base.map((wanted) => Math.min(wanted, count))
  const rest = count - counts.reduce((sum, each) => sum + each, 0)
  const fractions = strategyItems.flatMap(({ weight }, index) =>
    weight === 0
      ? []
      : Array.from({ length: rest }, (_, k) => ({ index, over: BigInt(k + 1), weight: BigInt(weight) })),
  )
  fractions.sort((a, b) => {
    const difference = a.over * b.weight - b.over * a.weight
    return difference === 0n ? a.index - b.index : difference < 0n ? -1 : 1
  })
  for (const { index } of fractions.slice(0, rest)) counts[index]!++
  return counts
}

test('SV-500, SV-501 a split is what the rules come to when read literally', () => {
  fc.assert(
    fc.property(items, total, rules, (some, count, how) => {
      expect(splitOf(some, count, how)).toEqual(bruteForce(some, count, how.baseOnZeroWeight))
    }),
    runs(500),
  )
})

test('SV-501 turn by turn comes to the same, from any part of the split', () => {
  fc.assert(
    fc.property(items, total, rules, fc.nat(), (some, count, how, salt) => {
      const whole = splitOf(some, count, how)
      const counts = whole.map((each, index) => (salt + index * 7) % (each + 1))
      for (let have = counts.reduce((sum, each) => sum + each, 0); have < count; have++)
        counts[nextTurn(some, counts, how).at]!++
      expect(counts).toEqual(whole)
    }),
    runs(500),
  )
})

test('SV-503 every cycle of the weights gives each provider exactly its ratio', () => {
  fc.assert(
    fc.property(items, fc.integer({ min: 1, max: 4 }), (some, cycles) => {
      const plain = some.map((item) => ({ ...item, base: 0 }))
      const weights = plain.reduce((sum, { weight }) => sum + weight, 0)
      if (plain.length === 1 || weights * cycles > 200) return
      expect(splitOf(plain, weights * cycles, RULES)).toEqual(plain.map(({ weight }) => weight * cycles))
    }),
    runs(200),
  )
})

// Sets of samples, joined: as if they had been one from the beginning; and what statistics say of them.
import { fc, test as lawTest } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { extendedOf } from '../../src/model/scaling/extended-statistics.ts'
import type { StatisticSet } from '../../src/model/scaling/metrics.ts'
import { isStatistic, joined, statisticOf } from '../../src/model/scaling/statistics.ts'
import { runs } from '../support/runs.ts'

function setOf(values: readonly number[]): StatisticSet & Required<Pick<StatisticSet, 'spread'>> {
  const sorted = [...values].sort((one, other) => one - other)
  const sumOf = (some: readonly number[]) => some.reduce((sum, value) => sum + value, 0)
  return {
    sampleCount: values.length,
    sum: sumOf(values),
    minimum: sorted[0]!,
    maximum: sorted.at(-1)!,
    spread: {
      quantile: (share) => sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)]!,
      upTo: (most) => {
        const some = sorted.filter((value) => value <= most)
        return { count: some.length, sum: sumOf(some) }
      },
    },
  }
}

const samples = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 12 })

lawTest.prop([samples, samples, fc.integer({ min: 1, max: 99 })], runs(60))(
  'count, sum, ends and percentiles of two sets are those of all their samples',
  (one, other, percent) => {
    const both = joined(setOf(one), setOf(other))!
    const all = setOf([...one, ...other])
    expect([both.sampleCount, both.sum, both.minimum, both.maximum]).toEqual([
      all.sampleCount,
      all.sum,
      all.minimum,
      all.maximum,
    ])
    expect(both.spread!.quantile(percent / 100)).toBeCloseTo(all.spread.quantile(percent / 100), 6)
    expect(both.spread!.upTo(percent)).toEqual(all.spread.upTo(percent))
  },
)

const percent = fc.integer({ min: 0, max: 100 })

lawTest.prop([samples, percent, percent], runs(200))(
  'CW-32 what is trimmed away and what is left are the whole; ranks and means stay between their ends',
  (values, one, other) => {
    const [low, high] = [Math.min(one, other), Math.max(one, other)]
    fc.pre(low < high)
    const set = setOf(values)
    const of = (statistic: string) => statisticOf(set, statistic)
    const ends = (name: string, unit: string) =>
      [`${name}(:${low}${unit})`, `${name}(${low}${unit}:${high}${unit})`, `${name}(${high}${unit}:)`].map(of)
    for (const unit of ['%', '']) {
      const sumOf = (parts: number[]) => parts.reduce((sum, part) => sum + (Number.isNaN(part) ? 0 : part), 0)
      expect(sumOf(ends('TC', unit))).toBeCloseTo(values.length, 6)
      expect(sumOf(ends('TS', unit))).toBeCloseTo(set.sum, 6)
    }
    expect(ends('PR', '').reduce((sum, part) => sum + part, 0)).toBeCloseTo(100, 6)
    const trimmed = of(`TM(${low}%:${high}%)`)
    expect(trimmed).toBeGreaterThanOrEqual(set.minimum - 1e-9)
    expect(trimmed).toBeLessThanOrEqual(set.maximum + 1e-9)
    const winsorized = of(`WM(${low}%:${high}%)`)
    expect(winsorized).toBeGreaterThanOrEqual(of(`p${low}`) - 1e-9)
    expect(winsorized).toBeLessThanOrEqual(of(`p${high}`) + 1e-9)
  },
)

test('a set without a spread has none together with another one, and no extended statistic', () => {
  const { spread: _, ...bare } = setOf([1, 2])
  expect(joined(bare, setOf([3]))).toEqual({ sampleCount: 3, sum: 6, minimum: 1, maximum: 3 })
  expect(joined(null, bare)).toBe(bare)
  expect(joined(null, null)).toBeNull()
  expect(['p95', 'tm90', 'PR(:2)', 'IQM'].map((name) => statisticOf(bare, name))).toEqual([NaN, NaN, NaN, NaN])
})

test('statistics by name', () => {
  const set = setOf([1, 2, 3, 10])
  const names = ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum', 'p50', 'p100', 'p0']
  expect(names.map((name) => statisticOf(set, name))).toEqual([4, 16, 4, 1, 10, 2, 10, 1])
  expect(statisticOf(null, 'Sum')).toBeNaN()
})

describe('CW-32 statistics beyond the simple ones', () => {
  const ten = setOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 100])

  test.each([
    ['tm90', 5],
    ['TM(10%:90%)', 5.5],
    ['TM(:90%)', 5],
    ['TM(2:6)', 4.5],
    ['TM(95%:)', 100],
    ['IQM', (0.5 * 3 + 4 + 5 + 6 + 7 + 0.5 * 8) / 5],
    ['tc90', 9],
    ['TC(10%:90%)', 8],
    ['TC(:3)', 3],
    ['TC(1000:)', 0],
    ['ts90', 45],
    ['TS(80%:)', 109],
    ['TS(3:5)', 9],
    ['wm90', 5.4],
    ['WM(10%:90%)', 5.4],
    ['WM(3:8)', (3 * 3 + 4 + 5 + 6 + 7 + 8 + 8 * 2) / 10],
    ['PR(:3)', 30],
    ['PR(3:9)', 60],
    ['PR(9:)', 10],
    ['PR(-5:0.5)', 0],
  ])('%s of 1 to 9 and 100 is %d', (statistic, value) => {
    expect(statisticOf(ten, statistic)).toBeCloseTo(value, 9)
  })

  test('of nothing that is left there is neither a sum nor a mean', () => {
    expect(['TS(1000:)', 'TM(1000:)'].map((name) => statisticOf(ten, name))).toEqual([NaN, NaN])
  })

  test.each([
    'p95',
    'p99.9',
    'p0',
    'p100',
    'tm90',
    'TM99',
    'wm2.5',
    'TM(:90%)',
    'TC(5%:)',
    'PR(0.1:2.5)',
    'PR(-3:)',
    'IQM',
  ])('%s is a statistic', (text) => expect(isStatistic(text)).toBe(true))

  test.each([
    'P50',
    'p100.1',
    'p',
    'average',
    'pr50',
    'PR50',
    'PR(10%:20%)',
    'TM(:)',
    'TM(90%:10%)',
    'TM(5:5)',
    'TM(5%:10)',
    'tm(5%:10%)',
    'TM(1e3:2)',
    'iqm',
    '',
  ])('%j is none', (text) => {
    expect([extendedOf(text), isStatistic(text)]).toEqual([null, false])
  })
})

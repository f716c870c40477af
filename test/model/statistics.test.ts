// Sets of samples, joined: as if they had been one from the beginning.
import { fc, test as lawTest } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import type { StatisticSet } from '../../src/model/scaling/metrics.ts'
import { shareOf, statisticOf } from '../../src/model/scaling/metrics.ts'
import { joined } from '../../src/model/scaling/statistics.ts'
import { runs } from '../support/runs.ts'

function setOf(values: readonly number[]): StatisticSet {
  const sorted = [...values].sort((one, other) => one - other)
  return {
    sampleCount: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    minimum: sorted[0]!,
    maximum: sorted.at(-1)!,
    quantile: (share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!,
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
    // At the edge between two samples either is right.
    const near = [percent / 100 - 1e-9, percent / 100 + 1e-9].map((share) => all.quantile!(share))
    const found = both.quantile!(percent / 100)
    expect(found).toBeGreaterThanOrEqual(near[0]! - 1e-6)
    expect(found).toBeLessThanOrEqual(near[1]! + 1e-6)
  },
)

test('a set without percentiles has none together with another one', () => {
  const { quantile: _, ...bare } = setOf([1, 2])
  expect(joined(bare, setOf([3]))).toEqual({ sampleCount: 3, sum: 6, minimum: 1, maximum: 3 })
  expect(joined(null, bare)).toBe(bare)
  expect(joined(null, null)).toBeNull()
})

test('statistics by name', () => {
  const set = setOf([1, 2, 3, 10])
  const names = ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum', 'p50', 'p100']
  expect(names.map((name) => statisticOf(set, name))).toEqual([4, 16, 4, 1, 10, 2, 10])
  expect(statisticOf(null, 'Sum')).toBeNaN()
  expect(['p0', 'p99.9', 'p100', 'p100.1', 'tm90', 'P50'].map(shareOf)).toEqual([0, 0.999, 1, null, null, null])
})

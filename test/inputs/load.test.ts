// Loads that were measured somewhere: CSV files, and what the AWS CLI prints of CloudWatch's metrics.
import { describe, expect, test } from 'vitest'
import { type Profile, UsageError } from '../../src/index.ts'
import { parseLoadCsv, parseLoadMetrics } from '../../src/inputs/index.ts'

const pointsOf = (profile: Profile) =>
  (profile as { replay: { points: { at: number; value: number }[] } }).replay.points.map(({ at, value }) => [at, value])

describe('CSV', () => {
  test('LD-06 seconds and requests a second, with headings or without, in any order', () => {
    const points = [
      [0, 10],
      [60_000, 20.5],
      [120_000, 0],
    ]
    expect(pointsOf(parseLoadCsv('t,rps\n0,10\n60,20.5\n120,0\n'))).toEqual(points)
    expect(pointsOf(parseLoadCsv('120;0\r\n0;10\r\n60;20.5\r\n'))).toEqual(points)
    expect(
      pointsOf(parseLoadCsv('\uFEFFwhen,who,rate\n1m,x,20.5\n0s,y,10\n2m,z,0', { time: 'when', value: 'rate' })),
    ).toEqual(points)
  })

  test('LD-06 instants count from the first of them', () => {
    const text = 'time,"requests"\n2025-11-28T09:01:00Z,7\n2025-11-28T09:00:00Z,5\n'
    expect(pointsOf(parseLoadCsv(text))).toEqual([
      [0, 5],
      [60_000, 7],
    ])
  })

  test.each([
    ['', '<csv>:1: expected a column 1, found none.'],
    ['t,rps\n', '<csv>: expected 1 to 30000 rows with a time and a value, found 0.'],
    ['t,rps\n0,many', '<csv>:2: expected a number from 0 on, found "many".'],
    ['0,1\n-5,2', '<csv>:2: expected seconds, a duration'],
    ['0,1\n0,2', '<csv>:2: two rows have the same time.'],
    ['0,1\n2026-01-05T09:00:00Z,2', '<csv>: some times are instants, and some are not.'],
    ['0\n1\n', '<csv>:1: expected a column 2, found "0".'],
    ['t,"rps\n0,1', '<csv>:1: '],
  ])('%j is refused', (text, message) => {
    expect(() => parseLoadCsv(text)).toThrow(UsageError)
    expect(() => parseLoadCsv(text)).toThrow(message)
  })

  test('a column that is not there is named, with those that are', () => {
    expect(() => parseLoadCsv('a,b\n0,1', { file: 'day.csv', value: 'rps' })).toThrow(
      'day.csv:1: expected a column "rps", found "a", "b".',
    )
  })
})

const statistics = (rows: readonly object[]) => JSON.stringify({ Label: 'RequestCount', Datapoints: rows })

describe('what the AWS CLI prints', () => {
  test('LD-06 sums of a minute become requests a second; where none is, nothing came', () => {
    const text = statistics([
      { Timestamp: '2025-11-28T09:03:00+00:00', Sum: 60, Unit: 'Count' },
      { Timestamp: '2025-11-28T09:00:00+00:00', Sum: 1_200, Unit: 'Count' },
      { Timestamp: '2025-11-28T09:01:00+00:00', Sum: 600, Unit: 'Count' },
    ])
    expect(pointsOf(parseLoadMetrics(text))).toEqual([
      [0, 20],
      [60_000, 10],
      [120_000, 0],
      [180_000, 1],
    ])
  })

  test('LD-06 averages hold', () => {
    const text = statistics([
      { Timestamp: '2025-11-28T09:00:00Z', Average: 40, Unit: 'Percent' },
      { Timestamp: '2025-11-28T09:05:00Z', Average: 55, Unit: 'Percent' },
      { Timestamp: '2025-11-28T09:15:00Z', Average: 50, Unit: 'Percent' },
    ])
    expect(pointsOf(parseLoadMetrics(text))).toEqual([
      [0, 40],
      [300_000, 55],
      [900_000, 50],
    ])
  })

  test('LD-06 one result of get-metric-data, by its id', () => {
    const result = (Id: string, Values: number[]) => ({
      Id,
      Label: 'RequestCount',
      Timestamps: ['2025-11-28T09:01:00Z', '2025-11-28T09:00:00Z'],
      Values,
      StatusCode: 'Complete',
    })
    const text = JSON.stringify({ MetricDataResults: [result('a', [600, 300]), result('b', [1, 2])], Messages: [] })
    expect(pointsOf(parseLoadMetrics(text, { id: 'a', perPeriod: true }))).toEqual([
      [0, 5],
      [60_000, 10],
    ])
    expect(() => parseLoadMetrics(text)).toThrow('expected one result, by its id: one of "a", "b".')
  })

  test.each([
    ['{', 'expected the JSON that'],
    ['{}', 'expected Datapoints or MetricDataResults'],
    [statistics([]), 'expected 1 to 30000 datapoints, found 0.'],
    [statistics([{ Timestamp: 'x', Sum: 1 }]), 'Datapoints[0]: Timestamp: expected an ISO 8601 instant'],
    [
      statistics([{ Timestamp: '2025-11-28T09:00:00Z', Sum: 'x' }]),
      'Datapoints[0]: expected a Sum from 0 on, found "x".',
    ],
  ])('%s is refused', (text, message) => {
    expect(() => parseLoadMetrics(text)).toThrow(UsageError)
    expect(() => parseLoadMetrics(text)).toThrow(message)
  })
})

// Spans and instants as people write them.
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { formatDuration, parseDurationMs, parseInstantMs, roundMs } from '../../src/kernel/durations.ts'
import { refusalOf } from '../support/refusals.ts'

describe('durations', () => {
  test.each([
    ['90s', 90_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['2d', 172_800_000],
    ['250ms', 250],
    ['1.5s', 1_500],
    ['PT5M', 300_000],
    ['PT1H30M', 5_400_000],
    ['P1D', 86_400_000],
    ['PT0.25S', 250],
    [0, 0],
    [1234, 1234],
  ])('%s is %i ms', (text, ms) => expect(parseDurationMs(text, 'wait')).toBe(ms))

  test.each([
    '',
    'soon',
    '-1s',
    '5',
    '5 m',
    'P',
    'PT',
    '1m1',
    'm',
    '1e3s',
    -1,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    {},
    '9'.repeat(50),
  ])('%j is refused with the path', (value) =>
    expect(refusalOf(() => parseDurationMs(value as string, 'wait'))).toMatchObject({
      name: 'UsageError',
      path: 'wait',
    }),
  )

  test.prop([fc.nat({ max: 10_000_000_000 })])('formatting and parsing give the same span back', (ms) => {
    expect(parseDurationMs(formatDuration(ms), 'wait')).toBe(ms)
  })

  test('halves round up, the one rounding rule', () => {
    expect([0.5, 1.5, 2.4].map((value) => roundMs(value))).toEqual([1, 2, 2])
  })
})

describe('instants', () => {
  test.each([
    ['2026-01-05T09:00:00Z', Date.UTC(2026, 0, 5, 9)],
    ['2026-01-05T09:00:00', Date.UTC(2026, 0, 5, 9)],
    ['2026-01-05', Date.UTC(2026, 0, 5)],
    ['2026-01-05T09:00:00.25Z', Date.UTC(2026, 0, 5, 9, 0, 0, 250)],
    ['2026-01-05T09:00:00+02:00', Date.UTC(2026, 0, 5, 7)],
    ['2026-01-05T09:00:00-0330', Date.UTC(2026, 0, 5, 12, 30)],
  ])('%s is read as UTC unless it names a zone', (text, ms) => expect(parseInstantMs(text, 'at')).toBe(ms))

  test.each([
    'yesterday',
    '2026-02-31',
    '2026-01-05T25:00:00Z',
    '',
    'T09:00',
    -1,
    Number.NaN,
    new Date(Number.NaN),
    1e18,
  ])('%s is refused', (value) =>
    expect(refusalOf(() => parseInstantMs(value, 'at'))).toMatchObject({ name: 'UsageError', path: 'at' }),
  )

  test.prop([
    fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
  ])('ISO strings come back', (date) => {
    expect(parseInstantMs(date.toISOString(), 'at')).toBe(date.getTime())
  })
})

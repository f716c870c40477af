// When does a schedule fall due: at, rate and cron, in time zones whose clocks change?
import { describe, expect, test } from 'vitest'
import {
  countsWeekdays,
  nextRunAfter,
  type ScheduleInput,
  scheduleFault,
} from '../../../src/scaling/schedules/schedule.ts'

const instant = (text: string) => Date.parse(text)

/** The next runs after an instant, as ISO texts to the minute. */
function runsAfter(from: string, schedule: string, more: Partial<ScheduleInput> = {}, count = 3): string[] {
  const input: ScheduleInput = {
    schedule,
    timezone: null,
    startAtMs: null,
    endAtMs: null,
    createdAtMs: instant(from),
    ...more,
  }
  const runs: string[] = []
  let atMs: number | null = instant(from)
  while (runs.length < count) {
    atMs = nextRunAfter(input, atMs)
    if (atMs === null) break
    runs.push(`${new Date(atMs).toISOString().slice(0, 16)}Z`)
  }
  return runs
}

describe('schedules', () => {
  test('AS-70 AS-71 at: once, in its time zone', () => {
    const at = 'at(2026-07-01T08:00:00)'
    expect(runsAfter('2026-01-01T00:00Z', at)).toEqual(['2026-07-01T08:00Z'])
    expect(runsAfter('2026-01-01T00:00Z', at, { timezone: 'Europe/Berlin' })).toEqual(['2026-07-01T06:00Z'])
    expect(runsAfter('2026-07-01T08:00Z', at)).toEqual([])
  })

  test('AS-70 AS-73 rate: from its creation, or from its beginning', () => {
    const rate = 'rate(90 minutes)'
    expect(runsAfter('2026-01-01T00:00Z', rate)).toEqual([
      '2026-01-01T01:30Z',
      '2026-01-01T03:00Z',
      '2026-01-01T04:30Z',
    ])
    const startAtMs = instant('2026-01-02T00:00Z')
    expect(runsAfter('2026-01-01T00:00Z', rate, { startAtMs }, 2)).toEqual(['2026-01-02T00:00Z', '2026-01-02T01:30Z'])
  })

  test('AS-70 cron: with names, steps, last days, nth weekdays; leading seconds are not kept', () => {
    const from = '2026-01-01T00:00Z'
    expect(runsAfter(from, 'cron(0 22 ? * MON-FRI *)')).toEqual([
      '2026-01-01T22:00Z',
      '2026-01-02T22:00Z',
      '2026-01-05T22:00Z',
    ])
    expect(runsAfter(from, 'cron(0/20 9 * * ? *)')).toEqual([
      '2026-01-01T09:00Z',
      '2026-01-01T09:20Z',
      '2026-01-01T09:40Z',
    ])
    expect(runsAfter(from, 'cron(0 9 L * ? *)', {}, 2)).toEqual(['2026-01-31T09:00Z', '2026-02-28T09:00Z'])
    expect(runsAfter(from, 'cron(0 9 ? * MON#2 *)', {}, 2)).toEqual(['2026-01-12T09:00Z', '2026-02-09T09:00Z'])
    expect(runsAfter(from, 'cron(30 0 9 1 1 ? 2027)')).toEqual(['2027-01-01T09:00Z'])
    expect(runsAfter(from, 'cron(0 9 1 1 ? 2020)')).toEqual([])
  })

  test('AS-74 numbers of weekdays begin with 1 for Sunday, and are worth a word', () => {
    expect(runsAfter('2026-01-01T00:00Z', 'cron(0 9 ? * 1 *)', {}, 1)).toEqual(['2026-01-04T09:00Z'])
    expect(runsAfter('2026-01-01T00:00Z', 'cron(0 9 ? * 2 *)', {}, 1)).toEqual(['2026-01-05T09:00Z'])
    expect(countsWeekdays('cron(0 9 ? * 2 *)')).toBe(true)
    expect(countsWeekdays('cron(0 9 ? * MON,4 *)')).toBe(true)
    expect(countsWeekdays('cron(0 9 ? * MON#2 *)')).toBe(false)
    expect(countsWeekdays('cron(0 9 1 * ? *)')).toBe(false)
    expect(countsWeekdays('rate(1 day)')).toBe(false)
  })

  test('AS-71 a local time that is passed over falls due at the first minute after it', () => {
    // On 8 March 2026 New York has no time between 2:00 and 3:00.
    const timezone = 'America/New_York'
    expect(runsAfter('2026-03-07T12:00Z', 'cron(30 2 * * ? *)', { timezone }, 2)).toEqual([
      '2026-03-08T07:00Z',
      '2026-03-09T06:30Z',
    ])
    expect(runsAfter('2026-03-07T12:00Z', 'at(2026-03-08T02:30:00)', { timezone })).toEqual(['2026-03-08T07:00Z'])
  })

  test('AS-71 a local time that comes twice falls due the first time', () => {
    // On 1 November 2026 New York has the hour from 1:00 to 2:00 twice.
    const timezone = 'America/New_York'
    expect(runsAfter('2026-10-31T12:00Z', 'cron(30 1 * * ? *)', { timezone }, 2)).toEqual([
      '2026-11-01T05:30Z',
      '2026-11-02T06:30Z',
    ])
    expect(runsAfter('2026-10-31T12:00Z', 'cron(15,45 1 * * ? *)', { timezone }, 3)).toEqual([
      '2026-11-01T05:15Z',
      '2026-11-01T05:45Z',
      '2026-11-02T06:15Z',
    ])
    expect(runsAfter('2026-10-31T12:00Z', 'at(2026-11-01T01:30:00)', { timezone })).toEqual(['2026-11-01T05:30Z'])
  })

  test('AS-71 AS-73 a beginning is a run, and after the end there is none', () => {
    const more = {
      startAtMs: instant('2026-01-03T05:00Z'),
      endAtMs: instant('2026-01-05T08:00Z'),
      timezone: 'Asia/Tokyo',
    }
    expect(runsAfter('2026-01-01T00:00Z', 'cron(0 8 * * ? *)', more, 9)).toEqual([
      '2026-01-03T05:00Z',
      '2026-01-03T23:00Z',
      '2026-01-04T23:00Z',
    ])
  })

  test.each([
    ['every day', 'Schedule'],
    ['rate(1 days)', 'Schedule'],
    ['rate(2 day)', 'Schedule'],
    ['rate(0 minutes)', 'Schedule'],
    ['rate(5 seconds)', 'Schedule'],
    ['at(2026-02-30T00:00:00)', 'Schedule'],
    ['at(2026-02-03T25:00:00)', 'Schedule'],
    ['cron(0 9 * * * *)', 'Schedule'],
    ['cron(0 9 * * ?)', 'Schedule'],
    ['cron(60 9 * * ? *)', 'Schedule'],
    ['cron(0 9 ? * MOO *)', 'Schedule'],
    ['cron(@daily)', 'Schedule'],
  ])('AS-70 %s is no schedule', (schedule, path) => {
    expect(scheduleFault({ schedule, timezone: null })?.path).toBe(path)
  })

  test.each(['Mars/Olympus', '', '+02:00', 'Europe'])('AS-71 %j is no time zone', (timezone) => {
    expect(scheduleFault({ schedule: 'rate(1 day)', timezone })?.path).toBe('Timezone')
  })

  test.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])('AS-71 %s is one', (timezone) => {
    expect(scheduleFault({ schedule: 'rate(1 day)', timezone })).toBeNull()
  })
})

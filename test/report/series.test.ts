// How do series and reports on scaling look in a terminal?
import { describe, expect, test } from 'vitest'
import { type Series, UsageError } from '../../src/index.ts'
import { formatScalingReport, formatSeries, PLAIN } from '../../src/report/index.ts'
import { busyHour, twoLevels } from '../support/two-levels.ts'

const START = Date.parse('2026-01-05T09:00:00Z')

function seriesOf(columns: Series['columns'], units: Series['units'], periodMs = 60_000): Series {
  const length = Object.values(columns)[0]?.length ?? 0
  const times = Array.from({ length }, (_, nth) => START + nth * periodMs)
  return { subject: { kind: 'service', name: 'prod/web' }, periodMs, times, columns, units }
}

const two = seriesOf(
  {
    cpu: [20, 20, 40, 80, 80, 60, null, null, 20, 20],
    desired: [2, 2, 2, 2, 4, 4, 4, 4, 3, 2],
    running: [2, 2, 2, 2, 3, 4, 4, 4, 3, 2],
  },
  { cpu: '%', desired: 'tasks', running: 'tasks' },
)

test('a panel for each unit, over one axis of time; a gap where there is no value', () => {
  expect(`\n${formatSeries(two, { width: 60, height: 5, targets: { cpu: 60 } })}\n`).toMatchInlineSnapshot(`
    "
    prod/web
    2026-01-05 09:00 to 2026-01-05 09:10 UTC, 1 min a point

         %  ━━ cpu  ·· target 60
        80┤                ┏━━━━━━━━━━┓
          │················┃··········┗━······················
        40┤          ┏━━━━━┛
          │━━━━━━━━━━┛                                 ━━━━━━━
         0┤

     tasks  ━━ desired  ── running
         4┤                     ┏━━━━━┌─━━──━━──━━──━━┐
          │                     ┃─────┘               └─━━──┓
         2┤─━━──━━──━━──━━──━━──┛                           ┗━
          │
         0┤
          └┬───────────────────────────┬───────────────────────
       09:00                       09:05
    "
  `)
})

describe('whatever the data', () => {
  const many = (count: number, value: (nth: number) => number | null) =>
    Array.from({ length: count }, (_, nth) => value(nth))
  const shapes: readonly (readonly [string, Series])[] = [
    ['nothing', seriesOf({ cpu: [] }, { cpu: '%' })],
    ['one point', seriesOf({ cpu: [50] }, { cpu: '%' })],
    ['no value at all', seriesOf({ cpu: [null, null] }, { cpu: '%' })],
    ['zeros', seriesOf({ errors: [0, 0, 0] }, { errors: 'requests' })],
    [
      'a week',
      seriesOf({ cpu: many(10_080, (nth) => nth % 100), n: many(10_080, (nth) => nth) }, { cpu: '%', n: 'tasks' }),
    ],
    ['millions', seriesOf({ requests: many(200, (nth) => nth * 123_456) }, { requests: 'requests' })],
    ['thousandths', seriesOf({ responseTime: many(50, (nth) => nth / 10_000) }, { responseTime: 's' })],
    ['holes', seriesOf({ cpu: many(120, (nth) => (nth % 3 === 0 ? nth : null)) }, { cpu: '%' })],
    ['a name that would upset a terminal', seriesOf({ '\u001b[31mred\u202e': [1, 2] }, { '\u001b[31mred\u202e': '' })],
  ]
  test.each(shapes)('%s: no line is wider than the page, and no panel higher than asked', (_, series) => {
    for (const width of [60, 100]) {
      const lines = formatSeries(series, { width, height: 6 }).split('\n')
      for (const line of lines) {
        expect(line.length).toBeLessThanOrEqual(width)
        expect(line).not.toContain('\u001b')
      }
      expect(lines.length).toBeLessThanOrEqual(2 + Object.keys(series.columns).length * (2 + 6) + 2)
    }
  })

  test('colours never count as columns', () => {
    const plain = formatSeries(two)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
    const bare = formatSeries(two, { color: true }).replace(/\u001b\[\d+m/g, '')
    expect(bare).toBe(plain)
    expect(formatSeries(two, { paint: PLAIN })).toBe(plain)
    expect(formatSeries(two, { color: true })).not.toBe(plain)
  })
})

test('curves can be told apart without colours, where they part and where they meet', () => {
  const text = formatSeries(two, { panels: [['desired', 'running']], height: 6 })
  expect(text).toContain('━━ desired  ── running')
  expect(text).toMatch(/━━──━━──/)
})

test('refusals', () => {
  const cases: readonly (readonly [string, () => unknown])[] = [
    [
      'formatSeries: height: expected a whole number of rows from 3 to 40, found 2',
      () => formatSeries(two, { height: 2 }),
    ],
    [
      'formatSeries: columns: expected one of cpu, desired, running, found "cpuu".',
      () => formatSeries(two, { panels: [['cpuu']] }),
    ],
    ['width: expected a whole number of columns from 60', () => formatSeries(two, { width: 10 })],
  ]
  for (const [message, call] of cases) {
    expect(call).toThrow(UsageError)
    expect(call).toThrow(message)
  }
})

test('a report on scaling: a heading for each service and group, its policies beneath', () => {
  const sim = twoLevels('managed')
  busyHour(sim)
  const text = formatScalingReport(sim.scalingReport({ until: '2026-01-05T11:30:00Z' }))
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  expect(`\n${text}\n`).toMatchInlineSnapshot(`
    "
    2026-01-05 09:00 to 2026-01-05 11:30 UTC

    service shop/gray: follows its load (1 turn, 0.4 an hour)
      policy                       kind     out, in  above target  blocked
      gray-busy                    step     3, 0     12 min        4 min cooldown, 2 min no room, 1 min
                                                                   at maximum
      gray-idle                    step     0, 3     -             4 min cooldown, 1 h 16 min at minimum

    service shop/red: nothing scaled by any policy
      policy                       kind     out, in  above target  blocked
      red-busy                     step     0, 0     never         -
      red-idle                     step     0, 0     -             -

    group nodes: follows its load (1 turn, 0.4 an hour)
      policy                       kind     out, in  above target  blocked
      ECSManagedAutoScalingPolic…  managed  1, 1     2 min         1 min instances warming up
    "
  `)
})

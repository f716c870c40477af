// The table that people read: columns, limits, events, colours.
import { describe, expect, test } from 'vitest'
import { clockText, formatDeployment, type Paint, wrap } from '../../src/report/index.ts'
import { deployNext, steadyService } from '../support/rollouts.ts'

function timelineOf(settings: Parameters<typeof steadyService>[0], atMost = '1h') {
  const sim = steadyService(settings)
  deployNext(sim, settings.hostPort)
  sim.runUntil('steady', { atMost })
  const sinceMs = Date.parse('2026-01-05T01:00:00Z')
  return sim.deployments('web', { since: sinceMs })[0]!
}

const TABLE = `
web  web:2 replaces web:1

           ──────── old ───────  ──────── new ───────    healthy   tasks
     time   pend  run heal stop   pend  run heal stop    ≥ limit   ≤ limit  at this instant
   0:00.0      ·    2    2    2      ·    ·    ·    ·     2 ≥ 2     4 ≤ 4   stop 2 old
   0:30.0      ·    2    2    ·      2    ·    ·    ·     2 ≥ 2     4 ≤ 4   start 2 new
   0:40.0      ·    2    2    ·      ·    2    ·    ·     2 ≥ 2     4 ≤ 4
   1:20.0      ·    ·    ·    2      ·    2    2    ·     2 ≥ 2     4 ≤ 4   stop 2 old
   1:50.0      ·    ·    ·    ·      2    2    2    ·     2 ≥ 2     4 ≤ 4   start 2 new
   2:00.0      ·    ·    ·    ·      ·    4    2    ·     2 ≥ 2     4 ≤ 4
   2:40.0      ·    ·    ·    ·      ·    4    4    ·     4 ≥ 2     4 ≤ 4
           » (service web) (deployment ID) deployment completed.
           » (service web) has reached a steady state.

deployment completed at 2:40.0; fewest healthy tasks: 2 (limit 2), first at 0:00.0
critical path of 2m40s: 1m20s settling until healthy, 1m containers stopping, 20s dispatch`

describe('the table', () => {
  const timeline = timelineOf({ desired: 4, min: 50, max: 100, run: 10, heal: 40, stop: 30 })

  test('shows one row for each wave', () => {
    expect(`\n${formatDeployment(timeline).replace(/ecs-svc\/\d+/, 'ID')}`).toBe(TABLE)
  })

  test('fits into 100 columns, events included', () => {
    const stuck = timelineOf({ desired: 3, min: 100, max: 200, instances: 3, room: 60, hostPort: 80 }, '5m')
    for (const width of [100, 60]) {
      const lines = formatDeployment(stuck, { width }).split('\n')
      const events = lines.filter((line) => /^ {11}[» ] /.test(line))
      expect(events.length).toBeGreaterThan(3)
      expect(Math.max(...events.map((line) => line.length))).toBeLessThanOrEqual(width)
    }
    const longest = Math.max(
      ...formatDeployment(timeline)
        .split('\n')
        .map((line) => line.length),
    )
    expect(longest).toBeLessThanOrEqual(100)
  })

  test('is painted without a change of its words', () => {
    const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`
    const paint: Paint = { bold: mark('b'), dim: mark('d'), good: mark('g'), bad: mark('x'), hue: (_, text) => text }
    const painted = formatDeployment(timeline, { paint })
    expect(painted).toContain('<b>web</b>')
    expect(painted).toContain('<g>deployment completed at 2:40.0</g>')
    expect(painted.replace(/<\/?[bdgx]>/g, '')).toBe(formatDeployment(timeline))
  })

  test('a broken limit is marked', () => {
    const [wave] = timeline.waves
    const broken = { ...timeline, waves: [{ ...wave!, lower: 3 }] }
    const paint: Paint = {
      bold: String,
      dim: String,
      good: String,
      bad: (text) => `!${text.trim()}!`,
      hue: (_, text) => text,
    }
    expect(formatDeployment(broken, { paint })).toContain('!2 ≥ 3!')
  })

  test('more doings than a line holds stand on a line of their own', () => {
    const [wave] = timeline.waves
    const busy = { ...timeline, waves: [{ ...wave!, startedOld: 100, startedNew: 100, stoppedNew: 100 }] }
    expect(formatDeployment(busy)).toContain(
      '4 ≤ 4\n           start 100 new, start 100 old, stop 2 old, stop 100 new\n',
    )
  })

  test('a timeline that begins later says when on the clock', () => {
    expect(formatDeployment(timeline, { zeroMs: timeline.fromMs - 65_000 })).toMatch(
      /^web {2}web:2 replaces web:1, from 1:05\.0 on the clock\n/,
    )
    expect(formatDeployment({ ...timeline, completedAtMs: timeline.fromMs - 1 })).toMatch(
      /\ndeployment completed before; /,
    )
  })

  test('a deployment that does not end says since when nothing has changed', () => {
    const stuck = timelineOf({ desired: 1, min: 100, max: 100 }, '5m')
    expect(formatDeployment(stuck)).toMatch(
      /\ndeployment not completed, and no change since 0:00\.0; fewest healthy tasks: 1 /,
    )
  })
})

test.each([
  [0, '0:00.0'],
  [49, '0:00.0'],
  [50, '0:00.1'],
  [59_960, '1:00.0'],
  [128_800, '2:08.8'],
  [3_600_000, '1:00:00.0'],
  [90_061_500, '25:01:01.5'],
])('%i ms on the clock is %s', (ms, text) => {
  expect(clockText(ms)).toBe(text)
})

test('long words stand alone on their line', () => {
  expect(wrap(`a ${'b'.repeat(30)} c`, { first: '- ', next: '  ', width: 10 })).toEqual([
    '- a',
    `  ${'b'.repeat(30)}`,
    '  c',
  ])
})

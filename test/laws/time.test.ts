// Time has no grain: however it is cut into pieces, the same things happen at the same instants.
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import type { Simulation } from '../../src/index.ts'
import { busyOperations } from '../support/arbitraries.ts'
import { preparedSimulation, simulationAfter } from '../support/operations.ts'
import { runs } from '../support/runs.ts'

const TEN_MINUTES = 600_000
const cuts = fc
  .array(fc.nat(TEN_MINUTES), { maxLength: 12 })
  .map((points) => [0, ...points, TEN_MINUTES].sort((a, b) => a - b))

/** Steps between the cuts. */
const stepsOf = (points: readonly number[]) => points.slice(1).map((point, index) => point - (points[index] as number))

test.prop([busyOperations, cuts], runs(100))(
  'one advance of ten minutes equals ten of one minute, any pieces, and steps of runUntil',
  (operations, points) => {
    const run = (pass: (sim: Simulation) => void) => {
      const sim = simulationAfter(operations, { paranoid: false })
      pass(sim)
      return { hash: sim.journalHash(), nowMs: sim.nowMs, saved: sim.save() }
    }
    const whole = run((sim) => sim.advance('10m'))
    const never = () => false
    expect(run((sim) => Array.from({ length: 10 }, () => sim.advance('1m')))).toEqual(whole)
    expect(run((sim) => stepsOf(points).map((step) => sim.advance(step)))).toEqual(whole)
    expect(run((sim) => stepsOf(points).map((step) => sim.runUntil(never, { atMost: step })))).toEqual(whole)
    expect(run((sim) => sim.runUntil((view) => view.nowMs >= sim.nowMs + TEN_MINUTES, { atMost: '10m' }))).toEqual(
      whole,
    )
  },
)

test.prop([busyOperations], runs(50))('advance returns exactly the entries that it brought', (operations) => {
  const sim = simulationAfter(operations, { paranoid: false })
  const before = sim.journal.length
  const entries = sim.advance('20m')
  expect(entries).toEqual(sim.journal.slice(before))
  expect(entries.every(({ kind }) => kind !== 'command')).toBe(true)
})

test.prop([busyOperations, fc.nat(3_600)], runs(100))(
  'runUntil stops at the first instant at whose end the goal holds, never after the limit',
  (operations, seconds) => {
    const sim = simulationAfter(operations, { paranoid: false })
    const watched = sim.fork()
    const start = sim.nowMs
    const outcome = sim.runUntil('steady', { atMost: `${seconds}s` })
    expect(sim.nowMs).toBe(outcome.at.getTime())
    expect(sim.nowMs - start).toBeLessThanOrEqual(seconds * 1_000)
    if (!outcome.reached) {
      expect(sim.nowMs - start).toBe(seconds * 1_000)
      expect(outcome.waitingFor).not.toEqual([])
      return
    }
    expect(outcome.waitingFor).toEqual([])
    if (sim.nowMs > start) {
      watched.advance(sim.nowMs - start - 1)
      expect(watched.waitingFor()).not.toEqual([])
    }
  },
)

test('a goal that holds already costs no time', () => {
  const sim = preparedSimulation()
  expect(sim.runUntil(() => true, { atMost: '1h' })).toMatchObject({
    reached: true,
    at: new Date('2026-01-05T00:00:00Z'),
  })
})

// It does not matter who asks for a metric, nor when: what is kept of the past, and what was worked out from it, follows from the journal.
import { test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { metricsOf, statisticsOf } from '../../src/engine/metrics/reader.ts'
import type { World } from '../../src/engine/world.ts'
import { Simulation } from '../../src/index.ts'
import { metricKey } from '../../src/model/scaling/metrics.ts'
import { busyOperations } from '../support/arbitraries.ts'
import { perform, preparedSimulation } from '../support/operations.ts'
import { runs } from '../support/runs.ts'

const SPAN_MINUTES = 30

/** Every metric there is, by the last minutes. */
function everything(sim: Simulation) {
  const world = sim.view as World
  const nowMinute = Math.floor(sim.nowMs / 60_000)
  const minutes = Array.from({ length: SPAN_MINUTES }, (_, nth) => nowMinute - SPAN_MINUTES + nth)
  const read = [...metricsOf(world)].map((metric) => [
    metricKey(metric),
    minutes.map((minute) => statisticsOf(world, metric, minute * 60_000, (minute + 1) * 60_000)),
  ])
  return JSON.stringify(read.sort(([one], [other]) => (one! < other! ? -1 : 1)))
}

test.prop([busyOperations], runs(25))(
  'who asks at every step, at the end, on a fork or after a restore reads the same of everything',
  (operations) => {
    const [curious, patient] = [preparedSimulation({ paranoid: false }), preparedSimulation({ paranoid: false })]
    for (const operation of operations) {
      perform(curious, operation)
      everything(curious)
      perform(patient, operation)
    }
    for (const sim of [curious, patient]) sim.advance('5m')
    const fork = patient.fork()
    const restored = Simulation.restore(patient.save())
    const late = curious.fork()
    const expected = everything(curious)
    expect(JSON.parse(expected).length).toBeGreaterThan(0)
    for (const sim of [patient, fork, restored, late]) expect(everything(sim)).toBe(expected)
    expect(patient.journalHash()).toBe(curious.journalHash())
    for (const sim of [curious, late, patient, fork]) sim.advance('10m')
    for (const sim of [late, patient, fork]) expect(everything(sim)).toBe(everything(curious))
  },
)

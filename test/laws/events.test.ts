// Events follow from the journal: whoever listens hears what the journal tells, and so does a fork, a restored world, a past relived.
import { test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { type EventBridgeEvent, Simulation } from '../../src/index.ts'
import { busyOperations, seed } from '../support/arbitraries.ts'
import { perform, preparedSimulation } from '../support/operations.ts'
import { runs } from '../support/runs.ts'

test.prop([busyOperations, seed], runs(30))(
  'EV-6 events that are heard, told from the journal, of a fork and of a restored world are equal, and change nothing',
  (operations, chosen) => {
    const sim = preparedSimulation({ seed: chosen, paranoid: false })
    const twin = preparedSimulation({ seed: chosen, paranoid: false })
    const before = sim.journal.length
    const heard: EventBridgeEvent[] = []
    sim.on({}, (event) => heard.push(event))
    for (const operation of operations) expect(perform(sim, operation)).toEqual(perform(twin, operation))
    sim.advance('2h')
    twin.advance('2h')
    expect(sim.save()).toBe(twin.save())
    expect(sim.events({ since: { seq: 0 } })).toEqual(twin.events())
    expect(before === sim.journal.length ? [] : sim.events({ since: { seq: before } })).toEqual(heard)
    expect(sim.fork().events()).toEqual(twin.events())
    expect(Simulation.restore(sim.save()).events()).toEqual(twin.events())
    expect(sim.forkAt(sim.now).events()).toEqual(twin.events())
    expectVersions(sim, twin.events())
  },
)

/** Versions of one task or instance rise by one, and end where the record stands (LC-13, CI-18). */
function expectVersions(sim: Simulation, events: readonly EventBridgeEvent[]): void {
  const versions = new Map<string, number>()
  for (const { resources, detail } of events) {
    if (typeof detail.version !== 'number') continue
    const known = versions.get(resources[0]!)
    expect([resources[0], detail.version]).toEqual([resources[0], known === undefined ? 1 : known + 1])
    versions.set(resources[0]!, detail.version)
  }
  for (const { arn, version } of sim.view.tables.tasks.values()) expect(versions.get(arn)).toBe(version)
}

// A simulation can be kept in a file, branched, and looked at, and goes on as if nothing had been done.
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { busyOperations, operations as moreOperations, seed } from '../support/arbitraries.ts'
import { type Operation, perform, simulationAfter } from '../support/operations.ts'
import { runs } from '../support/runs.ts'

function goOn(sim: Simulation, operations: readonly Operation[]) {
  for (const operation of operations) perform(sim, operation)
  sim.advance('30m')
  return { hash: sim.journalHash(), saved: sim.save() }
}

test.prop([busyOperations, moreOperations, seed], runs(35))(
  'a saved simulation goes on bit for bit, and saving what was restored gives the same text',
  (operations, more, chosen) => {
    const sim = simulationAfter(operations, { seed: chosen, paranoid: false })
    const text = sim.save()
    const restored = Simulation.restore(text)
    expect(restored.save()).toBe(text)
    expect(restored.snapshot()).toEqual(sim.snapshot())
    restored.checkInvariants()
    expect(goOn(restored, more)).toEqual(goOn(sim, more))
    restored.checkInvariants()
  },
)

test.prop([busyOperations, moreOperations, moreOperations], runs(35))(
  'a fork goes on bit for bit, and neither sees what the other does',
  (operations, mine, other) => {
    const twin = simulationAfter(operations, { paranoid: false })
    const sim = simulationAfter(operations, { paranoid: false })
    const fork = sim.fork()
    expect(fork.save()).toBe(sim.save())
    const inFork = goOn(fork, other)
    expect(goOn(sim, mine)).toEqual(goOn(twin, mine))
    expect(goOn(simulationAfter(operations, { paranoid: false }), other)).toEqual(inFork)
    fork.checkInvariants()
    sim.checkInvariants()
  },
)

test.prop([busyOperations, moreOperations], runs(35))(
  'a fork of a fork of a restored simulation is still the same simulation',
  (operations, more) => {
    const sim = simulationAfter(operations, { paranoid: false })
    const far = Simulation.restore(sim.fork().save()).fork().fork()
    expect(goOn(far, more)).toEqual(goOn(sim, more))
  },
)

/** Everything that only looks. */
function lookAround(sim: Simulation): void {
  const { services, tasks, containerInstances } = sim.snapshot()
  const cluster = 'prod'
  sim.ecs.describeClusters({ clusters: [cluster, 'nowhere'], include: ['TAGS', 'STATISTICS', 'SETTINGS'] })
  sim.ecs.listClusters({})
  sim.ecs.listTasks({ cluster })
  sim.ecs.listTasks({ cluster, desiredStatus: 'STOPPED' })
  sim.ecs.listServices({ cluster })
  sim.ecs.listContainerInstances({ cluster })
  sim.ecs.listTaskDefinitions({ sort: 'DESC' })
  sim.ecs.describeTaskDefinition({ taskDefinition: 'room', include: ['TAGS'] })
  for (const service of services.keys())
    sim.ecs.describeServices({ cluster, services: [service, 'x'], include: ['TAGS'] })
  for (const task of tasks.keys()) sim.ecs.describeTasks({ cluster, tasks: [task], include: ['TAGS'] })
  for (const instance of containerInstances.keys())
    sim.ecs.describeContainerInstances({ cluster, containerInstances: [instance], include: ['TAGS'] })
  sim.waitingFor()
  sim.notSimulated()
  sim.checkInvariants()
  sim.at(sim.now)
  sim.at({ seq: sim.journal.length >> 1 })
  sim.save()
  sim.fork().advance('1h')
  sim.forkAt({ seq: sim.journal.length >> 1 }).advance('1h')
  sim.journalHash()
  Simulation.diff(sim.at({ seq: 0 }), sim.snapshot())
}

test.prop([busyOperations, moreOperations], runs(12))(
  'looking leaves no trace in the journal and does not change the future',
  (operations, more) => {
    const [watched, unwatched] = [simulationAfter([], { paranoid: false }), simulationAfter([], { paranoid: false })]
    for (const operation of [...operations, ...more]) {
      const before = watched.save()
      lookAround(watched)
      expect(watched.save()).toBe(before)
      perform(watched, operation)
      perform(unwatched, operation)
    }
    expect(goOn(watched, [])).toEqual(goOn(unwatched, []))
  },
)

test.prop([
  fc.constantFrom('gracefulExit', 'stopTimeout', 'ec2Dispatch', 'imageMegabytes'),
  fc.constantFrom('30d', '365d'),
])('even with enormous latencies a simulation can be taken up again', (name, span) => {
  const value = name === 'imageMegabytes' ? 1_000_000_000 : span
  const sim = simulationAfter(
    [
      {
        do: 'launch',
        count: 1,
        cpuUnits: 1_024,
        memoryMiB: 1_024,
        ready: true,
        zones: ['us-east-1a'],
        stack: null,
        enis: null,
      },
      { do: 'run', family: 'room', count: 1, strategies: [], group: null },
      { do: 'advance', seconds: 3_600 },
      { do: 'stop', nth: 0 },
    ],
    { latencies: { [name]: value } },
  )
  const text = sim.save()
  expect(Simulation.restore(text).save()).toBe(text)
})

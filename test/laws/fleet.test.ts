// Whatever happens to the instances under it, a world keeps its laws: they drain, come back, lose their agents, change their
// attributes and go, in the middle of everything else.
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { perform as happen, type Operation as KitOperation } from '../../src/testing/index.ts'
import { busyOperations } from '../support/arbitraries.ts'
import { Judge } from '../support/judge.ts'
import { CLUSTER, type Operation, perform, preparedSimulation } from '../support/operations.ts'

const nth = fc.nat(5)
const fleetOperation: fc.Arbitrary<KitOperation> = fc.oneof(
  fc.record({ do: fc.constantFrom('drain', 'activate', 'disconnect', 'reconnect'), nth }),
  fc.record({ do: fc.constant('deregister'), nth, force: fc.boolean() }),
  fc.record({ do: fc.constant('putAttribute'), nth, name: fc.constant('stack'), value: fc.constantFrom('a', 'b') }),
  fc.record({ do: fc.constant('startTask'), nth, taskDefinition: fc.constant('tcp') }),
)

/** Operations with something happening to an instance after each. */
const story = fc.tuple(busyOperations, fc.array(fleetOperation, { maxLength: 12 }))

function tell([operations, happenings]: readonly [readonly Operation[], readonly KitOperation[]]): Simulation {
  const sim = preparedSimulation()
  const judge = new Judge(sim)
  for (const [index, operation] of operations.entries()) {
    perform(sim, operation)
    judge.look()
    const next = happenings[index]
    if (next === undefined) continue
    happen(sim, next, { cluster: CLUSTER })
    judge.look()
  }
  return sim
}

test.prop([story], { numRuns: 60 })('draining, agents and attributes break no law', (told) => {
  const sim = tell(told)
  sim.advance('1h')
  sim.checkInvariants()
})

test.prop([story], { numRuns: 40 })('forks and archives of such worlds go on alike, version by version', (told) => {
  const sim = tell(told)
  const all = [sim, sim.fork(), Simulation.restore(sim.save())]
  for (const other of all) other.advance('30m')
  const { containerInstanceArns: containerInstances } = sim.ecs.listContainerInstances({ cluster: CLUSTER })
  const seen = all.map((other) => [
    other.journalHash(),
    containerInstances.length > 0 && other.ecs.describeContainerInstances({ cluster: CLUSTER, containerInstances }),
  ])
  expect(seen[1]).toEqual(seen[0])
  expect(seen[2]).toEqual(seen[0])
})

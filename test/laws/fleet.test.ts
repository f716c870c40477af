// Whatever happens to the instances under it, a world keeps its laws: they drain, come back, lose their agents, change their
// attributes and go, in the middle of everything else.
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { AwsException, Simulation } from '../../src/index.ts'
import { busyOperations } from '../support/arbitraries.ts'
import { Judge } from '../support/judge.ts'
import { CLUSTER, type Operation, perform, preparedSimulation } from '../support/operations.ts'

const DOINGS = ['drain', 'activate', 'disconnect', 'reconnect', 'deregister', 'attribute', 'start'] as const
interface FleetOperation {
  readonly fleet: (typeof DOINGS)[number]
  readonly nth: number
}

const fleetOperation: fc.Arbitrary<FleetOperation> = fc.record({ fleet: fc.constantFrom(...DOINGS), nth: fc.nat(5) })

/** Operations with something happening to an instance after each. */
const story = fc.tuple(busyOperations, fc.array(fleetOperation, { maxLength: 12 })).map(([operations, fleet]) =>
  operations.flatMap((operation, index): (Operation | FleetOperation)[] => {
    const next = fleet[index]
    return next === undefined ? [operation] : [operation, next]
  }),
)

function happen(sim: Simulation, { fleet, nth }: FleetOperation): void {
  const { containerInstanceArns: arns } = sim.ecs.listContainerInstances({ cluster: CLUSTER })
  const arn = arns[nth % arns.length]
  if (arn === undefined) return
  const one = { cluster: CLUSTER, containerInstances: [arn] }
  try {
    if (fleet === 'drain') sim.ecs.updateContainerInstancesState({ ...one, status: 'DRAINING' })
    if (fleet === 'activate') sim.ecs.updateContainerInstancesState({ ...one, status: 'ACTIVE' })
    if (fleet === 'disconnect') sim.fleet.disconnectAgent(one)
    if (fleet === 'reconnect') sim.fleet.reconnectAgent(one)
    if (fleet === 'deregister')
      sim.ecs.deregisterContainerInstance({ cluster: CLUSTER, containerInstance: arn, force: nth % 2 === 0 })
    if (fleet === 'attribute') {
      const attributes = [{ name: 'stack', value: nth % 2 === 0 ? 'a' : 'b', targetId: arn }]
      sim.ecs.putAttributes({ cluster: CLUSTER, attributes })
    }
    if (fleet === 'start') sim.ecs.startTask({ ...one, taskDefinition: 'tcp' })
  } catch (error) {
    if (!(error instanceof AwsException)) throw error
  }
}

function tell(operations: readonly (Operation | FleetOperation)[]): Simulation {
  const sim = preparedSimulation()
  const judge = new Judge(sim)
  for (const operation of operations) {
    if ('fleet' in operation) happen(sim, operation)
    else perform(sim, operation)
    judge.look()
  }
  return sim
}

test.prop([story], { numRuns: 60 })('draining, agents and attributes break no law', (operations) => {
  const sim = tell(operations)
  sim.advance('1h')
  sim.checkInvariants()
})

test.prop([story], { numRuns: 40 })(
  'forks and archives of such worlds go on alike, version by version',
  (operations) => {
    const sim = tell(operations)
    const all = [sim, sim.fork(), Simulation.restore(sim.save())]
    for (const other of all) other.advance('30m')
    const { containerInstanceArns: containerInstances } = sim.ecs.listContainerInstances({ cluster: CLUSTER })
    const seen = all.map((other) => [
      other.journalHash(),
      containerInstances.length > 0 && other.ecs.describeContainerInstances({ cluster: CLUSTER, containerInstances }),
    ])
    expect(seen[1]).toEqual(seen[0])
    expect(seen[2]).toEqual(seen[0])
  },
)

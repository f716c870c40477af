// Same seed, same bytes; and one more draw for one purpose never shifts another.
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import type { Simulation } from '../../src/index.ts'
import { busyOperations, seed } from '../support/arbitraries.ts'
import { type Operation, perform, preparedSimulation, simulationAfter } from '../support/operations.ts'
import { runs } from '../support/runs.ts'

test.prop([busyOperations, seed], runs(100))(
  'the same seed and the same calls give the same journal, whether every invariant is checked or not',
  (operations, chosen) => {
    const one = simulationAfter(operations, { seed: chosen })
    const other = simulationAfter(operations, { seed: chosen, paranoid: false })
    expect(other.journal).toEqual(one.journal)
    expect(other.journalHash()).toBe(one.journalHash())
  },
)

test.prop([fc.uniqueArray(seed, { minLength: 2, maxLength: 2, selector: String })])(
  'different seeds give different ids',
  ([one, other]) => {
    const arnWith = (chosen: string | number) => {
      const { tasks } = oneTask(chosen).ecs.listTasks({ cluster: 'prod' }) as { tasks?: unknown; taskArns: string[] }
      expect(tasks).toBeUndefined()
      return oneTask(chosen).ecs.listTasks({ cluster: 'prod' }).taskArns[0]
    }
    expect(arnWith(one as string)).not.toBe(arnWith(other as string))
  },
)

function oneTask(chosen: string | number): Simulation {
  const sim = preparedSimulation({ seed: chosen })
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true })
  sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'room' })
  return sim
}

test('a missing seed is a constant, not chance', () => {
  const run = (options: { seed?: string }) =>
    simulationAfter(
      [
        {
          do: 'launch',
          count: 2,
          cpuUnits: 1_024,
          memoryMiB: 1_024,
          ready: true,
          zones: ['us-east-1a'],
          stack: null,
          enis: null,
        },
      ],
      options,
    ).journalHash()
  expect(run({})).toBe(run({}))
  expect(run({})).toBe(run({ seed: 'drydock' }))
})

/** The same without anything that placement draws for: those draws are one purpose, wherever they are made. */
function withoutDice(operations: readonly Operation[]): Operation[] {
  return operations
    .filter((operation) => operation.do !== 'run' || operation.family === 'fargate')
    .map((operation) => ('strategies' in operation ? { ...operation, strategies: [] } : operation))
}

/** Ids that something other than placement drew, in order. */
function otherIds(sim: Simulation, cluster: string): readonly string[] {
  return sim.journal
    .flatMap(({ kind, id, set }) => {
      if (kind === 'containerInstance.launched' || kind === 'serviceEvent.created') return [id]
      const row = set as { clusterArn?: string; deployments?: readonly { id: string }[] }
      return kind.startsWith('service.') && row?.deployments ? row.deployments.map((deployment) => deployment.id) : []
    })
    .filter((id) => !id.includes(cluster))
}

test.prop([busyOperations, fc.array(fc.nat(30), { minLength: 1, maxLength: 5 }), seed], runs(100))(
  'tasks placed at random in another cluster shift no id of an instance, a deployment or a service event',
  (operations, places, chosen) => {
    const run = (isExtra: boolean) => {
      const sim = preparedSimulation({ seed: chosen })
      sim.ecs.createCluster({ clusterName: 'elsewhere' })
      sim.fleet.launch({ cluster: 'elsewhere', instanceType: 'm5.large', count: 5, ready: true })
      withoutDice(operations).forEach((operation, index) => {
        if (isExtra && places.includes(index))
          sim.ecs.runTask({ cluster: 'elsewhere', taskDefinition: 'room', count: 3 })
        perform(sim, operation)
      })
      return sim
    }
    expect(otherIds(run(true), 'elsewhere')).toEqual(otherIds(run(false), 'elsewhere'))
  },
)

// The journal is the evidence: state is its fold, and it holds plain data only.
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { busyOperations } from '../support/arbitraries.ts'
import { folded, rowsOf, tablesOf } from '../support/folder.ts'
import { Judge } from '../support/judge.ts'
import { perform, preparedSimulation, simulationAfter } from '../support/operations.ts'
import { runs } from '../support/runs.ts'

test.prop([busyOperations, fc.boolean()], runs(100))(
  'state is the fold of the journal, rows in order of insertion, whoever looked before',
  (operations, looks) => {
    const sim = preparedSimulation()
    for (const operation of operations) {
      perform(sim, operation)
      if (looks) sim.snapshot()
    }
    expect(rowsOf(tablesOf(sim.snapshot()))).toStrictEqual(rowsOf(folded(sim.journal)))
  },
)

test('a service that was made anew stands last, in the snapshot as in the fold', () => {
  const sim = preparedSimulation()
  const create = (serviceName: string) =>
    sim.ecs.createService({ cluster: 'prod', serviceName, taskDefinition: 'room', desiredCount: 0 })
  create('first')
  create('second')
  sim.snapshot()
  sim.ecs.deleteService({ cluster: 'prod', service: 'first' })
  create('first')
  expect([...sim.snapshot().services.values()].map(({ name }) => name)).toEqual(['second', 'first'])
})

test.prop([busyOperations], runs(100))(
  'the journal is plain JSON: writing and reading it changes nothing',
  (operations) => {
    const { journal } = simulationAfter(operations)
    expect(JSON.parse(JSON.stringify(journal))).toStrictEqual(journal)
  },
)

test.prop([busyOperations], runs(150))(
  'no step breaks a law that the judge knows, and the sweep of invariants agrees',
  (operations) => {
    const sim = preparedSimulation()
    const judge = new Judge(sim)
    for (const operation of operations) {
      perform(sim, operation)
      judge.look()
    }
    sim.checkInvariants()
  },
)

test('an input with members that are undefined is journalled without them', () => {
  const sim = preparedSimulation()
  sim.fleet.launch({
    cluster: 'prod',
    instanceType: 'm5.large',
    count: undefined,
    tags: undefined,
    attributes: undefined,
  })
  sim.ecs.runTask({
    cluster: 'prod',
    taskDefinition: 'fargate',
    launchType: 'FARGATE',
    group: undefined,
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'], securityGroups: undefined } },
  })
  expect(JSON.parse(JSON.stringify(sim.journal))).toStrictEqual(sim.journal)
})

test.prop([busyOperations], runs(50))(
  'answers are fresh: writing into them reaches neither state nor journal',
  (operations) => {
    const sim = simulationAfter(operations, { paranoid: false })
    const before = sim.save()
    const answers = [
      sim.ecs.describeClusters({ clusters: ['prod'], include: ['TAGS', 'STATISTICS'] }),
      sim.ecs.listTasks({ cluster: 'prod' }),
      ...[...sim.snapshot().services.keys()].map((name) =>
        sim.ecs.describeServices({ cluster: 'prod', services: [name], include: ['TAGS'] }),
      ),
      ...[...sim.snapshot().tasks.keys()].map((arn) => sim.ecs.describeTasks({ cluster: 'prod', tasks: [arn] })),
    ]
    for (const answer of answers) spoil(answer)
    expect(sim.save()).toBe(before)
  },
)

/** Empties arrays and overwrites members, all the way down. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null || value instanceof Date) return
  for (const inner of Object.values(value)) spoil(inner)
  if (Array.isArray(value)) value.length = 0
  else for (const key of Object.keys(value)) (value as Record<string, unknown>)[key] = 'spoilt'
}

// Do the programs that the kit prints run, and do they show what they are to show?
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { AwsException, Simulation } from '../../src/index.ts'
import {
  BrokenLawError,
  checkPlacementFilter,
  checkPlacementStrategy,
  fillsFirst,
  keepsBalance,
  type Operation,
  operations,
  type PlacementLaw,
  perform,
  placementLaws,
  prefers,
  programOf,
} from '../../src/testing/index.ts'
import { literal } from '../../src/testing/literal.ts'
import { runs } from '../support/runs.ts'

const IMPORT = "import { Simulation } from 'ecs-drydock'\n"

/** Runs a program with our own Simulation in place of its one import. Returns what it printed, and its simulation. */
function run(program: string): { printed: string[]; sim: Simulation } {
  expect(program.startsWith(IMPORT)).toBe(true)
  const body = program.slice(IMPORT.length)
  expect(body).not.toMatch(/^import /m)
  const printed: string[] = []
  const log = { log: (text: unknown) => printed.push(String(text)) }
  const sim = new Function('Simulation', 'console', `'use strict'\n${body}\nreturn sim`)(Simulation, log)
  return { printed, sim }
}

function programFor(check: () => void): BrokenLawError {
  try {
    check()
  } catch (error) {
    if (error instanceof BrokenLawError) return error
    throw error
  }
  throw new Error('no law is broken')
}

test.prop([fc.jsonValue()], runs(300))('a value and its text are the same', (value) => {
  expect(new Function(`return (${literal(value)})`)()).toEqual(value)
})

test('a value is written as somebody would write it', () => {
  expect(literal({ a: [1, 'it’s'], 'b-c': null, d: undefined, __proto__x: "'" })).toBe(
    "{ a: [1, 'it’s'], 'b-c': null, __proto__x: '\\'' }",
  )
  expect(literal(JSON.parse('{"__proto__":1}'))).toBe("{ ['__proto__']: 1 }")
  expect(literal(['x'.repeat(60), 'y'.repeat(60)])).toBe(`[\n  '${'x'.repeat(60)}',\n  '${'y'.repeat(60)}',\n]`)
})

test.prop([operations()], runs(60))('a program of operations comes to the same world', (list) => {
  const sim = new Simulation({ seed: 'a program' })
  for (const operation of list) perform(sim, operation)
  expect(run(programOf(list, { options: { seed: 'a program' } })).sim.journalHash()).toBe(sim.journalHash())
})

test('an instance that is forgotten leaves its name to nobody', () => {
  const launch: Operation = { do: 'launch', input: { instanceType: 'm5.large', ready: true } }
  const drain: Operation = { do: 'drain', nth: 0 }
  const program = programOf([
    launch,
    drain,
    { do: 'terminate', nth: 0 },
    { do: 'advance', seconds: 7_200 },
    launch,
    drain,
  ])
  expect(program).toContain('const [i1] =')
  expect(program).toContain('const [i2] =')
  expect(run(program).sim.view.tables.containerInstances.size).toBe(1)
})

test('a program says what came of each call', () => {
  const room = { instanceType: 'm5.large', ready: true, cpuUnits: 200, memoryMiB: 300 }
  const app = { name: 'app', image: 'app', memory: 64, cpu: 100 }
  const program = programOf(
    [
      { do: 'createCluster', input: { clusterName: 'c' } },
      { do: 'launch', input: { ...room, count: 2 } },
      { do: 'registerTaskDefinition', input: { family: 'T', containerDefinitions: [app] } },
      { do: 'runTask', input: { taskDefinition: 'T', placementStrategy: [{ type: 'binpack', field: 'cpu' }] } },
      { do: 'runTask', input: { taskDefinition: 'nobody' } },
      { do: 'stopTask', nth: 0 },
      { do: 'drain', nth: 3 },
      { do: 'advance', seconds: 30 },
      { do: 'settle' },
    ],
    { cluster: 'c' },
  )
  expect(program.split('\n')).toEqual([
    "import { Simulation } from 'ecs-drydock'",
    '',
    'const sim = new Simulation()',
    "sim.ecs.createCluster({ clusterName: 'c' })",
    'const [, i2] = sim.fleet.launch({',
    "  cluster: 'c',",
    "  instanceType: 'm5.large',",
    '  ready: true,',
    '  cpuUnits: 200,',
    '  memoryMiB: 300,',
    '  count: 2,',
    '}).containerInstances.map((each) => each.containerInstanceArn) // i1, i2',
    'sim.ecs.registerTaskDefinition({',
    "  family: 'T',",
    "  containerDefinitions: [{ name: 'app', image: 'app', memory: 64, cpu: 100 }],",
    '})',
    "const [t1] = sim.ecs.runTask({ cluster: 'c', taskDefinition: 'T', placementStrategy: [{ type: 'binpack', field: 'cpu' }] }).tasks.map((each) => each.taskArn) // on i1",
    "try { sim.ecs.runTask({ cluster: 'c', taskDefinition: 'nobody' }) } catch {} // refused: ClientException",
    "sim.ecs.stopTask({ cluster: 'c', task: t1 })",
    "sim.ecs.updateContainerInstancesState({ cluster: 'c', containerInstances: [i2], status: 'DRAINING' })",
    "sim.advance('30s')",
    'sim.settle()',
    '',
  ])
})

describe('a counterexample', () => {
  test.each([
    ['answersProperly', () => checkPlacementStrategy(({ attributes }) => Number(attributes.stack))],
    [
      'ignoresOrder',
      () => checkPlacementStrategy(({ containerInstanceArn }) => Number.parseInt(containerInstanceArn.slice(-6), 16)),
    ],
    ['freeingRoom', () => checkPlacementFilter(({ runningTasksCount }) => runningTasksCount > 0)],
    ...[
      keepsBalance({ by: 'instanceId', within: 1 }),
      fillsFirst({ resource: 'memory' }),
      prefers((chosen, other) => chosen.cpuUnits.free <= other.cpuUnits.free),
    ].map((law): [string, () => void] => [
      law.name,
      () =>
        checkPlacementStrategy(({ memoryMiB }) => -memoryMiB.free, {
          name: 'most-memory',
          laws: [law],
          options: { seed: 7 },
        }),
    ]),
  ] satisfies [string, () => void][])(
    'of %s is a program that prints what is wrong',
    { timeout: 120_000 },
    (name, check) => {
      const error = programFor(check)
      const { printed } = run(error.program)
      expect(error.law).toBe(name)
      expect(printed).toHaveLength(1)
      expect(error.message.split('\n')[0]).toBe(
        `${name} does not hold for the ${name === 'freeingRoom' ? 'filter' : 'strategy'} ${error.message.includes('most-memory') ? 'most-memory' : 'mine'}: ${printed[0]}.`,
      )
      expect(error.program).toContain(`// It prints: ${printed[0]}`)
      expect(error.program).toContain(`// fast-check: seed 1, path '${error.path}'`)
    },
  )

  test('of a strategy that uses what stands elsewhere leaves a place for it', () => {
    const weights = new Map([['us-east-1a', 1]])
    const strategy = ({ availabilityZone }: { availabilityZone: string | null }) =>
      weights.get(availabilityZone ?? '') ?? 2
    const law: PlacementLaw = {
      name: 'neverInZoneA',
      says: 'it stays away from us-east-1a',
      judge: ({ sim, request }) => {
        const [task] = sim.ecs.runTask(request).tasks
        return task?.availabilityZone === 'us-east-1a' ? 'a task went to us-east-1a' : null
      },
    }
    // The strategy is asked only where there is a choice.
    const { program } = programFor(() =>
      checkPlacementStrategy(strategy, { laws: [law], cases: { fleet: { minLength: 2 } } }),
    )
    expect(program).toContain('const strategy = YOUR_STRATEGY // put it here')
    expect(() => run(program)).toThrow(/YOUR_STRATEGY is not defined/)
    const whole = program.replace(
      'YOUR_STRATEGY',
      "({ availabilityZone }) => (availabilityZone === 'us-east-1a' ? 1 : 2)",
    )
    expect(run(whole).printed).toEqual(['a task went to us-east-1a'])
  })

  test('of a strategy with a memory says so, too', () => {
    let calls = 0
    const strategy = () => calls++
    expect(programFor(() => checkPlacementStrategy(strategy, { laws: [placementLaws.isPure] })).program).toContain(
      'YOUR_STRATEGY // put it here',
    )
  })
})

test('an operation that is refused by nobody but us is a mistake of the caller', () => {
  expect(() => perform(new Simulation(), { do: 'launch', input: { instanceType: 'm5.larg' } })).toThrow(/no such type/)
  expect(perform(new Simulation(), { do: 'runTask', input: { taskDefinition: 'T' } })).toBeInstanceOf(AwsException)
})

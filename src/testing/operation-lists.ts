// What can happen to a world, in which order? Lists of operations that begin with a fleet and task definitions, and shrink.
import * as fc from 'fast-check'
import { ATTRIBUTES, type FleetOptions, fleets } from './fleets.ts'
import { listsOf, rarely } from './lists.ts'
import type { Operation } from './operations.ts'
import { type ConstraintOptions, GROUPS, placementConstraints, placementStrategies, requests } from './placement.ts'
import { given } from './shapes.ts'
import { type TaskDefinitionOptions, taskDefinitions } from './task-definitions.ts'
import { operationsOf } from './world.ts'

export interface OperationsOptions {
  /** Most operations after the first ones; 20 when absent. */
  readonly maxLength?: number
  /** Families; `task-1` and `task-2` when absent. Each is registered from the start. */
  readonly families?: readonly string[]
  /** Names of services; `web` and `jobs` when absent. */
  readonly serviceNames?: readonly string[]
  readonly fleet?: FleetOptions
  readonly taskDefinitions?: Omit<TaskDefinitionOptions, 'family'>
  readonly constraints?: ConstraintOptions
  /** Strategies and filters of the simulation's own, by name. */
  readonly custom?: readonly string[]
}

/** A fleet, task definitions, then anything: instances come and go, tasks run and stop, services change, time passes. */
export function operations(options: OperationsOptions = {}): fc.Arbitrary<Operation[]> {
  const { maxLength = 20, families = ['task-1', 'task-2'], taskDefinitions: definition = {}, fleet = {} } = options
  const definitions = families.map((family) => taskDefinitions({ ...definition, family }))
  const start = fc
    .record({ fleet: fleets(fleet), taskDefinitions: fc.tuple(...definitions) })
    .map((parts) => operationsOf(parts))
  const more = listsOf(operation({ ...options, families }), { minLength: 0, maxLength })
  return fc.tuple(start, more).map(([first, others]) => [...first, ...others])
}

function operation(options: OperationsOptions & { readonly families: readonly string[] }): fc.Arbitrary<Operation> {
  const { families, fleet, taskDefinitions: definition, constraints, custom = [] } = options
  const family = rarely(families)
  const strategies = { maxLength: 3, custom }
  const run = requests({ taskDefinitions: families, strategies, ...(constraints === undefined ? {} : { constraints }) })
  const newcomer = fleets({ ...fleet, minLength: 1, maxLength: 1, unavailable: false })
  // One in three takes the time that a launch takes.
  const launch = fc.tuple(newcomer, fc.constantFrom(true, true, false)).map(([instances, ready]): Operation => {
    const arrival = operationsOf({ fleet: instances })[1] as Operation
    return arrival.do === 'launch' ? { do: 'launch', input: { ...arrival.input, ready } } : arrival
  })
  const register = family.chain((name) => taskDefinitions({ ...definition, family: name }))
  return fc.oneof(
    { weight: 6, arbitrary: passing },
    { weight: 4, arbitrary: run.map((input): Operation => ({ do: 'runTask', input })) },
    { weight: 2, arbitrary: launch },
    { weight: 2, arbitrary: register.map((input): Operation => ({ do: 'registerTaskDefinition', input })) },
    { weight: 7, arbitrary: aboutServices({ ...options, family, custom }) },
    { weight: 6, arbitrary: aboutOne(family) },
  )
}

const passing: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .oneof(fc.nat(60), fc.nat(900), fc.constantFrom(3_600, 7_200))
      .map((seconds): Operation => ({ do: 'advance', seconds })),
  },
  { weight: 1, arbitrary: fc.constant<Operation>({ do: 'settle' }) },
)

/** What happens to one instance or task, whichever it is. */
function aboutOne(family: fc.Arbitrary<string>): fc.Arbitrary<Operation> {
  const nth = fc.nat(9)
  const [attribute = 'stack'] = Object.keys(ATTRIBUTES)
  return fc.oneof(
    fc.record({ do: fc.constant('stopTask' as const), nth }),
    fc.record({ do: fc.constantFrom('drain', 'activate', 'disconnect', 'reconnect', 'terminate'), nth }),
    fc.record({ do: fc.constant('deregister' as const), nth, force: fc.boolean() }),
    fc
      .record({
        do: fc.constant('startTask' as const),
        nth,
        taskDefinition: family,
        group: rarely([undefined, ...GROUPS]),
      })
      .map(given) as fc.Arbitrary<Operation>,
    fc.record({
      do: fc.constant('putAttribute' as const),
      nth,
      name: fc.constant(attribute),
      value: fc.constantFrom(...(ATTRIBUTES[attribute] ?? [''])),
    }),
  )
}

interface ServiceOptions extends OperationsOptions {
  readonly family: fc.Arbitrary<string>
}

function aboutServices({
  serviceNames = ['web', 'jobs'],
  family,
  constraints = {},
  custom = [],
}: ServiceOptions): fc.Arbitrary<Operation> {
  const service = rarely(serviceNames)
  const desiredCount = fc.integer({ min: 0, max: 4 })
  const settings = {
    deploymentConfiguration: rarely([
      undefined,
      { minimumHealthyPercent: 50, maximumPercent: 200 },
      { minimumHealthyPercent: 0, maximumPercent: 100 },
      { minimumHealthyPercent: 100, maximumPercent: 100 },
    ]),
    placementConstraints: fc.option(placementConstraints({ maxLength: 1, ...constraints }), { nil: undefined }),
    placementStrategy: fc.option(placementStrategies({ maxLength: 3, custom }), { nil: undefined }),
  }
  const create = fc.record({ serviceName: service, taskDefinition: family, desiredCount, ...settings })
  const update = fc.record({
    service,
    desiredCount: fc.option(desiredCount, { nil: undefined }),
    taskDefinition: fc.option(family, { nil: undefined }),
    forceNewDeployment: rarely([undefined, true]),
    ...settings,
  })
  return fc.oneof(
    { weight: 2, arbitrary: create.map((input): Operation => ({ do: 'createService', input: given(input) })) },
    { weight: 4, arbitrary: update.map((input): Operation => ({ do: 'updateService', input: given(input) })) },
    {
      weight: 1,
      arbitrary: fc
        .record({ service, force: fc.boolean() })
        .map((input): Operation => ({ do: 'deleteService', input })),
    },
  )
}

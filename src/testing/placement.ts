// How can somebody want tasks to be placed? Constraints, chains of strategies, and requests with them; all are accepted.
import * as fc from 'fast-check'
import { ATTRIBUTES, ZONES } from './fleets.ts'
import { rarely, sometimes } from './lists.ts'
import { given, type PlacementConstraint, type PlacementStrategy, type RunTaskInput } from './shapes.ts'

export interface ConstraintOptions {
  /** 2 when absent. */
  readonly maxLength?: number
  /** Those of the fleet; an attribute and a value that no instance has are asked for, too. */
  readonly attributes?: Readonly<Record<string, readonly string[]>>
  /** Groups that tasks are in. */
  readonly groups?: readonly string[]
  /** Whether `distinctInstance` may stand among them. True when absent. */
  readonly distinctInstance?: boolean
}

/** Groups of tasks, beside `family:…`. */
export const GROUPS = ['jobs', 'web'] as const

/** Lists of constraints: `distinctInstance`, and `memberOf` over attributes, task groups and the number of tasks. */
export function placementConstraints(options: ConstraintOptions = {}): fc.Arbitrary<readonly PlacementConstraint[]> {
  const { maxLength = 2, distinctInstance = true } = options
  const all: readonly PlacementConstraint[] = [
    ...(distinctInstance ? [{ type: 'distinctInstance' as const }] : []),
    ...expressions(options).map((expression) => ({ type: 'memberOf' as const, expression })),
  ]
  return fc.uniqueArray(fc.constantFrom(...all), {
    maxLength,
    size: 'max',
    selector: ({ type, expression }) => expression ?? type,
  })
}

function expressions({ attributes = ATTRIBUTES, groups = GROUPS }: ConstraintOptions): string[] {
  const own = Object.entries(attributes).flatMap(([name, values]) => {
    const value = values.find((each) => each !== '')
    const asked = [`attribute:${name} exists`, `attribute:${name} !exists`]
    return value === undefined ? asked : [`attribute:${name} == ${value}`, `attribute:${name} != ${value}`, ...asked]
  })
  return [
    ...own,
    `attribute:ecs.availability-zone in [${ZONES[0]}, ${ZONES[1]}]`,
    'attribute:ecs.instance-type =~ m5.*',
    'attribute:nobody-has-it exists',
    'not(attribute:nobody-has-it exists)',
    ...groups.flatMap((group) => [`task:group == ${group}`, `not(task:group == ${group})`]),
    'runningTasksCount <= 1',
  ]
}

export interface StrategyOptions {
  /** 5 when absent: the most that ECS takes. */
  readonly maxLength?: number
  /** Custom attributes to spread over. */
  readonly attributes?: Readonly<Record<string, readonly string[]>>
  /** Strategies and filters of the simulation's own, by name. */
  readonly custom?: readonly string[]
}

/** Chains of strategies: spread over instances, zones, types and custom attributes, binpack, random, and `custom:NAME`. */
export function placementStrategies(options: StrategyOptions = {}): fc.Arbitrary<readonly PlacementStrategy[]> {
  const { maxLength = 5, attributes = ATTRIBUTES, custom = [] } = options
  const all: readonly PlacementStrategy[] = [
    ...custom.map((name): PlacementStrategy => ({ type: `custom:${name}` })),
    { type: 'spread', field: 'instanceId' },
    { type: 'spread', field: 'host' },
    ...['ecs.availability-zone', 'ecs.instance-type', ...Object.keys(attributes), 'nobody-has-it'].map(
      (name): PlacementStrategy => ({ type: 'spread', field: `attribute:${name}` }),
    ),
    ...['memory', 'cpu', 'CPU'].map((field): PlacementStrategy => ({ type: 'binpack', field })),
    { type: 'random' },
  ]
  return fc.array(fc.constantFrom(...all), { maxLength, size: 'max' })
}

export interface RequestOptions {
  /** Families to run. */
  readonly taskDefinitions?: readonly string[]
  readonly constraints?: ConstraintOptions
  readonly strategies?: StrategyOptions
  readonly groups?: readonly string[]
  /** Most tasks a call; 4 when absent. */
  readonly maxCount?: number
}

/** Inputs of RunTask for the cluster `default`. */
export function requests(options: RequestOptions = {}): fc.Arbitrary<RunTaskInput> {
  const { taskDefinitions = ['task-1'], constraints = {}, strategies = {}, groups = GROUPS, maxCount = 4 } = options
  return fc
    .record({
      taskDefinition: fc.constantFrom(...taskDefinitions),
      count: fc.integer({ min: 1, max: maxCount }).map((count) => (count === 1 ? undefined : count)),
      group: rarely([undefined, ...groups]),
      placementConstraints: sometimes(placementConstraints({ groups, ...constraints })).map(orAbsent),
      placementStrategy: placementStrategies(strategies).map(orAbsent),
    })
    .map(given) as fc.Arbitrary<RunTaskInput>
}

function orAbsent<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list
}

// The door of the testing kit: arbitraries, operations and laws of placement for property tests with fast-check, and what has a door
// of its own because it needs no fast-check: matchers and temporal assertions.
export { type CaseOptions, placementCases } from './cases.ts'
export { BrokenLawError, type CheckOptions, checkPlacementFilter, checkPlacementStrategy } from './check.ts'
export { type BalanceOptions, type FillOptions, fillsFirst, keepsBalance, type Preference, prefers } from './claims.ts'
export { counterexampleText } from './counterexample.ts'
export { type FleetOptions, fleets } from './fleets.ts'
export { type JudgeOptions, violationOf } from './judge.ts'
export type { Asked, PlacementLaw, Trial } from './law.ts'
export { placementLaws } from './laws.ts'
export {
  type HealthyBound,
  type MatcherOptions,
  type MatcherResult,
  type RehearsalAssertions,
  rehearsalMatchers,
  type ServiceOptions,
} from './matchers/index.ts'
export { type OperationsOptions, operations } from './operation-lists.ts'
export { type Operation, type PerformOptions, perform } from './operations.ts'
export {
  type ConstraintOptions,
  placementConstraints,
  placementStrategies,
  type RequestOptions,
  requests,
  type StrategyOptions,
} from './placement.ts'
export { type ProgramOptions, programOf } from './program.ts'
export type {
  FleetInstance,
  PlacementCase,
  PlacementConstraint,
  PlacementStrategy,
  RunningTask,
  RunTaskInput,
  TaskDefinitionInput,
} from './shapes.ts'
export type { ChainOptions, Subject } from './subject.ts'
export { type TaskDefinitionOptions, taskDefinitions } from './task-definitions.ts'
export {
  always,
  type ByWhen,
  countsOf,
  eventually,
  never,
  type Statement,
  type TaskNumbers,
  TemporalAssertionError,
  type While,
  within,
} from './temporal/index.ts'
export { operationsOf, type WorldParts, worldOf } from './world.ts'

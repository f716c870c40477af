// What do the arbitraries make? Plain data: fleets, task definitions, requests, and cases put together from them.
import type { Simulation } from '../index.ts'

type Input<Name extends keyof Simulation['ecs']> = NonNullable<Parameters<Simulation['ecs'][Name]>[0]>

/** What RegisterTaskDefinition takes. */
export type TaskDefinitionInput = Input<'registerTaskDefinition'>
/** What RunTask takes, strategies and filters of one's own included. */
export type RunTaskInput = Input<'runTask'>
export type PlacementConstraint = NonNullable<RunTaskInput['placementConstraints']>[number]
export type PlacementStrategy = NonNullable<RunTaskInput['placementStrategy']>[number]

/** A container instance of a fleet, registered. */
export interface FleetInstance {
  /** A type of the catalogue. */
  readonly instanceType: string
  readonly availabilityZone: string
  readonly cpuUnits: number
  readonly memoryMiB: number
  /** Custom attributes; '' for one without value. */
  readonly attributes?: Readonly<Record<string, string>>
  /** Host ports that the agent keeps for itself, in place of those of every agent. */
  readonly reservedTcpPorts?: readonly number[]
  /** It takes no tasks: it drains, or its agent has lost touch. */
  readonly unavailable?: 'DRAINING' | 'AGENT_AWAY'
}

/** A task that runs already, on the instance at that index of the fleet. It is left out where it does not fit. */
export interface RunningTask {
  readonly instance: number
  /** Family. */
  readonly taskDefinition: string
  readonly group?: string
}

/** One example for a law: a fleet, what runs there, and calls of RunTask, the last of which is judged. */
export interface PlacementCase {
  readonly fleet: readonly FleetInstance[]
  readonly taskDefinitions: readonly TaskDefinitionInput[]
  readonly running: readonly RunningTask[]
  /** At least one. The strategies in them stand behind the one under test. */
  readonly requests: readonly RunTaskInput[]
}

/** The object without members that are undefined: what is not given is not there, and is not printed. */
export function given<T extends object>(members: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never
}

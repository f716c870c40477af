// What can be rehearsed? Anything that sets a world up and then changes it: a pair of blueprints, a scenario.

import type { ContainerBehavior, Simulation, SimulationOptions, WorldView } from '../index.ts'
import type {
  Blueprint,
  ExpectationResult,
  FilePatch,
  Piece,
  PieceChange,
  RequestLoad,
  Scenario,
  StackRefusal,
} from '../inputs/index.ts'
import type { StepName } from './rehearsal.ts'

export interface Change {
  readonly before: string | null
  readonly after: string
  readonly steps: readonly StepName[]
  /** What the files say of the making of a simulation. */
  readonly settings: SimulationOptions
  /** Requests that the files say come to the services. */
  readonly loads: readonly RequestLoad[]
  /** What the files say there should be after the change: fixes are written into them. */
  readonly pieces: readonly Piece[]
  /** Begins in another world than the change that it is a revision of. */
  readonly isOfAnotherWorld?: boolean
  /** The files that are carried out; null when there are none. */
  readonly blueprint: Blueprint | null
  /** The scenario whose actions are the change; null when it is none. */
  readonly scenario: Scenario | null
  /** A world of its own with what there is before the change, which need not be at rest yet. @throws UsageError for what is refused */
  begin(options: SimulationOptions): Scene
  /** The same change, with these changes of the files after it; null when that cannot be. */
  revised(patches: readonly FilePatch[]): Change | null
}

/** One world that a change can be carried out in, and how its pieces are called there. */
export interface Scene {
  readonly sim: Simulation
  fork(): Scene
  /** The piece that a service is, by its ARN; null when it is none. */
  idOf(arn: string): string | null
  /** What people call it, when the files give it no name of its own; null otherwise. By its id in the files. */
  labelOf(id: string | null): string | null
  /** What containers do that start from now on; those of families that are yet to come, too. */
  behave(scripts: Scripts): void
  /** Carries a step of a change out, as far as that goes within the time. @throws UsageError for what would be refused in an empty account, too */
  carryOut(change: Change, step: StepName, patience: Patience): Carried
}

/** Until when a step may take its time. */
export interface Patience {
  readonly limitMs: number
  /** It leads nowhere: nobody need wait for the end. */
  readonly isHopeless: (view: WorldView) => boolean
  /** Requests that come meanwhile, if any are counted. */
  readonly loads?: readonly RequestLoad[]
  /** Called after each piece that was made or changed. */
  readonly afterPiece?: (sim: Simulation) => void
}

/** What a container of a family does; null: nothing out of the ordinary. */
export type Scripts = (family: string, container: ContainerFacts) => ContainerBehavior | null

export interface ContainerFacts {
  readonly name: string
  readonly hasHealthCheck: boolean
}

/** What has been done. */
export interface Carried {
  readonly pieces: readonly PieceChange[]
  /** What AWS refused half-way; null when nothing was. */
  readonly refusal: StackRefusal | null
  readonly notes: readonly string[]
  /** What the files expect of it, judged as far into the future as they say. */
  readonly expectations?: readonly ExpectationResult[]
}

// What is a law of placement? A sentence, and a judge that looks at one request in a world and says what is wrong.
import type {
  PlacementCandidate,
  PlacementDemand,
  PlacementFilterPlugin,
  PlacementStrategyPlugin,
  Simulation,
} from '../index.ts'
import type { PlacementCase, RunTaskInput } from './shapes.ts'

export interface PlacementLaw {
  readonly name: string
  /** What holds, in one sentence. */
  readonly says: string
  /**
   * What is wrong with the trial, in a sentence; null when nothing is. It may change the trial's simulations. It reads nothing but the
   * trial, and calls no function from elsewhere: a counterexample is a program in which its text stands alone.
   */
  readonly judge: (trial: Trial) => string | null
  /** The worlds that are compared, made from the case; the case alone when absent. */
  readonly worlds?: (example: PlacementCase) => readonly PlacementCase[]
  /** What the law was made with: plain data and self-contained functions. */
  readonly given?: Readonly<Record<string, unknown>>
}

/** What a judge looks at. */
export interface Trial {
  /** Everything of the case has happened in it but the last request. */
  readonly sim: Simulation
  /** The further worlds, each without its last request, too. */
  readonly others: readonly Simulation[]
  /** The last request, with the strategy or filter under test in its chain. It may be refused: the law then has nothing to say. */
  readonly request: RunTaskInput
  readonly plugin: PlacementStrategyPlugin | PlacementFilterPlugin
  /** What the plug-in was asked so far, in all worlds, and what it answered. A judge may empty it. */
  readonly asked: Asked[]
  // biome-ignore lint/suspicious/noExplicitAny: each law knows what it was made with
  readonly given: Readonly<Record<string, any>>
  /** `i1` for the instance that was launched first in its world, and so on. */
  readonly nameOf: (sim: Simulation, arn: string) => string
}

export interface Asked {
  readonly candidate: PlacementCandidate
  readonly task: PlacementDemand
  readonly answer: unknown
}

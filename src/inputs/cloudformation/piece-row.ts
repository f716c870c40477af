// What must be known of a type of resource to make pieces of it?
import type { PieceKind } from '../blueprint/blueprint.ts'
import type { AwsInput } from '../services.ts'
import type { Draft } from './draft.ts'
import type { Names } from './identities.ts'
import type { Spelling } from './shapes.ts'

/** Of which kind the pieces of one type of resource are, and how their input is made of its properties. */
export interface PieceRow {
  readonly kind: PieceKind
  readonly spelling: Spelling
  readonly structure: string
  /** What follows from its names, whether or not the template says it. */
  readonly named: (names: Names) => AwsInput
  /** Properties that no call takes, and why they have no effect; null for those that nobody misses. */
  readonly besides?: Readonly<Record<string, string | null>>
  /** What the call takes: with what CloudFormation adds where the template is silent, in the members that the call has. */
  readonly completed?: (given: AwsInput) => AwsInput
  /** Why it has no effect here, though it is understood. */
  readonly kept?: (input: AwsInput, drafts: readonly Draft[]) => string | undefined
}

// What does AWS say no to half-way through an update of a stack? Whatever is right by itself, and does not go with what is there.
import { AwsException, UsageError } from '../../index.ts'
import { mistake, type Place } from '../place.ts'
import type { Piece, PieceKind } from './blueprint.ts'

/** CloudFormation ends the update there, and takes it back. */
export interface StackRefusal {
  readonly id: string
  readonly kind: PieceKind
  /** In AWS's words, after the name of its exception where the API said it. */
  readonly said: string
  readonly rule: string
  /** The same with its place in the files. */
  readonly error: UsageError
}

/** CFN-02: CloudFormation makes the successor first, and two cannot have one name. */
export function refusedName(place: Place, name: string): UsageError {
  const said = `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name} and update the stack again.`
  const error = mistake(place, said, { expected: 'another name', found: name, rule: 'CFN-02' })
  return Object.assign(error, { cause: new CustomName(said) })
}

class CustomName extends Error {}

/** null for what AWS has not refused: a defect, or something that is not simulated. */
export function stackRefusalOf({ id, kind }: Piece, error: unknown): StackRefusal | null {
  if (!(error instanceof UsageError)) return null
  const { cause, rule = 'CFN-01' } = error
  if (cause instanceof CustomName) return { id, kind, said: cause.message, rule, error }
  return cause instanceof AwsException ? { id, kind, said: `${cause.name}: ${cause.message}`, rule, error } : null
}

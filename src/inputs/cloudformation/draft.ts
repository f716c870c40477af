// What is gathered on the way to a blueprint?
import type { NotRehearsed, Omission, Piece, PieceKind } from '../blueprint/blueprint.ts'
import type { Step } from '../document.ts'
import type { AwsInput } from '../services.ts'
import type { Handle } from './handle.ts'
import type { Names } from './identities.ts'
import type { Stack } from './stack.ts'

/** A piece that does not know yet what it needs. */
export interface Draft extends Omit<Piece, 'needs'> {
  readonly stack: Stack
  /** Of a group: the cluster that its instances join, by name. */
  readonly joins?: string
  /** Of a group: the pieces that it launches. */
  readonly launches?: readonly string[]
}

export class Findings {
  readonly drafts: Draft[] = []
  readonly kept: Omission[] = []
  readonly notSimulated: Omission[] = []
  readonly notRehearsed: NotRehearsed[] = []

  leaveOut(handle: Handle, why: string, member = ''): void {
    const what = member === '' ? handle.key : `${handle.key}.${member}`
    this.notSimulated.push({ what, type: handle.type, why })
  }
}

export interface DraftParts {
  readonly kind: PieceKind
  readonly input: AwsInput
  readonly names: Names
  readonly locate: (path: readonly Step[]) => readonly Step[] | null
  readonly spell: (path: readonly Step[], value: unknown) => unknown
}

export function draftOf(handle: Handle, stack: Stack, parts: DraftParts): Draft {
  return { id: handle.key, place: handle.resource.place, stack, ...parts }
}

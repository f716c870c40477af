// What does every part of an explanation need to know? The explanation itself, and how to name what it speaks of.
import type { ContainerInstance, PlacementTrace, Remedy, Task } from '../../index.ts'
import { kindOf, type NameOf } from '../names.ts'
import type { Style } from '../paint.ts'

/** What `sim.explain` and `sim.whyNot` answer. */
export interface Explanation extends PlacementTrace {
  /** The task that was placed, and when; absent for a task that nobody has started. */
  readonly taskArn?: string | undefined
  readonly at?: Date | undefined
  /** For a refusal: every single change that would help. */
  readonly wayOut?: readonly Remedy[] | undefined
}

export interface Context extends Style {
  readonly nameOf: NameOf
  /** What is known of an instance, and of a task; undefined without a scene to look it up in. */
  readonly find: (arn: string) => Readonly<ContainerInstance> | undefined
  readonly findTask: (arn: string) => Readonly<Task> | undefined
}

export type Check = Explanation['instances'][number]['checks'][number]

/** `3f2a91c0 (m5.large, us-east-1a)`. */
export function fullName(arn: string, { nameOf, find }: Context): string {
  const instance = find(arn)
  return instance === undefined ? nameOf(arn) : `${nameOf(arn)} (${kindOf(instance)})`
}

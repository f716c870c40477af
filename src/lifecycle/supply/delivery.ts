// How does everything that a container needs come to it: when is it there, and what if it never comes?

import type { ContainerRun, ContainerSpec } from '../../model/containers.ts'
import type { Failure } from '../containers/machine.ts'

/** A container's way up to its start; `failure` and `startFailure` exclude each other. */
export interface Delivery {
  readonly pullStartedAtMs: number | null
  readonly pullStoppedAtMs: number | null
  /** From when on it can be created and started. */
  readonly readyAtMs: number
  readonly imageDigest: ContainerRun['imageDigest']
  /** It never gets that far. */
  readonly failure: Failure | null
  /** It gets that far and cannot be started. */
  readonly startFailure: StartFailure | null
}

export interface StartFailure {
  readonly reason: string
  readonly exitCode: number | null
  /** From readiness; null: as long as a start takes. */
  readonly afterMs: number | null
}

/** No manifest was found, or none was asked for. */
export const UNRESOLVED = ''

/** A container fails for want of its image. */
export function pullFailure(atMs: number, reason: string, isFatal: boolean): Failure {
  return { atMs, reason, exitCode: null, isFatal, taskReason: null }
}

/** The task fails for want of something; the container that it befalls has nothing to say for itself (LC-54, RS-11). */
export function taskFailure(atMs: number, taskReason: string): Failure {
  return { atMs, reason: null, exitCode: null, isFatal: true, taskReason }
}

/** A failure of the whole task befalls the container that it is about, or else the first that waits for nobody. */
export function bearerOf(specs: readonly ContainerSpec[], index: number): number {
  const waits = (at: number) => specs[at]!.dependencies.length > 0
  return waits(index) ? specs.findIndex((_, at) => !waits(at)) : index
}

// What do planners ask for, and what came of it? The words in which the conversation is held.
import type { Deployment, Finding, Task } from '../model/entities.ts'

/** Starts of one kind: of which deployment, how many, and where. */
export interface StartQuota {
  readonly deployment: Readonly<Deployment>
  readonly count: number
  /** As many as are wanted, whether or not the upper bound has room for them all now. */
  readonly missing?: number
  readonly why: 'lost' | 'scale-out' | 'desired' | 'unhealthy' | 'move'
  readonly rule: string
  /** The container instances to start on, one task each; null for wherever placement puts them. */
  readonly on: readonly string[] | null
  /** The zones that will do; null for any (DP-801). */
  readonly zones: readonly string[] | null
}

/** Stops of one kind: which tasks may go, how many of them, and how many of those may be healthy. */
export interface StopQuota {
  readonly why: 'deleted' | 'superseded' | 'drained' | 'unhealthy' | 'rolling' | 'scale-in' | 'misplaced' | 'move'
  readonly rule: string
  /** Deployments whose tasks may go; null for every task of the service. */
  readonly from: readonly Readonly<Deployment>[] | null
  /** Tasks on DRAINING instances may go too, whatever their deployment (DP-501). */
  readonly leaving: boolean
  /** Only tasks that have not reached RUNNING. */
  readonly startingOnly: boolean
  /** Of those only these, by ARN; null for all. */
  readonly only: ReadonlySet<string> | null
  readonly count: number
  readonly healthyAllowance: number
}

/** What the conversation has done so far. */
export interface Outcome {
  /** Ids of the tasks that it stopped. */
  readonly stoppedRunning: readonly string[]
  readonly stoppedPending: number
  /** Tasks among them that leave their target groups first, in order (DP-300). */
  readonly draining: readonly { readonly deploymentId: string | null; readonly targetGroups: readonly string[] }[]
  /** Of those it stopped, the ones that went because they were unhealthy, with what found them so, in order. */
  readonly replaced: readonly Replaced[]
  /** Deployments whose tasks should have gone, and are protected (DP-450). */
  readonly spared: readonly Spared[]
  /** Instances that a daemon had to leave because they match no more. */
  readonly misplacedOn: readonly string[]
  /** The task that a newcomer in another zone has replaced (DP-801). */
  readonly movedOut: { readonly zone: string; readonly taskId: string } | null
  /** A move that has begun: to which zone, and with which task, unless there was no room for it (DP-802). */
  readonly movedIn: { readonly zone: string; readonly task: Pick<Readonly<Task>, 'arn' | 'id'> | null } | null
  /** What is said of a deployment that was given up (CB-20). */
  readonly failure: readonly string[]
  readonly started: readonly Started[]
  /** The first start that found no room, in the words of a service event. */
  readonly refusal: Refusal | null
}

export interface Spared {
  readonly deploymentId: string
  /** Its tasks under protection. */
  readonly count: number
}

export interface Replaced {
  readonly deploymentId: string | null
  readonly taskId: string
  readonly finding: Finding
}

export interface Started {
  readonly deployment: Readonly<Deployment>
  readonly why: StartQuota['why']
  readonly taskIds: readonly string[]
}

export interface Refusal extends Unplaced {
  readonly deployment: Readonly<Deployment>
  /** How many tasks of the deployment were wanted now and did not start. */
  readonly missing: number
}

/** A task that did not start, in the words of a service event. */
export interface Unplaced {
  readonly message: string
  /** Of these words the sentence that says why; it begins with a blank. */
  readonly reason: string
}

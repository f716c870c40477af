// What was going on when the files were printed? Tasks that run, deployments on their way, instances that drain.
import type { AdoptedTaskInput } from '../../index.ts'
import type { Place } from '../place.ts'
import type { AwsInput } from '../services.ts'

/** The state of what the pieces of a blueprint make: to be adopted in the instant in which they are made, before time passes. */
export interface LiveState {
  readonly services: readonly LiveService[]
  /** Of nobody. */
  readonly tasks: readonly LiveTask[]
  readonly instances: readonly LiveInstance[]
  /** Groups with processes that were suspended. */
  readonly groups: readonly LiveGroup[]
  readonly alarms: readonly LiveAlarm[]
}

export interface LiveGroup {
  readonly name: string
  readonly processes: readonly string[]
  readonly place: Place
}

export interface LiveAlarm {
  /** As the files name it. */
  readonly name: string
  /** The policy of target tracking that made it; null for any other. */
  readonly owner: { readonly target: string; readonly policy: string; readonly side: 'alarmHigh' | 'alarmLow' } | null
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'
  readonly reason: string
  readonly place: Place
}

export interface LiveService {
  readonly cluster: string
  readonly name: string
  /** Newest first; the first one is what the service's piece makes. */
  readonly deployments: readonly LiveDeployment[]
  readonly place: Place
}

export interface LiveDeployment {
  /** What UpdateService takes to come to it from another one. */
  readonly update: AwsInput
  readonly rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED'
  readonly rolloutStateReason: string | null
  readonly failedTasks: number
  readonly tasks: readonly LiveTask[]
  readonly place: Place
}

/** A task by the names of the files; its age instead of its instants. */
export interface LiveTask {
  readonly cluster: string
  readonly task: Omit<AdoptedTaskInput, 'startedAt' | 'createdAt'>
  /** How long it had been RUNNING. */
  readonly ageMs: number
  readonly place: Place
}

export interface LiveInstance {
  readonly cluster: string
  readonly containerInstance: string
  readonly isDraining: boolean
  readonly agentConnected: boolean
  readonly place: Place
}

// What do the planners of this room look at? The clock, the options, the scripts of the user, and a task with all that belongs to it.
import type { Behavior, Latencies } from '../model/behavior.ts'
import type { ContainerInstance, Script, Task, TaskDefinition } from '../model/entities.ts'
import type { ReadonlyTable } from '../model/table.ts'

export interface LifecycleContext {
  readonly nowMs: number
  readonly behavior: Behavior
  readonly latencies: Latencies
  readonly tables: { readonly scripts: Pick<ReadonlyTable<Script>, 'get' | 'size'> }
}

/** A task in its setting. */
export interface Scene {
  readonly task: Readonly<Task>
  readonly definition: Readonly<TaskDefinition>
  /** Null on Fargate. */
  readonly instance: Readonly<ContainerInstance> | null
}

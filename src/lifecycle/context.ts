// What do the planners of this room look at? The clock, the options, the scripts of the user, and a task with all that belongs to it.
import type { Realm } from '../kernel/arns.ts'
import type { Behavior, Latencies } from '../model/behavior.ts'
import type { ContainerInstance, Entities, Script, Task, TaskDefinition } from '../model/entities.ts'
import type { ReadonlyTable } from '../model/table.ts'

export interface LifecycleContext {
  readonly nowMs: number
  readonly realm: Realm
  readonly behavior: Behavior
  readonly latencies: Latencies
  readonly tables: { readonly scripts: Pick<ReadonlyTable<Script>, 'get' | 'size'> } & Supplies
}

/** What tasks are supplied with, as far as anybody has spoken of it. */
type Supplies = {
  readonly [T in 'repositories' | 'images' | 'imageTags' | 'obstacles' | 'services']: ReadonlyTable<Entities[T]>
}

/** A task in its setting. */
export interface Scene {
  readonly task: Readonly<Task>
  readonly definition: Readonly<TaskDefinition>
  /** Null on Fargate. */
  readonly instance: Readonly<ContainerInstance> | null
}

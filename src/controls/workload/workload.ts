// `sim.workload`: what the user's containers do.
import type { World } from '../../engine/world.ts'
import { behave, forget } from './behave.ts'
import type { ContainerBehavior } from './behavior.ts'

export interface Workload {
  /**
   * Scripts what a container does: `family:container`, `family:revision:container`, or `task:container` by the task's id or ARN.
   * It counts for containers that start from now on, and for the running one when a task is named. @throws UsageError
   */
  behave(container: string, behavior: ContainerBehavior): void
  /** Takes a script back. @throws UsageError */
  forget(container: string): void
}

export function workloadOf(world: World): Workload {
  return Object.freeze({
    behave: (container: string, behavior: ContainerBehavior) => behave(world, container, behavior),
    forget: (container: string) => forget(world, container),
  })
}

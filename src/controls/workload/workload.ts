// `sim.workload`: what the user's containers do, and which of their tasks run already.
import type { World } from '../../engine/world.ts'
import { type AdoptOutput, adopt } from './adopt.ts'
import type { AdoptInput } from './adopt-shape.ts'
import { behave, forget } from './behave.ts'
import type { ContainerBehavior } from './behavior.ts'

export interface Workload {
  /**
   * Scripts what a container does: `family:container`, `family:revision:container`, or `task:container` by the task's id or ARN.
   * It counts for containers that start from now on, and for the running one when a task is named. @throws UsageError
   */
  behave(container: string, behavior: ContainerBehavior): void
  /**
   * Writes tasks down as RUNNING where they are, without placing or starting them: a service's, or standalone ones. They hold their room,
   * ports, interfaces and targets, count as healthy as they are said to be, and are old enough for it. A service whose desired tasks are all
   * adopted, its deployment COMPLETED, is in steady state at its next evaluation. No event is told of them; `explain` has nothing to say.
   * @throws UsageError for no room, a port or an address that is taken, an unknown instance, or another task definition than the
   * deployment's, and ClusterNotFoundException; nothing is adopted then
   */
  adopt(input: AdoptInput): AdoptOutput
  /** Takes a script back. @throws UsageError */
  forget(container: string): void
}

export function workloadOf(world: World): Workload {
  return Object.freeze({
    adopt: (input: AdoptInput) => adopt(world, input),
    behave: (container: string, behavior: ContainerBehavior) => behave(world, container, behavior),
    forget: (container: string) => forget(world, container),
  })
}

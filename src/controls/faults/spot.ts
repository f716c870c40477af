// Spot takes back the capacity under tasks of Fargate: those that are named, or those of a zone (FG-9).
import * as z from 'zod/mini'
import { isOnSpot, type SpotTarget } from '../../engine/faults.ts'
import { findTask } from '../../engine/find.ts'
import type { World } from '../../engine/world.ts'
import { type Control, refuseFault } from './control.ts'
import { checkKnownZone } from './zones.ts'

/** One of the two. */
export interface SpotInput {
  /** Ids or ARNs of tasks on FARGATE_SPOT. */
  readonly tasks?: readonly string[] | undefined
  /** Every task on FARGATE_SPOT in that zone. */
  readonly availabilityZone?: string | undefined
}

const TASKS = 'a list of at least one task'
const spotInput = z.strictObject({
  tasks: z.optional(z.array(z.string('the id or ARN of a task'), TASKS).check(z.minLength(1, TASKS))),
  availabilityZone: z.optional(z.string('an Availability Zone')),
})

export const spotInterruption: Control<'faults.interruptSpot'> = { schema: spotInput, check: checkSpot }

function checkSpot(world: World, { tasks, availabilityZone }: SpotTarget, call: string): void {
  if ((tasks === undefined) === (availabilityZone === undefined))
    refuseFault(call, 'tasks', 'tasks or availabilityZone, one of the two', tasks)
  if (availabilityZone !== undefined) checkKnownZone(world, availabilityZone, call)
  for (const [index, reference] of (tasks ?? []).entries()) {
    const task = findTask(world, reference)
    if (task === undefined || !isOnSpot(task))
      refuseFault(call, `tasks[${index}]`, 'a task on FARGATE_SPOT', reference, '', 'FG-9')
  }
}

// AWS takes a task of Fargate down for maintenance (FG-11).
import * as z from 'zod/mini'
import { findTask } from '../../engine/find.ts'
import { type Control, refuseFault } from './control.ts'

export interface RetireInput {
  /** Id or ARN of a task on Fargate. */
  readonly task: string
}

export const retirement: Control<'faults.retireTask'> = {
  schema: z.strictObject({ task: z.string('the id or ARN of a task') }),
  check(world, { task: reference }, call) {
    const task = findTask(world, reference)
    if (task?.launchType !== 'FARGATE') refuseFault(call, 'task', 'a task on Fargate', reference, '', 'FG-11')
  },
}

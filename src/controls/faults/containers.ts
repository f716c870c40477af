// What can go wrong inside a running task: a container crashes, runs out of memory, or its health is no longer looked at (TD-88, LC-60).
import * as z from 'zod/mini'
import type { ContainerTarget } from '../../engine/faults.ts'
import { findTask } from '../../engine/find.ts'
import type { World } from '../../engine/world.ts'
import { suggestion } from '../../kernel/closest.ts'
import { type Control, refuseFault } from './control.ts'

export interface ContainerFault {
  /** Id or ARN. */
  readonly task: string
  /** May be left out when the task has only one. */
  readonly container?: string | undefined
}

export interface CrashInput extends ContainerFault {
  /** 1 when absent. */
  readonly exitCode?: number | undefined
}

const EXIT_CODE = 'an exit code, 0 to 255'
const fault = { task: z.string('the id or ARN of a task'), container: z.optional(z.string('the name of a container')) }
const faultInput = z.strictObject(fault)
const crashInput = z.strictObject({
  ...fault,
  exitCode: z.optional(z.int(EXIT_CODE).check(z.minimum(0, EXIT_CODE), z.maximum(255, EXIT_CODE))),
})

export const crash: Control<'faults.crashContainer'> = { schema: crashInput, check: checkTarget }
export const killing: Control<'faults.killForMemory'> = { schema: faultInput, check: checkTarget }
export const freezing: Control<'faults.freezeHealth'> = {
  schema: faultInput,
  check: checkTarget,
  reverse: 'faults.thawHealth',
}
export const thawing: Control<'faults.thawHealth'> = { schema: faultInput, check: checkTarget }

/** A container that is past harming stays as it is; one that is not there is a mistake. */
function checkTarget(world: World, { task: reference, container }: ContainerTarget, call: string): void {
  const task = findTask(world, reference)
  if (task === undefined) refuseFault(call, 'task', 'the id or ARN of a task', reference)
  const { containers } = world.tables.taskDefinitions.certain(task.taskDefinitionArn)
  const names = containers.map(({ name }) => name)
  const isKnown = container === undefined ? names.length === 1 : names.includes(container)
  if (isKnown) return
  const hint = container === undefined ? '' : suggestion(container, names)
  refuseFault(call, 'container', `one of ${names.join(', ')}`, container, hint)
}

// What can go wrong inside a running task: a container crashes, runs out of memory, or its health is no longer looked at.
import * as z from 'zod/mini'
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import { sceneOf } from '../../engine/scene.ts'
import type { World } from '../../engine/world.ts'
import { show, suggestion } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'
import { planCrash, planFreeze } from '../../lifecycle/interfere.ts'
import type { Plan } from '../../model/changes.ts'
import type { Task } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { findTask } from '../find-task.ts'
import { parseControl } from '../parse.ts'

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
const crashInput = z.strictObject({
  ...fault,
  exitCode: z.optional(z.int(EXIT_CODE).check(z.minimum(0, EXIT_CODE), z.maximum(255, EXIT_CODE))),
})
const faultInput = z.strictObject(fault)

/** A running container exits now. Its restart policy may bring it back. @throws UsageError */
export function crashContainer(world: World, input: CrashInput): void {
  const parsed = parseControl(crashInput, input, 'faults.crashContainer')
  const { task, index } = targetOf(world, parsed, 'faults.crashContainer')
  strike(world, 'faults.crashContainer', parsed, () =>
    planCrash(sceneOf(world, task), index, { exitCode: parsed.exitCode ?? 1, isOutOfMemory: false }, world),
  )
}

/** A running container is killed for want of memory: exit code 137 (TD-88). @throws UsageError */
export function killForMemory(world: World, input: ContainerFault): void {
  const parsed = parseControl(faultInput, input, 'faults.killForMemory')
  const { task, index } = targetOf(world, parsed, 'faults.killForMemory')
  strike(world, 'faults.killForMemory', parsed, () =>
    planCrash(sceneOf(world, task), index, { exitCode: 137, isOutOfMemory: true }, world),
  )
}

/** Probes go on, but nobody hears of them: the health of the container stays what it is. @throws UsageError */
export function freezeHealth(world: World, input: ContainerFault): void {
  const parsed = parseControl(faultInput, input, 'faults.freezeHealth')
  const { task, index } = targetOf(world, parsed, 'faults.freezeHealth')
  strike(world, 'faults.freezeHealth', parsed, () => planFreeze(sceneOf(world, task), index, true, world))
}

/** Takes `freezeHealth` back: the next verdict is the one that holds by now. @throws UsageError */
export function thawHealth(world: World, input: ContainerFault): void {
  const parsed = parseControl(faultInput, input, 'faults.thawHealth')
  const { task, index } = targetOf(world, parsed, 'faults.thawHealth')
  strike(world, 'faults.thawHealth', parsed, () => planFreeze(sceneOf(world, task), index, false, world))
}

/** A container that is past harming stays as it is; the fault is on record all the same. */
function strike(world: World, call: string, parsed: object, planOf: () => Plan | null): void {
  command(world, call, parsed, (cause) => {
    const plan = planOf()
    if (plan !== null) apply(world, plan, cause)
  })
}

function targetOf(
  world: WorldView,
  { task: reference, container }: ContainerFault,
  call: string,
): { readonly task: Readonly<Task>; readonly index: number } {
  const task = findTask(world, reference)
  if (task === undefined) refuse(call, 'task', 'the id or ARN of a task', reference)
  const { containers } = world.tables.taskDefinitions.certain(task.taskDefinitionArn)
  const names = containers.map(({ name }) => name)
  if (container === undefined) {
    if (names.length > 1) refuse(call, 'container', `one of ${names.join(', ')}`, container)
    return { task, index: 0 }
  }
  const index = names.indexOf(container)
  if (index === -1) refuse(call, 'container', `one of ${names.join(', ')}`, container, suggestion(container, names))
  return { task, index }
}

function refuse(call: string, path: string, expected: string, value: unknown, hint = ''): never {
  const found = show(value)
  throw new UsageError(`${call}: ${path}: expected ${expected}, found ${found}.${hint}`, { path, expected, found })
}

// What do the user's containers do? `workload.behave` scripts them: those of a family, of one revision, or of one task.
import * as z from 'zod/mini'
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import { findTask } from '../../engine/find.ts'
import { withRolloutNews } from '../../engine/rollout-news.ts'
import { sceneOf } from '../../engine/scene.ts'
import type { World } from '../../engine/world.ts'
import { show, suggestion } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'
import { planRescript } from '../../lifecycle/interfere.ts'
import { inserted, removed, updated } from '../../model/changes.ts'
import type { Script, Task } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { parseControl } from '../parse.ts'
import { type ContainerBehavior, containerBehavior, scriptOf } from './behavior.ts'

/**
 * Scripts a container: `family:container`, `family:revision:container`, or `task:container` with the id or ARN of a task. What is said of a
 * task goes before what is said of its revision, and that before its family. A container that runs already goes on as it
 * began, unless it is named by its task.
 * @throws UsageError
 */
export function behave(world: World, container: string, behavior: ContainerBehavior): void {
  const parsed = parseControl(containerBehavior, behavior, 'workload.behave')
  const target = targetOf(world, container, 'workload.behave')
  const row: Script = { id: target.key, script: scriptOf(parsed) }
  command(world, 'workload.behave', [container, parsed], (cause) => {
    const known = world.tables.scripts.get(row.id) !== undefined
    const change = known
      ? updated('script.changed', row.id, { script: row.script })
      : inserted('script.created', row.id, row)
    apply(world, { changes: [change], timers: [] }, cause)
    if (target.task === null) return
    const plan = planRescript(sceneOf(world, target.task), target.index, row.script, world)
    if (plan !== null) apply(world, withRolloutNews(world, target.task, plan), cause)
  })
}

/** Takes a script back: containers that start from now on do what they do without. @throws UsageError */
export function forget(world: World, container: string): void {
  const { key } = targetOf(world, container, 'workload.forget')
  if (world.tables.scripts.get(key) === undefined) {
    const known = [...world.tables.scripts.values()].map(({ id }) => id)
    throw new UsageError(`workload.forget: nothing is scripted for ${show(container)}.${suggestion(key, known)}`, {
      path: 'container',
      expected: known.length === 0 ? 'a container that has a script' : `one of ${known.join(', ')}`,
      found: show(container),
    })
  }
  command(world, 'workload.forget', [container], (cause) => {
    apply(world, { changes: [removed('script.dropped', key)], timers: [] }, cause)
  })
}

interface Target {
  readonly key: string
  /** The task, when it is one. */
  readonly task: Readonly<Task> | null
  /** Place of the container in its definition. */
  readonly index: number
}

const reference = z.string('a container')

function targetOf(world: WorldView, container: string, call: string): Target {
  const given = parseControl(reference, container, call)
  const at = given.lastIndexOf(':')
  if (at <= 0) refuse(call, given, 'family:container, family:revision:container or task:container')
  const owner = given.slice(0, at)
  const name = given.slice(at + 1)
  const task = findTask(world, owner)
  if (task !== undefined) {
    const { containers } = world.tables.taskDefinitions.certain(task.taskDefinitionArn)
    return { key: `${task.id}:${name}`, task, index: indexOf(call, given, name, containers) }
  }
  const [family = '', revision, ...rest] = owner.split(':')
  const revisions = (world.indexes.revisionsByFamily.get(family) ?? []).map((arn) =>
    world.tables.taskDefinitions.certain(arn),
  )
  const meant = revision === undefined ? revisions : revisions.filter((row) => String(row.revision) === revision)
  if (rest.length > 0 || meant.length === 0) {
    const known = [...world.indexes.revisionsByFamily.keys()]
    refuse(
      call,
      given,
      `the family of a registered task definition, one of its revisions, or a task`,
      suggestion(family, known),
    )
  }
  const containers = meant.flatMap((row) => row.containers)
  indexOf(call, given, name, containers)
  return { key: `${owner}:${name}`, task: null, index: -1 }
}

function indexOf(call: string, given: string, name: string, containers: readonly { readonly name: string }[]): number {
  const index = containers.findIndex((container) => container.name === name)
  if (index !== -1) return index
  const known = [...new Set(containers.map((container) => container.name))]
  return refuse(call, given, `one of its containers: ${known.join(', ')}`, suggestion(name, known))
}

function refuse(call: string, given: string, expected: string, hint = ''): never {
  const found = show(given)
  throw new UsageError(`${call}: container: expected ${expected}, found ${found}.${hint}`, {
    path: 'container',
    expected,
    found,
  })
}

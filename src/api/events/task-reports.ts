// What does EventBridge hear of a task? Every change that has a version of its own (EV-1, LC-13).
import type { JournalEntry } from '../../model/changes.ts'
import type { Task } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { describeTask } from '../describe-task.ts'
import type { Attachment, Container } from '../shapes/ecs-types.generated.ts'
import { isoOf, type Report } from './envelope.ts'

/** The world is as it was right after the entry. */
export function taskReports(world: WorldView, { id, set, atMs }: JournalEntry): readonly Report[] {
  const { version, lastStatus } = (set ?? {}) as Partial<Task>
  if (version === undefined) return []
  const task = world.tables.tasks.certain(id)
  if (!world.behavior.emitTransientStates) return [reportOf(world, withoutTransients(task), atMs)]
  if (lastStatus !== 'STOPPING') return [reportOf(world, task, atMs)]
  // The wish that it stop, and then the step that follows from it.
  const before = { ...withoutTransients(task), version: task.version - 1 }
  return [reportOf(world, before, atMs), reportOf(world, task, atMs)]
}

/** States that DescribeTasks shows and events do not: the task is still where it was before (LC-13). */
function withoutTransients(task: Readonly<Task>): Readonly<Task> {
  if (task.lastStatus !== 'STOPPING') return task
  return { ...task, lastStatus: task.startedAtMs === null ? 'PENDING' : 'RUNNING' }
}

function reportOf(world: WorldView, task: Readonly<Task>, atMs: number): Report {
  const { tags: _tags, healthStatus: _health, attachments = [], containers = [], ...rest } = describeTask(world, task)
  const detail = withoutEmptyLists({
    ...rest,
    attachments: attachments.map(attachmentOf),
    containers: containers.map(containerOf),
    updatedAt: isoOf(atMs),
  })
  return { type: 'ECS Task State Change', resource: task.arn, detail }
}

function attachmentOf(attachment: Attachment): object {
  return { ...attachment, type: 'eni' }
}

function containerOf({ healthStatus: _health, ...container }: Container): object {
  return withoutEmptyLists(container)
}

/** EventBridge leaves empty lists out, those of `overrides` included. */
function withoutEmptyLists(record: object): object {
  const kept = Object.entries(record).filter(([, value]) => !(Array.isArray(value) && value.length === 0))
  return Object.fromEntries(
    kept.map(([name, value]) => [name, name === 'overrides' ? withoutEmptyLists(value as object) : value]),
  )
}

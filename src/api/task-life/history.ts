// What has become of a task? Its record as it is or last was, and its containers as they were planned from each instant on,
// read from the journal: also of a task that ECS has long forgotten.
import type { CommandRecord } from '../../engine/command.ts'
import { memberOf } from '../../kernel/plain-data.ts'
import type { JournalEntry } from '../../model/changes.ts'
import type { ContainerRun } from '../../model/containers.ts'
import type { Task, TaskDefinition } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { creationOf } from '../find-creation.ts'

/** The containers as they stood, and were going to stand, until the next chapter began. */
interface Chapter {
  readonly fromMs: number
  readonly runs: readonly ContainerRun[]
}

/** A fault that somebody put on the task. */
interface Harm {
  readonly atMs: number
  /** `crashContainer` and the like. */
  readonly name: string
  readonly container: string
}

export interface TaskHistory {
  readonly nowMs: number
  /** As it is now, or as it was when it was forgotten. */
  readonly task: Readonly<Task>
  readonly definition: Readonly<TaskDefinition>
  /** Entries of the task alone, oldest first. */
  readonly entries: readonly JournalEntry[]
  readonly chapters: readonly Chapter[]
  readonly harms: readonly Harm[]
}

/** @throws InvalidParameterException for a task that never was */
export function historyOf(world: WorldView, reference: unknown): TaskHistory {
  const creation = creationOf(world, reference)
  const task = creation.set as Task
  const own: JournalEntry[] = []
  const harms: Harm[] = []
  const definition = world.tables.taskDefinitions.certain(task.taskDefinitionArn)
  for (let seq = creation.seq; seq < world.journal.length; seq++) {
    const entry = world.journal[seq]!
    if (entry.kind === 'command') harms.push(...harmOf(entry, task, definition))
    if (entry.id === task.arn) own.push(entry)
  }
  return historyFrom(world, own, harms)
}

/** @param own every entry of the task, its creation first */
export function historyFrom(
  { nowMs, tables }: WorldView,
  own: readonly JournalEntry[],
  harms: readonly Harm[] = [],
): TaskHistory {
  const task = {} as Task
  const entries = own.filter(({ set }) => set !== null)
  const chapters: Chapter[] = []
  for (const { atMs, set } of entries) {
    Object.assign(task, set)
    const { runs } = set as Partial<Task>
    if (runs !== undefined) chapters.push({ fromMs: atMs, runs })
  }
  const definition = tables.taskDefinitions.certain(task.taskDefinitionArn)
  return { nowMs, task, definition, entries, chapters, harms }
}

const FAULTS = 'faults.'

function harmOf(
  { id, atMs, set }: JournalEntry,
  task: Readonly<Task>,
  { containers }: Readonly<TaskDefinition>,
): Harm[] {
  if (!id.startsWith(FAULTS)) return []
  const { input } = set as CommandRecord
  const reference = memberOf(input, 'task')
  if (reference !== task.arn && reference !== task.id) return []
  const container = (memberOf(input, 'container') as string | undefined) ?? containers[0]!.name
  return [{ atMs, name: id.slice(FAULTS.length), container }]
}

/** The first instant at which a field of the task was said to hold something; null when that never was. */
export function firstMs({ entries }: TaskHistory, holds: (set: Partial<Task>) => boolean): number | null {
  return entries.find(({ set }) => holds(set as Partial<Task>))?.atMs ?? null
}

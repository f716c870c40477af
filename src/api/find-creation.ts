// Where in the journal does a task begin? Found by its ARN or its id, also when its record is long gone.
import { show } from '../kernel/closest.ts'
import { type JournalEntry, TASK_BEGINNINGS } from '../model/changes.ts'
import type { Task } from '../model/entities.ts'
import { refuse } from './refuse.ts'

/** @throws InvalidParameterException for a task that never was */
export function creationOf(
  { journal }: { readonly journal: readonly JournalEntry[] },
  reference: unknown,
): JournalEntry {
  const entry = journal.find(
    ({ kind, id, set }) => TASK_BEGINNINGS.has(kind) && (id === reference || (set as Task).id === reference),
  )
  if (entry !== undefined) return entry
  return refuse('InvalidParameterException', 'The referenced task was not found.', {
    path: 'task',
    expected: 'the id or ARN of a task',
    found: show(reference),
    rule: 'GEN-2',
  })
}

/** When a task that had waited for its capacity provider got its place; undefined while it waits. */
export function placementOf(
  { journal }: { readonly journal: readonly JournalEntry[] },
  creation: JournalEntry,
): JournalEntry | undefined {
  for (let seq = creation.seq + 1; seq < journal.length; seq++)
    if (journal[seq]!.kind === 'task.placed' && journal[seq]!.id === creation.id) return journal[seq]
  return undefined
}

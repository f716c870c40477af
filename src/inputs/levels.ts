// How many tasks of a service stood where, and when? Read from the journal: the evidence behind "never fewer than".
import { Census, type Count, type JournalEntry, standingOf, type Task } from '../index.ts'

/** The tasks of a service at the end of an instant. */
export interface Level extends Readonly<Count> {
  readonly atMs: number
}

/** A place in the journal, and the instant that goes with it. */
export interface Since {
  readonly seq: number
  readonly atMs: number
}

/** First as it was before the entry `since`, then after every instant from there on. */
export function levelsOf(journal: readonly JournalEntry[], service: string, since: Since): Level[] {
  const tasks = new Map<string, Readonly<Task>>()
  const census = new Census()
  const levels: Level[] = []
  for (const entry of journal) {
    takeTask(tasks, census, entry)
    const isLastOfInstant = journal[entry.seq + 1]?.atMs !== entry.atMs
    const isBefore = entry.seq === since.seq - 1
    if (isBefore || (entry.seq >= since.seq && isLastOfInstant))
      levels.push({ atMs: Math.max(entry.atMs, since.atMs), ...census.total(service) })
  }
  return levels
}

function takeTask(tasks: Map<string, Readonly<Task>>, census: Census, { kind, id, set }: JournalEntry): void {
  const before = tasks.get(id)
  if (before === undefined && kind !== 'task.created' && kind !== 'task.adopted') return
  const after = { ...before, ...set } as Readonly<Task>
  tasks.set(id, after)
  if (after.serviceArn === null || after.deploymentId === null) return
  const from = before === undefined ? null : standingOf(before)
  census.move(after.serviceArn, after.deploymentId, from, standingOf(after))
}

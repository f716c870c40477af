// What were the tasks of a service busy with, one by one, and when were they done? Whatever its scheduler may have waited for.
import { JOURNAL_KINDS, type JournalEntry } from '../../model/changes.ts'
import type { Task } from '../../model/entities.ts'

/**
 * - gone: from when it was to stop until it was STOPPED
 * - ready: from its creation, or from when it was healthy no more, until it was healthy
 * - failed: from its creation until it was to stop by itself, never having been healthy
 * - dropped: the same, at the will of the scheduler
 * - lost: a healthy task that was to stop by itself; an instant
 */
export type DoingKind = 'gone' | 'ready' | 'failed' | 'dropped' | 'lost'

export interface Doing {
  readonly kind: DoingKind
  /** The task, and its entries among those of the service. */
  readonly taskArn: string
  readonly entries: readonly JournalEntry[]
  readonly fromMs: number
  /** Null while it goes on. */
  readonly toMs: number | null
  /** It had been healthy before. */
  readonly isRecovery: boolean
}

/** In order of their ends, open ones last; of one end, in order of creation. */
export function doingsOf(entries: readonly JournalEntry[]): Doing[] {
  const byTask = new Map<string, JournalEntry[]>()
  for (const entry of entries) {
    if (JOURNAL_KINDS[entry.kind].table !== 'tasks' || entry.set === null) continue
    const known = byTask.get(entry.id)
    if (known === undefined) byTask.set(entry.id, [entry])
    else known.push(entry)
  }
  const doings = [...byTask].flatMap(([taskArn, own]) => doingsOfTask(taskArn, own))
  return doings.sort((a, b) => endOf(a) - endOf(b))
}

/** Never an infinity: the difference of two would order nothing. */
function endOf({ toMs }: Doing): number {
  return toMs ?? Number.MAX_SAFE_INTEGER
}

/** What is known of a task while its entries are read. */
interface Progress {
  /** Since when it has been on its way to be healthy; null while it is, or is to stop. */
  risingFromMs: number | null
  stoppingFromMs: number | null
  wasHealthy: boolean
}

function doingsOfTask(taskArn: string, entries: readonly JournalEntry[]): Doing[] {
  const doings: Doing[] = []
  const progress: Progress = { risingFromMs: entries[0]!.atMs, stoppingFromMs: null, wasHealthy: false }
  const add = (kind: DoingKind, fromMs: number, toMs: number | null) =>
    doings.push({ kind, taskArn, entries, fromMs, toMs, isRecovery: progress.wasHealthy })
  for (const { atMs, set } of entries) {
    const { healthyAtMs, desiredStatus, stopCode, stoppedAtMs } = set as Partial<Task>
    if (progress.risingFromMs !== null && typeof healthyAtMs === 'number') {
      add('ready', progress.risingFromMs, atMs)
      Object.assign(progress, { risingFromMs: null, wasHealthy: true })
    } else if (progress.risingFromMs === null && progress.stoppingFromMs === null && healthyAtMs === null)
      progress.risingFromMs = atMs
    if (progress.stoppingFromMs === null && desiredStatus === 'STOPPED') {
      const isOrdered = stopCode === 'ServiceSchedulerInitiated'
      const { risingFromMs } = progress
      if (risingFromMs !== null) add(isOrdered ? 'dropped' : 'failed', risingFromMs, atMs)
      else if (!isOrdered) add('lost', atMs, atMs)
      Object.assign(progress, { risingFromMs: null, stoppingFromMs: atMs })
    }
    if (progress.stoppingFromMs !== null && typeof stoppedAtMs === 'number') {
      add('gone', progress.stoppingFromMs, stoppedAtMs)
      return doings
    }
  }
  if (progress.risingFromMs !== null) add('ready', progress.risingFromMs, null)
  if (progress.stoppingFromMs !== null) add('gone', progress.stoppingFromMs, null)
  return doings
}

// How long is it worth waiting? A crash loop without a circuit breaker has no end: after so many rounds the next is like the last.
import type { JournalEntry, Task, WorldView } from '../index.ts'

/** How many tasks of a service may fail until nobody waits for it any more, for so many that are desired. */
export type MostFailures = (desiredCount: number) => number

export const UNTIL_CLEAR: MostFailures = (desiredCount) => 20 + 2 * desiredCount
/** As many as the circuit breaker bears when nobody says otherwise: what needs more is no fix (CB-02). */
export const AS_THE_BREAKER: MostFailures = (desiredCount) => Math.max(3, Math.ceil(desiredCount / 2))

export const BY_ITSELF: ReadonlySet<string | null | undefined> = new Set([
  'TaskFailedToStart',
  'EssentialContainerExited',
])

/** Counts failures from an entry on. Where there is a circuit breaker it is that which decides. */
export function hopelessAfter(most: MostFailures, fromSeq: number): (view: WorldView) => boolean {
  const failures = new Map<string, number>()
  let next = fromSeq
  return (view) => {
    let isHopeless = false
    for (; next < view.journal.length; next++) {
      const arn = failing(view, view.journal[next]!)
      if (arn === null) continue
      failures.set(arn, (failures.get(arn) ?? 0) + 1)
      isHopeless ||= isTooMuch(view, arn, { count: failures.get(arn) ?? 0, most })
    }
    return isHopeless
  }
}

/** The service whose task has just failed. */
function failing({ tables }: WorldView, { id, kind, set }: JournalEntry): string | null {
  if (set === null || !kind.startsWith('task.')) return null
  const { stopCode, finding } = set as Partial<Task>
  if (!BY_ITSELF.has(stopCode) && (finding ?? null) === null) return null
  return tables.tasks.get(id)?.serviceArn ?? null
}

function isTooMuch(view: WorldView, arn: string, { count, most }: { count: number; most: MostFailures }): boolean {
  const service = view.tables.services.get(arn)
  return service !== undefined && !service.circuitBreaker.enable && count >= most(service.desiredCount)
}

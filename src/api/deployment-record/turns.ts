// What did the row of a service say, from each entry that changed it on?
import { JOURNAL_KINDS, type JournalEntry, type JournalKind } from '../../model/changes.ts'
import type { Service } from '../../model/entities.ts'

export interface Turn {
  readonly atMs: number
  readonly kind: JournalKind
  readonly service: Readonly<Service>
}

/** @param entries of the service alone */
export function turnsOf(entries: readonly JournalEntry[]): Turn[] {
  const turns: Turn[] = []
  let service: Readonly<Service> | undefined
  for (const { kind, atMs, set } of entries) {
    if (JOURNAL_KINDS[kind].table !== 'services' || set === null) continue
    service = { ...service, ...set } as Readonly<Service>
    turns.push({ atMs, kind, service })
  }
  return turns
}

/** The first place whose turn is not before an instant. */
export function firstTurnFrom(turns: readonly Turn[], atMs: number): number {
  let low = 0
  let high = turns.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (turns[middle]!.atMs < atMs) low = middle + 1
    else high = middle
  }
  return low
}

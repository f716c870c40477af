// What must hold of a journal in which something scaled? Told from its entries alone, by the words of the rules.
import type { JournalEntry } from '../../src/index.ts'
import { JOURNAL_KINDS } from '../../src/model/changes.ts'

type Row = Readonly<Record<string, unknown>>

/** The rows of every table, as they were before each entry. */
export class Rows {
  private readonly tables = new Map<string, Map<string, Row>>()

  table(name: string): Map<string, Row> {
    const known = this.tables.get(name)
    if (known !== undefined) return known
    const made = new Map<string, Row>()
    this.tables.set(name, made)
    return made
  }

  take({ kind, id, set }: JournalEntry): void {
    const { table, operation } = JOURNAL_KINDS[kind]
    if (table === null) return
    const rows = this.table(table)
    if (operation === 'remove') rows.delete(id)
    else rows.set(id, { ...rows.get(id), ...set })
  }
}

/** Complaints about each entry, with the rows as they were right after it. */
export function complaints(
  journal: readonly JournalEntry[],
  judge: (entry: JournalEntry, after: Rows, before: Row | undefined) => string | null,
): string[] {
  const rows = new Rows()
  return journal.flatMap((entry) => {
    const { table } = JOURNAL_KINDS[entry.kind]
    const before = table === null ? undefined : rows.table(table).get(entry.id)
    rows.take(entry)
    return judge(entry, rows, before) ?? []
  })
}

/** Tasks that stand on an instance of a group and are not STOPPED. */
export function tasksOn(rows: Rows, { containerInstanceArn }: Row): Row[] {
  return [...rows.table('tasks').values()].filter(
    (task) => task.containerInstanceArn === containerInstanceArn && task.lastStatus !== 'STOPPED',
  )
}

export interface Reference {
  readonly target: number
  readonly minStep: number
  readonly cpu: number
}

/** CP-22…CP-27 for one kind of task on m5.large, which registers 2048 CPU units and 7680 MiB. */
export function reservationOf(rows: Rows, { minStep, cpu }: Reference): number {
  const members = [...rows.table('groupInstances').values()].filter(({ state }) => state === 'InService')
  const inService = members.length
  const fit = Math.min(Math.floor(2_048 / cpu), Math.floor(7_680 / 1_024))
  // Who comes for the sake of balance may go to one zone alone: that is another requirement.
  const kinds = new Map<string, number>()
  for (const { wish, desiredStatus } of rows.table('tasks').values()) {
    if (wish === null || desiredStatus !== 'RUNNING') continue
    const kind = JSON.stringify((wish as { zones: unknown }).zones)
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  const more = [...kinds.values()].map((count) => Math.ceil(count / fit))
  const needed =
    more.length === 0
      ? members.filter((member) => tasksOn(rows, member).length > 0).length
      : inService + Math.max(minStep, ...more)
  if (inService === 0) return needed === 0 ? 100 : 200
  return (100 * needed) / inService
}

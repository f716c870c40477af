// What stood in a row of the journal at any time? The versions of rows that scaling reads, by table and id.
import { entryOf } from '../../../kernel/maps.ts'
import { JOURNAL_KINDS, type JournalEntry } from '../../../model/changes.ts'
import type { Entities, TableName } from '../../../model/entities.ts'
import type { AutoScalingGroup, GroupInstance } from '../../../model/scaling/groups.ts'
import { isPooled } from '../../../scaling/groups/members.ts'

const TABLES = [
  'scalableTargets',
  'scalingPolicies',
  'scalingActivities',
  'alarms',
  'services',
  'autoScalingGroups',
  'groupPolicies',
  'groupInstances',
] as const satisfies readonly TableName[]
type Kept = (typeof TABLES)[number]

interface Version<E> {
  readonly atMs: number
  /** Null once it is gone. */
  readonly row: Readonly<E> | null
}

/** A desired capacity, and whose wish it was, in AWS's words; the newest last. */
interface Ask {
  readonly atMs: number
  readonly desiredCapacity: number
  readonly wish: string
}

export class PastRows {
  private readonly asks = new Map<string, Ask[]>()
  private readonly members = new Map<string, string[]>()
  private readonly tables = new Map<string, Map<string, Version<object>[]>>(TABLES.map((name) => [name, new Map()]))

  constructor(journal: readonly JournalEntry[]) {
    for (const { kind, id, atMs, set } of journal) {
      this.note(kind, id, atMs, set)
      const versions = this.versionsFor(JOURNAL_KINDS[kind].table, id)
      if (versions === null) continue
      const before = versions.at(-1)
      const row = set === null ? null : JOURNAL_KINDS[kind].operation === 'insert' ? set : { ...before?.row, ...set }
      // Of one instant, only how it ended.
      if (before?.atMs === atMs && row !== null) versions.pop()
      versions.push({ atMs, row })
    }
  }

  private note(kind: JournalEntry['kind'], id: string, atMs: number, set: object | null): void {
    const { table } = JOURNAL_KINDS[kind]
    if (kind === 'groupInstance.created')
      entryOf(this.members, (set as GroupInstance).groupName, () => [] as string[]).push(id)
    const { desiredCapacity, wish = '' } = (set ?? {}) as Partial<AutoScalingGroup>
    if (table === 'autoScalingGroups' && desiredCapacity !== undefined)
      entryOf(this.asks, id, () => [] as Ask[]).push({ atMs, desiredCapacity, wish })
  }

  /** Every desired capacity that a group was given. */
  asked(group: string): readonly Ask[] {
    return this.asks.get(group) ?? []
  }

  /** Instances of a group at the end of an instant, without those of its warm pool. */
  membersOf(group: string, atMs: number): Readonly<GroupInstance>[] {
    return (this.members.get(group) ?? [])
      .flatMap((id) => this.at('groupInstances', id, atMs) ?? [])
      .filter((member) => !isPooled(member))
  }

  private versionsFor(table: TableName | null, id: string): Version<object>[] | null {
    const rows = this.tables.get(table ?? '')
    if (rows === undefined) return null
    const known = rows.get(id)
    if (known !== undefined) return known
    const made: Version<object>[] = []
    rows.set(id, made)
    return made
  }

  ids(table: Kept): string[] {
    return [...this.tables.get(table)!.keys()]
  }

  versions<T extends Kept>(table: T, id: string): readonly Version<Entities[T]>[] {
    return (this.tables.get(table)!.get(id) ?? []) as Version<Entities[T]>[]
  }

  /** As it ended: of a row that is gone, as it was before. */
  last<T extends Kept>(table: T, id: string): Readonly<Entities[T]> | null {
    return this.versions(table, id).findLast(({ row }) => row !== null)?.row ?? null
  }

  /** At the end of an instant; null where there was none. */
  at<T extends Kept>(table: T, id: string | null, atMs: number): Readonly<Entities[T]> | null {
    if (id === null) return null
    const versions = this.versions(table, id)
    let low = 0
    let high = versions.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (versions[middle]!.atMs <= atMs) low = middle + 1
      else high = middle
    }
    return versions[low - 1]?.row ?? null
  }
}

// What did a load balancer look like from instant to instant? The journal, folded with an eye on what requests meet.
import type { TrafficView } from '../../../balancing/lookup.ts'
import { JOURNAL_KINDS, type JournalEntry } from '../../../model/changes.ts'
import type { Entities, TableName } from '../../../model/entities.ts'
import { Table } from '../../../model/table.ts'
import { TargetIndex } from '../../../model/targets.ts'

const FOLLOWED = ['loadBalancers', 'listeners', 'listenerRules', 'targetGroups', 'targets'] as const
type Followed = (typeof FOLLOWED)[number]

function isFollowed(table: TableName | null): table is Followed {
  return (FOLLOWED as readonly (TableName | null)[]).includes(table)
}

/** Whether requests may notice. */
export function concernsTraffic({ kind }: Pick<JournalEntry, 'kind'>): boolean {
  return isFollowed(JOURNAL_KINDS[kind].table)
}

/** A world that knows nothing but load balancers and their targets, at an instant of the past. */
export class PastTraffic implements TrafficView {
  nowMs = 0
  readonly tables: { readonly [T in Followed]: Table<Entities[T]> } = {
    loadBalancers: new Table(),
    listeners: new Table(),
    listenerRules: new Table(),
    targetGroups: new Table(),
    targets: new Table(),
  }
  readonly indexes = { targets: new TargetIndex() }

  /** Takes one entry in; whatever does not concern traffic is passed over. */
  take({ kind, id, set }: JournalEntry): void {
    const { table: name, operation } = JOURNAL_KINDS[kind]
    if (!isFollowed(name)) return
    const table = this.tables[name] as unknown as Table<object>
    if (operation === 'insert') table.insert(id, set as object)
    if (name === 'targets' && operation === 'insert') this.indexes.targets.inserted(this.tables.targets.certain(id))
    if (operation === 'update') table.update(id, set as object)
    if (operation !== 'remove') return
    if (name === 'targets') this.indexes.targets.removed(this.tables.targets.certain(id))
    table.remove(id)
  }
}

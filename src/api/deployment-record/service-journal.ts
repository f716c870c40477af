// Which entries of the journal concern which service? Read once for all of them, and only as far as nobody has read yet.

import type { Target } from '../../model/balancing.ts'
import { JOURNAL_KINDS, type JournalEntry } from '../../model/changes.ts'
import type { ServiceEvent, Task } from '../../model/entities.ts'

const NONE: readonly JournalEntry[] = []

/** Filled when somebody asks; it follows from the journal alone. */
export class ServiceJournal {
  private readonly journal: readonly JournalEntry[]
  private readonly entries = new Map<string, JournalEntry[]>()
  /** Whose a task or a target is. */
  private readonly owners = new Map<string, string>()
  private seq = 0

  constructor(journal: readonly JournalEntry[]) {
    this.journal = journal
  }

  /** Of the service, its tasks, their targets and its events, oldest first. */
  of(serviceArn: string): readonly JournalEntry[] {
    this.catchUp()
    return this.entries.get(serviceArn) ?? NONE
  }

  /** Every service that ever was, in order of creation. */
  services(): string[] {
    this.catchUp()
    return [...this.entries.keys()]
  }

  private catchUp(): void {
    for (; this.seq < this.journal.length; this.seq++) {
      const entry = this.journal[this.seq]!
      const owner = this.ownerOf(entry)
      if (owner === undefined || owner === null) continue
      const known = this.entries.get(owner)
      if (known === undefined) this.entries.set(owner, [entry])
      else known.push(entry)
    }
  }

  private ownerOf({ kind, id, set }: JournalEntry): string | null | undefined {
    const { table, operation } = JOURNAL_KINDS[kind]
    if (table === 'services') return id
    if (table === 'serviceEvents') return operation === 'insert' ? (set as ServiceEvent).serviceArn : null
    if (table !== 'tasks' && table !== 'targets') return null
    if (operation === 'insert') this.own(id, table === 'tasks' ? taskOwner(set) : this.targetOwner(set))
    const owner = this.owners.get(id)
    if (operation === 'remove') this.owners.delete(id)
    return owner
  }

  private own(id: string, owner: string | null | undefined): void {
    if (owner !== null && owner !== undefined) this.owners.set(id, owner)
  }

  private targetOwner(set: object | null): string | undefined {
    return this.owners.get((set as Target).taskArn ?? '')
  }
}

function taskOwner(set: object | null): string | null {
  return (set as Task).serviceArn
}

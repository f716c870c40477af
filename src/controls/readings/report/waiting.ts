// When did a service's tasks wait for room? In PROVISIONING without an instance, or while nobody could place one.
import { entryOf } from '../../../kernel/maps.ts'
import { JOURNAL_KINDS, type JournalEntry } from '../../../model/changes.ts'
import type { ServiceEvent, Task } from '../../../model/entities.ts'
import { isWaitingForRoom } from '../../../model/standing.ts'
import { StepLog } from '../step-log.ts'

type Waiting = Pick<Task, 'serviceArn' | 'wish' | 'desiredStatus'>

export class WaitingTimes {
  private readonly logs = new Map<string, StepLog>()
  private readonly counts = new Map<string, number>()
  /** Of tasks that wait, or did. */
  private readonly tasks = new Map<string, Waiting>()
  /** Services that could not place their next task. */
  private readonly stuck = new Set<string>()

  constructor(journal: readonly JournalEntry[]) {
    for (const entry of journal) this.read(entry)
  }

  isWaiting(serviceArn: string, atMs: number): boolean {
    return (this.logs.get(serviceArn)?.at(atMs) ?? 0) > 0
  }

  private read({ kind, id, atMs, set }: JournalEntry): void {
    const { table } = JOURNAL_KINDS[kind]
    if (kind === 'serviceEvent.created') {
      const { serviceArn, message } = set as ServiceEvent
      if (!message.includes('was unable to place a task') || this.stuck.has(serviceArn)) return
      this.stuck.add(serviceArn)
      this.count(serviceArn, atMs, 1)
    } else if (table === 'tasks') this.readTask(kind, id, atMs, set)
  }

  private readTask(kind: JournalEntry['kind'], id: string, atMs: number, set: object | null): void {
    const { serviceArn } = (set ?? {}) as Partial<Task>
    if (kind === 'task.created' && serviceArn !== null && serviceArn !== undefined) {
      if (this.stuck.delete(serviceArn)) this.count(serviceArn, atMs, -1)
      if ((set as Task).wish === null) return
      this.tasks.set(id, { ...(set as Task) })
      this.count(serviceArn, atMs, 1)
      return
    }
    const before = this.tasks.get(id)
    if (before === undefined) return
    const after = set === null ? null : { ...before, ...set }
    if (after !== null && isWaitingForRoom(after)) return
    this.tasks.delete(id)
    this.count(before.serviceArn!, atMs, -1)
  }

  private count(serviceArn: string, atMs: number, by: number): void {
    const count = (this.counts.get(serviceArn) ?? 0) + by
    this.counts.set(serviceArn, count)
    entryOf(this.logs, serviceArn, () => new StepLog()).push(atMs, count)
  }
}

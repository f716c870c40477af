// How often has a container instance changed for those who watch it? Its status, its agent, or what remains of it (CI-18).
//
// The number follows from the journal, which every world holds whole: it is counted when somebody asks, from where the last
// question left off, and costs nothing before. A forked or restored world counts to the same number.
import { type JournalEntry, TASK_BEGINNINGS } from './changes.ts'
import type { ContainerInstance, Task } from './entities.ts'

export class InstanceVersions {
  private readonly versions = new Map<string, number>()
  /** Instance of each task that still holds a promise. */
  private readonly homes = new Map<string, string>()
  private read = 0
  /** Whom the entry that was read last concerns. */
  private changed: string | null = null

  /** 1 from registration on, and one more with every change. */
  of(journal: readonly JournalEntry[], instance: string): number {
    this.catchUp(journal)
    return this.versions.get(instance) ?? 1
  }

  /** The instance that the journal's last entry has changed, or made known; null for none. */
  lastChanged(journal: readonly JournalEntry[]): string | null {
    this.catchUp(journal)
    return this.changed
  }

  private catchUp(journal: readonly JournalEntry[]): void {
    for (; this.read < journal.length; this.read++) {
      this.changed = null
      this.take(journal[this.read]!)
    }
  }

  private take({ kind, id, set }: JournalEntry): void {
    if (TASK_BEGINNINGS.has(kind)) this.placed(id, (set as Task).containerInstanceArn)
    else if (kind === 'task.placed') this.placed(id, (set as Partial<Task>).containerInstanceArn ?? null)
    else if (kind.startsWith('task.')) this.released(id, set)
    else if (kind.startsWith('containerInstance.')) this.instanceTold(kind, id, set)
  }

  private placed(task: string, instance: string | null): void {
    if (instance === null) return
    this.homes.set(task, instance)
    this.bump(instance)
  }

  private released(task: string, set: object | null): void {
    if ((set as Partial<Task> | null)?.desiredStatus !== 'STOPPED') return
    const home = this.homes.get(task)
    if (home !== undefined && this.homes.delete(task)) this.bump(home)
  }

  private instanceTold(kind: JournalEntry['kind'], id: string, set: object | null): void {
    if (kind === 'containerInstance.forgotten') {
      this.versions.delete(id)
      return
    }
    const { status, agentConnected, agentUpdate } = set as Partial<ContainerInstance>
    if (kind === 'containerInstance.launched' || kind === 'containerInstance.registered') {
      this.versions.set(id, 1)
      // ECS knows of an instance from its registration on.
      if (status !== 'REGISTERING') this.changed = id
    } else if (status !== undefined || agentConnected !== undefined || agentUpdate !== undefined) this.bump(id)
  }

  private bump(instance: string): void {
    this.versions.set(instance, (this.versions.get(instance) ?? 1) + 1)
    this.changed = instance
  }
}

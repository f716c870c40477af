// What happened to each service from the change on? One pass over the journal, from the world as it was before the change.
import {
  alive,
  Census,
  type JournalEntry,
  type Service,
  type ServiceEvent,
  type Simulation,
  standingOf,
  type Task,
} from '../index.ts'
import { BY_ITSELF } from './patience.ts'

/** A text that ECS said, and the entry that holds it. */
export interface SaidAt {
  readonly seq: number
  readonly atMs: number
  readonly text: string
}

/** A task that ended by itself, or that was stopped because something was wrong with it. */
export interface Failed {
  readonly seq: number
  readonly task: Readonly<Task>
}

export interface Story {
  readonly events: readonly SaidAt[]
  readonly failed: readonly Failed[]
  /** Entries that gave a deployment up. */
  readonly givenUp: readonly JournalEntry[]
  readonly lowestHealthy: { readonly count: number; readonly atMs: number }
  readonly mostTasks: number
}

interface Tale {
  readonly events: SaidAt[]
  readonly failed: Failed[]
  readonly givenUp: JournalEntry[]
  lowestHealthy: { count: number; atMs: number }
  mostTasks: number
}

type Copy = Readonly<Task>

/** Begins to watch a simulation now. */
export class Watch {
  readonly sinceMs: number
  readonly sinceSeq: number
  /** The services as they were. */
  readonly before: ReadonlyMap<string, Readonly<Service>>
  private readonly sim: Simulation
  private readonly tasks = new Map<string, Copy>()
  private readonly census = new Census()
  private readonly tales = new Map<string, Tale>()
  private readonly touched = new Set<string>()

  constructor(sim: Simulation) {
    const { tables } = sim.view
    this.sim = sim
    this.sinceMs = sim.nowMs
    this.sinceSeq = sim.journal.length
    this.before = new Map([...tables.services.values()].map((row) => [row.arn, { ...row }]))
    for (const task of tables.tasks.values()) if (task.lastStatus !== 'STOPPED') this.move({ ...task })
    for (const arn of this.before.keys()) this.taleOf(arn)
  }

  /** Reads what has happened; what comes later is not seen. */
  close(): void {
    const { journal } = this.sim
    for (let seq = this.sinceSeq; seq < journal.length; seq++) {
      const entry = journal[seq]!
      this.take(entry)
      if (journal[seq + 1]?.atMs !== entry.atMs) this.measure(entry.atMs)
    }
  }

  /** Of one service. */
  storyOf(arn: string): Story {
    return this.taleOf(arn)
  }

  /** Every task of a service that there was since the change. */
  tasksOf(arn: string): Copy[] {
    return [...this.tasks.values()].filter(({ serviceArn }) => serviceArn === arn)
  }

  private taleOf(arn: string): Tale {
    const known = this.tales.get(arn)
    if (known !== undefined) return known
    const count = this.census.total(arn)
    const lowestHealthy = { count: count.healthy, atMs: this.sinceMs }
    const tale: Tale = { events: [], failed: [], givenUp: [], lowestHealthy, mostTasks: alive(count) }
    this.tales.set(arn, tale)
    return tale
  }

  private take(entry: JournalEntry): void {
    const { kind, id, set } = entry
    if (kind === 'serviceEvent.created') this.takeEvent(entry, set as ServiceEvent)
    else if (kind === 'service.deploymentFailed') this.taleOf(id).givenUp.push(entry)
    else if (kind === 'task.created') this.move(set as Task)
    else if (this.tasks.has(id) && set !== null) this.takeTask(entry)
  }

  private takeEvent({ seq, atMs }: JournalEntry, { serviceArn, message }: ServiceEvent): void {
    this.taleOf(serviceArn).events.push({ seq, atMs, text: message })
  }

  private takeTask({ seq, id, set }: JournalEntry): void {
    const before = this.tasks.get(id)!
    const after = { ...before, ...set } as Copy
    this.move(after, before)
    if (after.serviceArn === null) return
    const { failed } = this.taleOf(after.serviceArn)
    const known = failed.findIndex(({ task }) => task.arn === id)
    if (known !== -1) failed[known] = stillFailed(failed[known]!, after)
    else if (isFailing(before, after)) failed.push({ seq, task: after })
  }

  private move(after: Copy, before?: Copy): void {
    this.tasks.set(after.arn, after)
    if (after.serviceArn === null || after.deploymentId === null) return
    const from = before === undefined ? null : standingOf(before)
    this.census.move(after.serviceArn, after.deploymentId, from, standingOf(after))
    this.touched.add(after.serviceArn)
  }

  private measure(atMs: number): void {
    for (const arn of this.touched) {
      const tale = this.taleOf(arn)
      const count = this.census.total(arn)
      if (count.healthy < tale.lowestHealthy.count) tale.lowestHealthy = { count: count.healthy, atMs }
      tale.mostTasks = Math.max(tale.mostTasks, alive(count))
    }
    this.touched.clear()
  }
}

/** What was found against it stays known. */
function stillFailed({ seq, task }: Failed, after: Copy): Failed {
  return { seq, task: { ...after, finding: after.finding ?? task.finding } }
}

/** It has just ended without being asked, or has just been found to be unhealthy. */
function isFailing(before: Copy, after: Copy): boolean {
  if (after.finding !== null && before.finding === null) return true
  return before.stopCode === null && BY_ITSELF.has(after.stopCode)
}

// What happened to each service from the change on? One pass over the journal, from the world as it was before the change.
import {
  allTasks,
  healthyTasks,
  type JournalEntry,
  type Service,
  type ServiceEvent,
  type Simulation,
  type Task,
} from '../index.ts'
import { groupsOf, type Rule } from '../inputs/index.ts'
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

/** What is said of a service, and which of its tasks fail: how many it had is told by its levels. */
interface Tale {
  readonly events: SaidAt[]
  readonly failed: Failed[]
  readonly givenUp: JournalEntry[]
}

type Copy = Readonly<Task>

const ROUTES = /^(?:loadBalancer|listener|listenerRule|targetGroup)\./

/** Begins to watch a simulation now. */
export class Watch {
  readonly sinceMs: number
  readonly sinceSeq: number
  /** The services as they were. */
  readonly before: ReadonlyMap<string, Readonly<Service>>
  /** Whether requests may have been led elsewhere since: something of a load balancer, a listener or a target group changed. */
  isRerouted = false
  private readonly rules: ReadonlyMap<string, Rule>
  private readonly sim: Simulation
  private readonly tasks = new Map<string, Copy>()
  private readonly tales = new Map<string, Tale>()

  constructor(sim: Simulation) {
    const { tables } = sim.view
    this.sim = sim
    this.sinceMs = sim.nowMs
    this.sinceSeq = sim.journal.length
    this.before = new Map([...tables.services.values()].map((row) => [row.arn, { ...row }]))
    this.rules = new Map([...tables.listenerRules.values()].map((rule) => [rule.arn, { ...rule }]))
    for (const task of tables.tasks.values()) this.tasks.set(task.arn, { ...task })
  }

  /** Reads what has happened; what comes later is not seen. */
  close(): void {
    const { journal } = this.sim
    for (let seq = this.sinceSeq; seq < journal.length; seq++) this.take(journal[seq]!)
  }

  /** Where a rule led before, by ARN; nowhere when it is new. */
  groupsBefore(ruleArn: string): readonly string[] {
    const rule = this.rules.get(ruleArn)
    return rule === undefined ? [] : groupsOf(rule)
  }

  /** Of one service, in the simulation as it was when this ended. */
  storyOf(sim: Simulation, arn: string): Story {
    return { ...this.taleOf(arn), ...extremesOf(sim, arn, this) }
  }

  private taleOf(arn: string): Tale {
    const known = this.tales.get(arn) ?? { events: [], failed: [], givenUp: [] }
    this.tales.set(arn, known)
    return known
  }

  private take(entry: JournalEntry): void {
    const { kind, id, set } = entry
    this.isRerouted ||= ROUTES.test(kind)
    if (kind === 'serviceEvent.created') this.takeEvent(entry, set as ServiceEvent)
    else if (kind === 'service.deploymentFailed') this.taleOf(id).givenUp.push(entry)
    else if (kind === 'task.created') this.tasks.set(id, set as Task)
    else if (this.tasks.has(id) && set !== null) this.takeTask(entry)
  }

  private takeEvent({ seq, atMs }: JournalEntry, { serviceArn, message }: ServiceEvent): void {
    this.taleOf(serviceArn).events.push({ seq, atMs, text: message })
  }

  private takeTask({ seq, id, set }: JournalEntry): void {
    const before = this.tasks.get(id)!
    const after = { ...before, ...set } as Copy
    this.tasks.set(id, after)
    if (after.serviceArn === null) return
    const { failed } = this.taleOf(after.serviceArn)
    const known = failed.findIndex(({ task }) => task.arn === id)
    if (known !== -1) failed[known] = stillFailed(failed[known]!, after)
    else if (isFailing(before, after)) failed.push({ seq, task: after })
  }
}

/** The first of the lowest levels since the change, from the level just before it on. */
function extremesOf(
  sim: Simulation,
  arn: string,
  { sinceSeq: seq, sinceMs }: Pick<Watch, 'sinceSeq' | 'sinceMs'>,
): Pick<Story, 'lowestHealthy' | 'mostTasks'> {
  const levels = sim.levels(arn, { since: { seq } })
  const first = levels[0]
  if (first === undefined) return { lowestHealthy: { count: 0, atMs: sinceMs }, mostTasks: 0 }
  let lowest = first
  for (const level of levels) if (healthyTasks(level) < healthyTasks(lowest)) lowest = level
  return {
    lowestHealthy: { count: healthyTasks(lowest), atMs: lowest.atMs },
    mostTasks: levels.reduce((most, level) => Math.max(most, allTasks(level)), 0),
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

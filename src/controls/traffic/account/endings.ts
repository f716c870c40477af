// When does a target break its connections? When its container ends, and when the load balancer has waited long enough (LB-105, TG-112).

import type { Target } from '../../../model/balancing.ts'
import { type JournalEntry, TASK_BEGINNINGS } from '../../../model/changes.ts'
import type { Task, TaskDefinition } from '../../../model/entities.ts'

export interface Ending {
  readonly atMs: number
  readonly reason: string
}

const CONTAINER_ENDED = 'The target ended before it had answered.'
const DELAY_OVER = 'The deregistration delay was over before the target had answered.'

/** What ends connections to each target up to an instant, by its id; ascending in time. Requests that are open then are lost. */
export function endingsOf(
  journal: readonly JournalEntry[],
  untilMs: number,
  definitionOf: (arn: string) => Readonly<TaskDefinition> | undefined,
): ReadonlyMap<string, readonly Ending[]> {
  const reader = new EndingReader(definitionOf)
  for (const entry of journal) reader.take(entry)
  reader.finish(untilMs)
  return reader.endings
}

type Registered = Pick<Target, 'targetGroupArn' | 'taskArn'>
type Known = Pick<Task, 'taskDefinitionArn' | 'traffic' | 'runs'>

class EndingReader {
  readonly endings = new Map<string, Ending[]>()
  private readonly definitionOf: (arn: string) => Readonly<TaskDefinition> | undefined
  private readonly targets = new Map<string, Registered>()
  /** Tasks behind load balancers; `runs` hold plans, too. */
  private readonly tasks = new Map<string, Known>()

  constructor(definitionOf: EndingReader['definitionOf']) {
    this.definitionOf = definitionOf
  }

  take({ kind, id, set, atMs }: JournalEntry): void {
    if (kind === 'target.created') this.targets.set(id, set as Target)
    else if (kind === 'target.dropped') this.dropped(id, atMs)
    else if (TASK_BEGINNINGS.has(kind) && (set as Task).traffic !== null) this.tasks.set(id, { ...(set as Task) })
    else if (this.tasks.has(id) && (set as Partial<Task> | null)?.runs !== undefined) {
      this.noteTask(id, atMs)
      this.tasks.set(id, { ...this.tasks.get(id)!, runs: (set as Task).runs })
    }
  }

  /** What was planned and has come by now has happened. */
  finish(untilMs: number): void {
    for (const id of this.targets.keys()) this.noteTarget(id, untilMs)
  }

  /** At the end of the delay the load balancer breaks what is still open. */
  private dropped(id: string, atMs: number): void {
    this.noteTarget(id, atMs)
    this.targets.delete(id)
    this.add(id, { atMs, reason: DELAY_OVER })
  }

  private noteTask(task: string, untilMs: number): void {
    for (const [id, { taskArn }] of this.targets) if (taskArn === task) this.noteTarget(id, untilMs)
  }

  private noteTarget(id: string, untilMs: number): void {
    const { taskArn, targetGroupArn } = this.targets.get(id)!
    const task = this.tasks.get(taskArn ?? '')
    const stoppedAtMs = task === undefined ? null : this.stopOf(task, targetGroupArn)
    if (stoppedAtMs !== null && stoppedAtMs <= untilMs) this.add(id, { atMs: stoppedAtMs, reason: CONTAINER_ENDED })
  }

  /** Of the container that stands in the group. */
  private stopOf({ taskDefinitionArn, traffic, runs }: Known, targetGroupArn: string): number | null {
    const loadBalancer = traffic?.loadBalancers.find((each) => each.targetGroupArn === targetGroupArn)
    const containers = this.definitionOf(taskDefinitionArn)?.containers ?? []
    return runs[containers.findIndex(({ name }) => name === loadBalancer?.containerName)]?.stoppedAtMs ?? null
  }

  private add(target: string, ending: Ending): void {
    const known = this.endings.get(target) ?? []
    if (known.some(({ atMs }) => atMs >= ending.atMs)) return
    this.endings.set(target, [...known, ending])
  }
}

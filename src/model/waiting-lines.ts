// Who waits for a capacity provider to make room? Tasks that ask the same of an instance stand in one line: where the first of them finds
// no room, none of the others does.
import { entryOf } from '../kernel/maps.ts'
import type { Task, TaskDefinition } from './entities.ts'

/** Equal for tasks to which the same instances are open. What decides that is for placement to say. */
export type LineRule = (task: Readonly<Task>, definition: Readonly<TaskDefinition>) => string

/** ARNs in order of creation; never an empty one in the index. */
export interface WaitingLine {
  readonly cluster: string
  readonly key: string
  /** With the place of each among all that ever waited. */
  readonly places: Map<string, number>
}

export class WaitingLines {
  private readonly clusters = new Map<string, Map<string, WaitingLine>>()
  private readonly lineOfTask = new Map<string, WaitingLine>()
  private arrivals = 0
  private readonly rule: LineRule
  private readonly definitionOf: (arn: string) => Readonly<TaskDefinition>

  constructor(rule: LineRule, definitionOf: (arn: string) => Readonly<TaskDefinition>) {
    this.rule = rule
    this.definitionOf = definitionOf
  }

  /** Of a cluster, in no order that matters. */
  in(cluster: string): Iterable<WaitingLine> {
    return this.clusters.get(cluster)?.values() ?? []
  }

  isIn(cluster: string): boolean {
    return this.clusters.has(cluster)
  }

  /** Tasks that wait in a cluster. */
  countIn(cluster: string): number {
    let count = 0
    for (const { places } of this.in(cluster)) count += places.size
    return count
  }

  add(task: Readonly<Task>): void {
    const key = this.rule(task, this.definitionOf(task.taskDefinitionArn))
    const lines = entryOf(this.clusters, task.clusterArn, () => new Map<string, WaitingLine>())
    const line = entryOf(lines, key, () => ({ cluster: task.clusterArn, key, places: new Map<string, number>() }))
    line.places.set(task.arn, this.arrivals++)
    this.lineOfTask.set(task.arn, line)
  }

  remove(task: string): void {
    const line = this.lineOfTask.get(task)
    if (line === undefined) return
    this.lineOfTask.delete(task)
    line.places.delete(task)
    if (line.places.size > 0) return
    const lines = this.clusters.get(line.cluster)
    lines?.delete(line.key)
    if (lines?.size === 0) this.clusters.delete(line.cluster)
  }
}

/** The task that has waited longest in one of the lines, and its line; null when all are empty. */
export function longestWaiting(
  lines: Iterable<WaitingLine>,
): { readonly task: string; readonly line: WaitingLine } | null {
  let found: { readonly task: string; readonly line: WaitingLine } | null = null
  let least = Number.POSITIVE_INFINITY
  for (const line of lines) {
    const [first] = line.places
    if (first === undefined || first[1] > least) continue
    least = first[1]
    found = { task: first[0], line }
  }
  return found
}

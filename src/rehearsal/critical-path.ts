// What did a deployment spend its time on? From its end back to its beginning: what was waited for last, and what before that.
import type { Service, Simulation, Task, TimingSegment } from '../index.ts'
import type { Watch } from './watch.ts'

/**
 * A stretch of the chain of waits from the beginning of a deployment to its end: steps of a task's start and stop, by their own names, and
 * - target-health: a task runs, and its load balancers do not think it healthy yet
 * - deregistration-delay: a task is to stop, and its load balancers let its connections end first
 * - scheduler: nothing but the scheduler's next look at the service
 */
export interface Segment {
  readonly name: TimingSegment['name'] | 'target-health' | 'deregistration-delay' | 'scheduler'
  /** Since the change. */
  readonly fromMs: number
  readonly toMs: number
  /** Of whom; null for the scheduler. */
  readonly taskArn: string | null
}

interface Scene {
  readonly sim: Simulation
  readonly watch: Watch
  readonly service: Readonly<Service>
  readonly changeMs: number
}

/** From the change to the steady state of the service; empty while there is none. */
export function criticalPathOf(scene: Scene): Segment[] {
  const { watch, service, changeMs } = scene
  const doings = watch.tasksOf(service.arn).flatMap(doingsOf)
  const path: Segment[] = []
  let atMs = service.steadySinceMs ?? changeMs
  while (atMs > changeMs) {
    const doing = lastOf(doings, changeMs, atMs)
    const endMs = doing?.toMs ?? changeMs
    if (endMs < atMs)
      path.unshift({ name: 'scheduler', fromMs: endMs - changeMs, toMs: atMs - changeMs, taskArn: null })
    if (doing === undefined) break
    path.unshift(...segmentsOf(scene, doing))
    atMs = Math.max(doing.fromMs, changeMs)
  }
  return path
}

/** What a task did between two looks of the scheduler at it. */
interface Doing {
  readonly task: Readonly<Task>
  readonly fromMs: number
  readonly toMs: number
  readonly parts: readonly { readonly name: Segment['name']; readonly toMs: number }[]
}

function doingsOf(task: Readonly<Task>): Doing[] {
  const { createdAtMs, startedAtMs, healthyAtMs, stoppingAtMs, stoppedAtMs } = task
  const doings: Doing[] = []
  if (startedAtMs !== null && healthyAtMs !== null) {
    const health = task.traffic === null ? 'settle' : 'target-health'
    const parts = [
      { name: 'start', toMs: startedAtMs },
      { name: health, toMs: healthyAtMs },
    ] as const
    doings.push({ task, fromMs: createdAtMs, toMs: healthyAtMs, parts })
  }
  if (stoppingAtMs !== null && stoppedAtMs !== null) {
    const signals = task.runs.flatMap(({ signalledAtMs }) => (signalledAtMs === null ? [] : [signalledAtMs]))
    const drainedMs = task.traffic === null || signals.length === 0 ? stoppingAtMs : Math.min(...signals)
    const parts = [
      { name: 'deregistration-delay', toMs: drainedMs },
      { name: 'exit', toMs: stoppedAtMs },
    ] as const
    doings.push({ task, fromMs: stoppingAtMs, toMs: stoppedAtMs, parts })
  }
  return doings
}

/** What ended last by then; of several, what began first. */
function lastOf(doings: readonly Doing[], fromMs: number, atMs: number): Doing | undefined {
  const ended = doings.filter((doing) => doing.toMs <= atMs && doing.toMs > fromMs && doing.fromMs < atMs)
  return ended.reduce<Doing | undefined>(
    (best, doing) => (best === undefined || isLater(doing, best) ? doing : best),
    undefined,
  )
}

function isLater(doing: Doing, best: Doing): boolean {
  return doing.toMs === best.toMs ? doing.fromMs < best.fromMs : doing.toMs > best.toMs
}

function segmentsOf({ sim, changeMs }: Scene, { task, fromMs, parts }: Doing): Segment[] {
  const taskArn = task.arn
  let atMs = fromMs
  return parts.flatMap(({ name, toMs }): Segment[] => {
    const from = Math.max(atMs, changeMs)
    atMs = Math.max(atMs, toMs)
    if (toMs <= from) return []
    if (name !== 'start') return [{ name, fromMs: from - changeMs, toMs: toMs - changeMs, taskArn }]
    return startSegments(sim, taskArn, { fromMs: from, toMs }).map((segment) => ({
      ...segment,
      fromMs: segment.fromMs - changeMs,
      toMs: segment.toMs - changeMs,
    }))
  })
}

/** The steps of a task's start up to RUNNING. */
function startSegments(
  sim: Simulation,
  taskArn: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Segment[] {
  const { segments } = sim.timing(taskArn).start
  return segments
    .map(({ name, fromMs: from, toMs: to }) => ({
      name,
      taskArn,
      fromMs: Math.max(from, fromMs),
      toMs: Math.min(to ?? toMs, toMs),
    }))
    .filter((segment) => segment.toMs > segment.fromMs)
}

/** By name, longest first. */
export function longestOf(path: readonly Segment[]): { readonly name: Segment['name']; readonly ms: number }[] {
  const sums = new Map<Segment['name'], number>()
  for (const { name, fromMs, toMs } of path) sums.set(name, (sums.get(name) ?? 0) + toMs - fromMs)
  return [...sums].map(([name, ms]) => ({ name, ms })).sort((a, b) => b.ms - a.ms || (a.name < b.name ? -1 : 1))
}

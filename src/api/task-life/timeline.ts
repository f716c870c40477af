// What was a task's life, and that of each of its containers? Stretches of time in one state, and what happened at an instant.
import type { WorldView } from '../../model/view.ts'
import { type ContainerLane, containerLane } from './container-lane.ts'
import { historyOf, type TaskHistory } from './history.ts'
import type { LifeEvent, Stretch } from './lane.ts'

export interface TaskTimeline {
  readonly taskArn: string
  readonly taskId: string
  /** `family:revision`. */
  readonly taskDefinition: string
  readonly launchType: string
  /** From its creation… */
  readonly fromMs: number
  /** …until it was STOPPED, or until now. */
  readonly toMs: number
  readonly isOver: boolean
  readonly stopCode: string | null
  readonly stoppedReason: string | null
  /** `lastStatus`, one after another. */
  readonly statuses: readonly Stretch[]
  readonly events: readonly LifeEvent[]
  /** In the order of the task definition. */
  readonly containers: readonly ContainerLane[]
}

/** @throws InvalidParameterException for a task that never was */
export function timelineOf(world: WorldView, reference: unknown): TaskTimeline {
  const history = historyOf(world, reference)
  const { task, definition } = history
  const toMs = task.stoppedAtMs ?? history.nowMs
  return {
    taskArn: task.arn,
    taskId: task.id,
    taskDefinition: `${definition.family}:${definition.revision}`,
    launchType: task.launchType,
    fromMs: task.createdAtMs,
    toMs,
    isOver: task.stoppedAtMs !== null,
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    statuses: statusesOf(history),
    events: eventsOf(history),
    containers: definition.containers.map((_, index) => containerLane(history, index, toMs)),
  }
}

function statusesOf({ entries }: TaskHistory): readonly Stretch[] {
  const stretches: Stretch[] = []
  for (const { atMs, set } of entries) {
    const { lastStatus } = set as { lastStatus?: string }
    const last = stretches.at(-1)
    if (lastStatus === undefined || lastStatus === last?.state) continue
    if (last !== undefined) stretches[stretches.length - 1] = { ...last, toMs: atMs }
    stretches.push({ state: lastStatus, fromMs: atMs, toMs: null })
  }
  // STOPPED is no stretch of a life.
  return stretches.filter(({ state }) => state !== 'STOPPED')
}

/** What happened to the task as a whole, beside its status. */
function eventsOf({ entries }: TaskHistory): readonly LifeEvent[] {
  const events: LifeEvent[] = []
  let health = 'UNKNOWN'
  for (const { kind, atMs, set } of entries) {
    const { healthStatus, stoppedReason, desiredStatus } = set as Record<string, string | undefined>
    if (healthStatus !== undefined && healthStatus !== health && healthStatus !== 'UNKNOWN')
      events.push({ what: healthStatus === 'HEALTHY' ? 'healthy' : 'unhealthy', atMs, detail: 'as ECS sees it' })
    health = healthStatus ?? health
    if (kind === 'task.healthy') events.push({ what: 'settled', atMs, detail: null })
    if (desiredStatus === 'STOPPED' && stoppedReason !== undefined)
      events.push({ what: 'to-stop', atMs, detail: stoppedReason })
  }
  return events
}

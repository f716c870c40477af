// Which rows belong to a scalable target, and when does the next schedule fall due?
import { entryOf } from '../../kernel/maps.ts'
import type { ReadonlyTable } from '../table.ts'
import type { ScalableTarget, ScalingActivity, ScalingPolicy, ScheduledAction } from './targets.ts'

export class ScalingIndex {
  /** The scalable target over a service. */
  readonly targetByService = new Map<string, string>()
  /** Policies by target, in order of creation. */
  readonly policies = new Map<string, Set<string>>()
  /** Activities by target, oldest first. */
  readonly activities = new Map<string, string[]>()
  /** Of each target, the activity that waits for its service, in the order in which they began. */
  readonly pending = new Map<string, string>()
  private readonly schedules: ReadonlyTable<ScheduledAction>
  /** Undefined while it has to be looked for. */
  private dueAtMs: number | null | undefined = null

  constructor(schedules: ReadonlyTable<ScheduledAction>) {
    this.schedules = schedules
  }

  /** When the next scheduled action is due; null while none is. */
  nextScheduleAtMs(): number | null {
    if (this.dueAtMs !== undefined) return this.dueAtMs
    this.dueAtMs = null
    for (const { nextAtMs } of this.schedules.values())
      if (nextAtMs !== null && (this.dueAtMs === null || nextAtMs < this.dueAtMs)) this.dueAtMs = nextAtMs
    return this.dueAtMs
  }

  schedulesChanged(): void {
    this.dueAtMs = undefined
  }

  targetInserted({ id, serviceArn }: Readonly<ScalableTarget>): void {
    this.targetByService.set(serviceArn, id)
  }

  targetRemoved({ id, serviceArn }: Readonly<ScalableTarget>): void {
    this.targetByService.delete(serviceArn)
    this.policies.delete(id)
  }

  policyInserted({ id, targetId }: Readonly<ScalingPolicy>): void {
    entryOf(this.policies, targetId, () => new Set<string>()).add(id)
  }

  policyRemoved({ id, targetId }: Readonly<ScalingPolicy>): void {
    this.policies.get(targetId)?.delete(id)
  }

  activityInserted(activity: Readonly<ScalingActivity>): void {
    entryOf(this.activities, activity.targetId, () => [] as string[]).push(activity.id)
    this.activityUpdated(activity)
  }

  activityUpdated({ id, targetId, status }: Readonly<ScalingActivity>): void {
    if (status === 'InProgress') this.pending.set(targetId, id)
    else if (this.pending.get(targetId) === id) this.pending.delete(targetId)
  }

  /** Only the oldest ones are ever dropped. */
  activityRemoved(activity: Readonly<ScalingActivity>): void {
    this.activityUpdated({ ...activity, status: 'Overridden' })
    const ids = this.activities.get(activity.targetId)
    if (ids === undefined) return
    ids.splice(ids.indexOf(activity.id), 1)
    if (ids.length === 0) this.activities.delete(activity.targetId)
  }
}

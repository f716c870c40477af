// The parts of the time that a deployment took.
import type { SegmentName } from '../task-life/path.ts'

/**
 * What a task was busy with, or one of:
 * - stop-timeout: an exit that had to be forced in the end (LC-50)
 * - placement: no instance had room for a task
 * - throttle: earlier starts had failed (DP-702)
 * - bake: its alarms were watched (CB-70)
 * - deadlock: neither limit left room to move (DP-150)
 * - protection: tasks that were to stop were protected (DP-450)
 * - service-change: until the service itself was changed, as far as its desired count or its limits
 * - task-loss: until a healthy task was lost, and had to be replaced
 * - other: neither its tasks nor any of these tell
 */
export type DeploymentSegmentName =
  | SegmentName
  | 'stop-timeout'
  | 'placement'
  | 'throttle'
  | 'bake'
  | 'deadlock'
  | 'protection'
  | 'service-change'
  | 'task-loss'
  | 'other'

export interface DeploymentSegment {
  readonly name: DeploymentSegmentName
  /** Whose time it was; null where it was no task's. */
  readonly taskArn: string | null
  /** The container of that task; null for what concerns all of it. */
  readonly container: string | null
  readonly rule: string | null
  readonly fromMs: number
  readonly toMs: number
  readonly ms: number
}

/** What was waited for, from the beginning of a deployment until its outcome was known. */
export interface DeploymentPath {
  readonly fromMs: number
  /** Null while it goes on. */
  readonly toMs: number | null
  readonly totalMs: number
  /** One after another, without gaps; the last one ends now while it goes on. */
  readonly segments: readonly DeploymentSegment[]
}

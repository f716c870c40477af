// How does a service deployment go from one state to the next? (DP-471…DP-477)
import type { Deployment, ServiceDeployment } from '../model/entities.ts'
import type { ServiceView } from './service-view.ts'

/** A service deployment and the fields of it that change. */
export interface RolloutChange {
  readonly arn: string
  readonly set: Partial<ServiceDeployment>
}

type Rollout = Readonly<ServiceDeployment>

const FINAL: ReadonlySet<ServiceDeployment['status']> = new Set([
  'SUCCESSFUL',
  'STOPPED',
  'ROLLBACK_SUCCESSFUL',
  'ROLLBACK_FAILED',
])

export function isOver({ status }: Rollout): boolean {
  return FINAL.has(status)
}

/** A newer deployment begins: this one stops, and never succeeds (DP-430, DP-472). A rollback that is cut off has failed (CB-33). */
export function superseded(rollout: Rollout | undefined, failedTasks: number, nowMs: number): RolloutChange | null {
  if (rollout === undefined || isOver(rollout)) return null
  const set: Partial<ServiceDeployment> =
    rollout.status === 'ROLLBACK_IN_PROGRESS'
      ? { status: 'ROLLBACK_FAILED', finishedAtMs: nowMs }
      : { status: 'STOP_REQUESTED', failedTasks }
  return changed(rollout, { ...set, statusReason: 'A newer service deployment has begun.' }, nowMs)
}

/** It is given up: back to another revision, or nowhere (DP-472, DP-477, CB-33). */
export function givenUp(
  rollout: Rollout | undefined,
  failed: Readonly<Deployment>,
  target: Readonly<Deployment> | undefined,
  endedBy: NonNullable<ServiceDeployment['endedBy']>,
  nowMs: number,
): RolloutChange | null {
  if (rollout === undefined || isOver(rollout)) return null
  if (rollout.status === 'ROLLBACK_IN_PROGRESS')
    return changed(rollout, { status: 'ROLLBACK_FAILED', finishedAtMs: nowMs }, nowMs)
  const facts = { endedBy, failedTasks: failed.failedTasks, statusReason: failed.rolloutStateReason }
  if (target !== undefined) {
    const rollback = { reason: failed.rolloutStateReason, startedAtMs: nowMs, revisionArn: target.revisionArn ?? '' }
    return changed(rollout, { ...facts, status: 'ROLLBACK_IN_PROGRESS', rollback }, nowMs)
  }
  // What was asked to roll back has no way to; the rest stops in the evaluation's conclusion.
  if (rollout.status === 'ROLLBACK_REQUESTED')
    return changed(rollout, { ...facts, status: 'STOPPED', stoppedAtMs: nowMs }, nowMs)
  return changed(rollout, { ...facts, status: 'STOP_REQUESTED' }, nowMs)
}

/** What an evaluation makes of the service deployments that the rows carry on. */
export function settledRollouts(view: ServiceView, completed: boolean): RolloutChange[] {
  const { deployments } = view.service
  return deployments.flatMap((row, index) => {
    const rollout = view.rollout(row)
    if (rollout === undefined || isOver(rollout)) return []
    const set = settled(rollout, row, completed && index === 0, view.nowMs)
    return set === null ? [] : [changed(rollout, set, view.nowMs)]
  })
}

function settled(
  { status }: Rollout,
  { failedTasks }: Readonly<Deployment>,
  isComplete: boolean,
  nowMs: number,
): Partial<ServiceDeployment> | null {
  if (status === 'STOP_REQUESTED') return { status: 'STOPPED', stoppedAtMs: nowMs }
  const started = status === 'PENDING' ? { startedAtMs: nowMs } : {}
  if (isComplete && status === 'ROLLBACK_IN_PROGRESS') return { status: 'ROLLBACK_SUCCESSFUL', finishedAtMs: nowMs }
  if (isComplete) return { ...started, status: 'SUCCESSFUL', finishedAtMs: nowMs, failedTasks }
  return status === 'PENDING' ? { ...started, status: 'IN_PROGRESS' } : null
}

function changed({ arn }: Rollout, set: Partial<ServiceDeployment>, nowMs: number): RolloutChange {
  return { arn, set: { ...set, updatedAtMs: nowMs } }
}

// How far had a deployment come before anybody looked? Its row and its service deployment say so from then on (DP-404, DP-471).
import { givenUp } from '../deployment/rollouts.ts'
import { rolloutReasons } from '../deployment/texts.ts'
import { alive } from '../model/census.ts'
import { type Change, updated } from '../model/changes.ts'
import type { Deployment, ServiceDeployment } from '../model/entities.ts'
import { apply } from './apply.ts'
import type { World } from './world.ts'

export interface AdoptedRow {
  readonly deployment: string
  readonly rolloutState: Deployment['rolloutState']
  /** AWS's usual words when null. */
  readonly rolloutStateReason: string | null
  /** As many as it has when null. */
  readonly failedTasks: number | null
}

export function adoptDeployment(world: World, service: string, adopted: AdoptedRow, cause: number): void {
  const { deployments } = world.tables.services.certain(service)
  const before = deployments.find(({ id }) => id === adopted.deployment)!
  const row = rowAfter(before, adopted, world.nowMs)
  const overtaken = deployments.filter((each) => each !== before && isOvertaken(world, service, each))
  const left = deployments.filter((each) => !overtaken.includes(each))
  const set = { deployments: left.map((each) => (each === before ? row : each)) }
  const rollout = world.tables.serviceDeployments.get(before.serviceDeploymentArn ?? '')
  const changes: Change[] = [updated('service.adopted', service, set)]
  const news = rollout === undefined ? [] : rolloutAfter(rollout, row, world.nowMs)
  for (const step of news) changes.push(updated('serviceDeployment.changed', rollout!.arn, step, 'DP-471'))
  for (const { serviceDeploymentArn } of overtaken) {
    const stopped = stoppedAt(world.nowMs)
    if (world.tables.serviceDeployments.get(serviceDeploymentArn ?? '')?.status === 'STOP_REQUESTED')
      changes.push(updated('serviceDeployment.changed', serviceDeploymentArn as string, stopped, 'DP-472'))
  }
  apply(world, { changes, timers: [] }, cause)
}

/** Of this very instant, replaced before anything was done for it: it was only a step on the way to the state that is described. */
function isOvertaken(world: World, service: string, row: Readonly<Deployment>): boolean {
  const isIdle = alive(world.indexes.census.of(service, row.id)) === 0
  return (
    row.status === 'ACTIVE' &&
    row.supersededNow &&
    row.createdAtMs === world.nowMs &&
    isIdle &&
    row.rolloutState === 'IN_PROGRESS'
  )
}

const REASONS = {
  IN_PROGRESS: rolloutReasons.inProgress,
  COMPLETED: rolloutReasons.completed,
  FAILED: () => rolloutReasons.failed.breaker,
} as const

function rowAfter(before: Readonly<Deployment>, adopted: AdoptedRow, nowMs: number): Deployment {
  const { rolloutState, rolloutStateReason, failedTasks } = adopted
  return {
    ...before,
    rolloutState,
    rolloutStateReason: rolloutStateReason ?? REASONS[rolloutState](before.id),
    failedTasks: failedTasks ?? before.failedTasks,
    updatedAtMs: nowMs,
    completedAtMs: rolloutState === 'COMPLETED' ? nowMs : null,
  }
}

/** What becomes of it, step by step. */
function rolloutAfter(
  rollout: Readonly<ServiceDeployment>,
  row: Readonly<Deployment>,
  nowMs: number,
): readonly Partial<ServiceDeployment>[] {
  const { rolloutState, failedTasks } = row
  if (rolloutState === 'IN_PROGRESS') return [{ status: 'IN_PROGRESS', startedAtMs: nowMs, updatedAtMs: nowMs }]
  if (rolloutState === 'COMPLETED')
    return [{ status: 'SUCCESSFUL', startedAtMs: nowMs, finishedAtMs: nowMs, updatedAtMs: nowMs, failedTasks }]
  const given = givenUp(rollout, row, undefined, 'breaker', nowMs)
  return given === null ? [] : [given.set, stoppedAt(nowMs)]
}

function stoppedAt(nowMs: number): Partial<ServiceDeployment> {
  return { status: 'STOPPED', stoppedAtMs: nowMs, updatedAtMs: nowMs }
}

// What becomes of a deployment that is given up? FAILED, and back to the last completed one if that is wanted (CB-20…CB-35).
import type { Deployment, Service } from '../model/entities.ts'
import { isAlarmed, isInAlarm } from './alarms.ts'
import { NO_ATTEMPTS } from './attempts.ts'
import { hasTripped } from './breaker.ts'
import { givenUp, type RolloutChange } from './rollouts.ts'
import { primaryOf, type ServiceView } from './service-view.ts'
import { rolloutReasons, texts } from './texts.ts'

export interface Failure {
  readonly set: Pick<Service, 'deployments' | 'revision' | 'steadySinceMs'>
  /** Said when the evaluation concludes. */
  readonly events: readonly string[]
  readonly rule: string
  readonly rollout: RolloutChange | null
}

/** Null while nothing is wrong with the newest deployment. */
export function planFailure(view: ServiceView): Failure | null {
  const { service, behavior } = view
  if (hasTripped(service, behavior)) return failure(view, 'breaker', service.circuitBreaker.rollback)
  if (isAlarmed(view)) return failure(view, 'alarm', service.alarms.rollback)
  if (view.rollout(primaryOf(service))?.status === 'ROLLBACK_REQUESTED') return failure(view, 'request', true)
  return null
}

type FailureCause = keyof typeof RULES

const RULES = { breaker: 'CB-20', alarm: 'CB-60', request: 'DP-473' } as const

function failure(view: ServiceView, why: FailureCause, rollsBack: boolean): Failure {
  const { service, nowMs } = view
  const [primary, ...older] = service.deployments as [Deployment, ...Deployment[]]
  const failed: Deployment = {
    ...primary,
    rolloutState: 'FAILED',
    rolloutStateReason: rolloutReasons.failed[why],
    updatedAtMs: nowMs,
    supersededNow: true,
    bakingSinceMs: null,
    attempts: NO_ATTEMPTS,
  }
  const events = why === 'request' ? [] : [texts.failed[why](service.name, failed.id)]
  const target = rollsBack ? targetOf(service) : undefined
  const rollout = givenUp(view.rollout(primary), failed, target, why, nowMs)
  const rule = RULES[why]
  const base = { steadySinceMs: null, revision: service.revision }
  if (target === undefined) return { set: { ...base, deployments: [failed, ...older] }, events, rule, rollout }
  const deployments = [
    { ...restored(target, why, view), serviceDeploymentArn: primary.serviceDeploymentArn },
    { ...failed, status: 'ACTIVE' as const, serviceDeploymentArn: null },
    ...older.filter(({ id }) => id !== target.id),
  ]
  const set = { ...base, deployments, revision: target.revision }
  return { set, events: [...events, texts.rollingBack(service.name, target.id)], rule, rollout }
}

/** The most recent deployment that is COMPLETED: one that a rollback has taken up again is not (CB-30, CB-33). */
function targetOf({ deployments }: Readonly<Service>): Readonly<Deployment> | undefined {
  return deployments.slice(1).find(({ rolloutState }) => rolloutState === 'COMPLETED')
}

/** PRIMARY again, with its old id, watched anew (CB-30, CB-34). */
function restored(target: Readonly<Deployment>, why: FailureCause, { nowMs, service, alarm }: ServiceView): Deployment {
  return {
    ...target,
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: rolloutReasons.rollingBack[why](target.id),
    updatedAtMs: nowMs,
    supersededNow: false,
    owedForLoss: 0,
    owedForScaleOut: 0,
    failedTasks: 0,
    attempts: NO_ATTEMPTS,
    ignoresAlarms: isInAlarm(service.alarms, alarm),
    bakingSinceMs: null,
  }
}

/** Given up, and nothing to go back to: only a new deployment gets the service moving (CB-21, CB-33). */
export function isStalled({ service }: ServiceView): boolean {
  return primaryOf(service).rolloutState === 'FAILED'
}

// How do a service's deployment rows change when its owner does something? (SV-200, DP-400, DP-430, DP-440)
import type { DeploymentId } from '../kernel/arns.ts'
import type { Deployment, Revision, Service } from '../model/entities.ts'
import { NO_ATTEMPTS } from './attempts.ts'
import { rolloutReasons } from './texts.ts'

type Marks = Partial<Pick<Deployment, 'ignoresAlarms' | 'revisionArn' | 'serviceDeploymentArn'>>

/** A deployment that has just begun: PRIMARY, IN_PROGRESS. */
export function newDeployment(id: DeploymentId, revision: Revision, nowMs: number, marks: Marks = {}): Deployment {
  return {
    id,
    status: 'PRIMARY',
    revision,
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: rolloutReasons.inProgress(id),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    completedAtMs: null,
    supersededNow: false,
    owedForLoss: 0,
    owedForScaleOut: 0,
    failedTasks: 0,
    attempts: NO_ATTEMPTS,
    imageDigests: {},
    ignoresAlarms: false,
    bakingSinceMs: null,
    revisionArn: null,
    serviceDeploymentArn: null,
    ...marks,
  }
}

/** The newcomer is PRIMARY, the previous PRIMARY becomes ACTIVE and loses its PENDING tasks (DP-430, DP-431). */
export function withNewPrimary(rows: readonly Deployment[], primary: Deployment): readonly Deployment[] {
  return [
    primary,
    ...rows.map(
      (row, index): Deployment =>
        index === 0 ? { ...row, status: 'ACTIVE', supersededNow: true, updatedAtMs: primary.createdAtMs } : row,
    ),
  ]
}

/** A scale-out in the middle of a deployment is also owed to the last COMPLETED revision (DP-440). */
export function withScaleOut(service: Readonly<Service>, desiredCount: number): readonly Deployment[] {
  const delta = desiredCount - service.desiredCount
  const proven = service.deployments.findIndex(isProven)
  if (delta <= 0 || proven < 0) return service.deployments
  return service.deployments.map((row, index) =>
    index === proven ? { ...row, owedForScaleOut: row.owedForScaleOut + delta } : row,
  )
}

function isProven({ completedAtMs, rolloutState }: Deployment, index: number): boolean {
  return index > 0 && completedAtMs !== null && rolloutState !== 'FAILED'
}

/** Whether two revisions deploy the same thing (SV-203: resolved values are compared). What capacity they use does not matter (SV-205). */
export function sameRevision(a: Revision, b: Revision): boolean {
  return (
    a.taskDefinitionArn === b.taskDefinitionArn &&
    (a.platformVersion === b.platformVersion || a.launchType !== b.launchType) &&
    JSON.stringify(a.networkConfiguration) === JSON.stringify(b.networkConfiguration) &&
    JSON.stringify(a.loadBalancers) === JSON.stringify(b.loadBalancers) &&
    JSON.stringify(a.kept) === JSON.stringify(b.kept)
  )
}

/** A deployment is going on, or has left rows behind: nothing is scaled in meanwhile (AS-43, DP-442). */
export function isDeploying({ deployments }: Pick<Service, 'deployments'>): boolean {
  return deployments.length > 1 || deployments[0]?.rolloutState === 'IN_PROGRESS'
}

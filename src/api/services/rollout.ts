// What begins with a new deployment: its row, and the service deployment with its revision that AWS keeps of it (DP-470, DP-474).
import { isInAlarm } from '../../deployment/alarms.ts'
import { superseded } from '../../deployment/rollouts.ts'
import { newDeployment } from '../../deployment/rows.ts'
import type { World } from '../../engine/world.ts'
import { type DeploymentId, serviceDeploymentArn, serviceRevisionArn, shortName } from '../../kernel/arns.ts'
import { digits19, letters21 } from '../../kernel/ids.ts'
import { wanted } from '../../model/census.ts'
import { type Change, inserted, removed, updated } from '../../model/changes.ts'
import type { Deployment, Revision, Service } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'

type Subject = Pick<
  Service,
  | 'arn'
  | 'name'
  | 'clusterArn'
  | 'minimumHealthyPercent'
  | 'maximumPercent'
  | 'circuitBreaker'
  | 'alarms'
  | 'bakeTimeInMinutes'
> & { readonly deployments: readonly Deployment[] }

export interface Beginning {
  readonly row: Deployment
  /** To be written with the service. */
  readonly changes: readonly Change[]
}

/** @param service as it is to be, with the rows that it has had */
export function beginDeployment(world: World, service: Readonly<Subject>, revision: Revision): Beginning {
  const id = `ecs-svc/${digits19(world.streams.stream('deployment-ids'))}` as DeploymentId
  const ignoresAlarms = isInAlarm(service.alarms, (name) => world.tables.alarms.get(name))
  if (!world.behavior.serviceDeployments)
    return { row: newDeployment(id, revision, world.nowMs, { ignoresAlarms }), changes: [] }
  const ids = world.streams.stream('service-deployment-ids')
  const cluster = shortName(service.clusterArn)
  const arn = serviceDeploymentArn(world.realm, cluster, service.name, letters21(ids))
  const revisionArn = serviceRevisionArn(world.realm, cluster, service.name, digits19(ids))
  const marks = { ignoresAlarms, revisionArn, serviceDeploymentArn: arn }
  const { minimumHealthyPercent, maximumPercent, circuitBreaker, alarms, bakeTimeInMinutes } = service
  const rollout = inserted(
    'serviceDeployment.created',
    arn,
    {
      arn,
      serviceArn: service.arn,
      clusterArn: service.clusterArn,
      deploymentId: id,
      revisionArn,
      revision,
      sourceRevisionArns: sourcesOf(world, service),
      percentages: { minimumHealthyPercent, maximumPercent },
      watches: { circuitBreaker, alarms, bakeTimeInMinutes },
      status: 'PENDING',
      statusReason: null,
      createdAtMs: world.nowMs,
      startedAtMs: null,
      updatedAtMs: world.nowMs,
      finishedAtMs: null,
      stoppedAtMs: null,
      rollback: null,
      endedBy: null,
      failedTasks: 0,
    },
    'DP-470',
  )
  return {
    row: newDeployment(id, revision, world.nowMs, marks),
    changes: [...interrupted(world, service.deployments), rollout],
  }
}

/** Revisions that hold tasks now. */
function sourcesOf(world: WorldView, { arn, deployments }: Readonly<Subject>): string[] {
  return deployments.flatMap(({ id, revisionArn }) =>
    revisionArn !== null && wanted(world.indexes.census.of(arn, id)) > 0 ? [revisionArn] : [],
  )
}

function interrupted(world: WorldView, [previous]: readonly Deployment[]): Change[] {
  if (previous === undefined) return []
  const rollout = world.tables.serviceDeployments.get(previous.serviceDeploymentArn ?? '')
  const change = superseded(rollout, previous.failedTasks, world.nowMs)
  return change === null ? [] : [updated('serviceDeployment.changed', change.arn, change.set, 'DP-472')]
}

/** A service takes its service deployments with it (SV-308). */
export function droppedRollouts(world: WorldView, service: string): Change[] {
  return [...world.tables.serviceDeployments.values()]
    .filter(({ serviceArn }) => serviceArn === service)
    .map(({ arn }) => removed('serviceDeployment.dropped', arn, 'SV-308'))
}

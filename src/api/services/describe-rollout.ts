// How does AWS show a service deployment and its service revision? (DP-470…DP-477)
import { thresholdOf } from '../../deployment/breaker.ts'
import { isOver } from '../../deployment/rollouts.ts'
import type { Deployment, Service, ServiceDeployment } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { copyOf, dated, dateOf, present } from '../dates.ts'
import type {
  ServiceDeployment as AwsServiceDeployment,
  ServiceDeploymentAlarms,
  ServiceDeploymentBrief,
  ServiceDeploymentCircuitBreaker,
  ServiceRevision,
  ServiceRevisionSummary,
} from '../shapes/ecs-types.generated.ts'
import { describeConfiguration, describeRevision, taskCountsOf } from './describe.ts'

type Rollout = Readonly<ServiceDeployment>

export function describeBrief(rollout: Rollout): ServiceDeploymentBrief {
  return {
    serviceDeploymentArn: rollout.arn,
    serviceArn: rollout.serviceArn,
    clusterArn: rollout.clusterArn,
    createdAt: dateOf(rollout.createdAtMs),
    ...dated('startedAt', rollout.startedAtMs),
    ...dated('finishedAt', rollout.finishedAtMs),
    targetServiceRevisionArn: rollout.revisionArn,
    status: rollout.status,
    ...present('statusReason', rollout.statusReason),
  }
}

export function describeRollout(world: WorldView, rollout: Rollout): AwsServiceDeployment {
  const service = world.tables.services.get(rollout.serviceArn)
  const { targetServiceRevisionArn, ...brief } = describeBrief(rollout)
  const { rollback, sourceRevisionArns, percentages, watches } = rollout
  return {
    ...brief,
    ...dated('stoppedAt', rollout.stoppedAtMs),
    updatedAt: dateOf(rollout.updatedAtMs),
    sourceServiceRevisions: sourceRevisionArns.map((arn) => summaryOf(world, service, arn)),
    targetServiceRevision: summaryOf(world, service, targetServiceRevisionArn as string),
    deploymentConfiguration: describeConfiguration({ ...percentages, ...watches }),
    ...(rollback === null
      ? {}
      : {
          rollback: {
            reason: rollback.reason,
            startedAt: dateOf(rollback.startedAtMs),
            serviceRevisionArn: rollback.revisionArn,
          },
        }),
    deploymentCircuitBreaker: breakerOf(world, service, rollout),
    alarms: alarmsOf(world, rollout),
  }
}

/** Numbers of the present; of a revision without a row, none. */
function summaryOf(world: WorldView, service: Readonly<Service> | undefined, arn: string): ServiceRevisionSummary {
  const row = service?.deployments.find(({ revisionArn }) => revisionArn === arn)
  if (service === undefined || row === undefined)
    return { arn, requestedTaskCount: 0, runningTaskCount: 0, pendingTaskCount: 0 }
  return { arn, ...taskCountsOf(world, service, row) }
}

function breakerOf(
  world: WorldView,
  service: Readonly<Service> | undefined,
  rollout: Rollout,
): ServiceDeploymentCircuitBreaker {
  const { circuitBreaker } = rollout.watches
  const row = liveRow(service, rollout)
  const status = monitorOf(circuitBreaker.enable, rollout.endedBy === 'breaker', rollout)
  return {
    status,
    failureCount: rollout.endedBy === null ? (row?.failedTasks ?? rollout.failedTasks) : rollout.failedTasks,
    ...(service === undefined ? {} : { threshold: thresholdOf(service, world.behavior) }),
  }
}

function alarmsOf(world: WorldView, rollout: Rollout): ServiceDeploymentAlarms {
  const { alarmNames, enable } = rollout.watches.alarms
  const isTriggered = rollout.endedBy === 'alarm'
  const triggered = alarmNames.filter((name) => world.tables.alarms.get(name)?.state === 'ALARM')
  return {
    status: monitorOf(enable, isTriggered, rollout),
    alarmNames: copyOf([...alarmNames]),
    triggeredAlarmNames: isTriggered ? triggered : [],
  }
}

function monitorOf(isEnabled: boolean, isTriggered: boolean, rollout: Rollout): ServiceDeploymentAlarms['status'] {
  if (!isEnabled) return 'DISABLED'
  if (isTriggered) return 'TRIGGERED'
  return isOver(rollout) ? 'MONITORING_COMPLETE' : 'MONITORING'
}

function liveRow(service: Readonly<Service> | undefined, rollout: Rollout): Readonly<Deployment> | undefined {
  return isOver(rollout) ? undefined : service?.deployments.find(({ id }) => id === rollout.deploymentId)
}

export function describeServiceRevision(rollout: Rollout): ServiceRevision {
  return {
    serviceRevisionArn: rollout.revisionArn,
    serviceArn: rollout.serviceArn,
    clusterArn: rollout.clusterArn,
    ...describeRevision(rollout.revision),
    ...(copyOf(rollout.revision.kept ?? {}) as Partial<ServiceRevision>),
    createdAt: dateOf(rollout.createdAtMs),
  }
}

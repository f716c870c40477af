// What does EventBridge hear of a service? What its scheduler does, and how its deployments get on (EV-3…EV-5, EV-210…EV-212).
import type { ServiceAction } from '../../deployment/actions.ts'
import { type ServiceNews, serviceNewsOf } from '../../deployment/service-news.ts'
import type { JournalEntry } from '../../model/changes.ts'
import type { Deployment, Service, ServiceEvent } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { isoOf, type Report } from './envelope.ts'

interface Action {
  readonly type: 'INFO' | 'WARN' | 'ERROR'
  readonly name: string
  /** ECS has told of it for a few years only. */
  readonly isNewer: boolean
}

/** The service events that EventBridge hears of too. */
const ACTIONS: Readonly<Record<ServiceNews['about'], Action>> = {
  steady: { type: 'INFO', name: 'SERVICE_STEADY_STATE', isNewer: false },
  completed: { type: 'INFO', name: 'SERVICE_DEPLOYMENT_COMPLETED', isNewer: true },
  started: { type: 'INFO', name: 'TASKS_STARTED', isNewer: true },
  stopped: { type: 'INFO', name: 'TASKS_STOPPED', isNewer: true },
  misconfigured: { type: 'ERROR', name: 'SERVICE_TASK_CONFIGURATION_FAILURE', isNewer: false },
  operationsThrottled: { type: 'ERROR', name: 'ECS_OPERATION_THROTTLED', isNewer: false },
  throttled: { type: 'WARN', name: 'SERVICE_TASK_START_IMPAIRED', isNewer: false },
  unplaceable: { type: 'ERROR', name: 'SERVICE_TASK_PLACEMENT_FAILURE', isNewer: false },
}
const IN_PROGRESS: Action = { type: 'INFO', name: 'SERVICE_DEPLOYMENT_IN_PROGRESS', isNewer: true }

const FAILED = { type: 'ERROR', name: 'SERVICE_DEPLOYMENT_FAILED' } as const

/** A row of the service's own events: mostly news for EventBridge as well. */
export function actionReports(world: WorldView, { set, atMs }: JournalEntry): readonly Report[] {
  const { serviceArn, message } = set as ServiceEvent
  const service = world.tables.services.certain(serviceArn)
  const news = serviceNewsOf(service.name, message)
  return news === null ? [] : actionOf(world, service, ACTIONS[news.about], atMs, news.reason)
}

/** What has no event in the service's own list (SV-403, DP-801). */
export function notedReports(world: WorldView, { id, set, atMs }: JournalEntry): readonly Report[] {
  const { eventType, eventName, containerInstanceArns = [] } = set as ServiceAction
  const action = { type: eventType, name: eventName, isNewer: false }
  return actionOf(world, world.tables.services.certain(id), action, atMs, null, containerInstanceArns)
}

/** A deployment has taken the first place (EV-210). */
export function begunReports(world: WorldView, service: Readonly<Service>, atMs: number): readonly Report[] {
  const [primary] = service.deployments
  return primary === undefined
    ? []
    : [stateOf(service, primary, IN_PROGRESS, atMs), ...actionOf(world, service, IN_PROGRESS, atMs, null)]
}

/**
 * A deployment was given up: by its circuit breaker or an alarm, for a rollback that somebody asked for is no failure. It is the first that
 * is FAILED, whether or not another one has taken its place (CB-20, EV-210).
 */
export function failedReports(service: Readonly<Service>, { atMs, rule }: JournalEntry): readonly Report[] {
  const failed =
    rule === 'DP-473' ? undefined : service.deployments.find(({ rolloutState }) => rolloutState === 'FAILED')
  return failed === undefined ? [] : [stateOf(service, failed, FAILED, atMs)]
}

/** The deployment in the first place has completed (EV-210). */
export function completedReports(service: Readonly<Service>, atMs: number): readonly Report[] {
  const [primary] = service.deployments
  return primary === undefined ? [] : [stateOf(service, primary, ACTIONS.completed, atMs)]
}

function actionOf(
  world: WorldView,
  { arn, clusterArn }: Readonly<Service>,
  { type, name, isNewer }: Action,
  atMs: number,
  reason: string | null,
  containerInstanceArns: readonly string[] = [],
): readonly Report[] {
  if (isNewer && !world.behavior.newerServiceActions) return []
  const detail = {
    eventType: type,
    eventName: name,
    clusterArn,
    createdAt: isoOf(atMs),
    ...(reason === null ? {} : { reason }),
    ...(containerInstanceArns.length === 0 ? {} : { containerInstanceArns: [...containerInstanceArns] }),
  }
  return [{ type: 'ECS Service Action', resource: arn, detail }]
}

function stateOf(
  service: Readonly<Service>,
  deployment: Readonly<Deployment>,
  { type, name }: Pick<Action, 'type' | 'name'>,
  atMs: number,
): Report {
  const detail = {
    eventType: type,
    eventName: name,
    deploymentId: deployment.id,
    updatedAt: isoOf(atMs),
    reason: deployment.rolloutStateReason,
  }
  return { type: 'ECS Deployment State Change', resource: service.arn, detail }
}

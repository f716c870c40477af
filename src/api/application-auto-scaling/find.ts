// Which service, scalable target, policy or scheduled action does a caller mean? (AS-01)
import { clusterArn, serviceArn } from '../../kernel/arns.ts'
import { show } from '../../kernel/closest.ts'
import type { Service } from '../../model/entities.ts'
import type { ScalableTarget, ScalingPolicy, ScheduledAction } from '../../model/scaling/targets.ts'
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'
import { DIMENSION, invalid, NAMESPACE } from './parse.ts'

const RESOURCE = /^service\/([A-Za-z0-9_-]{1,255})\/([A-Za-z0-9_-]{1,255})$/

/** @throws ValidationException for anything but a replica service that is ACTIVE */
export function getScalableService(world: WorldView, resourceId: string): Readonly<Service> {
  const match = RESOURCE.exec(resourceId)
  if (match === null) return invalid('ResourceId', 'service/CLUSTER/SERVICE', resourceId, 'AS-01')
  const [, cluster, name] = match as unknown as [string, string, string]
  const isOpen = world.tables.clusters.get(clusterArn(world.realm, cluster))?.status === 'ACTIVE'
  const service = world.tables.services.get(serviceArn(world.realm, cluster, name))
  if (!isOpen || service?.status !== 'ACTIVE')
    return refuse('ValidationException', `ECS service doesn't exist: ${resourceId.slice(0, 200)}`, {
      path: 'ResourceId',
      expected: 'an active service',
      found: show(resourceId),
      rule: 'AS-01',
    })
  if (service.schedulingStrategy === 'DAEMON')
    return invalid('ResourceId', 'a service with the scheduling strategy REPLICA', resourceId, 'AS-01')
  return service
}

/** @throws ObjectNotFoundException */
export function getTarget(world: WorldView, resourceId: string): Readonly<ScalableTarget> {
  const target = world.tables.scalableTargets.get(resourceId)
  return target ?? missing('No scalable target registered', resourceId, { path: 'ResourceId', found: resourceId })
}

export function findPolicy(world: WorldView, targetId: string, name: string): Readonly<ScalingPolicy> | undefined {
  return policiesOf(world, targetId).find((policy) => policy.name === name)
}

/** @throws ObjectNotFoundException */
export function getPolicy(world: WorldView, targetId: string, name: string): Readonly<ScalingPolicy> {
  const policy = findPolicy(world, targetId, name)
  return policy ?? missing('No scaling policy found', targetId, { path: 'PolicyName', found: name })
}

export function policiesOf({ tables, indexes }: WorldView, targetId: string): readonly Readonly<ScalingPolicy>[] {
  return [...(indexes.scaling.policies.get(targetId) ?? [])].map((id) => tables.scalingPolicies.certain(id))
}

export function actionsOf({ tables }: WorldView, targetId: string): readonly Readonly<ScheduledAction>[] {
  return [...tables.scheduledActions.values()].filter((action) => action.targetId === targetId)
}

/** @throws ObjectNotFoundException */
export function getAction(world: WorldView, targetId: string, name: string): Readonly<ScheduledAction> {
  const action = actionsOf(world, targetId).find((row) => row.name === name)
  return action ?? missing('No scheduled action found', targetId, { path: 'ScheduledActionName', found: name })
}

function missing(what: string, resourceId: string, { path, found }: { path: string; found: string }): never {
  const where = `service namespace: ${NAMESPACE}, resource ID: ${resourceId.slice(0, 200)}, scalable dimension: ${DIMENSION}`
  refuse('ObjectNotFoundException', `${what} for ${where}${path === 'ResourceId' ? '' : `: ${show(found)}`}`, {
    path,
    expected: 'one that was made before',
    found: show(found),
    rule: 'AS-01',
  })
}

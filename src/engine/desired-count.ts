// How many tasks shall a service have from now on? Said by its owner, or by whoever scales it: the same either way.
import { withScaleOut } from '../deployment/rows.ts'
import type { Behavior } from '../model/behavior.ts'
import { updated } from '../model/changes.ts'
import type { Service } from '../model/entities.ts'
import { apply, markService } from './apply.ts'
import type { World } from './world.ts'

/** What another count changes of the service: in the middle of a deployment a share of it is owed to the old revision (DP-440). */
export function withDesiredCount(
  service: Readonly<Service>,
  desiredCount: number,
  { scaleOutBothRevisions }: Pick<Behavior, 'scaleOutBothRevisions'>,
): Partial<Pick<Service, 'desiredCount' | 'deployments'>> {
  if (desiredCount === service.desiredCount) return {}
  const deployments = scaleOutBothRevisions ? withScaleOut(service, desiredCount) : service.deployments
  return deployments === service.deployments ? { desiredCount } : { desiredCount, deployments }
}

/** Changes the count without a deployment; the service is evaluated in this instant. */
export function setDesiredCount(
  world: World,
  serviceArn: string,
  { desiredCount, rule }: { readonly desiredCount: number; readonly rule: string },
  cause: number,
): void {
  const set = withDesiredCount(world.tables.services.certain(serviceArn), desiredCount, world.behavior)
  if (set.desiredCount === undefined) return
  const change = updated('service.updated', serviceArn, { ...set, steadySinceMs: null }, rule)
  markService(world, serviceArn, apply(world, { changes: [change], timers: [] }, cause))
}

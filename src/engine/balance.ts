// How do a service's tasks stand over the Availability Zones? Worked out only when its scheduler asks.
import type { Balance, ZoneCount } from '../deployment/service-view.ts'
import type { Revision, Service } from '../model/entities.ts'
import { subnetIdsOf } from '../model/network.ts'
import { standingOf } from '../model/standing.ts'
import type { WorldView } from '../model/view.ts'
import { constraintsOf } from '../placement/constraints.ts'
import { requiredAttributes } from '../placement/daemons.ts'
import { usableZones, ZONE } from '../placement/zones.ts'

type Seen = Pick<WorldView, 'tables' | 'indexes'>

export function balanceOf(world: Seen, arn: string): Balance {
  const service = world.tables.services.certain(arn)
  const mover = service.rebalancing?.taskArn ?? null
  const task = mover === null ? undefined : world.tables.tasks.get(mover)
  return {
    zones: () => (service.deployments[0]?.revision.launchType === 'FARGATE' ? onFargate : onInstances)(world, service),
    tasksIn: (zone) => tasksIn(world, service, zone),
    mover: task === undefined ? null : standingOf(task),
  }
}

/** Zones of ACTIVE instances that the service may use; it never launches any (PL-63). */
function onInstances(world: Seen, service: Readonly<Service>): ZoneCount[] {
  const revision = service.deployments[0]?.revision ?? service.revision
  const definition = world.tables.taskDefinitions.certain(revision.taskDefinitionArn)
  const subnets = subnetIdsOf(revision.networkConfiguration).map((id) => world.tables.subnets.certain(id))
  const request = {
    isExternal: revision.launchType === 'EXTERNAL',
    requiredAttributes: requiredAttributes(definition, service, subnets),
    memberOf: constraintsOf(definition.placementConstraints, service.placementConstraints).memberOf,
  }
  const fleet = world.indexes.fleet(service.clusterArn)
  const usable = usableByAny(revision).flatMap((capacityProvider) =>
    usableZones(fleet, { ...request, capacityProvider }),
  )
  const scope = world.indexes.scope(service.clusterArn, `service:${service.name}`)
  const zones =
    subnets.length === 0 ? usable : usable.filter((zone) => subnets.some((subnet) => subnet.availabilityZone === zone))
  return [...new Set(zones)].sort().map((zone) => ({ zone, tasks: scope.spreadOver(ZONE).with(zone) }))
}

/** The capacity providers of its strategy; null where a launch type was named. */
function usableByAny({ capacityProviderStrategy: items }: Revision): readonly (string | null)[] {
  return items.length === 0 ? [null] : items.map(({ name }) => name)
}

function onFargate(world: Seen, service: Readonly<Service>): ZoneCount[] {
  const { networkConfiguration } = service.deployments[0]?.revision ?? service.revision
  const zones = subnetIdsOf(networkConfiguration).map((id) => world.tables.subnets.certain(id).availabilityZone)
  const tasks = world.indexes.fargateZones(service.clusterArn, `service:${service.name}`)
  return [...new Set(zones)].sort().map((zone) => ({ zone, tasks: tasks.of(zone) }))
}

function tasksIn(world: Seen, { arn }: Readonly<Service>, zone: string): string[] {
  return [...(world.indexes.tasksByService.get(arn) ?? [])].filter((task) => {
    const { availabilityZone, desiredStatus, protectedUntilMs } = world.tables.tasks.certain(task)
    return availabilityZone === zone && desiredStatus === 'RUNNING' && protectedUntilMs === null
  })
}

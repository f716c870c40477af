// What does a service ask for when it starts a task of one of its deployments?
import type { Deployment, Service, TaskLaunch } from '../model/entities.ts'
import type { StartOrder } from './start-task.ts'
import type { World } from './world.ts'

/** @param zones the task must go to one of these zones (DP-801); null for any */
export function serviceOrder(
  world: World,
  service: Readonly<Service>,
  { revision, id }: Readonly<Deployment>,
  zones: readonly string[] | null,
): StartOrder {
  const isThere = (subnet: string) =>
    zones === null || zones.includes(world.tables.subnets.certain(subnet).availabilityZone)
  return {
    definition: world.tables.taskDefinitions.certain(revision.taskDefinitionArn),
    clusterArn: service.clusterArn,
    group: `service:${service.name}`,
    startedBy: id,
    serviceArn: service.arn,
    deploymentId: id,
    launchType: revision.launchType,
    subnetIds: subnetsOf(revision.networkConfiguration).filter(isThere),
    strategies: service.placementStrategy,
    constraints: service.placementConstraints,
    zones,
    launch: launchOf(service, revision.platformVersion),
  }
}

function launchOf(service: Readonly<Service>, platformVersion: string | null): TaskLaunch {
  const { propagateTags, enableExecuteCommand } = service.kept
  return {
    overrides: {},
    tags: propagateTags === 'SERVICE' ? service.tags : [],
    enableExecuteCommand: enableExecuteCommand === true,
    platformVersion,
    clientToken: null,
  }
}

export function subnetsOf(networkConfiguration: unknown): readonly string[] {
  const { awsvpcConfiguration } = (networkConfiguration ?? {}) as {
    awsvpcConfiguration?: { subnets?: readonly string[] }
  }
  return awsvpcConfiguration?.subnets ?? []
}

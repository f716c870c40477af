// What does a service ask for when it starts a task of one of its deployments?
import type { Deployment, Revision, Service, TaskLaunch } from '../model/entities.ts'
import type { StartOrder } from './start-task.ts'
import type { World } from './world.ts'

export function serviceOrder(
  world: World,
  service: Readonly<Service>,
  { revision, id }: Readonly<Deployment>,
): StartOrder {
  return {
    definition: world.tables.taskDefinitions.certain(revision.taskDefinitionArn),
    clusterArn: service.clusterArn,
    group: `service:${service.name}`,
    startedBy: id,
    serviceArn: service.arn,
    deploymentId: id,
    launchType: revision.launchType,
    subnetIds: subnetsOf(revision.networkConfiguration),
    strategies: service.placementStrategy,
    constraints: service.placementConstraints,
    launch: launchOf(service, revision),
  }
}

function launchOf(service: Readonly<Service>, { platformVersion, capacityProvider }: Revision): TaskLaunch {
  const { propagateTags, enableExecuteCommand } = service.kept
  return {
    overrides: {},
    tags: propagateTags === 'SERVICE' ? service.tags : [],
    enableExecuteCommand: enableExecuteCommand === true,
    platformVersion,
    capacityProvider,
    clientToken: null,
  }
}

function subnetsOf(networkConfiguration: unknown): readonly string[] {
  const { awsvpcConfiguration } = (networkConfiguration ?? {}) as {
    awsvpcConfiguration?: { subnets?: readonly string[] }
  }
  return awsvpcConfiguration?.subnets ?? []
}

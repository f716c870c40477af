// What does a service ask for when it starts a task of one of its deployments?
import type {
  CapacityProviderItem,
  Deployment,
  Revision,
  Service,
  TaskDefinition,
  TaskLaunch,
} from '../model/entities.ts'
import { subnetIdsOf } from '../model/network.ts'
import type { StartOrder } from './start-task.ts'
import type { World } from './world.ts'

export interface Whereabouts {
  /** The task must go to one of these zones (DP-801); null for any. */
  readonly zones: readonly string[] | null
  /** The capacity provider that it counts for; null where a launch type was named. */
  readonly provider: CapacityProviderItem | null
}

export function serviceOrder(
  world: World,
  service: Readonly<Service>,
  { revision, id }: Readonly<Deployment>,
  { zones, provider }: Whereabouts,
): StartOrder {
  const isThere = (subnet: string) =>
    zones === null || zones.includes(world.tables.subnets.certain(subnet).availabilityZone)
  const subnetIds = subnetIdsOf(revision.networkConfiguration)
  const definition = world.tables.taskDefinitions.certain(revision.taskDefinitionArn)
  return {
    definition,
    clusterArn: service.clusterArn,
    group: `service:${service.name}`,
    startedBy: id,
    serviceArn: service.arn,
    deploymentId: id,
    launchType: revision.launchType,
    // On an instance its zone decides, and then the subnet follows.
    subnetIds: revision.launchType === 'FARGATE' ? subnetIds.filter(isThere) : subnetIds,
    strategies: service.placementStrategy,
    constraints: service.placementConstraints,
    zones,
    launch: launchOf(service, definition, revision, provider),
    loadBalancers: revision.loadBalancers,
  }
}

function launchOf(
  service: Readonly<Service>,
  definition: Readonly<TaskDefinition>,
  { platformVersion }: Revision,
  capacityProvider: CapacityProviderItem | null,
): TaskLaunch {
  const { propagateTags, enableExecuteCommand, healthCheckGracePeriodSeconds } = service.kept
  return {
    overrides: {},
    tags: propagateTags === 'SERVICE' ? service.tags : propagateTags === 'TASK_DEFINITION' ? definition.tags : [],
    enableExecuteCommand: enableExecuteCommand === true,
    platformVersion,
    capacityProvider,
    clientToken: null,
    graceMs: typeof healthCheckGracePeriodSeconds === 'number' ? healthCheckGracePeriodSeconds * 1_000 : 0,
  }
}

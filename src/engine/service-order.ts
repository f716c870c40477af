// What does a service ask for when it starts a task of one of its deployments?
import type {
  CapacityProviderItem,
  Deployment,
  Revision,
  Service,
  Tag,
  TaskDefinition,
  TaskLaunch,
} from '../model/entities.ts'
import { managedTags } from '../model/managed-tags.ts'
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
    launch: { ...launchOf(service, revision, provider), tags: tagsOf(world, service, definition) },
    loadBalancers: revision.loadBalancers,
  }
}

/** What ECS gives by itself, and what its service or its definition hands down (SV-126, SV-127). */
function tagsOf(
  { tables }: World,
  { name, clusterArn, kept, tags }: Readonly<Service>,
  definition: Readonly<TaskDefinition>,
): readonly Tag[] {
  const inherited =
    kept.propagateTags === 'SERVICE' ? tags : kept.propagateTags === 'TASK_DEFINITION' ? definition.tags : []
  if (kept.enableECSManagedTags !== true) return inherited
  return [...managedTags(tables.clusters.certain(clusterArn).name, name), ...inherited]
}

function launchOf(
  service: Readonly<Service>,
  { platformVersion }: Revision,
  capacityProvider: CapacityProviderItem | null,
): Omit<TaskLaunch, 'tags'> {
  const { enableExecuteCommand, healthCheckGracePeriodSeconds } = service.kept
  return {
    overrides: {},
    enableExecuteCommand: enableExecuteCommand === true,
    platformVersion,
    capacityProvider,
    clientToken: null,
    graceMs: typeof healthCheckGracePeriodSeconds === 'number' ? healthCheckGracePeriodSeconds * 1_000 : 0,
  }
}

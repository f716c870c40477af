// How does AWS show a service? (SV-301, SV-310, DP-400…DP-405, EV-200)
import { isOver } from '../../deployment/rollouts.ts'
import { running, wanted } from '../../model/census.ts'
import type {
  Deployment,
  JsonRecord,
  PlacementConstraintItem,
  PlacementStrategyItem,
  Revision,
  Service,
} from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { describeItems } from '../capacity-providers/describe.ts'
import { copyOf, dateOf, present } from '../dates.ts'
import type {
  DeploymentAlarms as AwsAlarms,
  Deployment as AwsDeployment,
  Service as AwsService,
  PlacementStrategy,
  ServiceEvent,
} from '../shapes/ecs-types.generated.ts'

export function describeService(
  world: WorldView,
  service: Readonly<Service>,
  include: readonly string[] = [],
): AwsService {
  const total = world.indexes.census.total(service.arn)
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.clusterArn,
    loadBalancers: service.revision.loadBalancers.map((each) => ({ ...each })),
    serviceRegistries: [],
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount: running(total),
    pendingCount: total.starting,
    ...describeRevision(service.revision),
    deploymentConfiguration: describeConfiguration(service),
    deployments: service.deployments.map((row) => describeDeployment(world, service, row)),
    events: eventsOf(world, service),
    createdAt: dateOf(service.createdAtMs),
    placementConstraints: service.placementConstraints.map(describeConstraint),
    placementStrategy: service.placementStrategy.map(describeStrategy),
    schedulingStrategy: service.schedulingStrategy,
    ...currentOf(world, service),
    deploymentController: { type: 'ECS' },
    ...(include.includes('TAGS') ? { tags: copyOf([...service.tags]) } : {}),
    ...(copyOf(withoutPrivate(service.kept)) as Partial<AwsService>),
  }
}

/** The service deployment that goes on, and the revisions that have tasks or will have them. */
function currentOf(
  world: WorldView,
  service: Readonly<Service>,
): Pick<AwsService, 'currentServiceDeployment' | 'currentServiceRevisions'> {
  const rollout = world.tables.serviceDeployments.get(service.deployments[0]?.serviceDeploymentArn ?? '')
  const revisions = service.deployments.flatMap((row) =>
    row.revisionArn === null ? [] : [{ arn: row.revisionArn, ...taskCountsOf(world, service, row) }],
  )
  return {
    ...(rollout === undefined || isOver(rollout) ? {} : { currentServiceDeployment: rollout.arn }),
    ...(revisions.length === 0 ? {} : { currentServiceRevisions: revisions }),
  }
}

/** How many tasks of a row there are to be, and are (DP-402, SV-310). */
export function taskCountsOf(world: WorldView, service: Readonly<Service>, { id, status }: Readonly<Deployment>) {
  const count = world.indexes.census.of(service.arn, id)
  const requestedTaskCount = status === 'PRIMARY' ? service.desiredCount : wanted(count)
  return { requestedTaskCount, runningTaskCount: running(count), pendingTaskCount: count.starting }
}

function describeDeployment(world: WorldView, service: Readonly<Service>, row: Deployment): AwsDeployment {
  const count = world.indexes.census.of(service.arn, row.id)
  return {
    id: row.id,
    status: row.status,
    desiredCount: row.status === 'PRIMARY' ? service.desiredCount : wanted(count),
    pendingCount: count.starting,
    runningCount: running(count),
    failedTasks: row.failedTasks,
    createdAt: dateOf(row.createdAtMs),
    updatedAt: dateOf(row.updatedAtMs),
    ...connectedOf(row.revision),
    ...describeRevision(row.revision),
    rolloutState: row.rolloutState,
    rolloutStateReason: row.rolloutStateReason,
  }
}

/** What a deployment shows of the members that are kept. */
function connectedOf({ kept = {} }: Revision): Partial<AwsDeployment> {
  const shown = ['serviceConnectConfiguration', 'volumeConfigurations', 'vpcLatticeConfigurations']
  const members = shown.filter((member) => Object.hasOwn(kept, member)).map((member) => [member, kept[member]])
  return copyOf(Object.fromEntries(members))
}

export function describeRevision(revision: Revision) {
  const { taskDefinitionArn, launchType, platformVersion, networkConfiguration } = revision
  const capacityProviderStrategy = describeItems(revision.capacityProviderStrategy)
  return {
    taskDefinition: taskDefinitionArn as string,
    ...(capacityProviderStrategy.length === 0 ? { launchType } : { capacityProviderStrategy }),
    ...present('platformVersion', platformVersion),
    ...(launchType === 'FARGATE' ? { platformFamily: 'Linux' } : {}),
    ...(networkConfiguration === null
      ? {}
      : { networkConfiguration: copyOf(networkConfiguration) as JsonRecord as object }),
  }
}

type Configured = Pick<
  Service,
  'minimumHealthyPercent' | 'maximumPercent' | 'circuitBreaker' | 'alarms' | 'bakeTimeInMinutes'
>

export function describeConfiguration(
  service: Readonly<Configured>,
): NonNullable<AwsService['deploymentConfiguration']> {
  return {
    maximumPercent: service.maximumPercent,
    minimumHealthyPercent: service.minimumHealthyPercent,
    deploymentCircuitBreaker: copyOf(service.circuitBreaker),
    strategy: 'ROLLING',
    ...(service.alarms.alarmNames.length === 0 ? {} : { alarms: copyOf(service.alarms) as AwsAlarms }),
    bakeTimeInMinutes: service.bakeTimeInMinutes ?? 0,
  }
}

type AwsStrategyType = NonNullable<PlacementStrategy['type']>

/** A plug-in's type is none of AWS's; it comes back as it was given. */
export function describeStrategy({ type, field }: PlacementStrategyItem): { type: AwsStrategyType; field?: string } {
  const known = type as AwsStrategyType
  return field === '' ? { type: known } : { type: known, field }
}

export function describeConstraint({ type, expression }: PlacementConstraintItem): {
  type: PlacementConstraintItem['type']
  expression?: string
} {
  return type === 'memberOf' ? { type, expression } : { type }
}

/** Newest first. */
function eventsOf(world: WorldView, service: Readonly<Service>): ServiceEvent[] {
  return (world.indexes.eventsByService.get(service.arn) ?? [])
    .map((id) => world.tables.serviceEvents.certain(id))
    .map(({ id, createdAtMs, message }) => ({ id, createdAt: dateOf(createdAtMs), message }))
    .reverse()
}

/** What we keep for ourselves: the idempotency token, and the launch type that a service had before its strategy (SV-205). */
function withoutPrivate(kept: JsonRecord): JsonRecord {
  const { clientToken: _token, launchType: _launchType, ...rest } = kept
  return rest
}

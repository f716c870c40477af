// CreateService (SV-101…SV-132, SV-209, SV-301, SV-307).
import { apply, markService } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import { findSubnets } from '../../engine/subnets.ts'
import type { World } from '../../engine/world.ts'
import { serviceArn } from '../../kernel/arns.ts'
import type { Behavior } from '../../model/behavior.ts'
import { type Change, inserted, removed } from '../../model/changes.ts'
import type { Cluster, JsonRecord, Revision, Service, Tag } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import type { Answer } from '../answer.ts'
import { strategyFor } from '../capacity-providers/strategy.ts'
import { keptToken } from '../client-token.ts'
import { findService, getCluster } from '../find.ts'
import { checkLaunch, type LaunchSettings } from '../launch.ts'
import { checkLength, checkTags, invalid, isName, refuse } from '../refuse.ts'
import type { CreateServiceOutput } from '../shapes/ecs-types.generated.ts'
import { type ParsedInput, parseInput } from '../shapes/parse-input.ts'
import { checkVolumes } from '../volume-configurations.ts'
import { checkPercentages, checkService, deployableDefinition, NO_WATCHES, rebalancingOf, watchesOf } from './check.ts'
import { checkDaemon, checkDaemonProviders } from './daemon.ts'
import { describeService } from './describe.ts'
import { keptInRevision } from './kept-members.ts'
import { loadBalancersOf } from './load-balancers.ts'
import { beginDeployment } from './rollout.ts'

type Input = ParsedInput<'CreateService'>

/** @throws ClusterNotFoundException, InvalidParameterException, ClientException, UnsupportedFeatureException */
export function createService(world: World, input: unknown): Answer<CreateServiceOutput> {
  const parsed = parseInput('CreateService', input)
  const cluster = getCluster(world, parsed.cluster)
  const desiredCount = checkCreation(parsed, world.behavior)
  const definition = deployableDefinition(world, parsed.taskDefinition as string)
  const providers = strategyFor(world, cluster, parsed)
  if (parsed.schedulingStrategy === 'DAEMON') checkDaemonProviders(providers)
  const launch = checkLaunch(world, { ...parsed, providers }, definition)
  checkVolumes(parsed.volumeConfigurations, definition)
  const settings = { ...launch, loadBalancers: loadBalancersOf(world, parsed.loadBalancers ?? [], definition) }
  const percentages = percentagesOf(parsed)
  checkPercentages(percentages, world.behavior)
  const isEligible = world.behavior.azRebalancingDefault && settings.launchType !== 'EXTERNAL'
  const usual = isEligible ? 'ENABLED' : 'DISABLED'
  const wish = { asked: parsed.availabilityZoneRebalancing, own: undefined, usual } as const
  const rebalancing = rebalancingOf(wish, settings, percentages.maximumPercent)
  const known = sameNamed(world, cluster, parsed)
  if (known?.status === 'ACTIVE') return { service: describeService(world, known, ['TAGS']) }
  return command(world, 'ecs.createService', parsed, (cause) => {
    findSubnets(world, settings.subnetIds, cause)
    const { schedulingStrategy = 'REPLICA' } = parsed
    const watches = watchesOf(parsed, NO_WATCHES)
    const facts = {
      schedulingStrategy,
      desiredCount,
      ...percentages,
      ...watches,
      kept: keptOf(parsed, rebalancing),
    }
    const { service, changes } = newService(world, cluster, parsed, definition.arn, settings, facts)
    apply(
      world,
      {
        changes: [...replacing(world, known), inserted('service.created', service.arn, service, 'SV-209'), ...changes],
        timers: [],
      },
      cause,
    )
    markService(world, service.arn, cause)
    return { service: describeService(world, world.tables.services.certain(service.arn), ['TAGS']) }
  })
}

/** Checks that need nothing but the input. Returns the desired count: a REPLICA service must give it, a DAEMON has no say in it. */
function checkCreation(parsed: Input, behavior: Behavior): number {
  const { serviceName, taskDefinition, desiredCount, schedulingStrategy } = parsed
  if (!isName(serviceName))
    invalid('serviceName', '1 to 255 letters, digits, hyphens or underscores', serviceName, 'SV-101')
  checkLength('clientToken', parsed.clientToken, 36, 'SV-129')
  checkTags(parsed.tags, 'SV-128')
  const isDaemon = schedulingStrategy === 'DAEMON'
  if (isDaemon) checkDaemon(parsed)
  if (parsed.launchType === 'EXTERNAL') checkExternal(parsed)
  checkService(parsed, behavior)
  if (taskDefinition === undefined)
    refuse('InvalidParameterException', 'TaskDefinition can not be blank.', {
      path: 'taskDefinition',
      expected: 'a family, family:revision or ARN',
      found: 'nothing',
      rule: 'SV-103',
    })
  if (isDaemon) return 0
  if (desiredCount === undefined) invalid('desiredCount', 'a whole number from 0 to 5000', undefined, 'SV-104')
  return desiredCount
}

/** What instances outside of EC2 cannot have (EA-1, PL-61). */
function checkExternal({ loadBalancers = [], serviceRegistries = [], availabilityZoneRebalancing }: Input): void {
  const none = 'none with the launch type EXTERNAL'
  if (loadBalancers.length > 0) invalid('loadBalancers', none, loadBalancers, 'EA-1')
  if (serviceRegistries.length > 0) invalid('serviceRegistries', none, serviceRegistries, 'EA-1')
  if (availabilityZoneRebalancing === 'ENABLED')
    invalid('availabilityZoneRebalancing', "'DISABLED' with the launch type EXTERNAL", 'ENABLED', 'PL-61')
}

/** SV-112, SV-113. */
const USUAL = {
  REPLICA: { minimumHealthyPercent: 100, maximumPercent: 200 },
  DAEMON: { minimumHealthyPercent: 0, maximumPercent: 100 },
} as const

function percentagesOf({
  deploymentConfiguration,
  schedulingStrategy = 'REPLICA',
}: Input): Pick<Service, 'minimumHealthyPercent' | 'maximumPercent'> {
  const usual = USUAL[schedulingStrategy]
  return {
    minimumHealthyPercent: deploymentConfiguration?.minimumHealthyPercent ?? usual.minimumHealthyPercent,
    maximumPercent: deploymentConfiguration?.maximumPercent ?? usual.maximumPercent,
  }
}

/** The service of that name, if it may be returned (same token, same parameters) or replaced (INACTIVE); SV-129, SV-307. */
function sameNamed(world: WorldView, cluster: Readonly<Cluster>, parsed: Input): Readonly<Service> | undefined {
  const known = findService(world, cluster, parsed.serviceName)
  if (known === undefined || known.status === 'INACTIVE') return known
  if (known.status === 'DRAINING') {
    refuse('InvalidParameterException', 'Unable to Start a service that is still Draining.', {
      path: 'serviceName',
      found: parsed.serviceName,
      rule: 'SV-307',
    })
  }
  if (parsed.clientToken !== undefined && known.kept.clientToken === keptToken(parsed)) return known
  return refuse('InvalidParameterException', 'Creation of service was not idempotent.', {
    path: 'serviceName',
    expected: 'a name that is not in use',
    found: parsed.serviceName,
    rule: 'SV-307',
  })
}

/** A deleted service gives way to its namesake, events and all. */
function replacing(world: WorldView, known: Readonly<Service> | undefined): Change[] {
  if (known === undefined) return []
  const events = world.indexes.eventsByService.get(known.arn) ?? []
  return [
    ...events.map((id) => removed('serviceEvent.dropped', id, 'SV-307')),
    removed('service.forgotten', known.arn, 'SV-307'),
  ]
}

type Facts = Pick<
  Service,
  | 'schedulingStrategy'
  | 'desiredCount'
  | 'minimumHealthyPercent'
  | 'maximumPercent'
  | 'circuitBreaker'
  | 'alarms'
  | 'bakeTimeInMinutes'
  | 'kept'
>

function newService(
  world: World,
  cluster: Readonly<Cluster>,
  parsed: Input,
  taskDefinitionArn: Service['revision']['taskDefinitionArn'],
  settings: LaunchSettings & Pick<Revision, 'loadBalancers'>,
  facts: Facts,
): { readonly service: Service; readonly changes: readonly Change[] } {
  const { strategies, constraints } = settings
  const revision = revisionOf(taskDefinitionArn, { ...settings, ...keptInRevision(parsed) })
  const arn = serviceArn(world.realm, cluster.name, parsed.serviceName)
  const identity = { arn, name: parsed.serviceName, clusterArn: cluster.arn }
  const { row, changes } = beginDeployment(world, { ...identity, ...facts, deployments: [] }, revision)
  const service: Service = {
    ...identity,
    status: 'ACTIVE',
    ordinal: world.journal.length,
    createdAtMs: world.nowMs,
    inactiveAtMs: null,
    ...facts,
    placementStrategy: strategies,
    placementConstraints: constraints,
    revision,
    deployments: [row],
    steadySinceMs: null,
    blockedSinceMs: null,
    rebalancing: null,
    notices: [],
    wakeAtMs: null,
    tags: (parsed.tags ?? []) as Tag[],
  }
  return { service, changes }
}

/** What a deployment fixes of what was asked for. */
export function revisionOf(
  taskDefinitionArn: Revision['taskDefinitionArn'],
  settings: LaunchSettings & Pick<Revision, 'loadBalancers' | 'kept'>,
): Revision {
  const { launchType, platformVersion, capacityProviderStrategy, networkConfiguration, loadBalancers } = settings
  return {
    taskDefinitionArn,
    launchType,
    platformVersion,
    capacityProviderStrategy,
    networkConfiguration,
    loadBalancers,
    ...(settings.kept === undefined ? {} : { kept: settings.kept }),
  }
}

/** AWS-shaped members that come back as they were given, with AWS's defaults. */
function keptOf(parsed: Input, availabilityZoneRebalancing: 'ENABLED' | 'DISABLED'): JsonRecord {
  const {
    enableECSManagedTags = false,
    propagateTags = 'NONE',
    enableExecuteCommand = false,
    healthCheckGracePeriodSeconds,
  } = parsed
  const { serviceRegistries, role } = parsed
  return {
    enableECSManagedTags,
    propagateTags,
    enableExecuteCommand,
    availabilityZoneRebalancing,
    ...(healthCheckGracePeriodSeconds === undefined ? {} : { healthCheckGracePeriodSeconds }),
    ...(serviceRegistries === undefined ? {} : { serviceRegistries }),
    ...(role === undefined ? {} : { roleArn: role }),
    ...(parsed.clientToken === undefined ? {} : { clientToken: keptToken(parsed) }),
  } as JsonRecord
}

// UpdateService: what starts a deployment, and what only changes how the service is kept (SV-150…SV-163, SV-200…SV-210).
import { sameRevision, withNewPrimary } from '../../deployment/rows.ts'
import { apply, markService } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import { withDesiredCount } from '../../engine/desired-count.ts'
import { findSubnets } from '../../engine/subnets.ts'
import type { World } from '../../engine/world.ts'
import type { Behavior } from '../../model/behavior.ts'
import { type Change, updated } from '../../model/changes.ts'
import type {
  CapacityProviderItem,
  JsonRecord,
  LaunchType,
  Revision,
  Service,
  TaskDefinition,
} from '../../model/entities.ts'
import type { Answer } from '../answer.ts'
import { describeItems } from '../capacity-providers/describe.ts'
import { launchTypeOfItems, strategyFor } from '../capacity-providers/strategy.ts'
import { getActiveService, getCluster } from '../find.ts'
import { checkLaunch, type LaunchSettings } from '../launch.ts'
import { refuse } from '../refuse.ts'
import type { UpdateServiceOutput } from '../shapes/ecs-types.generated.ts'
import { type ParsedInput, parseInput } from '../shapes/parse-input.ts'
import { checkVolumes } from '../volume-configurations.ts'
import { checkActive, checkPercentages, checkService, deployableDefinition, rebalancingOf, watchesOf } from './check.ts'
import { revisionOf } from './create.ts'
import { checkDaemon, checkDaemonProviders } from './daemon.ts'
import { describeConstraint, describeService, describeStrategy } from './describe.ts'
import { keptInRevision } from './kept-members.ts'
import { checkStillThere, loadBalancersOf } from './load-balancers.ts'
import { beginDeployment } from './rollout.ts'

type Input = ParsedInput<'UpdateService'>

/** @throws ClusterNotFoundException, ServiceNotFoundException, ServiceNotActiveException, InvalidParameterException, ClientException */
export function updateService(world: World, input: unknown): Answer<UpdateServiceOutput> {
  const parsed = parseInput('UpdateService', input)
  const cluster = getCluster(world, parsed.cluster)
  const service = getActiveService(world, cluster, parsed.service)
  if (service.schedulingStrategy === 'DAEMON') checkDaemon(parsed)
  checkService(parsed, world.behavior)
  const definition = definitionFor(world, service, parsed)
  const providers = strategyFor(world, cluster, capacityAsked(service, parsed))
  const settings = checkLaunch(world, launchInput(service, parsed, providers), definition)
  checkProviderChange(world.behavior, service, parsed, settings)
  checkVolumes(parsed.volumeConfigurations, definition)
  if (service.schedulingStrategy === 'DAEMON') checkDaemonProviders(settings.capacityProviderStrategy)
  const loadBalancers = balancersFor(world, service, parsed, definition)
  const kept = keptFields(world, service, parsed, settings)
  return command(world, 'ecs.updateService', parsed, (cause) => {
    findSubnets(world, settings.subnetIds, cause)
    const next = { ...service, ...kept }
    const { changes, ...deployment } = deployed(
      world,
      next,
      parsed,
      revisionOf(definition.arn, { ...settings, loadBalancers, ...keptInRevision(parsed, service.revision.kept) }),
    )
    const set = { ...kept, ...deployment }
    const isRestless = set.deployments !== undefined || set.desiredCount !== undefined
    apply(
      world,
      {
        changes: [
          updated('service.updated', service.arn, { ...set, ...(isRestless ? { steadySinceMs: null } : {}) }, 'SV-200'),
          ...changes,
        ],
        timers: [],
      },
      cause,
    )
    markService(world, service.arn, cause)
    return { service: describeService(world, world.tables.services.certain(service.arn), ['TAGS']) }
  })
}

/** Another strategy starts no deployment by itself, and was refused without one for a while (SV-205). */
function checkProviderChange(
  behavior: Behavior,
  { revision }: Readonly<Service>,
  { forceNewDeployment }: Input,
  settings: LaunchSettings,
): void {
  const path = 'capacityProviderStrategy'
  const changesKind = (settings.launchType === 'FARGATE') !== (revision.launchType === 'FARGATE')
  if (changesKind && !behavior.fargateAsgSwitch)
    refuse('InvalidParameterException', 'A service cannot move between Fargate and container instances.', {
      path,
      expected: `providers of the launch type ${revision.launchType}`,
      found: settings.launchType,
      rule: 'SV-205',
    })
  if (forceNewDeployment === true || !behavior.strategyChangeNeedsForce || sameCapacity(settings, revision)) return
  refuse(
    'InvalidParameterException',
    'When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment.',
    { path: 'forceNewDeployment', expected: 'true', found: String(forceNewDeployment ?? false), rule: 'SV-205' },
  )
}

type Capacity = Pick<Revision, 'launchType' | 'capacityProviderStrategy'>

function sameCapacity(a: Capacity, b: Capacity): boolean {
  return (
    a.launchType === b.launchType &&
    JSON.stringify(a.capacityProviderStrategy) === JSON.stringify(b.capacityProviderStrategy)
  )
}

/** The revision to run: the one named, or the service's own, which a forced deployment needs ACTIVE. */
function definitionFor(world: World, service: Readonly<Service>, parsed: Input): Readonly<TaskDefinition> {
  const own = world.tables.taskDefinitions.certain(service.revision.taskDefinitionArn)
  if (parsed.taskDefinition === undefined) {
    if (parsed.forceNewDeployment === true) checkActive(own)
    return own
  }
  return parsed.taskDefinition === own.arn && parsed.forceNewDeployment !== true
    ? own
    : deployableDefinition(world, parsed.taskDefinition)
}

/** A strategy, given or the service's own; else, and for one that is taken away, a launch type. */
function capacityAsked(service: Readonly<Service>, parsed: Input): Parameters<typeof strategyFor>[2] {
  const { capacityProviderStrategy = describeItems(service.revision.capacityProviderStrategy) } = parsed
  const launchType = launchTypeBefore(service)
  return capacityProviderStrategy.length > 0 ? { capacityProviderStrategy } : { launchType }
}

/** What the launch is to look like: the service's own settings under the ones given. */
function launchInput(
  service: Readonly<Service>,
  parsed: Input,
  providers: readonly CapacityProviderItem[],
): Parameters<typeof checkLaunch>[1] {
  const { platformVersion, networkConfiguration } = service.revision
  const launchType = launchTypeOfItems(providers) ?? launchTypeBefore(service)
  const network =
    parsed.networkConfiguration ?? (networkConfiguration as Input['networkConfiguration'] | null) ?? undefined
  const version = parsed.platformVersion ?? (launchType === 'FARGATE' ? platformVersion : null) ?? undefined
  return {
    launchType,
    providers,
    ...(network === undefined ? {} : { networkConfiguration: network }),
    ...(version === undefined ? {} : { platformVersion: version }),
    placementConstraints: parsed.placementConstraints ?? service.placementConstraints.map(describeConstraint),
    placementStrategy: parsed.placementStrategy ?? service.placementStrategy.map(describeStrategy),
  }
}

/** The one that an empty strategy returns to: what the service had before its strategy, else what its tasks have (SV-205). */
function launchTypeBefore({ kept, revision }: Readonly<Service>): LaunchType {
  return (kept.launchType as LaunchType | undefined) ?? revision.launchType
}

/** Fields that take effect at once and start no deployment (SV-201). */
function keptFields(
  world: World,
  service: Readonly<Service>,
  parsed: Input,
  settings: LaunchSettings,
): Partial<Service> {
  const minimumHealthyPercent = parsed.deploymentConfiguration?.minimumHealthyPercent ?? service.minimumHealthyPercent
  const maximumPercent = parsed.deploymentConfiguration?.maximumPercent ?? service.maximumPercent
  checkPercentages({ minimumHealthyPercent, maximumPercent }, world.behavior)
  const { strategies: placementStrategy, constraints: placementConstraints } = settings
  const own = service.kept.availabilityZoneRebalancing === 'ENABLED' ? 'ENABLED' : 'DISABLED'
  const wish = { asked: parsed.availabilityZoneRebalancing, own, usual: own } as const
  const availabilityZoneRebalancing = rebalancingOf(wish, settings, maximumPercent)
  const kept = {
    ...service.kept,
    ...keptMembers(parsed),
    ...launchTypeToKeep(service, settings),
    availabilityZoneRebalancing,
  }
  const watches = watchesOf(parsed, service)
  return { minimumHealthyPercent, maximumPercent, ...watches, placementStrategy, placementConstraints, kept }
}

/** Remembered by a service that gets its first strategy. */
function launchTypeToKeep({ revision }: Readonly<Service>, { capacityProviderStrategy }: LaunchSettings): JsonRecord {
  const isFirst = revision.capacityProviderStrategy.length === 0 && capacityProviderStrategy.length > 0
  return isFirst ? { launchType: revision.launchType } : {}
}

const KEPT = [
  'enableECSManagedTags',
  'propagateTags',
  'enableExecuteCommand',
  'healthCheckGracePeriodSeconds',
  'serviceRegistries',
] as const

function keptMembers(parsed: Input): JsonRecord {
  return Object.fromEntries(
    KEPT.filter((name) => parsed[name] !== undefined).map((name) => [name, parsed[name]]),
  ) as JsonRecord
}

/** Those given, in place of all that there were (LB-130); without any, its own, which the revision must go on to have. */
function balancersFor(
  world: World,
  service: Readonly<Service>,
  { loadBalancers }: Input,
  definition: Readonly<TaskDefinition>,
): Revision['loadBalancers'] {
  if (loadBalancers !== undefined) return loadBalancersOf(world, loadBalancers, definition)
  checkStillThere(service, definition)
  return service.revision.loadBalancers
}

/** A new PRIMARY deployment when something it fixes has changed, or by force; else the rows' share of a scale-out (SV-204, DP-440). */
function deployed(
  world: World,
  service: Readonly<Service>,
  parsed: Input,
  revision: Revision,
): Partial<Service> & { readonly changes: readonly Change[] } {
  const { desiredCount = service.desiredCount } = parsed
  const scaled = withDesiredCount(service, desiredCount, world.behavior)
  if (parsed.forceNewDeployment !== true && sameRevision(revision, service.revision))
    return { ...scaled, ...withCapacity(service.revision, revision), changes: [] }
  const { row, changes } = beginDeployment(world, service, revision)
  const count = scaled.desiredCount === undefined ? {} : { desiredCount }
  return { ...count, revision, deployments: withNewPrimary(service.deployments, row), changes }
}

/** Kept for the next deployment: the rows, and every task that they start, stay with what they have (SV-205). */
function withCapacity(own: Revision, next: Revision): Pick<Service, 'revision'> | Record<string, never> {
  if (sameCapacity(own, next)) return {}
  const { launchType, platformVersion, capacityProviderStrategy } = next
  return { revision: { ...own, launchType, platformVersion, capacityProviderStrategy } }
}

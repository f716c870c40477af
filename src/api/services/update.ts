// UpdateService: what starts a deployment, and what only changes how the service is kept (SV-150…SV-163, SV-200…SV-210).
import { sameRevision, withNewPrimary, withScaleOut } from '../../deployment/rows.ts'
import { apply, markService } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import { findSubnets } from '../../engine/subnets.ts'
import type { World } from '../../engine/world.ts'
import { type Change, updated } from '../../model/changes.ts'
import type { JsonRecord, Revision, Service, TaskDefinition } from '../../model/entities.ts'
import type { Answer } from '../answer.ts'
import { getActiveService, getCluster } from '../find.ts'
import { checkLaunch, type LaunchSettings } from '../launch.ts'
import { notSimulated } from '../refuse.ts'
import type { UpdateServiceOutput } from '../shapes/ecs-types.generated.ts'
import { type ParsedInput, parseInput } from '../shapes/parse-input.ts'
import { checkActive, checkPercentages, checkService, deployableDefinition, rebalancingOf, watchesOf } from './check.ts'
import { revisionOf } from './create.ts'
import { checkDaemon } from './daemon.ts'
import { describeConstraint, describeProvider, describeService, describeStrategy } from './describe.ts'
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
  const settings = checkLaunch(world, launchInput(service, parsed), definition)
  checkProviderChange(service, parsed, settings)
  const loadBalancers = balancersFor(world, service, parsed, definition)
  const kept = keptFields(world, service, parsed, settings)
  return command(world, 'ecs.updateService', parsed, (cause) => {
    findSubnets(world, settings.subnetIds, cause)
    const next = { ...service, ...kept }
    const { changes, ...deployment } = deployed(
      world,
      next,
      parsed,
      revisionOf(definition.arn, { ...settings, loadBalancers }),
    )
    const set = { ...kept, ...scaled(service, parsed), ...deployment }
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

/** Another strategy waits for the next deployment, which only force begins here (SV-205). */
function checkProviderChange(service: Readonly<Service>, parsed: Input, { capacityProvider }: LaunchSettings): void {
  const isSame = JSON.stringify(capacityProvider) === JSON.stringify(service.revision.capacityProvider)
  if (isSame || parsed.forceNewDeployment === true) return
  const what = 'another capacity provider strategy without forceNewDeployment'
  notSimulated('capacityProviderStrategy', what, parsed.capacityProviderStrategy, 'SV-205')
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

/** What the launch is to look like: the service's own settings under the ones given. */
function launchInput(service: Readonly<Service>, parsed: Input): Parameters<typeof checkLaunch>[1] {
  const { launchType, platformVersion, capacityProvider, networkConfiguration } = service.revision
  const network =
    parsed.networkConfiguration ?? (networkConfiguration as Input['networkConfiguration'] | null) ?? undefined
  const strategy = parsed.capacityProviderStrategy ?? describeProvider(capacityProvider)
  const version = parsed.platformVersion ?? platformVersion ?? undefined
  return {
    ...(strategy === undefined || strategy.length === 0 ? { launchType } : { capacityProviderStrategy: strategy }),
    ...(network === undefined ? {} : { networkConfiguration: network }),
    ...(version === undefined ? {} : { platformVersion: version }),
    placementConstraints: parsed.placementConstraints ?? service.placementConstraints.map(describeConstraint),
    placementStrategy: parsed.placementStrategy ?? service.placementStrategy.map(describeStrategy),
  }
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
  const availabilityZoneRebalancing = rebalancingOf(
    parsed.availabilityZoneRebalancing ?? own,
    own,
    settings,
    maximumPercent,
  )
  const kept = { ...service.kept, ...keptMembers(parsed), availabilityZoneRebalancing }
  const watches = watchesOf(parsed, service)
  return { minimumHealthyPercent, maximumPercent, ...watches, placementStrategy, placementConstraints, kept }
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

function scaled(service: Readonly<Service>, parsed: Input): Partial<Service> {
  const { desiredCount } = parsed
  return desiredCount === undefined || desiredCount === service.desiredCount ? {} : { desiredCount }
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
  if (parsed.forceNewDeployment !== true && sameRevision(revision, service.revision)) {
    const grows = world.behavior.scaleOutBothRevisions && parsed.desiredCount !== undefined
    const deployments = grows ? withScaleOut(service, parsed.desiredCount as number) : service.deployments
    return deployments === service.deployments ? { changes: [] } : { deployments, changes: [] }
  }
  const { row, changes } = beginDeployment(world, service, revision)
  return { revision, deployments: withNewPrimary(service.deployments, row), changes }
}

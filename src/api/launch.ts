// On what, where and how does a caller want tasks started? The part that RunTask and services have in common (TD-110…TD-118).
import { locateSubnets } from '../engine/subnets.ts'
import type { World } from '../engine/world.ts'
import type {
  CapacityProviderItem,
  JsonRecord,
  LaunchType,
  PlacementConstraintItem,
  PlacementStrategyItem,
  TaskDefinition,
} from '../model/entities.ts'
import { pluginTypes } from '../placement/plugins.ts'
import { launchTypeOfItems } from './capacity-providers/strategy.ts'
import { checkConstraints } from './constraints.ts'
import { checkCount, invalid, notSimulated, refuse } from './refuse.ts'
import type { ParsedInput } from './shapes/parse-input.ts'

type LaunchInput = Pick<
  ParsedInput<'RunTask'>,
  'launchType' | 'networkConfiguration' | 'placementConstraints' | 'placementStrategy' | 'platformVersion'
> & {
  /** The strategy to follow, checked (SV-109); none where a launch type was named. */
  readonly providers?: readonly CapacityProviderItem[]
}

export interface LaunchSettings {
  readonly launchType: LaunchType
  readonly platformVersion: string | null
  readonly capacityProviderStrategy: readonly CapacityProviderItem[]
  readonly networkConfiguration: JsonRecord | null
  readonly subnetIds: readonly string[]
  readonly strategies: readonly PlacementStrategyItem[]
  readonly constraints: readonly PlacementConstraintItem[]
}

/** @throws InvalidParameterException, PlatformUnknownException, UnsupportedFeatureException */
export function checkLaunch(
  world: Pick<World, 'options' | 'plugins' | 'tables'>,
  input: LaunchInput,
  definition: Readonly<TaskDefinition>,
): LaunchSettings {
  const { providers = [] } = input
  const launchType = launchTypeOfItems(providers) ?? launchTypeOf(input)
  checkSpot(world, providers, definition)
  const constraints = checkConstraints(input.placementConstraints ?? [], definition, launchType)
  const strategies = checkStrategies(input.placementStrategy ?? [], launchType, pluginTypes(world.plugins))
  if (!definition.compatibilities.includes(launchType)) {
    refuse('InvalidParameterException', `Task definition does not support launch_type ${launchType}.`, {
      path: providers.length === 0 ? 'launchType' : 'capacityProviderStrategy',
      expected: definition.compatibilities.join(' or '),
      found: launchType,
      rule: 'TD-112',
    })
  }
  return {
    launchType,
    platformVersion: platformVersionOf(input.platformVersion, launchType),
    capacityProviderStrategy: providers,
    strategies,
    constraints,
    ...networkOf(world, input, definition, launchType),
  }
}

function launchTypeOf({ launchType = 'EC2' }: LaunchInput): LaunchType {
  if (launchType === 'MANAGED_INSTANCES') notSimulated('launchType', `the launch type ${launchType}`, launchType)
  return launchType
}

/** ARM came to Spot late (FG-6). */
function checkSpot(
  { options }: Pick<World, 'options'>,
  providers: readonly CapacityProviderItem[],
  { requiredAttributes }: Readonly<TaskDefinition>,
): void {
  const isArm = requiredAttributes['ecs.cpu-architecture'] === 'arm64'
  const isOnSpot = providers.some(({ name }) => name === 'FARGATE_SPOT')
  if (!isOnSpot || !isArm || options.behavior.fargateSpotArm64) return
  invalid('capacityProviderStrategy', 'FARGATE: there is no Spot capacity for ARM64', 'FARGATE_SPOT', 'FG-6')
}

type GivenStrategy = NonNullable<LaunchInput['placementStrategy']>[number]

function checkStrategies(
  given: readonly GivenStrategy[],
  launchType: LaunchType,
  plugins: readonly string[],
): PlacementStrategyItem[] {
  if (launchType === 'FARGATE' && given.length > 0)
    refuse('InvalidParameterException', 'Placement strategies are not supported with FARGATE launch type.', {
      path: 'placementStrategy',
      rule: 'PL-40',
    })
  checkCount('placementStrategy', given, 5, 'PL-22')
  return given.map((item, index) => strategyItem(item, index, plugins))
}

/** Checked and in one spelling (PL-18, PL-22). */
function strategyItem(item: GivenStrategy, index: number, plugins: readonly string[]): PlacementStrategyItem {
  const path = `placementStrategy[${index}]`
  const { type, field = '' } = item
  if (type === 'random') return { type, field: '' }
  if (type === 'binpack') {
    const name = field.toLowerCase()
    if (name !== 'cpu' && name !== 'memory') {
      refuse('InvalidParameterException', `binpack field '${field.slice(0, 80)}' is invalid`, {
        path: `${path}.field`,
        expected: 'cpu or memory',
        found: field.slice(0, 80),
        rule: 'PL-22',
      })
    }
    return { type, field: name }
  }
  if (type === 'spread') {
    if (field === 'instanceId' || field === 'host') return { type, field: 'instanceId' }
    if (/^attribute:.{1,128}$/.test(field)) return { type, field }
    invalid(`${path}.field`, "'instanceId', 'host' or 'attribute:NAME'", field, 'PL-22')
  }
  if (type !== undefined && plugins.includes(type)) return { type, field }
  return invalid(`${path}.type`, ["'spread', 'binpack' or 'random'", ...plugins].join(', '), type, 'PL-22')
}

const PLATFORM_VERSIONS: Readonly<Record<string, string>> = { LATEST: '1.4.0', '1.4.0': '1.4.0', '1.3.0': '1.3.0' }

function platformVersionOf(version: string | undefined, launchType: LaunchType): string | null {
  if (launchType !== 'FARGATE') {
    if (version !== undefined && version !== '')
      invalid('platformVersion', 'none on EC2: it belongs to Fargate', version, 'SV-110')
    return null
  }
  const known = Object.hasOwn(PLATFORM_VERSIONS, version ?? 'LATEST')
    ? PLATFORM_VERSIONS[version ?? 'LATEST']
    : undefined
  if (known === undefined) {
    refuse('PlatformUnknownException', 'The specified platform version does not exist.', {
      path: 'platformVersion',
      expected: Object.keys(PLATFORM_VERSIONS).join(', '),
      found: String(version).slice(0, 80),
      rule: 'TD-118',
    })
  }
  return known
}

function networkOf(
  world: Pick<World, 'options' | 'tables'>,
  input: LaunchInput,
  definition: Readonly<TaskDefinition>,
  launchType: LaunchType,
): Pick<LaunchSettings, 'networkConfiguration' | 'subnetIds'> {
  const vpc = input.networkConfiguration?.awsvpcConfiguration
  if (definition.networkMode !== 'awsvpc') {
    if (input.networkConfiguration !== undefined) {
      refuse(
        'InvalidParameterException',
        'Network Configuration is not valid for the given networkMode of this task definition.',
        { path: 'networkConfiguration', rule: 'TD-111' },
      )
    }
    return { networkConfiguration: null, subnetIds: [] }
  }
  if (vpc === undefined) {
    refuse(
      'InvalidParameterException',
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
      { path: 'networkConfiguration', rule: 'TD-110' },
    )
  }
  const subnetIds = vpc.subnets ?? []
  if (subnetIds.length === 0)
    refuse('InvalidParameterException', 'subnets can not be empty.', {
      path: 'networkConfiguration.awsvpcConfiguration.subnets',
      rule: 'TD-116',
    })
  checkCount('networkConfiguration.awsvpcConfiguration.subnets', subnetIds, 16, 'TD-116')
  checkCount('networkConfiguration.awsvpcConfiguration.securityGroups', vpc.securityGroups, 5, 'TD-116')
  checkOneVpc(world, subnetIds)
  if (launchType !== 'FARGATE' && vpc.assignPublicIp === 'ENABLED')
    refuse('InvalidParameterException', 'Assign public IP is not supported for this launch type.', {
      path: 'networkConfiguration.awsvpcConfiguration.assignPublicIp',
      expected: 'DISABLED',
      found: 'ENABLED',
      rule: 'TD-117',
    })
  const awsvpcConfiguration = { ...vpc, assignPublicIp: vpc.assignPublicIp ?? 'DISABLED' }
  return { networkConfiguration: { awsvpcConfiguration } as unknown as JsonRecord, subnetIds: [...new Set(subnetIds)] }
}

/** A network interface lies in one VPC, wherever in it (LB-12D). */
function checkOneVpc(world: Pick<World, 'options' | 'tables'>, subnetIds: readonly string[]): void {
  const [first, ...others] = locateSubnets(world, subnetIds)
  const stranger = others.find(({ vpcId }) => vpcId !== first?.vpcId)
  if (stranger === undefined) return
  invalid(
    'networkConfiguration.awsvpcConfiguration.subnets',
    `subnets of one VPC, such as ${first?.vpcId}`,
    `${stranger.id} of ${stranger.vpcId}`,
    'LB-12D',
  )
}

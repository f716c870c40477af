// On what, where and how does a caller want tasks started? The part that RunTask and services have in common (TD-110…TD-118).
import { locateSubnets } from '../engine/subnets.ts'
import type { World } from '../engine/world.ts'
import type {
  CapacityProvider,
  JsonRecord,
  LaunchType,
  PlacementConstraintItem,
  PlacementStrategyItem,
  TaskDefinition,
} from '../model/entities.ts'
import { pluginTypes } from '../placement/plugins.ts'
import { checkConstraints } from './constraints.ts'
import { checkCount, checkRange, invalid, notSimulated, refuse } from './refuse.ts'
import type { ParsedInput } from './shapes/parse-input.ts'

type LaunchInput = Pick<
  ParsedInput<'RunTask'>,
  | 'launchType'
  | 'capacityProviderStrategy'
  | 'networkConfiguration'
  | 'placementConstraints'
  | 'placementStrategy'
  | 'platformVersion'
>

export interface LaunchSettings {
  readonly launchType: LaunchType
  readonly platformVersion: string | null
  readonly capacityProvider: CapacityProvider | null
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
  const capacityProvider = providerOf(input)
  const launchType = capacityProvider === null ? launchTypeOf(input) : 'FARGATE'
  checkSpot(world, capacityProvider, definition)
  const constraints = checkConstraints(input.placementConstraints ?? [], definition, launchType)
  const strategies = checkStrategies(input.placementStrategy ?? [], launchType, pluginTypes(world.plugins))
  if (!definition.compatibilities.includes(launchType)) {
    refuse('InvalidParameterException', `Task definition does not support launch_type ${launchType}.`, {
      path: 'launchType',
      expected: definition.compatibilities.join(' or '),
      found: launchType,
      rule: 'TD-112',
    })
  }
  return {
    launchType,
    platformVersion: platformVersionOf(input.platformVersion, launchType),
    capacityProvider,
    strategies,
    constraints,
    ...networkOf(world, input, definition, launchType),
  }
}

function launchTypeOf({ launchType = 'EC2' }: LaunchInput): LaunchType {
  if (launchType === 'MANAGED_INSTANCES') notSimulated('launchType', `the launch type ${launchType}`, launchType)
  return launchType
}

/** A strategy of one item, which takes every task whatever its weight (SV-501); null where none is given. */
function providerOf({ launchType, capacityProviderStrategy: strategy = [] }: LaunchInput): CapacityProvider | null {
  const [item] = strategy
  if (item === undefined) return null
  if (launchType !== undefined) {
    refuse(
      'InvalidParameterException',
      'Specifying both a launch type and capacity provider strategy is not supported.',
      { path: 'capacityProviderStrategy', rule: 'TD-113' },
    )
  }
  const { capacityProvider: name, base = 0, weight = 0 } = item
  const isSimulated = strategy.length === 1 && (name === 'FARGATE' || name === 'FARGATE_SPOT')
  if (!isSimulated) {
    const what = 'capacity providers beyond one of FARGATE and FARGATE_SPOT'
    return notSimulated('capacityProviderStrategy', what, strategy, 'SV-109')
  }
  checkRange('capacityProviderStrategy[0].base', base, 0, 100_000, 'SV-109')
  checkRange('capacityProviderStrategy[0].weight', weight, 0, 1_000, 'SV-109')
  return { name, base, weight }
}

/** ARM came to Spot late (FG-6). */
function checkSpot(
  { options }: Pick<World, 'options'>,
  provider: CapacityProvider | null,
  { requiredAttributes }: Readonly<TaskDefinition>,
): void {
  const isArm = requiredAttributes['ecs.cpu-architecture'] === 'arm64'
  if (provider?.name !== 'FARGATE_SPOT' || !isArm || options.behavior.fargateSpotArm64) return
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

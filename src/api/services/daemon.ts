// What may a DAEMON service not ask for? The refusals that CreateService and UpdateService share (PL-36, SV-105, SV-107, SV-113).
import { show } from '../../kernel/closest.ts'
import type { CapacityProviderItem } from '../../model/entities.ts'
import { refuse } from '../refuse.ts'
import type { ParsedInput } from '../shapes/parse-input.ts'

type Asked = Partial<
  Pick<
    ParsedInput<'CreateService'>,
    | 'desiredCount'
    | 'placementStrategy'
    | 'deploymentConfiguration'
    | 'launchType'
    | 'capacityProviderStrategy'
    | 'deploymentController'
    | 'volumeConfigurations'
    | 'availabilityZoneRebalancing'
  >
>

/** Its own, or the cluster's default: naming the launch type is the way round that one. @throws InvalidParameterException */
export function checkDaemonProviders(strategy: readonly CapacityProviderItem[]): void {
  const [first] = strategy
  if (first === undefined) return
  refuse(
    'InvalidParameterException',
    'Specifying a capacity provider strategy is not supported when you create a service using the DAEMON scheduling strategy.',
    { path: 'capacityProviderStrategy', expected: 'a launch type', found: first.name, rule: 'PL-36' },
  )
}

/** One thing that a daemon cannot have: where it stands, what was given (undefined: nothing), and AWS's words. */
interface Obstacle {
  readonly path: string
  readonly given: unknown
  readonly message: string
  readonly expected: string
  readonly rule: string
}

/** @throws InvalidParameterException for the first thing that a daemon cannot have */
export function checkDaemon(input: Asked): void {
  const obstacle = obstaclesOf(input).find(({ given }) => given !== undefined)
  if (obstacle === undefined) return
  const { path, given, message, expected, rule } = obstacle
  refuse('InvalidParameterException', message, { path, expected, found: show(given), rule })
}

function obstaclesOf(input: Asked): readonly Obstacle[] {
  const { placementStrategy = [], deploymentController, launchType, volumeConfigurations = [] } = input
  const maximumPercent = input.deploymentConfiguration?.maximumPercent
  const controller = deploymentController?.type
  const onFargate = launchType === 'FARGATE' ? launchType : fargateProviderIn(input)
  return [
    {
      path: 'desiredCount',
      given: input.desiredCount,
      message: `${DAEMON} does not support a desired count for services. Remove the desired count value and try again`,
      expected: 'nothing: ECS counts the instances',
      rule: 'SV-105',
    },
    {
      path: 'placementStrategy',
      given: when(placementStrategy.length > 0, placementStrategy),
      message: `${DAEMON} does not support placement strategies`,
      expected: 'none',
      rule: 'PL-36',
    },
    {
      path: 'deploymentConfiguration.maximumPercent',
      given: when(maximumPercent !== undefined && maximumPercent > 100, maximumPercent),
      message: `${DAEMON} does not support values above 100 for maximumPercent`,
      expected: '100',
      rule: 'SV-113',
    },
    {
      path: launchType === 'FARGATE' ? 'launchType' : 'capacityProviderStrategy',
      given: onFargate,
      message: `${DAEMON} does not support Fargate`,
      expected: 'EC2 or EXTERNAL',
      rule: 'SV-107',
    },
    {
      path: 'deploymentController.type',
      given: when(controller !== 'ECS', controller),
      message: `${DAEMON} does not support the deployment controller ${controller}`,
      expected: 'ECS',
      rule: 'SV-107',
    },
    {
      path: 'volumeConfigurations',
      given: when(volumeConfigurations.length > 0, volumeConfigurations),
      message: `${DAEMON} does not support volume configurations`,
      expected: 'none',
      rule: 'SV-107',
    },
    {
      path: 'availabilityZoneRebalancing',
      given: when(input.availabilityZoneRebalancing === 'ENABLED', 'ENABLED'),
      message: 'Availability Zone Rebalancing does not support DAEMON services',
      expected: 'DISABLED',
      rule: 'PL-62',
    },
  ]
}

const DAEMON = 'The daemon scheduling strategy'

function when(isGiven: boolean, value: unknown): unknown {
  return isGiven ? value : undefined
}

function fargateProviderIn({ capacityProviderStrategy = [] }: Asked): string | undefined {
  return capacityProviderStrategy.find(({ capacityProvider }) => capacityProvider?.startsWith('FARGATE') === true)
    ?.capacityProvider
}

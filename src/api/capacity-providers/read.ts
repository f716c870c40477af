// DescribeCapacityProviders (CP-05).
import { capacityProviderArn } from '../../kernel/arns.ts'
import { FARGATE_PROVIDERS } from '../../model/capacity-providers.ts'
import type { WorldView } from '../../model/view.ts'
import type { Answer } from '../answer.ts'
import { getCluster } from '../find.ts'
import { pageOf } from '../pages.ts'
import { eachOnce, named } from '../references.ts'
import { checkCount } from '../refuse.ts'
import type { CapacityProvider, DescribeCapacityProvidersOutput, Failure } from '../shapes/ecs-types.generated.ts'
import { type ParsedInput, parseInput } from '../shapes/parse-input.ts'
import { describeFargateProvider, describeProvider } from './describe.ts'
import { findProvider, providerName } from './find.ts'

/** Those that are named, deleted ones included; all that can be used when none is. @throws InvalidParameterException */
export function describeCapacityProviders(world: WorldView, input?: unknown): Answer<DescribeCapacityProvidersOutput> {
  const parsed = parseInput('DescribeCapacityProviders', input)
  const { capacityProviders: given = [], include = [] } = parsed
  checkCount('capacityProviders', given, 100, 'CP-05')
  const capacityProviders: CapacityProvider[] = []
  const failures: Failure[] = []
  const references = given.length > 0 ? given : everyone(world, parsed)
  for (const { arn } of eachOnce(named('capacityProviders', references, (reference) => arnOf(world, reference)))) {
    const provider = describeReference(world, arn, include)
    if (provider !== undefined) capacityProviders.push(provider)
    else failures.push({ arn, reason: 'MISSING' })
  }
  const { items, ...more } = pageOf('DescribeCapacityProviders', capacityProviders, parsed, { most: 10, usual: 10 })
  return { capacityProviders: items, failures, ...more }
}

/** Those of AWS, then the account's own in order of creation; of a cluster, those that are associated with it. */
function everyone(world: WorldView, { cluster }: ParsedInput<'DescribeCapacityProviders'>): readonly string[] {
  if (cluster !== undefined) return getCluster(world, cluster).capacityProviders ?? []
  const own = [...world.tables.capacityProviders.values()].filter(({ status }) => status === 'ACTIVE')
  return [...FARGATE_PROVIDERS, ...own.map(({ name }) => name)]
}

function describeReference(
  world: WorldView,
  reference: string,
  include: readonly string[],
): CapacityProvider | undefined {
  const ofAws = FARGATE_PROVIDERS.find((name) => name === providerName(world, reference))
  if (ofAws !== undefined) return describeFargateProvider(world, ofAws)
  const provider = findProvider(world, reference)
  return provider === undefined ? undefined : describeProvider(provider, include)
}

function arnOf({ realm }: WorldView, reference: string): string {
  return reference.startsWith('arn:') ? reference : capacityProviderArn(realm, reference)
}

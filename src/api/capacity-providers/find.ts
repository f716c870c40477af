// Which capacity provider does a caller mean by a name or an ARN? (CP-05)
import { capacityProviderArn, shortName } from '../../kernel/arns.ts'
import { show } from '../../kernel/closest.ts'
import { isFargateProvider } from '../../model/capacity-providers.ts'
import type { CapacityProvider } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'

/** Its name, for one that can be used: ACTIVE, or of AWS. */
export function usableProvider(world: WorldView, reference: string): string | undefined {
  const name = providerName(world, reference)
  if (name === undefined || isFargateProvider(name)) return name
  return world.tables.capacityProviders.get(capacityProviderArn(world.realm, name))?.status === 'ACTIVE'
    ? name
    : undefined
}

/** The short name; undefined for an ARN of another account, Region or kind. */
export function providerName({ realm }: Pick<WorldView, 'realm'>, reference: string): string | undefined {
  if (!reference.startsWith('arn:')) return reference
  const name = shortName(reference)
  return reference === capacityProviderArn(realm, name) ? name : undefined
}

/** In any status; undefined for those of AWS too, of which nothing is recorded. */
export function findProvider(world: WorldView, reference: string): Readonly<CapacityProvider> | undefined {
  return world.tables.capacityProviders.get(capacityProviderArn(world.realm, providerName(world, reference) ?? ''))
}

/** One of the account's own, to be changed or deleted. @throws ClientException */
export function getOwnProvider(world: WorldView, reference: string, path: string): Readonly<CapacityProvider> {
  const provider = findProvider(world, reference)
  if (provider?.status === 'ACTIVE') return provider
  const isOfAws = isFargateProvider(providerName(world, reference) ?? '')
  const message = isOfAws
    ? 'The FARGATE and FARGATE_SPOT capacity providers are reserved and cannot be changed or deleted.'
    : 'The specified capacity provider does not exist. Specify a valid name or ARN and try again.'
  return refuse('ClientException', message, {
    path,
    expected: 'an ACTIVE capacity provider of an Auto Scaling group',
    found: show(reference),
    rule: 'CP-05',
  })
}

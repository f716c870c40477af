// Which strategy is a task or service to follow, and may it? (SV-108, SV-109, CL-12, CL-13, CP-10, CP-11)
import { show } from '../../kernel/closest.ts'
import { isFargateProvider } from '../../model/capacity-providers.ts'
import type { CapacityProviderItem, Cluster, LaunchType } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { checkCount, checkRange, invalid, refuse } from '../refuse.ts'
import type { ParsedInput } from '../shapes/parse-input.ts'
import { providerName, usableProvider } from './find.ts'

type Asked = Pick<ParsedInput<'RunTask'>, 'launchType' | 'capacityProviderStrategy'>
type GivenItems = NonNullable<Asked['capacityProviderStrategy']>

const PATH = 'capacityProviderStrategy'

/**
 * The one that was given, or the cluster's default; none where a launch type was named, or there is no default.
 * @throws InvalidParameterException
 */
export function strategyFor(
  world: WorldView,
  cluster: Readonly<Cluster>,
  { launchType, capacityProviderStrategy: given = [] }: Asked,
): readonly CapacityProviderItem[] {
  if (given.length === 0) return launchType === undefined ? (cluster.defaultCapacityProviderStrategy ?? []) : []
  if (launchType !== undefined) {
    refuse(
      'InvalidParameterException',
      'Specifying both a launch type and capacity provider strategy is not supported.',
      { path: PATH, rule: 'TD-113' },
    )
  }
  const items = parseStrategy(world, PATH, given)
  checkAssociated(items, cluster.capacityProviders ?? [])
  return items
}

/** The launch type that the tasks of a strategy have. */
export function launchTypeOfItems(items: readonly CapacityProviderItem[]): LaunchType | undefined {
  const [first] = items
  if (first === undefined) return undefined
  return isFargateProvider(first.name) ? 'FARGATE' : 'EC2'
}

/** Checked for itself, defaults written in. @throws InvalidParameterException */
export function parseStrategy(world: WorldView, path: string, given: GivenItems): readonly CapacityProviderItem[] {
  checkCount(path, given, world.behavior.strategyItemLimit, 'CL-12')
  const items = given.map((item, index) => parseItem(world, `${path}[${index}]`, item))
  checkBases(path, items)
  if (items.length > 1 && items.every(({ weight }) => weight === 0))
    refuseStrategy(
      path,
      'At least one capacity provider of a strategy must have a weight greater than zero.',
      'SV-109',
      {
        expected: 'a weight greater than 0 on at least one item',
        found: 'weight 0 on every item',
      },
    )
  checkKinds(path, items)
  return items
}

function parseItem(world: WorldView, path: string, item: GivenItems[number]): CapacityProviderItem {
  const { capacityProvider, base = 0, weight = 0 } = item
  checkRange(`${path}.base`, base, 0, 100_000, 'SV-109')
  checkRange(`${path}.weight`, weight, 0, 1_000, 'SV-109')
  const name = usableProvider(world, capacityProvider)
  if (name === undefined) unknownProvider(world, `${path}.capacityProvider`, capacityProvider)
  return { name, base, weight }
}

/** @throws InvalidParameterException */
export function unknownProvider({ realm }: Pick<WorldView, 'realm'>, path: string, reference: string): never {
  const name = providerName({ realm }, reference) ?? reference
  return refuse(
    'InvalidParameterException',
    `The specified capacity provider ${show(name)} was not found. Specify a valid name or ARN and try again.`,
    { path, expected: 'FARGATE, FARGATE_SPOT or an ACTIVE capacity provider', found: show(reference), rule: 'SV-109' },
  )
}

function checkBases(path: string, items: readonly CapacityProviderItem[]): void {
  const twice = items.findIndex(({ name }, index) => items.findIndex((other) => other.name === name) < index)
  if (twice >= 0) invalid(`${path}[${twice}].capacityProvider`, 'each provider once', items[twice]!.name, 'SV-109')
  const based = items.flatMap(({ base }, index) => (base > 0 ? [index] : []))
  if (based.length > 1) invalid(`${path}[${based[1]}].base`, 'a base on at most one item', 'a second one', 'SV-109')
}

/** A strategy runs on Fargate, or on Auto Scaling groups. */
function checkKinds(path: string, items: readonly CapacityProviderItem[]): void {
  const stranger = items.find(({ name }) => isFargateProvider(name) !== isFargateProvider(items[0]!.name))
  if (stranger === undefined) return
  refuseStrategy(
    path,
    'A capacity provider strategy cannot contain a mix of capacity providers using Auto Scaling groups and Fargate. Specify one or the other and try again.',
    'CP-11',
    { expected: `providers like ${items[0]!.name}`, found: stranger.name },
  )
}

function checkAssociated(items: readonly CapacityProviderItem[], associated: readonly string[]): void {
  const stranger = items.find(({ name }) => !associated.includes(name))
  if (stranger === undefined) return
  refuseStrategy(
    PATH,
    'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.',
    'SV-109',
    { expected: associated.length === 0 ? 'a launch type' : associated.join(' or '), found: stranger.name },
  )
}

function refuseStrategy(
  path: string,
  message: string,
  rule: string,
  facts: { readonly expected: string; readonly found: string },
): never {
  return refuse('InvalidParameterException', message, { path, ...facts, rule })
}

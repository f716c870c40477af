// CreateCapacityProvider, UpdateCapacityProvider, DeleteCapacityProvider (CP-01…CP-07).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { capacityProviderArn, shortName } from '../../kernel/arns.ts'
import { groupNameOf } from '../../model/capacity-providers.ts'
import { type Change, inserted, removed, updated } from '../../model/changes.ts'
import type { AutoScalingGroupProvider, CapacityProvider, Tag } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import type { Answer } from '../answer.ts'
import { checkTags, invalid, isName, notSimulated, refuse } from '../refuse.ts'
import type {
  CreateCapacityProviderOutput,
  DeleteCapacityProviderOutput,
  UpdateCapacityProviderOutput,
} from '../shapes/ecs-types.generated.ts'
import { type ParsedInput, parseInput } from '../shapes/parse-input.ts'
import { describeProvider } from './describe.ts'
import { findProvider, getOwnProvider } from './find.ts'
import { groupArnOf, usualGroup, withGiven } from './group.ts'
import { clustersOf, servicesOf } from './usage.ts'

/** @throws ClientException, InvalidParameterException, UnsupportedFeatureException */
export function createCapacityProvider(world: World, input: unknown): Answer<CreateCapacityProviderOutput> {
  const parsed = parseInput('CreateCapacityProvider', input)
  const { name, tags = [] } = parsed
  checkName(name)
  checkTags(tags, 'CL-14')
  const autoScalingGroupProvider = groupOf(world, parsed)
  const known = findProvider(world, name)
  if (known?.status === 'ACTIVE')
    refuse(
      'ClientException',
      'The specified capacity provider already exists. To change the configuration of an existing capacity provider, update the capacity provider.',
      { path: 'name', expected: 'a name that is not in use', found: name, rule: 'CP-05' },
    )
  checkGroupIsFree(world, autoScalingGroupProvider)
  checkProtection(world, autoScalingGroupProvider)
  return command(world, 'ecs.createCapacityProvider', parsed, (cause) => {
    const provider: CapacityProvider = {
      arn: capacityProviderArn(world.realm, name),
      name,
      status: 'ACTIVE',
      updateStatus: 'CREATE_COMPLETE',
      createdAtMs: world.nowMs,
      autoScalingGroupProvider,
      gauge: null,
      tags: tags as Tag[],
    }
    const gone = known === undefined ? [] : [removed('capacityProvider.forgotten', known.arn, 'CP-05')]
    write(world, [...gone, inserted('capacityProvider.created', provider.arn, provider, 'CP-01')], cause)
    return { capacityProvider: describeProvider(provider, ['TAGS']) }
  })
}

/** @throws ClientException, InvalidParameterException, UnsupportedFeatureException */
export function updateCapacityProvider(world: World, input: unknown): Answer<UpdateCapacityProviderOutput> {
  const parsed = parseInput('UpdateCapacityProvider', input)
  checkIsGroup(parsed)
  const provider = getOwnProvider(world, parsed.name, 'name')
  const autoScalingGroupProvider = withGiven(provider.autoScalingGroupProvider, parsed.autoScalingGroupProvider ?? {})
  checkOneCluster(world, provider.name, autoScalingGroupProvider)
  checkProtection(world, autoScalingGroupProvider)
  return command(world, 'ecs.updateCapacityProvider', parsed, (cause) => {
    const set = { autoScalingGroupProvider, updateStatus: 'UPDATE_COMPLETE' } as const
    write(world, [updated('capacityProvider.updated', provider.arn, set, 'CP-05')], cause)
    return { capacityProvider: describeProvider(world.tables.capacityProviders.certain(provider.arn), ['TAGS']) }
  })
}

/** Only instances that are protected can be kept from termination (CP-02). Of a group that is not there, nobody knows. */
function checkProtection({ tables }: World, own: AutoScalingGroupProvider): void {
  const group = tables.autoScalingGroups.get(groupNameOf(own))
  if (own.managedTerminationProtection !== 'ENABLED' || group === undefined || group.protectsNewInstances) return
  refuse(
    'ClientException',
    'The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, the Auto Scaling group must have instance protection from scale in enabled.',
    {
      path: 'autoScalingGroupProvider.managedTerminationProtection',
      expected: 'DISABLED, or a group with NewInstancesProtectedFromScaleIn',
      found: 'ENABLED',
      rule: 'CP-02',
    },
  )
}

/** @throws ClientException, also while a cluster or a service has it (CP-06) */
export function deleteCapacityProvider(world: World, input: unknown): Answer<DeleteCapacityProviderOutput> {
  const parsed = parseInput('DeleteCapacityProvider', input)
  checkNoCluster(parsed.cluster)
  const provider = getOwnProvider(world, parsed.capacityProvider, 'capacityProvider')
  const [cluster] = clustersOf(world, provider.name)
  const [service] = servicesOf(world, provider.name)
  if (cluster !== undefined)
    refuseDeletion(
      `The capacity provider cannot be deleted because it is associated with cluster: ${cluster.name}. Remove the capacity provider from the cluster and try again.`,
      provider,
    )
  if (service !== undefined)
    refuseDeletion(
      `The capacity provider cannot be deleted because it is in the capacity provider strategy of service: ${service.name}.`,
      provider,
    )
  return command(world, 'ecs.deleteCapacityProvider', parsed, (cause) => {
    const set = { status: 'INACTIVE', updateStatus: 'DELETE_COMPLETE' } as const
    write(world, [updated('capacityProvider.deleted', provider.arn, set, 'CP-06')], cause)
    return { capacityProvider: describeProvider(world.tables.capacityProviders.certain(provider.arn), ['TAGS']) }
  })
}

function write(world: World, changes: readonly Change[], cause: number): void {
  apply(world, { changes, timers: [] }, cause)
}

function refuseDeletion(message: string, { name }: Readonly<CapacityProvider>): never {
  refuse('ClientException', message, {
    path: 'capacityProvider',
    expected: 'a provider that nobody uses',
    found: name,
    rule: 'CP-06',
  })
}

function checkName(name: string): void {
  if (isName(name) && !/^(aws|ecs|fargate)/i.test(name)) return
  invalid(
    'name',
    '1 to 255 letters, digits, hyphens or underscores that do not begin with aws, ecs or fargate',
    name.slice(0, 80),
    'CP-05',
  )
}

function groupOf(world: World, parsed: ParsedInput<'CreateCapacityProvider'>): AutoScalingGroupProvider {
  checkIsGroup(parsed)
  const { autoScalingGroupProvider: given } = parsed
  if (given === undefined)
    invalid('autoScalingGroupProvider', 'an Auto Scaling group with its autoScalingGroupArn', undefined, 'CP-04')
  const arn = groupArnOf(world, given.autoScalingGroupArn)
  return withGiven(usualGroup(arn, world.behavior), given)
}

function checkIsGroup({
  managedInstancesProvider,
  cluster,
}: ParsedInput<'UpdateCapacityProvider' | 'CreateCapacityProvider'>): void {
  if (managedInstancesProvider !== undefined)
    notSimulated('managedInstancesProvider', 'managed instances', managedInstancesProvider, 'PL-42')
  checkNoCluster(cluster)
}

/** A provider of managed instances alone belongs to a cluster. */
function checkNoCluster(cluster: string | undefined): void {
  if (cluster !== undefined)
    invalid('cluster', 'none: a provider of an Auto Scaling group belongs to no cluster', cluster, 'CP-04')
}

/** One group serves one provider. */
function checkGroupIsFree({ tables }: WorldView, { autoScalingGroupArn }: AutoScalingGroupProvider): void {
  const taken = [...tables.capacityProviders.values()].some(
    ({ status, autoScalingGroupProvider: group }) =>
      status === 'ACTIVE' && shortName(group.autoScalingGroupArn) === shortName(autoScalingGroupArn),
  )
  if (!taken) return
  refuse(
    'ClientException',
    'The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a unique Auto Scaling group ARN and try again.',
    {
      path: 'autoScalingGroupProvider.autoScalingGroupArn',
      expected: 'a group without a capacity provider',
      found: autoScalingGroupArn.slice(0, 200),
      rule: 'CP-04',
    },
  )
}

/** Scaling is managed for one cluster alone. */
function checkOneCluster(world: WorldView, name: string, { managedScaling }: AutoScalingGroupProvider): void {
  const clusters = managedScaling.status === 'ENABLED' ? clustersOf(world, name) : []
  if (clusters.length < 2) return
  refuse('ClientException', 'Managed scaling serves one cluster: the capacity provider is associated with several.', {
    path: 'autoScalingGroupProvider.managedScaling.status',
    expected: 'DISABLED',
    found: `ENABLED, in ${clusters.map((cluster) => cluster.name).join(' and ')}`,
    rule: 'CP-04',
  })
}

// DescribeServices, ListServices and ListServicesByNamespace (SV-163, SV-306, SV-311, CL-17).
import { show } from '../../kernel/closest.ts'
import type { Service } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import type { Answer } from '../answer.ts'
import { getCluster } from '../find.ts'
import { pageOf } from '../pages.ts'
import { checkSome, eachOnce, namedIn } from '../references.ts'
import { refuse } from '../refuse.ts'
import type {
  DescribeServicesOutput,
  ListServicesByNamespaceOutput,
  ListServicesOutput,
} from '../shapes/ecs-types.generated.ts'
import { parseInput } from '../shapes/parse-input.ts'
import { describeService } from './describe.ts'

export function describeServices(world: WorldView, input: unknown): Answer<DescribeServicesOutput> {
  const parsed = parseInput('DescribeServices', input)
  checkSome('services', parsed.services, 10, 'SV-311')
  const cluster = getCluster(world, parsed.cluster)
  const answer: Answer<DescribeServicesOutput> = { services: [], failures: [] }
  const asked = { part: 'service', member: 'services' } as const
  for (const { arn, shown } of eachOnce(namedIn(world, cluster, asked, parsed.services))) {
    const service = world.tables.services.get(arn)
    if (service === undefined) answer.failures.push({ arn: shown, reason: 'MISSING' })
    else answer.services.push(describeService(world, service, parsed.include))
  }
  return answer
}

/** ACTIVE services only, by the launch type that they show (SV-306, SV-316). */
export function listServices(world: WorldView, input?: unknown): ListServicesOutput & { serviceArns: string[] } {
  const parsed = parseInput('ListServices', input)
  const cluster = getCluster(world, parsed.cluster)
  const arns = [...(world.indexes.services.byCluster.get(cluster.arn) ?? [])].filter((arn) => {
    const { status, revision, schedulingStrategy } = world.tables.services.certain(arn)
    if (parsed.schedulingStrategy !== undefined && parsed.schedulingStrategy !== schedulingStrategy) return false
    // Those that ECS manages for the user are not simulated.
    if (parsed.resourceManagementType === 'ECS') return false
    return status === 'ACTIVE' && (parsed.launchType === undefined || parsed.launchType === launchTypeShown(revision))
  })
  const { items, ...more } = pageOf('ListServices', arns, parsed, { most: 100, usual: 10 })
  return { serviceArns: items, ...more }
}

/** None where a strategy says who launches. */
function launchTypeShown({ launchType, capacityProviderStrategy }: Readonly<Service>['revision']): string | null {
  return capacityProviderStrategy.length === 0 ? launchType : null
}

/** Of every cluster. A namespace that nobody names is not known. @throws NamespaceNotFoundException */
export function listServicesByNamespace(
  world: WorldView,
  input: unknown,
): ListServicesByNamespaceOutput & { serviceArns: string[] } {
  const parsed = parseInput('ListServicesByNamespace', input)
  const { services, clusters } = world.tables
  const users = [...services.values()].filter(
    (service) => service.status === 'ACTIVE' && namespaceOf(world, service) === parsed.namespace,
  )
  const isDefault = [...clusters.values()].some(
    ({ kept }) => namespaceIn(kept.serviceConnectDefaults) === parsed.namespace,
  )
  if (users.length === 0 && !isDefault)
    refuse('NamespaceNotFoundException', 'The specified namespace was not found.', {
      path: 'namespace',
      expected: 'a namespace that a cluster or a service names',
      found: show(parsed.namespace),
      rule: 'CL-17',
    })
  const arns = users.map(({ arn }) => arn as string)
  const { items, ...more } = pageOf('ListServicesByNamespace', arns, parsed, { most: 100, usual: 10 })
  return { serviceArns: items, ...more }
}

/** The one that its Service Connect names, or its cluster's; undefined without Service Connect. */
function namespaceOf({ tables }: WorldView, { clusterArn, revision }: Readonly<Service>): string | undefined {
  const connect = revision.kept?.serviceConnectConfiguration as { readonly enabled?: boolean } | undefined
  if (connect?.enabled !== true) return undefined
  return namespaceIn(connect) ?? namespaceIn(tables.clusters.certain(clusterArn).kept.serviceConnectDefaults)
}

function namespaceIn(settings: unknown): string | undefined {
  return (settings as { readonly namespace?: string } | undefined)?.namespace
}

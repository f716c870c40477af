// DescribeServices and ListServices (SV-163, SV-306, SV-311).
import { serviceArn, shortName } from '../../kernel/arns.ts'
import type { WorldView } from '../../model/view.ts'
import type { Answer } from '../answer.ts'
import { findService, getCluster } from '../find.ts'
import { pageOf } from '../pages.ts'
import { checkCount, refuse } from '../refuse.ts'
import type { DescribeServicesOutput, ListServicesOutput } from '../shapes/ecs-types.generated.ts'
import { parseInput } from '../shapes/parse-input.ts'
import { describeService } from './describe.ts'

export function describeServices(world: WorldView, input: unknown): Answer<DescribeServicesOutput> {
  const parsed = parseInput('DescribeServices', input)
  checkCount('services', parsed.services, 10, 'SV-311')
  if (parsed.services.length === 0)
    refuse('InvalidParameterException', 'Services cannot be empty.', {
      path: 'services',
      expected: '1 to 10 services',
      found: 'none',
      rule: 'SV-311',
    })
  const cluster = getCluster(world, parsed.cluster)
  const answer: Answer<DescribeServicesOutput> = { services: [], failures: [] }
  for (const reference of parsed.services) {
    const service = findService(world, cluster, reference)
    if (service === undefined)
      answer.failures.push({ arn: serviceArn(world.realm, cluster.name, shortName(reference)), reason: 'MISSING' })
    else answer.services.push(describeService(world, service, parsed.include))
  }
  return answer
}

/** ACTIVE services only (SV-306). */
export function listServices(world: WorldView, input?: unknown): ListServicesOutput & { serviceArns: string[] } {
  const parsed = parseInput('ListServices', input)
  const cluster = getCluster(world, parsed.cluster)
  const arns = [...(world.indexes.services.byCluster.get(cluster.arn) ?? [])].filter((arn) => {
    const { status, revision, schedulingStrategy } = world.tables.services.certain(arn)
    if (parsed.schedulingStrategy !== undefined && parsed.schedulingStrategy !== schedulingStrategy) return false
    return status === 'ACTIVE' && (parsed.launchType === undefined || parsed.launchType === revision.launchType)
  })
  const page = pageOf(arns, parsed.maxResults, parsed.nextToken, { most: 100, usual: 10 })
  return { serviceArns: page.items, ...(page.nextToken === null ? {} : { nextToken: page.nextToken }) }
}

// Container instances: describe, list (CI-15, PF-07).
import { show } from '../../kernel/closest.ts'
import type { WorldView } from '../../model/view.ts'
import type { Answer } from '../answer.ts'
import { containerInstanceArnOf, findContainerInstance, getCluster } from '../find.ts'
import { pageOf } from '../pages.ts'
import { checkCount, notSimulated, refuse } from '../refuse.ts'
import type { DescribeContainerInstancesOutput, ListContainerInstancesOutput } from '../shapes/ecs-types.generated.ts'
import { parseInput } from '../shapes/parse-input.ts'
import { describeContainerInstance } from './describe.ts'

export function describeContainerInstances(world: WorldView, input: unknown): Answer<DescribeContainerInstancesOutput> {
  const parsed = parseInput('DescribeContainerInstances', input)
  const { containerInstances: references, include = [] } = parsed
  checkCount('containerInstances', references, 100, 'CL-14')
  if (references.length === 0)
    refuse('InvalidParameterException', 'Container instance can not be blank.', {
      path: 'containerInstances',
      expected: '1 to 100 container instances',
      found: 'none',
    })
  const cluster = getCluster(world, parsed.cluster)
  const answer: Answer<DescribeContainerInstancesOutput> = { containerInstances: [], failures: [] }
  for (const reference of references) {
    const instance = findContainerInstance(world, cluster, reference)
    if (instance?.clusterArn === cluster.arn && instance.status !== 'REGISTERING')
      answer.containerInstances.push(describeContainerInstance(world, instance, include))
    else answer.failures.push({ arn: containerInstanceArnOf(world, cluster, reference), reason: 'MISSING' })
  }
  return answer
}

export function listContainerInstances(
  world: WorldView,
  input?: unknown,
): ListContainerInstancesOutput & { containerInstanceArns: string[] } {
  const parsed = parseInput('ListContainerInstances', input ?? {})
  const cluster = getCluster(world, parsed.cluster)
  if (parsed.filter !== undefined) notSimulated('filter', 'the cluster query language', show(parsed.filter), 'CQ-01')
  const { status } = parsed
  const all = world.indexes.fleet(cluster.arn).slots()
  const slots =
    status === undefined ? all : all.filter((slot) => (slot.class.isDraining ? 'DRAINING' : 'ACTIVE') === status)
  const page = pageOf(
    slots.map(({ arn }) => arn),
    parsed.maxResults,
    parsed.nextToken,
    { most: 100, usual: 100 },
  )
  return { containerInstanceArns: page.items, ...(page.nextToken === null ? {} : { nextToken: page.nextToken }) }
}

// Container instances: describe, list (CI-15, PF-07).
import type { WorldView } from '../../model/view.ts'
import { subjectOfInstance } from '../../placement/query/subjects.ts'
import type { Answer } from '../answer.ts'
import { checkedQuery } from '../constraints.ts'
import { getCluster } from '../find.ts'
import { pageOf } from '../pages.ts'
import { eachOnce, namedIn } from '../references.ts'
import { checkCount, refuse } from '../refuse.ts'
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
  const asked = { part: 'container-instance', member: 'containerInstances' } as const
  for (const { arn, shown } of eachOnce(namedIn(world, cluster, asked, references))) {
    const instance = world.tables.containerInstances.get(arn)
    if (instance === undefined || instance.status === 'REGISTERING')
      answer.failures.push({ arn: shown, reason: 'MISSING' })
    else answer.containerInstances.push(describeContainerInstance(world, instance, include))
  }
  return answer
}

export function listContainerInstances(
  world: WorldView,
  input?: unknown,
): ListContainerInstancesOutput & { containerInstanceArns: string[] } {
  const parsed = parseInput('ListContainerInstances', input)
  const cluster = getCluster(world, parsed.cluster)
  const { status } = parsed
  const all = world.indexes.fleet(cluster.arn).slots()
  const slots =
    status === undefined ? all : all.filter((slot) => (slot.class.isDraining ? 'DRAINING' : 'ACTIVE') === status)
  const arns = slots.map(({ arn }) => arn).filter(filterOf(world, parsed.filter))
  const { items, ...more } = pageOf('ListContainerInstances', arns, parsed, { most: 100, usual: 100 })
  return { containerInstanceArns: items, ...more }
}

/** Whether an instance satisfies an expression of the cluster query language (CQ-01). */
function filterOf(world: WorldView, expression: string | undefined): (arn: string) => boolean {
  if (expression === undefined) return () => true
  const query = checkedQuery('filter', expression)
  return (arn) => {
    const groups = [...(world.indexes.tasksByInstance.get(arn) ?? [])]
      .map((task) => world.tables.tasks.certain(task))
      .filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
      .map(({ group }) => group)
    return query.test(subjectOfInstance(world.tables.containerInstances.certain(arn), groups))
  }
}

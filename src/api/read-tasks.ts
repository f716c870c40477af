// DescribeTasks and ListTasks (LC-29).
import { taskDefinitionArn } from '../kernel/arns.ts'
import { show } from '../kernel/closest.ts'
import type { Cluster, Task } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'
import type { Answer } from './answer.ts'
import { describeTask } from './describe-task.ts'
import { findContainerInstance, findService, getCluster } from './find.ts'
import { pageOf } from './pages.ts'
import { checkSome, eachOnce, namedIn } from './references.ts'
import { invalid, refuse } from './refuse.ts'
import type { DescribeTasksOutput, ListTasksOutput } from './shapes/ecs-types.generated.ts'
import { type ParsedInput, parseInput } from './shapes/parse-input.ts'

export function describeTasks(world: WorldView, input: unknown): Answer<DescribeTasksOutput> {
  const parsed = parseInput('DescribeTasks', input)
  checkSome('tasks', parsed.tasks, 100, 'LC-29')
  const cluster = getCluster(world, parsed.cluster)
  const answer: Answer<DescribeTasksOutput> = { tasks: [], failures: [] }
  for (const { arn, shown } of eachOnce(namedIn(world, cluster, { part: 'task', member: 'tasks' }, parsed.tasks))) {
    const task = world.tables.tasks.get(arn)
    if (task === undefined) answer.failures.push({ arn: shown, reason: 'MISSING' })
    else answer.tasks.push(describeTask(world, task, parsed.include))
  }
  return answer
}

/** @throws ClusterNotFoundException, InvalidParameterException, ServiceNotFoundException */
export function listTasks(world: WorldView, input?: unknown): ListTasksOutput & { taskArns: string[] } {
  const parsed = parseInput('ListTasks', input)
  checkAlone(parsed)
  const cluster = getCluster(world, parsed.cluster)
  const matches = filterOf(world, cluster, parsed)
  const arns = [...world.tables.tasks.values()].filter(matches).map(({ arn }) => arn as string)
  const { items, ...more } = pageOf('ListTasks', arns, parsed, { most: 100, usual: 100 })
  return { taskArns: items, ...more }
}

type ListInput = ParsedInput<'ListTasks'>

/** Filters that go with no other of these, whatever the desired status (LC-30). */
const ALONE: readonly (readonly [filter: keyof ListInput, others: readonly (keyof ListInput)[]])[] = [
  ['startedBy', ['containerInstance', 'daemonName', 'family', 'launchType', 'serviceName']],
  ['serviceName', ['containerInstance', 'daemonName', 'family']],
  ['daemonName', ['containerInstance', 'family']],
]

function checkAlone(parsed: ListInput): void {
  for (const [filter, others] of ALONE) {
    const other = parsed[filter] === undefined ? undefined : others.find((each) => parsed[each] !== undefined)
    if (other !== undefined)
      refuse('InvalidParameterException', `cannot specify ${filter} with other arguments`, {
        path: other,
        expected: `no ${other} beside ${filter}`,
        found: show(parsed[other]),
        rule: 'LC-30',
      })
  }
}

function filterOf(world: WorldView, cluster: Readonly<Cluster>, parsed: ListInput): (task: Readonly<Task>) => boolean {
  const { desiredStatus = 'RUNNING', family, launchType, startedBy, containerInstance, serviceName } = parsed
  const instance =
    containerInstance === undefined ? undefined : findContainerInstance(world, cluster, containerInstance)
  if (containerInstance !== undefined && instance === undefined)
    invalid('containerInstance', 'a container instance of the cluster', containerInstance)
  const service = serviceName === undefined ? undefined : findService(world, cluster, serviceName, 'serviceName')
  if (serviceName !== undefined && service === undefined)
    refuse('ServiceNotFoundException', 'Service not found.', {
      path: 'serviceName',
      found: show(serviceName),
      rule: 'SV-163',
    })
  const prefix = family === undefined ? undefined : taskDefinitionArn(world.realm, family, 1).slice(0, -1)
  // Daemons that ECS manages are not simulated: a name of one is nobody's.
  if (parsed.daemonName !== undefined) return () => false
  return (task) =>
    task.clusterArn === cluster.arn &&
    task.desiredStatus === desiredStatus &&
    (launchType === undefined || task.launchType === launchType) &&
    (startedBy === undefined || task.startedBy === startedBy) &&
    (instance === undefined || task.containerInstanceArn === instance.arn) &&
    (service === undefined || task.serviceArn === service.arn) &&
    (prefix === undefined || task.taskDefinitionArn.startsWith(prefix))
}

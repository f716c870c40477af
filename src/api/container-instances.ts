// Container instances: describe, list (CI-01, CI-02, CI-15, CI-18).
import { AGENT_VERSION, LINUX_CAPABILITIES } from '../model/capabilities.ts'
import type { ContainerInstance, Task } from '../model/entities.ts'
import { Ledger } from '../model/ledger.ts'
import type { WorldView } from '../model/view.ts'
import { subjectOfInstance } from '../placement/query/subjects.ts'
import type { Answer } from './answer.ts'
import { checkedQuery } from './constraints.ts'
import { copyOf, dated } from './dates.ts'
import { findContainerInstance, getCluster } from './find.ts'
import { pageOf } from './pages.ts'
import { checkCount, refuse } from './refuse.ts'
import type {
  Attribute,
  ContainerInstance as AwsContainerInstance,
  DescribeContainerInstancesOutput,
  ListContainerInstancesOutput,
  Resource,
} from './shapes/ecs-types.generated.ts'
import { parseInput } from './shapes/parse-input.ts'

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
      answer.containerInstances.push(describe(world, instance, include))
    else
      answer.failures.push({
        arn: reference.startsWith('arn:')
          ? reference
          : `${cluster.arn.replace(':cluster/', ':container-instance/')}/${reference}`,
        reason: 'MISSING',
      })
  }
  return answer
}

export function listContainerInstances(
  world: WorldView,
  input?: unknown,
): ListContainerInstancesOutput & { containerInstanceArns: string[] } {
  const parsed = parseInput('ListContainerInstances', input ?? {})
  const cluster = getCluster(world, parsed.cluster)
  const slots =
    parsed.status === undefined || parsed.status === 'ACTIVE' ? world.indexes.fleet(cluster.arn).slots() : []
  const page = pageOf(
    slots.map(({ arn }) => arn).filter(filterOf(world, parsed.filter)),
    parsed.maxResults,
    parsed.nextToken,
    { most: 100, usual: 100 },
  )
  return { containerInstanceArns: page.items, ...(page.nextToken === null ? {} : { nextToken: page.nextToken }) }
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

function describe(
  world: WorldView,
  instance: Readonly<ContainerInstance>,
  include: readonly string[],
): AwsContainerInstance {
  const promised = world.indexes.slotOf(instance)?.promised ?? new Ledger(instance)
  const isActive = instance.status === 'ACTIVE'
  const hasGpus = instance.gpuIds.length > 0
  return {
    containerInstanceArn: instance.arn,
    ec2InstanceId: instance.ec2InstanceId,
    version: isActive ? 1 : 2,
    versionInfo: { agentVersion: AGENT_VERSION, agentHash: '0000000', dockerVersion: 'DockerVersion: 25.0.13' },
    remainingResources: isActive
      ? resources(
          promised.cpuFree,
          promised.memoryFree,
          promised.ports('tcp'),
          promised.ports('udp'),
          hasGpus ? promised.freeGpus() : null,
        )
      : [],
    registeredResources: resources(
      instance.cpuUnits,
      instance.memoryMiB,
      instance.reservedTcpPorts,
      instance.reservedUdpPorts,
      hasGpus ? instance.gpuIds : null,
    ),
    status: instance.status,
    agentConnected: isActive,
    ...taskCounts(world, instance),
    attributes: attributesOf(instance),
    ...dated('registeredAt', instance.registeredAtMs),
    attachments: [],
    tags: include.includes('TAGS') ? copyOf([...instance.tags]) : [],
  }
}

/** Running counts desired status RUNNING, so a pending task counts twice (CI-18). */
function taskCounts(
  world: WorldView,
  instance: Readonly<ContainerInstance>,
): { runningTasksCount: number; pendingTasksCount: number } {
  const tasks = [...(world.indexes.tasksByInstance.get(instance.arn) ?? [])].map(
    (arn): Readonly<Task> => world.tables.tasks.certain(arn),
  )
  return {
    runningTasksCount: tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING').length,
    pendingTasksCount: tasks.filter(
      ({ lastStatus }) => lastStatus === 'PENDING' || lastStatus === 'PROVISIONING' || lastStatus === 'ACTIVATING',
    ).length,
  }
}

function resources(
  cpuUnits: number,
  memoryMiB: number,
  tcpPorts: readonly number[],
  udpPorts: readonly number[],
  gpuIds: readonly string[] | null,
): Resource[] {
  return [
    integerResource('CPU', cpuUnits),
    integerResource('MEMORY', memoryMiB),
    setResource('PORTS', tcpPorts.map(String)),
    setResource('PORTS_UDP', udpPorts.map(String)),
    ...(gpuIds === null ? [] : [setResource('GPU', gpuIds)]),
  ]
}

function integerResource(name: string, integerValue: number): Resource {
  return { name, type: 'INTEGER', doubleValue: 0, longValue: 0, integerValue }
}

function setResource(name: string, values: readonly string[]): Resource {
  return { name, type: 'STRINGSET', doubleValue: 0, longValue: 0, integerValue: 0, stringSetValue: [...values] }
}

function attributesOf(instance: Readonly<ContainerInstance>): Attribute[] {
  const own = Object.entries(instance.attributes).map(
    ([name, value]): Attribute => (value === '' ? { name } : { name, value }),
  )
  return [...own, ...LINUX_CAPABILITIES.map((name) => ({ name }))]
}

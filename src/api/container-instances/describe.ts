// How does AWS show a container instance? (CI-01, CI-02, CI-09…CI-11, CI-18, CI-22)
import { LINUX_CAPABILITIES } from '../../model/capabilities.ts'
import type { ContainerInstance, Task } from '../../model/entities.ts'
import { Ledger } from '../../model/ledger.ts'
import { isPending, isRegistered } from '../../model/standing.ts'
import type { WorldView } from '../../model/view.ts'
import { copyOf, dated, dateOf, present } from '../dates.ts'
import type { Attribute, ContainerInstance as AwsContainerInstance, Resource } from '../shapes/ecs-types.generated.ts'

export function describeContainerInstance(
  world: WorldView,
  instance: Readonly<ContainerInstance>,
  include: readonly string[] = [],
): AwsContainerInstance {
  const promised = world.indexes.slotOf(instance)?.promised ?? new Ledger(instance)
  const hasGpus = instance.gpuIds.length > 0
  return {
    containerInstanceArn: instance.arn,
    ec2InstanceId: instance.ec2InstanceId,
    ...present('capacityProviderName', instance.capacityProviderName ?? null),
    version: world.indexes.instanceVersions.of(world.journal, instance.arn),
    versionInfo: { ...instance.versionInfo },
    ...present('agentUpdateStatus', instance.agentUpdate?.status ?? null),
    remainingResources: isRegistered(instance.status)
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
    agentConnected: instance.agentConnected,
    ...taskCounts(world, instance),
    attributes: attributesOf(instance),
    ...dated('registeredAt', instance.registeredAtMs),
    attachments: [],
    tags: include.includes('TAGS') ? copyOf([...instance.tags]) : [],
    ...(include.includes('CONTAINER_INSTANCE_HEALTH') ? { healthStatus: healthOf(instance) } : {}),
  }
}

/** Nothing makes an instance unhealthy here, and health has no effect on placement (CI-22). */
function healthOf(instance: Readonly<ContainerInstance>): NonNullable<AwsContainerInstance['healthStatus']> {
  const since = dateOf(instance.registeredAtMs ?? instance.launchedAtMs)
  const check = { type: 'CONTAINER_RUNTIME', status: 'OK', lastUpdated: since, lastStatusChange: since } as const
  return { overallStatus: 'OK', details: [check] }
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
    pendingTasksCount: tasks.filter(isPending).length,
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

/** Built-in and custom attributes, then what the agent can do. */
export function attributesOf(instance: Readonly<ContainerInstance>): Attribute[] {
  const own = Object.entries(instance.attributes).map(
    ([name, value]): Attribute => (value === '' ? { name } : { name, value }),
  )
  const capabilities = LINUX_CAPABILITIES.filter((name) => !instance.missingCapabilities.includes(name))
  return [...own, ...capabilities.map((name) => ({ name }))]
}

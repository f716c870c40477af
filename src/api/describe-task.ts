// How does AWS show a task? (LC-29, NW-11, NW-16)
import { containerArn, shortName } from '../kernel/arns.ts'
import { derivedHex32, derivedUuid } from '../kernel/ids.ts'
import type { Task, TaskContainer, TaskDefinition, TaskEni } from '../model/entities.ts'
import { fullReference, parseImageReference } from '../model/images.ts'
import type { WorldView } from '../model/view.ts'
import { copyOf, dated, dateOf, present } from './dates.ts'
import type {
  Attachment,
  Task as AwsTask,
  Container,
  ManagedAgent,
  NetworkBinding,
  NetworkInterface,
} from './shapes/ecs-types.generated.ts'
import { gpusByContainer, type TaskOverride } from './task-definitions/overrides.ts'

export function describeTask(world: WorldView, task: Readonly<Task>, include: readonly string[] = []): AwsTask {
  const definition = world.tables.taskDefinitions.certain(task.taskDefinitionArn)
  const gpuIds = gpuIdsByContainer(task, definition)
  return {
    attachments: task.eni === null ? [] : [attachmentOf(world, task, task.eni)],
    attributes: [{ name: 'ecs.cpu-architecture', value: architectureOf(definition) }],
    ...present('availabilityZone', task.availabilityZone),
    ...present('capacityProviderName', task.launch.capacityProvider?.name ?? null),
    clusterArn: task.clusterArn,
    ...(task.connectedAtMs === null ? {} : { connectivity: 'CONNECTED', connectivityAt: dateOf(task.connectedAtMs) }),
    ...present('containerInstanceArn', task.containerInstanceArn),
    containers: task.containers.map((container, index) => ({
      ...describeContainer(world, task, container, definition, index),
      ...(gpuIds[index] === undefined || gpuIds[index].length === 0 ? {} : { gpuIds: gpuIds[index] }),
    })),
    cpu: String(task.needs.cpuUnits),
    createdAt: dateOf(task.createdAtMs),
    desiredStatus: task.desiredStatus,
    enableExecuteCommand: task.launch.enableExecuteCommand,
    ...dated('executionStoppedAt', task.executionStoppedAtMs),
    group: task.group,
    healthStatus: task.healthStatus,
    inferenceAccelerators: [],
    lastStatus: task.lastStatus,
    launchType: task.launchType,
    memory: String(task.needs.memoryMiB),
    overrides: {
      containerOverrides: [],
      inferenceAcceleratorOverrides: [],
      ...(isEmpty(task.launch.overrides) ? {} : copyOf(task.launch.overrides)),
    },
    ...(task.launchType === 'FARGATE' ? fargateParts(task, definition) : {}),
    ...pullWindow(task),
    ...dated('startedAt', task.startedAtMs),
    ...present('startedBy', task.startedBy),
    ...present('stopCode', task.stopCode),
    ...dated('stoppedAt', task.stoppedAtMs),
    ...present('stoppedReason', task.stoppedReason),
    ...dated('stoppingAt', task.stoppingAtMs),
    tags: include.includes('TAGS') && task.lastStatus !== 'STOPPED' ? copyOf([...task.launch.tags]) : [],
    taskArn: task.arn,
    taskDefinitionArn: task.taskDefinitionArn,
    version: task.version,
  }
}

/** The task's GPUs, dealt out in the order of its containers. */
function gpuIdsByContainer(task: Readonly<Task>, definition: Readonly<TaskDefinition>): string[][] {
  if (task.gpuIds.length === 0) return []
  let from = 0
  return gpusByContainer(definition, task.launch.overrides as TaskOverride).map((count) => {
    from += count
    return task.gpuIds.slice(from - count, from)
  })
}

function pullWindow(task: Readonly<Task>): Pick<AwsTask, 'pullStartedAt' | 'pullStoppedAt'> {
  return { ...dated('pullStartedAt', task.pullStartedAtMs), ...dated('pullStoppedAt', task.pullStoppedAtMs) }
}

function fargateParts(task: Readonly<Task>, definition: Readonly<TaskDefinition>): Partial<AwsTask> {
  const { ephemeralStorage } = { ...definition.definition, ...task.launch.overrides } as TaskOverride
  const sizeInGiB = ephemeralStorage?.sizeInGiB ?? 20
  return {
    ...present('platformVersion', task.launch.platformVersion),
    platformFamily: 'Linux',
    ephemeralStorage: { sizeInGiB },
    fargateEphemeralStorage: { sizeInGiB },
  }
}

/** The agent of ECS Exec comes and goes with its container (CL-20). */
function execAgentOf(task: Readonly<Task>, { lastStatus }: TaskContainer, index: number): ManagedAgent {
  const startedAtMs = task.runs[index]!.startedAtMs
  return {
    name: 'ExecuteCommandAgent',
    lastStatus: lastStatus === 'RUNNING' || lastStatus === 'STOPPED' ? lastStatus : 'PENDING',
    ...(lastStatus === 'PENDING' ? {} : dated('lastStartedAt', startedAtMs)),
  }
}

function describeContainer(
  world: WorldView,
  task: Readonly<Task>,
  container: TaskContainer,
  definition: Readonly<TaskDefinition>,
  index: number,
): Container {
  const { cpu, memory, memoryReservation } = sizesOf(definition, index)
  const started = container.lastStatus !== 'PENDING' && task.runs[index]!.startedAtMs !== null
  return {
    containerArn: containerArn(
      world.realm,
      shortName(task.clusterArn),
      task.id,
      derivedUuid(`${task.id}/${container.name}`),
    ),
    taskArn: task.arn,
    name: container.name,
    image: container.image,
    ...present('imageDigest', digestOf(world, container, task.runs[index]!)),
    ...(started ? { runtimeId: runtimeIdOf(task, container) } : {}),
    lastStatus: container.lastStatus,
    ...present('exitCode', container.exitCode),
    ...present('reason', container.reason),
    networkBindings: container.networkBindings.map(bindingOf),
    networkInterfaces: task.eni === null ? [] : [interfaceOf(task, task.eni)],
    healthStatus: container.healthStatus,
    ...(task.launch.enableExecuteCommand ? { managedAgents: [execAgentOf(task, container, index)] } : {}),
    cpu: String(cpu ?? 0),
    ...present('memory', memory === undefined ? null : String(memory)),
    ...present('memoryReservation', memoryReservation === undefined ? null : String(memoryReservation)),
  }
}

/** As soon as its manifest has been resolved; of an image that nobody has spoken of it follows from the reference (IM-8). */
function digestOf({ nowMs }: WorldView, { image }: TaskContainer, run: Task['runs'][number]): string | null {
  const { pullStartedAtMs, imageDigest } = run
  if (pullStartedAtMs === null || pullStartedAtMs > nowMs || imageDigest === '') return null
  if (imageDigest !== null) return imageDigest
  const hex = derivedHex32(fullReference(parseImageReference(image)))
  return `sha256:${hex}${derivedHex32(hex)}`
}

interface Sizes {
  readonly cpu?: number
  readonly memory?: number
  readonly memoryReservation?: number
}

function sizesOf(definition: Readonly<TaskDefinition>, index: number): Sizes {
  const { containerDefinitions } = definition.definition as unknown as { containerDefinitions: readonly Sizes[] }
  return containerDefinitions[index] ?? {}
}

function bindingOf({ containerPort, hostPort, protocol }: TaskContainer['networkBindings'][number]): NetworkBinding {
  return { bindIP: '0.0.0.0', containerPort, hostPort, protocol }
}

function interfaceOf(task: Readonly<Task>, { address, attachedAtMs }: TaskEni): NetworkInterface {
  const attachmentId = attachmentIdOf(task)
  return attachedAtMs === null || address === null ? { attachmentId } : { attachmentId, privateIpv4Address: address }
}

function attachmentOf({ realm }: WorldView, task: Readonly<Task>, { address, attachedAtMs }: TaskEni): Attachment {
  const details = [{ name: 'subnetId', value: task.subnetId ?? '' }]
  if (attachedAtMs !== null && address !== null) {
    const hex = derivedHex32(`${task.id}/eni`)
    details.push({ name: 'networkInterfaceId', value: `eni-0${hex.slice(0, 16)}` })
    details.push({ name: 'macAddress', value: `0a:${hex.slice(16, 26).replace(/(..)(?=.)/g, '$1:')}` })
    details.push({ name: 'privateDnsName', value: privateDnsName(address, realm.region) })
    details.push({ name: 'privateIPv4Address', value: address })
  }
  return { id: attachmentIdOf(task), type: 'ElasticNetworkInterface', status: attachmentStatus(task), details }
}

/** The name that EC2 gives an address by itself. */
function privateDnsName(address: string, region: string): string {
  const domain = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`
  return `ip-${address.replaceAll('.', '-')}.${domain}`
}

function attachmentIdOf(task: Readonly<Task>): string {
  return derivedUuid(`${task.id}/attachment`)
}

function attachmentStatus(task: Readonly<Task>): string {
  if (task.lastStatus === 'STOPPED') return 'DELETED'
  if (task.lastStatus === 'DEPROVISIONING') return 'DETACHING'
  return task.lastStatus === 'PROVISIONING' ? 'PRECREATED' : 'ATTACHED'
}

function runtimeIdOf(task: Readonly<Task>, container: TaskContainer): string {
  const hex = derivedHex32(`${task.id}/${container.name}/runtime`)
  if (task.launchType !== 'FARGATE') return hex + derivedHex32(`${hex}/2`)
  return `${task.id}-${String(Number.parseInt(hex.slice(0, 8), 16)).padStart(10, '0')}`
}

function architectureOf(definition: Readonly<TaskDefinition>): string {
  return definition.requiredAttributes['ecs.cpu-architecture'] ?? 'x86_64'
}

function isEmpty(record: object): boolean {
  for (const _member in record) return false
  return true
}

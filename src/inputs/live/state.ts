// What was going on? The tasks of each deployment, those of nobody, and instances that drain or whose agent is away.

import type { Omission } from '../blueprint/blueprint.ts'
import type { LiveDeployment, LiveInstance, LiveService, LiveState, LiveTask } from '../blueprint/state.ts'
import { within } from '../place.ts'
import type { AwsInput } from '../services.ts'
import { groupOf, type TargetRow, targetsOf } from './about.ts'
import { isOnEc2 } from './fleet-pieces.ts'
import type { Gathered, Item } from './gather.ts'
import { given, instantOf, lastOf, recordsOf, textOf } from './members.ts'
import { clusterArnOf } from './piece.ts'
import { alarmStates, suspendedGroups } from './scaling-state.ts'

/** What the tasks are told from. */
interface Scene {
  readonly all: Gathered
  readonly services: readonly Item[]
  /** By target group. */
  readonly targets: ReadonlyMap<string, readonly TargetRow[]>
  /** Addresses are kept where the block of their subnet is known. */
  readonly hasBlock: (subnet: string) => boolean
  /** When the files were printed; null when nobody says, and tasks count as old enough. */
  readonly asOfMs: number | null
  readonly omitted: Omission[]
}

/** How old a task is that is taken to have run long enough. */
const OLD_MS = 3_600_000

export function stateOf(
  all: Gathered,
  services: readonly Item[],
  options: Pick<Scene, 'hasBlock' | 'asOfMs' | 'omitted'>,
): LiveState {
  const scene: Scene = { all, services, targets: targetsByGroup(all), ...options }
  const running = all.tasks.filter((item) => isRunning(item, scene))
  return {
    services: services.flatMap((item) => serviceState(item, running, scene)),
    tasks: running
      .filter(({ value }) => !String(value.group).startsWith('service:'))
      .map((item) => taskState(item, null, scene)),
    instances: all.instances.filter(isOnEc2).flatMap(instanceState),
    groups: suspendedGroups(all),
    alarms: alarmStates(all),
  }
}

function isRunning({ value }: Item, { all, omitted }: Scene): boolean {
  const { lastStatus, desiredStatus, taskArn } = value
  if (lastStatus === 'STOPPED') return false
  const why =
    desiredStatus === 'STOPPED'
      ? 'it was on its way to STOPPED: its room is free here'
      : lastStatus !== 'RUNNING'
        ? `it was ${lastStatus}: the scheduler starts it anew`
        : isAway(value, all)
          ? 'it runs on an instance that is not simulated'
          : null
  if (why !== null) omitted.push({ what: `task ${lastOf(String(taskArn))}`, type: 'task', why })
  return why === null
}

function isAway({ containerInstanceArn }: AwsInput, { instances }: Gathered): boolean {
  const instance = instances.find(({ value }) => value.containerInstanceArn === containerInstanceArn)
  return containerInstanceArn !== undefined && (instance === undefined || !isOnEc2(instance))
}

// ── services ──

function serviceState(item: Item, running: readonly Item[], scene: Scene): LiveService[] {
  const { value, place } = item
  const name = String(value.serviceName)
  const rows = recordsOf(value.deployments)
  const mine = running.filter(
    (task) => task.value.group === `service:${name}` && clusterArnOf(task.value) === value.clusterArn,
  )
  const rowOf = (task: Item) =>
    rows.find(({ id }) => id === task.value.startedBy) ??
    rows.find(({ taskDefinition }) => taskDefinition === task.value.taskDefinitionArn)
  const lacking = Number(value.runningCount ?? 0) - mine.length
  const what = `service ${name}`
  if (lacking > 0)
    scene.omitted.push({
      what,
      type: 'service',
      why: `${lacking} of its running tasks are in no file: the scheduler starts them`,
    })
  for (const task of mine.filter((each) => rowOf(each) === undefined))
    scene.omitted.push({
      what: `task ${lastOf(String(task.value.taskArn))}`,
      type: 'task',
      why: `no deployment of ${what} started it`,
    })
  const deployments = rows.map((row, index): LiveDeployment => {
    const { rolloutState, rolloutStateReason, failedTasks } = row
    return {
      update: {
        ...given(row, ['taskDefinition', 'networkConfiguration', 'platformVersion', 'capacityProviderStrategy']),
        forceNewDeployment: true,
      },
      rolloutState: rolloutState === 'FAILED' || rolloutState === 'IN_PROGRESS' ? rolloutState : 'COMPLETED',
      rolloutStateReason: textOf(rolloutStateReason) ?? null,
      failedTasks: Number(failedTasks ?? 0),
      tasks: mine.filter((task) => rowOf(task) === row).map((task) => taskState(task, item, scene)),
      place: within(place, 'deployments', index),
    }
  })
  return [{ cluster: lastOf(String(value.clusterArn)), name, deployments, place }]
}

// ── tasks ──

function taskState({ value, place }: Item, service: Item | null, scene: Scene): LiveTask {
  const subnet = detailOf(value, 'subnetId')
  const address = detailOf(value, 'privateIPv4Address')
  const isKnown = subnet !== undefined && scene.hasBlock(subnet)
  const isStandalone = service === null
  const task = {
    id: lastOf(String(value.taskArn)),
    taskDefinition: String(value.taskDefinitionArn),
    ...optional('containerInstance', textOf(value.containerInstanceArn)),
    ...optional('subnet', subnet),
    ...optional('privateIpv4Address', isKnown ? address : undefined),
    ...optional(
      'healthStatus',
      value.healthStatus === 'UNHEALTHY' || value.healthStatus === 'UNKNOWN' ? value.healthStatus : undefined,
    ),
    ...targetHealthOf(value, service, scene),
    ...sizeOf('cpuUnits', value.cpu),
    ...sizeOf('memoryMiB', value.memory),
    containers: recordsOf(value.containers).map(containerState),
    ...(isStandalone ? optional('group', textOf(value.group)) : {}),
    ...(isStandalone ? optional('startedBy', textOf(value.startedBy)) : {}),
    ...(String(value.capacityProviderName).startsWith('FARGATE')
      ? { capacityProvider: value.capacityProviderName }
      : {}),
  } as LiveTask['task']
  return { cluster: lastOf(clusterArnOf(value) ?? 'default'), task, ageMs: ageOf(value, scene), place }
}

function optional(name: string, value: unknown): AwsInput {
  return value === undefined ? {} : { [name]: value }
}

/** AWS prints the task's own size, after overrides. */
function sizeOf(name: string, value: unknown): AwsInput {
  const amount = Number(value)
  return value !== undefined && Number.isSafeInteger(amount) ? { [name]: amount } : {}
}

function ageOf({ startedAt }: AwsInput, { asOfMs }: Scene): number {
  const startedAtMs = instantOf(startedAt)
  return startedAtMs === undefined || asOfMs === null ? OLD_MS : Math.max(0, asOfMs - startedAtMs)
}

function detailOf({ attachments }: AwsInput, name: string): string | undefined {
  const details = recordsOf(attachments).flatMap((attachment) => recordsOf(attachment.details))
  return textOf(details.find((detail) => detail.name === name)?.value)
}

function containerState(container: AwsInput): AwsInput & { readonly name: string } {
  const bindings = recordsOf(container.networkBindings).filter(
    ({ hostPort, containerPort }) => hostPort !== undefined && containerPort !== undefined,
  )
  const isOver = container.lastStatus === 'STOPPED'
  const health = container.healthStatus
  return {
    name: String(container.name),
    ...(isOver ? { exitCode: Number(container.exitCode ?? 0) } : {}),
    ...(bindings.length === 0 || isOver
      ? {}
      : {
          networkBindings: bindings.map(({ containerPort, hostPort, protocol = 'tcp' }) => ({
            containerPort,
            hostPort,
            protocol,
          })),
        }),
    ...optional(
      'healthStatus',
      health === 'HEALTHY' || health === 'UNHEALTHY' || health === 'UNKNOWN' ? health : undefined,
    ),
  }
}

// ── targets ──

function targetsByGroup(all: Gathered): Map<string, readonly TargetRow[]> {
  const found = new Map<string, readonly TargetRow[]>()
  for (const item of all.health) {
    const rows = targetsOf(item)
    if (rows.length === 0) continue
    const group = groupOf(item, all, (arn) => isOf(arn, rows, all))
    if (group !== null) found.set(group, [...(found.get(group) ?? []), ...rows])
  }
  return found
}

/** Some target is where a task of a service of the group is. */
function isOf(group: string, rows: readonly TargetRow[], { services, tasks, instances }: Gathered): boolean {
  const owners = services.filter(({ value }) => JSON.stringify(value.loadBalancers ?? []).includes(group))
  const keys = owners.flatMap((service) =>
    tasks
      .filter(({ value }) => value.group === `service:${service.value.serviceName}`)
      .flatMap((task) => keysOf(task.value, group, service, instances)),
  )
  return rows.some(({ id, port }) => keys.includes(`${id}:${port}`))
}

/** As which targets a task stands in a group: `id:port`. */
function keysOf(task: AwsInput, group: string, service: Item, instances: readonly Item[]): string[] {
  const balancers = recordsOf(service.value.loadBalancers).filter(({ targetGroupArn }) => targetGroupArn === group)
  const address = detailOf(task, 'privateIPv4Address')
  const instance = instances.find(({ value }) => value.containerInstanceArn === task.containerInstanceArn)
  return balancers.flatMap(({ containerName, containerPort }) => {
    const container = recordsOf(task.containers).find(({ name }) => name === containerName)
    const binding = recordsOf(container?.networkBindings).find((each) => each.containerPort === containerPort)
    const id = address ?? textOf(instance?.value.ec2InstanceId)
    const port = address === undefined ? binding?.hostPort : containerPort
    return [`${id}:${port}`]
  })
}

/** The worst of its targets. */
function targetHealthOf(task: AwsInput, service: Item | null, { targets, all }: Scene): AwsInput {
  if (service === null) return {}
  const groups = recordsOf(service.value.loadBalancers).map(({ targetGroupArn }) => String(targetGroupArn))
  const rows = [...new Set(groups)].flatMap((group) => {
    const keys = keysOf(task, group, service, all.instances)
    return (targets.get(group) ?? []).filter(({ id, port }) => keys.includes(`${id}:${port}`))
  })
  const sick = rows.find(({ state }) => state === 'unhealthy')
  if (sick !== undefined) return { targetHealth: 'unhealthy', respondsToHealthChecksWith: answerOf(sick) }
  return rows.some(({ state }) => state === 'initial') ? { targetHealth: 'initial' } : {}
}

/** What it must have answered for AWS to say that. */
function answerOf({ reason, description }: TargetRow): number | 'timeout' | 'refused' {
  if (reason === 'Target.Timeout') return 'timeout'
  const code = Number(/\[(\d{3})/.exec(description ?? '')?.[1])
  return reason === 'Target.ResponseCodeMismatch' && code >= 200 && code <= 599 ? code : 'refused'
}

// ── instances ──

function instanceState({ value, place }: Item): LiveInstance[] {
  const isDraining = value.status === 'DRAINING'
  const agentConnected = value.agentConnected !== false
  if (!isDraining && agentConnected) return []
  const cluster = lastOf(clusterArnOf(value) ?? 'default')
  return [{ cluster, containerInstance: String(value.containerInstanceArn), isDraining, agentConnected, place }]
}

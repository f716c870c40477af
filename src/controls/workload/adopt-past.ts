// What has a running task behind it? Its times, its containers with their ports and health, and what its targets are.

import type { World } from '../../engine/world.ts'
import { formatInstant, type Instant, parseInstantMs } from '../../kernel/durations.ts'
import type { AdoptedContainer, TaskPast } from '../../lifecycle/adopt.ts'
import type { ContainerSpec } from '../../model/containers.ts'
import type { TaskDefinition } from '../../model/entities.ts'
import { type ParsedTask, refuseAdoption } from './adopt-shape.ts'
import { takesHostPorts } from './host-ports.ts'

const AN_HOUR_MS = 3_600_000

export function timesOf(
  { nowMs }: World,
  task: ParsedTask,
  path: string,
): Pick<TaskPast, 'startedAtMs' | 'createdAtMs'> {
  const msOf = (member: 'startedAt' | 'createdAt', usual: number, latest: number) => {
    const where = `${path}.${member}`
    const atMs = task[member] === undefined ? usual : parseInstantMs(task[member] as Instant, where)
    if (atMs > latest) refuseAdoption(where, `an instant up to ${formatInstant(latest)}`, task[member])
    return atMs
  }
  const startedAtMs = msOf('startedAt', Math.max(0, nowMs - AN_HOUR_MS), nowMs)
  return { startedAtMs, createdAtMs: msOf('createdAt', startedAtMs, startedAtMs) }
}

export function targetsOf({ targetHealth = 'healthy', respondsToHealthChecksWith }: ParsedTask): TaskPast['targets'] {
  return targetHealth === 'unhealthy' ? { probesHear: respondsToHealthChecksWith ?? 'refused' } : targetHealth
}

export function containersOf(definition: Readonly<TaskDefinition>, task: ParsedTask, path: string): AdoptedContainer[] {
  const given = task.containers ?? []
  const names = definition.containers.map(({ name }) => name)
  for (const [index, { name }] of given.entries()) {
    const where = `${path}.containers[${index}].name`
    if (!names.includes(name)) refuseAdoption(where, `one of its containers: ${names.join(', ')}`, name)
    if (given.findIndex((other) => other.name === name) !== index) refuseAdoption(where, 'each container once', name)
  }
  return definition.containers.map((spec) => {
    const index = given.findIndex(({ name }) => name === spec.name)
    return containerOf(definition, spec, task, index, `${path}.containers[${index}]`)
  })
}

function containerOf(
  definition: Readonly<TaskDefinition>,
  spec: ContainerSpec,
  task: ParsedTask,
  index: number,
  path: string,
): AdoptedContainer {
  const {
    networkBindings = [],
    healthStatus = task.healthStatus ?? 'HEALTHY',
    exitCode = null,
    imageDigest = null,
  } = task.containers?.[index] ?? {}
  if (exitCode !== null && spec.essential)
    refuseAdoption(`${path}.exitCode`, 'none: the container is essential', exitCode)
  const bindings = networkBindings.map((given, at) =>
    bindingOf(definition, spec, given, `${path}.networkBindings[${at}]`),
  )
  const lacks = spec.portMappings.find(
    ({ containerPort, protocol }) =>
      !bindings.some((each) => each.containerPort === containerPort && each.protocol === protocol),
  )
  if (bindings.length > 0 && lacks !== undefined)
    refuseAdoption(
      `${path}.networkBindings`,
      `a binding of ${lacks.containerPort}/${lacks.protocol} too`,
      `${bindings.length} bindings`,
    )
  return { networkBindings: bindings, healthStatus, exitCode, imageDigest }
}

type GivenBinding = NonNullable<NonNullable<ParsedTask['containers']>[number]['networkBindings']>[number]

function bindingOf(
  definition: Readonly<TaskDefinition>,
  { portMappings }: ContainerSpec,
  { containerPort, hostPort, protocol = 'tcp' }: GivenBinding,
  path: string,
): AdoptedContainer['networkBindings'][number] {
  if (!takesHostPorts(definition))
    refuseAdoption(path, 'none in this network mode', `${containerPort}/${protocol}`, 'NW-10')
  const mapping = portMappings.find((each) => each.containerPort === containerPort && each.protocol === protocol)
  if (mapping === undefined)
    refuseAdoption(`${path}.containerPort`, 'a port of the container definition', `${containerPort}/${protocol}`)
  if (mapping!.hostPort !== 0 && mapping!.hostPort !== hostPort)
    refuseAdoption(`${path}.hostPort`, `${mapping!.hostPort}, as the container definition says`, hostPort)
  return { containerPort, hostPort, protocol }
}

// Do CPU, memory and storage of the task and of its containers go together? (TD-27, TD-33, TD-80…TD-84, TD-95)
import { type Container, containersOf, type Definition } from '../definition.ts'
import { reservedMemoryMiB, sum } from '../needs.ts'
import { parseCpuUnits, parseMemoryMiB } from '../sizes.ts'
import { isWithin, type Objection, type Objections } from './objection.ts'

export function* resourceObjections(definition: Definition): Objections {
  yield* taskObjections(definition)
  yield* memoryObjections(definition)
  yield* sumObjections(definition)
}

function* taskObjections(definition: Definition): Objections {
  const { cpu, memory, ephemeralStorage, inferenceAccelerators = [] } = definition
  if (cpu !== undefined && parseCpuUnits(cpu) === undefined) yield invalidTaskSetting('cpu', cpu)
  if (memory !== undefined && !((parseMemoryMiB(memory) ?? 0) > 0)) yield invalidTaskSetting('memory', memory)
  const gibibytes = ephemeralStorage?.sizeInGiB
  if (gibibytes !== undefined && !isWithin(gibibytes, 21, 200)) {
    const message = 'Ephemeral storage must be from 21 to 200 GiB.'
    yield { rule: 'TD-27', path: 'ephemeralStorage.sizeInGiB', message, expected: '21 to 200', found: gibibytes }
  }
  if (inferenceAccelerators.length > 0) {
    const message = 'Amazon Elastic Inference is no longer available.'
    yield { rule: 'TD-33', path: 'inferenceAccelerators', message, expected: 'none', found: inferenceAccelerators }
  }
}

const SPELLINGS = { cpu: "CPU units such as '256', or '0.25 vCPU'", memory: "MiB such as '512', or '0.5 GB'" }

/** AWS's words for a task-level value that it cannot read, or not grant. */
export function invalidTaskSetting(member: 'cpu' | 'memory', found: string, expected?: string): Objection {
  const about = 'For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.'
  return {
    rule: 'TD-95',
    path: member,
    message: `Invalid '${member}' setting for task. ${about}`,
    expected: expected ?? SPELLINGS[member],
    found,
  }
}

function* memoryObjections(definition: Definition): Objections {
  for (const [container, path] of containersOf(definition)) {
    const { memory = 0, memoryReservation = 0 } = container
    if (definition.memory !== undefined || memory !== 0 || memoryReservation !== 0) continue
    const message = `${invalidFor(container)} At least one of 'memory' or 'memoryReservation' must be specified.`
    yield { rule: 'TD-80', path, message, expected: 'memory or memoryReservation', found: 'neither' }
  }
  for (const [container, path] of containersOf(definition)) {
    const { memory = 0, memoryReservation = 0 } = container
    if (memory === 0 || memoryReservation <= memory) continue
    const message = `${invalidFor(container)} 'memory' must be greater than or equal to 'memoryReservation'.`
    yield { rule: 'TD-81', path: `${path}.memory`, message, expected: `${memoryReservation} or more`, found: memory }
  }
}

function invalidFor({ name }: Container): string {
  return `Invalid setting for container '${name}'.`
}

function* sumObjections(definition: Definition): Objections {
  const containers = definition.containerDefinitions
  const cpuUnits = definition.cpu === undefined ? undefined : parseCpuUnits(definition.cpu)
  const cpuSum = sum(containers, ({ cpu = 0 }) => cpu)
  if (cpuUnits !== undefined && cpuSum > cpuUnits) {
    const message = "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'."
    yield { rule: 'TD-82', path: 'cpu', message, expected: `${cpuSum} or more`, found: cpuUnits }
  }
  const memoryMiB = definition.memory === undefined ? undefined : parseMemoryMiB(definition.memory)
  if (memoryMiB === undefined) return
  for (const [{ memory = 0 }, path] of containersOf(definition)) {
    const message = "The 'memory' setting for container is greater than for the task."
    const facts = { path: `${path}.memory`, expected: `at most ${memoryMiB}`, found: memory }
    if (memory > memoryMiB) yield { rule: 'TD-83', message, ...facts }
  }
  const reserved = sum(containers, reservedMemoryMiB)
  if (reserved > memoryMiB) {
    const message =
      "The sum of all container memory reservations cannot be greater than the value of the task 'memory'."
    yield { rule: 'TD-84', path: 'memory', message, expected: `${reserved} or more`, found: memoryMiB }
  }
}

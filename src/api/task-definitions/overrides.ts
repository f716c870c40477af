// What does a task need once RunTask has overridden its definition, and may it be overridden so? (TD-114, TD-115, TD-123, TD-124)
import type { LaunchType, Needs, TaskDefinition } from '../../model/entities.ts'
import { present } from '../dates.ts'
import { notSimulated } from '../refuse.ts'
import type { ParsedInput } from '../shapes/parse-input.ts'
import { type StoredContainer, storedDefinition } from './definition.ts'
import { gpusOf, roomOf, type Sized } from './needs.ts'
import { isNoWholeGpu } from './not-simulated.ts'
import { isFargateSize, LEAST_CPU_UNITS, MOST_CPU_UNITS, parseCpuUnits, parseMemoryMiB } from './sizes.ts'
import { acceleratorObjections } from './validate/configuration.ts'
import { noSuchSize, unsupportedByFargate } from './validate/fargate-words.ts'
import {
  invalidSetting,
  isWithin,
  type Objection,
  type Objections,
  quotable,
  refuseFirst,
} from './validate/objection.ts'
import { invalidTaskSetting } from './validate/resources.ts'

export type TaskOverride = NonNullable<ParsedInput<'RunTask'>['overrides']>

/** @throws InvalidParameterException, UnsupportedFeatureException */
export function needsAfterOverrides(
  definition: Readonly<TaskDefinition>,
  overrides: TaskOverride | undefined,
  launchType: LaunchType,
): Needs {
  if (overrides === undefined) return definition.needs
  refuseFirst('InvalidParameterException', overrideObjections(definition, overrides))
  if (launchType !== 'FARGATE') refuseFirst('InvalidParameterException', instanceObjections(overrides))
  const sized = overridden(definition, overrides)
  if (launchType === 'FARGATE') refuseFirst('InvalidParameterException', fargateObjections(sized))
  refuseAccelerators(overrides)
  return { ...definition.needs, ...roomOf(sized) }
}

/** The definition's amounts with the overrides in their place. A container named twice takes the later word. */
function overridden({ definition }: Readonly<TaskDefinition>, overrides: TaskOverride): Sized {
  const { cpu, memory, containerDefinitions } = storedDefinition(definition)
  return {
    ...present('cpu', overrides.cpu ?? cpu),
    ...present('memory', overrides.memory ?? memory),
    containerDefinitions: withOverrides(containerDefinitions, overrides),
  }
}

function withOverrides(
  containers: readonly StoredContainer[],
  { containerOverrides = [] }: TaskOverride,
): readonly StoredContainer[] {
  return containers.map((container) => {
    const mine = containerOverrides.filter(({ name }) => name === container.name)
    return Object.assign({ ...container }, ...mine)
  })
}

const MOST_CHARACTERS = 8_192

function* overrideObjections(definition: Readonly<TaskDefinition>, overrides: TaskOverride): Objections {
  const { length } = JSON.stringify(overrides)
  if (length > MOST_CHARACTERS) {
    const message = `Container Overrides length must be at most ${MOST_CHARACTERS}.`
    const facts = { path: 'overrides', expected: `JSON of at most ${MOST_CHARACTERS} characters`, found: length }
    yield { rule: 'TD-114', message, ...facts }
  }
  yield* containerObjections(definition, overrides)
  yield* gpuObjections(overrides)
  const { cpu, memory } = overrides
  if (cpu !== undefined && parseCpuUnits(cpu) === undefined) yield invalidOverride('cpu', cpu)
  if (memory !== undefined && !((parseMemoryMiB(memory) ?? 0) > 0)) yield invalidOverride('memory', memory)
}

function* instanceObjections({ cpu }: TaskOverride): Objections {
  if (cpu === undefined || isWithin(parseCpuUnits(cpu) ?? 0, LEAST_CPU_UNITS, MOST_CPU_UNITS)) return
  yield invalidOverride('cpu', cpu, `${LEAST_CPU_UNITS} to ${MOST_CPU_UNITS} CPU units`)
}

function invalidOverride(member: 'cpu' | 'memory', found: string, expected?: string): Objection {
  return { ...invalidTaskSetting(member, found, expected), path: `overrides.${member}` }
}

function* fargateObjections({ cpu = '', memory = '', containerDefinitions }: Sized): Objections {
  const [cpuUnits, memoryMiB] = [parseCpuUnits(cpu) ?? 0, parseMemoryMiB(memory) ?? 0]
  if (!isFargateSize(cpuUnits, memoryMiB))
    yield { ...noSuchSize(cpuUnits, memoryMiB), rule: 'TD-123', path: 'overrides' }
  const gpus = containerDefinitions.find((container) => gpusOf(container) > 0)?.resourceRequirements
  if (gpus !== undefined) yield unsupportedByFargate('overrides.containerOverrides', gpus, 'TD-60')
}

function* gpuObjections({ containerOverrides = [] }: TaskOverride): Objections {
  for (const [index, override] of containerOverrides.entries())
    yield* acceleratorObjections(override, `overrides.containerOverrides[${index}]`)
}

function* containerObjections(
  definition: Readonly<TaskDefinition>,
  { containerOverrides = [] }: TaskOverride,
): Objections {
  const names = definition.containers.map(({ name }) => name)
  for (const [index, override] of containerOverrides.entries()) {
    const { name = '' } = override
    const path = `overrides.containerOverrides[${index}]`
    if (!names.includes(name)) {
      const message = `Override for container named ${quotable(name)} is not a container in the TaskDefinition.`
      yield { rule: 'TD-115', path: `${path}.name`, message, expected: names.join(' or '), found: name }
    }
    for (const member of ['cpu', 'memory', 'memoryReservation'] as const) {
      const value = override[member] ?? 0
      const facts = { path: `${path}.${member}`, expected: 'a whole number, 0 or more', found: value }
      if (value < 0) yield { rule: 'TD-124', message: invalidSetting(member, override), ...facts }
    }
  }
}

/** GPUs that each container asks for, after overrides. */
export function gpusByContainer({ definition }: Readonly<TaskDefinition>, overrides: TaskOverride): number[] {
  return withOverrides(storedDefinition(definition).containerDefinitions, overrides).map(gpusOf)
}

function refuseAccelerators({ containerOverrides = [], inferenceAcceleratorOverrides = [] }: TaskOverride): void {
  for (const [index, { resourceRequirements = [] }] of containerOverrides.entries()) {
    const path = `overrides.containerOverrides[${index}].resourceRequirements`
    const found = resourceRequirements.find(isNoWholeGpu)
    if (found !== undefined) notSimulated(path, 'accelerators other than whole GPUs', found, 'TD-60')
  }
  if (inferenceAcceleratorOverrides.length > 0) {
    const what = 'Elastic Inference'
    notSimulated('overrides.inferenceAcceleratorOverrides', what, inferenceAcceleratorOverrides, 'TD-33')
  }
}

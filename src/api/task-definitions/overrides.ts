// What does a task need once RunTask has overridden its definition, and may it be overridden so? (TD-114, TD-115, TD-123, TD-124)
import type { LaunchType, Needs, TaskDefinition } from '../../model/entities.ts'
import { present } from '../dates.ts'
import { notSimulated } from '../refuse.ts'
import type { ParsedInput } from '../shapes/parse-input.ts'
import { storedDefinition } from './definition.ts'
import { roomOf, type Sized } from './needs.ts'
import { isFargateSize, LEAST_CPU_UNITS, MOST_CPU_UNITS, parseCpuUnits, parseMemoryMiB } from './sizes.ts'
import { noSuchSize } from './validate/fargate-words.ts'
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
    containerDefinitions: containerDefinitions.map((container) => {
      const mine = (overrides.containerOverrides ?? []).filter(({ name }) => name === container.name)
      return Object.assign({ ...container }, ...mine)
    }),
  }
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

function* fargateObjections({ cpu = '', memory = '' }: Sized): Objections {
  const [cpuUnits, memoryMiB] = [parseCpuUnits(cpu) ?? 0, parseMemoryMiB(memory) ?? 0]
  if (isFargateSize(cpuUnits, memoryMiB)) return
  yield { ...noSuchSize(cpuUnits, memoryMiB), rule: 'TD-123', path: 'overrides' }
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

function refuseAccelerators({ containerOverrides = [], inferenceAcceleratorOverrides = [] }: TaskOverride): void {
  const index = containerOverrides.findIndex(({ resourceRequirements = [] }) => resourceRequirements.length > 0)
  const what = 'GPUs and other accelerators'
  if (index !== -1) {
    const found = containerOverrides[index]?.resourceRequirements
    notSimulated(`overrides.containerOverrides[${index}].resourceRequirements`, what, found, 'TD-60')
  }
  if (inferenceAcceleratorOverrides.length > 0) {
    notSimulated('overrides.inferenceAcceleratorOverrides', what, inferenceAcceleratorOverrides, 'TD-33')
  }
}

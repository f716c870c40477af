// On what could tasks of this definition run, and does that include what the definition requires? (TD-23, TD-90…TD-93, NW-1)
import { type Definition, isWindows, type LaunchTypeName, networkModeOf } from '../definition.ts'
import { LEAST_CPU_UNITS, MOST_CPU_UNITS, parseCpuUnits } from '../sizes.ts'
import { fargateObjections } from './fargate.ts'
import { isWithin, type Objection, type Objections } from './objection.ts'
import { invalidTaskSetting } from './resources.ts'

const OBJECTIONS: Readonly<Record<LaunchTypeName, (definition: Definition) => Objections>> = {
  EC2: ec2Objections,
  FARGATE: fargateObjections,
  EXTERNAL: externalObjections,
  MANAGED_INSTANCES: managedObjections,
}

/** Why this launch type cannot run the definition. */
export function launchTypeObjections(type: LaunchTypeName, definition: Definition): Objections {
  return OBJECTIONS[type](definition)
}

/** What the definition requires must hold, in the order of the request; without a word it is EC2. */
export function* requirementObjections(definition: Definition): Objections {
  const { requiresCompatibilities: required = [], ephemeralStorage } = definition
  for (const type of required.length > 0 ? required : (['EC2'] as const)) {
    yield* launchTypeObjections(type, definition)
  }
  if (ephemeralStorage !== undefined && required.length > 0 && !required.includes('FARGATE')) {
    const message = "The 'ephemeralStorage' parameter is supported only with Fargate."
    yield {
      rule: 'TD-27',
      path: 'ephemeralStorage',
      message,
      expected: 'FARGATE among the requirements',
      found: required,
    }
  }
}

function* ec2Objections({ cpu }: Definition): Objections {
  if (cpu === undefined || isWithin(parseCpuUnits(cpu) ?? 0, LEAST_CPU_UNITS, MOST_CPU_UNITS)) return
  yield invalidTaskSetting('cpu', cpu, `${LEAST_CPU_UNITS} to ${MOST_CPU_UNITS} CPU units`)
}

function* externalObjections(definition: Definition): Objections {
  yield* ec2Objections(definition)
  const { proxyConfiguration, volumes = [] } = definition
  const mode = networkModeOf(definition)
  if (mode === 'awsvpc') yield externalObjection('networkMode', 'bridge, host or none', mode)
  if (proxyConfiguration !== undefined) yield externalObjection('proxyConfiguration', 'nothing', proxyConfiguration)
  for (const [index, volume] of volumes.entries()) {
    for (const kind of ['efsVolumeConfiguration', 'fsxWindowsFileServerVolumeConfiguration'] as const) {
      if (volume[kind] !== undefined)
        yield externalObjection(`volumes[${index}].${kind}`, 'another volume', volume[kind])
    }
  }
}

function externalObjection(path: string, expected: string, found: unknown): Objection {
  const member = path.slice(path.lastIndexOf('.') + 1)
  const message = `The EXTERNAL launch type does not support this '${member}'.`
  return { rule: 'TD-92', path, message, expected, found }
}

function* managedObjections(definition: Definition): Objections {
  yield* ec2Objections(definition)
  const mode = networkModeOf(definition)
  const facts = { rule: 'TD-92', message: 'Managed Instances run Linux tasks in network mode awsvpc or host.' }
  if (mode !== 'awsvpc' && mode !== 'host')
    yield { ...facts, path: 'networkMode', expected: 'awsvpc or host', found: mode }
  if (isWindows(definition)) {
    yield { ...facts, path: 'runtimePlatform.operatingSystemFamily', expected: 'LINUX', found: 'a Windows family' }
  }
}

// Could Fargate run this definition? (TD-91, TD-94, FG-1, FG-6)
import { isPrivateEcrImage } from '../../../model/images.ts'
import { containersOf, type Definition, isSaid, isWindows, networkModeOf } from '../definition.ts'
import { isFargateSize, parseCpuUnits, parseMemoryMiB } from '../sizes.ts'
import { fargateContainerObjections } from './fargate-containers.ts'
import { windowsObjections } from './fargate-windows.ts'
import { noSuchSize, unsupportedByFargate } from './fargate-words.ts'
import type { Objections } from './objection.ts'

export function* fargateObjections(definition: Definition): Objections {
  yield* sizeObjections(definition)
  if (networkModeOf(definition) !== 'awsvpc') {
    const message = 'Fargate only supports network mode ‘awsvpc’.'
    yield { rule: 'TD-94', path: 'networkMode', message, expected: 'awsvpc', found: definition.networkMode }
  }
  yield* roleObjections(definition)
  yield* modeObjections(definition)
  for (const [container, path] of containersOf(definition)) yield* fargateContainerObjections(container, path)
  yield* volumeObjections(definition)
  yield* windowsObjections(definition)
}

function* sizeObjections(definition: Definition): Objections {
  const { cpu, memory } = definition
  const start = 'Fargate requires that'
  const facts = { rule: 'TD-94', found: 'nothing' }
  if (cpu === undefined) {
    const message = `${start} 'cpu' be defined at the task level.`
    yield { ...facts, path: 'cpu', message, expected: "such as '256', or '0.25 vCPU'" }
  }
  if (memory === undefined) {
    const message = `${start} 'memory' be defined at the task level.`
    yield { ...facts, path: 'memory', message, expected: "such as '512', or '0.5 GB'" }
  }
  const [cpuUnits, memoryMiB] = [parseCpuUnits(cpu ?? '') ?? 0, parseMemoryMiB(memory ?? '') ?? 0]
  if (!isFargateSize(cpuUnits, memoryMiB, isWindows(definition))) yield noSuchSize(cpuUnits, memoryMiB)
}

function* roleObjections(definition: Definition): Objections {
  if (isSaid(definition.executionRoleArn)) return
  const start = 'Fargate requires task definition to have execution role ARN to support'
  const facts = { rule: 'TD-94', path: 'executionRoleArn', expected: 'an execution role', found: 'nothing' }
  for (const [{ image = '' }] of containersOf(definition)) {
    if (isPrivateEcrImage(image)) yield { ...facts, message: `${start} ECR images.` }
  }
  for (const [{ logConfiguration }] of containersOf(definition)) {
    if (logConfiguration?.logDriver === 'awslogs') yield { ...facts, message: `${start} log driver awslogs.` }
  }
}

function* modeObjections({ pidMode, ipcMode, placementConstraints }: Definition): Objections {
  if (pidMode !== undefined && pidMode !== 'task') {
    const message = `Tasks using the Fargate launch type do not support pidMode '${pidMode}'. The supported value for pidMode is 'task'.`
    yield { rule: 'TD-94', path: 'pidMode', message, expected: 'task', found: pidMode }
  }
  if (isSaid(placementConstraints)) {
    const message = 'Fargate does not support task placement constraints.'
    yield { rule: 'TD-24', path: 'placementConstraints', message, expected: 'none', found: placementConstraints }
  }
  if (ipcMode !== undefined) yield unsupportedByFargate('ipcMode', ipcMode)
}

function* volumeObjections({ volumes = [] }: Definition): Objections {
  for (const [index, { host, dockerVolumeConfiguration: docker }] of volumes.entries()) {
    if (isSaid(host?.sourcePath)) {
      const message = 'host.sourcePath should not be set for volumes in Fargate.'
      const facts = { path: `volumes[${index}].host.sourcePath`, expected: 'no sourcePath', found: host?.sourcePath }
      yield { rule: 'TD-31', message, ...facts }
    }
    if (docker !== undefined) yield unsupportedByFargate(`volumes[${index}].dockerVolumeConfiguration`, docker)
  }
}

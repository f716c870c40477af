// Could Fargate run this definition with Windows containers, or on ARM? (FG-6)
import { containersOf, type Definition, isWindows } from '../definition.ts'
import type { Objections } from './objection.ts'

const AGENT_PORT = 3_150

export function* windowsObjections(definition: Definition): Objections {
  if (!isWindows(definition)) return
  const { runtimePlatform, ephemeralStorage, proxyConfiguration, volumes = [] } = definition
  if (runtimePlatform?.cpuArchitecture === 'ARM64') yield objection('runtimePlatform.cpuArchitecture', 'ARM64')
  if (ephemeralStorage !== undefined) yield objection('ephemeralStorage', ephemeralStorage)
  if (proxyConfiguration !== undefined) yield objection('proxyConfiguration', proxyConfiguration)
  for (const [index, volume] of volumes.entries()) {
    for (const kind of ['efsVolumeConfiguration', 'fsxWindowsFileServerVolumeConfiguration'] as const) {
      if (volume[kind] !== undefined) yield objection(`volumes[${index}].${kind}`, volume[kind])
    }
  }
  for (const [{ firelensConfiguration, portMappings = [] }, at] of containersOf(definition)) {
    if (firelensConfiguration !== undefined) yield objection(`${at}.firelensConfiguration`, firelensConfiguration)
    const index = portMappings.findIndex(({ containerPort }) => containerPort === AGENT_PORT)
    if (index !== -1) yield objection(`${at}.portMappings[${index}].containerPort`, AGENT_PORT)
  }
}

function objection(path: string, found: unknown) {
  const message = `Fargate does not support this '${path.slice(path.lastIndexOf('.') + 1)}' with Windows containers.`
  return { rule: 'FG-6', path, message, expected: 'something that Windows containers on Fargate can have', found }
}

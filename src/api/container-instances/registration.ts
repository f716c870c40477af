// What does an agent register: how much of everything, what it can do, and what its owner calls it? (CI-01, CI-05, CI-11, CI-12)
import {
  isAttributeValue,
  isCustomName,
  isReservedName,
  MOST_ATTRIBUTES,
  NAME_RULE,
  VALUE_RULE,
} from '../../model/attributes.ts'
import { EC2_ONLY_CAPABILITIES, LINUX_CAPABILITIES } from '../../model/capabilities.ts'
import { checkCount, invalid } from '../refuse.ts'
import type { ParsedInput } from '../shapes/parse-input.ts'
import { isOutsideOfEc2 } from './identity.ts'

type Registration = ParsedInput<'RegisterContainerInstance'>

export interface GivenResources {
  readonly cpuUnits: number | undefined
  readonly memoryMiB: number | undefined
  readonly tcpPorts: readonly number[] | undefined
  readonly udpPorts: readonly number[] | undefined
}

/** The member that each kind of resource says its value with. */
const VALUES = { INTEGER: 'integerValue', STRINGSET: 'stringSetValue' } as const

const RESOURCES: Readonly<Record<string, keyof typeof VALUES>> = {
  CPU: 'INTEGER',
  MEMORY: 'INTEGER',
  PORTS: 'STRINGSET',
  PORTS_UDP: 'STRINGSET',
}

type GivenResource = NonNullable<Registration['totalResources']>[number]

/** What an agent says of nothing that is counted here is not swallowed. AWS itself shows 0 where a value does not apply. */
function checkResource(resource: GivenResource, path: string): void {
  const { name = '', type } = resource
  const known = Object.keys(RESOURCES)
  if (!known.includes(name)) invalid(`${path}.name`, `one of ${known.join(', ')}`, name, 'CI-01')
  const kind = RESOURCES[name]!
  if (type !== undefined && type !== kind) invalid(`${path}.type`, `'${kind}' for ${name}`, type, 'CI-01')
  for (const member of ['doubleValue', 'longValue', 'integerValue', 'stringSetValue'] as const) {
    const value = resource[member] ?? []
    const isNothing = value === 0 || (Array.isArray(value) && value.length === 0)
    if (member !== VALUES[kind] && !isNothing)
      invalid(`${path}.${member}`, `none beside the ${VALUES[kind]} of ${name}`, value, 'CI-01')
  }
}

/** What is not given is undefined. @throws InvalidParameterException */
export function resourcesGiven({ totalResources = [] }: Registration): GivenResources {
  for (const [index, resource] of totalResources.entries()) checkResource(resource, `totalResources[${index}]`)
  const amount = (wanted: string) => {
    const index = totalResources.findIndex(({ name }) => name === wanted)
    const value = totalResources[index]?.integerValue
    if (index >= 0 && !(value !== undefined && value > 0))
      invalid(`totalResources[${index}].integerValue`, 'a whole number above 0', value, 'CI-01')
    return value
  }
  const ports = (wanted: string) => {
    const index = totalResources.findIndex(({ name }) => name === wanted)
    return totalResources[index]?.stringSetValue?.map((port) => portOf(port, index))
  }
  return {
    cpuUnits: amount('CPU'),
    memoryMiB: amount('MEMORY'),
    tcpPorts: ports('PORTS'),
    udpPorts: ports('PORTS_UDP'),
  }
}

function portOf(text: string, index: number): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port
  return invalid(`totalResources[${index}].stringSetValue`, 'ports from 1 to 65535', text, 'CI-05')
}

/** The GPUs by the ids that the agent gives them (CI-01). @throws InvalidParameterException */
export function gpusGiven({ platformDevices = [] }: Registration): { readonly gpuIds?: readonly string[] } {
  for (const [index, { id, type }] of platformDevices.entries()) {
    if (type !== 'GPU') invalid(`platformDevices[${index}].type`, "'GPU'", type, 'CI-01')
    if (id === '' || platformDevices.findIndex((other) => other.id === id) !== index)
      invalid(`platformDevices[${index}].id`, 'an id of its own', id, 'CI-01')
  }
  return platformDevices.length === 0 ? {} : { gpuIds: platformDevices.map(({ id }) => id) }
}

/** AWS's own attributes, capabilities of a current agent apart. */
export function builtInGiven({ attributes = [] }: Registration): Record<string, string> {
  const own = attributes.filter(({ name }) => isReservedName(name) && !LINUX_CAPABILITIES.includes(name))
  return Object.fromEntries(own.map(({ name, value = '' }) => [name, value]))
}

/** @throws InvalidParameterException */
export function customGiven({ attributes = [] }: Registration): Record<string, string> {
  const own = attributes.filter(({ name }) => !isReservedName(name))
  checkCount('attributes', own, MOST_ATTRIBUTES, 'CI-12')
  for (const { name, value = '' } of own) {
    if (!isCustomName(name)) invalid('attributes', NAME_RULE, name, 'CI-12')
    if (!isAttributeValue(value)) invalid('attributes', VALUE_RULE, value, 'CI-12')
  }
  return Object.fromEntries(own.map(({ name, value = '' }) => [name, value]))
}

/** An agent that names no capability is a current one; one that names some lacks the others (CI-11). */
export function capabilitiesGiven(parsed: Registration): string[] {
  const names = new Set((parsed.attributes ?? []).map(({ name }) => name))
  const namesSome = LINUX_CAPABILITIES.some((name) => names.has(name))
  if (namesSome) return LINUX_CAPABILITIES.filter((name) => !names.has(name)).sort()
  return isOutsideOfEc2(parsed) ? [...EC2_ONLY_CAPABILITIES].sort() : []
}

// Are a container's port mappings in order, whatever the network mode? (NW-2, NW-5, NW-6, NW-7)
import type { Container, Mapping } from '../definition.ts'
import { invalidSetting, isWithin, type Objections } from './objection.ts'

export function* portObjections(container: Container, at: string, names: Set<string>): Objections {
  const protocols = new Map<number, string>()
  for (const [index, mapping] of (container.portMappings ?? []).entries()) {
    const path = `${at}.portMappings[${index}]`
    if (mapping.containerPortRange === undefined) yield* numberObjections(container, mapping, path)
    else if (mapping.containerPort !== undefined || mapping.hostPort !== undefined) {
      const expected = 'containerPortRange without containerPort and hostPort'
      yield { ...rangeFacts(container, path), expected, found: mapping }
    }
    yield* protocolObjections(mapping, path, protocols)
    yield* portNameObjections(mapping, path, names)
  }
  yield* rangeObjections(container, at)
}

function* numberObjections(container: Container, { containerPort, hostPort = 0 }: Mapping, path: string): Objections {
  if (containerPort === undefined || !isWithin(containerPort, 1, 65_535)) {
    const message = invalidSetting('containerPort', container)
    yield {
      rule: 'NW-2',
      path: `${path}.containerPort`,
      message,
      expected: 'a port from 1 to 65535',
      found: containerPort,
    }
  }
  if (!isWithin(hostPort, 0, 65_535)) {
    const message = invalidSetting('hostPort', container)
    yield { rule: 'NW-2', path: `${path}.hostPort`, message, expected: 'a port from 0 to 65535', found: hostPort }
  }
}

function* protocolObjections(mapping: Mapping, path: string, protocols: Map<number, string>): Objections {
  const { containerPort, protocol = 'tcp' } = mapping
  if (containerPort === undefined) return
  const earlier = protocols.get(containerPort) ?? protocol
  if (earlier !== protocol) {
    yield {
      rule: 'NW-5',
      path: `${path}.protocol`,
      message: `The container port ${containerPort} cannot be exposed for more than one protocol.`,
      expected: `one protocol for port ${containerPort}`,
      found: protocol,
    }
  }
  protocols.set(containerPort, protocol)
}

function* portNameObjections({ name }: Mapping, at: string, names: Set<string>): Objections {
  if (name === undefined) return
  const facts = { rule: 'NW-6', path: `${at}.name`, found: name }
  if (!/^[a-z0-9_][a-z0-9_-]{0,63}$/.test(name)) {
    const expected = '1 to 64 lower-case letters, digits, underscores or hyphens, not beginning with a hyphen'
    yield { ...facts, message: 'The name of a port mapping contains invalid characters or is too long.', expected }
  }
  if (names.has(name)) {
    const expected = 'a name that no other port mapping has'
    yield { ...facts, message: 'The name of a port mapping must be unique in the task definition.', expected }
  }
  names.add(name)
}

const MOST_RANGES = 100

function* rangeObjections(container: Container, at: string): Objections {
  const mappings = (container.portMappings ?? []).filter(({ containerPortRange }) => containerPortRange !== undefined)
  const facts = rangeFacts(container, `${at}.portMappings`)
  if (mappings.length > MOST_RANGES)
    yield { ...facts, expected: `at most ${MOST_RANGES} ranges`, found: mappings.length }
  const ranges: PortRange[] = []
  for (const { containerPortRange = '' } of mappings) {
    const range = rangeOf(containerPortRange)
    if (range === undefined) yield { ...facts, expected: 'first-last, within 1 to 65535', found: containerPortRange }
    else if (ranges.some(({ first, last }) => range.first <= last && first <= range.last)) {
      yield { ...facts, expected: 'ranges that do not overlap', found: containerPortRange }
    } else ranges.push(range)
  }
}

interface PortRange {
  readonly first: number
  readonly last: number
}

function rangeOf(text: string): PortRange | undefined {
  const [, from, to] = /^(\d{1,5})-(\d{1,5})$/.exec(text) ?? []
  const [first, last] = [Number(from), Number(to)]
  return isWithin(first, 1, 65_535) && isWithin(last, first + 1, 65_535) ? { first, last } : undefined
}

function rangeFacts(container: Container, path: string) {
  return { rule: 'NW-7', path, message: invalidSetting('containerPortRange', container) }
}

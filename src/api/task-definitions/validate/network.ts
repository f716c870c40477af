// Does what the definition says suit its network mode? (NW-3, NW-4, NW-5, TD-34, TD-66)
import { type Container, containersOf, type Definition, isSaid, networkModeOf } from '../definition.ts'
import type { Objection, Objections } from './objection.ts'

export function* networkObjections(definition: Definition): Objections {
  const mode = networkModeOf(definition)
  const taken = new Set<string>()
  for (const [container, path] of containersOf(definition)) {
    yield* mappingObjections(container, path, mode)
    if (mode === 'awsvpc' || mode === 'host') yield* sharedPortObjections(container, path, { mode, taken })
    yield* memberObjections(container, path, mode)
    yield* systemControlObjections(container, path, definition)
  }
  if (definition.enableFaultInjection === true && mode !== 'awsvpc' && mode !== 'host') {
    const message = `Fault injection is not supported when networkMode=${mode}.`
    yield { rule: 'TD-34', path: 'enableFaultInjection', message, expected: 'networkMode awsvpc or host', found: mode }
  }
}

function* mappingObjections({ portMappings = [] }: Container, at: string, mode: string): Objections {
  if (mode === 'bridge') return
  if (mode === 'none' && portMappings.length > 0) {
    const message = 'Port mappings are not supported when networkMode=none.'
    yield { rule: 'NW-4', path: `${at}.portMappings`, message, expected: 'no port mappings', found: portMappings }
  }
  for (const [index, { containerPort, hostPort, containerPortRange }] of portMappings.entries()) {
    const path = `${at}.portMappings[${index}]`
    if (hostPort !== undefined && hostPort !== containerPort) {
      const message = `When networkMode=${mode}, the host ports and container ports in port mappings must match.`
      const facts = { path: `${path}.hostPort`, expected: `${containerPort}, or nothing`, found: hostPort }
      yield { rule: 'NW-3', message, ...facts }
    }
    if (mode === 'host' && containerPortRange !== undefined) {
      const message = 'Container port ranges are not supported when networkMode=host.'
      const facts = { path: `${path}.containerPortRange`, expected: 'networkMode bridge or awsvpc', found: mode }
      yield { rule: 'NW-7', message, ...facts }
    }
  }
}

/** In a shared network the second listener on a port could never bind. */
function* sharedPortObjections(
  { portMappings = [] }: Container,
  at: string,
  { mode, taken }: { readonly mode: string; readonly taken: Set<string> },
): Objections {
  for (const [index, { containerPort, protocol = 'tcp' }] of portMappings.entries()) {
    if (containerPort === undefined) continue
    const port = `${containerPort}/${protocol}`
    if (taken.has(port)) {
      const message = `When networkMode=${mode}, the container port ${port} can be mapped only once.`
      const facts = {
        path: `${at}.portMappings[${index}].containerPort`,
        expected: 'another port',
        found: containerPort,
      }
      yield { rule: 'NW-5', message, ...facts }
    }
    taken.add(port)
  }
}

const NOT_WITH_AWSVPC = ['disableNetworking', 'hostname', 'dnsServers', 'dnsSearchDomains', 'extraHosts'] as const

function* memberObjections(container: Container, at: string, mode: string): Objections {
  if (mode !== 'bridge' && isSaid(container.links)) yield unsupported('links', at, mode, container.links)
  if (mode !== 'awsvpc') return
  for (const member of NOT_WITH_AWSVPC) {
    if (isSaid(container[member])) yield unsupported(member, at, mode, container[member])
  }
}

function unsupported(member: string, at: string, mode: string, found: unknown): Objection {
  const message = `The parameter '${member}' is not supported when networkMode=${mode}.`
  return { rule: 'NW-4', path: `${at}.${member}`, message, expected: `a container without ${member}`, found }
}

const IPC_CONTROLS = /^(?:kernel\.(?:msg|sem|shm)|fs\.mqueue\.)/

function* systemControlObjections({ systemControls = [] }: Container, at: string, task: Definition): Objections {
  const mode = networkModeOf(task)
  for (const [index, { namespace = '' }] of systemControls.entries()) {
    const facts = { rule: 'TD-66', path: `${at}.systemControls[${index}].namespace`, found: namespace }
    if (mode === 'host' && namespace.startsWith('net.')) {
      const message = 'Network system controls are not supported when networkMode=host.'
      yield { ...facts, message, expected: 'a control outside net.*' }
    }
    if (task.ipcMode === 'host' && IPC_CONTROLS.test(namespace)) {
      const message = 'IPC system controls are not supported when ipcMode=host.'
      yield { ...facts, message, expected: 'a control outside the IPC namespace' }
    }
  }
}

// Which members of a definition are kept and returned, but change nothing here that they could change in AWS?
import type { JsonRecord } from '../../model/entities.ts'
import { type Container, containersOf, type Definition, isSaid, storedDefinition } from './definition.ts'

export interface KeptMember {
  readonly path: string
  readonly why: string
}

const KEPT_OF_TASK: readonly (readonly [member: keyof Definition, why: string])[] = [
  ['volumes', 'volumes are not created or mounted, so no task fails or waits for one'],
  ['proxyConfiguration', 'App Mesh proxies are not simulated'],
  ['pidMode', 'processes are not simulated'],
  ['ipcMode', 'processes are not simulated'],
  ['enableFaultInjection', 'faults are injected by the simulation itself'],
]

const KEPT_OF_CONTAINER: readonly (readonly [member: keyof Container, why: string])[] = [
  ['mountPoints', 'volumes are not created or mounted, so no task fails or waits for one'],
  ['ulimits', 'limits of the operating system are not simulated'],
  ['linuxParameters', 'the container runtime is not simulated'],
  ['systemControls', 'the container runtime is not simulated'],
  ['privileged', 'the container runtime is not simulated'],
  ['dockerSecurityOptions', 'the container runtime is not simulated'],
  ['credentialSpecs', 'credentials are not fetched'],
  ['disableNetworking', 'the network inside a container is not simulated'],
  ['dnsServers', 'names are not resolved'],
  ['dnsSearchDomains', 'names are not resolved'],
  ['extraHosts', 'names are not resolved'],
]

/** Members of a stored definition that could change in AWS whether or when a task starts, and change nothing here. */
export function keptButNotSimulated(definition: JsonRecord): KeptMember[] {
  const stored = storedDefinition(definition)
  const ofTask = KEPT_OF_TASK.filter(([member]) => isSaid(stored[member])).map(([path, why]) => ({ path, why }))
  const ofContainers = [...containersOf(stored)].flatMap(([container, at]) =>
    KEPT_OF_CONTAINER.filter(([member]) => isSaid(container[member])).map(([member, why]) => ({
      path: `${at}.${member}`,
      why,
    })),
  )
  return [...ofTask, ...ofContainers]
}

// Do containers name only containers that are there, on conditions that can come true, without a ring? (TD-32, TD-46, TD-47, TD-51)
import { type Container, containersOf, type Definition } from '../definition.ts'
import { type Objections, quotable } from './objection.ts'

export function* referenceObjections(definition: Definition): Objections {
  const containers = new Map(definition.containerDefinitions.map((container) => [container.name ?? '', container]))
  for (const [container, path] of containersOf(definition)) yield* nameObjections(container, path, containers)
  const proxy = definition.proxyConfiguration?.containerName
  if (proxy !== undefined && !containers.has(proxy)) {
    const message = `Proxy container '${quotable(proxy)}' does not exist.`
    yield { rule: 'TD-32', path: 'proxyConfiguration.containerName', message, ...unknown(proxy) }
  }
  for (const [container, path] of containersOf(definition)) yield* conditionObjections(container, path, containers)
  yield* cycleObjections(containers)
}

type Containers = ReadonlyMap<string, Container>

function* nameObjections(container: Container, at: string, containers: Containers): Objections {
  for (const [index, { containerName }] of (container.dependsOn ?? []).entries()) {
    if (containers.has(containerName)) continue
    const message = `Cannot depend on container + '${quotable(containerName)}' because it does not exist`
    yield { rule: 'TD-51', path: `${at}.dependsOn[${index}].containerName`, message, ...unknown(containerName) }
  }
  for (const [index, link] of (container.links ?? []).entries()) {
    const [target = ''] = link.split(':', 1)
    if (containers.has(target)) continue
    const message = `Cannot link to container '${quotable(target)}' because it does not exist.`
    yield { rule: 'TD-46', path: `${at}.links[${index}]`, message, ...unknown(target) }
  }
  for (const [index, { sourceContainer = '' }] of (container.volumesFrom ?? []).entries()) {
    if (containers.has(sourceContainer)) continue
    const message = `Cannot take volumes from container '${quotable(sourceContainer)}' because it does not exist.`
    yield { rule: 'TD-47', path: `${at}.volumesFrom[${index}].sourceContainer`, message, ...unknown(sourceContainer) }
  }
}

function unknown(name: string) {
  return { expected: 'a container of the task definition', found: name }
}

function* conditionObjections(container: Container, at: string, containers: Containers): Objections {
  for (const [index, { containerName, condition }] of (container.dependsOn ?? []).entries()) {
    const target = containers.get(containerName)
    const facts = { rule: 'TD-51', path: `${at}.dependsOn[${index}].condition`, found: condition }
    if ((condition === 'COMPLETE' || condition === 'SUCCESS') && target?.essential !== false) {
      const message = 'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container'
      yield { ...facts, message, expected: `essential: false on container '${containerName}'` }
    }
    if (condition === 'HEALTHY' && target?.healthCheck === undefined) {
      const message = 'A dependency container with HEALTHY condition must have health check configured'
      yield { ...facts, message, expected: `a healthCheck on container '${containerName}'` }
    }
  }
}

function* cycleObjections(containers: Containers): Objections {
  const done = new Set<string>()
  for (const name of containers.keys()) {
    const ring = ringFrom(name, containers, [], done)
    if (ring === undefined) continue
    const facts = { path: 'containerDefinitions', expected: 'containers that wait for each other in one direction' }
    yield { rule: 'TD-51', message: 'Container dependsOn contains a cycle', ...facts, found: ring.join(' → ') }
  }
}

/** The first ring of dependencies met from here; there are at most ten containers, and each is entered once. */
function ringFrom(name: string, containers: Containers, trail: string[], done: Set<string>): string[] | undefined {
  const start = trail.indexOf(name)
  if (start !== -1) return [...trail.slice(start), name]
  if (done.has(name)) return undefined
  for (const { containerName } of containers.get(name)?.dependsOn ?? []) {
    const ring = ringFrom(containerName, containers, [...trail, name], done)
    if (ring !== undefined) return ring
  }
  done.add(name)
  return undefined
}

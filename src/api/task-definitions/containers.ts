// What of a container definition decides when the container starts, lives and ends? (TD-51…TD-55, LC-46)
import type {
  ContainerSpec,
  Dependency,
  DependencyCondition,
  HealthCheck,
  PortMapping,
  RestartPolicy,
} from '../../model/containers.ts'
import type { StoredContainer, StoredDefinition } from './definition.ts'

export function containerSpecs({ containerDefinitions }: StoredDefinition): ContainerSpec[] {
  const placeOf = new Map(containerDefinitions.map(({ name }, index) => [name, index]))
  const logRouter = containerDefinitions.findIndex(({ firelensConfiguration }) => firelensConfiguration !== undefined)
  return containerDefinitions.map((container) => ({
    name: container.name,
    image: container.image,
    essential: container.essential,
    portMappings: portMappingsOf(container),
    startTimeoutMs: inMs(container.startTimeout),
    stopTimeoutMs: inMs(container.stopTimeout),
    memoryMiB: container.memory ?? null,
    dependencies: dependenciesOf(container, placeOf, logRouter === -1 ? null : logRouter),
    healthCheck: healthCheckOf(container),
    restartPolicy: restartPolicyOf(container),
    isVersionConsistent: container.versionConsistency !== 'disabled',
  }))
}

function inMs(seconds: number | undefined): number | null {
  return seconds === undefined ? null : seconds * 1_000
}

function portMappingsOf({ portMappings }: StoredContainer): PortMapping[] {
  return portMappings.flatMap(({ containerPort, hostPort = 0, protocol = 'tcp' }): PortMapping[] =>
    containerPort === undefined ? [] : [{ containerPort, hostPort, protocol }],
  )
}

/** Those that are written, and those that follow from links, volumes and log routers. Validation has seen to the names. */
function dependenciesOf(
  { dependsOn = [], links = [], volumesFrom = [], logConfiguration }: StoredContainer,
  placeOf: ReadonlyMap<string, number>,
  logRouter: number | null,
): Dependency[] {
  const on = (name: string | undefined, condition: DependencyCondition): Dependency => ({
    on: placeOf.get(name ?? '') as number,
    condition,
  })
  const said = [
    ...dependsOn.map(({ containerName, condition }) => on(containerName, condition)),
    ...links.map((link) => on(link.split(':')[0], 'START')),
    ...volumesFrom.map(({ sourceContainer }) => on(sourceContainer, 'CREATE')),
  ]
  const routes = logConfiguration?.logDriver === 'awsfirelens' && logRouter !== null && said.length === 0
  return routes ? [{ on: logRouter, condition: 'START' }] : said
}

function healthCheckOf({ healthCheck }: StoredContainer): HealthCheck | null {
  if (healthCheck === undefined) return null
  const { interval = 30, timeout = 5, retries = 3, startPeriod = 0 } = healthCheck
  return { intervalMs: interval * 1_000, timeoutMs: timeout * 1_000, retries, startPeriodMs: startPeriod * 1_000 }
}

function restartPolicyOf({ restartPolicy }: StoredContainer): RestartPolicy | null {
  if (restartPolicy?.enabled !== true) return null
  const { ignoredExitCodes = [], restartAttemptPeriod = 300 } = restartPolicy
  return { ignoredExitCodes, attemptPeriodMs: restartAttemptPeriod * 1_000 }
}

// Which attributes does AWS list for a definition (TD-103), and which of them must an instance really carry here (PL-13, PL-14)?
import { TASK_ENI } from '../../model/capabilities.ts'
import { isPrivateEcrImage } from '../../model/images.ts'
import { type Container, type Definition, networkModeOf, type StoredDefinition, type Volume } from './definition.ts'

const CAPABILITY = 'ecs.capability'
const OLD_CAPABILITY = 'com.amazonaws.ecs.capability'
const DOCKER_API = `${OLD_CAPABILITY}.docker-remote-api.`

/** What the placement filter must check: what an instance is, and what its agent can. No version of Docker ever decides. */
export function placementAttributes(
  definition: StoredDefinition,
  compatibilities: readonly string[],
): Record<string, string> {
  const { cpuArchitecture, operatingSystemFamily } = definition.runtimePlatform ?? {}
  const names = requiresAttributes(definition, compatibilities).filter((name) => !name.startsWith(DOCKER_API))
  return {
    ...Object.fromEntries(names.map((name) => [name, ''])),
    ...(cpuArchitecture === undefined ? {} : { 'ecs.cpu-architecture': cpuArchitecture.toLowerCase() }),
    ...(operatingSystemFamily === undefined ? {} : { 'ecs.os-family': operatingSystemFamily }),
  }
}

/** The names that the answer lists. */
export function requiresAttributes(definition: StoredDefinition, compatibilities: readonly string[]): string[] {
  const names = [
    ...taskAttributes(definition),
    ...sizeAttributes(definition, compatibilities),
    ...definition.containerDefinitions.flatMap((container) => [...containerAttributes(container, definition)]),
    ...definition.volumes.flatMap((volume) => [...volumeAttributes(volume)]),
  ]
  return [...new Set(names)]
}

function* taskAttributes(definition: Definition): Generator<string> {
  const mode = networkModeOf(definition)
  if (mode === 'awsvpc') yield* [TASK_ENI, `${OLD_CAPABILITY}.docker-remote-api.1.18`]
  if (definition.taskRoleArn !== undefined) {
    yield `${OLD_CAPABILITY}.task-iam-role${mode === 'host' ? '-network-host' : ''}`
  }
  if (definition.pidMode !== undefined || definition.ipcMode !== undefined)
    yield `${CAPABILITY}.pid-ipc-namespace-sharing`
  if (definition.proxyConfiguration !== undefined) yield `${CAPABILITY}.aws-appmesh`
  if (definition.enableFaultInjection === true) yield `${CAPABILITY}.fault-injection`
}

/** Above ten vCPU the agent must know larger tasks. */
const USUAL_CPU_UNITS = 10_240

function* sizeAttributes({ cpu, memory }: Definition, compatibilities: readonly string[]): Generator<string> {
  if ((cpu === undefined && memory === undefined) || compatibilities.includes('FARGATE')) return
  yield `${CAPABILITY}.task-cpu-mem-limit`
  if (Number(cpu ?? 0) > USUAL_CPU_UNITS) yield `${CAPABILITY}.increased-task-cpu-limit`
}

function* containerAttributes(container: Container, definition: Definition): Generator<string> {
  const hasRole = definition.executionRoleArn !== undefined
  yield* logAttributes(container, hasRole)
  if (isPrivateEcrImage(container.image ?? '')) {
    yield* [`${OLD_CAPABILITY}.ecr-auth`, `${OLD_CAPABILITY}.docker-remote-api.1.19`]
    if (hasRole) yield `${CAPABILITY}.execution-role-ecr-pull`
  }
  for (const { valueFrom } of container.secrets ?? [])
    yield `${CAPABILITY}.secrets.${storeOf(valueFrom)}.environment-variables`
  for (const spec of container.credentialSpecs ?? []) {
    yield `${CAPABILITY}.gmsa${spec.startsWith('credentialspecdomainless:') ? '-domainless' : ''}`
  }
  const firelens = container.firelensConfiguration?.type
  if (firelens !== undefined) yield `${CAPABILITY}.firelens.${firelens}`
  yield* FEATURES.filter(([, isUsed]) => isUsed(container)).map(([name]) => name)
}

function* logAttributes({ logConfiguration }: Container, hasRole: boolean): Generator<string> {
  if (logConfiguration === undefined) return
  const { logDriver, secretOptions = [] } = logConfiguration
  yield* [`${OLD_CAPABILITY}.logging-driver.${logDriver}`, `${OLD_CAPABILITY}.docker-remote-api.1.19`]
  if (logDriver === 'awslogs' && hasRole) yield `${CAPABILITY}.execution-role-awslogs`
  for (const { valueFrom } of secretOptions) yield `${CAPABILITY}.secrets.${storeOf(valueFrom)}.bootstrap.log-driver`
}

/** What is no ARN of Secrets Manager is a parameter's name or ARN. */
function storeOf(valueFrom: string): 'asm' | 'ssm' {
  return /^arn:[a-z-]{1,20}:secretsmanager:/.test(valueFrom) ? 'asm' : 'ssm'
}

const FEATURES: readonly (readonly [attribute: string, isUsed: (container: Container) => boolean])[] = [
  [`${OLD_CAPABILITY}.privileged-container`, ({ privileged }) => privileged === true],
  [`${CAPABILITY}.container-health-check`, ({ healthCheck }) => healthCheck !== undefined],
  [
    `${CAPABILITY}.container-ordering`,
    ({ dependsOn = [], startTimeout, stopTimeout }) =>
      dependsOn.length > 0 || startTimeout !== undefined || stopTimeout !== undefined,
  ],
  [`${CAPABILITY}.container-restart-policy`, ({ restartPolicy }) => restartPolicy?.enabled === true],
  [
    `${CAPABILITY}.private-registry-authentication.secretsmanager`,
    ({ repositoryCredentials }) => repositoryCredentials !== undefined,
  ],
  [`${CAPABILITY}.env-files.s3`, ({ environmentFiles = [] }) => environmentFiles.length > 0],
  [
    `${CAPABILITY}.network.container-port-range`,
    ({ portMappings = [] }) => portMappings.some(({ containerPortRange }) => containerPortRange !== undefined),
  ],
]

function* volumeAttributes(volume: Volume): Generator<string> {
  if (volume.efsVolumeConfiguration !== undefined) yield `${CAPABILITY}.efs`
  if (volume.efsVolumeConfiguration?.authorizationConfig !== undefined) yield `${CAPABILITY}.efsAuth`
  if (volume.fsxWindowsFileServerVolumeConfiguration !== undefined) yield `${CAPABILITY}.fsxWindowsFileServer`
  if (volume.configuredAtLaunch === true) yield `${CAPABILITY}.storage.ebs-task-volume-attach`
  if (volume.s3filesVolumeConfiguration !== undefined) yield `${CAPABILITY}.storage.s3-files`
  const { driver } = volume.dockerVolumeConfiguration ?? {}
  if (driver !== undefined) yield `${CAPABILITY}.docker-plugin.${driver}`
}

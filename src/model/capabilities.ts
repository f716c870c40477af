// What can the agent of a current Linux container instance do? Attribute names that every instance carries (CI-11).
import type { ContainerInstance } from './entities.ts'

const LEGACY = 'com.amazonaws.ecs.capability.'
const CURRENT = 'ecs.capability.'

const DOCKER_API_VERSIONS = ['17', '18', '19', '20', '21', '22', '23', '24', '25', '28', '29', '30', '32']
const LOG_DRIVERS = ['json-file', 'none', 'awslogs', 'syslog', 'journald', 'awsfirelens']

const LEGACY_NAMES = [
  'privileged-container',
  ...DOCKER_API_VERSIONS.map((version) => `docker-remote-api.1.${version}`),
  ...LOG_DRIVERS.map((driver) => `logging-driver.${driver}`),
  'ecr-auth',
  'task-iam-role',
  'task-iam-role-network-host',
]

const CURRENT_NAMES = [
  'private-registry-authentication.secretsmanager',
  'secrets.ssm.environment-variables',
  'secrets.asm.environment-variables',
  'secrets.ssm.bootstrap.log-driver',
  'secrets.asm.bootstrap.log-driver',
  'ecr-endpoint',
  'container-ordering',
  'full-sync',
  'env-files.s3',
  'network.container-port-range',
  'container-restart-policy',
  'execution-role-ecr-pull',
  'execution-role-awslogs',
  'container-health-check',
  'docker-plugin.local',
  'efs',
  'efsAuth',
  'storage.s3-files',
  'storage.ebs-task-volume-attach',
  'firelens.fluentd',
  'firelens.fluentbit',
  'firelens.options.config.file',
  'firelens.options.config.s3',
  'pid-ipc-namespace-sharing',
  'aws-appmesh',
  'task-cpu-mem-limit',
  'increased-task-cpu-limit',
  'task-eni',
  'task-eni-block-instance-metadata',
  'execute-command',
  'service-connect-v1',
  'fault-injection',
]

export const LINUX_CAPABILITIES: readonly string[] = [
  ...LEGACY_NAMES.map((name) => LEGACY + name),
  ...CURRENT_NAMES.map((name) => CURRENT + name),
]

const LINUX_CAPABILITY_SET: ReadonlySet<string> = new Set(LINUX_CAPABILITIES)

/** What the instance's agent can. Instances that can the same share one set. */
export function capabilitiesOf(_instance: Readonly<ContainerInstance>): ReadonlySet<string> {
  return LINUX_CAPABILITY_SET
}

/** The capabilities that need no spelling out, because most instances have them. */
export function isUsual(capabilities: ReadonlySet<string>): boolean {
  return capabilities === LINUX_CAPABILITY_SET
}

/** Something with attributes of its own and an agent's capabilities. */
export interface AttributeCarrier {
  readonly attributes: Readonly<Record<string, string>>
  readonly capabilities: ReadonlySet<string>
}

/** '' for a name without value, undefined for what is not there. */
export function attributeOf({ attributes, capabilities }: AttributeCarrier, name: string): string | undefined {
  if (Object.hasOwn(attributes, name)) return attributes[name]
  return capabilities.has(name) ? '' : undefined
}

export const AGENT_VERSION = '1.105.1'

/** Host ports that a Linux instance keeps for itself (CI-05). */
export const LINUX_RESERVED_TCP_PORTS: readonly number[] = [22, 2375, 2376, 51678, 51679]

// What can the agent of a current Linux container instance do? Attribute names that every instance carries (CI-11).

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

/** What every current Linux agent can do, by its full name. */
export const LINUX_CAPABILITIES: readonly string[] = [
  ...LEGACY_NAMES.map((name) => LEGACY + name),
  ...CURRENT_NAMES.map((name) => CURRENT + name),
]

/** Marks an instance that stands in somebody's own data centre (CI-10). */
export const EXTERNAL = 'ecs.capability.external'

/** What an agent needs for tasks in network mode `awsvpc`. */
export const TASK_ENI = 'ecs.capability.task-eni'

/** Names the trunk of an instance that has one (CI-10). */
export const TRUNK = 'ecs.awsvpc-trunk-id'

/** Attributes whose value no two instances share: a class of instances leaves them out, or each would be one of its own. */
export const isOwnAttribute = (name: string): boolean => name === TRUNK

/** What an agent cannot do outside of EC2 (CI-11). */
export const EC2_ONLY_CAPABILITIES: readonly string[] = LINUX_CAPABILITIES.filter((name) =>
  /^ecs\.capability\.(?:task-eni|cni-plugin-version|aws-appmesh|task-eia|service-connect-v1|storage\.ebs|fault-injection)/.test(
    name,
  ),
)

/** `ecs.capability.x`, `com.amazonaws.ecs.capability.x`. */
export const isCapabilityName = (name: string): boolean => /^(?:com\.amazonaws\.)?ecs\.capability\../.test(name)

const KNOWN = new Set(LINUX_CAPABILITIES)

/** Something with attributes of its own and an agent's capabilities, less those that are missing. */
export interface AttributeCarrier {
  readonly attributes: Readonly<Record<string, string>>
  readonly missingCapabilities: readonly string[]
}

/** '' for a name without value, undefined for what is not there. */
export function attributeOf({ attributes, missingCapabilities }: AttributeCarrier, name: string): string | undefined {
  if (Object.hasOwn(attributes, name)) return attributes[name]
  return KNOWN.has(name) && !missingCapabilities.includes(name) ? '' : undefined
}

export const CURRENT_AGENT = { agentVersion: '1.105.1', agentHash: '0000000', dockerVersion: 'DockerVersion: 25.0.13' }

/** Host ports that a Linux instance keeps for itself (CI-05). */
export const LINUX_RESERVED_TCP_PORTS: readonly number[] = [22, 2375, 2376, 51678, 51679]

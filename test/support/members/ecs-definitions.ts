// Task definitions that have between them every member that a task definition can have.

const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db'
const ROLE = 'arn:aws:iam::123456789012:role/app'

const logging = {
  logDriver: 'awslogs',
  options: { 'awslogs-group': '/ecs/app', 'awslogs-region': 'us-east-1' },
  secretOptions: [{ name: 'token', valueFrom: SECRET }],
}

/** All that a container on an instance can be told. */
const FULL = {
  name: 'app',
  image: 'example.com/app:1',
  repositoryCredentials: { credentialsParameter: SECRET },
  cpu: 10,
  memory: 64,
  memoryReservation: 32,
  links: ['side'],
  portMappings: [{ containerPort: 80, hostPort: 8_081, protocol: 'udp', name: 'http' }],
  essential: false,
  restartPolicy: { enabled: true, ignoredExitCodes: [3], restartAttemptPeriod: 120 },
  entryPoint: ['sh'],
  command: ['-c'],
  environment: [{ name: 'A', value: 'b' }],
  environmentFiles: [{ value: 'arn:aws:s3:::bucket/app.env', type: 's3' }],
  mountPoints: [{ sourceVolume: 'data', containerPath: '/data', readOnly: true }],
  volumesFrom: [{ sourceContainer: 'side', readOnly: true }],
  linuxParameters: {
    capabilities: { add: ['SYS_PTRACE'], drop: ['CHOWN'] },
    devices: [{ hostPath: '/dev/fuse', containerPath: '/dev/fuse', permissions: ['read'] }],
    initProcessEnabled: true,
    sharedMemorySize: 64,
    tmpfs: [{ containerPath: '/tmp', size: 8, mountOptions: ['ro'] }],
    maxSwap: 10,
    swappiness: 20,
  },
  secrets: [{ name: 'DB', valueFrom: SECRET }],
  dependsOn: [{ containerName: 'side', condition: 'START' }],
  startTimeout: 30,
  stopTimeout: 5,
  versionConsistency: 'disabled',
  hostname: 'app',
  user: 'root',
  workingDirectory: '/app',
  privileged: true,
  readonlyRootFilesystem: true,
  dnsServers: ['10.0.0.2'],
  dnsSearchDomains: ['local'],
  extraHosts: [{ hostname: 'a', ipAddress: '10.0.0.3' }],
  dockerSecurityOptions: ['no-new-privileges'],
  interactive: true,
  pseudoTerminal: true,
  dockerLabels: { a: 'b' },
  ulimits: [{ name: 'nofile', softLimit: 10, hardLimit: 20 }],
  logConfiguration: logging,
  healthCheck: { command: ['CMD', 'true'], interval: 10, timeout: 4, retries: 2, startPeriod: 5 },
  systemControls: [{ namespace: 'net.core.somaxconn', value: '10' }],
  resourceRequirements: [{ type: 'GPU', value: '1' }],
  credentialSpecs: ['credentialspec:arn:aws:s3:::bucket/spec.json'],
}

const SIDE = { name: 'side', image: 'example.com/side:1', memory: 32 }

function ofContainer(container: object): object {
  return { family: 'app', networkMode: 'awsvpc', containerDefinitions: [{ ...SIDE, ...container }] }
}

export const DEFINITIONS: readonly object[] = [
  {
    family: 'app',
    networkMode: 'bridge',
    taskRoleArn: ROLE,
    executionRoleArn: ROLE,
    pidMode: 'task',
    ipcMode: 'task',
    cpu: '256',
    memory: '512',
    requiresCompatibilities: ['EC2'],
    placementConstraints: [{ type: 'memberOf', expression: 'attribute:stack == prod' }],
    runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
    tags: [{ key: 'team', value: 'blue' }],
    volumes: [
      { name: 'data', host: { sourcePath: '/data' } },
      {
        name: 'docker',
        dockerVolumeConfiguration: {
          scope: 'shared',
          autoprovision: true,
          driver: 'local',
          driverOpts: { a: 'b' },
          labels: { a: 'b' },
        },
      },
      {
        name: 'efs',
        efsVolumeConfiguration: {
          fileSystemId: 'fs-1',
          rootDirectory: '/',
          transitEncryption: 'ENABLED',
          transitEncryptionPort: 2_049,
          authorizationConfig: { accessPointId: 'fsap-1', iam: 'ENABLED' },
        },
      },
    ],
    containerDefinitions: [FULL, SIDE],
  },
  {
    family: 'app',
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    requiresCompatibilities: ['FARGATE'],
    executionRoleArn: ROLE,
    ephemeralStorage: { sizeInGiB: 30 },
    enableFaultInjection: true,
    volumes: [{ name: 'block', configuredAtLaunch: true }],
    proxyConfiguration: {
      type: 'APPMESH',
      containerName: 'envoy',
      properties: [{ name: 'AppPorts', value: '80' }],
    },
    containerDefinitions: [
      {
        name: 'app',
        image: 'example.com/app:1',
        portMappings: [{ name: 'http', containerPort: 80, appProtocol: 'http2' }],
      },
      { name: 'envoy', image: 'example.com/envoy:1' },
      {
        name: 'router',
        image: 'example.com/fluent-bit:1',
        firelensConfiguration: { type: 'fluentbit', options: { 'enable-ecs-log-metadata': 'true' } },
      },
    ],
  },
  { family: 'app', containerDefinitions: [{ ...SIDE, disableNetworking: true }] },
  ofContainer({
    resourceRequirements: [
      { type: 'GPU', value: '1', sharingStrategy: { nvidiaMps: { memory: 64, maxComputePercent: 50 } } },
    ],
  }),
  ofContainer({ portMappings: [{ containerPortRange: '100-200' }] }),
  {
    family: 'app',
    volumes: [
      {
        name: 'shared',
        s3filesVolumeConfiguration: {
          fileSystemArn: 'arn:aws:s3files:us-east-1:123456789012:file-system/fs-1',
          rootDirectory: '/data',
          transitEncryptionPort: 2_049,
          accessPointArn: 'arn:aws:s3files:us-east-1:123456789012:file-system/fs-1/access-point/ap-1',
        },
      },
    ],
    containerDefinitions: [SIDE],
  },
  {
    family: 'app',
    volumes: [
      {
        name: 'windows',
        fsxWindowsFileServerVolumeConfiguration: {
          fileSystemId: 'fs-0123456789abcdef0',
          rootDirectory: 'share',
          authorizationConfig: { credentialsParameter: SECRET, domain: 'corp.local' },
        },
      },
    ],
    containerDefinitions: [SIDE],
  },
]

// Inputs of Amazon ECS that have between them every member which is not refused.
import type { Simulation } from '../../../src/index.ts'
import { DEFINITIONS } from './ecs-definitions.ts'
import { pagesOf } from './pages.ts'
import { identityOf, TAGS } from './world.ts'

const ROLE = 'arn:aws:iam::123456789012:role/app'
const cluster = 'prod'
const network = { awsvpcConfiguration: { subnets: ['subnet-a'], securityGroups: ['sg-1'], assignPublicIp: 'ENABLED' } }
const ROOT = 'arn:aws:iam::123456789012:root'

const volume = {
  roleArn: ROLE,
  encrypted: true,
  kmsKeyId: 'alias/key',
  volumeType: 'gp3',
  sizeInGiB: 20,
  snapshotId: 'snap-1',
  volumeInitializationRate: 100,
  iops: 3_000,
  throughput: 125,
  tagSpecifications: [{ resourceType: 'volume', tags: TAGS, propagateTags: 'TASK_DEFINITION' }],
  filesystemType: 'xfs',
}

const connect = {
  enabled: true,
  namespace: 'shop.local',
  services: [
    {
      portName: 'http',
      discoveryName: 'shop',
      clientAliases: [
        { port: 80, dnsName: 'shop', testTrafficRules: { header: { name: 'x-test', value: { exact: '1' } } } },
      ],
      ingressPortOverride: 8_080,
      timeout: { idleTimeoutSeconds: 10, perRequestTimeoutSeconds: 5 },
      tls: {
        issuerCertificateAuthority: {
          awsPcaAuthorityArn: 'arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/1',
        },
        kmsKey: 'alias/key',
        roleArn: ROLE,
      },
    },
  ],
  logConfiguration: {
    logDriver: 'awslogs',
    options: { 'awslogs-group': 'proxy' },
    secretOptions: [{ name: 'token', valueFrom: 'arn:aws:ssm:us-east-1:123456789012:parameter/token' }],
  },
  accessLogConfiguration: { format: 'JSON', includeQueryParameters: 'ENABLED' },
  containerConfigurations: [{ logLevel: 'debug' }],
}

const alarms = { alarmNames: ['errors'], enable: true, rollback: true }
const deploymentConfiguration = {
  maximumPercent: 150,
  minimumHealthyPercent: 50,
  deploymentCircuitBreaker: {
    enable: true,
    rollback: true,
    resetOnHealthyTask: true,
    thresholdConfiguration: { type: 'COUNT', value: 3 },
  },
  alarms,
  bakeTimeInMinutes: 5,
}

const GATEWAY_CHECK = {
  healthCheckProtocol: 'HTTP',
  healthCheckPort: 80,
  healthCheckPath: '/',
  healthCheckTimeoutSeconds: 5,
  healthCheckIntervalSeconds: 10,
  healthyThresholdCount: 2,
  unhealthyThresholdCount: 3,
  matcher: { httpCode: '200', grpcCode: '0' },
}

/** What a service keeps that has no effect here. */
const kept = {
  enableECSManagedTags: true,
  propagateTags: 'TASK_DEFINITION',
  enableExecuteCommand: true,
  serviceConnectConfiguration: connect,
  volumeConfigurations: [{ name: 'block', managedEBSVolume: volume }],
  vpcLatticeConfigurations: [
    {
      roleArn: ROLE,
      targetGroupArn: 'arn:aws:vpc-lattice:us-east-1:123456789012:targetgroup/tg-1',
      portName: 'http',
      advancedConfiguration: { alternateTargetGroupArn: 'b', productionListenerRule: 'c', testListenerRule: 'd' },
    },
  ],
  gatewayConnectors: [{ portName: 'http', healthCheck: GATEWAY_CHECK, filters: { accessTypes: ['PUBLIC'] } }],
  serviceRegistries: [
    {
      registryArn: 'arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1',
      containerName: 'app',
      containerPort: 80,
    },
  ],
  monitoring: { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] },
}

const run = {
  cluster,
  taskDefinition: 'app:1',
  enableECSManagedTags: true,
  enableExecuteCommand: true,
  group: 'jobs',
  propagateTags: 'TASK_DEFINITION',
  referenceId: 'ref',
  startedBy: 'me',
  tags: [{ key: 'run', value: '1' }],
  overrides: {
    cpu: '256',
    memory: '512',
    executionRoleArn: ROLE,
    taskRoleArn: ROLE,
    ephemeralStorage: { sizeInGiB: 30 },
    containerOverrides: [
      {
        name: 'app',
        command: ['x'],
        environment: [{ name: 'A', value: 'b' }],
        environmentFiles: [{ value: 'arn:aws:s3:::bucket/app.env', type: 's3' }],
        cpu: 32,
        memory: 64,
        memoryReservation: 16,
      },
    ],
  },
}

const override = (resourceRequirements: object) => ({
  containerOverrides: [{ name: 'app', resourceRequirements: [resourceRequirements] }],
})
const gpu = override({ type: 'GPU', value: '1' })
const halfGpu = override({
  type: 'GPU',
  value: '1',
  sharingStrategy: { nvidiaMps: { memory: 64, maxComputePercent: 50 } },
})
const inside = { awsvpcConfiguration: { subnets: ['subnet-a'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' } }
const volumeConfigurations = [
  { name: 'block', managedEBSVolume: { ...volume, terminationPolicy: { deleteOnTermination: true } } },
]

/** @param world where the inputs find what they name */
export function ecsCases(world: Simulation): Record<string, readonly object[]> {
  const { ecs } = world
  const [instance, drained] = ecs.listContainerInstances({ cluster }).containerInstanceArns as [string, string]
  const [task] = ecs.listTasks({ cluster, startedBy: 'me' }).taskArns as [string]
  const [old] = ecs.listContainerInstances({ cluster: 'bare' }).containerInstanceArns as [string]
  const [served] = ecs.listTasks({ cluster, serviceName: 'web' }).taskArns as [string]
  const [rollout = {}] = ecs.listServiceDeployments({
    cluster,
    service: 'web',
    status: ['PENDING', 'IN_PROGRESS'],
  }).serviceDeployments
  const [groupArn] = world.elbv2
    .describeTargetGroups({ Names: ['hosts'] })
    .TargetGroups.map((group) => group.TargetGroupArn)
  const { containerInstances } = ecs.describeContainerInstances({ cluster, containerInstances: [instance] })
  const ofInstance = identityOf(containerInstances[0]?.ec2InstanceId as string)
  const balanced = [{ targetGroupArn: groupArn, containerName: 'app', containerPort: 80 }]
  const paged = (operation: string, input: object = {}) =>
    pagesOf(ecs, operation, input, ['maxResults', 'nextToken', 'nextToken'])
  return {
    CreateCapacityProvider: [
      {
        name: 'new',
        tags: TAGS,
        autoScalingGroupProvider: {
          autoScalingGroupArn: 'new-group',
          managedScaling: {
            status: 'ENABLED',
            targetCapacity: 80,
            minimumScalingStepSize: 2,
            maximumScalingStepSize: 5,
            instanceWarmupPeriod: 60,
          },
          managedTerminationProtection: 'ENABLED',
          managedDraining: 'DISABLED',
        },
      },
      {
        name: 'new',
        autoScalingGroupProvider: { autoScalingGroupArn: 'new-group', managedScaling: { status: 'DISABLED' } },
      },
    ],
    CreateCluster: [
      {
        clusterName: 'new',
        tags: TAGS,
        settings: [{ name: 'containerInsights', value: 'enhanced' }],
        configuration: {
          executeCommandConfiguration: {
            kmsKeyId: 'key',
            logging: 'OVERRIDE',
            logConfiguration: {
              cloudWatchLogGroupName: 'exec',
              cloudWatchEncryptionEnabled: true,
              s3BucketName: 'bucket',
              s3EncryptionEnabled: true,
              s3KeyPrefix: 'exec/',
            },
          },
          managedStorageConfiguration: { kmsKeyId: 'key', fargateEphemeralStorageKmsKeyId: 'key' },
        },
        capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
        defaultCapacityProviderStrategy: [
          { capacityProvider: 'FARGATE', base: 1, weight: 1 },
          { capacityProvider: 'FARGATE_SPOT', weight: 3 },
        ],
        serviceConnectDefaults: { namespace: 'new.local' },
      },
    ],
    CreateService: [
      {
        cluster,
        serviceName: 'new',
        taskDefinition: 'block',
        desiredCount: 2,
        clientToken: 'once',
        launchType: 'EC2',
        role: ROLE,
        availabilityZoneRebalancing: 'DISABLED',
        loadBalancers: balanced,
        healthCheckGracePeriodSeconds: 30,
        placementConstraints: [
          { type: 'memberOf', expression: 'attribute:stack == prod' },
          { type: 'distinctInstance' },
        ],
        placementStrategy: [{ type: 'binpack', field: 'memory' }],
        tags: TAGS,
        deploymentConfiguration,
        ...kept,
      },
      {
        serviceName: 'new',
        cluster,
        taskDefinition: 'far',
        desiredCount: 4,
        capacityProviderStrategy: [
          { capacityProvider: 'FARGATE', base: 1, weight: 1 },
          { capacityProvider: 'FARGATE_SPOT', weight: 3 },
        ],
        platformVersion: '1.3.0',
        networkConfiguration: network,
      },
      {
        cluster,
        serviceName: 'new',
        taskDefinition: 'app:1',
        desiredCount: 1,
        availabilityZoneRebalancing: 'DISABLED',
      },
      {
        cluster,
        serviceName: 'new',
        taskDefinition: 'app:1',
        desiredCount: 1,
        deploymentController: { type: 'EXTERNAL' },
      },
      { cluster, serviceName: 'new', taskDefinition: 'app:1', schedulingStrategy: 'DAEMON' },
      {
        cluster,
        serviceName: 'new',
        taskDefinition: 'far',
        launchType: 'FARGATE',
        desiredCount: 1,
        networkConfiguration: network,
        serviceRegistries: [{ registryArn: 'arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1', port: 80 }],
      },
    ],
    DeleteAccountSetting: [{ name: 'containerInsights', principalArn: ROOT }],
    DeleteAttributes: [
      { cluster, attributes: [{ name: 'stack', targetId: instance }] },
      {
        cluster,
        attributes: [{ name: 'stack', targetType: 'container-instance', targetId: instance.split('/').at(-1) }],
      },
    ],
    DeleteCapacityProvider: [{ capacityProvider: 'one' }],
    DeleteCluster: [{ cluster: 'empty' }],
    DeleteService: [{ cluster, service: 'web', force: true }],
    DeleteTaskDefinitions: [{ taskDefinitions: ['old:1'] }],
    DeregisterContainerInstance: [{ cluster, containerInstance: instance, force: true }],
    DeregisterTaskDefinition: [{ taskDefinition: 'batch:1' }],
    DescribeCapacityProviders: [
      { capacityProviders: ['one'], include: ['TAGS'] },
      { cluster },
      ...paged('DescribeCapacityProviders'),
    ],
    DescribeClusters: [{ clusters: [cluster], include: ['TAGS', 'SETTINGS'] }],
    DescribeContainerInstances: [{ cluster, containerInstances: [instance], include: ['TAGS'] }],
    DescribeServiceDeployments: [{ serviceDeploymentArns: [rollout.serviceDeploymentArn] }],
    DescribeServiceRevisions: [{ serviceRevisionArns: [rollout.targetServiceRevisionArn] }],
    DescribeServices: [{ cluster, services: ['web'], include: ['TAGS'] }],
    DescribeTaskDefinition: [{ taskDefinition: 'app', include: ['TAGS'] }],
    DescribeTasks: [{ cluster, tasks: [task], include: ['TAGS'] }],
    GetTaskProtection: [{ cluster, tasks: [served] }],
    ListAccountSettings: [
      { name: 'containerInsights', value: 'disabled', effectiveSettings: true },
      ...paged('ListAccountSettings', { effectiveSettings: true }),
      { effectiveSettings: true, principalArn: ROOT, name: 'awsvpcTrunking' },
      { effectiveSettings: true, name: 'containerInsights', value: 'enabled' },
    ],
    ListAttributes: [
      { cluster, targetType: 'container-instance', attributeName: 'stack', attributeValue: 'none' },
      ...paged('ListAttributes', { cluster, targetType: 'container-instance' }),
    ],
    ListClusters: paged('ListClusters'),
    ListContainerInstances: [
      { cluster, status: 'DRAINING' },
      { cluster, filter: 'attribute:stack == nothing' },
      ...paged('ListContainerInstances', { cluster }),
    ],
    ListServiceDeployments: [
      { cluster, service: 'web', status: ['SUCCESSFUL'] },
      { cluster, service: 'web', createdAt: { after: new Date('2026-01-05T00:01:00Z') } },
      { cluster, service: 'web', createdAt: { before: new Date('2026-01-05T00:01:00Z') } },
      ...paged('ListServiceDeployments', { cluster, service: 'web' }),
    ],
    ListServices: [
      { cluster, launchType: 'FARGATE' },
      { cluster, schedulingStrategy: 'DAEMON' },
      { cluster, resourceManagementType: 'ECS' },
      ...paged('ListServices', { cluster }),
    ],
    ListServicesByNamespace: paged('ListServicesByNamespace', { namespace: 'shop.local' }),
    ListTagsForResource: [{ resourceArn: task }],
    ListTaskDefinitionFamilies: [{ familyPrefix: 'a' }, { status: 'INACTIVE' }, ...paged('ListTaskDefinitionFamilies')],
    ListTaskDefinitions: [
      { familyPrefix: 'app', sort: 'DESC' },
      { status: 'INACTIVE' },
      ...paged('ListTaskDefinitions'),
    ],
    ListTasks: [
      { cluster, containerInstance: drained },
      { cluster, family: 'batch' },
      { cluster, startedBy: 'me' },
      { cluster, daemonName: 'nobody' },
      { cluster, serviceName: 'web' },
      { cluster, desiredStatus: 'STOPPED' },
      { cluster, launchType: 'FARGATE' },
      ...paged('ListTasks', { cluster }),
    ],
    PutAccountSetting: [{ name: 'awsvpcTrunking', value: 'enabled', principalArn: ROOT }],
    PutAccountSettingDefault: [{ name: 'containerInsights', value: 'enhanced' }],
    PutAttributes: [
      { cluster, attributes: [{ name: 'color', value: 'red', targetId: instance }] },
      {
        cluster,
        attributes: [{ name: 'color', targetType: 'container-instance', targetId: instance.split('/').at(-1) }],
      },
    ],
    PutClusterCapacityProviders: [
      {
        cluster: 'empty',
        capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
        defaultCapacityProviderStrategy: [
          { capacityProvider: 'FARGATE', base: 1, weight: 1 },
          { capacityProvider: 'FARGATE_SPOT', weight: 3 },
        ],
      },
    ],
    RegisterContainerInstance: [
      {
        cluster,
        instanceIdentityDocument: identityOf('i-0123456789abcdef0'),
        totalResources: [
          { name: 'CPU', type: 'INTEGER', integerValue: 1_024 },
          { name: 'MEMORY', type: 'INTEGER', integerValue: 2_048 },
          { name: 'PORTS', type: 'STRINGSET', stringSetValue: ['22', '2375', '9'] },
        ],
        versionInfo: { agentVersion: '1.90.0', agentHash: 'abc', dockerVersion: 'DockerVersion: 24' },
        attributes: [{ name: 'stack', value: 'a' }],
        platformDevices: [{ id: 'GPU-1', type: 'GPU' }],
        tags: TAGS,
      },
      { cluster, containerInstanceArn: instance, instanceIdentityDocument: ofInstance },
    ],
    RegisterTaskDefinition: DEFINITIONS,
    RunTask: [
      {
        ...run,
        count: 2,
        placementConstraints: [{ type: 'memberOf', expression: 'attribute:stack == nothing' }],
      },
      { ...run, clientToken: 'once', count: 8, placementStrategy: [{ type: 'spread', field: 'instanceId' }] },
      { ...run, overrides: gpu },
      { ...run, overrides: halfGpu },
      { cluster, taskDefinition: 'far', launchType: 'FARGATE', networkConfiguration: network },
      { cluster, taskDefinition: 'block', volumeConfigurations },
      {
        cluster,
        taskDefinition: 'far',
        count: 4,
        capacityProviderStrategy: [
          { capacityProvider: 'FARGATE', base: 1, weight: 1 },
          { capacityProvider: 'FARGATE_SPOT', weight: 3 },
        ],
        networkConfiguration: network,
        platformVersion: '1.3.0',
        overrides: { ephemeralStorage: { sizeInGiB: 40 } },
      },
    ],
    StartTask: [
      { ...run, containerInstances: [instance] },
      { ...run, containerInstances: [instance], overrides: gpu },
      { ...run, containerInstances: [instance], overrides: halfGpu },
      { cluster, taskDefinition: 'eni', containerInstances: [instance], networkConfiguration: inside },
      { cluster, taskDefinition: 'block', containerInstances: [instance], volumeConfigurations },
    ],
    StopServiceDeployment: [{ serviceDeploymentArn: rollout.serviceDeploymentArn, stopType: 'ROLLBACK' }],
    StopTask: [{ cluster, task, reason: 'enough' }],
    TagResource: [{ resourceArn: task, tags: [{ key: 'a', value: 'b' }] }],
    UntagResource: [{ resourceArn: task, tagKeys: ['team'] }],
    UpdateCapacityProvider: [
      {
        name: 'one',
        autoScalingGroupProvider: {
          managedScaling: {
            status: 'ENABLED',
            targetCapacity: 80,
            minimumScalingStepSize: 2,
            maximumScalingStepSize: 5,
            instanceWarmupPeriod: 60,
          },
          managedTerminationProtection: 'ENABLED',
          managedDraining: 'DISABLED',
        },
      },
      { name: 'one', autoScalingGroupProvider: { managedScaling: { status: 'DISABLED' } } },
    ],
    UpdateCluster: [
      {
        cluster,
        settings: [{ name: 'containerInsights', value: 'enhanced' }],
        configuration: {
          executeCommandConfiguration: {
            kmsKeyId: 'key',
            logging: 'OVERRIDE',
            logConfiguration: {
              cloudWatchLogGroupName: 'exec',
              cloudWatchEncryptionEnabled: true,
              s3BucketName: 'bucket',
              s3EncryptionEnabled: true,
              s3KeyPrefix: 'exec/',
            },
          },
          managedStorageConfiguration: { kmsKeyId: 'key', fargateEphemeralStorageKmsKeyId: 'key' },
        },
        serviceConnectDefaults: { namespace: 'new.local' },
      },
    ],
    UpdateClusterSettings: [{ cluster, settings: [{ name: 'containerInsights', value: 'enhanced' }] }],
    UpdateContainerAgent: [{ cluster: 'bare', containerInstance: old }],
    UpdateContainerInstancesState: [{ cluster, containerInstances: [instance], status: 'DRAINING' }],
    UpdateService: [
      {
        cluster,
        service: 'web',
        desiredCount: 2,
        taskDefinition: 'block',
        forceNewDeployment: true,
        availabilityZoneRebalancing: 'DISABLED',
        loadBalancers: balanced,
        healthCheckGracePeriodSeconds: 30,
        placementConstraints: [
          { type: 'memberOf', expression: 'attribute:stack == prod' },
          { type: 'distinctInstance' },
        ],
        placementStrategy: [{ type: 'binpack', field: 'memory' }],
        deploymentConfiguration,
        ...kept,
      },
      {
        cluster,
        service: 'far',
        capacityProviderStrategy: [
          { capacityProvider: 'FARGATE', base: 1, weight: 1 },
          { capacityProvider: 'FARGATE_SPOT', weight: 3 },
        ],
        forceNewDeployment: true,
        platformVersion: '1.3.0',
        networkConfiguration: network,
        desiredCount: 4,
      },
      {
        cluster,
        service: 'far',
        serviceRegistries: [{ registryArn: 'arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1', port: 80 }],
      },
      { cluster, service: 'web', forceNewDeployment: true },
      { cluster, service: 'web', deploymentController: { type: 'EXTERNAL' } },
    ],
    UpdateTaskProtection: [{ cluster, tasks: [served], protectionEnabled: true, expiresInMinutes: 5 }],
  }
}

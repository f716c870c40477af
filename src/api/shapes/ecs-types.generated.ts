// What do callers hand to each operation, and what do they get?
// Generated from @aws-sdk/client-ecs 3.1162.0, do not edit. To regenerate: npx tsx scripts/generate-shapes.ts

export type AcceleratorManufacturer = 'amazon-web-services' | 'amd' | 'habana' | 'nvidia' | 'xilinx'

export type AcceleratorName = 'a100' | 'a10g' | 'h100' | 'inferentia' | 'k520' | 'k80' | 'm60' | 'radeon-pro-v520' | 't4' | 't4g' | 'v100' | 'vu9p'

export type AcceleratorType = 'fpga' | 'gpu' | 'inference'

export type AccessType = 'PRIVATE' | 'PUBLIC'

export type AgentUpdateStatus = 'FAILED' | 'PENDING' | 'STAGED' | 'STAGING' | 'UPDATED' | 'UPDATING'

export type ApplicationProtocol = 'grpc' | 'http' | 'http2'

export type AssignPublicIp = 'DISABLED' | 'ENABLED'

export type AutoRepairActionsStatus = 'DISABLED' | 'ENABLED'

export type AvailabilityZoneRebalancing = 'DISABLED' | 'ENABLED'

export type BareMetal = 'excluded' | 'included' | 'required'

export type BurstablePerformance = 'excluded' | 'included' | 'required'

export type CPUArchitecture = 'ARM64' | 'X86_64'

export type CapacityOptionType = 'ON_DEMAND' | 'RESERVED' | 'SPOT'

export type CapacityProviderField = 'TAGS'

export type CapacityProviderStatus = 'ACTIVE' | 'DEPROVISIONING' | 'INACTIVE' | 'PROVISIONING'

export type CapacityProviderType = 'EC2_AUTOSCALING' | 'FARGATE' | 'FARGATE_SPOT' | 'MANAGED_INSTANCES'

export type CapacityProviderUpdateStatus = 'CREATE_COMPLETE' | 'CREATE_FAILED' | 'CREATE_IN_PROGRESS' | 'DELETE_COMPLETE' | 'DELETE_FAILED' | 'DELETE_IN_PROGRESS' | 'UPDATE_COMPLETE' | 'UPDATE_FAILED' | 'UPDATE_IN_PROGRESS'

export type CapacityReservationPreference = 'RESERVATIONS_EXCLUDED' | 'RESERVATIONS_FIRST' | 'RESERVATIONS_ONLY'

export type ClusterField = 'ATTACHMENTS' | 'CONFIGURATIONS' | 'SETTINGS' | 'STATISTICS' | 'TAGS'

export type ClusterSettingName = 'containerInsights'

export type Compatibility = 'EC2' | 'EXTERNAL' | 'FARGATE' | 'MANAGED_INSTANCES'

export type Connectivity = 'CONNECTED' | 'DISCONNECTED'

export type ContainerCondition = 'COMPLETE' | 'HEALTHY' | 'START' | 'SUCCESS'

export type ContainerInstanceField = 'CONTAINER_INSTANCE_HEALTH' | 'TAGS'

export type ContainerInstanceStatus = 'ACTIVE' | 'DEREGISTERING' | 'DRAINING' | 'REGISTERING' | 'REGISTRATION_FAILED'

export type CpuManufacturer = 'amazon-web-services' | 'amd' | 'intel'

export type DeploymentControllerType = 'CODE_DEPLOY' | 'ECS' | 'EXTERNAL'

export type DeploymentLifecycleHookAction = 'CONTINUE' | 'ROLLBACK'

export type DeploymentLifecycleHookStage = 'POST_PRODUCTION_TRAFFIC_SHIFT' | 'POST_SCALE_UP' | 'POST_TEST_TRAFFIC_SHIFT' | 'PRE_PRODUCTION_TRAFFIC_SHIFT' | 'PRE_SCALE_UP' | 'PRODUCTION_TRAFFIC_SHIFT' | 'RECONCILE_SERVICE' | 'TEST_TRAFFIC_SHIFT'

export type DeploymentLifecycleHookStatus = 'AWAITING_ACTION' | 'FAILED' | 'IN_PROGRESS' | 'SUCCEEDED' | 'TIMED_OUT'

export type DeploymentLifecycleHookTargetType = 'AWS_LAMBDA' | 'PAUSE'

export type DeploymentRolloutState = 'COMPLETED' | 'FAILED' | 'IN_PROGRESS'

export type DeploymentStrategy = 'BLUE_GREEN' | 'CANARY' | 'LINEAR' | 'ROLLING'

export type DesiredStatus = 'PENDING' | 'RUNNING' | 'STOPPED'

export type DeviceCgroupPermission = 'mknod' | 'read' | 'write'

export type EBSResourceType = 'volume'

export type EFSAuthorizationConfigIAM = 'DISABLED' | 'ENABLED'

export type EFSTransitEncryption = 'DISABLED' | 'ENABLED'

export type EnvironmentFileType = 's3'

export type ExecuteCommandLogging = 'DEFAULT' | 'NONE' | 'OVERRIDE'

export type FirelensConfigurationType = 'fluentbit' | 'fluentd'

export type GatewayConnectorHealthCheckProtocol = 'HTTP' | 'HTTPS'

export type GatewayRouteStatus = 'ACTIVE' | 'CREATE_FAILED' | 'CREATE_IN_PROGRESS' | 'DELETE_FAILED' | 'DELETE_IN_PROGRESS' | 'UPDATE_FAILED' | 'UPDATE_IN_PROGRESS'

export type GpuSharingMode = 'DEDICATED' | 'IDLE' | 'NVIDIA_MPS'

export type HealthStatus = 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN'

export type InstanceGeneration = 'current' | 'previous'

export type InstanceHealthCheckState = 'IMPAIRED' | 'INITIALIZING' | 'INSUFFICIENT_DATA' | 'OK'

export type InstanceHealthCheckType = 'ACCELERATED_COMPUTE' | 'AGENT_CONNECTIVITY' | 'CONTAINER_RUNTIME' | 'DAEMON'

export type IpcMode = 'host' | 'none' | 'task'

export type LaunchType = 'EC2' | 'EXTERNAL' | 'FARGATE' | 'MANAGED_INSTANCES'

export type LocalStorage = 'excluded' | 'included' | 'required'

export type LocalStorageType = 'hdd' | 'ssd'

export type LogDriver = 'awsfirelens' | 'awslogs' | 'fluentd' | 'gelf' | 'journald' | 'json-file' | 'splunk' | 'syslog'

export type ManagedAgentName = 'ExecuteCommandAgent'

export type ManagedDraining = 'DISABLED' | 'ENABLED'

export type ManagedInstancesMonitoringOptions = 'BASIC' | 'DETAILED'

export type ManagedResourceStatus = 'ACTIVE' | 'DELETED' | 'DEPROVISIONING' | 'FAILED' | 'PROVISIONING'

export type ManagedScalingStatus = 'DISABLED' | 'ENABLED'

export type ManagedTerminationProtection = 'DISABLED' | 'ENABLED'

export type NetworkMode = 'awsvpc' | 'bridge' | 'host' | 'none'

export type OSFamily = 'LINUX' | 'WINDOWS_SERVER_2004_CORE' | 'WINDOWS_SERVER_2016_FULL' | 'WINDOWS_SERVER_2019_CORE' | 'WINDOWS_SERVER_2019_FULL' | 'WINDOWS_SERVER_2022_CORE' | 'WINDOWS_SERVER_2022_FULL' | 'WINDOWS_SERVER_2025_CORE' | 'WINDOWS_SERVER_2025_FULL' | 'WINDOWS_SERVER_20H2_CORE'

export type PidMode = 'host' | 'task'

export type PlacementConstraintType = 'distinctInstance' | 'memberOf'

export type PlacementStrategyType = 'binpack' | 'random' | 'spread'

export type PlatformDeviceType = 'GPU' | 'NEURON_DEVICE'

export type PropagateMITags = 'CAPACITY_PROVIDER' | 'NONE'

export type PropagateTags = 'NONE' | 'SERVICE' | 'TASK_DEFINITION'

export type ProxyConfigurationType = 'APPMESH'

export type ResourceManagementType = 'CUSTOMER' | 'ECS'

export type ResourceType = 'GPU' | 'InferenceAccelerator' | 'NeuronDevice'

export type ScaleUnit = 'PERCENT'

export type SchedulingStrategy = 'DAEMON' | 'REPLICA'

export type Scope = 'shared' | 'task'

export type ServiceConnectAccessLoggingFormat = 'JSON' | 'TEXT'

export type ServiceConnectContainerLogLevel = 'debug' | 'info'

export type ServiceConnectIncludeQueryParameters = 'DISABLED' | 'ENABLED'

export type ServiceDeploymentLifecycleStage = 'BAKE_TIME' | 'CLEAN_UP' | 'POST_PRODUCTION_TRAFFIC_SHIFT' | 'POST_SCALE_UP' | 'POST_TEST_TRAFFIC_SHIFT' | 'PRE_SCALE_UP' | 'PRODUCTION_TRAFFIC_SHIFT' | 'RECONCILE_SERVICE' | 'SCALE_UP' | 'TEST_TRAFFIC_SHIFT'

export type ServiceDeploymentRollbackMonitorsStatus = 'DISABLED' | 'MONITORING' | 'MONITORING_COMPLETE' | 'TRIGGERED'

export type ServiceDeploymentStatus = 'IN_PROGRESS' | 'PENDING' | 'ROLLBACK_FAILED' | 'ROLLBACK_IN_PROGRESS' | 'ROLLBACK_REQUESTED' | 'ROLLBACK_SUCCESSFUL' | 'STOPPED' | 'STOP_REQUESTED' | 'SUCCESSFUL'

export type ServiceField = 'TAGS'

export type ServiceRevisionCleanup = 'BLOCKING' | 'DEFERRED'

export type SettingName = 'awsvpcTrunking' | 'containerInsights' | 'containerInstanceLongArnFormat' | 'defaultLogDriverMode' | 'fargateEventWindows' | 'fargateFIPSMode' | 'fargateTaskRetirementWaitPeriod' | 'guardDutyActivate' | 'serviceLongArnFormat' | 'tagResourceAuthorization' | 'taskLongArnFormat'

export type SettingType = 'aws_managed' | 'user'

export type SortOrder = 'ASC' | 'DESC'

export type StabilityStatus = 'STABILIZING' | 'STEADY_STATE'

export type StopServiceDeploymentStopType = 'ABORT' | 'ROLLBACK'

export type TargetType = 'container-instance'

export type TaskDefinitionFamilyStatus = 'ACTIVE' | 'ALL' | 'INACTIVE'

export type TaskDefinitionField = 'TAGS'

export type TaskDefinitionPlacementConstraintType = 'memberOf'

export type TaskDefinitionStatus = 'ACTIVE' | 'DELETE_IN_PROGRESS' | 'INACTIVE'

export type TaskField = 'TAGS'

export type TaskFilesystemType = 'ext3' | 'ext4' | 'ntfs' | 'xfs'

export type TaskStopCode = 'EssentialContainerExited' | 'InfrastructureHealth' | 'ServiceSchedulerInitiated' | 'SpotInterruption' | 'TaskFailedToStart' | 'TerminationNotice' | 'UserInitiated'

export type ThresholdType = 'BOUNDED_PERCENT' | 'COUNT' | 'UNBOUNDED_PERCENT'

export type TransportProtocol = 'tcp' | 'udp'

export type UlimitName = 'core' | 'cpu' | 'data' | 'fsize' | 'locks' | 'memlock' | 'msgqueue' | 'nice' | 'nofile' | 'nproc' | 'rss' | 'rtprio' | 'rttime' | 'sigpending' | 'stack'

export type VersionConsistency = 'disabled' | 'enabled'

export type DocumentInput = null | boolean | number | string | readonly DocumentInput[] | { readonly [member: string]: DocumentInput }

export type Document = null | boolean | number | string | Document[] | { [member: string]: Document }

export interface AcceleratorCountInput {
  readonly min?: number | undefined
  readonly max?: number | undefined
}

export interface AcceleratorTotalMemoryMiBInput {
  readonly min?: number | undefined
  readonly max?: number | undefined
}

export interface AdvancedConfigurationInput {
  readonly alternateTargetGroupArn?: string | undefined
  readonly productionListenerRule?: string | undefined
  readonly testListenerRule?: string | undefined
  readonly roleArn?: string | undefined
}

export interface AttributeInput {
  readonly name: string | undefined
  readonly value?: string | undefined
  readonly targetType?: TargetType | undefined
  readonly targetId?: string | undefined
}

export interface AutoRepairConfigurationInput {
  readonly actionsStatus?: AutoRepairActionsStatus | undefined
}

export interface AutoScalingGroupProviderInput {
  readonly autoScalingGroupArn: string | undefined
  readonly managedScaling?: ManagedScalingInput | undefined
  readonly managedTerminationProtection?: ManagedTerminationProtection | undefined
  readonly managedDraining?: ManagedDraining | undefined
}

export interface AutoScalingGroupProviderUpdateInput {
  readonly managedScaling?: ManagedScalingInput | undefined
  readonly managedTerminationProtection?: ManagedTerminationProtection | undefined
  readonly managedDraining?: ManagedDraining | undefined
}

export interface AwsVpcConfigurationInput {
  readonly subnets: readonly string[] | undefined
  readonly securityGroups?: readonly string[] | undefined
  readonly assignPublicIp?: AssignPublicIp | undefined
}

export interface BaselineEbsBandwidthMbpsInput {
  readonly min?: number | undefined
  readonly max?: number | undefined
}

export interface CanaryConfigurationInput {
  readonly canaryPercent?: number | undefined
  readonly canaryBakeTimeInMinutes?: number | undefined
}

export interface CapacityProviderStrategyItemInput {
  readonly capacityProvider: string | undefined
  readonly weight?: number | undefined
  readonly base?: number | undefined
}

export interface CapacityReservationInput {
  readonly reservationGroupArn?: string | undefined
  readonly reservationPreference?: CapacityReservationPreference | undefined
}

export interface ClusterConfigurationInput {
  readonly executeCommandConfiguration?: ExecuteCommandConfigurationInput | undefined
  readonly managedStorageConfiguration?: ManagedStorageConfigurationInput | undefined
}

export interface ClusterServiceConnectDefaultsInput {
  readonly namespace: string | undefined
}

export interface ClusterSettingInput {
  readonly name?: ClusterSettingName | undefined
  readonly value?: string | undefined
}

export interface ContainerDefinitionInput {
  readonly name?: string | undefined
  readonly image?: string | undefined
  readonly repositoryCredentials?: RepositoryCredentialsInput | undefined
  readonly cpu?: number | undefined
  readonly memory?: number | undefined
  readonly memoryReservation?: number | undefined
  readonly links?: readonly string[] | undefined
  readonly portMappings?: readonly PortMappingInput[] | undefined
  readonly essential?: boolean | undefined
  readonly restartPolicy?: ContainerRestartPolicyInput | undefined
  readonly entryPoint?: readonly string[] | undefined
  readonly command?: readonly string[] | undefined
  readonly environment?: readonly KeyValuePairInput[] | undefined
  readonly environmentFiles?: readonly EnvironmentFileInput[] | undefined
  readonly mountPoints?: readonly MountPointInput[] | undefined
  readonly volumesFrom?: readonly VolumeFromInput[] | undefined
  readonly linuxParameters?: LinuxParametersInput | undefined
  readonly secrets?: readonly SecretInput[] | undefined
  readonly dependsOn?: readonly ContainerDependencyInput[] | undefined
  readonly startTimeout?: number | undefined
  readonly stopTimeout?: number | undefined
  readonly versionConsistency?: VersionConsistency | undefined
  readonly hostname?: string | undefined
  readonly user?: string | undefined
  readonly workingDirectory?: string | undefined
  readonly disableNetworking?: boolean | undefined
  readonly privileged?: boolean | undefined
  readonly readonlyRootFilesystem?: boolean | undefined
  readonly dnsServers?: readonly string[] | undefined
  readonly dnsSearchDomains?: readonly string[] | undefined
  readonly extraHosts?: readonly HostEntryInput[] | undefined
  readonly dockerSecurityOptions?: readonly string[] | undefined
  readonly interactive?: boolean | undefined
  readonly pseudoTerminal?: boolean | undefined
  readonly dockerLabels?: { readonly [key: string]: string } | undefined
  readonly ulimits?: readonly UlimitInput[] | undefined
  readonly logConfiguration?: LogConfigurationInput | undefined
  readonly healthCheck?: HealthCheckInput | undefined
  readonly systemControls?: readonly SystemControlInput[] | undefined
  readonly resourceRequirements?: readonly ResourceRequirementInput[] | undefined
  readonly firelensConfiguration?: FirelensConfigurationInput | undefined
  readonly credentialSpecs?: readonly string[] | undefined
}

export interface ContainerDependencyInput {
  readonly containerName: string | undefined
  readonly condition: ContainerCondition | undefined
}

export interface ContainerOverrideInput {
  readonly name?: string | undefined
  readonly command?: readonly string[] | undefined
  readonly environment?: readonly KeyValuePairInput[] | undefined
  readonly environmentFiles?: readonly EnvironmentFileInput[] | undefined
  readonly cpu?: number | undefined
  readonly memory?: number | undefined
  readonly memoryReservation?: number | undefined
  readonly resourceRequirements?: readonly ResourceRequirementInput[] | undefined
}

export interface ContainerRestartPolicyInput {
  readonly enabled: boolean | undefined
  readonly ignoredExitCodes?: readonly number[] | undefined
  readonly restartAttemptPeriod?: number | undefined
}

export interface CreateCapacityProviderInput {
  readonly name: string | undefined
  readonly cluster?: string | undefined
  readonly autoScalingGroupProvider?: AutoScalingGroupProviderInput | undefined
  readonly managedInstancesProvider?: CreateManagedInstancesProviderConfigurationInput | undefined
  readonly tags?: readonly TagInput[] | undefined
}

export interface CreateClusterInput {
  readonly clusterName?: string | undefined
  readonly tags?: readonly TagInput[] | undefined
  readonly settings?: readonly ClusterSettingInput[] | undefined
  readonly configuration?: ClusterConfigurationInput | undefined
  readonly capacityProviders?: readonly string[] | undefined
  readonly defaultCapacityProviderStrategy?: readonly CapacityProviderStrategyItemInput[] | undefined
  readonly serviceConnectDefaults?: ClusterServiceConnectDefaultsInput | undefined
}

export interface CreateManagedInstancesProviderConfigurationInput {
  readonly infrastructureRoleArn: string | undefined
  readonly instanceLaunchTemplate: InstanceLaunchTemplateInput | undefined
  readonly propagateTags?: PropagateMITags | undefined
  readonly infrastructureOptimization?: InfrastructureOptimizationInput | undefined
  readonly autoRepairConfiguration?: AutoRepairConfigurationInput | undefined
}

export interface CreateServiceInput {
  readonly serviceName: string | undefined
  readonly cluster?: string | undefined
  readonly taskDefinition?: string | undefined
  readonly availabilityZoneRebalancing?: AvailabilityZoneRebalancing | undefined
  readonly loadBalancers?: readonly LoadBalancerInput[] | undefined
  readonly serviceRegistries?: readonly ServiceRegistryInput[] | undefined
  readonly desiredCount?: number | undefined
  readonly clientToken?: string | undefined
  readonly launchType?: LaunchType | undefined
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItemInput[] | undefined
  readonly platformVersion?: string | undefined
  readonly role?: string | undefined
  readonly deploymentConfiguration?: DeploymentConfigurationInput | undefined
  readonly placementConstraints?: readonly PlacementConstraintInput[] | undefined
  readonly placementStrategy?: readonly PlacementStrategyInput[] | undefined
  readonly networkConfiguration?: NetworkConfigurationInput | undefined
  readonly healthCheckGracePeriodSeconds?: number | undefined
  readonly schedulingStrategy?: SchedulingStrategy | undefined
  readonly deploymentController?: DeploymentControllerInput | undefined
  readonly tags?: readonly TagInput[] | undefined
  readonly enableECSManagedTags?: boolean | undefined
  readonly propagateTags?: PropagateTags | undefined
  readonly enableExecuteCommand?: boolean | undefined
  readonly serviceConnectConfiguration?: ServiceConnectConfigurationInput | undefined
  readonly volumeConfigurations?: readonly ServiceVolumeConfigurationInput[] | undefined
  readonly vpcLatticeConfigurations?: readonly VpcLatticeConfigurationInput[] | undefined
  readonly gatewayConnectors?: readonly GatewayConnectorInput[] | undefined
  readonly monitoring?: MonitoringConfigurationInput | undefined
}

export interface CreatedAtInput {
  readonly before?: Date | number | undefined
  readonly after?: Date | number | undefined
}

export interface DeleteAccountSettingInput {
  readonly name: SettingName | undefined
  readonly principalArn?: string | undefined
}

export interface DeleteAttributesInput {
  readonly attributes: readonly AttributeInput[] | undefined
  readonly cluster?: string | undefined
}

export interface DeleteCapacityProviderInput {
  readonly capacityProvider: string | undefined
  readonly cluster?: string | undefined
}

export interface DeleteClusterInput {
  readonly cluster: string | undefined
}

export interface DeleteServiceInput {
  readonly service: string | undefined
  readonly cluster?: string | undefined
  readonly force?: boolean | undefined
}

export interface DeleteTaskDefinitionsInput {
  readonly taskDefinitions: readonly string[] | undefined
}

export interface DeploymentAlarmsInput {
  readonly alarmNames: readonly string[] | undefined
  readonly rollback: boolean | undefined
  readonly enable: boolean | undefined
}

export interface DeploymentCircuitBreakerInput {
  readonly enable: boolean | undefined
  readonly rollback: boolean | undefined
  readonly resetOnHealthyTask?: boolean | undefined
  readonly thresholdConfiguration?: ThresholdConfigurationInput | undefined
}

export interface DeploymentConfigurationInput {
  readonly deploymentCircuitBreaker?: DeploymentCircuitBreakerInput | undefined
  readonly maximumPercent?: number | undefined
  readonly minimumHealthyPercent?: number | undefined
  readonly alarms?: DeploymentAlarmsInput | undefined
  readonly strategy?: DeploymentStrategy | undefined
  readonly bakeTimeInMinutes?: number | undefined
  readonly lifecycleHooks?: readonly DeploymentLifecycleHookInput[] | undefined
  readonly linearConfiguration?: LinearConfigurationInput | undefined
  readonly canaryConfiguration?: CanaryConfigurationInput | undefined
  readonly earlySuccessCriteria?: DeploymentEarlySuccessCriteriaInput | undefined
}

export interface DeploymentControllerInput {
  readonly type: DeploymentControllerType | undefined
}

export interface DeploymentEarlySuccessCriteriaInput {
  readonly enable: boolean | undefined
  readonly healthyPercent?: number | undefined
  readonly sourceServiceRevisionCleanup?: ServiceRevisionCleanup | undefined
}

export interface DeploymentLifecycleHookInput {
  readonly targetType?: DeploymentLifecycleHookTargetType | undefined
  readonly hookTargetArn?: string | undefined
  readonly roleArn?: string | undefined
  readonly lifecycleStages?: readonly DeploymentLifecycleHookStage[] | undefined
  readonly hookDetails?: DocumentInput | undefined
  readonly timeoutConfiguration?: DeploymentLifecycleHookTimeoutConfigurationInput | undefined
}

export interface DeploymentLifecycleHookTimeoutConfigurationInput {
  readonly timeoutInMinutes?: number | undefined
  readonly action?: DeploymentLifecycleHookAction | undefined
}

export interface DeregisterContainerInstanceInput {
  readonly containerInstance: string | undefined
  readonly cluster?: string | undefined
  readonly force?: boolean | undefined
}

export interface DeregisterTaskDefinitionInput {
  readonly taskDefinition: string | undefined
}

export interface DescribeCapacityProvidersInput {
  readonly capacityProviders?: readonly string[] | undefined
  readonly cluster?: string | undefined
  readonly include?: readonly CapacityProviderField[] | undefined
  readonly maxResults?: number | undefined
  readonly nextToken?: string | undefined
}

export interface DescribeClustersInput {
  readonly clusters?: readonly string[] | undefined
  readonly include?: readonly ClusterField[] | undefined
}

export interface DescribeContainerInstancesInput {
  readonly containerInstances: readonly string[] | undefined
  readonly cluster?: string | undefined
  readonly include?: readonly ContainerInstanceField[] | undefined
}

export interface DescribeServiceDeploymentsInput {
  readonly serviceDeploymentArns: readonly string[] | undefined
}

export interface DescribeServiceRevisionsInput {
  readonly serviceRevisionArns: readonly string[] | undefined
}

export interface DescribeServicesInput {
  readonly services: readonly string[] | undefined
  readonly cluster?: string | undefined
  readonly include?: readonly ServiceField[] | undefined
}

export interface DescribeTaskDefinitionInput {
  readonly taskDefinition: string | undefined
  readonly include?: readonly TaskDefinitionField[] | undefined
}

export interface DescribeTasksInput {
  readonly tasks: readonly string[] | undefined
  readonly cluster?: string | undefined
  readonly include?: readonly TaskField[] | undefined
}

export interface DeviceInput {
  readonly hostPath: string | undefined
  readonly containerPath?: string | undefined
  readonly permissions?: readonly DeviceCgroupPermission[] | undefined
}

export interface DockerVolumeConfigurationInput {
  readonly scope?: Scope | undefined
  readonly autoprovision?: boolean | undefined
  readonly driver?: string | undefined
  readonly driverOpts?: { readonly [key: string]: string } | undefined
  readonly labels?: { readonly [key: string]: string } | undefined
}

export interface EBSTagSpecificationInput {
  readonly resourceType: EBSResourceType | undefined
  readonly tags?: readonly TagInput[] | undefined
  readonly propagateTags?: PropagateTags | undefined
}

export interface EFSAuthorizationConfigInput {
  readonly accessPointId?: string | undefined
  readonly iam?: EFSAuthorizationConfigIAM | undefined
}

export interface EFSVolumeConfigurationInput {
  readonly fileSystemId: string | undefined
  readonly rootDirectory?: string | undefined
  readonly transitEncryption?: EFSTransitEncryption | undefined
  readonly transitEncryptionPort?: number | undefined
  readonly authorizationConfig?: EFSAuthorizationConfigInput | undefined
}

export interface EnvironmentFileInput {
  readonly value: string | undefined
  readonly type: EnvironmentFileType | undefined
}

export interface EphemeralStorageInput {
  readonly sizeInGiB: number | undefined
}

export interface ExecuteCommandConfigurationInput {
  readonly kmsKeyId?: string | undefined
  readonly logging?: ExecuteCommandLogging | undefined
  readonly logConfiguration?: ExecuteCommandLogConfigurationInput | undefined
}

export interface ExecuteCommandLogConfigurationInput {
  readonly cloudWatchLogGroupName?: string | undefined
  readonly cloudWatchEncryptionEnabled?: boolean | undefined
  readonly s3BucketName?: string | undefined
  readonly s3EncryptionEnabled?: boolean | undefined
  readonly s3KeyPrefix?: string | undefined
}

export interface FSxWindowsFileServerAuthorizationConfigInput {
  readonly credentialsParameter: string | undefined
  readonly domain: string | undefined
}

export interface FSxWindowsFileServerVolumeConfigurationInput {
  readonly fileSystemId: string | undefined
  readonly rootDirectory: string | undefined
  readonly authorizationConfig: FSxWindowsFileServerAuthorizationConfigInput | undefined
}

export interface FirelensConfigurationInput {
  readonly type: FirelensConfigurationType | undefined
  readonly options?: { readonly [key: string]: string } | undefined
}

export interface GatewayConnectorInput {
  readonly portName: string | undefined
  readonly healthCheck?: GatewayConnectorHealthCheckInput | undefined
  readonly filters?: GatewayConnectorFiltersInput | undefined
}

export interface GatewayConnectorFiltersInput {
  readonly accessTypes?: readonly AccessType[] | undefined
}

export interface GatewayConnectorHealthCheckInput {
  readonly healthCheckProtocol?: GatewayConnectorHealthCheckProtocol | undefined
  readonly healthCheckPort?: number | undefined
  readonly healthCheckPath?: string | undefined
  readonly healthCheckTimeoutSeconds?: number | undefined
  readonly healthCheckIntervalSeconds?: number | undefined
  readonly healthyThresholdCount?: number | undefined
  readonly unhealthyThresholdCount?: number | undefined
  readonly matcher?: GatewayConnectorHealthCheckMatcherInput | undefined
}

export interface GatewayConnectorHealthCheckMatcherInput {
  readonly httpCode?: string | undefined
  readonly grpcCode?: string | undefined
}

export interface GetTaskProtectionInput {
  readonly cluster: string | undefined
  readonly tasks?: readonly string[] | undefined
}

export interface HealthCheckInput {
  readonly command: readonly string[] | undefined
  readonly interval?: number | undefined
  readonly timeout?: number | undefined
  readonly retries?: number | undefined
  readonly startPeriod?: number | undefined
}

export interface HostEntryInput {
  readonly hostname: string | undefined
  readonly ipAddress: string | undefined
}

export interface HostVolumePropertiesInput {
  readonly sourcePath?: string | undefined
}

export interface InferenceAcceleratorInput {
  readonly deviceName: string | undefined
  readonly deviceType: string | undefined
}

export interface InferenceAcceleratorOverrideInput {
  readonly deviceName?: string | undefined
  readonly deviceType?: string | undefined
}

export interface InfrastructureOptimizationInput {
  readonly scaleInAfter?: number | undefined
}

export interface InstanceLaunchTemplateInput {
  readonly ec2InstanceProfileArn: string | undefined
  readonly networkConfiguration: ManagedInstancesNetworkConfigurationInput | undefined
  readonly storageConfiguration?: ManagedInstancesStorageConfigurationInput | undefined
  readonly localStorageConfiguration?: ManagedInstancesLocalStorageConfigurationInput | undefined
  readonly monitoring?: ManagedInstancesMonitoringOptions | undefined
  readonly capacityOptionType?: CapacityOptionType | undefined
  readonly instanceMetadataTagsPropagation?: boolean | undefined
  readonly instanceRequirements?: InstanceRequirementsInput | undefined
  readonly fipsEnabled?: boolean | undefined
  readonly capacityReservations?: CapacityReservationInput | undefined
}

export interface InstanceLaunchTemplateUpdateInput {
  readonly ec2InstanceProfileArn?: string | undefined
  readonly networkConfiguration?: ManagedInstancesNetworkConfigurationInput | undefined
  readonly storageConfiguration?: ManagedInstancesStorageConfigurationInput | undefined
  readonly instanceMetadataTagsPropagation?: boolean | undefined
  readonly localStorageConfiguration?: ManagedInstancesLocalStorageConfigurationInput | undefined
  readonly monitoring?: ManagedInstancesMonitoringOptions | undefined
  readonly instanceRequirements?: InstanceRequirementsInput | undefined
  readonly capacityReservations?: CapacityReservationInput | undefined
}

export interface InstanceRequirementsInput {
  readonly vCpuCount: VCpuCountRangeInput | undefined
  readonly memoryMiB: MemoryMiBInput | undefined
  readonly cpuManufacturers?: readonly CpuManufacturer[] | undefined
  readonly memoryGiBPerVCpu?: MemoryGiBPerVCpuInput | undefined
  readonly excludedInstanceTypes?: readonly string[] | undefined
  readonly instanceGenerations?: readonly InstanceGeneration[] | undefined
  readonly spotMaxPricePercentageOverLowestPrice?: number | undefined
  readonly onDemandMaxPricePercentageOverLowestPrice?: number | undefined
  readonly bareMetal?: BareMetal | undefined
  readonly burstablePerformance?: BurstablePerformance | undefined
  readonly requireHibernateSupport?: boolean | undefined
  readonly networkInterfaceCount?: NetworkInterfaceCountInput | undefined
  readonly localStorage?: LocalStorage | undefined
  readonly localStorageTypes?: readonly LocalStorageType[] | undefined
  readonly totalLocalStorageGB?: TotalLocalStorageGBInput | undefined
  readonly baselineEbsBandwidthMbps?: BaselineEbsBandwidthMbpsInput | undefined
  readonly acceleratorTypes?: readonly AcceleratorType[] | undefined
  readonly acceleratorCount?: AcceleratorCountInput | undefined
  readonly acceleratorManufacturers?: readonly AcceleratorManufacturer[] | undefined
  readonly acceleratorNames?: readonly AcceleratorName[] | undefined
  readonly acceleratorTotalMemoryMiB?: AcceleratorTotalMemoryMiBInput | undefined
  readonly networkBandwidthGbps?: NetworkBandwidthGbpsInput | undefined
  readonly allowedInstanceTypes?: readonly string[] | undefined
  readonly maxSpotPriceAsPercentageOfOptimalOnDemandPrice?: number | undefined
}

export interface KernelCapabilitiesInput {
  readonly add?: readonly string[] | undefined
  readonly drop?: readonly string[] | undefined
}

export interface KeyValuePairInput {
  readonly name?: string | undefined
  readonly value?: string | undefined
}

export interface LinearConfigurationInput {
  readonly stepPercent?: number | undefined
  readonly stepBakeTimeInMinutes?: number | undefined
}

export interface LinuxParametersInput {
  readonly capabilities?: KernelCapabilitiesInput | undefined
  readonly devices?: readonly DeviceInput[] | undefined
  readonly initProcessEnabled?: boolean | undefined
  readonly sharedMemorySize?: number | undefined
  readonly tmpfs?: readonly TmpfsInput[] | undefined
  readonly maxSwap?: number | undefined
  readonly swappiness?: number | undefined
}

export interface ListAccountSettingsInput {
  readonly name?: SettingName | undefined
  readonly value?: string | undefined
  readonly principalArn?: string | undefined
  readonly effectiveSettings?: boolean | undefined
  readonly nextToken?: string | undefined
  readonly maxResults?: number | undefined
}

export interface ListAttributesInput {
  readonly targetType: TargetType | undefined
  readonly cluster?: string | undefined
  readonly attributeName?: string | undefined
  readonly attributeValue?: string | undefined
  readonly nextToken?: string | undefined
  readonly maxResults?: number | undefined
}

export interface ListClustersInput {
  readonly nextToken?: string | undefined
  readonly maxResults?: number | undefined
}

export interface ListContainerInstancesInput {
  readonly cluster?: string | undefined
  readonly filter?: string | undefined
  readonly nextToken?: string | undefined
  readonly maxResults?: number | undefined
  readonly status?: ContainerInstanceStatus | undefined
}

export interface ListServiceDeploymentsInput {
  readonly service: string | undefined
  readonly cluster?: string | undefined
  readonly status?: readonly ServiceDeploymentStatus[] | undefined
  readonly createdAt?: CreatedAtInput | undefined
  readonly nextToken?: string | undefined
  readonly maxResults?: number | undefined
}

export interface ListServicesByNamespaceInput {
  readonly namespace: string | undefined
  readonly nextToken?: string | undefined
  readonly maxResults?: number | undefined
}

export interface ListServicesInput {
  readonly cluster?: string | undefined
  readonly nextToken?: string | undefined
  readonly maxResults?: number | undefined
  readonly launchType?: LaunchType | undefined
  readonly schedulingStrategy?: SchedulingStrategy | undefined
  readonly resourceManagementType?: ResourceManagementType | undefined
}

export interface ListTagsForResourceInput {
  readonly resourceArn: string | undefined
}

export interface ListTaskDefinitionFamiliesInput {
  readonly familyPrefix?: string | undefined
  readonly status?: TaskDefinitionFamilyStatus | undefined
  readonly nextToken?: string | undefined
  readonly maxResults?: number | undefined
}

export interface ListTaskDefinitionsInput {
  readonly familyPrefix?: string | undefined
  readonly status?: TaskDefinitionStatus | undefined
  readonly sort?: SortOrder | undefined
  readonly nextToken?: string | undefined
  readonly maxResults?: number | undefined
}

export interface ListTasksInput {
  readonly cluster?: string | undefined
  readonly containerInstance?: string | undefined
  readonly family?: string | undefined
  readonly nextToken?: string | undefined
  readonly maxResults?: number | undefined
  readonly startedBy?: string | undefined
  readonly serviceName?: string | undefined
  readonly desiredStatus?: DesiredStatus | undefined
  readonly launchType?: LaunchType | undefined
  readonly daemonName?: string | undefined
}

export interface LoadBalancerInput {
  readonly targetGroupArn?: string | undefined
  readonly loadBalancerName?: string | undefined
  readonly containerName?: string | undefined
  readonly containerPort?: number | undefined
  readonly advancedConfiguration?: AdvancedConfigurationInput | undefined
}

export interface LogConfigurationInput {
  readonly logDriver: LogDriver | undefined
  readonly options?: { readonly [key: string]: string } | undefined
  readonly secretOptions?: readonly SecretInput[] | undefined
}

export interface ManagedInstancesLocalStorageConfigurationInput {
  readonly useLocalStorage?: boolean | undefined
}

export interface ManagedInstancesNetworkConfigurationInput {
  readonly subnets?: readonly string[] | undefined
  readonly securityGroups?: readonly string[] | undefined
}

export interface ManagedInstancesStorageConfigurationInput {
  readonly storageSizeGiB?: number | undefined
}

export interface ManagedScalingInput {
  readonly status?: ManagedScalingStatus | undefined
  readonly targetCapacity?: number | undefined
  readonly minimumScalingStepSize?: number | undefined
  readonly maximumScalingStepSize?: number | undefined
  readonly instanceWarmupPeriod?: number | undefined
}

export interface ManagedStorageConfigurationInput {
  readonly kmsKeyId?: string | undefined
  readonly fargateEphemeralStorageKmsKeyId?: string | undefined
}

export interface MemoryGiBPerVCpuInput {
  readonly min?: number | undefined
  readonly max?: number | undefined
}

export interface MemoryMiBInput {
  readonly min: number | undefined
  readonly max?: number | undefined
}

export interface MetricConfigurationInput {
  readonly metricNames: readonly string[] | undefined
  readonly resolutionSeconds: number | undefined
}

export interface MonitoringConfigurationInput {
  readonly metricConfigurations?: readonly MetricConfigurationInput[] | undefined
}

export interface MountPointInput {
  readonly sourceVolume?: string | undefined
  readonly containerPath?: string | undefined
  readonly readOnly?: boolean | undefined
}

export interface NetworkBandwidthGbpsInput {
  readonly min?: number | undefined
  readonly max?: number | undefined
}

export interface NetworkConfigurationInput {
  readonly awsvpcConfiguration?: AwsVpcConfigurationInput | undefined
}

export interface NetworkInterfaceCountInput {
  readonly min?: number | undefined
  readonly max?: number | undefined
}

export interface NvidiaMpsAllocationInput {
  readonly memory: number | undefined
  readonly maxComputePercent?: number | undefined
}

export interface PlacementConstraintInput {
  readonly type?: PlacementConstraintType | undefined
  readonly expression?: string | undefined
}

export interface PlacementStrategyInput {
  readonly type?: PlacementStrategyType | undefined
  readonly field?: string | undefined
}

export interface PlatformDeviceInput {
  readonly id: string | undefined
  readonly type: PlatformDeviceType | undefined
}

export interface PortMappingInput {
  readonly containerPort?: number | undefined
  readonly hostPort?: number | undefined
  readonly protocol?: TransportProtocol | undefined
  readonly name?: string | undefined
  readonly appProtocol?: ApplicationProtocol | undefined
  readonly containerPortRange?: string | undefined
}

export interface ProxyConfigurationInput {
  readonly containerName: string | undefined
  readonly type?: ProxyConfigurationType | undefined
  readonly properties?: readonly KeyValuePairInput[] | undefined
}

export interface PutAccountSettingDefaultInput {
  readonly name: SettingName | undefined
  readonly value: string | undefined
}

export interface PutAccountSettingInput {
  readonly name: SettingName | undefined
  readonly value: string | undefined
  readonly principalArn?: string | undefined
}

export interface PutAttributesInput {
  readonly attributes: readonly AttributeInput[] | undefined
  readonly cluster?: string | undefined
}

export interface PutClusterCapacityProvidersInput {
  readonly cluster: string | undefined
  readonly capacityProviders: readonly string[] | undefined
  readonly defaultCapacityProviderStrategy: readonly CapacityProviderStrategyItemInput[] | undefined
}

export interface RegisterContainerInstanceInput {
  readonly cluster?: string | undefined
  readonly instanceIdentityDocument?: string | undefined
  readonly instanceIdentityDocumentSignature?: string | undefined
  readonly totalResources?: readonly ResourceInput[] | undefined
  readonly versionInfo?: VersionInfoInput | undefined
  readonly containerInstanceArn?: string | undefined
  readonly attributes?: readonly AttributeInput[] | undefined
  readonly platformDevices?: readonly PlatformDeviceInput[] | undefined
  readonly tags?: readonly TagInput[] | undefined
}

export interface RegisterTaskDefinitionInput {
  readonly family: string | undefined
  readonly containerDefinitions: readonly ContainerDefinitionInput[] | undefined
  readonly taskRoleArn?: string | undefined
  readonly executionRoleArn?: string | undefined
  readonly networkMode?: NetworkMode | undefined
  readonly volumes?: readonly VolumeInput[] | undefined
  readonly placementConstraints?: readonly TaskDefinitionPlacementConstraintInput[] | undefined
  readonly requiresCompatibilities?: readonly Compatibility[] | undefined
  readonly cpu?: string | undefined
  readonly memory?: string | undefined
  readonly tags?: readonly TagInput[] | undefined
  readonly pidMode?: PidMode | undefined
  readonly ipcMode?: IpcMode | undefined
  readonly proxyConfiguration?: ProxyConfigurationInput | undefined
  readonly inferenceAccelerators?: readonly InferenceAcceleratorInput[] | undefined
  readonly ephemeralStorage?: EphemeralStorageInput | undefined
  readonly runtimePlatform?: RuntimePlatformInput | undefined
  readonly enableFaultInjection?: boolean | undefined
}

export interface RepositoryCredentialsInput {
  readonly credentialsParameter: string | undefined
}

export interface ResourceInput {
  readonly name?: string | undefined
  readonly type?: string | undefined
  readonly doubleValue?: number | undefined
  readonly longValue?: number | undefined
  readonly integerValue?: number | undefined
  readonly stringSetValue?: readonly string[] | undefined
}

export interface ResourceRequirementInput {
  readonly type: ResourceType | undefined
  readonly value?: string | undefined
  readonly sharingStrategy?: SharingStrategyInput | undefined
}

export interface RunTaskInput {
  readonly taskDefinition: string | undefined
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItemInput[] | undefined
  readonly cluster?: string | undefined
  readonly count?: number | undefined
  readonly enableECSManagedTags?: boolean | undefined
  readonly enableExecuteCommand?: boolean | undefined
  readonly group?: string | undefined
  readonly launchType?: LaunchType | undefined
  readonly networkConfiguration?: NetworkConfigurationInput | undefined
  readonly overrides?: TaskOverrideInput | undefined
  readonly placementConstraints?: readonly PlacementConstraintInput[] | undefined
  readonly placementStrategy?: readonly PlacementStrategyInput[] | undefined
  readonly platformVersion?: string | undefined
  readonly propagateTags?: PropagateTags | undefined
  readonly referenceId?: string | undefined
  readonly startedBy?: string | undefined
  readonly tags?: readonly TagInput[] | undefined
  readonly clientToken?: string | undefined
  readonly volumeConfigurations?: readonly TaskVolumeConfigurationInput[] | undefined
}

export interface RuntimePlatformInput {
  readonly cpuArchitecture?: CPUArchitecture | undefined
  readonly operatingSystemFamily?: OSFamily | undefined
}

export interface S3FilesVolumeConfigurationInput {
  readonly fileSystemArn: string | undefined
  readonly rootDirectory?: string | undefined
  readonly transitEncryptionPort?: number | undefined
  readonly accessPointArn?: string | undefined
}

export interface SecretInput {
  readonly name: string | undefined
  readonly valueFrom: string | undefined
}

export interface ServiceConnectAccessLogConfigurationInput {
  readonly format: ServiceConnectAccessLoggingFormat | undefined
  readonly includeQueryParameters?: ServiceConnectIncludeQueryParameters | undefined
}

export interface ServiceConnectClientAliasInput {
  readonly port: number | undefined
  readonly dnsName?: string | undefined
  readonly testTrafficRules?: ServiceConnectTestTrafficRulesInput | undefined
}

export interface ServiceConnectConfigurationInput {
  readonly enabled: boolean | undefined
  readonly namespace?: string | undefined
  readonly services?: readonly ServiceConnectServiceInput[] | undefined
  readonly logConfiguration?: LogConfigurationInput | undefined
  readonly accessLogConfiguration?: ServiceConnectAccessLogConfigurationInput | undefined
  readonly containerConfigurations?: readonly ServiceConnectContainerConfigurationInput[] | undefined
}

export interface ServiceConnectContainerConfigurationInput {
  readonly logLevel?: ServiceConnectContainerLogLevel | undefined
}

export interface ServiceConnectServiceInput {
  readonly portName: string | undefined
  readonly discoveryName?: string | undefined
  readonly clientAliases?: readonly ServiceConnectClientAliasInput[] | undefined
  readonly ingressPortOverride?: number | undefined
  readonly timeout?: TimeoutConfigurationInput | undefined
  readonly tls?: ServiceConnectTlsConfigurationInput | undefined
}

export interface ServiceConnectTestTrafficHeaderMatchRulesInput {
  readonly exact: string | undefined
}

export interface ServiceConnectTestTrafficHeaderRulesInput {
  readonly name: string | undefined
  readonly value?: ServiceConnectTestTrafficHeaderMatchRulesInput | undefined
}

export interface ServiceConnectTestTrafficRulesInput {
  readonly header: ServiceConnectTestTrafficHeaderRulesInput | undefined
}

export interface ServiceConnectTlsCertificateAuthorityInput {
  readonly awsPcaAuthorityArn?: string | undefined
}

export interface ServiceConnectTlsConfigurationInput {
  readonly issuerCertificateAuthority: ServiceConnectTlsCertificateAuthorityInput | undefined
  readonly kmsKey?: string | undefined
  readonly roleArn?: string | undefined
}

export interface ServiceManagedEBSVolumeConfigurationInput {
  readonly roleArn: string | undefined
  readonly encrypted?: boolean | undefined
  readonly kmsKeyId?: string | undefined
  readonly volumeType?: string | undefined
  readonly sizeInGiB?: number | undefined
  readonly snapshotId?: string | undefined
  readonly volumeInitializationRate?: number | undefined
  readonly iops?: number | undefined
  readonly throughput?: number | undefined
  readonly tagSpecifications?: readonly EBSTagSpecificationInput[] | undefined
  readonly filesystemType?: TaskFilesystemType | undefined
}

export interface ServiceRegistryInput {
  readonly registryArn?: string | undefined
  readonly port?: number | undefined
  readonly containerName?: string | undefined
  readonly containerPort?: number | undefined
}

export interface ServiceVolumeConfigurationInput {
  readonly name: string | undefined
  readonly managedEBSVolume?: ServiceManagedEBSVolumeConfigurationInput | undefined
}

export interface SharingStrategyInput {
  readonly nvidiaMps?: NvidiaMpsAllocationInput | undefined
}

export interface StartTaskInput {
  readonly containerInstances: readonly string[] | undefined
  readonly taskDefinition: string | undefined
  readonly cluster?: string | undefined
  readonly enableECSManagedTags?: boolean | undefined
  readonly enableExecuteCommand?: boolean | undefined
  readonly group?: string | undefined
  readonly networkConfiguration?: NetworkConfigurationInput | undefined
  readonly overrides?: TaskOverrideInput | undefined
  readonly propagateTags?: PropagateTags | undefined
  readonly referenceId?: string | undefined
  readonly startedBy?: string | undefined
  readonly tags?: readonly TagInput[] | undefined
  readonly volumeConfigurations?: readonly TaskVolumeConfigurationInput[] | undefined
}

export interface StopServiceDeploymentInput {
  readonly serviceDeploymentArn: string | undefined
  readonly stopType?: StopServiceDeploymentStopType | undefined
}

export interface StopTaskInput {
  readonly task: string | undefined
  readonly cluster?: string | undefined
  readonly reason?: string | undefined
}

export interface SystemControlInput {
  readonly namespace?: string | undefined
  readonly value?: string | undefined
}

export interface TagInput {
  readonly key?: string | undefined
  readonly value?: string | undefined
}

export interface TagResourceInput {
  readonly resourceArn: string | undefined
  readonly tags: readonly TagInput[] | undefined
}

export interface TaskDefinitionPlacementConstraintInput {
  readonly type?: TaskDefinitionPlacementConstraintType | undefined
  readonly expression?: string | undefined
}

export interface TaskManagedEBSVolumeConfigurationInput {
  readonly roleArn: string | undefined
  readonly encrypted?: boolean | undefined
  readonly kmsKeyId?: string | undefined
  readonly volumeType?: string | undefined
  readonly sizeInGiB?: number | undefined
  readonly snapshotId?: string | undefined
  readonly volumeInitializationRate?: number | undefined
  readonly iops?: number | undefined
  readonly throughput?: number | undefined
  readonly tagSpecifications?: readonly EBSTagSpecificationInput[] | undefined
  readonly terminationPolicy?: TaskManagedEBSVolumeTerminationPolicyInput | undefined
  readonly filesystemType?: TaskFilesystemType | undefined
}

export interface TaskManagedEBSVolumeTerminationPolicyInput {
  readonly deleteOnTermination: boolean | undefined
}

export interface TaskOverrideInput {
  readonly containerOverrides?: readonly ContainerOverrideInput[] | undefined
  readonly cpu?: string | undefined
  readonly inferenceAcceleratorOverrides?: readonly InferenceAcceleratorOverrideInput[] | undefined
  readonly executionRoleArn?: string | undefined
  readonly memory?: string | undefined
  readonly taskRoleArn?: string | undefined
  readonly ephemeralStorage?: EphemeralStorageInput | undefined
}

export interface TaskVolumeConfigurationInput {
  readonly name: string | undefined
  readonly managedEBSVolume?: TaskManagedEBSVolumeConfigurationInput | undefined
}

export interface ThresholdConfigurationInput {
  readonly type: ThresholdType | undefined
  readonly value: number | undefined
}

export interface TimeoutConfigurationInput {
  readonly idleTimeoutSeconds?: number | undefined
  readonly perRequestTimeoutSeconds?: number | undefined
}

export interface TmpfsInput {
  readonly containerPath: string | undefined
  readonly size: number | undefined
  readonly mountOptions?: readonly string[] | undefined
}

export interface TotalLocalStorageGBInput {
  readonly min?: number | undefined
  readonly max?: number | undefined
}

export interface UlimitInput {
  readonly name: UlimitName | undefined
  readonly softLimit: number | undefined
  readonly hardLimit: number | undefined
}

export interface UntagResourceInput {
  readonly resourceArn: string | undefined
  readonly tagKeys: readonly string[] | undefined
}

export interface UpdateCapacityProviderInput {
  readonly name: string | undefined
  readonly cluster?: string | undefined
  readonly autoScalingGroupProvider?: AutoScalingGroupProviderUpdateInput | undefined
  readonly managedInstancesProvider?: UpdateManagedInstancesProviderConfigurationInput | undefined
}

export interface UpdateClusterInput {
  readonly cluster: string | undefined
  readonly settings?: readonly ClusterSettingInput[] | undefined
  readonly configuration?: ClusterConfigurationInput | undefined
  readonly serviceConnectDefaults?: ClusterServiceConnectDefaultsInput | undefined
}

export interface UpdateClusterSettingsInput {
  readonly cluster: string | undefined
  readonly settings: readonly ClusterSettingInput[] | undefined
}

export interface UpdateContainerAgentInput {
  readonly containerInstance: string | undefined
  readonly cluster?: string | undefined
}

export interface UpdateContainerInstancesStateInput {
  readonly containerInstances: readonly string[] | undefined
  readonly status: ContainerInstanceStatus | undefined
  readonly cluster?: string | undefined
}

export interface UpdateManagedInstancesProviderConfigurationInput {
  readonly infrastructureRoleArn: string | undefined
  readonly instanceLaunchTemplate: InstanceLaunchTemplateUpdateInput | undefined
  readonly propagateTags?: PropagateMITags | undefined
  readonly infrastructureOptimization?: InfrastructureOptimizationInput | undefined
  readonly autoRepairConfiguration?: AutoRepairConfigurationInput | undefined
}

export interface UpdateServiceInput {
  readonly service: string | undefined
  readonly cluster?: string | undefined
  readonly desiredCount?: number | undefined
  readonly taskDefinition?: string | undefined
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItemInput[] | undefined
  readonly deploymentConfiguration?: DeploymentConfigurationInput | undefined
  readonly availabilityZoneRebalancing?: AvailabilityZoneRebalancing | undefined
  readonly networkConfiguration?: NetworkConfigurationInput | undefined
  readonly placementConstraints?: readonly PlacementConstraintInput[] | undefined
  readonly placementStrategy?: readonly PlacementStrategyInput[] | undefined
  readonly platformVersion?: string | undefined
  readonly forceNewDeployment?: boolean | undefined
  readonly healthCheckGracePeriodSeconds?: number | undefined
  readonly deploymentController?: DeploymentControllerInput | undefined
  readonly enableExecuteCommand?: boolean | undefined
  readonly enableECSManagedTags?: boolean | undefined
  readonly loadBalancers?: readonly LoadBalancerInput[] | undefined
  readonly propagateTags?: PropagateTags | undefined
  readonly serviceRegistries?: readonly ServiceRegistryInput[] | undefined
  readonly serviceConnectConfiguration?: ServiceConnectConfigurationInput | undefined
  readonly volumeConfigurations?: readonly ServiceVolumeConfigurationInput[] | undefined
  readonly vpcLatticeConfigurations?: readonly VpcLatticeConfigurationInput[] | undefined
  readonly gatewayConnectors?: readonly GatewayConnectorInput[] | undefined
  readonly monitoring?: MonitoringConfigurationInput | undefined
}

export interface UpdateTaskProtectionInput {
  readonly cluster: string | undefined
  readonly tasks: readonly string[] | undefined
  readonly protectionEnabled: boolean | undefined
  readonly expiresInMinutes?: number | undefined
}

export interface VCpuCountRangeInput {
  readonly min: number | undefined
  readonly max?: number | undefined
}

export interface VersionInfoInput {
  readonly agentVersion?: string | undefined
  readonly agentHash?: string | undefined
  readonly dockerVersion?: string | undefined
}

export interface VolumeInput {
  readonly name?: string | undefined
  readonly host?: HostVolumePropertiesInput | undefined
  readonly dockerVolumeConfiguration?: DockerVolumeConfigurationInput | undefined
  readonly efsVolumeConfiguration?: EFSVolumeConfigurationInput | undefined
  readonly s3filesVolumeConfiguration?: S3FilesVolumeConfigurationInput | undefined
  readonly fsxWindowsFileServerVolumeConfiguration?: FSxWindowsFileServerVolumeConfigurationInput | undefined
  readonly configuredAtLaunch?: boolean | undefined
}

export interface VolumeFromInput {
  readonly sourceContainer?: string | undefined
  readonly readOnly?: boolean | undefined
}

export interface VpcLatticeAdvancedConfigurationInput {
  readonly alternateTargetGroupArn?: string | undefined
  readonly productionListenerRule?: string | undefined
  readonly testListenerRule?: string | undefined
}

export interface VpcLatticeConfigurationInput {
  readonly roleArn: string | undefined
  readonly targetGroupArn: string | undefined
  readonly portName: string | undefined
  readonly advancedConfiguration?: VpcLatticeAdvancedConfigurationInput | undefined
}

export interface AcceleratorCountRequest {
  min?: number | undefined
  max?: number | undefined
}

export interface AcceleratorTotalMemoryMiBRequest {
  min?: number | undefined
  max?: number | undefined
}

export interface AdvancedConfiguration {
  alternateTargetGroupArn?: string | undefined
  productionListenerRule?: string | undefined
  testListenerRule?: string | undefined
  roleArn?: string | undefined
}

export interface Attachment {
  id?: string | undefined
  type?: string | undefined
  status?: string | undefined
  details?: KeyValuePair[] | undefined
}

export interface Attribute {
  name: string | undefined
  value?: string | undefined
  targetType?: TargetType | undefined
  targetId?: string | undefined
}

export interface AutoRepairConfiguration {
  actionsStatus?: AutoRepairActionsStatus | undefined
}

export interface AutoScalingGroupProvider {
  autoScalingGroupArn: string | undefined
  managedScaling?: ManagedScaling | undefined
  managedTerminationProtection?: ManagedTerminationProtection | undefined
  managedDraining?: ManagedDraining | undefined
}

export interface AwsVpcConfiguration {
  subnets: string[] | undefined
  securityGroups?: string[] | undefined
  assignPublicIp?: AssignPublicIp | undefined
}

export interface BaselineEbsBandwidthMbpsRequest {
  min?: number | undefined
  max?: number | undefined
}

export interface CanaryConfiguration {
  canaryPercent?: number | undefined
  canaryBakeTimeInMinutes?: number | undefined
}

export interface CapacityProvider {
  capacityProviderArn?: string | undefined
  name?: string | undefined
  cluster?: string | undefined
  status?: CapacityProviderStatus | undefined
  autoScalingGroupProvider?: AutoScalingGroupProvider | undefined
  managedInstancesProvider?: ManagedInstancesProvider | undefined
  updateStatus?: CapacityProviderUpdateStatus | undefined
  updateStatusReason?: string | undefined
  tags?: Tag[] | undefined
  type?: CapacityProviderType | undefined
}

export interface CapacityProviderStrategyItem {
  capacityProvider: string | undefined
  weight?: number | undefined
  base?: number | undefined
}

export interface CapacityReservationRequest {
  reservationGroupArn?: string | undefined
  reservationPreference?: CapacityReservationPreference | undefined
}

export interface Cluster {
  clusterArn?: string | undefined
  clusterName?: string | undefined
  configuration?: ClusterConfiguration | undefined
  status?: string | undefined
  registeredContainerInstancesCount?: number | undefined
  runningTasksCount?: number | undefined
  pendingTasksCount?: number | undefined
  activeServicesCount?: number | undefined
  statistics?: KeyValuePair[] | undefined
  tags?: Tag[] | undefined
  settings?: ClusterSetting[] | undefined
  capacityProviders?: string[] | undefined
  defaultCapacityProviderStrategy?: CapacityProviderStrategyItem[] | undefined
  attachments?: Attachment[] | undefined
  attachmentsStatus?: string | undefined
  serviceConnectDefaults?: ClusterServiceConnectDefaults | undefined
}

export interface ClusterConfiguration {
  executeCommandConfiguration?: ExecuteCommandConfiguration | undefined
  managedStorageConfiguration?: ManagedStorageConfiguration | undefined
}

export interface ClusterServiceConnectDefaults {
  namespace?: string | undefined
}

export interface ClusterSetting {
  name?: ClusterSettingName | undefined
  value?: string | undefined
}

export interface Container {
  containerArn?: string | undefined
  taskArn?: string | undefined
  name?: string | undefined
  image?: string | undefined
  imageDigest?: string | undefined
  runtimeId?: string | undefined
  lastStatus?: string | undefined
  exitCode?: number | undefined
  reason?: string | undefined
  networkBindings?: NetworkBinding[] | undefined
  networkInterfaces?: NetworkInterface[] | undefined
  healthStatus?: HealthStatus | undefined
  managedAgents?: ManagedAgent[] | undefined
  cpu?: string | undefined
  memory?: string | undefined
  memoryReservation?: string | undefined
  gpuIds?: string[] | undefined
  neuronDeviceIds?: string[] | undefined
  gpuSharingStrategy?: SharingStrategy | undefined
}

export interface ContainerDefinition {
  name?: string | undefined
  image?: string | undefined
  repositoryCredentials?: RepositoryCredentials | undefined
  cpu?: number | undefined
  memory?: number | undefined
  memoryReservation?: number | undefined
  links?: string[] | undefined
  portMappings?: PortMapping[] | undefined
  essential?: boolean | undefined
  restartPolicy?: ContainerRestartPolicy | undefined
  entryPoint?: string[] | undefined
  command?: string[] | undefined
  environment?: KeyValuePair[] | undefined
  environmentFiles?: EnvironmentFile[] | undefined
  mountPoints?: MountPoint[] | undefined
  volumesFrom?: VolumeFrom[] | undefined
  linuxParameters?: LinuxParameters | undefined
  secrets?: Secret[] | undefined
  dependsOn?: ContainerDependency[] | undefined
  startTimeout?: number | undefined
  stopTimeout?: number | undefined
  versionConsistency?: VersionConsistency | undefined
  hostname?: string | undefined
  user?: string | undefined
  workingDirectory?: string | undefined
  disableNetworking?: boolean | undefined
  privileged?: boolean | undefined
  readonlyRootFilesystem?: boolean | undefined
  dnsServers?: string[] | undefined
  dnsSearchDomains?: string[] | undefined
  extraHosts?: HostEntry[] | undefined
  dockerSecurityOptions?: string[] | undefined
  interactive?: boolean | undefined
  pseudoTerminal?: boolean | undefined
  dockerLabels?: { [key: string]: string } | undefined
  ulimits?: Ulimit[] | undefined
  logConfiguration?: LogConfiguration | undefined
  healthCheck?: HealthCheck | undefined
  systemControls?: SystemControl[] | undefined
  resourceRequirements?: ResourceRequirement[] | undefined
  firelensConfiguration?: FirelensConfiguration | undefined
  credentialSpecs?: string[] | undefined
}

export interface ContainerDependency {
  containerName: string | undefined
  condition: ContainerCondition | undefined
}

export interface ContainerImage {
  containerName?: string | undefined
  imageDigest?: string | undefined
  image?: string | undefined
}

export interface ContainerInstance {
  containerInstanceArn?: string | undefined
  ec2InstanceId?: string | undefined
  capacityProviderName?: string | undefined
  version?: number | undefined
  versionInfo?: VersionInfo | undefined
  remainingResources?: Resource[] | undefined
  registeredResources?: Resource[] | undefined
  status?: string | undefined
  statusReason?: string | undefined
  agentConnected?: boolean | undefined
  runningTasksCount?: number | undefined
  pendingTasksCount?: number | undefined
  agentUpdateStatus?: AgentUpdateStatus | undefined
  attributes?: Attribute[] | undefined
  registeredAt?: Date | undefined
  attachments?: Attachment[] | undefined
  tags?: Tag[] | undefined
  healthStatus?: ContainerInstanceHealthStatus | undefined
  gpuDevices?: GpuDevice[] | undefined
}

export interface ContainerInstanceHealthStatus {
  overallStatus?: InstanceHealthCheckState | undefined
  details?: InstanceHealthCheckResult[] | undefined
}

export interface ContainerOverride {
  name?: string | undefined
  command?: string[] | undefined
  environment?: KeyValuePair[] | undefined
  environmentFiles?: EnvironmentFile[] | undefined
  cpu?: number | undefined
  memory?: number | undefined
  memoryReservation?: number | undefined
  resourceRequirements?: ResourceRequirement[] | undefined
}

export interface ContainerRestartPolicy {
  enabled: boolean | undefined
  ignoredExitCodes?: number[] | undefined
  restartAttemptPeriod?: number | undefined
}

export interface CreateCapacityProviderOutput {
  capacityProvider?: CapacityProvider | undefined
}

export interface CreateClusterOutput {
  cluster?: Cluster | undefined
}

export interface CreateServiceOutput {
  service?: Service | undefined
}

export interface DeleteAccountSettingOutput {
  setting?: Setting | undefined
}

export interface DeleteAttributesOutput {
  attributes?: Attribute[] | undefined
}

export interface DeleteCapacityProviderOutput {
  capacityProvider?: CapacityProvider | undefined
}

export interface DeleteClusterOutput {
  cluster?: Cluster | undefined
}

export interface DeleteServiceOutput {
  service?: Service | undefined
}

export interface DeleteTaskDefinitionsOutput {
  taskDefinitions?: TaskDefinition[] | undefined
  failures?: Failure[] | undefined
}

export interface Deployment {
  id?: string | undefined
  status?: string | undefined
  taskDefinition?: string | undefined
  desiredCount?: number | undefined
  pendingCount?: number | undefined
  runningCount?: number | undefined
  failedTasks?: number | undefined
  createdAt?: Date | undefined
  updatedAt?: Date | undefined
  capacityProviderStrategy?: CapacityProviderStrategyItem[] | undefined
  launchType?: LaunchType | undefined
  platformVersion?: string | undefined
  platformFamily?: string | undefined
  networkConfiguration?: NetworkConfiguration | undefined
  rolloutState?: DeploymentRolloutState | undefined
  rolloutStateReason?: string | undefined
  serviceConnectConfiguration?: ServiceConnectConfiguration | undefined
  serviceConnectResources?: ServiceConnectServiceResource[] | undefined
  volumeConfigurations?: ServiceVolumeConfiguration[] | undefined
  fargateEphemeralStorage?: DeploymentEphemeralStorage | undefined
  vpcLatticeConfigurations?: VpcLatticeConfiguration[] | undefined
}

export interface DeploymentAlarms {
  alarmNames: string[] | undefined
  rollback: boolean | undefined
  enable: boolean | undefined
}

export interface DeploymentCircuitBreaker {
  enable: boolean | undefined
  rollback: boolean | undefined
  resetOnHealthyTask?: boolean | undefined
  thresholdConfiguration?: ThresholdConfiguration | undefined
}

export interface DeploymentConfiguration {
  deploymentCircuitBreaker?: DeploymentCircuitBreaker | undefined
  maximumPercent?: number | undefined
  minimumHealthyPercent?: number | undefined
  alarms?: DeploymentAlarms | undefined
  strategy?: DeploymentStrategy | undefined
  bakeTimeInMinutes?: number | undefined
  lifecycleHooks?: DeploymentLifecycleHook[] | undefined
  linearConfiguration?: LinearConfiguration | undefined
  canaryConfiguration?: CanaryConfiguration | undefined
  earlySuccessCriteria?: DeploymentEarlySuccessCriteria | undefined
}

export interface DeploymentController {
  type: DeploymentControllerType | undefined
}

export interface DeploymentEarlySuccessCriteria {
  enable: boolean | undefined
  healthyPercent?: number | undefined
  sourceServiceRevisionCleanup?: ServiceRevisionCleanup | undefined
}

export interface DeploymentEphemeralStorage {
  kmsKeyId?: string | undefined
}

export interface DeploymentLifecycleHook {
  targetType?: DeploymentLifecycleHookTargetType | undefined
  hookTargetArn?: string | undefined
  roleArn?: string | undefined
  lifecycleStages?: DeploymentLifecycleHookStage[] | undefined
  hookDetails?: Document | undefined
  timeoutConfiguration?: DeploymentLifecycleHookTimeoutConfiguration | undefined
}

export interface DeploymentLifecycleHookDetail {
  hookId?: string | undefined
  targetType?: DeploymentLifecycleHookTargetType | undefined
  targetArn?: string | undefined
  status?: DeploymentLifecycleHookStatus | undefined
  expiresAt?: Date | undefined
  timeoutAction?: DeploymentLifecycleHookAction | undefined
}

export interface DeploymentLifecycleHookTimeoutConfiguration {
  timeoutInMinutes?: number | undefined
  action?: DeploymentLifecycleHookAction | undefined
}

export interface DeregisterContainerInstanceOutput {
  containerInstance?: ContainerInstance | undefined
}

export interface DeregisterTaskDefinitionOutput {
  taskDefinition?: TaskDefinition | undefined
}

export interface DescribeCapacityProvidersOutput {
  capacityProviders?: CapacityProvider[] | undefined
  failures?: Failure[] | undefined
  nextToken?: string | undefined
}

export interface DescribeClustersOutput {
  clusters?: Cluster[] | undefined
  failures?: Failure[] | undefined
}

export interface DescribeContainerInstancesOutput {
  containerInstances?: ContainerInstance[] | undefined
  failures?: Failure[] | undefined
}

export interface DescribeServiceDeploymentsOutput {
  serviceDeployments?: ServiceDeployment[] | undefined
  failures?: Failure[] | undefined
}

export interface DescribeServiceRevisionsOutput {
  serviceRevisions?: ServiceRevision[] | undefined
  failures?: Failure[] | undefined
}

export interface DescribeServicesOutput {
  services?: Service[] | undefined
  failures?: Failure[] | undefined
}

export interface DescribeTaskDefinitionOutput {
  taskDefinition?: TaskDefinition | undefined
  tags?: Tag[] | undefined
}

export interface DescribeTasksOutput {
  tasks?: Task[] | undefined
  failures?: Failure[] | undefined
}

export interface Device {
  hostPath: string | undefined
  containerPath?: string | undefined
  permissions?: DeviceCgroupPermission[] | undefined
}

export interface DockerVolumeConfiguration {
  scope?: Scope | undefined
  autoprovision?: boolean | undefined
  driver?: string | undefined
  driverOpts?: { [key: string]: string } | undefined
  labels?: { [key: string]: string } | undefined
}

export interface EBSTagSpecification {
  resourceType: EBSResourceType | undefined
  tags?: Tag[] | undefined
  propagateTags?: PropagateTags | undefined
}

export interface ECSManagedResources {
  ingressPaths?: ManagedIngressPath[] | undefined
  autoScaling?: ManagedAutoScaling | undefined
  metricAlarms?: ManagedMetricAlarm[] | undefined
  serviceSecurityGroups?: ManagedSecurityGroup[] | undefined
  logGroups?: ManagedLogGroup[] | undefined
  gatewayConnections?: GatewayConnection[] | undefined
}

export interface EFSAuthorizationConfig {
  accessPointId?: string | undefined
  iam?: EFSAuthorizationConfigIAM | undefined
}

export interface EFSVolumeConfiguration {
  fileSystemId: string | undefined
  rootDirectory?: string | undefined
  transitEncryption?: EFSTransitEncryption | undefined
  transitEncryptionPort?: number | undefined
  authorizationConfig?: EFSAuthorizationConfig | undefined
}

export interface EnvironmentFile {
  value: string | undefined
  type: EnvironmentFileType | undefined
}

export interface EphemeralStorage {
  sizeInGiB: number | undefined
}

export interface ExecuteCommandConfiguration {
  kmsKeyId?: string | undefined
  logging?: ExecuteCommandLogging | undefined
  logConfiguration?: ExecuteCommandLogConfiguration | undefined
}

export interface ExecuteCommandLogConfiguration {
  cloudWatchLogGroupName?: string | undefined
  cloudWatchEncryptionEnabled?: boolean | undefined
  s3BucketName?: string | undefined
  s3EncryptionEnabled?: boolean | undefined
  s3KeyPrefix?: string | undefined
}

export interface FSxWindowsFileServerAuthorizationConfig {
  credentialsParameter: string | undefined
  domain: string | undefined
}

export interface FSxWindowsFileServerVolumeConfiguration {
  fileSystemId: string | undefined
  rootDirectory: string | undefined
  authorizationConfig: FSxWindowsFileServerAuthorizationConfig | undefined
}

export interface Failure {
  arn?: string | undefined
  reason?: string | undefined
  detail?: string | undefined
}

export interface FirelensConfiguration {
  type: FirelensConfigurationType | undefined
  options?: { [key: string]: string } | undefined
}

export interface GatewayConnection {
  gatewayArn?: string | undefined
  gatewayRouteArn?: string | undefined
  portName?: string | undefined
  serviceUrl?: string | undefined
  accessType?: AccessType | undefined
  status?: GatewayRouteStatus | undefined
  resources?: GatewayConnectionResources | undefined
}

export interface GatewayConnectionAlbResources {
  acmCertificateArn?: string | undefined
  loadBalancerArn?: string | undefined
  loadBalancerSecurityGroupArns?: string[] | undefined
  listenerArn?: string | undefined
  listenerRuleArn?: string | undefined
  testListenerRuleArn?: string | undefined
  targetGroupArn?: string | undefined
  alternateTargetGroupArn?: string | undefined
}

export type GatewayConnectionResources =
  | { hostSharedAlb: GatewayConnectionAlbResources[]; $unknown?: never }

export interface GatewayConnector {
  portName: string | undefined
  healthCheck?: GatewayConnectorHealthCheck | undefined
  filters?: GatewayConnectorFilters | undefined
}

export interface GatewayConnectorFilters {
  accessTypes?: AccessType[] | undefined
}

export interface GatewayConnectorHealthCheck {
  healthCheckProtocol?: GatewayConnectorHealthCheckProtocol | undefined
  healthCheckPort?: number | undefined
  healthCheckPath?: string | undefined
  healthCheckTimeoutSeconds?: number | undefined
  healthCheckIntervalSeconds?: number | undefined
  healthyThresholdCount?: number | undefined
  unhealthyThresholdCount?: number | undefined
  matcher?: GatewayConnectorHealthCheckMatcher | undefined
}

export interface GatewayConnectorHealthCheckMatcher {
  httpCode?: string | undefined
  grpcCode?: string | undefined
}

export interface GetTaskProtectionOutput {
  protectedTasks?: ProtectedTask[] | undefined
  failures?: Failure[] | undefined
}

export interface GpuDevice {
  gpuId?: string | undefined
  sharingMode?: GpuSharingMode | undefined
  totalMemoryInMiB?: number | undefined
  remainingMemoryInMiB?: number | undefined
  containerCount?: number | undefined
}

export interface HealthCheck {
  command: string[] | undefined
  interval?: number | undefined
  timeout?: number | undefined
  retries?: number | undefined
  startPeriod?: number | undefined
}

export interface HostEntry {
  hostname: string | undefined
  ipAddress: string | undefined
}

export interface HostVolumeProperties {
  sourcePath?: string | undefined
}

export interface InferenceAccelerator {
  deviceName: string | undefined
  deviceType: string | undefined
}

export interface InferenceAcceleratorOverride {
  deviceName?: string | undefined
  deviceType?: string | undefined
}

export interface InfrastructureOptimization {
  scaleInAfter?: number | undefined
}

export interface InstanceHealthCheckResult {
  type?: InstanceHealthCheckType | undefined
  status?: InstanceHealthCheckState | undefined
  statusReason?: string | undefined
  lastUpdated?: Date | undefined
  lastStatusChange?: Date | undefined
}

export interface InstanceLaunchTemplate {
  ec2InstanceProfileArn: string | undefined
  networkConfiguration: ManagedInstancesNetworkConfiguration | undefined
  storageConfiguration?: ManagedInstancesStorageConfiguration | undefined
  localStorageConfiguration?: ManagedInstancesLocalStorageConfiguration | undefined
  monitoring?: ManagedInstancesMonitoringOptions | undefined
  capacityOptionType?: CapacityOptionType | undefined
  instanceMetadataTagsPropagation?: boolean | undefined
  instanceRequirements?: InstanceRequirementsRequest | undefined
  fipsEnabled?: boolean | undefined
  capacityReservations?: CapacityReservationRequest | undefined
}

export interface InstanceRequirementsRequest {
  vCpuCount: VCpuCountRangeRequest | undefined
  memoryMiB: MemoryMiBRequest | undefined
  cpuManufacturers?: CpuManufacturer[] | undefined
  memoryGiBPerVCpu?: MemoryGiBPerVCpuRequest | undefined
  excludedInstanceTypes?: string[] | undefined
  instanceGenerations?: InstanceGeneration[] | undefined
  spotMaxPricePercentageOverLowestPrice?: number | undefined
  onDemandMaxPricePercentageOverLowestPrice?: number | undefined
  bareMetal?: BareMetal | undefined
  burstablePerformance?: BurstablePerformance | undefined
  requireHibernateSupport?: boolean | undefined
  networkInterfaceCount?: NetworkInterfaceCountRequest | undefined
  localStorage?: LocalStorage | undefined
  localStorageTypes?: LocalStorageType[] | undefined
  totalLocalStorageGB?: TotalLocalStorageGBRequest | undefined
  baselineEbsBandwidthMbps?: BaselineEbsBandwidthMbpsRequest | undefined
  acceleratorTypes?: AcceleratorType[] | undefined
  acceleratorCount?: AcceleratorCountRequest | undefined
  acceleratorManufacturers?: AcceleratorManufacturer[] | undefined
  acceleratorNames?: AcceleratorName[] | undefined
  acceleratorTotalMemoryMiB?: AcceleratorTotalMemoryMiBRequest | undefined
  networkBandwidthGbps?: NetworkBandwidthGbpsRequest | undefined
  allowedInstanceTypes?: string[] | undefined
  maxSpotPriceAsPercentageOfOptimalOnDemandPrice?: number | undefined
}

export interface KernelCapabilities {
  add?: string[] | undefined
  drop?: string[] | undefined
}

export interface KeyValuePair {
  name?: string | undefined
  value?: string | undefined
}

export interface LinearConfiguration {
  stepPercent?: number | undefined
  stepBakeTimeInMinutes?: number | undefined
}

export interface LinuxParameters {
  capabilities?: KernelCapabilities | undefined
  devices?: Device[] | undefined
  initProcessEnabled?: boolean | undefined
  sharedMemorySize?: number | undefined
  tmpfs?: Tmpfs[] | undefined
  maxSwap?: number | undefined
  swappiness?: number | undefined
}

export interface ListAccountSettingsOutput {
  settings?: Setting[] | undefined
  nextToken?: string | undefined
}

export interface ListAttributesOutput {
  attributes?: Attribute[] | undefined
  nextToken?: string | undefined
}

export interface ListClustersOutput {
  clusterArns?: string[] | undefined
  nextToken?: string | undefined
}

export interface ListContainerInstancesOutput {
  containerInstanceArns?: string[] | undefined
  nextToken?: string | undefined
}

export interface ListServiceDeploymentsOutput {
  serviceDeployments?: ServiceDeploymentBrief[] | undefined
  nextToken?: string | undefined
}

export interface ListServicesByNamespaceOutput {
  serviceArns?: string[] | undefined
  nextToken?: string | undefined
}

export interface ListServicesOutput {
  serviceArns?: string[] | undefined
  nextToken?: string | undefined
}

export interface ListTagsForResourceOutput {
  tags?: Tag[] | undefined
}

export interface ListTaskDefinitionFamiliesOutput {
  families?: string[] | undefined
  nextToken?: string | undefined
}

export interface ListTaskDefinitionsOutput {
  taskDefinitionArns?: string[] | undefined
  nextToken?: string | undefined
}

export interface ListTasksOutput {
  taskArns?: string[] | undefined
  nextToken?: string | undefined
}

export interface LoadBalancer {
  targetGroupArn?: string | undefined
  loadBalancerName?: string | undefined
  containerName?: string | undefined
  containerPort?: number | undefined
  advancedConfiguration?: AdvancedConfiguration | undefined
}

export interface LogConfiguration {
  logDriver: LogDriver | undefined
  options?: { [key: string]: string } | undefined
  secretOptions?: Secret[] | undefined
}

export interface ManagedAgent {
  lastStartedAt?: Date | undefined
  name?: ManagedAgentName | undefined
  reason?: string | undefined
  lastStatus?: string | undefined
}

export interface ManagedApplicationAutoScalingPolicy {
  status: ManagedResourceStatus | undefined
  updatedAt: Date | undefined
  policyType: string | undefined
  targetValue: number | undefined
  metric: string | undefined
  arn?: string | undefined
  statusReason?: string | undefined
}

export interface ManagedAutoScaling {
  scalableTarget?: ManagedScalableTarget | undefined
  applicationAutoScalingPolicies?: ManagedApplicationAutoScalingPolicy[] | undefined
}

export interface ManagedCertificate {
  status: ManagedResourceStatus | undefined
  updatedAt: Date | undefined
  domainName: string | undefined
  arn?: string | undefined
  statusReason?: string | undefined
}

export interface ManagedIngressPath {
  accessType: AccessType | undefined
  endpoint: string | undefined
  loadBalancer?: ManagedLoadBalancer | undefined
  loadBalancerSecurityGroups?: ManagedSecurityGroup[] | undefined
  certificate?: ManagedCertificate | undefined
  listener?: ManagedListener | undefined
  rule?: ManagedListenerRule | undefined
  targetGroups?: ManagedTargetGroup[] | undefined
}

export interface ManagedInstancesLocalStorageConfiguration {
  useLocalStorage?: boolean | undefined
}

export interface ManagedInstancesNetworkConfiguration {
  subnets?: string[] | undefined
  securityGroups?: string[] | undefined
}

export interface ManagedInstancesProvider {
  infrastructureRoleArn?: string | undefined
  instanceLaunchTemplate?: InstanceLaunchTemplate | undefined
  propagateTags?: PropagateMITags | undefined
  infrastructureOptimization?: InfrastructureOptimization | undefined
  autoRepairConfiguration?: AutoRepairConfiguration | undefined
}

export interface ManagedInstancesStorageConfiguration {
  storageSizeGiB?: number | undefined
}

export interface ManagedListener {
  status: ManagedResourceStatus | undefined
  updatedAt: Date | undefined
  arn?: string | undefined
  statusReason?: string | undefined
}

export interface ManagedListenerRule {
  status: ManagedResourceStatus | undefined
  updatedAt: Date | undefined
  arn?: string | undefined
  statusReason?: string | undefined
}

export interface ManagedLoadBalancer {
  status: ManagedResourceStatus | undefined
  updatedAt: Date | undefined
  scheme: string | undefined
  arn?: string | undefined
  statusReason?: string | undefined
  subnetIds?: string[] | undefined
  securityGroupIds?: string[] | undefined
}

export interface ManagedLogGroup {
  status: ManagedResourceStatus | undefined
  updatedAt: Date | undefined
  logGroupName: string | undefined
  arn?: string | undefined
  statusReason?: string | undefined
}

export interface ManagedMetricAlarm {
  status: ManagedResourceStatus | undefined
  updatedAt: Date | undefined
  arn?: string | undefined
  statusReason?: string | undefined
}

export interface ManagedScalableTarget {
  status: ManagedResourceStatus | undefined
  updatedAt: Date | undefined
  minCapacity: number | undefined
  maxCapacity: number | undefined
  arn?: string | undefined
  statusReason?: string | undefined
}

export interface ManagedScaling {
  status?: ManagedScalingStatus | undefined
  targetCapacity?: number | undefined
  minimumScalingStepSize?: number | undefined
  maximumScalingStepSize?: number | undefined
  instanceWarmupPeriod?: number | undefined
}

export interface ManagedSecurityGroup {
  status: ManagedResourceStatus | undefined
  updatedAt: Date | undefined
  arn?: string | undefined
  statusReason?: string | undefined
}

export interface ManagedStorageConfiguration {
  kmsKeyId?: string | undefined
  fargateEphemeralStorageKmsKeyId?: string | undefined
}

export interface ManagedTargetGroup {
  status: ManagedResourceStatus | undefined
  updatedAt: Date | undefined
  healthCheckPath: string | undefined
  healthCheckPort: number | undefined
  port: number | undefined
  arn?: string | undefined
  statusReason?: string | undefined
}

export interface MemoryGiBPerVCpuRequest {
  min?: number | undefined
  max?: number | undefined
}

export interface MemoryMiBRequest {
  min: number | undefined
  max?: number | undefined
}

export interface MetricConfiguration {
  metricNames: string[] | undefined
  resolutionSeconds: number | undefined
}

export interface MonitoringConfiguration {
  metricConfigurations?: MetricConfiguration[] | undefined
}

export interface MountPoint {
  sourceVolume?: string | undefined
  containerPath?: string | undefined
  readOnly?: boolean | undefined
}

export interface NetworkBandwidthGbpsRequest {
  min?: number | undefined
  max?: number | undefined
}

export interface NetworkBinding {
  bindIP?: string | undefined
  containerPort?: number | undefined
  hostPort?: number | undefined
  protocol?: TransportProtocol | undefined
  containerPortRange?: string | undefined
  hostPortRange?: string | undefined
}

export interface NetworkConfiguration {
  awsvpcConfiguration?: AwsVpcConfiguration | undefined
}

export interface NetworkInterface {
  attachmentId?: string | undefined
  privateIpv4Address?: string | undefined
  ipv6Address?: string | undefined
}

export interface NetworkInterfaceCountRequest {
  min?: number | undefined
  max?: number | undefined
}

export interface NvidiaMpsAllocation {
  memory: number | undefined
  maxComputePercent?: number | undefined
}

export interface PlacementConstraint {
  type?: PlacementConstraintType | undefined
  expression?: string | undefined
}

export interface PlacementStrategy {
  type?: PlacementStrategyType | undefined
  field?: string | undefined
}

export interface PortMapping {
  containerPort?: number | undefined
  hostPort?: number | undefined
  protocol?: TransportProtocol | undefined
  name?: string | undefined
  appProtocol?: ApplicationProtocol | undefined
  containerPortRange?: string | undefined
}

export interface ProtectedTask {
  taskArn?: string | undefined
  protectionEnabled?: boolean | undefined
  expirationDate?: Date | undefined
}

export interface ProxyConfiguration {
  containerName: string | undefined
  type?: ProxyConfigurationType | undefined
  properties?: KeyValuePair[] | undefined
}

export interface PutAccountSettingDefaultOutput {
  setting?: Setting | undefined
}

export interface PutAccountSettingOutput {
  setting?: Setting | undefined
}

export interface PutAttributesOutput {
  attributes?: Attribute[] | undefined
}

export interface PutClusterCapacityProvidersOutput {
  cluster?: Cluster | undefined
}

export interface RegisterContainerInstanceOutput {
  containerInstance?: ContainerInstance | undefined
}

export interface RegisterTaskDefinitionOutput {
  taskDefinition?: TaskDefinition | undefined
  tags?: Tag[] | undefined
}

export interface RepositoryCredentials {
  credentialsParameter: string | undefined
}

export interface ResolvedConfiguration {
  loadBalancers?: ServiceRevisionLoadBalancer[] | undefined
  vpcLatticeConfigurations?: ServiceRevisionVpcLatticeConfiguration[] | undefined
}

export interface Resource {
  name?: string | undefined
  type?: string | undefined
  doubleValue?: number | undefined
  longValue?: number | undefined
  integerValue?: number | undefined
  stringSetValue?: string[] | undefined
}

export interface ResourceRequirement {
  type: ResourceType | undefined
  value?: string | undefined
  sharingStrategy?: SharingStrategy | undefined
}

export interface Rollback {
  reason?: string | undefined
  startedAt?: Date | undefined
  serviceRevisionArn?: string | undefined
}

export interface RunTaskOutput {
  tasks?: Task[] | undefined
  failures?: Failure[] | undefined
}

export interface RuntimePlatform {
  cpuArchitecture?: CPUArchitecture | undefined
  operatingSystemFamily?: OSFamily | undefined
}

export interface RuntimePlatformOverride {
  cpuArchitecture?: string | undefined
}

export interface S3FilesVolumeConfiguration {
  fileSystemArn: string | undefined
  rootDirectory?: string | undefined
  transitEncryptionPort?: number | undefined
  accessPointArn?: string | undefined
}

export interface Scale {
  value?: number | undefined
  unit?: ScaleUnit | undefined
}

export interface Secret {
  name: string | undefined
  valueFrom: string | undefined
}

export interface Service {
  serviceArn?: string | undefined
  serviceName?: string | undefined
  clusterArn?: string | undefined
  loadBalancers?: LoadBalancer[] | undefined
  serviceRegistries?: ServiceRegistry[] | undefined
  status?: string | undefined
  desiredCount?: number | undefined
  runningCount?: number | undefined
  pendingCount?: number | undefined
  launchType?: LaunchType | undefined
  capacityProviderStrategy?: CapacityProviderStrategyItem[] | undefined
  platformVersion?: string | undefined
  platformFamily?: string | undefined
  taskDefinition?: string | undefined
  deploymentConfiguration?: DeploymentConfiguration | undefined
  taskSets?: TaskSet[] | undefined
  deployments?: Deployment[] | undefined
  roleArn?: string | undefined
  events?: ServiceEvent[] | undefined
  createdAt?: Date | undefined
  currentServiceDeployment?: string | undefined
  currentServiceRevisions?: ServiceCurrentRevisionSummary[] | undefined
  placementConstraints?: PlacementConstraint[] | undefined
  placementStrategy?: PlacementStrategy[] | undefined
  networkConfiguration?: NetworkConfiguration | undefined
  healthCheckGracePeriodSeconds?: number | undefined
  schedulingStrategy?: SchedulingStrategy | undefined
  deploymentController?: DeploymentController | undefined
  tags?: Tag[] | undefined
  createdBy?: string | undefined
  enableECSManagedTags?: boolean | undefined
  propagateTags?: PropagateTags | undefined
  enableExecuteCommand?: boolean | undefined
  availabilityZoneRebalancing?: AvailabilityZoneRebalancing | undefined
  resourceManagementType?: ResourceManagementType | undefined
}

export interface ServiceConnectAccessLogConfiguration {
  format: ServiceConnectAccessLoggingFormat | undefined
  includeQueryParameters?: ServiceConnectIncludeQueryParameters | undefined
}

export interface ServiceConnectClientAlias {
  port: number | undefined
  dnsName?: string | undefined
  testTrafficRules?: ServiceConnectTestTrafficRules | undefined
}

export interface ServiceConnectConfiguration {
  enabled: boolean | undefined
  namespace?: string | undefined
  services?: ServiceConnectService[] | undefined
  logConfiguration?: LogConfiguration | undefined
  accessLogConfiguration?: ServiceConnectAccessLogConfiguration | undefined
  containerConfigurations?: ServiceConnectContainerConfiguration[] | undefined
}

export type ServiceConnectContainerConfiguration =
  | { logLevel: ServiceConnectContainerLogLevel; $unknown?: never }

export interface ServiceConnectService {
  portName: string | undefined
  discoveryName?: string | undefined
  clientAliases?: ServiceConnectClientAlias[] | undefined
  ingressPortOverride?: number | undefined
  timeout?: TimeoutConfiguration | undefined
  tls?: ServiceConnectTlsConfiguration | undefined
}

export interface ServiceConnectServiceResource {
  discoveryName?: string | undefined
  discoveryArn?: string | undefined
}

export interface ServiceConnectTestTrafficHeaderMatchRules {
  exact: string | undefined
}

export interface ServiceConnectTestTrafficHeaderRules {
  name: string | undefined
  value?: ServiceConnectTestTrafficHeaderMatchRules | undefined
}

export interface ServiceConnectTestTrafficRules {
  header: ServiceConnectTestTrafficHeaderRules | undefined
}

export interface ServiceConnectTlsCertificateAuthority {
  awsPcaAuthorityArn?: string | undefined
}

export interface ServiceConnectTlsConfiguration {
  issuerCertificateAuthority: ServiceConnectTlsCertificateAuthority | undefined
  kmsKey?: string | undefined
  roleArn?: string | undefined
}

export interface ServiceCurrentRevisionSummary {
  arn?: string | undefined
  requestedTaskCount?: number | undefined
  runningTaskCount?: number | undefined
  pendingTaskCount?: number | undefined
}

export interface ServiceDeployment {
  serviceDeploymentArn?: string | undefined
  serviceArn?: string | undefined
  clusterArn?: string | undefined
  createdAt?: Date | undefined
  startedAt?: Date | undefined
  finishedAt?: Date | undefined
  stoppedAt?: Date | undefined
  updatedAt?: Date | undefined
  sourceServiceRevisions?: ServiceRevisionSummary[] | undefined
  targetServiceRevision?: ServiceRevisionSummary | undefined
  status?: ServiceDeploymentStatus | undefined
  statusReason?: string | undefined
  lifecycleStage?: ServiceDeploymentLifecycleStage | undefined
  lifecycleHookDetails?: DeploymentLifecycleHookDetail[] | undefined
  deploymentConfiguration?: DeploymentConfiguration | undefined
  rollback?: Rollback | undefined
  deploymentCircuitBreaker?: ServiceDeploymentCircuitBreaker | undefined
  alarms?: ServiceDeploymentAlarms | undefined
}

export interface ServiceDeploymentAlarms {
  status?: ServiceDeploymentRollbackMonitorsStatus | undefined
  alarmNames?: string[] | undefined
  triggeredAlarmNames?: string[] | undefined
}

export interface ServiceDeploymentBrief {
  serviceDeploymentArn?: string | undefined
  serviceArn?: string | undefined
  clusterArn?: string | undefined
  startedAt?: Date | undefined
  createdAt?: Date | undefined
  finishedAt?: Date | undefined
  targetServiceRevisionArn?: string | undefined
  status?: ServiceDeploymentStatus | undefined
  statusReason?: string | undefined
}

export interface ServiceDeploymentCircuitBreaker {
  status?: ServiceDeploymentRollbackMonitorsStatus | undefined
  failureCount?: number | undefined
  threshold?: number | undefined
}

export interface ServiceEvent {
  id?: string | undefined
  createdAt?: Date | undefined
  message?: string | undefined
}

export interface ServiceManagedEBSVolumeConfiguration {
  roleArn: string | undefined
  encrypted?: boolean | undefined
  kmsKeyId?: string | undefined
  volumeType?: string | undefined
  sizeInGiB?: number | undefined
  snapshotId?: string | undefined
  volumeInitializationRate?: number | undefined
  iops?: number | undefined
  throughput?: number | undefined
  tagSpecifications?: EBSTagSpecification[] | undefined
  filesystemType?: TaskFilesystemType | undefined
}

export interface ServiceRegistry {
  registryArn?: string | undefined
  port?: number | undefined
  containerName?: string | undefined
  containerPort?: number | undefined
}

export interface ServiceRevision {
  serviceRevisionArn?: string | undefined
  serviceArn?: string | undefined
  clusterArn?: string | undefined
  taskDefinition?: string | undefined
  capacityProviderStrategy?: CapacityProviderStrategyItem[] | undefined
  launchType?: LaunchType | undefined
  platformVersion?: string | undefined
  platformFamily?: string | undefined
  loadBalancers?: LoadBalancer[] | undefined
  serviceRegistries?: ServiceRegistry[] | undefined
  networkConfiguration?: NetworkConfiguration | undefined
  containerImages?: ContainerImage[] | undefined
  guardDutyEnabled?: boolean | undefined
  serviceConnectConfiguration?: ServiceConnectConfiguration | undefined
  volumeConfigurations?: ServiceVolumeConfiguration[] | undefined
  fargateEphemeralStorage?: DeploymentEphemeralStorage | undefined
  createdAt?: Date | undefined
  vpcLatticeConfigurations?: VpcLatticeConfiguration[] | undefined
  resolvedConfiguration?: ResolvedConfiguration | undefined
  ecsManagedResources?: ECSManagedResources | undefined
  overrides?: ServiceRevisionOverrides | undefined
  gatewayConnectors?: GatewayConnector[] | undefined
  monitoring?: MonitoringConfiguration | undefined
}

export interface ServiceRevisionLoadBalancer {
  targetGroupArn?: string | undefined
  productionListenerRule?: string | undefined
}

export interface ServiceRevisionOverrides {
  runtimePlatform?: RuntimePlatformOverride | undefined
}

export interface ServiceRevisionSummary {
  arn?: string | undefined
  requestedTaskCount?: number | undefined
  runningTaskCount?: number | undefined
  pendingTaskCount?: number | undefined
  requestedTestTrafficWeight?: number | undefined
  requestedProductionTrafficWeight?: number | undefined
}

export interface ServiceRevisionVpcLatticeConfiguration {
  targetGroupArn?: string | undefined
  productionListenerRule?: string | undefined
}

export interface ServiceVolumeConfiguration {
  name: string | undefined
  managedEBSVolume?: ServiceManagedEBSVolumeConfiguration | undefined
}

export interface Setting {
  name?: SettingName | undefined
  value?: string | undefined
  principalArn?: string | undefined
  type?: SettingType | undefined
}

export type SharingStrategy =
  | { nvidiaMps: NvidiaMpsAllocation; $unknown?: never }

export interface StartTaskOutput {
  tasks?: Task[] | undefined
  failures?: Failure[] | undefined
}

export interface StopServiceDeploymentOutput {
  serviceDeploymentArn?: string | undefined
}

export interface StopTaskOutput {
  task?: Task | undefined
}

export interface SystemControl {
  namespace?: string | undefined
  value?: string | undefined
}

export interface Tag {
  key?: string | undefined
  value?: string | undefined
}

export type TagResourceOutput = {}

export interface Task {
  attachments?: Attachment[] | undefined
  attributes?: Attribute[] | undefined
  availabilityZone?: string | undefined
  capacityProviderName?: string | undefined
  clusterArn?: string | undefined
  connectivity?: Connectivity | undefined
  connectivityAt?: Date | undefined
  containerInstanceArn?: string | undefined
  containers?: Container[] | undefined
  cpu?: string | undefined
  createdAt?: Date | undefined
  desiredStatus?: string | undefined
  enableExecuteCommand?: boolean | undefined
  executionStoppedAt?: Date | undefined
  group?: string | undefined
  healthStatus?: HealthStatus | undefined
  inferenceAccelerators?: InferenceAccelerator[] | undefined
  lastStatus?: string | undefined
  launchType?: LaunchType | undefined
  memory?: string | undefined
  overrides?: TaskOverride | undefined
  platformVersion?: string | undefined
  platformFamily?: string | undefined
  pullStartedAt?: Date | undefined
  pullStoppedAt?: Date | undefined
  startedAt?: Date | undefined
  startedBy?: string | undefined
  stopCode?: TaskStopCode | undefined
  stoppedAt?: Date | undefined
  stoppedReason?: string | undefined
  stoppingAt?: Date | undefined
  tags?: Tag[] | undefined
  taskArn?: string | undefined
  taskDefinitionArn?: string | undefined
  version?: number | undefined
  ephemeralStorage?: EphemeralStorage | undefined
  fargateEphemeralStorage?: TaskEphemeralStorage | undefined
}

export interface TaskDefinition {
  taskDefinitionArn?: string | undefined
  containerDefinitions?: ContainerDefinition[] | undefined
  family?: string | undefined
  taskRoleArn?: string | undefined
  executionRoleArn?: string | undefined
  networkMode?: NetworkMode | undefined
  revision?: number | undefined
  volumes?: Volume[] | undefined
  status?: TaskDefinitionStatus | undefined
  requiresAttributes?: Attribute[] | undefined
  placementConstraints?: TaskDefinitionPlacementConstraint[] | undefined
  compatibilities?: Compatibility[] | undefined
  runtimePlatform?: RuntimePlatform | undefined
  requiresCompatibilities?: Compatibility[] | undefined
  cpu?: string | undefined
  memory?: string | undefined
  inferenceAccelerators?: InferenceAccelerator[] | undefined
  pidMode?: PidMode | undefined
  ipcMode?: IpcMode | undefined
  proxyConfiguration?: ProxyConfiguration | undefined
  registeredAt?: Date | undefined
  deregisteredAt?: Date | undefined
  deleteRequestedAt?: Date | undefined
  registeredBy?: string | undefined
  ephemeralStorage?: EphemeralStorage | undefined
  enableFaultInjection?: boolean | undefined
}

export interface TaskDefinitionPlacementConstraint {
  type?: TaskDefinitionPlacementConstraintType | undefined
  expression?: string | undefined
}

export interface TaskEphemeralStorage {
  sizeInGiB?: number | undefined
  kmsKeyId?: string | undefined
}

export interface TaskOverride {
  containerOverrides?: ContainerOverride[] | undefined
  cpu?: string | undefined
  inferenceAcceleratorOverrides?: InferenceAcceleratorOverride[] | undefined
  executionRoleArn?: string | undefined
  memory?: string | undefined
  taskRoleArn?: string | undefined
  ephemeralStorage?: EphemeralStorage | undefined
}

export interface TaskSet {
  id?: string | undefined
  taskSetArn?: string | undefined
  serviceArn?: string | undefined
  clusterArn?: string | undefined
  startedBy?: string | undefined
  externalId?: string | undefined
  status?: string | undefined
  taskDefinition?: string | undefined
  computedDesiredCount?: number | undefined
  pendingCount?: number | undefined
  runningCount?: number | undefined
  createdAt?: Date | undefined
  updatedAt?: Date | undefined
  launchType?: LaunchType | undefined
  capacityProviderStrategy?: CapacityProviderStrategyItem[] | undefined
  platformVersion?: string | undefined
  platformFamily?: string | undefined
  networkConfiguration?: NetworkConfiguration | undefined
  loadBalancers?: LoadBalancer[] | undefined
  serviceRegistries?: ServiceRegistry[] | undefined
  scale?: Scale | undefined
  stabilityStatus?: StabilityStatus | undefined
  stabilityStatusAt?: Date | undefined
  tags?: Tag[] | undefined
  fargateEphemeralStorage?: DeploymentEphemeralStorage | undefined
}

export interface ThresholdConfiguration {
  type: ThresholdType | undefined
  value: number | undefined
}

export interface TimeoutConfiguration {
  idleTimeoutSeconds?: number | undefined
  perRequestTimeoutSeconds?: number | undefined
}

export interface Tmpfs {
  containerPath: string | undefined
  size: number | undefined
  mountOptions?: string[] | undefined
}

export interface TotalLocalStorageGBRequest {
  min?: number | undefined
  max?: number | undefined
}

export interface Ulimit {
  name: UlimitName | undefined
  softLimit: number | undefined
  hardLimit: number | undefined
}

export type UntagResourceOutput = {}

export interface UpdateCapacityProviderOutput {
  capacityProvider?: CapacityProvider | undefined
}

export interface UpdateClusterOutput {
  cluster?: Cluster | undefined
}

export interface UpdateClusterSettingsOutput {
  cluster?: Cluster | undefined
}

export interface UpdateContainerAgentOutput {
  containerInstance?: ContainerInstance | undefined
}

export interface UpdateContainerInstancesStateOutput {
  containerInstances?: ContainerInstance[] | undefined
  failures?: Failure[] | undefined
}

export interface UpdateServiceOutput {
  service?: Service | undefined
}

export interface UpdateTaskProtectionOutput {
  protectedTasks?: ProtectedTask[] | undefined
  failures?: Failure[] | undefined
}

export interface VCpuCountRangeRequest {
  min: number | undefined
  max?: number | undefined
}

export interface VersionInfo {
  agentVersion?: string | undefined
  agentHash?: string | undefined
  dockerVersion?: string | undefined
}

export interface Volume {
  name?: string | undefined
  host?: HostVolumeProperties | undefined
  dockerVolumeConfiguration?: DockerVolumeConfiguration | undefined
  efsVolumeConfiguration?: EFSVolumeConfiguration | undefined
  s3filesVolumeConfiguration?: S3FilesVolumeConfiguration | undefined
  fsxWindowsFileServerVolumeConfiguration?: FSxWindowsFileServerVolumeConfiguration | undefined
  configuredAtLaunch?: boolean | undefined
}

export interface VolumeFrom {
  sourceContainer?: string | undefined
  readOnly?: boolean | undefined
}

export interface VpcLatticeAdvancedConfiguration {
  alternateTargetGroupArn?: string | undefined
  productionListenerRule?: string | undefined
  testListenerRule?: string | undefined
}

export interface VpcLatticeConfiguration {
  roleArn: string | undefined
  targetGroupArn: string | undefined
  portName: string | undefined
  advancedConfiguration?: VpcLatticeAdvancedConfiguration | undefined
}

export interface EcsInputs {
  CreateCapacityProvider: CreateCapacityProviderInput
  CreateCluster: CreateClusterInput
  CreateService: CreateServiceInput
  DeleteAccountSetting: DeleteAccountSettingInput
  DeleteAttributes: DeleteAttributesInput
  DeleteCapacityProvider: DeleteCapacityProviderInput
  DeleteCluster: DeleteClusterInput
  DeleteService: DeleteServiceInput
  DeleteTaskDefinitions: DeleteTaskDefinitionsInput
  DeregisterContainerInstance: DeregisterContainerInstanceInput
  DeregisterTaskDefinition: DeregisterTaskDefinitionInput
  DescribeCapacityProviders: DescribeCapacityProvidersInput
  DescribeClusters: DescribeClustersInput
  DescribeContainerInstances: DescribeContainerInstancesInput
  DescribeServiceDeployments: DescribeServiceDeploymentsInput
  DescribeServiceRevisions: DescribeServiceRevisionsInput
  DescribeServices: DescribeServicesInput
  DescribeTaskDefinition: DescribeTaskDefinitionInput
  DescribeTasks: DescribeTasksInput
  GetTaskProtection: GetTaskProtectionInput
  ListAccountSettings: ListAccountSettingsInput
  ListAttributes: ListAttributesInput
  ListClusters: ListClustersInput
  ListContainerInstances: ListContainerInstancesInput
  ListServiceDeployments: ListServiceDeploymentsInput
  ListServices: ListServicesInput
  ListServicesByNamespace: ListServicesByNamespaceInput
  ListTagsForResource: ListTagsForResourceInput
  ListTaskDefinitionFamilies: ListTaskDefinitionFamiliesInput
  ListTaskDefinitions: ListTaskDefinitionsInput
  ListTasks: ListTasksInput
  PutAccountSetting: PutAccountSettingInput
  PutAccountSettingDefault: PutAccountSettingDefaultInput
  PutAttributes: PutAttributesInput
  PutClusterCapacityProviders: PutClusterCapacityProvidersInput
  RegisterContainerInstance: RegisterContainerInstanceInput
  RegisterTaskDefinition: RegisterTaskDefinitionInput
  RunTask: RunTaskInput
  StartTask: StartTaskInput
  StopServiceDeployment: StopServiceDeploymentInput
  StopTask: StopTaskInput
  TagResource: TagResourceInput
  UntagResource: UntagResourceInput
  UpdateCapacityProvider: UpdateCapacityProviderInput
  UpdateCluster: UpdateClusterInput
  UpdateClusterSettings: UpdateClusterSettingsInput
  UpdateContainerAgent: UpdateContainerAgentInput
  UpdateContainerInstancesState: UpdateContainerInstancesStateInput
  UpdateService: UpdateServiceInput
  UpdateTaskProtection: UpdateTaskProtectionInput
}

export interface EcsOutputs {
  CreateCapacityProvider: CreateCapacityProviderOutput
  CreateCluster: CreateClusterOutput
  CreateService: CreateServiceOutput
  DeleteAccountSetting: DeleteAccountSettingOutput
  DeleteAttributes: DeleteAttributesOutput
  DeleteCapacityProvider: DeleteCapacityProviderOutput
  DeleteCluster: DeleteClusterOutput
  DeleteService: DeleteServiceOutput
  DeleteTaskDefinitions: DeleteTaskDefinitionsOutput
  DeregisterContainerInstance: DeregisterContainerInstanceOutput
  DeregisterTaskDefinition: DeregisterTaskDefinitionOutput
  DescribeCapacityProviders: DescribeCapacityProvidersOutput
  DescribeClusters: DescribeClustersOutput
  DescribeContainerInstances: DescribeContainerInstancesOutput
  DescribeServiceDeployments: DescribeServiceDeploymentsOutput
  DescribeServiceRevisions: DescribeServiceRevisionsOutput
  DescribeServices: DescribeServicesOutput
  DescribeTaskDefinition: DescribeTaskDefinitionOutput
  DescribeTasks: DescribeTasksOutput
  GetTaskProtection: GetTaskProtectionOutput
  ListAccountSettings: ListAccountSettingsOutput
  ListAttributes: ListAttributesOutput
  ListClusters: ListClustersOutput
  ListContainerInstances: ListContainerInstancesOutput
  ListServiceDeployments: ListServiceDeploymentsOutput
  ListServices: ListServicesOutput
  ListServicesByNamespace: ListServicesByNamespaceOutput
  ListTagsForResource: ListTagsForResourceOutput
  ListTaskDefinitionFamilies: ListTaskDefinitionFamiliesOutput
  ListTaskDefinitions: ListTaskDefinitionsOutput
  ListTasks: ListTasksOutput
  PutAccountSetting: PutAccountSettingOutput
  PutAccountSettingDefault: PutAccountSettingDefaultOutput
  PutAttributes: PutAttributesOutput
  PutClusterCapacityProviders: PutClusterCapacityProvidersOutput
  RegisterContainerInstance: RegisterContainerInstanceOutput
  RegisterTaskDefinition: RegisterTaskDefinitionOutput
  RunTask: RunTaskOutput
  StartTask: StartTaskOutput
  StopServiceDeployment: StopServiceDeploymentOutput
  StopTask: StopTaskOutput
  TagResource: TagResourceOutput
  UntagResource: UntagResourceOutput
  UpdateCapacityProvider: UpdateCapacityProviderOutput
  UpdateCluster: UpdateClusterOutput
  UpdateClusterSettings: UpdateClusterSettingsOutput
  UpdateContainerAgent: UpdateContainerAgentOutput
  UpdateContainerInstancesState: UpdateContainerInstancesStateOutput
  UpdateService: UpdateServiceOutput
  UpdateTaskProtection: UpdateTaskProtectionOutput
}

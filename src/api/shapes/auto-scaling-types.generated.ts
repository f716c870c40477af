// What do callers hand to each operation, and what do they get?
// Generated from @aws-sdk/client-auto-scaling 3.1169.0, do not edit. To regenerate: npx tsx scripts/generate-shapes.ts

export type AcceleratorManufacturer = 'amazon-web-services' | 'amd' | 'nvidia' | 'xilinx'

export type AcceleratorName = 'a100' | 'k80' | 'm60' | 'radeon-pro-v520' | 't4' | 'v100' | 'vu9p'

export type AcceleratorType = 'fpga' | 'gpu' | 'inference'

export type BareMetal = 'excluded' | 'included' | 'required'

export type BurstablePerformance = 'excluded' | 'included' | 'required'

export type CapacityDistributionStrategy = 'balanced-best-effort' | 'balanced-only' | 'reservations-then-balanced'

export type CapacityReservationPreference = 'capacity-reservations-first' | 'capacity-reservations-only' | 'default' | 'none'

export type CpuManufacturer = 'amazon-web-services' | 'amd' | 'apple' | 'intel'

export type DeletionProtection = 'none' | 'prevent-all-deletion' | 'prevent-force-deletion'

export type ImpairedZoneHealthCheckBehavior = 'IgnoreUnhealthy' | 'ReplaceUnhealthy'

export type InstanceGeneration = 'current' | 'previous'

export type InstanceMetadataEndpointState = 'disabled' | 'enabled'

export type InstanceMetadataHttpTokensState = 'optional' | 'required'

export type InstanceRefreshStatus = 'Baking' | 'Cancelled' | 'Cancelling' | 'Failed' | 'InProgress' | 'Pending' | 'RollbackFailed' | 'RollbackInProgress' | 'RollbackSuccessful' | 'Successful'

export type LifecycleState = 'Detached' | 'Detaching' | 'EnteringStandby' | 'InService' | 'Pending' | 'Pending:Proceed' | 'Pending:Wait' | 'Quarantined' | 'ReplacingRootVolume' | 'ReplacingRootVolume:Proceed' | 'ReplacingRootVolume:Wait' | 'RootVolumeReplaced' | 'Standby' | 'Terminated' | 'Terminating' | 'Terminating:Proceed' | 'Terminating:Retained' | 'Terminating:Wait' | 'Warmed:Hibernated' | 'Warmed:Pending' | 'Warmed:Pending:Proceed' | 'Warmed:Pending:Retained' | 'Warmed:Pending:Wait' | 'Warmed:Running' | 'Warmed:Stopped' | 'Warmed:Terminated' | 'Warmed:Terminating' | 'Warmed:Terminating:Proceed' | 'Warmed:Terminating:Retained' | 'Warmed:Terminating:Wait'

export type LocalStorage = 'excluded' | 'included' | 'required'

export type LocalStorageType = 'hdd' | 'ssd'

export type MetricStatistic = 'Average' | 'Maximum' | 'Minimum' | 'SampleCount' | 'Sum'

export type MetricType = 'ALBRequestCountPerTarget' | 'ASGAverageCPUUtilization' | 'ASGAverageCPUUtilizationHighResolution' | 'ASGAverageNetworkIn' | 'ASGAverageNetworkOut'

export type PredefinedLoadMetricType = 'ALBTargetGroupRequestCount' | 'ASGTotalCPUUtilization' | 'ASGTotalNetworkIn' | 'ASGTotalNetworkOut'

export type PredefinedMetricPairType = 'ALBRequestCount' | 'ASGCPUUtilization' | 'ASGNetworkIn' | 'ASGNetworkOut'

export type PredefinedScalingMetricType = 'ALBRequestCountPerTarget' | 'ASGAverageCPUUtilization' | 'ASGAverageNetworkIn' | 'ASGAverageNetworkOut'

export type PredictiveScalingMaxCapacityBreachBehavior = 'HonorMaxCapacity' | 'IncreaseMaxCapacity'

export type PredictiveScalingMode = 'ForecastAndScale' | 'ForecastOnly'

export type RefreshStrategy = 'ReplaceRootVolume' | 'Rolling'

export type RetentionAction = 'retain' | 'terminate'

export type ScaleInProtectedInstances = 'Ignore' | 'Refresh' | 'Wait'

export type ScalingActivityStatusCode = 'Cancelled' | 'Failed' | 'InPlaceUpdateInProgress' | 'InProgress' | 'MidLifecycleAction' | 'PendingSpotBidPlacement' | 'PreInService' | 'Successful' | 'WaitingForConnectionDraining' | 'WaitingForELBConnectionDraining' | 'WaitingForInPlaceUpdateToFinalize' | 'WaitingForInPlaceUpdateToStart' | 'WaitingForInstanceId' | 'WaitingForInstanceWarmup' | 'WaitingForSpotInstanceId' | 'WaitingForSpotInstanceRequestId'

export type StandbyInstances = 'Ignore' | 'Terminate' | 'Wait'

export type TargetCapacityType = 'capacity-block' | 'interruptible-capacity-reservation' | 'on-demand' | 'on-demand-capacity-reservation'

export type WarmPoolState = 'Hibernated' | 'Running' | 'Stopped'

export type WarmPoolStatus = 'PendingDelete'

export interface AcceleratorCountInput {
  readonly Min?: number | undefined
  readonly Max?: number | undefined
}

export interface AcceleratorTotalMemoryMiBInput {
  readonly Min?: number | undefined
  readonly Max?: number | undefined
}

export interface AlarmSpecificationInput {
  readonly Alarms?: readonly string[] | undefined
}

export interface AttachInstancesInput {
  readonly AutoScalingGroupName: string | undefined
  readonly InstanceIds?: readonly string[] | undefined
}

export interface AttachLoadBalancerTargetGroupsInput {
  readonly AutoScalingGroupName: string | undefined
  readonly TargetGroupARNs: readonly string[] | undefined
}

export interface AttachTrafficSourcesInput {
  readonly AutoScalingGroupName: string | undefined
  readonly TrafficSources: readonly TrafficSourceIdentifierInput[] | undefined
  readonly SkipZonalShiftValidation?: boolean | undefined
}

export interface DescribeAutoScalingGroupsInput {
  readonly AutoScalingGroupNames?: readonly string[] | undefined
  readonly IncludeInstances?: boolean | undefined
  readonly IncludeManagedResources?: boolean | undefined
  readonly NextToken?: string | undefined
  readonly MaxRecords?: number | undefined
  readonly Filters?: readonly FilterInput[] | undefined
}

export interface AvailabilityZoneDistributionInput {
  readonly CapacityDistributionStrategy?: CapacityDistributionStrategy | undefined
}

export interface AvailabilityZoneImpairmentPolicyInput {
  readonly ZonalShiftEnabled?: boolean | undefined
  readonly ImpairedZoneHealthCheckBehavior?: ImpairedZoneHealthCheckBehavior | undefined
}

export interface BaselineEbsBandwidthMbpsInput {
  readonly Min?: number | undefined
  readonly Max?: number | undefined
}

export interface BaselinePerformanceFactorsInput {
  readonly Cpu?: CpuPerformanceFactorInput | undefined
}

export interface BatchDeleteScheduledActionInput {
  readonly AutoScalingGroupName: string | undefined
  readonly ScheduledActionNames: readonly string[] | undefined
}

export interface BatchPutScheduledUpdateGroupActionInput {
  readonly AutoScalingGroupName: string | undefined
  readonly ScheduledUpdateGroupActions: readonly ScheduledUpdateGroupActionInput[] | undefined
}

export interface BlockDeviceMappingInput {
  readonly DeviceName: string | undefined
  readonly VirtualName?: string | undefined
  readonly Ebs?: EbsInput | undefined
  readonly NoDevice?: boolean | undefined
}

export interface CancelInstanceRefreshInput {
  readonly AutoScalingGroupName: string | undefined
  readonly WaitForTransitioningInstances?: boolean | undefined
}

export interface CapacityReservationSpecificationInput {
  readonly CapacityReservationPreference?: CapacityReservationPreference | undefined
  readonly CapacityReservationTarget?: CapacityReservationTargetInput | undefined
}

export interface CapacityReservationTargetInput {
  readonly CapacityReservationIds?: readonly string[] | undefined
  readonly CapacityReservationResourceGroupArns?: readonly string[] | undefined
}

export interface CompleteLifecycleActionInput {
  readonly LifecycleHookName: string | undefined
  readonly AutoScalingGroupName: string | undefined
  readonly LifecycleActionResult: string | undefined
  readonly LifecycleActionToken?: string | undefined
  readonly InstanceId?: string | undefined
}

export interface CpuPerformanceFactorInput {
  readonly References?: readonly PerformanceFactorReferenceInput[] | undefined
}

export interface CreateAutoScalingGroupInput {
  readonly AutoScalingGroupName: string | undefined
  readonly MinSize: number | undefined
  readonly MaxSize: number | undefined
  readonly LaunchConfigurationName?: string | undefined
  readonly LaunchTemplate?: LaunchTemplateSpecificationInput | undefined
  readonly MixedInstancesPolicy?: MixedInstancesPolicyInput | undefined
  readonly InstanceId?: string | undefined
  readonly DesiredCapacity?: number | undefined
  readonly DefaultCooldown?: number | undefined
  readonly AvailabilityZones?: readonly string[] | undefined
  readonly AvailabilityZoneIds?: readonly string[] | undefined
  readonly LoadBalancerNames?: readonly string[] | undefined
  readonly TargetGroupARNs?: readonly string[] | undefined
  readonly HealthCheckType?: string | undefined
  readonly HealthCheckGracePeriod?: number | undefined
  readonly PlacementGroup?: string | undefined
  readonly VPCZoneIdentifier?: string | undefined
  readonly TerminationPolicies?: readonly string[] | undefined
  readonly NewInstancesProtectedFromScaleIn?: boolean | undefined
  readonly CapacityRebalance?: boolean | undefined
  readonly LifecycleHookSpecificationList?: readonly LifecycleHookSpecificationInput[] | undefined
  readonly DeletionProtection?: DeletionProtection | undefined
  readonly Tags?: readonly TagInput[] | undefined
  readonly ServiceLinkedRoleARN?: string | undefined
  readonly MaxInstanceLifetime?: number | undefined
  readonly Context?: string | undefined
  readonly DesiredCapacityType?: string | undefined
  readonly DefaultInstanceWarmup?: number | undefined
  readonly TrafficSources?: readonly TrafficSourceIdentifierInput[] | undefined
  readonly InstanceMaintenancePolicy?: InstanceMaintenancePolicyInput | undefined
  readonly AvailabilityZoneDistribution?: AvailabilityZoneDistributionInput | undefined
  readonly AvailabilityZoneImpairmentPolicy?: AvailabilityZoneImpairmentPolicyInput | undefined
  readonly SkipZonalShiftValidation?: boolean | undefined
  readonly CapacityReservationSpecification?: CapacityReservationSpecificationInput | undefined
  readonly InstanceLifecyclePolicy?: InstanceLifecyclePolicyInput | undefined
  readonly Operator?: OperatorInput | undefined
}

export interface CreateLaunchConfigurationInput {
  readonly LaunchConfigurationName: string | undefined
  readonly ImageId?: string | undefined
  readonly KeyName?: string | undefined
  readonly SecurityGroups?: readonly string[] | undefined
  readonly ClassicLinkVPCId?: string | undefined
  readonly ClassicLinkVPCSecurityGroups?: readonly string[] | undefined
  readonly UserData?: string | undefined
  readonly InstanceId?: string | undefined
  readonly InstanceType?: string | undefined
  readonly KernelId?: string | undefined
  readonly RamdiskId?: string | undefined
  readonly BlockDeviceMappings?: readonly BlockDeviceMappingInput[] | undefined
  readonly InstanceMonitoring?: InstanceMonitoringInput | undefined
  readonly SpotPrice?: string | undefined
  readonly IamInstanceProfile?: string | undefined
  readonly EbsOptimized?: boolean | undefined
  readonly AssociatePublicIpAddress?: boolean | undefined
  readonly PlacementTenancy?: string | undefined
  readonly MetadataOptions?: InstanceMetadataOptionsInput | undefined
}

export interface CreateOrUpdateTagsInput {
  readonly Tags: readonly TagInput[] | undefined
}

export interface CustomizedMetricSpecificationInput {
  readonly MetricName?: string | undefined
  readonly Namespace?: string | undefined
  readonly Dimensions?: readonly MetricDimensionInput[] | undefined
  readonly Statistic?: MetricStatistic | undefined
  readonly Unit?: string | undefined
  readonly Period?: number | undefined
  readonly Metrics?: readonly TargetTrackingMetricDataQueryInput[] | undefined
}

export interface DeleteAutoScalingGroupInput {
  readonly AutoScalingGroupName: string | undefined
  readonly ForceDelete?: boolean | undefined
}

export interface DeleteLifecycleHookInput {
  readonly LifecycleHookName: string | undefined
  readonly AutoScalingGroupName: string | undefined
}

export interface DeleteNotificationConfigurationInput {
  readonly AutoScalingGroupName: string | undefined
  readonly TopicARN: string | undefined
}

export interface DeletePolicyInput {
  readonly PolicyName: string | undefined
  readonly AutoScalingGroupName?: string | undefined
}

export interface DeleteScheduledActionInput {
  readonly AutoScalingGroupName: string | undefined
  readonly ScheduledActionName: string | undefined
}

export interface DeleteTagsInput {
  readonly Tags: readonly TagInput[] | undefined
}

export interface DeleteWarmPoolInput {
  readonly AutoScalingGroupName: string | undefined
  readonly ForceDelete?: boolean | undefined
}

export interface DescribeAutoScalingInstancesInput {
  readonly InstanceIds?: readonly string[] | undefined
  readonly IncludeManagedResources?: boolean | undefined
  readonly MaxRecords?: number | undefined
  readonly NextToken?: string | undefined
}

export interface DescribeInstanceRefreshesInput {
  readonly AutoScalingGroupName: string | undefined
  readonly InstanceRefreshIds?: readonly string[] | undefined
  readonly NextToken?: string | undefined
  readonly MaxRecords?: number | undefined
}

export interface DescribeLifecycleHooksInput {
  readonly AutoScalingGroupName: string | undefined
  readonly LifecycleHookNames?: readonly string[] | undefined
}

export interface DescribeLoadBalancerTargetGroupsInput {
  readonly AutoScalingGroupName: string | undefined
  readonly NextToken?: string | undefined
  readonly MaxRecords?: number | undefined
}

export interface DescribeNotificationConfigurationsInput {
  readonly AutoScalingGroupNames?: readonly string[] | undefined
  readonly IncludeManagedResources?: boolean | undefined
  readonly NextToken?: string | undefined
  readonly MaxRecords?: number | undefined
}

export interface DescribePoliciesInput {
  readonly AutoScalingGroupName?: string | undefined
  readonly PolicyNames?: readonly string[] | undefined
  readonly PolicyTypes?: readonly string[] | undefined
  readonly IncludeManagedResources?: boolean | undefined
  readonly NextToken?: string | undefined
  readonly MaxRecords?: number | undefined
}

export interface DescribeScalingActivitiesInput {
  readonly ActivityIds?: readonly string[] | undefined
  readonly AutoScalingGroupName?: string | undefined
  readonly IncludeDeletedGroups?: boolean | undefined
  readonly IncludeManagedResources?: boolean | undefined
  readonly MaxRecords?: number | undefined
  readonly NextToken?: string | undefined
  readonly Filters?: readonly FilterInput[] | undefined
}

export interface DescribeScheduledActionsInput {
  readonly AutoScalingGroupName?: string | undefined
  readonly ScheduledActionNames?: readonly string[] | undefined
  readonly StartTime?: Date | number | undefined
  readonly EndTime?: Date | number | undefined
  readonly IncludeManagedResources?: boolean | undefined
  readonly NextToken?: string | undefined
  readonly MaxRecords?: number | undefined
}

export interface DescribeTagsInput {
  readonly Filters?: readonly FilterInput[] | undefined
  readonly IncludeManagedResources?: boolean | undefined
  readonly NextToken?: string | undefined
  readonly MaxRecords?: number | undefined
}

export interface DescribeTrafficSourcesInput {
  readonly AutoScalingGroupName: string | undefined
  readonly TrafficSourceType?: string | undefined
  readonly NextToken?: string | undefined
  readonly MaxRecords?: number | undefined
}

export interface DescribeWarmPoolInput {
  readonly AutoScalingGroupName: string | undefined
  readonly MaxRecords?: number | undefined
  readonly NextToken?: string | undefined
}

export interface DesiredConfigurationInput {
  readonly LaunchTemplate?: LaunchTemplateSpecificationInput | undefined
  readonly MixedInstancesPolicy?: MixedInstancesPolicyInput | undefined
}

export interface DetachInstancesInput {
  readonly AutoScalingGroupName: string | undefined
  readonly ShouldDecrementDesiredCapacity: boolean | undefined
  readonly InstanceIds?: readonly string[] | undefined
}

export interface DetachLoadBalancerTargetGroupsInput {
  readonly AutoScalingGroupName: string | undefined
  readonly TargetGroupARNs: readonly string[] | undefined
}

export interface DetachTrafficSourcesInput {
  readonly AutoScalingGroupName: string | undefined
  readonly TrafficSources: readonly TrafficSourceIdentifierInput[] | undefined
}

export interface DisableMetricsCollectionInput {
  readonly AutoScalingGroupName: string | undefined
  readonly Metrics?: readonly string[] | undefined
}

export interface DistributionSegmentInput {
  readonly TargetCapacityTypes?: readonly TargetCapacityType[] | undefined
}

export interface EbsInput {
  readonly SnapshotId?: string | undefined
  readonly VolumeSize?: number | undefined
  readonly VolumeType?: string | undefined
  readonly DeleteOnTermination?: boolean | undefined
  readonly Iops?: number | undefined
  readonly Encrypted?: boolean | undefined
  readonly Throughput?: number | undefined
}

export interface EnableMetricsCollectionInput {
  readonly AutoScalingGroupName: string | undefined
  readonly Granularity: string | undefined
  readonly Metrics?: readonly string[] | undefined
}

export interface EnterStandbyInput {
  readonly AutoScalingGroupName: string | undefined
  readonly ShouldDecrementDesiredCapacity: boolean | undefined
  readonly InstanceIds?: readonly string[] | undefined
}

export interface ExecutePolicyInput {
  readonly PolicyName: string | undefined
  readonly AutoScalingGroupName?: string | undefined
  readonly HonorCooldown?: boolean | undefined
  readonly MetricValue?: number | undefined
  readonly BreachThreshold?: number | undefined
}

export interface ExitStandbyInput {
  readonly AutoScalingGroupName: string | undefined
  readonly InstanceIds?: readonly string[] | undefined
}

export interface FilterInput {
  readonly Name?: string | undefined
  readonly Values?: readonly string[] | undefined
}

export interface InstanceLifecyclePolicyInput {
  readonly RetentionTriggers?: RetentionTriggersInput | undefined
}

export interface InstanceMaintenancePolicyInput {
  readonly MinHealthyPercentage?: number | undefined
  readonly MaxHealthyPercentage?: number | undefined
}

export interface InstanceMetadataOptionsInput {
  readonly HttpTokens?: InstanceMetadataHttpTokensState | undefined
  readonly HttpPutResponseHopLimit?: number | undefined
  readonly HttpEndpoint?: InstanceMetadataEndpointState | undefined
}

export interface InstanceMonitoringInput {
  readonly Enabled?: boolean | undefined
}

export interface InstanceRequirementsInput {
  readonly VCpuCount: VCpuCountInput | undefined
  readonly MemoryMiB: MemoryMiBInput | undefined
  readonly CpuManufacturers?: readonly CpuManufacturer[] | undefined
  readonly MemoryGiBPerVCpu?: MemoryGiBPerVCpuInput | undefined
  readonly ExcludedInstanceTypes?: readonly string[] | undefined
  readonly InstanceGenerations?: readonly InstanceGeneration[] | undefined
  readonly SpotMaxPricePercentageOverLowestPrice?: number | undefined
  readonly MaxSpotPriceAsPercentageOfOptimalOnDemandPrice?: number | undefined
  readonly OnDemandMaxPricePercentageOverLowestPrice?: number | undefined
  readonly BareMetal?: BareMetal | undefined
  readonly BurstablePerformance?: BurstablePerformance | undefined
  readonly RequireHibernateSupport?: boolean | undefined
  readonly NetworkInterfaceCount?: NetworkInterfaceCountInput | undefined
  readonly LocalStorage?: LocalStorage | undefined
  readonly LocalStorageTypes?: readonly LocalStorageType[] | undefined
  readonly TotalLocalStorageGB?: TotalLocalStorageGBInput | undefined
  readonly BaselineEbsBandwidthMbps?: BaselineEbsBandwidthMbpsInput | undefined
  readonly AcceleratorTypes?: readonly AcceleratorType[] | undefined
  readonly AcceleratorCount?: AcceleratorCountInput | undefined
  readonly AcceleratorManufacturers?: readonly AcceleratorManufacturer[] | undefined
  readonly AcceleratorNames?: readonly AcceleratorName[] | undefined
  readonly AcceleratorTotalMemoryMiB?: AcceleratorTotalMemoryMiBInput | undefined
  readonly NetworkBandwidthGbps?: NetworkBandwidthGbpsInput | undefined
  readonly AllowedInstanceTypes?: readonly string[] | undefined
  readonly BaselinePerformanceFactors?: BaselinePerformanceFactorsInput | undefined
}

export interface InstanceReusePolicyInput {
  readonly ReuseOnScaleIn?: boolean | undefined
}

export interface InstancesDistributionInput {
  readonly OnDemandAllocationStrategy?: string | undefined
  readonly OnDemandBaseCapacity?: number | undefined
  readonly OnDemandPercentageAboveBaseCapacity?: number | undefined
  readonly SpotAllocationStrategy?: string | undefined
  readonly SpotInstancePools?: number | undefined
  readonly SpotMaxPrice?: string | undefined
  readonly DistributionSegments?: readonly DistributionSegmentInput[] | undefined
}

export interface DeleteLaunchConfigurationInput {
  readonly LaunchConfigurationName: string | undefined
}

export interface DescribeLaunchConfigurationsInput {
  readonly LaunchConfigurationNames?: readonly string[] | undefined
  readonly NextToken?: string | undefined
  readonly MaxRecords?: number | undefined
}

export interface LaunchTemplateInput {
  readonly LaunchTemplateSpecification?: LaunchTemplateSpecificationInput | undefined
  readonly Overrides?: readonly LaunchTemplateOverridesInput[] | undefined
}

export interface LaunchTemplateOverridesInput {
  readonly InstanceType?: string | undefined
  readonly WeightedCapacity?: string | undefined
  readonly LaunchTemplateSpecification?: LaunchTemplateSpecificationInput | undefined
  readonly InstanceRequirements?: InstanceRequirementsInput | undefined
  readonly ImageId?: string | undefined
}

export interface LaunchTemplateSpecificationInput {
  readonly LaunchTemplateId?: string | undefined
  readonly LaunchTemplateName?: string | undefined
  readonly Version?: string | undefined
}

export interface LifecycleHookSpecificationInput {
  readonly LifecycleHookName: string | undefined
  readonly LifecycleTransition: string | undefined
  readonly NotificationMetadata?: string | undefined
  readonly HeartbeatTimeout?: number | undefined
  readonly DefaultResult?: string | undefined
  readonly NotificationTargetARN?: string | undefined
  readonly RoleARN?: string | undefined
}

export interface MemoryGiBPerVCpuInput {
  readonly Min?: number | undefined
  readonly Max?: number | undefined
}

export interface MemoryMiBInput {
  readonly Min: number | undefined
  readonly Max?: number | undefined
}

export interface MetricInput {
  readonly Namespace: string | undefined
  readonly MetricName: string | undefined
  readonly Dimensions?: readonly MetricDimensionInput[] | undefined
}

export interface MetricDataQueryInput {
  readonly Id: string | undefined
  readonly Expression?: string | undefined
  readonly MetricStat?: MetricStatInput | undefined
  readonly Label?: string | undefined
  readonly ReturnData?: boolean | undefined
}

export interface MetricDimensionInput {
  readonly Name: string | undefined
  readonly Value: string | undefined
}

export interface MetricStatInput {
  readonly Metric: MetricInput | undefined
  readonly Stat: string | undefined
  readonly Unit?: string | undefined
}

export interface MixedInstancesPolicyInput {
  readonly LaunchTemplate?: LaunchTemplateInput | undefined
  readonly InstancesDistribution?: InstancesDistributionInput | undefined
}

export interface NetworkBandwidthGbpsInput {
  readonly Min?: number | undefined
  readonly Max?: number | undefined
}

export interface NetworkInterfaceCountInput {
  readonly Min?: number | undefined
  readonly Max?: number | undefined
}

export interface OperatorInput {
  readonly Principal: string | undefined
}

export interface PerformanceFactorReferenceInput {
  readonly InstanceFamily?: string | undefined
}

export interface PredefinedMetricSpecificationInput {
  readonly PredefinedMetricType: MetricType | undefined
  readonly ResourceLabel?: string | undefined
}

export interface PredictiveScalingConfigurationInput {
  readonly MetricSpecifications: readonly PredictiveScalingMetricSpecificationInput[] | undefined
  readonly Mode?: PredictiveScalingMode | undefined
  readonly SchedulingBufferTime?: number | undefined
  readonly MaxCapacityBreachBehavior?: PredictiveScalingMaxCapacityBreachBehavior | undefined
  readonly MaxCapacityBuffer?: number | undefined
}

export interface PredictiveScalingCustomizedCapacityMetricInput {
  readonly MetricDataQueries: readonly MetricDataQueryInput[] | undefined
}

export interface PredictiveScalingCustomizedLoadMetricInput {
  readonly MetricDataQueries: readonly MetricDataQueryInput[] | undefined
}

export interface PredictiveScalingCustomizedScalingMetricInput {
  readonly MetricDataQueries: readonly MetricDataQueryInput[] | undefined
}

export interface PredictiveScalingMetricSpecificationInput {
  readonly TargetValue: number | undefined
  readonly PredefinedMetricPairSpecification?: PredictiveScalingPredefinedMetricPairInput | undefined
  readonly PredefinedScalingMetricSpecification?: PredictiveScalingPredefinedScalingMetricInput | undefined
  readonly PredefinedLoadMetricSpecification?: PredictiveScalingPredefinedLoadMetricInput | undefined
  readonly CustomizedScalingMetricSpecification?: PredictiveScalingCustomizedScalingMetricInput | undefined
  readonly CustomizedLoadMetricSpecification?: PredictiveScalingCustomizedLoadMetricInput | undefined
  readonly CustomizedCapacityMetricSpecification?: PredictiveScalingCustomizedCapacityMetricInput | undefined
}

export interface PredictiveScalingPredefinedLoadMetricInput {
  readonly PredefinedMetricType: PredefinedLoadMetricType | undefined
  readonly ResourceLabel?: string | undefined
}

export interface PredictiveScalingPredefinedMetricPairInput {
  readonly PredefinedMetricType: PredefinedMetricPairType | undefined
  readonly ResourceLabel?: string | undefined
}

export interface PredictiveScalingPredefinedScalingMetricInput {
  readonly PredefinedMetricType: PredefinedScalingMetricType | undefined
  readonly ResourceLabel?: string | undefined
}

export interface PutLifecycleHookInput {
  readonly LifecycleHookName: string | undefined
  readonly AutoScalingGroupName: string | undefined
  readonly LifecycleTransition?: string | undefined
  readonly RoleARN?: string | undefined
  readonly NotificationTargetARN?: string | undefined
  readonly NotificationMetadata?: string | undefined
  readonly HeartbeatTimeout?: number | undefined
  readonly DefaultResult?: string | undefined
}

export interface PutNotificationConfigurationInput {
  readonly AutoScalingGroupName: string | undefined
  readonly TopicARN: string | undefined
  readonly NotificationTypes: readonly string[] | undefined
}

export interface PutScalingPolicyInput {
  readonly AutoScalingGroupName: string | undefined
  readonly PolicyName: string | undefined
  readonly PolicyType?: string | undefined
  readonly AdjustmentType?: string | undefined
  readonly MinAdjustmentStep?: number | undefined
  readonly MinAdjustmentMagnitude?: number | undefined
  readonly ScalingAdjustment?: number | undefined
  readonly Cooldown?: number | undefined
  readonly MetricAggregationType?: string | undefined
  readonly StepAdjustments?: readonly StepAdjustmentInput[] | undefined
  readonly EstimatedInstanceWarmup?: number | undefined
  readonly TargetTrackingConfiguration?: TargetTrackingConfigurationInput | undefined
  readonly Enabled?: boolean | undefined
  readonly PredictiveScalingConfiguration?: PredictiveScalingConfigurationInput | undefined
}

export interface PutScheduledUpdateGroupActionInput {
  readonly AutoScalingGroupName: string | undefined
  readonly ScheduledActionName: string | undefined
  readonly Time?: Date | number | undefined
  readonly StartTime?: Date | number | undefined
  readonly EndTime?: Date | number | undefined
  readonly Recurrence?: string | undefined
  readonly MinSize?: number | undefined
  readonly MaxSize?: number | undefined
  readonly DesiredCapacity?: number | undefined
  readonly TimeZone?: string | undefined
}

export interface PutWarmPoolInput {
  readonly AutoScalingGroupName: string | undefined
  readonly MaxGroupPreparedCapacity?: number | undefined
  readonly MinSize?: number | undefined
  readonly PoolState?: WarmPoolState | undefined
  readonly InstanceReusePolicy?: InstanceReusePolicyInput | undefined
}

export interface RecordLifecycleActionHeartbeatInput {
  readonly LifecycleHookName: string | undefined
  readonly AutoScalingGroupName: string | undefined
  readonly LifecycleActionToken?: string | undefined
  readonly InstanceId?: string | undefined
}

export interface RefreshPreferencesInput {
  readonly MinHealthyPercentage?: number | undefined
  readonly InstanceWarmup?: number | undefined
  readonly CheckpointPercentages?: readonly number[] | undefined
  readonly CheckpointDelay?: number | undefined
  readonly SkipMatching?: boolean | undefined
  readonly AutoRollback?: boolean | undefined
  readonly ScaleInProtectedInstances?: ScaleInProtectedInstances | undefined
  readonly StandbyInstances?: StandbyInstances | undefined
  readonly AlarmSpecification?: AlarmSpecificationInput | undefined
  readonly MaxHealthyPercentage?: number | undefined
  readonly BakeTime?: number | undefined
}

export interface RetentionTriggersInput {
  readonly TerminateHookAbandon?: RetentionAction | undefined
}

export interface RollbackInstanceRefreshInput {
  readonly AutoScalingGroupName: string | undefined
}

export interface ResumeProcessesInput {
  readonly AutoScalingGroupName: string | undefined
  readonly ScalingProcesses?: readonly string[] | undefined
}

export interface ScheduledUpdateGroupActionInput {
  readonly ScheduledActionName: string | undefined
  readonly StartTime?: Date | number | undefined
  readonly EndTime?: Date | number | undefined
  readonly Recurrence?: string | undefined
  readonly MinSize?: number | undefined
  readonly MaxSize?: number | undefined
  readonly DesiredCapacity?: number | undefined
  readonly TimeZone?: string | undefined
}

export interface SetDesiredCapacityInput {
  readonly AutoScalingGroupName: string | undefined
  readonly DesiredCapacity: number | undefined
  readonly HonorCooldown?: boolean | undefined
}

export interface SetInstanceHealthInput {
  readonly InstanceId: string | undefined
  readonly HealthStatus: string | undefined
  readonly ShouldRespectGracePeriod?: boolean | undefined
}

export interface SetInstanceProtectionInput {
  readonly InstanceIds: readonly string[] | undefined
  readonly AutoScalingGroupName: string | undefined
  readonly ProtectedFromScaleIn: boolean | undefined
}

export interface StartInstanceRefreshInput {
  readonly AutoScalingGroupName: string | undefined
  readonly Strategy?: RefreshStrategy | undefined
  readonly DesiredConfiguration?: DesiredConfigurationInput | undefined
  readonly Preferences?: RefreshPreferencesInput | undefined
}

export interface StepAdjustmentInput {
  readonly ScalingAdjustment: number | undefined
  readonly MetricIntervalLowerBound?: number | undefined
  readonly MetricIntervalUpperBound?: number | undefined
}

export interface TagInput {
  readonly Key: string | undefined
  readonly ResourceId?: string | undefined
  readonly ResourceType?: string | undefined
  readonly Value?: string | undefined
  readonly PropagateAtLaunch?: boolean | undefined
}

export interface TargetTrackingConfigurationInput {
  readonly TargetValue: number | undefined
  readonly PredefinedMetricSpecification?: PredefinedMetricSpecificationInput | undefined
  readonly CustomizedMetricSpecification?: CustomizedMetricSpecificationInput | undefined
  readonly DisableScaleIn?: boolean | undefined
}

export interface TargetTrackingMetricDataQueryInput {
  readonly Id: string | undefined
  readonly Expression?: string | undefined
  readonly MetricStat?: TargetTrackingMetricStatInput | undefined
  readonly Label?: string | undefined
  readonly Period?: number | undefined
  readonly ReturnData?: boolean | undefined
}

export interface TargetTrackingMetricStatInput {
  readonly Metric: MetricInput | undefined
  readonly Stat: string | undefined
  readonly Unit?: string | undefined
  readonly Period?: number | undefined
}

export interface TerminateInstanceInAutoScalingGroupInput {
  readonly ShouldDecrementDesiredCapacity: boolean | undefined
  readonly InstanceId?: string | undefined
  readonly InstanceIds?: readonly string[] | undefined
  readonly AutoScalingGroupName?: string | undefined
}

export interface TotalLocalStorageGBInput {
  readonly Min?: number | undefined
  readonly Max?: number | undefined
}

export interface TrafficSourceIdentifierInput {
  readonly Identifier: string | undefined
  readonly Type?: string | undefined
}

export type DescribeAccountLimitsInput = {}

export interface UpdateAutoScalingGroupInput {
  readonly AutoScalingGroupName: string | undefined
  readonly LaunchConfigurationName?: string | undefined
  readonly LaunchTemplate?: LaunchTemplateSpecificationInput | undefined
  readonly MixedInstancesPolicy?: MixedInstancesPolicyInput | undefined
  readonly MinSize?: number | undefined
  readonly MaxSize?: number | undefined
  readonly DesiredCapacity?: number | undefined
  readonly DefaultCooldown?: number | undefined
  readonly AvailabilityZones?: readonly string[] | undefined
  readonly AvailabilityZoneIds?: readonly string[] | undefined
  readonly HealthCheckType?: string | undefined
  readonly HealthCheckGracePeriod?: number | undefined
  readonly PlacementGroup?: string | undefined
  readonly VPCZoneIdentifier?: string | undefined
  readonly TerminationPolicies?: readonly string[] | undefined
  readonly NewInstancesProtectedFromScaleIn?: boolean | undefined
  readonly ServiceLinkedRoleARN?: string | undefined
  readonly MaxInstanceLifetime?: number | undefined
  readonly CapacityRebalance?: boolean | undefined
  readonly Context?: string | undefined
  readonly DesiredCapacityType?: string | undefined
  readonly DefaultInstanceWarmup?: number | undefined
  readonly InstanceMaintenancePolicy?: InstanceMaintenancePolicyInput | undefined
  readonly AvailabilityZoneDistribution?: AvailabilityZoneDistributionInput | undefined
  readonly AvailabilityZoneImpairmentPolicy?: AvailabilityZoneImpairmentPolicyInput | undefined
  readonly SkipZonalShiftValidation?: boolean | undefined
  readonly CapacityReservationSpecification?: CapacityReservationSpecificationInput | undefined
  readonly InstanceLifecyclePolicy?: InstanceLifecyclePolicyInput | undefined
  readonly DeletionProtection?: DeletionProtection | undefined
}

export interface VCpuCountInput {
  readonly Min: number | undefined
  readonly Max?: number | undefined
}

export interface AcceleratorCountRequest {
  Min?: number | undefined
  Max?: number | undefined
}

export interface AcceleratorTotalMemoryMiBRequest {
  Min?: number | undefined
  Max?: number | undefined
}

export interface DescribeScalingActivitiesOutput {
  Activities: Activity[] | undefined
  NextToken?: string | undefined
}

export interface Activity {
  ActivityId: string | undefined
  AutoScalingGroupName: string | undefined
  Cause: string | undefined
  StartTime: Date | undefined
  StatusCode: ScalingActivityStatusCode | undefined
  Description?: string | undefined
  EndTime?: Date | undefined
  StatusMessage?: string | undefined
  Progress?: number | undefined
  Details?: string | undefined
  AutoScalingGroupState?: string | undefined
  AutoScalingGroupARN?: string | undefined
}

export interface TerminateInstanceInAutoScalingGroupOutput {
  Activity?: Activity | undefined
  Activities?: Activity[] | undefined
}

export interface AdjustmentType {
  AdjustmentType?: string | undefined
}

export interface Alarm {
  AlarmName?: string | undefined
  AlarmARN?: string | undefined
}

export interface AlarmSpecification {
  Alarms?: string[] | undefined
}

export type AttachLoadBalancerTargetGroupsOutput = {}

export type AttachTrafficSourcesOutput = {}

export interface AutoScalingGroup {
  AutoScalingGroupName: string | undefined
  MinSize: number | undefined
  MaxSize: number | undefined
  DesiredCapacity: number | undefined
  DefaultCooldown: number | undefined
  AvailabilityZones: string[] | undefined
  HealthCheckType: string | undefined
  CreatedTime: Date | undefined
  AutoScalingGroupARN?: string | undefined
  LaunchConfigurationName?: string | undefined
  LaunchTemplate?: LaunchTemplateSpecification | undefined
  MixedInstancesPolicy?: MixedInstancesPolicy | undefined
  PredictedCapacity?: number | undefined
  AvailabilityZoneIds?: string[] | undefined
  LoadBalancerNames?: string[] | undefined
  TargetGroupARNs?: string[] | undefined
  HealthCheckGracePeriod?: number | undefined
  Instances?: Instance[] | undefined
  SuspendedProcesses?: SuspendedProcess[] | undefined
  PlacementGroup?: string | undefined
  VPCZoneIdentifier?: string | undefined
  EnabledMetrics?: EnabledMetric[] | undefined
  Status?: string | undefined
  Tags?: TagDescription[] | undefined
  TerminationPolicies?: string[] | undefined
  NewInstancesProtectedFromScaleIn?: boolean | undefined
  ServiceLinkedRoleARN?: string | undefined
  MaxInstanceLifetime?: number | undefined
  CapacityRebalance?: boolean | undefined
  WarmPoolConfiguration?: WarmPoolConfiguration | undefined
  WarmPoolSize?: number | undefined
  Context?: string | undefined
  DesiredCapacityType?: string | undefined
  DefaultInstanceWarmup?: number | undefined
  TrafficSources?: TrafficSourceIdentifier[] | undefined
  InstanceMaintenancePolicy?: InstanceMaintenancePolicy | undefined
  DeletionProtection?: DeletionProtection | undefined
  AvailabilityZoneDistribution?: AvailabilityZoneDistribution | undefined
  AvailabilityZoneImpairmentPolicy?: AvailabilityZoneImpairmentPolicy | undefined
  CapacityReservationSpecification?: CapacityReservationSpecification | undefined
  InstanceLifecyclePolicy?: InstanceLifecyclePolicy | undefined
  Operator?: Operator | undefined
}

export interface DescribeAutoScalingGroupsOutput {
  AutoScalingGroups: AutoScalingGroup[] | undefined
  NextToken?: string | undefined
}

export interface AutoScalingInstanceDetails {
  InstanceId: string | undefined
  AutoScalingGroupName: string | undefined
  AvailabilityZone: string | undefined
  LifecycleState: string | undefined
  HealthStatus: string | undefined
  ProtectedFromScaleIn: boolean | undefined
  InstanceType?: string | undefined
  AvailabilityZoneId?: string | undefined
  LaunchConfigurationName?: string | undefined
  LaunchTemplate?: LaunchTemplateSpecification | undefined
  ImageId?: string | undefined
  WeightedCapacity?: string | undefined
}

export interface DescribeAutoScalingInstancesOutput {
  AutoScalingInstances?: AutoScalingInstanceDetails[] | undefined
  NextToken?: string | undefined
}

export interface AvailabilityZoneDistribution {
  CapacityDistributionStrategy?: CapacityDistributionStrategy | undefined
}

export interface AvailabilityZoneImpairmentPolicy {
  ZonalShiftEnabled?: boolean | undefined
  ImpairedZoneHealthCheckBehavior?: ImpairedZoneHealthCheckBehavior | undefined
}

export interface BaselineEbsBandwidthMbpsRequest {
  Min?: number | undefined
  Max?: number | undefined
}

export interface BaselinePerformanceFactorsRequest {
  Cpu?: CpuPerformanceFactorRequest | undefined
}

export interface BatchDeleteScheduledActionOutput {
  FailedScheduledActions?: FailedScheduledUpdateGroupActionRequest[] | undefined
}

export interface BatchPutScheduledUpdateGroupActionOutput {
  FailedScheduledUpdateGroupActions?: FailedScheduledUpdateGroupActionRequest[] | undefined
}

export interface BlockDeviceMapping {
  DeviceName: string | undefined
  VirtualName?: string | undefined
  Ebs?: Ebs | undefined
  NoDevice?: boolean | undefined
}

export interface CancelInstanceRefreshOutput {
  InstanceRefreshId?: string | undefined
}

export interface CapacityReservationSpecification {
  CapacityReservationPreference?: CapacityReservationPreference | undefined
  CapacityReservationTarget?: CapacityReservationTarget | undefined
}

export interface CapacityReservationTarget {
  CapacityReservationIds?: string[] | undefined
  CapacityReservationResourceGroupArns?: string[] | undefined
}

export type CompleteLifecycleActionOutput = {}

export interface CpuPerformanceFactorRequest {
  References?: PerformanceFactorReferenceRequest[] | undefined
}

export interface CustomizedMetricSpecification {
  MetricName?: string | undefined
  Namespace?: string | undefined
  Dimensions?: MetricDimension[] | undefined
  Statistic?: MetricStatistic | undefined
  Unit?: string | undefined
  Period?: number | undefined
  Metrics?: TargetTrackingMetricDataQuery[] | undefined
}

export type DeleteLifecycleHookOutput = {}

export type DeleteWarmPoolOutput = {}

export interface DescribeAccountLimitsOutput {
  MaxNumberOfAutoScalingGroups?: number | undefined
  MaxNumberOfLaunchConfigurations?: number | undefined
  NumberOfAutoScalingGroups?: number | undefined
  NumberOfLaunchConfigurations?: number | undefined
}

export interface DescribeAdjustmentTypesOutput {
  AdjustmentTypes?: AdjustmentType[] | undefined
}

export interface DescribeAutoScalingNotificationTypesOutput {
  AutoScalingNotificationTypes?: string[] | undefined
}

export interface DescribeInstanceRefreshesOutput {
  InstanceRefreshes?: InstanceRefresh[] | undefined
  NextToken?: string | undefined
}

export interface DescribeLifecycleHookTypesOutput {
  LifecycleHookTypes?: string[] | undefined
}

export interface DescribeLifecycleHooksOutput {
  LifecycleHooks?: LifecycleHook[] | undefined
}

export interface DescribeLoadBalancerTargetGroupsOutput {
  LoadBalancerTargetGroups?: LoadBalancerTargetGroupState[] | undefined
  NextToken?: string | undefined
}

export interface DescribeMetricCollectionTypesOutput {
  Metrics?: MetricCollectionType[] | undefined
  Granularities?: MetricGranularityType[] | undefined
}

export interface DescribeNotificationConfigurationsOutput {
  NotificationConfigurations: NotificationConfiguration[] | undefined
  NextToken?: string | undefined
}

export interface DescribeTerminationPolicyTypesOutput {
  TerminationPolicyTypes?: string[] | undefined
}

export interface DescribeTrafficSourcesOutput {
  TrafficSources?: TrafficSourceState[] | undefined
  NextToken?: string | undefined
}

export interface DescribeWarmPoolOutput {
  WarmPoolConfiguration?: WarmPoolConfiguration | undefined
  Instances?: Instance[] | undefined
  NextToken?: string | undefined
}

export interface DesiredConfiguration {
  LaunchTemplate?: LaunchTemplateSpecification | undefined
  MixedInstancesPolicy?: MixedInstancesPolicy | undefined
}

export interface DetachInstancesOutput {
  Activities?: Activity[] | undefined
}

export type DetachLoadBalancerTargetGroupsOutput = {}

export type DetachTrafficSourcesOutput = {}

export interface DistributionSegment {
  TargetCapacityTypes?: TargetCapacityType[] | undefined
}

export interface Ebs {
  SnapshotId?: string | undefined
  VolumeSize?: number | undefined
  VolumeType?: string | undefined
  DeleteOnTermination?: boolean | undefined
  Iops?: number | undefined
  Encrypted?: boolean | undefined
  Throughput?: number | undefined
}

export interface EnabledMetric {
  Metric?: string | undefined
  Granularity?: string | undefined
}

export interface EnterStandbyOutput {
  Activities?: Activity[] | undefined
}

export interface ExitStandbyOutput {
  Activities?: Activity[] | undefined
}

export interface FailedScheduledUpdateGroupActionRequest {
  ScheduledActionName: string | undefined
  ErrorCode?: string | undefined
  ErrorMessage?: string | undefined
}

export interface Instance {
  InstanceId: string | undefined
  AvailabilityZone: string | undefined
  LifecycleState: LifecycleState | undefined
  HealthStatus: string | undefined
  ProtectedFromScaleIn: boolean | undefined
  InstanceType?: string | undefined
  AvailabilityZoneId?: string | undefined
  LaunchConfigurationName?: string | undefined
  LaunchTemplate?: LaunchTemplateSpecification | undefined
  ImageId?: string | undefined
  WeightedCapacity?: string | undefined
}

export interface InstanceLifecyclePolicy {
  RetentionTriggers?: RetentionTriggers | undefined
}

export interface InstanceMaintenancePolicy {
  MinHealthyPercentage?: number | undefined
  MaxHealthyPercentage?: number | undefined
}

export interface InstanceMetadataOptions {
  HttpTokens?: InstanceMetadataHttpTokensState | undefined
  HttpPutResponseHopLimit?: number | undefined
  HttpEndpoint?: InstanceMetadataEndpointState | undefined
}

export interface InstanceMonitoring {
  Enabled?: boolean | undefined
}

export interface InstanceRefresh {
  InstanceRefreshId?: string | undefined
  AutoScalingGroupName?: string | undefined
  Status?: InstanceRefreshStatus | undefined
  StatusReason?: string | undefined
  StartTime?: Date | undefined
  EndTime?: Date | undefined
  PercentageComplete?: number | undefined
  InstancesToUpdate?: number | undefined
  ProgressDetails?: InstanceRefreshProgressDetails | undefined
  Preferences?: RefreshPreferences | undefined
  DesiredConfiguration?: DesiredConfiguration | undefined
  RollbackDetails?: RollbackDetails | undefined
  Strategy?: RefreshStrategy | undefined
}

export interface InstanceRefreshLivePoolProgress {
  PercentageComplete?: number | undefined
  InstancesToUpdate?: number | undefined
}

export interface InstanceRefreshProgressDetails {
  LivePoolProgress?: InstanceRefreshLivePoolProgress | undefined
  WarmPoolProgress?: InstanceRefreshWarmPoolProgress | undefined
}

export interface InstanceRefreshWarmPoolProgress {
  PercentageComplete?: number | undefined
  InstancesToUpdate?: number | undefined
}

export interface InstanceRequirements {
  VCpuCount: VCpuCountRequest | undefined
  MemoryMiB: MemoryMiBRequest | undefined
  CpuManufacturers?: CpuManufacturer[] | undefined
  MemoryGiBPerVCpu?: MemoryGiBPerVCpuRequest | undefined
  ExcludedInstanceTypes?: string[] | undefined
  InstanceGenerations?: InstanceGeneration[] | undefined
  SpotMaxPricePercentageOverLowestPrice?: number | undefined
  MaxSpotPriceAsPercentageOfOptimalOnDemandPrice?: number | undefined
  OnDemandMaxPricePercentageOverLowestPrice?: number | undefined
  BareMetal?: BareMetal | undefined
  BurstablePerformance?: BurstablePerformance | undefined
  RequireHibernateSupport?: boolean | undefined
  NetworkInterfaceCount?: NetworkInterfaceCountRequest | undefined
  LocalStorage?: LocalStorage | undefined
  LocalStorageTypes?: LocalStorageType[] | undefined
  TotalLocalStorageGB?: TotalLocalStorageGBRequest | undefined
  BaselineEbsBandwidthMbps?: BaselineEbsBandwidthMbpsRequest | undefined
  AcceleratorTypes?: AcceleratorType[] | undefined
  AcceleratorCount?: AcceleratorCountRequest | undefined
  AcceleratorManufacturers?: AcceleratorManufacturer[] | undefined
  AcceleratorNames?: AcceleratorName[] | undefined
  AcceleratorTotalMemoryMiB?: AcceleratorTotalMemoryMiBRequest | undefined
  NetworkBandwidthGbps?: NetworkBandwidthGbpsRequest | undefined
  AllowedInstanceTypes?: string[] | undefined
  BaselinePerformanceFactors?: BaselinePerformanceFactorsRequest | undefined
}

export interface InstanceReusePolicy {
  ReuseOnScaleIn?: boolean | undefined
}

export interface InstancesDistribution {
  OnDemandAllocationStrategy?: string | undefined
  OnDemandBaseCapacity?: number | undefined
  OnDemandPercentageAboveBaseCapacity?: number | undefined
  SpotAllocationStrategy?: string | undefined
  SpotInstancePools?: number | undefined
  SpotMaxPrice?: string | undefined
  DistributionSegments?: DistributionSegment[] | undefined
}

export interface LaunchConfiguration {
  LaunchConfigurationName: string | undefined
  ImageId: string | undefined
  InstanceType: string | undefined
  CreatedTime: Date | undefined
  LaunchConfigurationARN?: string | undefined
  KeyName?: string | undefined
  SecurityGroups?: string[] | undefined
  ClassicLinkVPCId?: string | undefined
  ClassicLinkVPCSecurityGroups?: string[] | undefined
  UserData?: string | undefined
  KernelId?: string | undefined
  RamdiskId?: string | undefined
  BlockDeviceMappings?: BlockDeviceMapping[] | undefined
  InstanceMonitoring?: InstanceMonitoring | undefined
  SpotPrice?: string | undefined
  IamInstanceProfile?: string | undefined
  EbsOptimized?: boolean | undefined
  AssociatePublicIpAddress?: boolean | undefined
  PlacementTenancy?: string | undefined
  MetadataOptions?: InstanceMetadataOptions | undefined
}

export interface DescribeLaunchConfigurationsOutput {
  LaunchConfigurations: LaunchConfiguration[] | undefined
  NextToken?: string | undefined
}

export interface LaunchTemplate {
  LaunchTemplateSpecification?: LaunchTemplateSpecification | undefined
  Overrides?: LaunchTemplateOverrides[] | undefined
}

export interface LaunchTemplateOverrides {
  InstanceType?: string | undefined
  WeightedCapacity?: string | undefined
  LaunchTemplateSpecification?: LaunchTemplateSpecification | undefined
  InstanceRequirements?: InstanceRequirements | undefined
  ImageId?: string | undefined
}

export interface LaunchTemplateSpecification {
  LaunchTemplateId?: string | undefined
  LaunchTemplateName?: string | undefined
  Version?: string | undefined
}

export interface LifecycleHook {
  LifecycleHookName?: string | undefined
  AutoScalingGroupName?: string | undefined
  LifecycleTransition?: string | undefined
  NotificationTargetARN?: string | undefined
  RoleARN?: string | undefined
  NotificationMetadata?: string | undefined
  HeartbeatTimeout?: number | undefined
  GlobalTimeout?: number | undefined
  DefaultResult?: string | undefined
}

export interface LoadBalancerTargetGroupState {
  LoadBalancerTargetGroupARN?: string | undefined
  State?: string | undefined
}

export interface MemoryGiBPerVCpuRequest {
  Min?: number | undefined
  Max?: number | undefined
}

export interface MemoryMiBRequest {
  Min: number | undefined
  Max?: number | undefined
}

export interface Metric {
  Namespace: string | undefined
  MetricName: string | undefined
  Dimensions?: MetricDimension[] | undefined
}

export interface MetricCollectionType {
  Metric?: string | undefined
}

export interface MetricDataQuery {
  Id: string | undefined
  Expression?: string | undefined
  MetricStat?: MetricStat | undefined
  Label?: string | undefined
  ReturnData?: boolean | undefined
}

export interface MetricDimension {
  Name: string | undefined
  Value: string | undefined
}

export interface MetricGranularityType {
  Granularity?: string | undefined
}

export interface MetricStat {
  Metric: Metric | undefined
  Stat: string | undefined
  Unit?: string | undefined
}

export interface MixedInstancesPolicy {
  LaunchTemplate?: LaunchTemplate | undefined
  InstancesDistribution?: InstancesDistribution | undefined
}

export interface NetworkBandwidthGbpsRequest {
  Min?: number | undefined
  Max?: number | undefined
}

export interface NetworkInterfaceCountRequest {
  Min?: number | undefined
  Max?: number | undefined
}

export interface NotificationConfiguration {
  AutoScalingGroupName?: string | undefined
  TopicARN?: string | undefined
  NotificationType?: string | undefined
}

export interface Operator {
  Principal: string | undefined
}

export interface PerformanceFactorReferenceRequest {
  InstanceFamily?: string | undefined
}

export interface DescribePoliciesOutput {
  ScalingPolicies?: ScalingPolicy[] | undefined
  NextToken?: string | undefined
}

export interface PutScalingPolicyOutput {
  PolicyARN?: string | undefined
  Alarms?: Alarm[] | undefined
}

export interface PredefinedMetricSpecification {
  PredefinedMetricType: MetricType | undefined
  ResourceLabel?: string | undefined
}

export interface PredictiveScalingConfiguration {
  MetricSpecifications: PredictiveScalingMetricSpecification[] | undefined
  Mode?: PredictiveScalingMode | undefined
  SchedulingBufferTime?: number | undefined
  MaxCapacityBreachBehavior?: PredictiveScalingMaxCapacityBreachBehavior | undefined
  MaxCapacityBuffer?: number | undefined
}

export interface PredictiveScalingCustomizedCapacityMetric {
  MetricDataQueries: MetricDataQuery[] | undefined
}

export interface PredictiveScalingCustomizedLoadMetric {
  MetricDataQueries: MetricDataQuery[] | undefined
}

export interface PredictiveScalingCustomizedScalingMetric {
  MetricDataQueries: MetricDataQuery[] | undefined
}

export interface PredictiveScalingMetricSpecification {
  TargetValue: number | undefined
  PredefinedMetricPairSpecification?: PredictiveScalingPredefinedMetricPair | undefined
  PredefinedScalingMetricSpecification?: PredictiveScalingPredefinedScalingMetric | undefined
  PredefinedLoadMetricSpecification?: PredictiveScalingPredefinedLoadMetric | undefined
  CustomizedScalingMetricSpecification?: PredictiveScalingCustomizedScalingMetric | undefined
  CustomizedLoadMetricSpecification?: PredictiveScalingCustomizedLoadMetric | undefined
  CustomizedCapacityMetricSpecification?: PredictiveScalingCustomizedCapacityMetric | undefined
}

export interface PredictiveScalingPredefinedLoadMetric {
  PredefinedMetricType: PredefinedLoadMetricType | undefined
  ResourceLabel?: string | undefined
}

export interface PredictiveScalingPredefinedMetricPair {
  PredefinedMetricType: PredefinedMetricPairType | undefined
  ResourceLabel?: string | undefined
}

export interface PredictiveScalingPredefinedScalingMetric {
  PredefinedMetricType: PredefinedScalingMetricType | undefined
  ResourceLabel?: string | undefined
}

export interface ProcessType {
  ProcessName: string | undefined
}

export interface DescribeScalingProcessTypesOutput {
  Processes?: ProcessType[] | undefined
}

export type PutLifecycleHookOutput = {}

export type PutWarmPoolOutput = {}

export type RecordLifecycleActionHeartbeatOutput = {}

export interface RefreshPreferences {
  MinHealthyPercentage?: number | undefined
  InstanceWarmup?: number | undefined
  CheckpointPercentages?: number[] | undefined
  CheckpointDelay?: number | undefined
  SkipMatching?: boolean | undefined
  AutoRollback?: boolean | undefined
  ScaleInProtectedInstances?: ScaleInProtectedInstances | undefined
  StandbyInstances?: StandbyInstances | undefined
  AlarmSpecification?: AlarmSpecification | undefined
  MaxHealthyPercentage?: number | undefined
  BakeTime?: number | undefined
}

export interface RetentionTriggers {
  TerminateHookAbandon?: RetentionAction | undefined
}

export interface RollbackDetails {
  RollbackReason?: string | undefined
  RollbackStartTime?: Date | undefined
  PercentageCompleteOnRollback?: number | undefined
  InstancesToUpdateOnRollback?: number | undefined
  ProgressDetailsOnRollback?: InstanceRefreshProgressDetails | undefined
}

export interface RollbackInstanceRefreshOutput {
  InstanceRefreshId?: string | undefined
}

export interface ScalingPolicy {
  AutoScalingGroupName?: string | undefined
  PolicyName?: string | undefined
  PolicyARN?: string | undefined
  PolicyType?: string | undefined
  AdjustmentType?: string | undefined
  MinAdjustmentStep?: number | undefined
  MinAdjustmentMagnitude?: number | undefined
  ScalingAdjustment?: number | undefined
  Cooldown?: number | undefined
  StepAdjustments?: StepAdjustment[] | undefined
  MetricAggregationType?: string | undefined
  EstimatedInstanceWarmup?: number | undefined
  Alarms?: Alarm[] | undefined
  TargetTrackingConfiguration?: TargetTrackingConfiguration | undefined
  Enabled?: boolean | undefined
  PredictiveScalingConfiguration?: PredictiveScalingConfiguration | undefined
}

export interface DescribeScheduledActionsOutput {
  ScheduledUpdateGroupActions?: ScheduledUpdateGroupAction[] | undefined
  NextToken?: string | undefined
}

export interface ScheduledUpdateGroupAction {
  AutoScalingGroupName?: string | undefined
  ScheduledActionName?: string | undefined
  ScheduledActionARN?: string | undefined
  Time?: Date | undefined
  StartTime?: Date | undefined
  EndTime?: Date | undefined
  Recurrence?: string | undefined
  MinSize?: number | undefined
  MaxSize?: number | undefined
  DesiredCapacity?: number | undefined
  TimeZone?: string | undefined
}

export type SetInstanceProtectionOutput = {}

export interface StartInstanceRefreshOutput {
  InstanceRefreshId?: string | undefined
}

export interface StepAdjustment {
  ScalingAdjustment: number | undefined
  MetricIntervalLowerBound?: number | undefined
  MetricIntervalUpperBound?: number | undefined
}

export interface SuspendedProcess {
  ProcessName?: string | undefined
  SuspensionReason?: string | undefined
}

export interface TagDescription {
  ResourceId?: string | undefined
  ResourceType?: string | undefined
  Key?: string | undefined
  Value?: string | undefined
  PropagateAtLaunch?: boolean | undefined
}

export interface DescribeTagsOutput {
  Tags?: TagDescription[] | undefined
  NextToken?: string | undefined
}

export interface TargetTrackingConfiguration {
  TargetValue: number | undefined
  PredefinedMetricSpecification?: PredefinedMetricSpecification | undefined
  CustomizedMetricSpecification?: CustomizedMetricSpecification | undefined
  DisableScaleIn?: boolean | undefined
}

export interface TargetTrackingMetricDataQuery {
  Id: string | undefined
  Expression?: string | undefined
  MetricStat?: TargetTrackingMetricStat | undefined
  Label?: string | undefined
  Period?: number | undefined
  ReturnData?: boolean | undefined
}

export interface TargetTrackingMetricStat {
  Metric: Metric | undefined
  Stat: string | undefined
  Unit?: string | undefined
  Period?: number | undefined
}

export interface TotalLocalStorageGBRequest {
  Min?: number | undefined
  Max?: number | undefined
}

export interface TrafficSourceIdentifier {
  Identifier: string | undefined
  Type?: string | undefined
}

export interface TrafficSourceState {
  TrafficSource?: string | undefined
  State?: string | undefined
  Identifier?: string | undefined
  Type?: string | undefined
}

export type AttachInstancesOutput = {}

export interface VCpuCountRequest {
  Min: number | undefined
  Max?: number | undefined
}

export interface WarmPoolConfiguration {
  MaxGroupPreparedCapacity?: number | undefined
  MinSize?: number | undefined
  PoolState?: WarmPoolState | undefined
  Status?: WarmPoolStatus | undefined
  InstanceReusePolicy?: InstanceReusePolicy | undefined
}

export type CreateAutoScalingGroupOutput = AttachInstancesOutput

export type CreateLaunchConfigurationOutput = AttachInstancesOutput

export type CreateOrUpdateTagsOutput = AttachInstancesOutput

export type DeleteAutoScalingGroupOutput = AttachInstancesOutput

export type DeleteLaunchConfigurationOutput = AttachInstancesOutput

export type DeleteNotificationConfigurationOutput = AttachInstancesOutput

export type DeletePolicyOutput = AttachInstancesOutput

export type DeleteScheduledActionOutput = AttachInstancesOutput

export type DeleteTagsOutput = AttachInstancesOutput

export type DescribeAdjustmentTypesInput = DescribeAccountLimitsInput

export type DescribeAutoScalingNotificationTypesInput = DescribeAccountLimitsInput

export type DescribeLifecycleHookTypesInput = DescribeAccountLimitsInput

export type DescribeMetricCollectionTypesInput = DescribeAccountLimitsInput

export type DescribeScalingProcessTypesInput = DescribeAccountLimitsInput

export type DescribeTerminationPolicyTypesInput = DescribeAccountLimitsInput

export type DisableMetricsCollectionOutput = AttachInstancesOutput

export type EnableMetricsCollectionOutput = AttachInstancesOutput

export type ExecutePolicyOutput = AttachInstancesOutput

export type PutNotificationConfigurationOutput = AttachInstancesOutput

export type PutScheduledUpdateGroupActionOutput = AttachInstancesOutput

export type ResumeProcessesOutput = AttachInstancesOutput

export type SetDesiredCapacityOutput = AttachInstancesOutput

export type SetInstanceHealthOutput = AttachInstancesOutput

export type SuspendProcessesInput = ResumeProcessesInput

export type SuspendProcessesOutput = AttachInstancesOutput

export type UpdateAutoScalingGroupOutput = AttachInstancesOutput

export interface AutoScalingInputs {
  AttachInstances: AttachInstancesInput
  AttachLoadBalancerTargetGroups: AttachLoadBalancerTargetGroupsInput
  AttachTrafficSources: AttachTrafficSourcesInput
  BatchDeleteScheduledAction: BatchDeleteScheduledActionInput
  BatchPutScheduledUpdateGroupAction: BatchPutScheduledUpdateGroupActionInput
  CancelInstanceRefresh: CancelInstanceRefreshInput
  CompleteLifecycleAction: CompleteLifecycleActionInput
  CreateAutoScalingGroup: CreateAutoScalingGroupInput
  CreateLaunchConfiguration: CreateLaunchConfigurationInput
  CreateOrUpdateTags: CreateOrUpdateTagsInput
  DeleteAutoScalingGroup: DeleteAutoScalingGroupInput
  DeleteLaunchConfiguration: DeleteLaunchConfigurationInput
  DeleteLifecycleHook: DeleteLifecycleHookInput
  DeleteNotificationConfiguration: DeleteNotificationConfigurationInput
  DeletePolicy: DeletePolicyInput
  DeleteScheduledAction: DeleteScheduledActionInput
  DeleteTags: DeleteTagsInput
  DeleteWarmPool: DeleteWarmPoolInput
  DescribeAccountLimits: DescribeAccountLimitsInput
  DescribeAdjustmentTypes: DescribeAccountLimitsInput
  DescribeAutoScalingGroups: DescribeAutoScalingGroupsInput
  DescribeAutoScalingInstances: DescribeAutoScalingInstancesInput
  DescribeAutoScalingNotificationTypes: DescribeAccountLimitsInput
  DescribeInstanceRefreshes: DescribeInstanceRefreshesInput
  DescribeLaunchConfigurations: DescribeLaunchConfigurationsInput
  DescribeLifecycleHookTypes: DescribeAccountLimitsInput
  DescribeLifecycleHooks: DescribeLifecycleHooksInput
  DescribeLoadBalancerTargetGroups: DescribeLoadBalancerTargetGroupsInput
  DescribeMetricCollectionTypes: DescribeAccountLimitsInput
  DescribeNotificationConfigurations: DescribeNotificationConfigurationsInput
  DescribePolicies: DescribePoliciesInput
  DescribeScalingActivities: DescribeScalingActivitiesInput
  DescribeScalingProcessTypes: DescribeAccountLimitsInput
  DescribeScheduledActions: DescribeScheduledActionsInput
  DescribeTags: DescribeTagsInput
  DescribeTerminationPolicyTypes: DescribeAccountLimitsInput
  DescribeTrafficSources: DescribeTrafficSourcesInput
  DescribeWarmPool: DescribeWarmPoolInput
  DetachInstances: DetachInstancesInput
  DetachLoadBalancerTargetGroups: DetachLoadBalancerTargetGroupsInput
  DetachTrafficSources: DetachTrafficSourcesInput
  DisableMetricsCollection: DisableMetricsCollectionInput
  EnableMetricsCollection: EnableMetricsCollectionInput
  EnterStandby: EnterStandbyInput
  ExecutePolicy: ExecutePolicyInput
  ExitStandby: ExitStandbyInput
  PutLifecycleHook: PutLifecycleHookInput
  PutNotificationConfiguration: PutNotificationConfigurationInput
  PutScalingPolicy: PutScalingPolicyInput
  PutScheduledUpdateGroupAction: PutScheduledUpdateGroupActionInput
  PutWarmPool: PutWarmPoolInput
  RecordLifecycleActionHeartbeat: RecordLifecycleActionHeartbeatInput
  ResumeProcesses: ResumeProcessesInput
  RollbackInstanceRefresh: RollbackInstanceRefreshInput
  SetDesiredCapacity: SetDesiredCapacityInput
  SetInstanceHealth: SetInstanceHealthInput
  SetInstanceProtection: SetInstanceProtectionInput
  StartInstanceRefresh: StartInstanceRefreshInput
  SuspendProcesses: ResumeProcessesInput
  TerminateInstanceInAutoScalingGroup: TerminateInstanceInAutoScalingGroupInput
  UpdateAutoScalingGroup: UpdateAutoScalingGroupInput
}

export interface AutoScalingOutputs {
  AttachInstances: AttachInstancesOutput
  AttachLoadBalancerTargetGroups: AttachLoadBalancerTargetGroupsOutput
  AttachTrafficSources: AttachTrafficSourcesOutput
  BatchDeleteScheduledAction: BatchDeleteScheduledActionOutput
  BatchPutScheduledUpdateGroupAction: BatchPutScheduledUpdateGroupActionOutput
  CancelInstanceRefresh: CancelInstanceRefreshOutput
  CompleteLifecycleAction: CompleteLifecycleActionOutput
  CreateAutoScalingGroup: AttachInstancesOutput
  CreateLaunchConfiguration: AttachInstancesOutput
  CreateOrUpdateTags: AttachInstancesOutput
  DeleteAutoScalingGroup: AttachInstancesOutput
  DeleteLaunchConfiguration: AttachInstancesOutput
  DeleteLifecycleHook: DeleteLifecycleHookOutput
  DeleteNotificationConfiguration: AttachInstancesOutput
  DeletePolicy: AttachInstancesOutput
  DeleteScheduledAction: AttachInstancesOutput
  DeleteTags: AttachInstancesOutput
  DeleteWarmPool: DeleteWarmPoolOutput
  DescribeAccountLimits: DescribeAccountLimitsOutput
  DescribeAdjustmentTypes: DescribeAdjustmentTypesOutput
  DescribeAutoScalingGroups: DescribeAutoScalingGroupsOutput
  DescribeAutoScalingInstances: DescribeAutoScalingInstancesOutput
  DescribeAutoScalingNotificationTypes: DescribeAutoScalingNotificationTypesOutput
  DescribeInstanceRefreshes: DescribeInstanceRefreshesOutput
  DescribeLaunchConfigurations: DescribeLaunchConfigurationsOutput
  DescribeLifecycleHookTypes: DescribeLifecycleHookTypesOutput
  DescribeLifecycleHooks: DescribeLifecycleHooksOutput
  DescribeLoadBalancerTargetGroups: DescribeLoadBalancerTargetGroupsOutput
  DescribeMetricCollectionTypes: DescribeMetricCollectionTypesOutput
  DescribeNotificationConfigurations: DescribeNotificationConfigurationsOutput
  DescribePolicies: DescribePoliciesOutput
  DescribeScalingActivities: DescribeScalingActivitiesOutput
  DescribeScalingProcessTypes: DescribeScalingProcessTypesOutput
  DescribeScheduledActions: DescribeScheduledActionsOutput
  DescribeTags: DescribeTagsOutput
  DescribeTerminationPolicyTypes: DescribeTerminationPolicyTypesOutput
  DescribeTrafficSources: DescribeTrafficSourcesOutput
  DescribeWarmPool: DescribeWarmPoolOutput
  DetachInstances: DetachInstancesOutput
  DetachLoadBalancerTargetGroups: DetachLoadBalancerTargetGroupsOutput
  DetachTrafficSources: DetachTrafficSourcesOutput
  DisableMetricsCollection: AttachInstancesOutput
  EnableMetricsCollection: AttachInstancesOutput
  EnterStandby: EnterStandbyOutput
  ExecutePolicy: AttachInstancesOutput
  ExitStandby: ExitStandbyOutput
  PutLifecycleHook: PutLifecycleHookOutput
  PutNotificationConfiguration: AttachInstancesOutput
  PutScalingPolicy: PutScalingPolicyOutput
  PutScheduledUpdateGroupAction: AttachInstancesOutput
  PutWarmPool: PutWarmPoolOutput
  RecordLifecycleActionHeartbeat: RecordLifecycleActionHeartbeatOutput
  ResumeProcesses: AttachInstancesOutput
  RollbackInstanceRefresh: RollbackInstanceRefreshOutput
  SetDesiredCapacity: AttachInstancesOutput
  SetInstanceHealth: AttachInstancesOutput
  SetInstanceProtection: SetInstanceProtectionOutput
  StartInstanceRefresh: StartInstanceRefreshOutput
  SuspendProcesses: AttachInstancesOutput
  TerminateInstanceInAutoScalingGroup: TerminateInstanceInAutoScalingGroupOutput
  UpdateAutoScalingGroup: AttachInstancesOutput
}

// What do callers hand to each operation, and what do they get?
// Generated from @aws-sdk/client-application-auto-scaling 3.1141.0, do not edit. To regenerate: npx tsx scripts/generate-shapes.ts

export type AdjustmentType = 'ChangeInCapacity' | 'ExactCapacity' | 'PercentChangeInCapacity'

export type MetricAggregationType = 'Average' | 'Maximum' | 'Minimum'

export type MetricStatistic = 'Average' | 'Maximum' | 'Minimum' | 'SampleCount' | 'Sum'

export type MetricType = 'ALBRequestCountPerTarget' | 'AppStreamAverageCapacityUtilization' | 'CassandraReadCapacityUtilization' | 'CassandraWriteCapacityUtilization' | 'ComprehendInferenceUtilization' | 'DynamoDBReadCapacityUtilization' | 'DynamoDBWriteCapacityUtilization' | 'EC2SpotFleetRequestAverageCPUUtilization' | 'EC2SpotFleetRequestAverageNetworkIn' | 'EC2SpotFleetRequestAverageNetworkOut' | 'ECSServiceAverageCPUUtilization' | 'ECSServiceAverageCPUUtilizationHighResolution' | 'ECSServiceAverageMemoryUtilization' | 'ECSServiceAverageMemoryUtilizationHighResolution' | 'ElastiCacheDatabaseCapacityUsageCountedForEvictPercentage' | 'ElastiCacheDatabaseMemoryUsageCountedForEvictPercentage' | 'ElastiCacheDatabaseMemoryUsagePercentage' | 'ElastiCacheEngineCPUUtilization' | 'ElastiCachePrimaryEngineCPUUtilization' | 'ElastiCacheReplicaEngineCPUUtilization' | 'KafkaBrokerStorageUtilization' | 'LambdaProvisionedConcurrencyUtilization' | 'NeptuneReaderAverageCPUUtilization' | 'RDSReaderAverageCPUUtilization' | 'RDSReaderAverageDatabaseConnections' | 'SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution' | 'SageMakerInferenceComponentInvocationsPerCopy' | 'SageMakerVariantConcurrentRequestsPerModelHighResolution' | 'SageMakerVariantInvocationsPerInstance' | 'SageMakerVariantProvisionedConcurrencyUtilization' | 'WorkSpacesAverageUserSessionsCapacityUtilization'

export type PolicyType = 'PredictiveScaling' | 'StepScaling' | 'TargetTrackingScaling'

export type PredictiveScalingMaxCapacityBreachBehavior = 'HonorMaxCapacity' | 'IncreaseMaxCapacity'

export type PredictiveScalingMode = 'ForecastAndScale' | 'ForecastOnly'

export type ScalableDimension = 'appstream:fleet:DesiredCapacity' | 'cassandra:table:ReadCapacityUnits' | 'cassandra:table:WriteCapacityUnits' | 'comprehend:document-classifier-endpoint:DesiredInferenceUnits' | 'comprehend:entity-recognizer-endpoint:DesiredInferenceUnits' | 'custom-resource:ResourceType:Property' | 'dynamodb:index:ReadCapacityUnits' | 'dynamodb:index:WriteCapacityUnits' | 'dynamodb:table:ReadCapacityUnits' | 'dynamodb:table:WriteCapacityUnits' | 'ec2:spot-fleet-request:TargetCapacity' | 'ecs:service:DesiredCount' | 'elasticmapreduce:instancegroup:InstanceCount' | 'elasticache:cache-cluster:Nodes' | 'elasticache:replication-group:NodeGroups' | 'elasticache:replication-group:Replicas' | 'kafka:broker-storage:VolumeSize' | 'lambda:function:ProvisionedConcurrency' | 'neptune:cluster:ReadReplicaCount' | 'rds:cluster:ReadReplicaCount' | 'sagemaker:inference-component:DesiredCopyCount' | 'sagemaker:variant:DesiredInstanceCount' | 'sagemaker:variant:DesiredProvisionedConcurrency' | 'workspaces:workspacespool:DesiredUserSessions'

export type ScalingActivityStatusCode = 'Failed' | 'InProgress' | 'Overridden' | 'Pending' | 'Successful' | 'Unfulfilled'

export type ServiceNamespace = 'appstream' | 'cassandra' | 'comprehend' | 'custom-resource' | 'dynamodb' | 'ec2' | 'ecs' | 'elasticache' | 'elasticmapreduce' | 'kafka' | 'lambda' | 'neptune' | 'rds' | 'sagemaker' | 'workspaces'

export interface CustomizedMetricSpecificationInput {
  readonly MetricName?: string | undefined
  readonly Namespace?: string | undefined
  readonly Dimensions?: readonly MetricDimensionInput[] | undefined
  readonly Statistic?: MetricStatistic | undefined
  readonly Unit?: string | undefined
  readonly Metrics?: readonly TargetTrackingMetricDataQueryInput[] | undefined
}

export interface DeleteScalingPolicyInput {
  readonly PolicyName: string | undefined
  readonly ServiceNamespace: ServiceNamespace | undefined
  readonly ResourceId: string | undefined
  readonly ScalableDimension: ScalableDimension | undefined
}

export interface DeleteScheduledActionInput {
  readonly ServiceNamespace: ServiceNamespace | undefined
  readonly ScheduledActionName: string | undefined
  readonly ResourceId: string | undefined
  readonly ScalableDimension: ScalableDimension | undefined
}

export interface DeregisterScalableTargetInput {
  readonly ServiceNamespace: ServiceNamespace | undefined
  readonly ResourceId: string | undefined
  readonly ScalableDimension: ScalableDimension | undefined
}

export interface DescribeScalableTargetsInput {
  readonly ServiceNamespace: ServiceNamespace | undefined
  readonly ResourceIds?: readonly string[] | undefined
  readonly ScalableDimension?: ScalableDimension | undefined
  readonly MaxResults?: number | undefined
  readonly NextToken?: string | undefined
}

export interface DescribeScalingActivitiesInput {
  readonly ServiceNamespace: ServiceNamespace | undefined
  readonly ResourceId?: string | undefined
  readonly ScalableDimension?: ScalableDimension | undefined
  readonly MaxResults?: number | undefined
  readonly NextToken?: string | undefined
  readonly IncludeNotScaledActivities?: boolean | undefined
}

export interface DescribeScalingPoliciesInput {
  readonly ServiceNamespace: ServiceNamespace | undefined
  readonly PolicyNames?: readonly string[] | undefined
  readonly ResourceId?: string | undefined
  readonly ScalableDimension?: ScalableDimension | undefined
  readonly MaxResults?: number | undefined
  readonly NextToken?: string | undefined
}

export interface DescribeScheduledActionsInput {
  readonly ServiceNamespace: ServiceNamespace | undefined
  readonly ScheduledActionNames?: readonly string[] | undefined
  readonly ResourceId?: string | undefined
  readonly ScalableDimension?: ScalableDimension | undefined
  readonly MaxResults?: number | undefined
  readonly NextToken?: string | undefined
}

export interface ListTagsForResourceInput {
  readonly ResourceARN: string | undefined
}

export interface MetricDimensionInput {
  readonly Name: string | undefined
  readonly Value: string | undefined
}

export interface PredefinedMetricSpecificationInput {
  readonly PredefinedMetricType: MetricType | undefined
  readonly ResourceLabel?: string | undefined
}

export interface PredictiveScalingCustomizedMetricSpecificationInput {
  readonly MetricDataQueries: readonly PredictiveScalingMetricDataQueryInput[] | undefined
}

export interface PredictiveScalingMetricInput {
  readonly Dimensions?: readonly PredictiveScalingMetricDimensionInput[] | undefined
  readonly MetricName?: string | undefined
  readonly Namespace?: string | undefined
}

export interface PredictiveScalingMetricDataQueryInput {
  readonly Id: string | undefined
  readonly Expression?: string | undefined
  readonly MetricStat?: PredictiveScalingMetricStatInput | undefined
  readonly Label?: string | undefined
  readonly ReturnData?: boolean | undefined
}

export interface PredictiveScalingMetricDimensionInput {
  readonly Name: string | undefined
  readonly Value: string | undefined
}

export interface PredictiveScalingMetricSpecificationInput {
  readonly TargetValue: number | undefined
  readonly PredefinedMetricPairSpecification?: PredictiveScalingPredefinedMetricPairSpecificationInput | undefined
  readonly PredefinedScalingMetricSpecification?: PredictiveScalingPredefinedScalingMetricSpecificationInput | undefined
  readonly PredefinedLoadMetricSpecification?: PredictiveScalingPredefinedLoadMetricSpecificationInput | undefined
  readonly CustomizedScalingMetricSpecification?: PredictiveScalingCustomizedMetricSpecificationInput | undefined
  readonly CustomizedLoadMetricSpecification?: PredictiveScalingCustomizedMetricSpecificationInput | undefined
  readonly CustomizedCapacityMetricSpecification?: PredictiveScalingCustomizedMetricSpecificationInput | undefined
}

export interface PredictiveScalingMetricStatInput {
  readonly Metric: PredictiveScalingMetricInput | undefined
  readonly Stat: string | undefined
  readonly Unit?: string | undefined
}

export interface PredictiveScalingPolicyConfigurationInput {
  readonly MetricSpecifications: readonly PredictiveScalingMetricSpecificationInput[] | undefined
  readonly Mode?: PredictiveScalingMode | undefined
  readonly SchedulingBufferTime?: number | undefined
  readonly MaxCapacityBreachBehavior?: PredictiveScalingMaxCapacityBreachBehavior | undefined
  readonly MaxCapacityBuffer?: number | undefined
}

export interface PredictiveScalingPredefinedLoadMetricSpecificationInput {
  readonly PredefinedMetricType: string | undefined
  readonly ResourceLabel?: string | undefined
}

export interface PredictiveScalingPredefinedMetricPairSpecificationInput {
  readonly PredefinedMetricType: string | undefined
  readonly ResourceLabel?: string | undefined
}

export interface PredictiveScalingPredefinedScalingMetricSpecificationInput {
  readonly PredefinedMetricType: string | undefined
  readonly ResourceLabel?: string | undefined
}

export interface PutScalingPolicyInput {
  readonly PolicyName: string | undefined
  readonly ServiceNamespace: ServiceNamespace | undefined
  readonly ResourceId: string | undefined
  readonly ScalableDimension: ScalableDimension | undefined
  readonly PolicyType?: PolicyType | undefined
  readonly StepScalingPolicyConfiguration?: StepScalingPolicyConfigurationInput | undefined
  readonly TargetTrackingScalingPolicyConfiguration?: TargetTrackingScalingPolicyConfigurationInput | undefined
  readonly PredictiveScalingPolicyConfiguration?: PredictiveScalingPolicyConfigurationInput | undefined
}

export interface PutScheduledActionInput {
  readonly ServiceNamespace: ServiceNamespace | undefined
  readonly ScheduledActionName: string | undefined
  readonly ResourceId: string | undefined
  readonly ScalableDimension: ScalableDimension | undefined
  readonly Schedule?: string | undefined
  readonly Timezone?: string | undefined
  readonly StartTime?: Date | number | undefined
  readonly EndTime?: Date | number | undefined
  readonly ScalableTargetAction?: ScalableTargetActionInput | undefined
}

export interface RegisterScalableTargetInput {
  readonly ServiceNamespace: ServiceNamespace | undefined
  readonly ResourceId: string | undefined
  readonly ScalableDimension: ScalableDimension | undefined
  readonly MinCapacity?: number | undefined
  readonly MaxCapacity?: number | undefined
  readonly RoleARN?: string | undefined
  readonly SuspendedState?: SuspendedStateInput | undefined
  readonly Tags?: { readonly [key: string]: string } | undefined
}

export interface ScalableTargetActionInput {
  readonly MinCapacity?: number | undefined
  readonly MaxCapacity?: number | undefined
}

export interface StepAdjustmentInput {
  readonly ScalingAdjustment: number | undefined
  readonly MetricIntervalLowerBound?: number | undefined
  readonly MetricIntervalUpperBound?: number | undefined
}

export interface StepScalingPolicyConfigurationInput {
  readonly AdjustmentType?: AdjustmentType | undefined
  readonly StepAdjustments?: readonly StepAdjustmentInput[] | undefined
  readonly MinAdjustmentMagnitude?: number | undefined
  readonly Cooldown?: number | undefined
  readonly MetricAggregationType?: MetricAggregationType | undefined
}

export interface SuspendedStateInput {
  readonly DynamicScalingInSuspended?: boolean | undefined
  readonly DynamicScalingOutSuspended?: boolean | undefined
  readonly ScheduledScalingSuspended?: boolean | undefined
}

export interface TagResourceInput {
  readonly ResourceARN: string | undefined
  readonly Tags: { readonly [key: string]: string } | undefined
}

export interface TargetTrackingMetricInput {
  readonly Dimensions?: readonly TargetTrackingMetricDimensionInput[] | undefined
  readonly MetricName?: string | undefined
  readonly Namespace?: string | undefined
}

export interface TargetTrackingMetricDataQueryInput {
  readonly Id: string | undefined
  readonly Expression?: string | undefined
  readonly Label?: string | undefined
  readonly MetricStat?: TargetTrackingMetricStatInput | undefined
  readonly ReturnData?: boolean | undefined
}

export interface TargetTrackingMetricDimensionInput {
  readonly Name: string | undefined
  readonly Value: string | undefined
}

export interface TargetTrackingMetricStatInput {
  readonly Metric: TargetTrackingMetricInput | undefined
  readonly Stat: string | undefined
  readonly Unit?: string | undefined
}

export interface TargetTrackingScalingPolicyConfigurationInput {
  readonly TargetValue: number | undefined
  readonly PredefinedMetricSpecification?: PredefinedMetricSpecificationInput | undefined
  readonly CustomizedMetricSpecification?: CustomizedMetricSpecificationInput | undefined
  readonly ScaleOutCooldown?: number | undefined
  readonly ScaleInCooldown?: number | undefined
  readonly DisableScaleIn?: boolean | undefined
}

export interface UntagResourceInput {
  readonly ResourceARN: string | undefined
  readonly TagKeys: readonly string[] | undefined
}

export interface Alarm {
  AlarmName: string | undefined
  AlarmARN: string | undefined
}

export interface CustomizedMetricSpecification {
  MetricName?: string | undefined
  Namespace?: string | undefined
  Dimensions?: MetricDimension[] | undefined
  Statistic?: MetricStatistic | undefined
  Unit?: string | undefined
  Metrics?: TargetTrackingMetricDataQuery[] | undefined
}

export type DeleteScalingPolicyOutput = {}

export type DeleteScheduledActionOutput = {}

export type DeregisterScalableTargetOutput = {}

export interface DescribeScalableTargetsOutput {
  ScalableTargets?: ScalableTarget[] | undefined
  NextToken?: string | undefined
}

export interface DescribeScalingActivitiesOutput {
  ScalingActivities?: ScalingActivity[] | undefined
  NextToken?: string | undefined
}

export interface DescribeScalingPoliciesOutput {
  ScalingPolicies?: ScalingPolicy[] | undefined
  NextToken?: string | undefined
}

export interface DescribeScheduledActionsOutput {
  ScheduledActions?: ScheduledAction[] | undefined
  NextToken?: string | undefined
}

export interface ListTagsForResourceOutput {
  Tags?: { [key: string]: string } | undefined
}

export interface MetricDimension {
  Name: string | undefined
  Value: string | undefined
}

export interface NotScaledReason {
  Code: string | undefined
  MaxCapacity?: number | undefined
  MinCapacity?: number | undefined
  CurrentCapacity?: number | undefined
}

export interface PredefinedMetricSpecification {
  PredefinedMetricType: MetricType | undefined
  ResourceLabel?: string | undefined
}

export interface PredictiveScalingCustomizedMetricSpecification {
  MetricDataQueries: PredictiveScalingMetricDataQuery[] | undefined
}

export interface PredictiveScalingMetric {
  Dimensions?: PredictiveScalingMetricDimension[] | undefined
  MetricName?: string | undefined
  Namespace?: string | undefined
}

export interface PredictiveScalingMetricDataQuery {
  Id: string | undefined
  Expression?: string | undefined
  MetricStat?: PredictiveScalingMetricStat | undefined
  Label?: string | undefined
  ReturnData?: boolean | undefined
}

export interface PredictiveScalingMetricDimension {
  Name: string | undefined
  Value: string | undefined
}

export interface PredictiveScalingMetricSpecification {
  TargetValue: number | undefined
  PredefinedMetricPairSpecification?: PredictiveScalingPredefinedMetricPairSpecification | undefined
  PredefinedScalingMetricSpecification?: PredictiveScalingPredefinedScalingMetricSpecification | undefined
  PredefinedLoadMetricSpecification?: PredictiveScalingPredefinedLoadMetricSpecification | undefined
  CustomizedScalingMetricSpecification?: PredictiveScalingCustomizedMetricSpecification | undefined
  CustomizedLoadMetricSpecification?: PredictiveScalingCustomizedMetricSpecification | undefined
  CustomizedCapacityMetricSpecification?: PredictiveScalingCustomizedMetricSpecification | undefined
}

export interface PredictiveScalingMetricStat {
  Metric: PredictiveScalingMetric | undefined
  Stat: string | undefined
  Unit?: string | undefined
}

export interface PredictiveScalingPolicyConfiguration {
  MetricSpecifications: PredictiveScalingMetricSpecification[] | undefined
  Mode?: PredictiveScalingMode | undefined
  SchedulingBufferTime?: number | undefined
  MaxCapacityBreachBehavior?: PredictiveScalingMaxCapacityBreachBehavior | undefined
  MaxCapacityBuffer?: number | undefined
}

export interface PredictiveScalingPredefinedLoadMetricSpecification {
  PredefinedMetricType: string | undefined
  ResourceLabel?: string | undefined
}

export interface PredictiveScalingPredefinedMetricPairSpecification {
  PredefinedMetricType: string | undefined
  ResourceLabel?: string | undefined
}

export interface PredictiveScalingPredefinedScalingMetricSpecification {
  PredefinedMetricType: string | undefined
  ResourceLabel?: string | undefined
}

export interface PutScalingPolicyOutput {
  PolicyARN: string | undefined
  Alarms?: Alarm[] | undefined
}

export type PutScheduledActionOutput = {}

export interface RegisterScalableTargetOutput {
  ScalableTargetARN?: string | undefined
}

export interface ScalableTarget {
  ServiceNamespace: ServiceNamespace | undefined
  ResourceId: string | undefined
  ScalableDimension: ScalableDimension | undefined
  MinCapacity: number | undefined
  MaxCapacity: number | undefined
  RoleARN: string | undefined
  CreationTime: Date | undefined
  PredictedCapacity?: number | undefined
  SuspendedState?: SuspendedState | undefined
  ScalableTargetARN?: string | undefined
}

export interface ScalableTargetAction {
  MinCapacity?: number | undefined
  MaxCapacity?: number | undefined
}

export interface ScalingActivity {
  ActivityId: string | undefined
  ServiceNamespace: ServiceNamespace | undefined
  ResourceId: string | undefined
  ScalableDimension: ScalableDimension | undefined
  Description: string | undefined
  Cause: string | undefined
  StartTime: Date | undefined
  StatusCode: ScalingActivityStatusCode | undefined
  EndTime?: Date | undefined
  StatusMessage?: string | undefined
  Details?: string | undefined
  NotScaledReasons?: NotScaledReason[] | undefined
}

export interface ScalingPolicy {
  PolicyARN: string | undefined
  PolicyName: string | undefined
  ServiceNamespace: ServiceNamespace | undefined
  ResourceId: string | undefined
  ScalableDimension: ScalableDimension | undefined
  PolicyType: PolicyType | undefined
  CreationTime: Date | undefined
  StepScalingPolicyConfiguration?: StepScalingPolicyConfiguration | undefined
  TargetTrackingScalingPolicyConfiguration?: TargetTrackingScalingPolicyConfiguration | undefined
  PredictiveScalingPolicyConfiguration?: PredictiveScalingPolicyConfiguration | undefined
  Alarms?: Alarm[] | undefined
}

export interface ScheduledAction {
  ScheduledActionName: string | undefined
  ScheduledActionARN: string | undefined
  ServiceNamespace: ServiceNamespace | undefined
  Schedule: string | undefined
  ResourceId: string | undefined
  CreationTime: Date | undefined
  Timezone?: string | undefined
  ScalableDimension?: ScalableDimension | undefined
  StartTime?: Date | undefined
  EndTime?: Date | undefined
  ScalableTargetAction?: ScalableTargetAction | undefined
}

export interface StepAdjustment {
  ScalingAdjustment: number | undefined
  MetricIntervalLowerBound?: number | undefined
  MetricIntervalUpperBound?: number | undefined
}

export interface StepScalingPolicyConfiguration {
  AdjustmentType?: AdjustmentType | undefined
  StepAdjustments?: StepAdjustment[] | undefined
  MinAdjustmentMagnitude?: number | undefined
  Cooldown?: number | undefined
  MetricAggregationType?: MetricAggregationType | undefined
}

export interface SuspendedState {
  DynamicScalingInSuspended?: boolean | undefined
  DynamicScalingOutSuspended?: boolean | undefined
  ScheduledScalingSuspended?: boolean | undefined
}

export type TagResourceOutput = {}

export interface TargetTrackingMetric {
  Dimensions?: TargetTrackingMetricDimension[] | undefined
  MetricName?: string | undefined
  Namespace?: string | undefined
}

export interface TargetTrackingMetricDataQuery {
  Id: string | undefined
  Expression?: string | undefined
  Label?: string | undefined
  MetricStat?: TargetTrackingMetricStat | undefined
  ReturnData?: boolean | undefined
}

export interface TargetTrackingMetricDimension {
  Name: string | undefined
  Value: string | undefined
}

export interface TargetTrackingMetricStat {
  Metric: TargetTrackingMetric | undefined
  Stat: string | undefined
  Unit?: string | undefined
}

export interface TargetTrackingScalingPolicyConfiguration {
  TargetValue: number | undefined
  PredefinedMetricSpecification?: PredefinedMetricSpecification | undefined
  CustomizedMetricSpecification?: CustomizedMetricSpecification | undefined
  ScaleOutCooldown?: number | undefined
  ScaleInCooldown?: number | undefined
  DisableScaleIn?: boolean | undefined
}

export type UntagResourceOutput = {}

export interface ApplicationAutoScalingInputs {
  DeleteScalingPolicy: DeleteScalingPolicyInput
  DeleteScheduledAction: DeleteScheduledActionInput
  DeregisterScalableTarget: DeregisterScalableTargetInput
  DescribeScalableTargets: DescribeScalableTargetsInput
  DescribeScalingActivities: DescribeScalingActivitiesInput
  DescribeScalingPolicies: DescribeScalingPoliciesInput
  DescribeScheduledActions: DescribeScheduledActionsInput
  ListTagsForResource: ListTagsForResourceInput
  PutScalingPolicy: PutScalingPolicyInput
  PutScheduledAction: PutScheduledActionInput
  RegisterScalableTarget: RegisterScalableTargetInput
  TagResource: TagResourceInput
  UntagResource: UntagResourceInput
}

export interface ApplicationAutoScalingOutputs {
  DeleteScalingPolicy: DeleteScalingPolicyOutput
  DeleteScheduledAction: DeleteScheduledActionOutput
  DeregisterScalableTarget: DeregisterScalableTargetOutput
  DescribeScalableTargets: DescribeScalableTargetsOutput
  DescribeScalingActivities: DescribeScalingActivitiesOutput
  DescribeScalingPolicies: DescribeScalingPoliciesOutput
  DescribeScheduledActions: DescribeScheduledActionsOutput
  ListTagsForResource: ListTagsForResourceOutput
  PutScalingPolicy: PutScalingPolicyOutput
  PutScheduledAction: PutScheduledActionOutput
  RegisterScalableTarget: RegisterScalableTargetOutput
  TagResource: TagResourceOutput
  UntagResource: UntagResourceOutput
}

// The front door: every public name of the core, one by one.

export type { ApplicationAutoScaling } from './api/application-auto-scaling/application-auto-scaling.ts'
export type { AutoScaling } from './api/auto-scaling/auto-scaling.ts'
export type { CloudWatch } from './api/cloudwatch/cloudwatch.ts'
export type { BelowLower, HighestTotal, LowestHealthy } from './api/deployment-record/extremes.ts'
export {
  allTasks,
  healthyTasks,
  runningTasks,
  type ServiceLevel,
  type TargetCounts,
  type TaskCounts,
  type Wave,
} from './api/deployment-record/level.ts'
export type { DeploymentPath, DeploymentSegment, DeploymentSegmentName } from './api/deployment-record/path-segment.ts'
export type { DeploymentRecord, DeploymentStatus } from './api/deployment-record/record.ts'
export type { Ecs } from './api/ecs.ts'
export type { Elbv2 } from './api/elbv2/elbv2.ts'
export type { EventBridgeEvent, EventDetailType } from './api/events/envelope.ts'
export type { EventHandler } from './api/events/event-bus.ts'
export type { EventPattern } from './api/events/pattern.ts'
export type { TaskExplanation } from './api/explain.ts'
export type { NotSimulated } from './api/not-simulated.ts'
export { applicationAutoScalingShapes } from './api/shapes/application-auto-scaling.generated.ts'
export { autoScalingShapes } from './api/shapes/auto-scaling.generated.ts'
export { cloudwatchShapes } from './api/shapes/cloudwatch.generated.ts'
export { ecsShapes } from './api/shapes/ecs.generated.ts'
export { elbv2Shapes } from './api/shapes/elbv2.generated.ts'
export type { ServiceShapes } from './api/shapes/service-shapes.ts'
export { definitionFromDescription } from './api/task-definitions/from-description.ts'
export type { ContainerLane } from './api/task-life/container-lane.ts'
export type { LifeEvent, LifeEventName, Stretch } from './api/task-life/lane.ts'
export type { SegmentName, TimingPath, TimingSegment } from './api/task-life/path.ts'
export type { StartPath } from './api/task-life/start-path.ts'
export type { TaskTimeline } from './api/task-life/timeline.ts'
export type { TaskTiming } from './api/task-life/timing.ts'
export type { WaiterOutcome } from './api/waiters/wait.ts'
export type { WaiterInputs, WaiterName } from './api/waiters/waiters.ts'
export type { ServiceQuestion } from './api/why-not.ts'
export type { GroupShare, Share } from './balancing/forward.ts'
export type { Route, RouteRule, RouteTarget, SkippedRule } from './balancing/route.ts'
export { nextVerdict as nextTargetVerdict } from './balancing/verdicts.ts'
export type { AlarmInput, AlarmStateInput } from './controls/alarms/by-hand.ts'
export type { Alarms } from './controls/alarms/controls.ts'
export type { ContainerFault, CrashInput } from './controls/faults/containers.ts'
export type { EniInput } from './controls/faults/enis.ts'
export type { FargateInput } from './controls/faults/fargate.ts'
export type { Faults } from './controls/faults/faults.ts'
export type { InstanceRefusalInput } from './controls/faults/instances.ts'
export type { RetireInput } from './controls/faults/maintenance.ts'
export type { PlannedFault } from './controls/faults/schedule.ts'
export type { SpotInput } from './controls/faults/spot.ts'
export type { ThrottleInput } from './controls/faults/throttling.ts'
export type { ZoneInput } from './controls/faults/zones.ts'
export type { ExternalInput, ExternalOutput } from './controls/fleet/external.ts'
export type { Fleet } from './controls/fleet/fleet.ts'
export type { LaunchInput, LaunchOutput } from './controls/fleet/launch.ts'
export type { LaunchTemplateInput, LaunchTemplateOutput } from './controls/fleet/launch-template.ts'
export type { InstancesInput, StartInstancesInput } from './controls/fleet/machines.ts'
export type { RecipeInput } from './controls/fleet/recipe.ts'
export type { CutOffInput, PermissionInput, PullTarget } from './controls/images/access.ts'
export type { ImageContent, ImageInput, PublishInput, PushInput, PushOutput } from './controls/images/content.ts'
export type { Images } from './controls/images/images.ts'
export type { ImageDetails, RepositoryInput, RepositoryOutput } from './controls/images/repositories.ts'
export type { Load, LoadDescription } from './controls/load/load.ts'
export type { LoadCosts, LoadInput } from './controls/load/shape.ts'
export type { LoadMinute, TraceSpan } from './controls/load/trace.ts'
export type { Moment } from './controls/moments.ts'
export type { SimulationOptions, SubnetOptions } from './controls/options.ts'
export type { PluginOptions } from './controls/plugins.ts'
export type { ConsumerInput, QueueDescription, QueueInput, Queues } from './controls/queues/queues.ts'
export type { ColumnName } from './controls/readings/columns.ts'
export type {
  CostPeriod,
  CostReport,
  FargateCost,
  FargatePrices,
  GroupCost,
  InstanceCost,
  PriceTable,
  RequestUse,
  ServiceCost,
  ServiceUse,
} from './controls/readings/cost/shape.ts'
export type { Readings } from './controls/readings/readings.ts'
export type {
  BlockedTimes,
  PolicyActivity,
  PolicyReport,
  ScalingReport,
  Steadiness,
  SubjectReport,
} from './controls/readings/report/shape.ts'
export type { ColumnInput, MetricColumn, Series } from './controls/readings/series.ts'
export type { PeriodInput, SpanInput } from './controls/readings/span.ts'
export type { SubjectInput, SubjectKind } from './controls/readings/subject.ts'
export type { ResourceInput, Resources, WithholdInput } from './controls/resources/resources.ts'
export type {
  AccountInput,
  AnswerCount,
  FailingSpan,
  RequestAccount,
  RequestClass,
  RequestCount,
  TrafficMetrics,
} from './controls/traffic/account/shape.ts'
export type { TargetReference } from './controls/traffic/answer.ts'
export type { RouteInput } from './controls/traffic/route.ts'
export type { Traffic } from './controls/traffic/traffic.ts'
export type { AdoptOutput } from './controls/workload/adopt.ts'
export type { AdoptedContainerInput, AdoptedTaskInput, AdoptInput } from './controls/workload/adopt-shape.ts'
export type { ContainerBehavior } from './controls/workload/behavior.ts'
export type { Response, ResponseBehavior, ResponseTurn } from './controls/workload/responses.ts'
export type { Workload } from './controls/workload/workload.ts'
export { boundsOf } from './deployment/service-view.ts'
export { LivelockError } from './engine/loop.ts'
export { isMetered } from './engine/metrics/reader.ts'
export type { SnapshotDiff, SnapshotPatch } from './engine/snapshots.ts'
export { type Goal, predicateOf, type Wait } from './engine/watch.ts'
export { callerArn } from './kernel/arns.ts'
export { InternalError } from './kernel/assert.ts'
export { show, suggestion } from './kernel/closest.ts'
export type { DurationDistribution } from './kernel/distributions.ts'
export {
  type Duration,
  formatDuration,
  formatInstant,
  type Instant,
  parseDurationMs,
  parseInstantMs,
} from './kernel/durations.ts'
export { AwsException, type AwsExceptionName, type Rejection, UsageError } from './kernel/errors.ts'
export { derivedHex32 } from './kernel/ids.ts'
export { type Block, formatIpv4, parseCidr } from './kernel/ipv4.ts'
export { verdictsUpTo as containerVerdicts } from './lifecycle/containers/health.ts'
export {
  burst,
  clamp,
  constant,
  diurnal,
  noisy,
  product,
  ramp,
  replay,
  shift,
  sine,
  spike,
  steps,
  sum,
} from './load/profiles.ts'
export {
  type BehaviorOptions,
  describeOptions,
  type LatencyOptions,
  PROFILES,
  type ProfileName,
} from './model/behavior.ts'
export type { ProviderChoice, ProviderReason } from './model/capacity-providers.ts'
export { alive, Census, type Count, emptyCount, running } from './model/census.ts'
export type { JournalEntry, JournalKind } from './model/changes.ts'
export type {
  Cluster,
  ContainerInstance,
  Deployment,
  Service,
  ServiceEvent,
  Task,
  TaskDefinition,
} from './model/entities.ts'
export { findInstanceType, INSTANCE_TYPES, type InstanceType } from './model/instance-types.ts'
export type {
  BurstProfile,
  ClampProfile,
  DiurnalProfile,
  NoisyProfile,
  Profile,
  ProfileMoment,
  RampProfile,
  ReplayProfile,
  ShiftProfile,
  SineProfile,
  SpikeProfile,
  StepsProfile,
} from './model/scaling/load.ts'
export type { Snapshot } from './model/snapshot.ts'
export { isWaitingForRoom, type Standing, standingOf } from './model/standing.ts'
export { type AgentSettings, agentSettings } from './model/user-data.ts'
export type { WorldView } from './model/view.ts'
export type {
  Decision,
  InstanceTrace,
  PlacementTrace,
  RankedCandidate,
  StrategyStep,
} from './placement/explain.ts'
export type {
  PlacementCandidate,
  PlacementDemand,
  PlacementFilterPlugin,
  PlacementStrategyPlugin,
} from './placement/plugin.ts'
export { matchesPattern } from './placement/query/whole-match.ts'
export type { Cure, PlacementAdvice, Remedy } from './placement/remedies.ts'
export { alarmsInRule } from './scaling/alarm-rule/parse.ts'
export { type RunOutcome, Simulation } from './simulation.ts'
